"""What a guide is made of: dated facts, must-say sentences, differences of countries, necessary words. PURE."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.content.freshness import CHECK_FIRST, said_date
from bot.errors import ContentError

SECTIONS = {
    "now": "What to do now",
    "we_can": "What the FCDO can do",
    "we_cannot": "What the FCDO cannot do",
    "who_can": "Who else can help",
    "need": "What you need",
    "takes": "How long it takes",
    "costs": "What it costs",
}
"""Key in the file → heading; in the order in which they are shown. Every guide fills each of them."""

ALLOWED_HOSTS = (
    "gov.uk",
    "nhs.uk",
    "travelhealthpro.org.uk",
    "prisonersabroad.org.uk",
    "reunite.org",
    "samaritans.org",
    "caa.co.uk",
    "lbt.global",
    "financial-ombudsman.org.uk",
    "ombudsman.org.uk",
    "reportfraud.police.uk",
    "karmanirvana.org.uk",
    "hcch.net",
    "gov.je",
    "gov.gg",
    "gov.im",
)
"""Where a guide may link to: these hosts and those below them. Charities are those that GOV.UK itself sends people
to; the HCCH keeps the list of states that signed the Hague Convention."""


class Problem(NamedTuple):
    """What is wrong with one key of one guide."""

    key: str
    """As `now`, `facts.etd_days`, `links[2]`; "" for the file as a whole."""
    says: str
    """A plain English sentence without its full stop, that goes on from the key: "is missing"."""

    def __str__(self) -> str:
        return f"{self.key}: {self.says}" if self.key else self.says


class GuideError(ContentError):
    """A guide cannot be used. `problems` has one row a mistake, so that a form can show each beside its field."""

    def __init__(self, file: str, problems: tuple[Problem, ...]) -> None:
        self.file, self.problems = file, problems
        super().__init__(f"data/guides/{file}: " + "; ".join(map(str, problems)))


@dataclass(frozen=True)
class GuideFact:
    """A figure or rule that may change, with where it comes from."""

    id: str
    says: str
    source: str
    checked: date
    expires: date
    subject: str = ""
    """What it is about, where its id does not say: two facts on one subject must say the same."""

    def stale(self, on: date) -> bool:
        return on > self.expires

    def text(self, on: date) -> str:
        """As it is until it expires; then with the day it was checked and a warning."""
        return self.says if not self.stale(on) else with_date(self.says, self.checked)


@dataclass(frozen=True)
class MustSay(GuideFact):
    """A sentence that the guide must say, shown first. May hold `{fee:…}` and `{fact:…}`."""

    sms: str = ""
    """Words of it that the text message must hold; "" where the long form alone says it."""


@dataclass(frozen=True)
class Difference(GuideFact):
    """What is otherwise in some countries. `{country}` in it stands for the country's name."""

    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2."""


@dataclass(frozen=True)
class Term:
    """A word that a guide cannot do without, and what it means."""

    word: str
    forms: tuple[str, ...]
    """Every way it is written, the word itself first."""
    means: str
    shown: bool
    """Its meaning stands under each guide that uses it; everyday words have theirs in the file alone."""
    pattern: re.Pattern[str]

    def used_in(self, text: str) -> bool:
        return self.pattern.search(text) is not None


@dataclass(frozen=True)
class Required:
    """A must-say fact that a topic may not lose."""

    id: str
    why: str
    words: tuple[str, ...]
    """Each must stand in the sentence, in small letters."""
    sms: bool
    """The text message must say it too."""


@dataclass(frozen=True)
class GuideRules:
    """What all guides are held to: `data/guides/rules`."""

    terms: tuple[Term, ...]
    required: Mapping[str, tuple[Required, ...]]
    """Topic → what it must say."""

    def explained(self, texts: str) -> tuple[Term, ...]:
        """The terms of a text whose meaning is shown with it, in alphabetical order."""
        return tuple(term for term in self.terms if term.shown and term.used_in(texts))


def with_date(says: str, checked: date) -> str:
    """`It opens at 8.` → `It opens at 8 (checked on 1 May 2026: check before you rely on this).`"""
    stop = "." if says.endswith(".") else ""
    return f"{says.removesuffix('.')} (checked on {said_date(checked)}: {CHECK_FIRST}){stop}"
