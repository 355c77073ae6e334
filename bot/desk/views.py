"""Which page views of a case are open, so that each is audited once and not at every refresh of it.

A page view reads the case through `store.case`, which writes the audit entry. What the same browser then fetches to
keep
that page live is part of that view. It is remembered in this process only: after a restart, or at another process, the
first refresh is audited again. So a read may be recorded twice, but none goes unrecorded.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.casework.case import Case, Status

LONGEST_VIEW = timedelta(hours=8)
"""A session's longest life (bot.casework.ports): no view outlives its session."""
MOST_VIEWS = 10_000
"""Views remembered in a process; beyond it the oldest is forgotten, and audited again if it lives."""


@dataclass(frozen=True)
class View:
    """A case that one signed-in browser has open."""

    opened_at: datetime
    conversation_id: str
    closed: Case | None = None
    """The case as it was resolved: it changes no more, so refreshes need not read it again."""


class Views:
    """Open views by (session, reference)."""

    def __init__(self) -> None:
        self._views: dict[tuple[str, str], View] = {}

    def opened(self, session: str, case: Case, now: datetime) -> None:
        """The page of `case` was read, and audited, for this session."""
        key = (session, case.reference)
        self._views.pop(key, None)
        self._views[key] = View(now, case.conversation_id, case if case.status is Status.RESOLVED else None)
        while len(self._views) > MOST_VIEWS:
            del self._views[next(iter(self._views))]

    def get(self, session: str, reference: str, now: datetime) -> View | None:
        """The view, if this session has one that is not too old."""
        view = self._views.get((session, reference))
        return view if view is not None and now - view.opened_at < LONGEST_VIEW else None

    def references(self, now: datetime) -> set[tuple[str, str]]:
        """(reference, conversation id) of every open view: what the live stream watches."""
        return {(reference, view.conversation_id) for (_, reference), view in self._views.items()
                if view.closed is None and now - view.opened_at < LONGEST_VIEW}

    def forget(self, session: str) -> None:
        """The session has ended."""
        for key in [key for key in self._views if key[0] == session]:
            del self._views[key]
