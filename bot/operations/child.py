"""One process of ours: started so that it dies with us, its words kept in a log that does not grow without end."""
from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.settings import ROOT

LOG_BYTES = 5_000_000
LOGS_KEPT = 3
"""Earlier log files beside the one being written, so at most 20 MB a process."""
DRAIN_SECONDS = 20.0
"""What a process has to finish the turn in hand before it is killed."""
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Program:
    """What to run, and how to see that it is ready."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    """On top of our own."""
    ready_url: str = ""
    """Answers 200 once the process works; empty where nothing can be asked."""
    before: tuple[str, ...] = ()
    """A command that must end well before each start: an assistant that comes back after the data changed needs a model
    of the new data."""


def consular(name: str, *words: str, **environment: str) -> Program:
    """One of our own commands as a program: `consular("web", "web")`."""
    return Program(name, (sys.executable, "-m", "bot", *words), environment)


class RotatingLog:
    """A file that is put aside when it is full. Losing a line of log never stops the process that wrote it."""

    def __init__(self, path: Path, most_bytes: int = LOG_BYTES, kept: int = LOGS_KEPT) -> None:
        self.path, self._most, self._kept = path, most_bytes, kept

    def write(self, chunk: bytes) -> None:
        with contextlib.suppress(OSError):
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(handle, chunk)
                full = os.fstat(handle).st_size >= self._most
            finally:
                os.close(handle)
            if full:
                self._rotate()

    def last_line(self) -> str:
        """The last thing the process said, for the terminal."""
        with contextlib.suppress(OSError):
            lines = self.path.read_bytes()[-4_000:].decode("utf-8", "replace").strip().splitlines()
            return lines[-1][:400] if lines else ""
        return ""

    def _rotate(self) -> None:
        for number in range(self._kept, 0, -1):
            older = self.path.with_name(f"{self.path.name}.{number}")
            newer = self.path if number == 1 else self.path.with_name(f"{self.path.name}.{number - 1}")
            if newer.exists():
                newer.replace(older)


class Child:
    """A running process. Start and stop it from the main thread's event loop."""

    def __init__(self, program: Program, log: RotatingLog | None, drain_seconds: float = DRAIN_SECONDS) -> None:
        """With no `log` the process writes to our own terminal."""
        self.program, self.log, self.drain_seconds = program, log, drain_seconds
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    async def run(self) -> int:
        """Start it and wait for its end → its exit code, negative for a signal. Cancelled: it is stopped first."""
        environment = {**os.environ, **self.program.environment,
                       "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "RASA_TELEMETRY_ENABLED": "false"}
        # A session of its own: Ctrl-C reaches only us, and we drain; and its own children can be ended with it.
        self._process = await asyncio.create_subprocess_exec(
            *self.program.command, cwd=ROOT, env=environment, stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE if self.log else sys.stderr,
            stderr=asyncio.subprocess.STDOUT if self.log else sys.stderr,
            start_new_session=True, preexec_fn=_die_with(os.getpid()))
        pump = asyncio.ensure_future(self._pump(self._process))
        try:
            return await self._process.wait()
        finally:
            await asyncio.shield(self._end(self._process, pump))

    async def _pump(self, process: asyncio.subprocess.Process) -> None:
        while process.stdout and self.log and (chunk := await process.stdout.read(65_536)):
            self.log.write(chunk)

    async def _end(self, process: asyncio.subprocess.Process, pump: asyncio.Future[None]) -> None:
        """Ask it to stop, wait, then end it and whatever it started. Nothing is left behind."""
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(asyncio.shield(process.wait()), self.drain_seconds)
        self._kill_group(process)
        await process.wait()
        await asyncio.wait({pump}, timeout=1.0)
        pump.cancel()

    @staticmethod
    def _kill_group(process: asyncio.subprocess.Process) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _die_with(parent: int) -> Callable[[], None]:
    """On Linux the kernel ends the child when we die, even by SIGKILL. Elsewhere the next `up` names the ports."""
    def before_exec() -> None:
        if _libc is not None:
            _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:          # we died between the fork and the line above
                os._exit(1)
    return before_exec
