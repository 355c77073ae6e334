"""How many text messages a text takes. PURE.

GSM 03.38's seven-bit alphabet holds 160 characters in one message and 153 in each part of a longer one; the ten of its
extension (the euro, brackets) cost two each. One character outside both (an emoji, a curly quotation mark) turns the
whole text into UCS-2: 70, or 67 a part. Source: 3GPP TS 23.038, sections 6.2.1 and 6.2.1.1; TS 23.040, 9.2.3.24.1.
"""
from __future__ import annotations

from typing import NamedTuple

MOST_PARTS = 3
"""A guide's short form takes at most this many (issue 4)."""

BASIC = frozenset("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà")
TWO_EACH = frozenset("^{}\\[~]|€\f")


class Size(NamedTuple):
    """What a text costs to send."""

    parts: int
    """Messages that the provider charges for; 0 for an empty text."""
    units: int
    """Seven-bit characters (those of TWO_EACH twice), or UTF-16 code units."""
    alphabet: str
    """`GSM-7` or `UCS-2`."""
    outside: tuple[str, ...]
    """Characters that are not in the seven-bit alphabet, each once, in order: what to change to make it cheaper."""


def size(text: str) -> Size:
    """Parts, units and alphabet of a text as a phone network counts them."""
    outside = tuple(dict.fromkeys(c for c in text if c not in BASIC and c not in TWO_EACH))
    if outside:
        costs = [len(c.encode("utf-16-be")) // 2 for c in text]
        alone, part, alphabet = 70, 67, "UCS-2"
    else:
        costs = [2 if c in TWO_EACH else 1 for c in text]
        alone, part, alphabet = 160, 153, "GSM-7"
    units = sum(costs)
    if units <= alone:
        return Size(1 if units else 0, units, alphabet, outside)
    # A character of two units is never cut in two, so a part may end one unit early.
    parts, left = 1, part
    for cost in costs:
        if cost > left:
            parts, left = parts + 1, part
        left -= cost
    return Size(parts, units, alphabet, outside)
