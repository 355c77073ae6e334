"""What the answers are made from: travel advice as synced, guides, posts and numbers, each with source and date."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True)
class Passage:
    """A stretch of a page under one heading that stands alone. `body` is the Markdown subset of Reply.body."""

    id: str
    """`<slug>/<part>#<n>`, stable while the page is unchanged."""
    country: str
    part: str
    """Slug of the part: "entry-requirements"."""
    part_title: str
    headings: tuple[str, ...]
    """The path of headings, outermost first; empty for the words before the first heading."""
    body: str
    url: str


@dataclass(frozen=True)
class ChangeNote:
    """What GOV.UK wrote when it changed a page."""

    at: datetime
    """Aware. GOV.UK's older notes have a day, at midnight."""
    words: str


@dataclass(frozen=True)
class TravelAdvice:
    """One country's page as GOV.UK published it."""

    country: str
    slug: str
    title: str
    url: str
    alert_status: tuple[str, ...]
    reviewed_at: datetime | None
    updated_at: datetime
    change_description: str
    passages: tuple[Passage, ...]
    fetched_at: datetime | None = None
    history: tuple[ChangeNote, ...] = ()
    """GOV.UK's newest notes on its changes, newest first, the latest change's included."""


@dataclass(frozen=True)
class Answer:
    """What answers a question. `answered` is False where no passage does; then `url` leads to the part."""

    answered: bool
    country: str | None
    part: str
    heading: str
    headings: tuple[str, ...]
    """The heading of every passage shown."""
    passages: tuple[Passage, ...]
    url: str
    reviewed_at: date | None
    warning: str = ""
    """The page's own words where FCDO advises against travel; shown first whatever was asked."""
    guide: str = ""
    """Topic of our own guide, where it answers and the page does not."""
    level: str = ""
    """That FCDO does not advise against travel, in words, where that is what was asked; shown where no warning is."""


@dataclass(frozen=True)
class IndexEntry:
    """One country's line in GOV.UK's list of travel advice."""

    slug: str
    name: str
    updated_at: datetime | None
    """When the page last changed; None where the list does not say."""


@dataclass(frozen=True)
class Gone:
    """GOV.UK no longer has the page: `reason` is "gone", "withdrawn" or "moved" (to something that is no travel
    advice)."""

    reason: str


@dataclass(frozen=True)
class ContentChange:
    """One change of a page that was stored before: another alert status, or another description of what changed."""

    id: int
    """The content version that the change made: grows in the order of the commits, with gaps."""
    country: str
    at: datetime
    """When we stored it; aware, UTC."""
    old_alert_status: tuple[str, ...]
    new_alert_status: tuple[str, ...]
    """As GOV.UK lists them; equal but for the order where only the description changed."""
    change_description: str
    """The new page's own words on what changed; "" where it has none."""
    updated_at: datetime
    """When GOV.UK changed the page; aware."""

    @property
    def changes_status(self) -> bool:
        """Whether the alert status is another one. Its order says nothing."""
        return set(self.old_alert_status) != set(self.new_alert_status)


class AdviceSource(Protocol):
    """Where travel advice comes from. `bot.clients.govuk` implements it; one object may be used from several
    threads."""

    def index(self) -> Sequence[IndexEntry]:
        """Every country that has a page. Raises ClientError where it cannot be read."""

    def advice(self, slug: str, country: str) -> TravelAdvice | Gone:
        """One page, renamed or not. Raises ClientError where it cannot be read, ContentError where it makes no
        sense."""


class ContentStore(Protocol):
    """Synced pages. `bot.store` implements it."""

    def put_page(self, advice: TravelAdvice) -> bool:
        """Store or replace one page in one transaction → whether anything changed."""

    def remove_page(self, country: str, reason: str) -> None: ...

    def page(self, country: str) -> TravelAdvice | None: ...

    def pages(self) -> Mapping[str, datetime]:
        """country → updated_at of each page that is stored."""

    def all_pages(self) -> Sequence[TravelAdvice]: ...

    def content_version(self) -> int:
        """Goes up with every change, so that processes know when to read again."""

    def digests(self) -> Mapping[str, str]:
        """country → digest of each page that is stored: equal digests, equal pages. To read again only what changed."""


class ContentChanges(Protocol):
    """What changed on stored pages. `bot.store` implements it: one row is written with the page, in its transaction,
    and none when a page is stored for the first time."""

    def changes_after(self, id: int, limit: int) -> Sequence[ContentChange]:
        """At most `limit` changes with a higher id than `id`, the oldest first. None can appear below one already
        seen."""

    def changes_of(self, country: str, limit: int) -> Sequence[ContentChange]:
        """The newest changes of one country, newest first."""


class VectorStore(Protocol):
    """Vectors of passages by the digest of the words they were made from. `bot.store` implements it."""

    def vectors(self, digests: Sequence[str]) -> Mapping[str, bytes]:
        """Those that are stored; a digest without vectors is left out."""

    def put_vectors(self, vectors: Mapping[str, bytes]) -> None:
        """Store them, those that are there already included."""

    def keep_vectors(self, digests: Collection[str]) -> int:
        """Remove all others → how many were removed."""
