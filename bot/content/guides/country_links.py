"""GOV.UK's own page about a topic in one country: the bereavement guide, the prisoner pack, the list of lawyers. PURE.

Read from `data/facts/country_links.json`, which `data/facts/make_country_links.py` makes from the getting-help part of
every travel advice page. Where GOV.UK names none, there is none: nothing is inferred.
"""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.content.facts import FACTS, Facts
from bot.content.guides.schema import allowed_link
from bot.errors import ContentError

FILE = "country_links.json"


@dataclass(frozen=True)
class CountryLinks:
    """Links by topic and country, checked together on one day."""

    checked: date
    expires: date
    links: Mapping[tuple[str, str], tuple[tuple[str, str], ...]]
    """(topic, ISO code) → (title with the country's name in it, address)."""

    def of(self, topic: str, country: str) -> tuple[tuple[str, str], ...]:
        """Empty where GOV.UK has no such page."""
        return self.links.get((topic, country), ())

    def stale(self, on: date) -> bool:
        return on > self.expires


def load_country_links(facts: Facts, folder: Path = FACTS) -> CountryLinks:
    """Raises ContentError naming the row that cannot be used."""
    try:
        data = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ContentError(f"data/facts/{FILE} cannot be read ({type(error).__name__}). Get it again from the "
                           "repository.") from error
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    try:
        kinds = data["kinds"]
        for code, rows in data["countries"].items():
            name = facts.country(code).spoken
            for kind, url in rows.items():
                if not allowed_link(url):
                    raise ContentError(f"{url} is not on the list of addresses that a guide may link to")
                for topic in kinds[kind]["topics"]:
                    found.setdefault((topic, code), []).append((kinds[kind]["title"].format(country=name), url))
        checked, expires = date.fromisoformat(data["checked"]), date.fromisoformat(data["expires"])
    except (KeyError, TypeError, AttributeError, ValueError, ContentError) as error:
        raise ContentError(f"data/facts/{FILE}: {error}") from error
    return CountryLinks(checked, expires, {key: tuple(rows) for key, rows in found.items()})
