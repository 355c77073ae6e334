"""Keeps every open page of the desk up to date: one poller a process, one stream a browser.

The poller asks the store's version, which is cheap, and reads the queue only when something changed. A stream never
carries words of anybody: it says *that* the queue or a case changed, and the page fetches its own parts again.
"""
from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.casework.case import Case
from bot.casework.queue import waiting
from bot.desk.service_state import is_late
from bot.desk.times import utc_now
from bot.desk.views import Views
from bot.services import Services

POLL_SECONDS = 0.25
"""How often the version is asked: with the store's own 200 ms a citizen's word is on the desk within half a second."""
AT_LEAST_EVERY = 5.0
"""Seconds after which the state is read though the version stood still: time itself makes a process late or a person
absent."""

log = logging.getLogger("consular.desk")


@dataclass(frozen=True)
class State:
    """What all pages are compared with. Digests hold nothing that can be read back."""

    cases: tuple[Case, ...] = ()
    queue: str = ""
    of_case: dict[str, str] = field(default_factory=dict)
    reachable: bool = True
    """False while the database does not answer."""

    @property
    def waiting(self) -> int:
        return len(waiting(self.cases))


class Hub:
    """Reads once for all listeners of this process."""

    def __init__(self, services: Services, call: Callable[..., Awaitable[Any]], views: Views) -> None:
        self._services, self._call, self._views = services, call, views
        self._listeners: set[asyncio.Event] = set()
        self.state = State()

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """An event that is set whenever the state is another one."""
        event = asyncio.Event()
        self._listeners.add(event)
        try:
            yield event
        finally:
            self._listeners.discard(event)

    def wake(self) -> None:
        """Let every stream look up, to end with the server or to send what changed."""
        for event in self._listeners:
            event.set()

    async def run(self) -> None:
        """Until cancelled. A database that does not answer is said on every page and asked again; nothing else ends
        it."""
        version: int | None = None
        read_at = 0.0
        clock = asyncio.get_running_loop().time
        while True:
            try:
                found = await self._call(self._services.store.version)
                if found != version or clock() - read_at >= AT_LEAST_EVERY:
                    version, read_at = found, clock()
                    await self._look()
            except asyncio.CancelledError:
                raise
            except Exception as error:  # the kind only: the text of a database error may hold what it was given
                log.error("the desk cannot read the database (%s)", type(error).__name__)
                version = None
                self._become(State(self.state.cases, self.state.queue, self.state.of_case, reachable=False))
                await asyncio.sleep(1.0)
            await asyncio.sleep(POLL_SECONDS)

    async def _look(self) -> None:
        store = self._services.store
        cases = tuple(await self._call(store.queue))
        people = sorted(await self._call(store.signed_in))
        now = utc_now()
        beats = await self._call(store.beats)
        late = sorted(name for name, at in beats.items() if is_late(at, now))
        off = await self._call(store.assistant_is_off)
        of_case: dict[str, str] = {}
        open_ones = {case.reference: case for case in cases}
        for reference, conversation_id in self._views.references(now):
            conversation = await self._call(store.conversation, conversation_id)
            of_case[reference] = digest(open_ones.get(reference), conversation)
        self._become(State(cases, digest(cases, people, late, sorted(beats), off), of_case))

    def _become(self, state: State) -> None:
        changed = (state.queue, state.of_case, state.reachable) != (
            self.state.queue, self.state.of_case, self.state.reachable)
        if changed:
            self.state = state
            self.wake()


def digest(*values: object) -> str:
    """Sixteen letters that change with the values."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]
