"""What the page writes to its log: JSON lines on standard error, never a word, a key, a token or an address.

A request is logged by the name of its route, not by its path (a resume link's path is a secret), and an error by its
type and where it happened, not by its text (a database error repeats what it was given).
"""
from __future__ import annotations

import sys
import traceback
from typing import Any

import structlog


class Journal:
    """Writes one line an event."""

    def __init__(self, process: str = "web", out: Any = None) -> None:
        self._log = structlog.wrap_logger(
            structlog.PrintLogger(out or sys.stderr),
            processors=[structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
                        structlog.processors.JSONRenderer(sort_keys=True)],
        ).bind(process=process)

    def request(self, method: str, route: str, status: int, milliseconds: float) -> None:
        self._log.msg("request", method=method, route=route, status=status, ms=round(milliseconds, 1))

    def event(self, name: str, **facts: str | int | float | bool) -> None:
        """Something that is not a request. `facts` hold nothing that a citizen wrote."""
        self._log.msg(name, **facts)

    def error(self, where: str, error: BaseException) -> None:
        places = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}"
                  for frame in traceback.extract_tb(error.__traceback__)[-6:]]
        self._log.msg("error", where=where, type=type(error).__name__, at_lines=places)
