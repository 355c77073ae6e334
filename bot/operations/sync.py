"""Fetches travel advice from GOV.UK into the content store: changed pages only, one transaction a page.

It can be stopped at any moment, by kill -9 too, and run again: what is stored stays, what is missing is fetched.
Two runs at once do the same work twice and store the same. A page that fails keeps yesterday's version and is named.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from bot.content.facts import Facts
from bot.content.ports import AdviceSource, ContentStore, Gone, IndexEntry
from bot.errors import ContentError
from bot.operations.fetching import Failed, Progress, fetch_each


@dataclass
class SyncReport:
    """What one run did, by country code."""

    checked: int = 0
    """Countries in GOV.UK's list, or asked for."""
    stored: list[str] = field(default_factory=list)
    """New or changed."""
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    """country or slug → why; yesterday's version is still there."""
    seconds: float = 0.0
    """How long the run took."""

    @property
    def complete(self) -> bool:
        return not self.failed

    def lines(self, name: Callable[[str], str]) -> list[str]:
        """For the person at the terminal, plain English."""
        said = [
            f"{self.checked} countries checked: {len(self.stored)} stored, {len(self.unchanged)} unchanged, "
            f"{len(self.removed)} no longer on GOV.UK, {len(self.failed)} failed. It took {self.seconds:.1f} s."
        ]
        said += [f"Removed: {name(code)}." for code in sorted(self.removed)]
        said += [
            f"Not updated: {name(code)}. {why} What was stored before is kept."
            for code, why in sorted(self.failed.items())
        ]
        return said


def sync(
    source: AdviceSource,
    store: ContentStore,
    facts: Facts,
    countries: Collection[str] = (),
    every: bool = False,
    progress: Progress | None = None,
) -> SyncReport:
    """Bring the store up to date.

    `countries` (ISO codes) limits the run; `every` fetches pages that GOV.UK's list says are unchanged, too.
    `progress` wraps the finished pages, with their number, to draw a bar.

    Raises ClientError where GOV.UK's list itself cannot be read; then nothing was changed.
    """
    report = SyncReport()
    began = time.monotonic()
    have = store.pages()
    known = {c.slug: c.iso2 for c in facts.with_page()}
    entries = list(source.index())
    listed = {_code(entry, known) for entry in entries}
    due: list[tuple[str, IndexEntry]] = []
    unknown: list[str] = []
    for entry in entries:
        code = _code(entry, known)
        if code is None:
            # Mostly a new name for a country whose old address still leads to the page: found below.
            unknown.append(entry.slug)
        elif not countries or code in countries:
            report.checked += 1
            if every or code not in have or entry.updated_at is None or entry.updated_at != have[code]:
                due.append((code, entry))
            else:
                report.unchanged.append(code)
    # A country that is stored, or asked for, but not listed: renamed, withdrawn or gone. Its own address says which.
    for country in facts.with_page():
        code = country.iso2
        if code not in listed and (code in countries or (not countries and (code in have or unknown))):
            report.checked += code in have or code in countries
            due.append((code, IndexEntry(country.slug, country.name, None)))
    done = fetch_each(due, lambda each: _one(source, store, *each), progress)
    for (code, entry), result in zip(due, done, strict=True):
        slug = entry.slug if isinstance(result, Failed) else result[1]
        if slug in unknown:
            unknown.remove(slug)
        if not isinstance(result, Failed):
            {"stored": report.stored, "unchanged": report.unchanged, "removed": report.removed}[result[0]].append(code)
        elif code in listed or code in have or code in countries:
            report.failed[code] = str(result)
        # else GOV.UK does not list it and we never had it: it was only asked for in case it has a new name.
    if not countries:
        report.failed.update(
            dict.fromkeys(unknown, "GOV.UK lists it, but data/facts/countries.json does not know it.")
        )
    report.seconds = time.monotonic() - began
    return report


def _code(entry: IndexEntry, known: dict[str, str]) -> str | None:
    return known.get(entry.slug)


def _one(source: AdviceSource, store: ContentStore, code: str, entry: IndexEntry) -> tuple[str, str]:
    """Fetch and store one page → what happened, and the page's slug. Raises ConsularError where it cannot be had."""
    found = source.advice(entry.slug, code)
    if isinstance(found, Gone):
        store.remove_page(code, found.reason)
        return "removed", entry.slug
    if not found.passages and store.page(code) is not None:
        # Parts may be empty for a while; an empty page must not wipe one that answers.
        raise ContentError("it is empty")
    return ("stored" if store.put_page(found) else "unchanged"), found.slug
