"""One poller a process that wakes the streams of those conversations that changed.

A stream never polls the database on its own: the poller looks at one number (`store.version()`), and only when that
moved, or every few seconds in case a hint was lost, at the rows of the conversations that somebody watches.
"""
from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

POLL_SECONDS = 0.1
"""Measured: what another process says is on the page after 35 ms (median; at worst 94 of 20). A look costs 20 µs on
SQLite, 0.2 ms on PostgreSQL."""
SAFETY_SECONDS = 5.0
"""A lost hint delays a message by at most this."""
MOST_STREAMS = 12
"""Of one conversation in one process; the oldest is ended when one more comes."""

Call = Callable[..., Awaitable[Any]]


class Subscription:
    """One reader of one conversation."""

    def __init__(self, conversation_id: str) -> None:
        self.conversation_id = conversation_id
        self.ended = False
        self._changed = asyncio.Event()

    def wake(self) -> None:
        self._changed.set()

    def end(self) -> None:
        self.ended = True
        self._changed.set()

    async def wait(self, seconds: float) -> bool:
        """True when something changed, False when the time passed."""
        try:
            await asyncio.wait_for(self._changed.wait(), max(0.0, seconds))
        except asyncio.TimeoutError:
            return False
        self._changed.clear()
        return True


class Watch:
    """Who watches what, and the poller."""

    def __init__(self, call: Call, version: Callable[[], int], look: Callable[[str], object],
                 look_around: Callable[[], object]) -> None:
        """`call` runs a function in a thread. `look` gives a value that differs when a conversation changed,
        `look_around` one that differs when something changed for everybody (the off switch)."""
        self._call, self._version, self._look, self._look_around = call, version, look, look_around
        self._watched: dict[str, list[Subscription]] = {}
        self._seen: dict[str, object] = {}
        self.stopping = False

    def subscribe(self, conversation_id: str) -> Subscription:
        subscription = Subscription(conversation_id)
        readers = self._watched.setdefault(conversation_id, [])
        readers.append(subscription)
        if len(readers) > MOST_STREAMS:
            readers[0].end()
        return subscription

    def leave(self, subscription: Subscription) -> None:
        readers = self._watched.get(subscription.conversation_id, [])
        if subscription in readers:
            readers.remove(subscription)
        if not readers:
            self._watched.pop(subscription.conversation_id, None)
            self._seen.pop(subscription.conversation_id, None)

    def nudge(self, conversation_id: str) -> None:
        """This process changed it: its readers need not wait for the poller."""
        for subscription in self._watched.get(conversation_id, ()):
            subscription.wake()

    def stop(self) -> None:
        """End every stream, so that the server can go down at once."""
        self.stopping = True
        for readers in self._watched.values():
            for subscription in readers:
                subscription.end()

    async def run(self, trouble: Callable[[BaseException], None]) -> None:
        """Until stopped. A database that is away is told to `trouble` once, and waited for."""
        version: int | None = None
        around: object = None
        looked_at, in_trouble = 0.0, False
        while not self.stopping:
            await asyncio.sleep(POLL_SECONDS if not in_trouble else 1.0)
            if not self._watched:
                version = None
                continue
            try:
                now = await self._call(self._version)
                if now == version and time.monotonic() - looked_at < SAFETY_SECONDS:
                    continue
                version, looked_at = now, time.monotonic()
                before, around = around, await self._call(self._look_around)
                await self._wake_changed(everybody=before != around)
                in_trouble = False
            except Exception as error:
                if not in_trouble:
                    trouble(error)
                in_trouble, version = True, None

    async def _wake_changed(self, everybody: bool) -> None:
        for conversation_id in list(self._watched):
            row = await self._call(self._look, conversation_id)
            if everybody or self._seen.get(conversation_id) != row:
                self._seen[conversation_id] = row
                self.nudge(conversation_id)
