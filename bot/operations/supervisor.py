"""Keeps the processes of one machine alive: waits until they are ready, starts again what dies, drains at the end."""
from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import StartError
from bot.operations.child import DRAIN_SECONDS, Child, Program, RotatingLog

FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
"""Seconds before a process that died is started again; doubled each time."""
SETTLED_SECONDS = 60.0
"""A process that ran as long has settled: its next death starts the waits anew."""
GIVE_UP_AFTER = 4
"""Deaths of a process that was never ready, before `wait_ready` gives up on it. It is still started again."""
PROBE_SECONDS = 0.1


class Kept:
    """One program, started again for as long as its supervisor lives."""

    def __init__(self, program: Program, log: RotatingLog, say: Callable[[str], None],
                 drain_seconds: float = DRAIN_SECONDS) -> None:
        self.program, self.log, self._say, self._drain_seconds = program, log, say, drain_seconds
        self.child: Child | None = None
        self.deaths = 0
        """Since it was last settled or ready."""
        self.was_ready = False

    async def keep(self) -> None:
        """Run for ever; cancelled, it stops the process and ends."""
        wait = FIRST_WAIT
        while True:
            began = time.monotonic()
            try:
                code = await self._run_once()
            except OSError as error:
                self._say(f"{self.program.name} cannot be started: {error.strerror}. Trying again in {wait:g} s.")
            else:
                if time.monotonic() - began >= SETTLED_SECONDS:
                    wait, self.deaths = FIRST_WAIT, 0
                # A process that was killed had no time to say why.
                said = f" It said: {self.log.last_line() or 'nothing'}" if code > 0 else ""
                self._say(f"{self.program.name} stopped ({_how(code)}). Starting it again in {wait:g} s.{said} "
                          f"[{self.log.path}]")
            self.deaths += 1
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _run_once(self) -> int:
        if self.program.before:
            before = replace(self.program, command=self.program.before)
            code = await Child(before, self.log, self._drain_seconds).run()
            if code != 0:
                return code
        self.child = Child(self.program, self.log, self._drain_seconds)
        return await self.child.run()

    async def wait_ready(self, seconds: float) -> bool:
        """Until it answers → True; False after `seconds`. Raises StartError where it dies again and again."""
        if not self.program.ready_url:
            return True
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if await answers(self.program.ready_url):
                self.was_ready, self.deaths = True, 0
                return True
            if self.deaths >= GIVE_UP_AFTER:
                raise StartError(f"{self.program.name} does not start. It said: {self.log.last_line() or 'nothing'} "
                                 f"More is in {self.log.path}")
            await asyncio.sleep(PROBE_SECONDS)
        return False


class Supervisor:
    """All programs of this machine."""

    def __init__(self, logs: Path, say: Callable[[str], None], drain_seconds: float = DRAIN_SECONDS) -> None:
        """`logs`: the folder for one log a process; `say` tells the person at the terminal."""
        logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._logs, self._say, self._drain_seconds = logs, say, drain_seconds
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, program: Program) -> Kept:
        """Start it, and again whenever it dies."""
        kept = Kept(program, RotatingLog(self._logs / f"{program.name}.log"), self._say, self._drain_seconds)
        self._tasks.append(asyncio.get_running_loop().create_task(kept.keep(), name=program.name))
        return kept

    async def once(self, program: Program, to_terminal: bool = False) -> tuple[int, str]:
        """Run it to its end → (exit code, the last line it wrote to its log)."""
        log = None if to_terminal else RotatingLog(self._logs / f"{program.name}.log")
        code = await Child(program, log, self._drain_seconds).run()
        return code, log.last_line() if log else ""

    async def drain(self) -> None:
        """Stop everything at once and wait for it: SIGTERM, 20 seconds, SIGKILL."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()


async def answers(url: str, seconds: float = 2.0) -> bool:
    """Whether a GET answers 200. Speaks just enough HTTP, so that asking costs nothing."""
    parts = urlsplit(url)
    request = f"GET {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n"

    async def ask() -> bool:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        try:
            writer.write(request.encode("ascii"))
            await writer.drain()
            return b" 200 " in (await reader.readline())[:20]
        finally:
            writer.close()

    try:
        return await asyncio.wait_for(ask(), seconds)
    except (OSError, asyncio.TimeoutError, ValueError):
        return False


def _how(code: int) -> str:
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"
