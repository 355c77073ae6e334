"""The order in which cases are taken: worst first, then least time left; what nobody answered comes last."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.casework.case import Case, Origin, Status
from bot.casework.sla import due_at, runs

Place = tuple[bool, str, datetime, str]


def place(case: Case) -> Place:
    """What the queue sorts by. A case that was opened only because nothing answered stands below all trouble, whatever
    its severity (design, section 2). The reference makes the order the same on every screen."""
    return (case.origin is Origin.UNANSWERED, case.severity.value, due_at(case), case.reference)


def in_order(cases: Iterable[Case]) -> list[Case]:
    """The queue, first to take first. Time left falls for all cases alike, so no clock is needed."""
    return sorted(cases, key=place)


def waiting(cases: Iterable[Case]) -> list[Case]:
    """Those that wait for a caseworker, in order."""
    return in_order(case for case in cases if runs(case))


def handed_back(cases: Iterable[Case]) -> list[Case]:
    """Those that the assistant has again, in order: to be closed."""
    return in_order(case for case in cases if case.status is Status.WAITING and case.handed_back)


def held_by(cases: Iterable[Case], caseworker: str) -> list[Case]:
    """Those that `caseworker` (sign-in name) has, in order."""
    return in_order(c for c in cases if c.status is Status.IN_HANDOVER and c.caseworker == caseworker)


def next_to_take(cases: Iterable[Case]) -> Case | None:
    """The case that a free caseworker takes now, or None."""
    return next(iter(waiting(cases)), None)


def alarm_of(case: Case) -> str:
    """A name for "this case, as bad as it is now": a new one means that somebody must look. Holds nothing personal."""
    return f"{case.reference}-{case.severity.value}-{case.raised_seq or case.opened_seq}"


def alarms(cases: Iterable[Case], caseworker: str) -> list[str]:
    """What `caseworker` is called for by sound: every case that waits for a person, and new danger in a case of
    their own.

    New danger stays named while the case is held, whether or not it has been read: an open page marks words as read by
    itself, sometimes before the poller has seen them, and a name that a browser knows does not sound again."""
    return [alarm_of(case) for case in in_order(cases)
            if runs(case) or (case.caseworker == caseworker and case.raised_seq > case.opened_seq)]
