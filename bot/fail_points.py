"""Named places where a test may stop or kill a process, to prove that nothing is lost there.

`CONSULAR_FAIL_POINTS` names them, each with what to do and the file that shows that it fired:
`after_claim=kill:/tmp/x/fired;before_commit=wait:/tmp/x/go`. `kill` ends the process at once (SIGKILL), once: where the
file exists already the point does nothing. `wait` creates `FILE.reached` and waits until FILE exists.
"""
from __future__ import annotations

import os
import signal
import time
from pathlib import Path

_POINTS: dict[str, tuple[str, Path]] = {}


def configure(text: str) -> None:
    """Read the setting. An empty text leaves every point without effect."""
    _POINTS.clear()
    for item in filter(None, (part.strip() for part in text.split(";"))):
        name, _, action = item.partition("=")
        verb, _, path = action.partition(":")
        if verb not in {"kill", "wait"} or not path:
            raise ValueError(f"a fail point reads name=kill:FILE or name=wait:FILE, not {item!r}")
        _POINTS[name] = (verb, Path(path))


def reach(name: str) -> None:
    """The code has come to the point `name`."""
    point = _POINTS.get(name)
    if point is None:
        return
    verb, path = point
    if verb == "kill":
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return
        os.kill(os.getpid(), signal.SIGKILL)
    Path(f"{path}.reached").touch()
    until = time.monotonic() + 60
    while not path.exists() and time.monotonic() < until:
        time.sleep(0.005)
