"""What a question about a British post asks: its telephone, its hours, whether it is open, which is nearest. PURE."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.places.points import Known, Point, Points, coordinates_in
from bot.places.ports import Places

LONGEST_READ = 2_000
"""Characters that are looked at."""

# fmt: off
_ASKS = {
    "nearest": r"\b(?:near(?:est|by)?|closest|close to|close by|how far)\b",
    "open": r"\b(?:open|opens|closed?|shuts?)\b(?! an?\b)(?!.{0,20}\baccount)",
    "hours": r"\b(?:opening|office|business|working) (?:hours?|times?)\b|\bhours\b|\bwhat time\b"
             r"|\bwhen (?:do|is|are|can)",
    "phone": r"\b(?:tele)?phone\b|\bnumbers?\b|\bcall\b|\bring\b|\btel\b",
    "address": r"\baddress\b|\bwhere(?: is| are|'s)\b|\blocated\b"
               r"|\bhow (?:do|can) (?:i|we) (?:get to|find)\b|\bdirections\b",
    "email": r"\be-?mails?\b|\bwrite to\b",
    "services": r"\bservices?\b|\bappointments?\b",
}
_ASKED = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _ASKS.items()}
# fmt: on
_EMBASSY = re.compile(r"\bembass|\bhigh comm", re.IGNORECASE)
_CONSULATE = re.compile(r"\bconsul", re.IGNORECASE)


@dataclass(frozen=True)
class PostQuestion:
    """A question about a post, as far as its words say."""

    asks: tuple[str, ...]
    """Of nearest, open, hours, phone, address, email, services, in the order of this list; empty: about it at all."""
    kind: str
    """"embassy" or "consulate" where only one of them is named; "" otherwise."""
    town: str
    """The town, island or region named, as written; "" where none of the country is."""
    point: Point | None
    """Where that is, or the coordinates that the message gives; None where we do not know."""
    known: Known | None = None
    """The town as the table has it."""


def read_question(text: str, country: str, places: Places, points: Points, earlier: str = "") -> PostQuestion:
    """What `text` asks about a post of `country` (ISO). Where it names no town and no kind, those of `earlier`, the
    question before, count. Never raises."""
    text, earlier = text[:LONGEST_READ], earlier[:LONGEST_READ]
    asks = tuple(name for name, pattern in _ASKED.items() if pattern.search(text))
    embassy, consulate = bool(_EMBASSY.search(text)), bool(_CONSULATE.search(text))
    town, point, known = _place(text, country, places, points)
    if earlier and not town and point is None:
        town, point, known = _place(earlier, country, places, points)
        if not embassy and not consulate:
            embassy, consulate = bool(_EMBASSY.search(earlier)), bool(_CONSULATE.search(earlier))
    kind = "" if embassy == consulate else "embassy" if embassy else "consulate"
    return PostQuestion(asks, kind, town, point, known)


def _place(text: str, country: str, places: Places, points: Points) -> tuple[str, Point | None, Known | None]:
    pinned = coordinates_in(text)
    if pinned is not None:
        return "", pinned.point, None
    name = places.name(country).casefold()
    best: tuple[str, Point | None, Known | None] = ("", None, None)
    for mention in places.locate(text).mentions:
        # "Singapore" is a country and a town: asked about the country, every post of it is near.
        if country not in mention.countries or mention.text.casefold() == name:
            continue
        known = points.find(country, mention.text)
        if known is not None:
            best = (mention.text, None if known.several else known.point, known)
        elif not best[0] and mention.text.islower() is False and mention.text.casefold() not in name:
            best = (mention.text, None, None)
    return best
