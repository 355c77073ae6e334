"""How long a case may wait before a caseworker takes it, and the words for it.

The numbers are the service's promise to the citizen, so they stand in one place:

* P1, danger to life or liberty now: 2 minutes. After that the reconciler tells the citizen to call and not to wait
  (issue 2, item 6), so a longer time here would be a promise that we break.
* P2, a person is needed the same day: 60 minutes. It leaves the working day in which help can still be found.
* P3, soon: 24 hours. Somebody on the next shift must have seen it.
"""
from __future__ import annotations

from datetime import datetime, timedelta

from bot.casework.case import Case, Severity, Status

TIME_TO_TAKE: dict[Severity, timedelta] = {
    Severity.P1: timedelta(minutes=2),
    Severity.P2: timedelta(minutes=60),
    Severity.P3: timedelta(hours=24),
}


def runs(case: Case) -> bool:
    """Whether its time runs: it waits for a caseworker, and was not handed back to the assistant."""
    return case.status is Status.WAITING and not case.handed_back


def due_at(case: Case) -> datetime:
    """When the case must have been taken (UTC), whether it has been or not."""
    return (case.waiting_since or case.opened_at) + TIME_TO_TAKE[case.severity]


def time_left(case: Case, now: datetime) -> timedelta:
    """What is left at `now` (aware); negative when the case is late."""
    return due_at(case) - now


def is_late(case: Case, now: datetime) -> bool:
    """A waiting case whose time has run out. A taken, handed back or resolved case is never late."""
    return runs(case) and time_left(case, now) <= timedelta()


def in_words(span: timedelta) -> str:
    """A length of time as a person says it: "less than 1 minute", "5 minutes", "2 hours 5 minutes", "3 days".

    Rounded down, and to whole hours from a day on: a caseworker acts on the size, not on the seconds.
    """
    minutes = int(abs(span).total_seconds()) // 60
    if minutes < 1:
        return "less than 1 minute"
    if minutes < 60:
        return _count(minutes, "minute")
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return _count(hours, "hour") + (f" {_count(minutes, 'minute')}" if minutes else "")
    days, hours = divmod(hours, 24)
    return _count(days, "day") + (f" {_count(hours, 'hour')}" if hours and days < 3 else "")


def time_left_in_words(case: Case, now: datetime) -> str:
    """"1 minute left" or "Late by 3 minutes" for a waiting case; empty for every other."""
    if not runs(case):
        return ""
    left = time_left(case, now)
    return f"Late by {in_words(left)}" if left <= timedelta() else f"{in_words(left).capitalize()} left"


def waited_in_words(case: Case, now: datetime) -> str:
    """How long the citizen has waited since the case was opened."""
    return in_words(max(now - case.opened_at, timedelta()))


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
