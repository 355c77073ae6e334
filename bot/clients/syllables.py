"""Syllables of English words by pyphen's hyphenation: the port of `bot.content.guides.readability`.

Hyphenation leaves out breaks that would be ugly in print: British patterns after a short beginning ("emer-gency"),
all patterns one or two letters from an end ("ver-y", "em-bas-sy"). So the finer of the British and the American reading
counts, and short words and those that end in -y are put right. Too few syllables would make a hard text look easy.
"""
from __future__ import annotations

import re
from functools import lru_cache

import pyphen

_HYPHENS = tuple(pyphen.Pyphen(lang=lang, left=1, right=2) for lang in ("en_GB", "en_US"))
_SHORT = 6
"""Letters. Up to here the vowels that are heard are a better count than breaks."""
_SILENT = re.compile(r"(?<=[^aeiouyl])e[sd]?$")
_VOWELS = re.compile(r"[aeiouy]+")


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """At least 1. `word` in small letters."""
    breaks = max((hyphens.positions(word) for hyphens in _HYPHENS), key=len)
    count = len(breaks) + 1
    if len(word) <= _SHORT:
        return max(count, len(_VOWELS.findall(_SILENT.sub("", word))))
    ends_in_y = re.search(r"[^aeiouy]y$", word) is not None
    return count + (1 if ends_in_y and (not breaks or len(word) - breaks[-1] > 3) else 0)
