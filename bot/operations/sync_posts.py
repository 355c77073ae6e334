"""Fetches GOV.UK's posts and its list of who helps where into the store: one transaction a country.

Posts change a few times a year, and reading all takes some 1,400 requests, so a country is asked for once a day. What a
run that was stopped has read is not read again; what fails is asked for at the next run and keeps its last version.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Protocol

from bot.content.facts import Facts
from bot.content.posts.post import PostSource, PostStore
from bot.errors import ClientError, ConsularError, ContentError
from bot.operations.fetching import Failed, Progress, fetch_each

POSTS_EVERY = timedelta(hours=20)
"""Below a day, so that a daily run always finds them due."""


class Posts(PostSource, Protocol):
    """Where posts come from."""

    def countries(self) -> Sequence[str]:
        """ISO codes of the countries to ask for. Raises ClientError or ContentError where GOV.UK does not say."""


class KeptPosts(PostStore, Protocol):
    """Where posts are kept."""

    def posts_read(self) -> Mapping[str, datetime]:
        """country → when its posts were last read with success; aware."""


@dataclass
class PostsReport:
    """What one run did with posts, by country code."""

    checked: int = 0
    """Countries that were due and asked for."""
    stored: list[str] = field(default_factory=list)
    """New or changed."""
    unchanged: list[str] = field(default_factory=list)
    fresh: int = 0
    """Countries read within POSTS_EVERY, so not asked for."""
    failed: dict[str, str] = field(default_factory=dict)
    """country → why; what was stored before is still there."""
    problem: str = ""
    """Why no country could be asked for at all; "" where they could."""
    no_assistance: str = ""
    """Why the list of who helps where could not be read; "" where it could, or was not due."""
    seconds: float = 0.0
    """How long the run took."""

    @property
    def complete(self) -> bool:
        return not (self.failed or self.problem or self.no_assistance)

    def lines(self, name: Callable[[str], str]) -> list[str]:
        """For the person at the terminal, plain English."""
        if self.problem:
            return [f"No posts were fetched. {self.problem} What was stored before is kept."]
        said = [
            f"Posts of {self.checked} countries checked: {len(self.stored)} stored, {len(self.unchanged)} unchanged, "
            f"{len(self.failed)} failed. It took {self.seconds:.1f} s."
            if self.checked
            else f"Posts of {self.fresh} countries were checked within the last day."
        ]
        if self.no_assistance:
            said.append(f"Not updated: the list of embassies. {self.no_assistance} What was stored before is kept.")
        said += [
            f"Not updated: the posts of {name(code)}. {why} What was stored before is kept."
            for code, why in sorted(self.failed.items())
        ]
        return said


def sync_posts(
    source: Posts,
    store: KeptPosts,
    facts: Facts,
    countries: Collection[str] = (),
    every: bool = False,
    progress: Progress | None = None,
    now: datetime | None = None,
) -> PostsReport:
    """Bring posts up to date. `countries` (ISO codes) limits the run; `every` reads those read within a day, too.

    Nothing is asked of GOV.UK where nothing is due. Never raises for what GOV.UK does; the report says it.
    """
    report = PostsReport()
    now, began = now or datetime.now(timezone.utc), time.monotonic()
    read = store.posts_read()

    def due(at: datetime | None) -> bool:
        return every or at is None or now - at >= POSTS_EVERY

    ours = [country.iso2 for country in facts.with_page() if not countries or country.iso2 in countries]
    checked = [each.checked for each in store.all_assistance().values() if each.checked is not None]
    list_due = due(max(checked, default=None))
    if not list_due and not any(due(read.get(code)) for code in ours):
        report.fresh = len(ours)
        return report
    try:
        known = source.countries()
    except (ClientError, ContentError) as error:
        report.problem = _said(error)
        return report
    if list_due:
        try:
            store.put_assistance(source.assistance())
        except ConsularError as error:
            report.no_assistance = _said(error)
    wanted = [code for code in known if not countries or code in countries]
    asked = longest_unread_first([code for code in wanted if due(read.get(code))], read)
    report.checked, report.fresh = len(asked), len(wanted) - len(asked)
    for code, changed in zip(asked, fetch_each(asked, lambda code: _one(source, store, code), progress), strict=True):
        if isinstance(changed, Failed):
            report.failed[code] = str(changed)
        else:
            (report.stored if changed else report.unchanged).append(code)
    report.seconds = time.monotonic() - began
    return report


def longest_unread_first(codes: Sequence[str], read: Mapping[str, datetime]) -> list[str]:
    """In the order to ask: a run that is stopped each time still comes round to every country."""
    never = [code for code in codes if code not in read]
    return never + sorted((code for code in codes if code in read), key=lambda code: read[code])


def _one(source: Posts, store: KeptPosts, code: str) -> bool:
    """Read and store one country's posts → whether they changed."""
    return store.put_posts(code, source.posts(code))


def _said(error: ConsularError) -> str:
    said = str(error)
    return said if said.endswith(".") else f"{said}."
