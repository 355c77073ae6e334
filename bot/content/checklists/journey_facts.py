"""What document journeys say that is in no guide and no fee: a few facts, and notes that hold for some countries. PURE.

`data/facts/journeys.json`: each with its source, the day it was checked, the day it expires and a confidence. As with
fees, only `high` and in date is shown bare; everything else carries its date and "check before you rely on this".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.content.facts import FACTS
from bot.content.freshness import CHECK_FIRST, said_date
from bot.errors import ContentError

CONFIDENCES = frozenset({"high", "medium-high", "medium", "stale"})


@dataclass(frozen=True)
class JourneyFact:
    """A figure or a sentence with where it comes from."""

    says: str
    source: str
    checked: date
    expires: date
    confidence: str

    def text(self, on: date) -> str:
        """As it is, or with its day and a warning. `on` is the day of reading in the UK."""
        if self.confidence == "high" and on <= self.expires:
            return self.says
        if self.says.endswith("."):
            return f"{self.says} We checked this on {said_date(self.checked)}: {CHECK_FIRST}."
        return f"{self.says} (checked on {said_date(self.checked)}: {CHECK_FIRST})"


@dataclass(frozen=True)
class JourneyFacts:
    """The file, read and checked."""

    facts: Mapping[str, JourneyFact]
    notes: Mapping[str, Mapping[str, JourneyFact]]
    """Table → country (ISO 3166-1 alpha-2) → what holds there."""

    def note(self, table: str, country: str) -> JourneyFact | None:
        """What the table says about a country; None where it says nothing, which means nothing."""
        return self.notes[table].get(country)


def load_journey_facts(folder: Path = FACTS) -> JourneyFacts:
    """Raises ContentError naming the row that cannot be used."""
    try:
        data = json.loads((folder / "journeys.json").read_text(encoding="utf-8"))
        facts = {str(id): _fact(id, row, row["says"]) for id, row in data["facts"].items()}
        notes = {str(table): _table(table, row) for table, row in data["notes"].items()}
    except (OSError, TypeError, AttributeError, KeyError, ValueError) as error:
        raise ContentError(
            f"data/facts/journeys.json cannot be used ({error}). Mend it, or get it again from the repository."
        ) from error
    return JourneyFacts(facts, notes)


def _table(table: str, row: Any) -> dict[str, JourneyFact]:
    found: dict[str, JourneyFact] = {}
    for entry in row["says"]:
        for country in entry["in"]:
            if country in found or not (isinstance(country, str) and len(country) == 2 and country.isupper()):
                raise ValueError(f"{table} has {country} twice, or it is no country code")
            found[country] = _fact(table, row, entry["text"])
    return found


def _fact(id: str, row: Any, says: Any) -> JourneyFact:
    if not isinstance(says, str) or not says.strip() or row["confidence"] not in CONFIDENCES or not row["source"]:
        raise ValueError(f"{id} needs says, source and a known confidence")
    checked, expires = date.fromisoformat(row["checked"]), date.fromisoformat(row["expires"])
    if expires <= checked:
        raise ValueError(f"{id} expires before it was checked")
    return JourneyFact(says, str(row["source"]), checked, expires, row["confidence"])
