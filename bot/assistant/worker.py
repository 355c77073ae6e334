"""Claims conversations and answers them: danger first, then the dialogue, one transaction a turn.

Several conversations at once, each in its own task. Rasa runs on the event loop, the store in threads. An error in a
turn counts against its message and ends neither the loop nor the other conversations.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from bot.assistant.conversation_work import ConversationWork
from bot.assistant.engine import Engine
from bot.assistant.judging import judge_of
from bot.assistant.reading import Judge
from bot.conversation.claims import Claim
from bot.conversation.messages import Mode
from bot.fail_points import reach
from bot.services import Services

logger = logging.getLogger(__name__)
T = TypeVar("T")

AT_ONCE = 8
"""Conversations in work. Rasa uses one core; more only wait for each other (docs/adr/0004-rasa-as-engine.md)."""
LEASE_SECONDS = 12.0
"""How long a citizen waits at most when an assistant dies in mid-turn. Renewed four times in that span, by a task that
sleeps: a turn of milliseconds never does it."""
SAFETY_POLL_SECONDS = 1.0
"""How long a lost wake-up hint can delay an answer."""
HINT_WAIT_SECONDS = 0.25
LOOK_SECONDS = 0.015
"""How often an idle assistant looks whether another process stored words: most of what one citizen waits for when
nobody else does. A look costs some 30 µs on SQLite."""
BEAT_SECONDS = 5.0
DRAIN_SECONDS = 20.0
OFF_SWITCH_SECONDS = 1.0


class Worker:
    """One assistant process. `run` until `stop`."""

    def __init__(
        self,
        services: Services,
        engine: Callable[[], Engine | None],
        judge: Judge | None = None,
        at_once: int = AT_ONCE,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        """`engine` gives the loaded model, None while there is none; `judge` is made from `services` when left out."""
        self._judge = judge or judge_of(services)
        self._services, self._engine, self._lease = services, engine, lease_seconds
        self.name = f"{socket.gethostname()}:{os.getpid()}:{id(self):x}"
        self._at_once = at_once
        self._threads = ThreadPoolExecutor(at_once + 4, thread_name_prefix="store")
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: set[Claim] = set()
        self._stopping = asyncio.Event()
        self._off, self._off_until = False, 0.0
        self.turns = 0
        """Turns committed since the start."""

    async def ask_store(self, function: Callable[..., T], *arguments: Any) -> T:
        """Run a call of the store, beside the event loop where it goes over a network.

        SQLite answers in less time than it takes to go to a thread and to get the interpreter back from the dialogue:
        2.5 ms of processor a turn, and a write lock that was held meanwhile (docs/adr/0004-rasa-as-engine.md).
        """
        if self._services.store.is_local:
            return function(*arguments)
        return await self.thread(function, *arguments)

    async def thread(self, function: Callable[..., T], *arguments: Any) -> T:
        """Run a blocking call beside the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)

    @property
    def stopping(self) -> bool:
        return self._stopping.is_set()

    async def run(self) -> None:
        """Claim and answer until `stop` is called; then finish the turns in hand."""
        beside = [asyncio.create_task(self._beat()), asyncio.create_task(self._renew())]
        try:
            while not self.stopping:
                try:
                    await self._step()
                except Exception as error:
                    logger.error("The assistant could not look for work (%s); it tries again", type(error).__name__)
                    await self._pause(SAFETY_POLL_SECONDS)
        finally:
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=DRAIN_SECONDS)
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            self._threads.shutdown(wait=False)

    def stop(self) -> None:
        """Claim no more; `run` returns when the turns in hand are committed and their claims let go."""
        self._stopping.set()

    async def _step(self) -> None:
        engine = self._engine()
        if engine is None:
            await self._pause(0.1)
            return
        if len(self._tasks) >= self._at_once:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            return
        version, claim = await self._claim()
        if claim is None:
            await self._wait_for_change(version)
            return
        task = asyncio.create_task(self._work(engine, claim))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _claim(self) -> tuple[int, Claim | None]:
        """(the store's version before it was asked, what it gave)."""
        modes = (Mode.CASEWORKER,) if await self._is_off() else (Mode.ASSISTANT, Mode.CASEWORKER)
        store = self._services.store

        def ask() -> tuple[int, Claim | None]:
            return store.version(), store.claim(self.name, self._lease, modes)

        version, claim = await self.ask_store(ask)
        if claim is not None:
            reach("after_claim")
        return version, claim

    async def _is_off(self) -> bool:
        """Whether the operator has switched the assistant off; looked up at most once a second."""
        now = asyncio.get_running_loop().time()
        if now >= self._off_until:
            self._off = await self.ask_store(self._services.store.assistant_is_off) is not None
            self._off_until = now + OFF_SWITCH_SECONDS
        return self._off

    async def _work(self, engine: Engine, claim: Claim) -> None:
        self._held.add(claim)
        work = ConversationWork(
            self._services, engine, self._judge, claim, self.ask_store, self.thread, lambda: self.stopping
        )
        try:
            await work.run()
        except Exception as error:
            logger.error("A conversation was put back after %s", type(error).__name__)
        finally:
            self.turns += work.committed
            self._held.discard(claim)
            try:
                if not work.released:
                    await self.ask_store(self._services.store.release, claim)
            except Exception as error:
                logger.error("A claim could not be let go (%s); its lease will end", type(error).__name__)

    async def _renew(self) -> None:
        """Every claim in work, now and then; one that was lost is left."""
        while True:
            await asyncio.sleep(self._lease / 4)
            for claim in list(self._held):
                with contextlib.suppress(Exception):
                    if not await self.thread(self._services.store.renew, claim, self._lease):
                        self._held.discard(claim)

    async def _wait_for_change(self, version: int) -> None:
        """Until something was said or the safety poll is due; in short waits, so that stopping is not held up."""
        until = asyncio.get_running_loop().time() + SAFETY_POLL_SECONDS
        while asyncio.get_running_loop().time() < until and not self.stopping:
            found = await self.thread(self._services.store.wait_changed, version, HINT_WAIT_SECONDS, LOOK_SECONDS)
            if found != version:
                return

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _beat(self) -> None:
        while True:
            with contextlib.suppress(Exception):
                if self._engine() is not None:
                    await self.thread(self._services.store.beat, "assistant")
            await asyncio.sleep(BEAT_SECONDS)
