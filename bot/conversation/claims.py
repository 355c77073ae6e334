"""A worker's claim on a conversation, and what became of the turn it made."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from bot.conversation.messages import Reply

MOST_ATTEMPTS = 2
"""Failed runs of one message before it becomes a notice and a case (design, section 2)."""


@dataclass(frozen=True)
class Claim:
    """The right to answer one conversation until `lease_until`. `fence` goes up with every claim."""

    conversation_id: str
    worker: str
    fence: int
    answered: int
    """The seq of the last citizen message that has been dealt with."""
    lease_until: datetime
    attempts: int = 0
    """Failed runs of the first unanswered message so far."""


class Discarded(str, Enum):
    """Why a turn was thrown away, with everything in it."""

    CASEWORKER_TOOK_OVER = "caseworker_took_over"
    CLAIM_LOST = "claim_lost"
    ALREADY_ANSWERED = "already_answered"


@dataclass(frozen=True)
class NoteAnswer:
    """A wish: the citizen answered, or skipped, a question of a case or a checklist."""

    question_id: str
    status: str
    """`answered` or `skipped`."""
    value: str = ""
    seq: int = 0
    """The citizen's message that holds the answer."""


@dataclass(frozen=True)
class RememberContext:
    """A wish: what the conversation is about now, for "and for my children?" and "what about Laos?"."""

    context: Mapping[str, Any]


@dataclass(frozen=True)
class Follow:
    """A wish: tell this conversation when GOV.UK changes the alert level of a country."""

    country: str
    """ISO 3166-1 alpha-2, as the citizen named it."""
    page: str
    """The country whose page covers it."""
    known: int
    """id of the newest change of that page (bot.content.ports.ContentChange) before the reply was made, 0 for none:
    what is stored while the turn is on its way is told, what the reply knew already is not."""


@dataclass(frozen=True)
class StopFollowing:
    """A wish: no more updates about these countries."""

    countries: tuple[str, ...]


Wish = NoteAnswer | RememberContext | Follow | StopFollowing


@dataclass(frozen=True)
class Turn:
    """What Rasa made of one message. Nothing of it is written before `commit_turn`."""

    seq: int
    """The citizen's message that was answered; all earlier unanswered ones count as answered with it."""
    replies: tuple[Reply, ...]
    wishes: tuple[Wish, ...] = ()
    events: tuple[Mapping[str, Any], ...] = ()
    """Rasa's events of this turn, as JSON."""
    before: Mapping[str, Any] = field(default_factory=dict)
    """Slots and active loop before the turn, as JSON."""


@dataclass(frozen=True)
class Committed:
    """The turn was written: `seqs` are the replies' numbers."""

    seqs: tuple[int, ...]
