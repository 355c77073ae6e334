"""Fetching many things at once: a few workers, a bar, and an end where GOV.UK stays away.

What fails is told apart from what was never tried, and nothing that goes wrong with one thing stops the others.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TypeVar

from bot.errors import ConsularError, ContentError, NoAnswer

WORKERS = 8
"""Requests under way at once. GOV.UK takes about 0.2 s for a page, so 8 keep up 10 a second with room for slow ones."""
GIVE_UP_AFTER = 16
"""Things in a row that GOV.UK did not answer for, each after six attempts: the rest of this run would only knock."""
STAYED_AWAY = "GOV.UK did not answer several times in a row, so it was not asked."

Item = TypeVar("Item")
Result = TypeVar("Result")
Progress = Callable[[Iterable[object], int], Iterable[object]]
"""Wraps what is finished, with its number, to draw a bar."""


class Failed(str):
    """Why something could not be fetched: one or two plain sentences."""


def fetch_each(
    items: Sequence[Item], work: Callable[[Item], Result], progress: Progress | None = None
) -> list[Result | Failed]:
    """What `work` gives for each item, in order; `Failed` where it raised. `work` is called in several threads."""
    in_a_row = _InARow()

    def one(item: Item) -> Result | Failed:
        if in_a_row.too_many():
            return Failed(STAYED_AWAY)
        try:
            done: Result | Failed = work(item)
        except NoAnswer as error:
            in_a_row.add()
            return Failed(str(error))
        except ContentError as error:
            done = Failed(f"GOV.UK's page cannot be used: {error}.")
        except ConsularError as error:
            done = Failed(str(error))
        except Exception as error:  # a defect of ours: its text may quote anything, its name does not
            done = Failed(f"This program could not read GOV.UK's page ({type(error).__name__}).")
        in_a_row.end()
        return done

    with ThreadPoolExecutor(WORKERS, thread_name_prefix="sync") as pool:
        waiting = [pool.submit(one, item) for item in items]
        finished: Iterable[object] = as_completed(waiting)
        try:
            for _ in progress(finished, len(items)) if progress else finished:
                pass
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [future.result() for future in waiting]


class _InARow:
    """Counts what met no answer since something last met one, over all threads."""

    def __init__(self) -> None:
        self._count, self._lock = 0, threading.Lock()

    def add(self) -> None:
        with self._lock:
            self._count += 1

    def end(self) -> None:
        with self._lock:
            # Once given up, a straggler's answer does not start the knocking again.
            self._count = 0 if self._count < GIVE_UP_AFTER else self._count

    def too_many(self) -> bool:
        with self._lock:
            return self._count >= GIVE_UP_AFTER
