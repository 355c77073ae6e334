"""Which country a misspelt word means: one, two that are easily confused, or none."""

from __future__ import annotations

import re

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot.places.gazetteer import Gazetteer

ALIKE = 0.75
"""Damerau-Levenshtein similarity from which a misspelt word is taken for a place (../shared/recipes.md, section 7)."""
ALIKE_SHORT = 0.8
"""The same for words of five or six letters, where one slip makes other words."""
ALIKE_SINGLE, DOUBLES_FROM = 0.88, 9
"""The same with every doubled letter once, for words of nine letters and more: shorter ones make "a small" Somalia."""
CONFUSED_WITHIN = 0.15
"""Two easily confused countries this close to a misspelt word are both named, and the citizen is asked."""

CONFUSABLE: tuple[frozenset[str], ...] = tuple(
    frozenset(pair)
    for pair in (
        ("IS", "IE"),
        ("KP", "KR"),
        ("AU", "AT"),
        ("SK", "SI"),
        ("IR", "IQ"),
        ("NE", "NG"),
        ("GM", "ZM"),
        ("DM", "DO"),
        ("GN", "GW"),
        ("RO", "SO"),
        ("NA", "ZM"),
        ("LR", "NG"),
        ("BN", "BI"),
        ("DZ", "NG"),
        ("PK", "TJ"),
        ("MU", "MR"),
        ("ML", "MT"),
        ("GD", "ES"),
    )
)
"""Source: ../shared/facts/confusable_country_pairs.json and ambiguous_places.json of 22 August 2026."""


class Spelling:
    """Compares words with the names of countries and well-known places."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._by_letter: dict[str, list[str]] = {}
        for spelling in gazetteer.spellings:
            self._by_letter.setdefault(spelling[0], []).append(spelling)
        self._single = {name: _squeezed(name) for name in gazetteer.spellings}
        self._squeezed = {self._single[name]: code for name, code in gazetteer.spellings.items() if len(name) >= 6}

    def countries(self, word: str) -> tuple[str, ...]:
        """The countries that a misspelt word may mean: one, two that are easily confused, or none."""
        if (
            not 4 <= len(word) <= 40
            or not word.replace(" ", "").isalpha()
            or (word.endswith("s") and word[:-1] in self._gazetteer.ordinary)
        ):
            return ()
        choices = [name for name in self._by_letter.get(word[0], ()) if name.count(" ") == word.count(" ")]
        doubled = self._squeezed.get(_squeezed(word)) if len(word) >= 6 else None
        if doubled is not None:
            return (doubled,)
        cutoff = ALIKE if len(word) >= 7 else ALIKE_SHORT
        near = process.extract(
            word,
            {name: name for name in choices},
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=cutoff - CONFUSED_WITHIN,
            limit=8,
        )
        if len(word) >= DOUBLES_FROM and (not near or near[0][1] < cutoff):
            # A slip beside a wrong double: "Phillipenes".
            cutoff = ALIKE_SINGLE
            near = process.extract(
                _squeezed(word),
                {name: self._single[name] for name in choices},
                scorer=DamerauLevenshtein.normalized_similarity,
                score_cutoff=cutoff,
                limit=8,
            )
        if not near or near[0][1] < cutoff:
            return ()
        spellings = self._gazetteer.spellings
        best, score = spellings[near[0][2]], near[0][1]
        for _, likeness, name in near[1:]:
            other = spellings[name]
            if other != best and frozenset((best, other)) in CONFUSABLE and score - likeness < CONFUSED_WITHIN:
                return (best, other)
            if other != best and likeness == score:
                return ()
        return (best,)


_DOUBLED = re.compile(r"(.)\1")


def _squeezed(word: str) -> str:
    """Every doubled letter once: people double the wrong one ("Morroco")."""
    return _DOUBLED.sub(r"\1", word)
