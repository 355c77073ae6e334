"""Which training messages the sentence encoder was never tuned on: what figures choose is chosen on them.

The encoder of this product is tuned on our own messages (docs/adr/0005-understanding.md): on those it looks better than
it is. The rule is a hash of the words, so that a message stays on its side whatever is added beside it.
"""

from __future__ import annotations

from zlib import crc32

ONE_IN = 6
"""One message in six: some 2,000 of 12,000, enough for a threshold, and few enough for the encoder to learn from the
rest."""


def held_out(text: str) -> bool:
    """Whether `text` is kept from the encoder's tuning. Case and spaces do not count."""
    return crc32(" ".join(text.lower().split()).encode("utf-8", "replace")) % ONE_IN == 0
