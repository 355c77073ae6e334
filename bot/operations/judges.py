"""The assistant's judgement for commands, made in a process of its own: only `bot.assistant` imports Rasa."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from types import TracebackType
from typing import Any

from bot.errors import StartError
from bot.settings import ROOT

AT_ONCE = 16
"""Rows handed over together: the model reads a batch faster than one by one."""


class JudgingProcess:
    """A context manager around `bot.assistant.judge_lines`. Raises StartError where it cannot start or dies."""

    def __enter__(self) -> JudgingProcess:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "bot.assistant.judge_lines"],
            cwd=ROOT,
            encoding="utf-8",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._line()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.stdout.close()
        if kind is not None:
            self._process.terminate()
        self._process.wait()

    def judge(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        """{"id", "text"} → {"id", "route", "severity", "topic", "countries", "confidence", "reasons"}, in order."""
        waiting = iter(rows)
        while batch := [{"id": row["id"], "text": row["text"]} for row in islice(waiting, AT_ONCE)]:
            assert self._process.stdin is not None
            try:
                self._process.stdin.write(json.dumps(batch) + "\n")
                self._process.stdin.flush()
            except BrokenPipeError:
                raise self._died() from None
            for _ in batch:
                yield self._line()

    def _line(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise self._died()
        return dict(json.loads(line))

    def _died(self) -> StartError:
        self._process.wait()
        return StartError(
            "The assistant's model could not judge. What it wrote above says why; `./consular train --again` "
            "makes the model again."
        )
