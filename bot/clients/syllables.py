"""Syllables of English words, by pyphen's hyphenation of British English: the port of `bot.content.readability`."""
from __future__ import annotations

from functools import lru_cache

import pyphen

_HYPHENS = pyphen.Pyphen(lang="en_GB", left=1, right=1)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """At least 1. Hyphenation leaves out a few breaks, so a long word may count one too few."""
    return len(_HYPHENS.positions(word)) + 1
