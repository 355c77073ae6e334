"""From danger in a citizen's words to the case that is opened for it. Needs no model: `web` runs it at intake.

`DangerCues` is the `DangerReader` of bot.conversation.intake.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.casework.answers import SafeToCall, email_addresses, phone_numbers, safe_to_call
from bot.casework.case import CaseOpening, Origin, Severity
from bot.casework.questions import questions_for
from bot.errors import ContentError
from bot.places.ports import Located, Places
from bot.triage.cues import cues_in
from bot.triage.first_replies import FirstReplyTexts
from bot.triage.verdicts import Cue

_RELATIVE = re.compile(
    r"\b(?:my|our)\s+(?:\w+\s+)?((?:step|grand)?(?:son|daughter|mother|father)|brother|sister|husband|wife|partner|boyfriend|girlfriend|mum|mom|"
    r"dad|parents|child|children|kids|baby|uncle|aunt|cousin|nephew|niece|gran|grandma|grandad|grandmother|grandfather|friend|mate|colleague|"
    r"fianc[eé]e?|flatmate|family)\b",
    re.IGNORECASE,
)


class DangerCues:
    """Reads a new message, alone and with what came before, for danger."""

    def __init__(self, places: Places, first_replies: FirstReplyTexts) -> None:
        self._places, self._first_replies = places, first_replies

    def opening(self, text: str, earlier: Sequence[str], context: Mapping[str, Any]) -> CaseOpening | None:
        """What to open for `text` after `earlier` (the citizen's, oldest first), or None where no cue fires.

        `context` is what the conversation is about (bot.conversation.followups); its country counts where no
        place is named.
        """
        cues = cues_in(text, earlier)
        if not cues:
            return None
        country = context.get("country")
        countries = whereabouts(self._places, text, earlier, str(country) if country else None)
        worst = cues[0]
        return make_opening(
            worst.kind,
            worst.severity,
            worst.topic,
            reasons_of(cues),
            countries,
            text,
            self._places,
            self._first_replies,
        )


def reasons_of(cues: Sequence[Cue]) -> tuple[str, ...]:
    """Plain words for the caseworker, worst first, each once."""
    return tuple(dict.fromkeys(cue.reason for cue in cues))


def whereabouts(places: Places, text: str, earlier: Sequence[str], country: str | None) -> tuple[str, ...]:
    """Where the trouble is: places in the text (where they are before where they go), else in earlier words,
    newest first, else the country that the conversation is about. ISO 3166-1 alpha-2, likeliest first."""
    for words in (text, *reversed(earlier)):
        located = places.locate(words)
        if located.countries:
            here = located_here(places, words)
            return tuple(dict.fromkeys((here, *located.countries) if here else located.countries))
    return (country,) if country else ()


def located_here(places: Places, text: str) -> str | None:
    """The one country where the writer, or the person they write about, is now; None where the text does not say."""
    here = getattr(places, "here", None)
    found = here(text) if callable(here) else None
    return found if isinstance(found, str) else None


def first_card(
    text: str, severity: Severity, reasons: Sequence[str], countries: Sequence[str], located: Located, places: Places
) -> dict[str, str]:
    """What the handover card can say at once. The citizen's words themselves stay in the log."""
    card = {"what": "; ".join(reasons)}
    where = [located.place] if located.place else []
    for code in countries[:3]:
        try:
            name = places.name(code)
        except ContentError:
            continue
        if name.casefold() not in {part.casefold() for part in where}:
            where.append(name)
    if where:
        card["where"] = ", ".join(where)
    relative = _RELATIVE.search(text)
    if relative:
        card["who"] = f"The writer's {relative.group(1).lower()}"
    if severity is Severity.P1:
        card["danger_now"] = "Taken as yes until a caseworker has asked"
    contact = [*phone_numbers(text)[:2], *email_addresses(text)[:2]]
    if contact:
        card["contact"] = ", ".join(contact)
    if safe_to_call(text) is SafeToCall.NO:
        card["safe_to_call"] = "No"
    return card


def make_opening(
    kind: str,
    severity: Severity,
    topic: str,
    reasons: tuple[str, ...],
    countries: tuple[str, ...],
    text: str,
    places: Places,
    first_replies: FirstReplyTexts,
) -> CaseOpening:
    """The case of one message: origin ASKED where the citizen only asks for a person, DANGER otherwise."""
    origin = Origin.ASKED if kind == "asks_for_person" else Origin.DANGER
    return CaseOpening(
        origin=origin,
        severity=severity,
        topic=topic,
        reasons=reasons,
        countries=countries,
        kind=kind,
        first_replies=first_replies.for_case(kind, severity, countries),
        card=first_card(text, severity, reasons, countries, places.locate(text), places),
        questions=questions_for(kind),
    )
