"""Finds what is overdue and acts: what nothing answered, P1 cases that nobody has taken, caseworkers who are gone.

Every rule may run twice, or in two processes at once: what it writes is named, so the second time writes nothing.
An alert may at worst reach a telephone twice, never not at all.
"""
from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Protocol, TypeVar

from bot.casework.alerts import Alert, Alerts
from bot.casework.case import Case, CaseOpening, Origin, Severity
from bot.casework.ports import Casework, Overdue
from bot.casework.questions import questions_for
from bot.content.facts import Facts
from bot.conversation.ports import ConversationLog
from bot.errors import CaseworkError, ContentError, StoreUnavailable
from bot.operations.notices import Notices

log = logging.getLogger("consular.reconcile")

UNANSWERED = "unanswered"
"""The kind of such a case, a key of data/first_replies.yml."""


@dataclass(frozen=True)
class Deadlines:
    """How late is too late, in seconds. Source: section 2 of the design, and issue 2."""

    unanswered: float = 30.0
    unaccepted_p1: float = 120.0
    unheard: float = 60.0
    absent: float = 120.0


Item = TypeVar("Item")


class Work(ConversationLog, Casework, Protocol):
    """What `bot.store` is to the reconciler: both ports in one, and the outbox."""

    def fail_lost_deliveries(self) -> int:
        """Deliveries whose sender died in the middle → how many; the provider may hold them, so none is repeated."""


def _now() -> datetime:
    return datetime.now(timezone.utc)


@dataclass(frozen=True)
class Reconciler:
    """The rules. `deadlines` and `alerts_due` may run in threads of their own: a slow telephone delays no notice."""

    store: Work
    facts: Facts
    notices: Notices
    alerts: Alerts
    desk_url: str
    alert_lock: Path | None = None
    """A file that only one process on this machine holds while it alerts."""
    now: Callable[[], datetime] = field(default=_now)
    late: Deadlines = field(default=Deadlines())

    def once(self) -> int:
        """Every rule, one time → how many things were acted on."""
        return self.deadlines() + self.send_alerts()

    def deadlines(self) -> int:
        """Everything but alerts → how many things were acted on."""
        store = self.store
        return sum((
            self._each("unanswered", lambda: store.unanswered_for(self.late.unanswered), self._unanswered),
            self._each("unaccepted P1", lambda: store.waiting_p1_for(self.late.unaccepted_p1), self._unaccepted_p1),
            self._each("danger unheard", lambda: store.danger_unheard_for(self.late.unheard), self._danger_unheard),
            self._each("caseworker absent", lambda: store.held_by_absent(self.late.absent), self._caseworker_absent),
            self._each("deliveries", lambda: [store.fail_lost_deliveries()], self._lost_deliveries),
        ))

    def send_alerts(self) -> int:
        """Wake the caseworker on call for each P1 that waits → how many were alerted about."""
        with self._alone() as alone:
            return self._each("on-call alert", self.store.alerts_due, self._alert) if alone else 0

    # -- the rules ------------------------------------------------------------------------------------------------
    def _unanswered(self, overdue: Overdue) -> bool:
        country = self._country_of(overdue.conversation_id)
        countries = (country,) if country else ()
        opened = self.store.open_case(overdue.conversation_id, overdue.seq, CaseOpening(
            Origin.UNANSWERED, Severity.P3, "", (f"nothing answered for {self.late.unanswered:.0f} seconds",),
            countries,
            UNANSWERED, self.notices.first_replies.for_case(UNANSWERED, Severity.P3, countries),
            questions=questions_for(UNANSWERED)))
        if opened.fresh:
            log.warning("A message has had no answer for %.0f s: case %s.", self.late.unanswered, opened.reference)
        return opened.fresh

    def _unaccepted_p1(self, case: Case) -> bool:
        return self._notice("unaccepted_p1", case, f"unaccepted:{case.reference}")

    def _danger_unheard(self, overdue: Overdue) -> bool:
        case = self.store.case_of(overdue.conversation_id)
        # No open case: it was resolved since the list was read, and the caseworker heard it.
        return case is not None and self._notice("danger_unheard", case, f"unheard:{overdue.seq}")

    def _caseworker_absent(self, case: Case) -> bool:
        # Another reconciler, or the caseworker, may have been faster since the list was read.
        if not any(each.reference == case.reference and each.caseworker == case.caseworker
                   for each in self.store.held_by_absent(self.late.absent)):
            return False
        notice = self.notices.make("caseworker_absent", case.kind, self._country_of_case(case), case.reference)
        try:
            self.store.back_to_queue(case.reference, "reconciler", notice, holder=case.caseworker)
        except CaseworkError:
            return False
        log.warning("The caseworker of %s is gone: it waits again.", case.reference)
        return True

    def _lost_deliveries(self, lost: int) -> bool:
        if lost:
            log.warning("%d deliveries were under way when their sender died: they count as failed.", lost)
        return lost > 0

    def _alert(self, case: Case) -> bool:
        since = case.waiting_since or case.opened_at
        minutes = max(0, int((self.now() - since).total_seconds() // 60))
        state = self.alerts.send(Alert(case.reference, case.severity, self._name(self._country_of_case(case)), minutes,
                                       f"{self.desk_url}/cases/{case.reference}"))
        self.store.alert_done(case.reference, state)
        return True

    # -- how each is done -----------------------------------------------------------------------------------------
    def _each(self, what: str, find: Callable[[], Iterable[Item]], act: Callable[[Item], bool]) -> int:
        """Act on each item; one that fails is logged and stops neither the others nor the next rule."""
        done = 0
        try:
            items = list(find())
        except StoreUnavailable:
            raise
        except Exception as error:
            log.error("Cannot look for: %s (%s).", what, kind_and_place(error))
            return 0
        for item in items:
            try:
                done += act(item)
            except Exception as error:
                log.error("Could not act on: %s, %s (%s).", what, getattr(item, "reference", None) or "no case yet",
                          kind_and_place(error))
        return done

    def _notice(self, name: str, case: Case, once: str) -> bool:
        reply = self.notices.make(name, case.kind, self._country_of_case(case), case.reference)
        written = self.store.notice(case.conversation_id, reply, once) is not None
        if written:
            log.warning("Notice %s for case %s.", name, case.reference)
        return written

    def _country_of_case(self, case: Case) -> str | None:
        return case.countries[0] if case.countries else self._country_of(case.conversation_id)

    def _country_of(self, conversation_id: str) -> str | None:
        country = self.store.context(conversation_id).get("country")
        return country if isinstance(country, str) and country else None

    def _name(self, country: str | None) -> str:
        try:
            return self.facts.country(country).name if country else "not known"
        except ContentError:
            return "not known"

    @contextlib.contextmanager
    def _alone(self) -> Iterator[bool]:
        if self.alert_lock is None:
            yield True
            return
        handle = os.open(self.alert_lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
        finally:
            os.close(handle)


def kind_and_place(error: BaseException) -> str:
    """What to log of an error that nobody foresaw: its text is left out, it might hold what a citizen wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
