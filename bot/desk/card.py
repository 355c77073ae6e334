"""The handover card of a case as the page shows and edits it."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.casework.case import Case
from bot.casework.handover import card_rows
from bot.content.facts import Facts
from bot.conversation.messages import Message
from bot.desk.rows import card_dict
from bot.errors import ContentError
from bot.ui.markup import to_text
from bot.ui.security import clean_words

LONGEST_ENTRY = 500
"""Characters of one entry, as of an answer (bot.casework.questions)."""

EDITABLE: tuple[tuple[str, str], ...] = (
    ("who", "Who needs help"), ("where", "Where they are"), ("what", "What happened"), ("danger_now", "In danger now"),
    ("contact", "How to reach them"), ("safe_to_call", "Safe to call"), ("nationality", "Nationality"),
    ("passport_number", "Passport number"),
)
"""Entries that a caseworker may correct: (key of Case.card, label)."""


SAID_BY_US = "What the assistant said"
"""The row of bot.casework.handover that quotes replies."""


def timezone_of(facts: Facts) -> Callable[[str], str | None]:
    """ISO code → IANA name of the country's main time zone, None where it is not known."""

    def zone(country: str) -> str | None:
        try:
            zones = facts.country(country).timezones
        except ContentError:
            return None
        return zones[0] if zones else None

    return zone


@dataclass(frozen=True)
class Entry:
    """One editable entry."""

    key: str
    label: str
    value: str


def entries(case: Case) -> list[Entry]:
    known = card_dict(case)
    return [Entry(key, label, str(known.get(key, ""))) for key, label in EDITABLE]


def changed_entries(case: Case, given: dict[str, str]) -> dict[str, str]:
    """What the form changes: only keys that we know, cleaned and cut, and only where the value is another one."""
    return {entry.key: value for entry in entries(case)
            if entry.key in given and (value := clean_words(given[entry.key])[:LONGEST_ENTRY]) != entry.value}


@dataclass(frozen=True)
class HelpThere:
    """What a caseworker needs about one country: who to call there, and who of ours is there."""

    name: str
    numbers: tuple[str, ...]
    remark: str
    checked: str
    posts: tuple[tuple[str, str], ...]
    contact_url: str
    local_time: str


def help_in(countries: Sequence[str], facts: Facts, now: datetime) -> list[HelpThere]:
    """For each country of the case, likeliest first; a code that nobody knows is left out."""
    found: list[HelpThere] = []
    for code in countries:
        try:
            country, numbers, posts = facts.country(code), facts.emergency(code), facts.posts(code)
        except ContentError:
            continue
        stale = " (past its date: check before you rely on it)" if numbers.stale(now.date()) else ""
        zones = country.timezones
        found.append(HelpThere(
            name=country.name, numbers=numbers.lines(), remark=numbers.remark,
            checked=f"{numbers.checked.day} {numbers.checked:%B %Y}{stale}",
            posts=tuple((post.name, post.url) for post in posts.posts), contact_url=posts.contact_url,
            local_time=f"{now.astimezone(ZoneInfo(zones[0])):%H:%M}, {zones[0].split('/')[-1].replace('_', ' ')}"
                       + (f" (the country has {len(zones)} time zones)" if len(zones) > 1 else "") if zones else ""))
    return found


def rows(case: Case, messages: Sequence[Message], now: datetime, facts: Facts) -> list[tuple[str, str]]:
    """(label, value) for the page, the copy and the print."""
    # What we said is our Markdown; on the card it is quoted, so its marks would only be in the way.
    return [(label, to_text(value) if label == SAID_BY_US else value)
            for label, value in card_rows(case, messages, now, timezone_of(facts))]
