"""What a fact is: a country, an emergency number, a post, a fee; each with source and the day it was checked. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bot.content.freshness import CHECK_FIRST, said_date


@dataclass(frozen=True)
class Country:
    """A country or territory that a citizen can be in."""

    iso2: str
    slug: str
    """GOV.UK's name of the page that covers it: "thailand"; for Vatican City "italy"; "" where no page does (GB,
    Jersey)."""
    name: str
    """As GOV.UK writes it: "USA", "The Gambia"."""
    capital: str
    timezones: tuple[str, ...]
    """IANA names, the main one first."""
    advice: str
    """ISO code of the country whose travel advice page covers it, mostly its own; "" where no page does."""
    kind: str
    """`country`, `territory` (British overseas), `crown_dependency`, `united_kingdom` or `other_page`."""
    calling_code: str = ""
    demonym: str = ""

    @property
    def page_url(self) -> str:
        """The travel advice page, or the index of all pages where it has none."""
        return f"https://www.gov.uk/foreign-travel-advice/{self.slug}".rstrip("/")

    @property
    def spoken(self) -> str:
        """The name inside a sentence: "the USA", "the Maldives", "The Gambia", "Thailand"."""
        if self.iso2 in _WITH_ARTICLE or self.name.endswith((" Islands", " Emirates")):
            return f"the {self.name}"
        return self.name


_WITH_ARTICLE = frozenset({"AE", "CF", "CD", "DO", "GB", "IM", "IO", "MV", "NL", "PH", "SC", "BS", "US", "CG", "KM"})
"""Countries that English gives an article to; those ending in "Islands" or "Emirates" have it anyway."""


class EmergencyNumber(NamedTuple):
    """One line to call: "Tourist police: 1155"."""

    label: str
    number: str
    """As the source writes it; may hold several: "911 or 101"."""
    note: str
    services: tuple[str, ...]
    """Of ambulance, fire, police, tourist_police, mountain_rescue, sea_rescue, medical …; empty where the source
    does not say."""

    @property
    def line(self) -> str:
        return f"{self.label}: {self.number}" + (f" ({self.note})" if self.note else "")


@dataclass(frozen=True)
class EmergencyNumbers:
    """A country's own emergency services."""

    country: str
    numbers: tuple[EmergencyNumber, ...]
    """Empty where the source gives none; then `remark` says so."""
    raw: str
    """The source's own words, for what the parsed numbers leave out."""
    remark: str
    """Our words about what to expect: "Calls are answered in Vietnamese only."; "" where there is nothing to say."""
    source: str
    checked: date
    expires: date

    def stale(self, today: date) -> bool:
        return today > self.expires

    def lines(self) -> tuple[str, ...]:
        """As "Police: 191", one line a number."""
        return tuple(number.line for number in self.numbers)


@dataclass(frozen=True)
class Post:
    """An embassy, high commission or consulate that helps people in a country. It may stand in another country."""

    name: str
    """Read from its address on GOV.UK: "British Embassy Bangkok"."""
    url: str


@dataclass(frozen=True)
class Posts:
    """Who helps British people in a country, and the official page to reach them."""

    country: str
    contact_url: str
    posts: tuple[Post, ...]
    kind: str
    """`post`, `territory`, `crown_dependency`, `united_kingdom` or `unknown` (GOV.UK names no post)."""
    note: str
    """What to tell the citizen where there is no post; "" otherwise."""
    authority_url: str
    """Territories and Crown dependencies: the local government's page; "" where none is known."""
    source: str
    checked: date
    expires: date

    def stale(self, today: date) -> bool:
        return today > self.expires


@dataclass(frozen=True)
class Fee:
    """What the UK government charges for one service."""

    id: str
    name: str
    low: Decimal
    high: Decimal
    """Pounds. Equal where the price is fixed."""
    effective: date | None
    """The day the price began; None where the source does not say."""
    confidence: str
    """`high`, `medium-high`, `medium` or `stale`, as researched; only `high` is shown without a warning."""
    source: str
    checked: date
    expires: date

    @property
    def amount(self) -> str:
        """As "£125", "£66.50" or "£6 to £42"."""
        return _pounds(self.low) if self.low == self.high else f"{_pounds(self.low)} to {_pounds(self.high)}"

    def stale(self, today: date) -> bool:
        return today > self.expires

    def text(self, today: date) -> str:
        """The amount with its date, and a warning unless it is certain and in date."""
        day = f"checked on {said_date(self.checked)}"
        if self.confidence == "high" and not self.stale(today):
            return f"{self.amount} ({day})"
        return f"{self.amount} ({day}: {CHECK_FIRST})"


@dataclass(frozen=True)
class FcdoLine:
    """The Foreign, Commonwealth & Development Office's number, open day and night."""

    abroad: str
    uk: str
    source: str
    checked: date
    expires: date


FCDO_LINE = FcdoLine(
    "+44 20 7008 5000",
    "020 7008 5000",
    "https://www.gov.uk/government/organisations/foreign-commonwealth-development-office",
    date(2026, 8, 22),
    date(2027, 8, 22),
)
"""Also in each page's getting-help part of 22 August 2026."""


def _pounds(amount: Decimal) -> str:
    return f"£{amount:.0f}" if amount == amount.to_integral_value() else f"£{amount:.2f}"
