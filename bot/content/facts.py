"""Countries, emergency numbers, posts and fees of `data/facts`: each with its source and the day it was checked.

A fact past its `expires` is still shown, with its date. Emergency numbers never disappear (design, promise 4).
Countries are ISO 3166-1 alpha-2, with GB and XK; slugs are GOV.UK's. Every day here is a calendar day in the UK.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.content.fact_types import (
    FCDO_LINE,
    Country,
    EmergencyNumber,
    EmergencyNumbers,
    FcdoLine,
    Fee,
    Post,
    Posts,
)
from bot.errors import ContentError

__all__ = [
    "FACTS",
    "FCDO_LINE",
    "Country",
    "EmergencyNumber",
    "EmergencyNumbers",
    "Facts",
    "FcdoLine",
    "Fee",
    "Post",
    "Posts",
    "load_facts",
]

FACTS = Path(__file__).resolve().parent.parent.parent / "data" / "facts"
"""Where the files are. `data/facts/README.md` says what each holds and where it comes from."""


class Facts:
    """All facts, in memory. Make it with `load_facts`."""

    fcdo_line = FCDO_LINE

    def __init__(
        self,
        countries: Mapping[str, Country],
        numbers: Mapping[str, EmergencyNumbers],
        posts: Mapping[str, Posts],
        fees: Mapping[str, Fee],
    ) -> None:
        self._countries, self._numbers, self._posts, self._fees = countries, numbers, posts, fees
        self._by_slug = {c.slug: c for c in countries.values() if c.slug and c.advice == c.iso2}

    def country(self, iso2: str) -> Country:
        """Raises ContentError for a code that is no country's."""
        try:
            return self._countries[iso2]
        except KeyError:
            raise ContentError(f"{iso2!r} is not the code of a country that we know. Use ISO 3166-1 alpha-2.") from None

    def has(self, iso2: str) -> bool:
        """Whether the code is a country's."""
        return iso2 in self._countries

    def countries(self) -> tuple[Country, ...]:
        """Every country and territory, those without a page of their own included."""
        return tuple(self._countries.values())

    def with_page(self) -> tuple[Country, ...]:
        """Those with a travel advice page of their own."""
        return tuple(self._by_slug.values())

    def by_slug(self, slug: str) -> Country:
        """Raises ContentError for a slug that is no page's."""
        try:
            return self._by_slug[slug]
        except KeyError:
            raise ContentError(f"GOV.UK's index of August 2026 has no page called {slug!r}.") from None

    def emergency(self, iso2: str) -> EmergencyNumbers:
        """Those of the country whose page covers it. Raises ContentError for an unknown code."""
        return self._numbers[self.country(iso2).iso2]

    def posts(self, iso2: str) -> Posts:
        """Raises ContentError for an unknown code."""
        return self._posts[self.country(iso2).iso2]

    def fee(self, id: str) -> Fee:
        """Raises ContentError for an unknown fee."""
        try:
            return self._fees[id]
        except KeyError:
            raise ContentError(f"There is no fee called {id!r} in data/facts/fees.json.") from None

    def fees(self) -> tuple[Fee, ...]:
        return tuple(self._fees.values())


def load_facts(folder: Path = FACTS) -> Facts:
    """Read and check the files. Raises ContentError naming the file and the row that cannot be used."""
    countries = _countries(folder)
    numbers = _numbers(folder, countries)
    posts = _posts(folder, countries)
    return Facts(countries, numbers, posts, _fees(folder))


def _countries(folder: Path) -> dict[str, Country]:
    territories = {row["iso2"] for row in _read(folder, "territories.json")["territories"]}
    found: dict[str, Country] = {}
    for row in _read(folder, "countries.json")["countries"]:
        code = row["iso2"]
        found[code] = Country(
            code,
            row["slug"],
            row["name"],
            row["capital"] or "",
            tuple(row["timezones"]),
            code,
            "territory" if code in territories else "country",
            row.get("calling_code") or "",
            row.get("demonym") or "",
        )
    for row in _read(folder, "other_places.json")["places"]:
        advice = row["advice"]
        if advice and advice not in found:
            raise ContentError(f"other_places.json: {row['iso2']} is covered by {advice}, which has no page.")
        found[row["iso2"]] = Country(
            row["iso2"],
            found[advice].slug if advice else "",
            row["name"],
            row["capital"],
            tuple(row["timezones"]),
            advice,
            row["kind"],
        )
    return found


def _numbers(folder: Path, countries: Mapping[str, Country]) -> dict[str, EmergencyNumbers]:
    data = _read(folder, "emergency_numbers.json")
    checked, expires = date.fromisoformat(data["checked"]), date.fromisoformat(data["expires"])
    rows = {row["iso2"]: row for row in data["countries"]}
    same_numbers = {row["iso2"]: bool(row["same_numbers"]) for row in _read(folder, "other_places.json")["places"]}
    found: dict[str, EmergencyNumbers] = {}
    for code, country in countries.items():
        if country.kind in ("united_kingdom", "crown_dependency"):
            every = EmergencyNumber(
                "Ambulance, fire, police and coastguard",
                "999 or 112",
                "",
                ("ambulance", "fire", "police", "sea_rescue"),
            )
            found[code] = EmergencyNumbers(
                code,
                (every,),
                "",
                "",
                "https://www.gov.uk/guidance/999-and-112-the-uks-national-emergency-numbers",
                checked,
                expires,
            )
            continue
        row = rows.get(country.advice)
        if row is None:
            raise ContentError(f"emergency_numbers.json has no row for {country.advice}.")
        # GOV.UK does not say that a mainland's numbers work in Norfolk Island or Greenland, so neither do we.
        remark = (
            row["remark"]
            if country.advice == code or same_numbers[code]
            else f"These are the numbers of {countries[country.advice].spoken}. They may not work in {country.spoken}. "
            f"{row['remark']}".strip()
        )
        found[code] = EmergencyNumbers(
            code,
            tuple(EmergencyNumber(n["label"], n["number"], n["note"], tuple(n["services"])) for n in row["numbers"]),
            row["raw"],
            remark,
            row["source"],
            checked,
            expires,
        )
    return found


def _posts(folder: Path, countries: Mapping[str, Country]) -> dict[str, Posts]:
    data = _read(folder, "posts.json")
    checked, expires = date.fromisoformat(data["checked"]), date.fromisoformat(data["expires"])
    rows = {row["iso2"]: row for row in data["countries"]}
    territories = {row["iso2"]: row for row in _read(folder, "territories.json")["territories"]}
    others = {row["iso2"]: row for row in _read(folder, "other_places.json")["places"]}
    found: dict[str, Posts] = {}
    for code, country in countries.items():
        if not country.advice:
            place = others[code]
            found[code] = Posts(
                code, place["url"], (), country.kind, place["note"], place["url"], place["url"], checked, expires
            )
            continue
        row = rows.get(country.advice)
        if row is None:
            raise ContentError(f"posts.json has no row for {country.advice}.")
        territory = territories.get(country.advice, {})
        kind = "territory" if territory else "post" if row["posts"] else "unknown"
        found[code] = Posts(
            code,
            row["contact_url"],
            tuple(Post(p["name"], p["url"]) for p in row["posts"]),
            kind,
            territory.get("note", ""),
            territory.get("authority_url", ""),
            row["source"],
            checked,
            expires,
        )
    return found


def _fees(folder: Path) -> dict[str, Fee]:
    found: dict[str, Fee] = {}
    for row in _read(folder, "fees.json")["fees"]:
        low, high = Decimal(row["low"]), Decimal(row["high"])
        if not 0 < low <= high:
            raise ContentError(f"fees.json: {row['id']} costs from {low} to {high}, which cannot be.")
        found[row["id"]] = Fee(
            row["id"],
            row["name"],
            low,
            high,
            date.fromisoformat(row["effective"]) if row["effective"] else None,
            row["confidence"],
            row["source"],
            date.fromisoformat(row["checked"]),
            date.fromisoformat(row["expires"]),
        )
    return found


def _read(folder: Path, name: str) -> dict[str, Any]:
    try:
        data = json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ContentError(
            f"data/facts/{name} cannot be read ({type(error).__name__}). Get it again from the repository."
        ) from error
    if not isinstance(data, dict):
        raise ContentError(f"data/facts/{name} does not hold what it should. Get it again from the repository.")
    return data
