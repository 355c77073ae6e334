"""Processes that a benchmark starts, waits for, weighs and stops."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

from bot.errors import StartError


def free_port() -> int:
    """A loopback port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def memory_of(pids: Sequence[int]) -> float:
    """MB of those processes and their children. Proportional set size where the system tells, else resident."""
    total = 0
    for pid in pids:
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            info = one.memory_full_info()
            total += getattr(info, "pss", 0) or info.rss
    return total / 1e6


@contextmanager
def started(command: Sequence[str], cwd: Path, env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The process, ended (SIGTERM, then SIGKILL after 20 s) when the block is left."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=cwd, env=env, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for_http(url: str, seconds: float, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until `url` answers 200. Raises StartError when the process dies or the time is up."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise StartError(f"A process of the benchmark ended too early. Its last words are in {log}.")
        try:
            if httpx.get(url, timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.05)
    raise StartError(f"A process of the benchmark was not ready after {seconds:.0f} s. Its last words are in {log}.")
