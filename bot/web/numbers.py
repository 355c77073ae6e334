"""Emergency numbers as a page shows them: the FCDO's line always, a country's own as soon as the country is known."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.errors import ContentError
from bot.ui.markup import telephone_link

if TYPE_CHECKING:
    from bot.content.facts import Facts

_CALLABLE = re.compile(r"\+?\d[\d ()-]*\d")
_FIRST = ("police", "ambulance", "fire")
"""Services that have a place in the bar that is always in sight; the others are one press away."""


@dataclass(frozen=True)
class Part:
    """A stretch of a line: words, or a number to call where `tel` is not empty."""

    text: str
    tel: str = ""


@dataclass(frozen=True)
class Line:
    """"Police: 17 or 1548", cut so that each number can be called."""

    label: str
    parts: tuple[Part, ...]
    note: str


@dataclass(frozen=True)
class CountryNumbers:
    """What to call in one country."""

    iso2: str
    name: str
    """Inside a sentence: "the Philippines"."""
    lines: tuple[Line, ...]
    short: tuple[Line, ...]
    """The few for the bar; the same as `lines` where there are few."""
    remark: str
    checked: date
    source: str
    contact_url: str
    page_url: str


def parts_of(number: str) -> tuple[Part, ...]:
    """"17 or 1548" → two numbers to call and the words between them."""
    found: list[Part] = []
    at = 0
    for match in _CALLABLE.finditer(number):
        if match.start() > at:
            found.append(Part(number[at:match.start()]))
        found.append(Part(match[0], telephone_link(match[0])))
        at = match.end()
    if at < len(number):
        found.append(Part(number[at:]))
    return tuple(found)


def numbers_for(facts: Facts, iso2: str | None) -> CountryNumbers | None:
    """The numbers of a country, or None where the code is unknown or empty. Never raises for what a citizen sent."""
    if not iso2 or not re.fullmatch(r"[A-Z]{2}", iso2):
        return None
    try:
        country, emergency, posts = facts.country(iso2), facts.emergency(iso2), facts.posts(iso2)
    except (ContentError, KeyError):
        return None
    pairs = [(Line(one.label, parts_of(one.number), (one.note or "").strip("() ")), one) for one in emergency.numbers]
    urgent: list[Line] = []
    for service in _FIRST:
        # The line that is for this service alone comes before one for everything.
        own = sorted((pair for pair in pairs if service in pair[1].services), key=lambda pair: len(pair[1].services))
        if own and own[0][0] not in urgent:
            urgent.append(own[0][0])
    lines = tuple(line for line, _ in pairs)
    return CountryNumbers(iso2, country.spoken, lines, tuple(urgent or lines)[:3], emergency.remark, emergency.checked,
                          emergency.source, posts.contact_url, country.page_url)


def country_choices(facts: Facts) -> list[tuple[str, str]]:
    """(ISO code, name) for the picker, by name, the UK left out: it has no consular service for British people."""
    return sorted(((c.iso2, c.name) for c in facts.countries() if c.iso2 != "GB"),
                  key=lambda pair: pair[1].removeprefix("The ").casefold())
