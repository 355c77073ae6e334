"""From danger in a citizen's words to the case that is opened for it. Needs no model: `web` runs it at intake.

`DangerCues` is the `DangerReader` of bot.conversation.intake.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.casework.answers import SafeToCall, email_addresses, phone_numbers, safe_to_call
from bot.casework.case import CaseOpening, Origin, Severity
from bot.casework.questions import questions_for
from bot.errors import ContentError
from bot.places.ports import Located, Mention, Places, Role
from bot.triage.circumstances import (
    Circumstances,
    Whose,
    circumstances_after,
    passports_card,
    when_card,
    who_card,
    writer_card,
)
from bot.triage.cues import cues_in
from bot.triage.first_replies import FirstReplyTexts
from bot.triage.languages import language_name
from bot.triage.verdicts import Cue

logger = logging.getLogger(__name__)


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
            earlier=earlier,
        )


def reasons_of(cues: Sequence[Cue]) -> tuple[str, ...]:
    """Plain words for the caseworker, worst first, each once."""
    return tuple(dict.fromkeys(cue.reason for cue in cues))


def whereabouts(places: Places, text: str, earlier: Sequence[str], country: str | None) -> tuple[str, ...]:
    """Where the trouble is: places in the text (where they are before where they go), else in earlier words,
    newest first, else the country that the conversation is about. ISO 3166-1 alpha-2, likeliest first."""
    elsewhere: tuple[str, ...] = ()
    for words in (text, *reversed(earlier)):
        located = places.locate(words)
        found = located.where.likeliest or located.countries
        if found and not all(_is_elsewhere(mention) for mention in located.mentions):
            return tuple(dict.fromkeys((*found, *elsewhere)))
        # "I fly to Paris tomorrow" says less of where they are than "robbed in Rome" a message before.
        elsewhere = elsewhere or found
    return elsewhere or ((country,) if country else ())


NOT_THERE = frozenset({Role.DESTINATION, Role.HOME, Role.PAST})
"""What a place is where its people are not now."""


def _is_elsewhere(mention: Mention) -> bool:
    """Whether a place says nothing of where trouble is: a destination, or home in the UK."""
    return mention.role in NOT_THERE or (mention.countries == ("GB",) and not mention.in_trouble)


def _is_where(located: Located) -> bool:
    """Whether the finest place of a text is one where somebody is, or may be."""
    return not any(mention.text == located.place and mention.role in NOT_THERE for mention in located.mentions)


def _elsewhere(countries: Sequence[str], located: Located) -> tuple[str, ...]:
    return tuple(code for code in countries if code not in located.where.trouble)


def _names(countries: Sequence[str], places: Places) -> list[str]:
    """The names of the first three that have one."""
    found = []
    for code in countries[:3]:
        try:
            found.append(places.name(code))
        except ContentError:
            continue
    return found


def first_card(
    text: str,
    severity: Severity,
    reasons: Sequence[str],
    countries: Sequence[str],
    located: Located,
    places: Places,
    found: Circumstances,
) -> dict[str, str]:
    """What the handover card can say at once. The citizen's words themselves stay in the log."""
    card = {"what": "; ".join(reasons)}
    roles, going, origin = (
        located.where,
        _elsewhere(located.where.destination, located),
        _elsewhere(located.where.origin, located),
    )
    there = tuple(code for code in roles.trouble if code in countries) or tuple(
        code for code in countries if code not in {*going, *origin}
    )
    where = [located.place] if located.place and _is_where(located) else []
    for name in _names(there, places):
        if name.casefold() not in {part.casefold() for part in where}:
            where.append(name)
    entries = {"where": where, "going_to": _names(going, places), "from": _names(origin, places)}
    card.update({entry: ", ".join(names) for entry, names in entries.items() if names})
    hints = {
        "who": who_card(found),
        "nationality_hint": passports_card(found),
        "writer_is": writer_card(found),
        "when": when_card(found),
    }
    card.update({name: value for name, value in hints.items() if value})
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
    language: str = "",
    earlier: Sequence[str] = (),
) -> CaseOpening:
    """The case of one message: origin ASKED where the citizen only asks for a person, DANGER otherwise.

    `language` is ISO 639-1 where the message is not in English; `earlier` are the citizen's words before, oldest first.
    Who and when shape the reply, the card and the order of the questions; route and severity stand already.
    """
    found, located = _who_and_when(kind, text, earlier, places), places.locate(text)
    abroad = tuple(code for code in countries if code != "GB")
    if found.in_uk and found.whose is Whose.OTHER and abroad:
        # "I'm in London, my son is in hospital in Goa": the trouble is in India.
        countries, located = abroad, _without_uk(located)
    origin = Origin.ASKED if kind == "asks_for_person" else Origin.DANGER
    return CaseOpening(
        origin=origin,
        severity=severity,
        topic=topic,
        reasons=reasons,
        countries=countries,
        kind=kind,
        first_replies=first_replies.for_case(kind, severity, countries, language, found),
        card={
            **first_card(text, severity, reasons, countries, located, places, found),
            **({"language": language_name(language)} if language else {}),
        },
        questions=questions_for(kind, _told(found, located, places)),
    )


SAYS_NOT_WHO = frozenset({"asks_for_person", "unanswered", "unreadable_language"})
"""Kinds of case whose words do not tell who needs help: "can I talk to somebody" may be for another."""


def _who_and_when(kind: str, text: str, earlier: Sequence[str], places: Places) -> Circumstances:
    """Who and when. A fault in reading them must not cost anybody the numbers and the case."""
    try:
        found = circumstances_after(text, earlier, places)
    except Exception as error:
        logger.error("Who and when could not be read (%s); the case is opened without", type(error).__name__)
        return Circumstances()
    if kind in SAYS_NOT_WHO and found.whose is Whose.SELF:
        return replace(found, whose=Whose.UNKNOWN)
    return found


def _without_uk(located: Located) -> Located:
    """The places of a text without those of the UK, where the writer sits and the trouble is not."""
    mentions = tuple(mention for mention in located.mentions if mention.countries != ("GB",))
    at_home = any(mention.text == located.place for mention in located.mentions if mention not in mentions)
    place = (mentions[-1].text if mentions else "") if at_home else located.place
    return replace(located, mentions=mentions, place=place)


def _told(found: Circumstances, located: Located, places: Places) -> set[str]:
    """Ids of the questions whose answer the text gives already, in part: they are asked last."""
    told = set()
    if found.whose is Whose.SELF or found.relation:
        told.add("who")
    if found.passports:
        told.add("nationality")
    if located.place and located.countries and not located.asks and _is_where(located):
        try:
            if located.place.casefold() != places.name(located.countries[0]).casefold():
                told.add("where")
        except ContentError:
            pass
    return told
