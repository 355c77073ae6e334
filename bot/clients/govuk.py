"""GOV.UK's Content API over HTTP: polite, bounded and patient.

At most `rate` requests a second from all threads of the process (10 is GOV.UK's limit). A request that meets 429,
5xx, a timeout or half an answer is tried again with growing, jittered pauses; `Retry-After` holds back every thread.
What the JSON means is in `bot.clients.govuk_pages`.
"""

from __future__ import annotations

import json
import random
import re
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from bot.clients.govuk_pages import destination, gone_reason, index_entries, travel_advice
from bot.content.ports import Gone, IndexEntry, TravelAdvice
from bot.errors import ClientError, NoAnswer

ATTEMPTS = 6
LONGEST_BODY = 5_000_000
"""Bytes. The longest page of August 2026 has 130,000, the index 190,000."""
LONGEST_ANSWER = 60.0
"""Seconds for one whole answer: one that trickles in byte by byte never meets the timeout of a single read."""
LONGEST_PAUSE = 30.0
MOST_REDIRECTS = 4
SPARE = 1.03
"""GOV.UK counts in its own seconds and a request takes its time to arrive, so we stay a little below its rate."""
_PATH = re.compile(r"(?:/[A-Za-z0-9][A-Za-z0-9-]*)+")
_INDEX = "/api/content/foreign-travel-advice"


class Pace:
    """At most `rate` starts in any second, over all threads; `hold` keeps everybody back for a while.

    The starts are spread evenly. A thread may wake up late; so each start is also kept a second away from the moment at
    which the one `rate` before it truly began, or the two would fall into one of GOV.UK's seconds.
    """

    def __init__(
        self, rate: float, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._window = max(1, int(rate))
        self._span = SPARE * self._window / rate
        self._clock, self._sleep = clock, sleep
        self._next, self._count = 0.0, 0
        self._began: dict[int, float] = {}
        self._lock = threading.Lock()

    def wait(self) -> None:
        with self._lock:
            mine, now = self._count, self._clock()
            self._count += 1
            start = max(now, self._next, self._began.pop(mine - self._window, -self._span) + self._span)
            self._next = start + self._span / self._window
            self._began[mine] = start
        if start > now:
            self._sleep(start - now)
        with self._lock:
            if mine in self._began:
                self._began[mine] = max(start, self._clock())

    def hold(self, seconds: float) -> None:
        with self._lock:
            self._next = max(self._next, self._clock() + seconds)


class GovUk:
    """The pages of `address`, GOV.UK's own by default, and its travel advice. Making one connects to nothing."""

    def __init__(
        self,
        address: str = "https://www.gov.uk",
        rate: float = 10.0,
        timeout: float = 10.0,
        attempts: int = ATTEMPTS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._address = address.rstrip("/")
        self._pace = Pace(rate, sleep=sleep)
        self._attempts, self._sleep = attempts, sleep
        self._jitter = random.Random()
        self._client = httpx.Client(
            timeout=httpx.Timeout(timeout, connect=min(timeout, 5.0)),
            follow_redirects=False,
            headers={"Accept": "application/json", "User-Agent": "consular-assistant (content sync)"},
        )

    def close(self) -> None:
        self._client.close()

    def index(self) -> Sequence[IndexEntry]:
        document = self.document(_INDEX)
        if document is None:
            raise ClientError("GOV.UK's list of travel advice is not there. Check GOVUK_URL and try again.")
        return index_entries(document)

    def advice(self, slug: str, country: str) -> TravelAdvice | Gone:
        found = self.page(f"/foreign-travel-advice/{slug}", 2)
        return found if isinstance(found, Gone) else travel_advice(found, country)

    def page(self, path: str, depth: int) -> Mapping[str, Any] | Gone:
        """The document at `path` ("/world/organisations/x"), followed where it was renamed within its first folder.

        `depth`: how many segments such a path has; what a new one has beyond is a part of the page and left off.
        Raises ClientError where it cannot be read.
        """
        folder = path.split("/")[1]
        for _ in range(MOST_REDIRECTS):
            document = self.document(f"/api/content{path}")
            if document is None:
                return Gone("gone")
            reason = gone_reason(document)
            if reason:
                return Gone(reason)
            moved = destination(document)
            if moved is None:
                return document
            segments = _path(moved).split("/")[1:][:depth]
            if len(segments) != depth or segments[0] != folder:
                return Gone("moved")
            path = "/" + "/".join(segments)
        raise ClientError(f"GOV.UK's page {path} leads round in a circle of redirects.")

    def document(self, path: str) -> dict[str, Any] | None:
        """The JSON at `path` ("/api/…", with its query); None where GOV.UK says that it is gone (410).

        Raises ClientError where it cannot be read, after as many attempts as this client makes.
        """
        problem = ""
        for attempt in range(self._attempts):
            if attempt:
                self._sleep(self._jitter.uniform(0.3, 1.0) * min(LONGEST_PAUSE, 0.5 * 2.0**attempt))
            self._pace.wait()
            try:
                status, headers, body = self._get(path)
            except httpx.HTTPError as error:
                problem = _plain(error)
                continue
            if status == 410:
                return None
            if status == 429 or status >= 500:
                problem = f"answered {status}"
                self._pace.hold(_retry_after(headers.get("retry-after"), 1.0 if status == 429 else 0.0))
                continue
            if status != 200:
                raise ClientError(f"GOV.UK answered {status} for {path}.")
            try:
                document = json.loads(body)
            except (ValueError, RecursionError):
                problem = "sent something that is not JSON"
                continue
            if isinstance(document, dict):
                return document
            problem = "sent JSON that is not a page"
        raise NoAnswer(f"GOV.UK {problem} for {path}, {self._attempts} times.")

    def _get(self, path: str) -> tuple[int, httpx.Headers, bytes]:
        """One request, following redirects within the same address."""
        url = self._address + path
        until = time.monotonic() + LONGEST_ANSWER
        for _ in range(MOST_REDIRECTS):
            with self._client.stream("GET", url) as response:
                if response.is_redirect:
                    url = urljoin(url, response.headers.get("location", ""))
                    if urlsplit(url).netloc != urlsplit(self._address).netloc:
                        raise ClientError(f"GOV.UK sent us from {path} to another address, which we do not follow.")
                    continue
                body = bytearray()
                for chunk in response.iter_bytes():
                    body += chunk
                    if time.monotonic() > until:
                        raise httpx.ReadTimeout("the answer trickled in for too long")
                    if len(body) > LONGEST_BODY:
                        raise ClientError(f"GOV.UK's answer for {path} is longer than {LONGEST_BODY:,} bytes.")
                return response.status_code, response.headers, bytes(body)
        raise ClientError(f"{path} leads round in a circle of redirects.")


def _path(moved: str) -> str:
    """The path of a redirect's destination; "/" where it leads away from GOV.UK or is no path."""
    try:
        parts = urlsplit(moved)
    except ValueError:
        return "/"
    ours = parts.netloc in ("", "www.gov.uk") and _PATH.fullmatch(parts.path.rstrip("/"))
    return parts.path if ours else "/"


def _retry_after(value: str | None, otherwise: float) -> float:
    """Seconds to wait; a date, or nonsense, counts as `otherwise`."""
    try:
        return min(60.0, max(0.0, float(value or "")))
    except ValueError:
        return otherwise


def _plain(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "did not answer in time"
    if isinstance(error, httpx.ConnectError):
        return "could not be reached"
    return "broke off its answer"
