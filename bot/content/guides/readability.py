"""How hard a guide is to read: long sentences, and the Flesch-Kincaid grade. PURE.

Grade = 0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid and others, 1975, Naval Technical Training
Command report 8-75). A reading age of 9 is school year 4 to 5 in England, grade 5 of the formula. Syllables come
through a port; `bot.clients.syllables` counts them with pyphen.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.content.guides.guide_types import GuideFact, Term
from bot.content.guides.schema import ADDRESS, PLACE

Syllables = Callable[[str], int]
"""One word in small letters → its syllables, at least 1."""

LONGEST_SENTENCE = 25
"""Words. Source: GOV.UK's content design guidance, as issue 4 sets it."""
HARDEST = 6.0
"""The highest grade of a whole guide without its necessary terms: reading age 9 is grade 5 to 6 (issue 4)."""

_END = re.compile(r"(?<=[.!?:;])[\"”’)]*\s+")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")


@dataclass(frozen=True)
class Reading:
    """What was counted over a guide."""

    grade: float
    words: int
    sentences: int
    hardest: tuple[str, ...]
    """The words of most syllables, each once, hardest first: what to replace or to put among the necessary terms."""


def sentences(text: str) -> list[str]:
    """A text's sentences. A colon ends one: what follows it is read on its own."""
    return [each for each in _END.split(text.strip()) if _WORD.search(each)]


def words(text: str) -> list[str]:
    """Words alone: figures and addresses are not read out."""
    return _WORD.findall(ADDRESS.sub(" ", text))


def long_sentences(texts: Iterable[str]) -> list[str]:
    """Sentences of more than LONGEST_SENTENCE words, figures counted as words."""
    return [each for text in texts for each in sentences(text) if len(each.split()) > LONGEST_SENTENCE]


def filled(text: str, facts: dict[str, GuideFact]) -> str:
    """A guide's text with its facts in it and its fees left out, as it is read aloud."""
    return PLACE.sub(lambda found: facts[found[2]].says if found[1] == "fact" and found[2] in facts else " ", text)


def reading(texts: Iterable[str], terms: Iterable[Term], syllables: Syllables) -> Reading:
    """The grade of texts together, necessary terms left out. A text without a word has grade 0."""
    every, of_sentence = 0, 0
    # The longest first, so that "emergency travel document" goes whole before "emergency" would cut it.
    known = sorted(terms, key=lambda term: -max(map(len, term.forms)))
    counted: dict[str, int] = {}
    total = 0
    for text in texts:
        for sentence in sentences(text):
            for term in known:
                sentence = term.pattern.sub(" ", sentence)
            said = [word.lower() for word in words(sentence)]
            if not said:
                continue
            of_sentence += 1
            every += len(said)
            for word in said:
                counted.setdefault(word, max(1, syllables(word)))
                total += counted[word]
    if not every:
        return Reading(0.0, 0, 0, ())
    grade = 0.39 * every / of_sentence + 11.8 * total / every - 15.59
    hardest = sorted((word for word, n in counted.items() if n > 2), key=lambda word: (-counted[word], word))
    return Reading(round(grade, 2), every, of_sentence, tuple(hardest[:8]))
