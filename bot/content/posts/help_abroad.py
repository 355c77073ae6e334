"""Who helps British people in a country, as the citizen reads it: what was asked comes first. PURE.

Telephone, address, hours and services come from GOV.UK's pages of its posts as synced, the official contact page and
the posts of a country without synced pages from data/facts. Nothing is worked out that GOV.UK does not say: hours that
cannot be read with certainty are shown in its words, a distance is a straight line between two towns that we know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from threading import Lock
from typing import Protocol

from bot.content.fact_types import Country, Posts
from bot.content.facts import Facts
from bot.content.freshness import CHECK_FIRST, said_date, uk_day
from bot.content.posts import wording as words
from bot.content.posts.hours import read_hours
from bot.content.posts.nearest import Placed, governors_office, in_order, placed
from bot.content.posts.opening import Holidays, Opening, day_asked, opening_at, opening_on, own_closure
from bot.content.posts.post import Assistance, PostPage, PostStore
from bot.content.posts.question import PostQuestion, read_question
from bot.content.replies import fcdo_sentence
from bot.conversation.messages import Reply, Source
from bot.places.points import Points, said_distance
from bot.places.ports import Places

MOST_LISTED = 6
"""Posts of a list; China has more, and the link leads to the rest."""
MOST_OTHERS = 2
"""Further posts named after the nearest."""
OLD_AFTER = timedelta(days=365)
"""Details that GOV.UK has not changed for longer are shown with "check before you rely on this"."""
_HERE_KM = 15.0
"""Within this a post counts as in the place itself: our points are the middle of a town."""


class SyncedPosts(PostStore, Protocol):
    """What is kept of posts, and the version that says when to read it again."""

    def content_version(self) -> int: ...


class HelpAbroad:
    """Answers about posts. Safe to use from several threads."""

    def __init__(self, store: SyncedPosts, facts: Facts, places: Places, points: Points, holidays: Holidays) -> None:
        self._store, self._facts, self._places, self._points = store, facts, places, points
        self._holidays = holidays
        self._lock = Lock()
        self._version: int | None = None
        self._kept: dict[str, tuple[Sequence[PostPage], Assistance | None]] = {}

    def contact(self, country: str, text: str = "", earlier: str = "", now: datetime | None = None) -> Reply:
        """Who helps in `country` (ISO), with what `text` asks answered first.

        `earlier` is the question before, for "is it open now?"; `now` is aware. Raises ContentError for an unknown
        country.
        """
        now = now or datetime.now(timezone.utc)
        where, listed = self._facts.country(country), self._facts.posts(country)
        stored, assistance = self._stored(where.advice or country)
        if listed.note:
            return self._without_post(where, listed, stored, assistance, now)
        question = read_question(text, country, self._places, self._points, earlier)
        zones = {each.iso2: each.timezones for each in self._facts.countries()}
        found = in_order(placed(stored, listed, where, self._points, zones), question)
        if not found:
            lines = [words.no_post(where, listed), words.assistance(assistance, where)]
        elif question.asks or question.town or question.point:
            lines = self._one(found, question, where, now, text)
            if assistance is not None and assistance.kind in {"remote", "none"}:
                lines.append(words.assistance(assistance, where))
        else:
            lines = [words.listed(found[:MOST_LISTED], where), words.assistance(assistance, where)]
            if len(found) > MOST_LISTED:
                more = len(found) - MOST_LISTED
                lines.insert(1, f"There are {more} more. Tell us your town, and we find the nearest.")
        return self._reply(lines, where, listed, now)

    # -- one post -----------------------------------------------------------------------------------------------------
    def _one(
        self, found: Sequence[Placed], question: PostQuestion, where: Country, now: datetime, text: str
    ) -> list[str]:
        first = found[0]
        lines = [self._lead(first, found, question, where)]
        office = first.office
        answers = {
            "open": lambda: self._open(first, text, now),
            "hours": lambda: words.hours(office, first.post.title),
            "phone": lambda: words.phones(office, first.post.title),
            "address": lambda: words.address(office, first.post.title),
            "email": lambda: words.written(office, first.post.title),
            "services": lambda: words.services(office, first.post.title),
        }
        asked = [name for name in answers if name in question.asks]
        if "open" in asked and "hours" in asked:
            asked.remove("hours")
        lines += [answers[name]() for name in asked]
        lines.append(words.details(office, leave_out=asked, short=bool(question.asks)))
        lines.append(words.dated(office.updated_at, now, OLD_AFTER))
        lines.append(f"[{first.post.title} on GOV.UK]({first.post.url})")
        if "nearest" in question.asks or not asked:
            lines.append(words.others(found[1 : 1 + MOST_OTHERS], measured=question.point is not None))
        return lines

    def _lead(self, first: Placed, found: Sequence[Placed], question: PostQuestion, where: Country) -> str:
        name = f"**{first.post.title}**"
        place = question.town.title() if question.town.islower() else question.town or "where you are"
        if question.point is None:
            if "nearest" in question.asks and not question.town:
                return f"Tell us your town, and we find the nearest post. In {where.spoken} there is {name}."
            if question.town and question.known is not None and question.known.several:
                return (
                    f"There are several places called {question.town} in {where.spoken}, so we cannot say which post "
                    f"is nearest. Tell us a larger town near you. One post is {name}."
                )
            if question.town and first.town.casefold() != question.town.casefold():
                return f"We do not know where {question.town} is, so we cannot say what is nearest. One post is {name}."
            return f"This is about {name}."
        if first.km is None:
            return f"We could not measure which post is nearest to {place}. One post in {where.spoken} is {name}."
        if first.km <= _HERE_KM and question.town:
            if "nearest" not in question.asks:
                return f"This is about {name}."
            return f"The nearest British post to {place} is {name}. It is in the same area."
        measured = question.known.measured_from if question.known else ""
        from_town = f" It is measured from {measured.title()}." if measured else ""
        other = next((each for each in found if each.km is None), None)
        not_measured = f" We could not measure how far {other.post.title} is." if other else ""
        abroad = f", in {self._facts.country(first.country).spoken}" if self._elsewhere(first, where) else ""
        return (
            f"The nearest British post to {place} is {name}{abroad}. It is about {said_distance(first.km)} away, in a "
            f"straight line.{from_town}{not_measured}"
        )

    def _elsewhere(self, each: Placed, where: Country) -> bool:
        return each.country not in {where.iso2, where.advice} and self._facts.has(each.country)

    def _open(self, first: Placed, text: str, now: datetime) -> str:
        """Whether it is open at the moment or on the day asked; the source's words where that cannot be said."""
        office = first.office
        hours = read_hours(office)
        if hours is None or hours.week is None or not first.zone:
            return words.not_known_if_open(office, hours, first.post.title, bool(first.zone))
        local_day = opening_at(hours.week, first.zone, now).day
        day = day_asked(text, local_day)
        right_now = day is None or (day == local_day and re.search(r"\bnow\b", text, re.IGNORECASE) is not None)
        opening: Opening
        if right_now:
            opening = opening_at(hours.week, first.zone, now, self._closures(first, local_day))
        else:
            assert day is not None
            opening = opening_on(hours.week, day, self._closures(first, day))
        return words.opening(opening, hours, first.town or first.country)

    def _closures(self, first: Placed, day: date) -> tuple[str, ...]:
        own = own_closure(first.office.sections, day)
        names = self._holidays.names(day, first.country)
        # "Christmas" says no more than "Christmas Day".
        return (own,) if own else tuple(n for n in names if not any(n != other and n in other for other in names))

    # -- no post ------------------------------------------------------------------------------------------------------
    def _without_post(
        self, where: Country, listed: Posts, stored: Sequence[PostPage], assistance: Assistance | None, now: datetime
    ) -> Reply:
        """Territories, Crown dependencies and the UK: their own authorities, and the Governor's office."""
        lines = [listed.note]
        if listed.authority_url and listed.kind != "united_kingdom":
            lines.append(f"[Local authorities in {where.spoken}]({listed.authority_url})")
        numbers = self._facts.emergency(where.iso2)
        police = [number.line for number in numbers.numbers if not number.services or "police" in number.services]
        if police:
            lines.append("\n".join(f"- {line}" for line in police))
        governor = governors_office(stored) if listed.kind == "territory" else None
        if governor is not None:
            lines.append(words.governor(governor))
            lines.append(words.dated(governor.main.updated_at if governor.main else None, now, OLD_AFTER))
        elif listed.kind == "territory":
            lines.append("We do not have the contact details of the Governor's office.")
        if listed.kind == "territory":
            lines.append(words.assistance(assistance, where))
        return self._reply(lines, where, listed, now)

    # -- what is kept -------------------------------------------------------------------------------------------------
    def _stored(self, country: str) -> tuple[Sequence[PostPage], Assistance | None]:
        version = self._store.content_version()
        with self._lock:
            if version != self._version:
                self._version = version
                self._kept.clear()
            if country in self._kept:
                return self._kept[country]
        # Another country's post, whatever the reason, is never answered from.
        posts = tuple(post for post in self._store.posts_of(country) if country in post.countries)
        found = posts, self._store.assistance(country)
        with self._lock:
            if version == self._version:
                self._kept[country] = found
        return found

    def _reply(self, lines: Sequence[str], where: Country, listed: Posts, now: datetime) -> Reply:
        today = uk_day(now)
        stale = f": {CHECK_FIRST}" if listed.stale(today) else ""
        page = f"[Official contact page for {where.spoken}]({listed.contact_url})"
        official = (page, fcdo_sentence(self._facts, where.iso2))
        checked = f"We checked who helps in {where.spoken} on {said_date(listed.checked)}{stale}."
        return Reply(
            "\n\n".join(line for line in (*lines, *official, checked) if line),
            sources=(Source(f"Help for British people in {where.spoken}", listed.contact_url, listed.checked),),
            about={"topic": "embassy_contact", "country": where.iso2, "helpful": True},
        )
