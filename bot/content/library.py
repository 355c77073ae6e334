"""Answers questions from synced travel advice, guides and facts. PURE: the store stands behind a port.

The same code answers the citizen and `./consular ask`. An answer comes from the asked country's page alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from threading import Lock

from bot.content import replies
from bot.content.facts import Country, Facts
from bot.content.freshness import today, uk_day
from bot.content.guides import Guides
from bot.content.passages import ADVICE
from bot.content.ports import Answer, ContentStore, TravelAdvice
from bot.content.ranking import Encoder, PageIndex, names_in, shown
from bot.content.warnings import warning
from bot.conversation.messages import Reply, Source
from bot.errors import ContentError
from bot.places.ports import Places

LONGEST_QUESTION = 2_000
"""Characters that are looked at; a longer message has its question at the front or has none."""


class Library:
    """All content, ready to be asked. Safe to use from several threads."""

    def __init__(
        self, store: ContentStore, facts: Facts, guides: Guides, places: Places, encoder: Encoder | None = None
    ) -> None:
        self._store, self._facts, self._guides, self._places, self._encoder = store, facts, guides, places, encoder
        self._lock = Lock()
        self._version: int | None = None
        self._indexes: dict[str, tuple[TravelAdvice, PageIndex] | None] = {}

    def ask(self, question: str, country: str | None = None) -> Answer:
        """What answers `question` about `country` (ISO; None: the places that the question names).

        Below the confidence line, and where nothing is synced, `answered` is False and `url` leads to the part or page.
        Raises ContentError for an unknown country.
        """
        question = question[:LONGEST_QUESTION]
        located = self._places.locate(question)
        if country is None:
            known = [code for code in located.countries if self._facts.has(code)]
            country = known[0] if known and not located.asks else None
        if country is None:
            return Answer(False, None, "", "", (), (), ADVICE, None)
        where = self._facts.country(country)
        found = self._page(where.advice) if where.advice else None
        if found is None:
            return Answer(
                False,
                country,
                "",
                "",
                (),
                (),
                where.page_url if where.slug else self._facts.posts(country).contact_url,
                None,
            )
        advice, index = found
        ranked = index.rank(
            question, self._names(where), names_in(" ".join(mention.text for mention in located.mentions))
        )
        best = shown(ranked)
        reviewed = uk_day(advice.reviewed_at) if advice.reviewed_at else None
        warned = warning(advice, where.spoken)
        if best:
            first = best[0].passage
            return Answer(
                True,
                country,
                first.part,
                _heading(first.headings, first.part_title),
                tuple(_heading(row.passage.headings, row.passage.part_title) for row in best),
                tuple(row.passage for row in best),
                first.url,
                reviewed,
                _unless_shown(warned, [r.passage.body for r in best]),
            )
        # Not one word in common is no nearness: then the page itself is the nearest.
        nearest = ranked[0].passage if ranked and ranked[0].score > 0 else None
        part = index.best_part(question) or (nearest.part if nearest else "")
        in_part = next((row.passage for row in ranked if row.passage.part == part), nearest)
        if in_part is None:
            return Answer(False, country, "", "", (), (), advice.url, reviewed, warned)
        return Answer(
            False,
            country,
            in_part.part,
            _heading(in_part.headings, in_part.part_title),
            (),
            (),
            in_part.url,
            reviewed,
            warned,
        )

    def reply_for(self, answer: Answer, shown_as: str = "", topic: str = "") -> Reply:
        """An answer as the citizen reads it. `shown_as` begins it ("For Laos"); `topic` is remembered with it."""
        if answer.country is None:
            return replies.passages_reply(answer, "", shown_as, topic)
        where = self._facts.country(answer.country)
        covered = self._facts.country(where.advice).spoken if where.advice not in ("", where.iso2) else ""
        if not where.advice:
            posts = self._facts.posts(where.iso2)
            return Reply(
                f"{posts.note} {'' if where.iso2 == 'GB' else 'GOV.UK has no travel advice for it.'}".strip(),
                sources=(Source(where.name, posts.contact_url, posts.checked),),
                about={"topic": topic, "country": where.iso2, "helpful": True, "answered": False},
            )
        return replies.passages_reply(answer, where.spoken, shown_as, topic, covered)

    def emergency_numbers(self, country: str) -> Reply:
        """The country's emergency numbers and the FCDO's. Raises ContentError for an unknown country."""
        return replies.emergency_numbers_reply(self._facts, country, today())

    def contact(self, country: str) -> Reply:
        """The embassy or whoever helps there. Raises ContentError for an unknown country."""
        return replies.contact_reply(self._facts, country, today())

    def guide(self, topic: str, country: str | None = None, on: date | None = None) -> Reply | None:
        """The guide on a topic, with the country's own contact where it is known; None where there is no guide."""
        try:
            return self._guides.get(topic).reply(country, on)
        except ContentError:
            return None

    def guide_part(self, topic: str, part: str, on: date | None = None) -> Reply | None:
        """One part of a guide (`takes`, `fees`, `need`), for a short question after it; None where it has none."""
        try:
            return self._guides.get(topic).part(part, on)
        except ContentError:
            return None

    def synced(self) -> int:
        """How many countries' pages are stored."""
        return len(self._store.pages())

    def _page(self, country: str) -> tuple[TravelAdvice, PageIndex] | None:
        version = self._store.content_version()
        with self._lock:
            if version != self._version:
                self._version = version
                self._indexes.clear()
            if country in self._indexes:
                return self._indexes[country]
        advice = self._store.page(country)
        # A page of another country, whatever the reason, is never answered from.
        own = [p for p in advice.passages if p.country == country] if advice else []
        found = (advice, PageIndex(own, self._encoder)) if advice else None
        with self._lock:
            if version == self._version:
                self._indexes[country] = found
        return found

    def _names(self, where: Country) -> frozenset[str]:
        return names_in(f"{where.name} {where.capital} {where.demonym}")


def _heading(path: Sequence[str], part_title: str) -> str:
    return path[-1] if path else part_title


def _unless_shown(warned: str, bodies: Sequence[str]) -> str:
    """No warning twice: where the answer is the warning itself, it is not put above it too."""
    return "" if warned and all(any(block in body for body in bodies) for block in warned.split("\n\n")) else warned
