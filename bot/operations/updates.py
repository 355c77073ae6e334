"""Tells followers that GOV.UK changed a country's alert level: each of them, each change, once.

It may run in several processes at once and die anywhere: the store marks each follower in the transaction that appends
the notice. It runs with the reconciler, so that what another process's sync stored is told within seconds.
"""
from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.content.changes import told_of
from bot.content.facts import Facts
from bot.conversation.updates import Untold, Updates
from bot.errors import StoreUnavailable
from bot.operations.reconciler import kind_and_place

log = logging.getLogger("consular.updates")

AT_ONCE = 200
"""Changes to tell that are looked up together: one short read, then one transaction each."""
FORGET_EVERY_SECONDS = 600.0


@dataclass
class UpdateTeller:
    """Looks what is to be told and tells it. One object belongs to one thread."""

    store: Updates
    facts: Facts
    now: Callable[[], float] = time.monotonic
    """Seconds, for how often lapsed wishes are forgotten."""
    _forgot_at: float = field(default=float("-inf"), init=False)

    def once(self) -> int:
        """Tell all that is due → how many followers were told something."""
        self._forget()
        told = 0
        while True:
            due = self.store.untold(AT_ONCE)
            moved = [self._tell(each) for each in due]
            told += moved.count("told")
            # Nothing moved: what is left failed, and is tried at the next look.
            if len(due) < AT_ONCE or not any(moved):
                break
        if told:
            log.info("Told %d followers that an alert level changed.", told)
        return told

    def _tell(self, untold: Untold) -> str:
        """→ `told`, `passed` over, or "" where it failed. One that fails stops no other."""
        try:
            known = self.facts.has(untold.country) and self.facts.has(untold.change.country)
            if not (known and untold.change.changes_status):
                self.store.tell(untold, None)
                return "passed"
            where, page = self.facts.country(untold.country), self.facts.country(untold.change.country)
            notice = told_of(untold.change, where, page.spoken if page.iso2 != where.iso2 else "")
            return "passed" if self.store.tell(untold, notice) is None else "told"
        except StoreUnavailable:
            raise
        except Exception as error:
            log.error("A follower of %s could not be told (%s). Trying again.", untold.country, kind_and_place(error))
            return ""

    def _forget(self) -> None:
        if self.now() - self._forgot_at < FORGET_EVERY_SECONDS:
            return
        self._forgot_at = self.now()
        forgotten = self.store.forget_lapsed()
        if forgotten:
            log.info("Forgot %d wishes for updates of conversations that nobody opens any more.", forgotten)
