"""A case: one citizen's trouble, from the moment it is seen to the moment a person closes it."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from bot.conversation.messages import Reply


class Severity(str, Enum):
    """How soon a person must act. Source: ../shared/evaluation/README.md, the label guide."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"

    def is_worse_than(self, other: Severity | None) -> bool:
        return other is None or self.value < other.value


class Status(str, Enum):
    """Where a case stands. `WAITING` is in the queue; exactly one caseworker holds `IN_HANDOVER`."""

    WAITING = "waiting"
    IN_HANDOVER = "in_handover"
    RESOLVED = "resolved"


class Origin(str, Enum):
    """Why the case was opened."""

    DANGER = "danger"
    ASKED = "asked"
    """The citizen asked for a person."""
    UNANSWERED = "unanswered"
    """Nothing answered in time; closes itself when the assistant answers, unless a person touched it."""
    FAILED = "failed"
    """Two runs of the assistant failed on the message."""


class Resolution(str, Enum):
    """How a case ended; the caseworker picks one."""

    HELPED = "helped"
    REFERRED = "referred"
    NO_DANGER_FOUND = "no_danger_found"
    NO_REPLY = "no_reply"
    DUPLICATE = "duplicate"
    ANSWERED = "answered"
    """Set by the service itself: an `unanswered` case whose message the assistant answered."""


@dataclass(frozen=True)
class Wait:
    """What we honestly know of the wait when a case is opened."""

    caseworkers_signed_in: int
    median_minutes: int | None
    """Of cases of the same severity taken in the last 7 days; None without at least 5 of them."""


FirstReplies = Callable[[str, Wait, bool], tuple[Reply, ...]]
"""(reference, wait, again) → what the citizen reads at once. `again`: the case was open already."""


@dataclass(frozen=True)
class CaseOpening:
    """What triage wants opened. Opening twice for the same message changes nothing."""

    origin: Origin
    severity: Severity
    topic: str
    reasons: tuple[str, ...]
    """What a caseworker reads: "detained", "no contact since last night"."""
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 of where the trouble is, likeliest first."""
    kind: str = ""
    """The kind of danger, a key of data/first_replies.yml."""
    first_replies: FirstReplies | None = None
    card: Mapping[str, Any] = field(default_factory=dict)
    """First entries of the handover card, see bot.casework.handover."""
    questions: tuple[str, ...] = ()
    """Ids of the questions to ask after the case, in order; the first is `asked` at once, the others stay `open`."""


@dataclass(frozen=True)
class OpenedCase:
    """The case that now stands for the message."""

    reference: str
    fresh: bool
    """False where the message had opened or raised a case before: nothing was written."""
    severity: Severity
    seqs: tuple[int, ...] = ()
    """Numbers of the first replies that were written."""


@dataclass(frozen=True)
class Question:
    """One question of an open case, in the order asked."""

    id: str
    status: str
    """`open`, `asked`, `answered` or `skipped`."""
    value: str = ""


@dataclass(frozen=True)
class Case:
    """A case as the desk shows it. All times aware, UTC."""

    reference: str
    conversation_id: str
    status: Status
    origin: Origin
    severity: Severity
    topic: str
    kind: str
    reasons: tuple[str, ...]
    countries: tuple[str, ...]
    opened_at: datetime
    opened_seq: int
    """The citizen's message that opened it."""
    caseworker: str | None = None
    taken_at: datetime | None = None
    resolved_at: datetime | None = None
    resolution: Resolution | None = None
    unread: bool = True
    """Something new since a caseworker last looked."""
    previous: str | None = None
    """Reference of an earlier case of the same conversation."""
    questions: tuple[Question, ...] = ()
    card: Mapping[str, Any] = field(default_factory=dict)
    last_citizen_at: datetime | None = None
    citizen_seen_at: datetime | None = None
    """When the citizen's page was last connected."""
    alert: str = ""
    """State of the last on-call alert: "", `sent`, `failed`, `not_configured`."""
    alert_at: datetime | None = None
    """When `alert` became that."""
    waiting_since: datetime | None = None
    """Since when it waits at this severity (opened, raised or returned to the queue); None counts as `opened_at`."""
    raised_seq: int = 0
    """The citizen's message that last opened or raised it; 0 counts as `opened_seq`."""
    handed_back: bool = False
    """A caseworker gave it back to the assistant: `WAITING`, to be closed by somebody; the citizen waits for nobody.
    False again with new danger."""


@dataclass(frozen=True)
class Note:
    """A caseworker's note; citizens never see it."""

    at: datetime
    author: str
    body: str


@dataclass(frozen=True)
class AuditEntry:
    """Who did what, and when. Entries are chained by hash; `./consular audit verify` checks the chain."""

    at: datetime
    actor: str
    action: str
    reference: str | None = None
    detail: str = ""
