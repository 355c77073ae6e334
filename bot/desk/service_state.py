"""What every caseworker must know about the service itself: what is down, switched off or not set up. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

ASSISTANT, RECONCILER = "assistant", "reconcile"
"""What the names of their beats begin with."""
SYNCED, SYNC_FAILED = "sync", "sync failed"
"""The beats of `./consular sync`: of a whole run that brought everything up to date, and of one that did not."""
OLDEST_SYNC = timedelta(hours=24)
LATE_BEAT_SECONDS = 20.0
"""A process that beats every 5 seconds has missed three when it is this late (brief of issue 2)."""


@dataclass(frozen=True)
class ServiceWarning:
    """One thing that is wrong."""

    short: str
    """A few words for the pages on which something else comes first."""
    text: str
    """What is wrong and what it means for this shift."""
    serious: bool = True


UNREACHABLE = ServiceWarning(
    "database not reached",
    "The desk cannot reach its database. What you see may be out of date. Tell the operator now.")
RECONCILER_DOWN = ServiceWarning(
    "reconciler down",
    "The reconciler is down. No on-call alerts go out and overdue cases are not moved. Watch this page and tell the "
    "operator now.")
SWITCHED_OFF = ServiceWarning(
    "assistant switched off",
    "The assistant is switched off. Citizens see the emergency numbers and a message, and their cases come here.")
ASSISTANT_DOWN = ServiceWarning(
    "assistant down",
    "The assistant is down. Citizens see the emergency numbers, and what they write comes here as cases.")
NO_ALERTS = ServiceWarning(
    "alerts not configured",
    "Alerts are not configured. Nobody is called when a case comes in, so somebody must watch this page.")
CONTENT_OLD = ServiceWarning(
    "GOV.UK content not up to date",
    "Some of GOV.UK's travel advice or embassies could not be fetched. Citizens see what was stored before, with its "
    "date. Look at GOV.UK before you rely on it, and tell the operator if this stays.", serious=False)
ALONE = ServiceWarning(
    "nobody else signed in", "Nobody else is signed in. If you leave, nobody sees new cases.", serious=False)


def warnings(beats: Mapping[str, datetime], now: datetime, alerts_configured: bool, off: str | None,
             others: Iterable[str], reachable: bool = True) -> list[ServiceWarning]:
    """What is wrong, most serious first. `off`: Casework.assistant_is_off; `others`: who else is signed in."""
    found: list[ServiceWarning] = []
    if not reachable:
        found.append(UNREACHABLE)
    if not _alive(beats, RECONCILER, now):
        found.append(RECONCILER_DOWN)
    if off is not None:
        found.append(SWITCHED_OFF)
    elif not _alive(beats, ASSISTANT, now):
        found.append(ASSISTANT_DOWN)
    if not alerts_configured:
        found.append(NO_ALERTS)
    if _content_is_old(beats, now):
        found.append(CONTENT_OLD)
    if not list(others):
        found.append(ALONE)
    return found


def _content_is_old(beats: Mapping[str, datetime], now: datetime) -> bool:
    """Whether the last whole sync left something out, or the last that did not is a day ago. Not where none ever ran:
    somebody may have said `--no-sync`."""
    done, failed = beats.get(SYNCED), beats.get(SYNC_FAILED)
    if failed is not None and (done is None or failed > done):
        return True
    return done is not None and now - done > OLDEST_SYNC


def is_late(at: datetime, now: datetime) -> bool:
    """Whether a process that beat last at `at` is taken to be down."""
    return (now - at).total_seconds() > LATE_BEAT_SECONDS


def _alive(beats: Mapping[str, datetime], prefix: str, now: datetime) -> bool:
    return any(name.startswith(prefix) and not is_late(at, now) for name, at in beats.items())
