"""GOV.UK's posts: the world locations, the list of embassies, and the organisations of each country.

For one country: a search for its organisations, then each organisation's page, then the page of each office whose
services the organisation's page does not hold. An organisation that several countries share is read once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from datetime import datetime, timezone
from typing import Any
from urllib.parse import urlencode

from bot.clients import govuk_offices
from bot.clients.govuk import GovUk
from bot.clients.govuk_offices import MOST_ORGANISATIONS, Location
from bot.content.facts import Facts
from bot.content.ports import Gone
from bot.content.posts.post import Assistance, PostPage
from bot.errors import ClientError, ContentError

OTHER_SLUGS = {
    "british-antarctic-territory": "AQ",
    "st-martin": "MF",
    "saint-barthelemy": "BL",
    "the-occupied-palestinian-territories": "PS",
    "burma": "MM",
    "swaziland": "SZ",
    "gambia": "GM",
}
"""World locations whose slug is not that of their travel advice, nor their iso2 right: none, or another place's. The
last three are names that GOV.UK used before; its search knew organisations under them in 2018."""


class Places:
    """Which country of ours a world location is.

    The slug decides before GOV.UK's own iso2, which is wrong for some: "FS" for Micronesia, "MF" for St Maarten.
    """

    def __init__(self, facts: Facts, found: Sequence[Location]) -> None:
        self._slugs: dict[str, list[str]] = {}
        self._ids: dict[str, str] = {}
        self._names = {_key(country.name): country.iso2 for country in facts.countries()}
        own = {country.slug: country.iso2 for country in facts.with_page()}
        known = {**OTHER_SLUGS, **own}
        for slug, code in known.items():
            self._names.setdefault(slug.replace("-", " "), code)
        for location in found:
            code = known.get(location.slug) or (location.iso2 if facts.has(location.iso2) else "")
            if code:
                self._ids[location.id] = code
                self._names.setdefault(_key(location.name), code)
                self._slugs.setdefault(code, []).append(location.slug)
        for slug, code in known.items():
            if code in self._slugs and slug not in self._slugs[code]:
                self._slugs[code].append(slug)
        self._countries = sorted({*self._slugs, *own.values()})

    def countries(self) -> Sequence[str]:
        """ISO codes of every country with a world location or with travel advice of its own."""
        return self._countries

    def slugs(self, code: str) -> Sequence[str]:
        """Every name under which GOV.UK's search may know the country; empty where it is no world location."""
        return self._slugs.get(code, ())

    def code_of(self, name: str) -> str | None:
        return self._names.get(_key(name))

    def code_of_location(self, link: Mapping[str, Any]) -> str | None:
        """Of a world location as an organisation's page links it: by id, else by name."""
        return self._ids.get(str(link.get("content_id"))) or self.code_of(str(link.get("title")))


class GovUkPosts:
    """bot.content.posts.post.PostSource over one client, for the length of one run. Making one connects to nothing."""

    def __init__(self, client: GovUk, facts: Facts, now: Callable[[], datetime] | None = None) -> None:
        self._client, self._facts = client, facts
        self._now = now or (lambda: datetime.now(timezone.utc))
        self._lock = threading.Lock()
        self._places: Places | None = None
        self._read: dict[str, Future[PostPage | None]] = {}

    def countries(self) -> Sequence[str]:
        """ISO codes of the countries that `posts` can be asked for.

        Raises ClientError or ContentError where GOV.UK's locations cannot be read, or where its search knows no
        organisation at all: every country would look as if it had lost its posts.
        """
        search = self._client.document(_search((), 0, 1))
        if search is None or not search.get("results"):
            raise ContentError("GOV.UK's search names no organisation at all")
        return self._known().countries()

    def assistance(self) -> Sequence[Assistance]:
        document = self._client.page("/world/embassies", 2)
        if isinstance(document, Gone):
            raise ClientError("GOV.UK's list of embassies is not there.")
        return govuk_offices.assistance(document, self._known().code_of, self._now())

    def posts(self, country: str) -> Sequence[PostPage]:
        slugs = self._known().slugs(country)
        paths: dict[str, None] = {}
        start, total = 0, 1
        while slugs and start < min(total, MOST_ORGANISATIONS):
            document = self._client.document(_search(slugs, start, MOST_ORGANISATIONS))
            results = document.get("results") if document is not None else None
            if document is None or not isinstance(results, list):
                raise ContentError("the search for organisations gave no list")
            paths.update(dict.fromkeys(govuk_offices.organisation_paths(document)))
            total = document["total"] if isinstance(document.get("total"), int) else 0
            start += max(1, len(results))
        found = [self._organisation(path) for path in list(paths)[:MOST_ORGANISATIONS]]
        return tuple({post.slug: post for post in found if post is not None}.values())

    def _known(self) -> Places:
        with self._lock:
            if self._places is None:
                document = self._client.page("/world", 1)
                if isinstance(document, Gone):
                    raise ClientError("GOV.UK's list of world locations is not there.")
                self._places = Places(self._facts, govuk_offices.locations(document))
            return self._places

    def _organisation(self, path: str) -> PostPage | None:
        """None where it is gone. Read by the first who asks; whoever asks meanwhile waits for that."""
        with self._lock:
            waiting = self._read.get(path)
            mine = waiting is None
            if waiting is None:
                waiting = self._read[path] = Future()
        if mine:
            try:
                waiting.set_result(self._fetch(path))
            except BaseException as error:
                waiting.set_exception(error)
        return waiting.result()

    def _fetch(self, path: str) -> PostPage | None:
        places = self._known()
        document = self._client.page(path, 3)
        if isinstance(document, Gone):
            return None
        offices = {}
        for office in govuk_offices.lacking_offices(document):
            page = self._client.page(office, 5)
            if not isinstance(page, Gone):
                offices[office] = page
        return govuk_offices.post_page(document, offices, places.code_of_location, places.code_of, self._now())


def _search(slugs: Sequence[str], start: int, count: int) -> str:
    asked = [("filter_format", "worldwide_organisation"), *(("filter_world_locations", slug) for slug in slugs)]
    return "/api/search.json?" + urlencode([*asked, ("start", str(start)), ("count", str(count))])


def _key(name: str) -> str:
    """A name without case and without its article: "The Gambia", "gambia"."""
    return name.strip().casefold().removeprefix("the ")
