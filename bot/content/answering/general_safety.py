"""What a page says in general of whether it is safe to go: "is Turkey safe?", "the current advice for Ukraine". PURE.

Such a question names no matter, so no passage is nearer to it than another: a ranking would pick whatever says "travel"
and the country's name most often, as a border crossing. The page's own order is better: first what GOV.UK puts on its
warnings part besides the warnings (a war, a wave of fires), then terrorism, politics and crime.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from rapidfuzz import fuzz

from bot.content.ports import Passage, TravelAdvice
from bot.content.warnings import PART as WARNINGS

MOST = 3
MOST_OF_SITUATION = 2
"""Of these so many may be from the warnings part."""
SAFETY = "safety-and-security"
ALIKE = 75
"""Percent of letters in common from which a place as written is the country: "Tailand", "Turkiye", not "Goa"."""
ABBREVIATED = 4
"""Capital letters of a country's short name at most: "UAE"."""

_ASKS = re.compile(
    r"\b(?:un)?safe(?:ty|ly)?\b|\b(?:danger(?:ous)?|risky|secure)\b|\b(?:advice|advise|situation|warnings?|guidance)\b"
    r"|\b(?:should|can|could|may|ok|okay|alright|advisable|wise) (?:i|we|to)\b.{0,12}\b(?:go|travel|visit)\b",
    re.IGNORECASE,
)
_GENERAL_WORDS = re.compile(
    r"\b(?:is|are|it|its|was|be|being|still|really|very|actually|currently|how|what|whats|the|a|an|this|that|there|here|over|right|now|today|tonight"
    r"|at|moment|present|current|latest|general|generally|overall|official|fcdo|fco|foreign|office|government|gov|uk|british|travel|travels"
    r"|travelling|traveling|travellers|tourists?|visitors?|people|nationals?|citizens?|for|to|in|on|of|about|from|and|or|with|go|going|visit"
    r"|visiting|fly|flying|stay|staying|holidays?|trip|vacation|safe|safety|safely|unsafe|dangerous|danger|risky|secure|security|advice|advise"
    r"|advised|situation|warnings?|guidance|i|im|we|me|us|my|our|you|your|should|can|could|may|would|will|do|does|did|ok|okay|alright|advisable"
    r"|wise|please|tell|give|know|want|need|like|say|says|any|hi|hello|good|place|country|week|weeks|weekend|month|months|summer|winter|spring"
    r"|autumn|year|next|later|soon|january|february|march|april|june|july|august|september|october|november|december|christmas|easter"
    r"|planning|plan|thinking|booked)\b|\d+",
    re.IGNORECASE,
)  # fmt: skip
"""What may stand in a question that asks in general: anything else ("at night", "the north", "taxis") asks for more."""
_OF_EVERY_PAGE = re.compile(
    r"^(?:travel insurance|about fcdo|get travel advice|before you travel|areas where fcdo)", re.IGNORECASE
)
_ADVISES = re.compile(r"\badvises? (?:British (?:people|nationals) )?against (?:all|any) ", re.IGNORECASE)
_OF_HELP = re.compile(r"\b(?:support|consular|dual)\b", re.IGNORECASE)


def asks_in_general(question: str, names: Collection[str], mentions: Collection[str] = ()) -> bool:
    """Whether a question asks no more than if one can go to a country, or what is advised.

    `names` are the country's, `mentions` the places in the question as written: one that is not the country itself,
    misspelt or shortened, is a part of it, and asks for more.
    """
    words = " ".join(question.replace("’", "'").split())
    whole = [each for each in mentions if (each.isupper() and len(each) <= ABBREVIATED) or _is_one_of(each, names)]
    for name in sorted({*names, *whole}, key=len, reverse=True):
        words = re.sub(rf"\b{re.escape(name)}(?:'s)?\b", " ", words, flags=re.IGNORECASE)
    if not _ASKS.search(words):
        return False
    return not re.sub(r"\W", "", _GENERAL_WORDS.sub(" ", words.replace("'", "")))


def _is_one_of(mention: str, names: Collection[str]) -> bool:
    said = mention.lower()
    return any(fuzz.ratio(said, name.lower()) >= ALIKE or name.lower().startswith(f"{said} ") for name in names)


def in_general(advice: TravelAdvice) -> tuple[Passage, ...]:
    """The one to three passages of the page that say most of whether it is safe; () where it has none of the kind."""
    chosen = list(_situation(advice))[:MOST_OF_SITUATION]
    for passage in _safety(advice):
        if len(chosen) == MOST:
            break
        if passage not in chosen:
            chosen.append(passage)
    return tuple(chosen)


def _situation(advice: TravelAdvice) -> Iterator[Passage]:
    """What the warnings part says besides the warnings, which are shown anyway, and what every page says."""
    for passage in advice.passages:
        if passage.part != WARNINGS or not passage.headings or any(map(_OF_EVERY_PAGE.search, passage.headings)):
            continue
        if not _ADVISES.search(passage.body.partition("\n\n")[0]) and not _OF_HELP.search(passage.headings[-1]):
            yield passage


def _safety(advice: TravelAdvice) -> Iterator[Passage]:
    """Terrorism in the country, politics, crime; then the world's terrorism, told alike on every page."""
    there = [passage for passage in advice.passages if passage.part == SAFETY and passage.headings]
    for wanted in (r"^terrorism in\b", r"^political situation", r"^(?:crime|violent crime)\b", r"^terrorism\b"):
        found = [p for p in there if re.search(wanted, p.headings[-1], re.IGNORECASE)]
        found = found or [p for p in there if re.search(wanted, p.headings[0], re.IGNORECASE)]
        yield from found[:1]
