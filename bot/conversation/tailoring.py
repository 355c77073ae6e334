"""One line before a routine answer, for who asks and from where: another passport, a child, back home already. PURE."""

from __future__ import annotations

from bot.conversation.phrases import phrase
from bot.triage.circumstances import Circumstances
from bot.triage.nationalities import ANOTHER, BRITISH

PASSPORT_TOPICS: frozenset[str] = frozenset({"passport_renewal", "lost_stolen_passport", "emergency_travel_document"})
"""Topics about somebody's British passport."""


def line_before(topic: str, found: Circumstances, country: str) -> str:
    """What the answer on `topic` must say first to this person; "" where it is for everybody.

    `country` is the name of the asked one inside a sentence ("the Philippines"), "" where none is known.
    """
    passports = found.passports or found.writer
    if topic == "entry_requirements" and passports and BRITISH not in passports and ANOTHER not in passports:
        return phrase("another_passport", country=country or "that country")
    if topic in {"lost_stolen_passport", "emergency_travel_document"} and found.home:
        return phrase("home_without_passport")
    if topic == "passport_renewal" and found.child:
        return phrase("child_passport")
    return ""
