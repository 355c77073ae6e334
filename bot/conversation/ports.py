"""What the core needs from the conversation log. `bot.store` implements it on SQLite and PostgreSQL.

Every method is synchronous and one transaction; a caller on an event loop uses a thread. All times are aware, UTC,
and come from the database's clock unless a parameter says otherwise.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.casework.case import Case, CaseOpening, OpenedCase
from bot.conversation.claims import Claim, Committed, Discarded, Turn
from bot.conversation.messages import Message, Mode, Reply


@dataclass(frozen=True)
class Conversation:
    """The row that every party to a conversation touches. Never holds words of anybody."""

    id: str
    channel: str
    mode: Mode
    seq: int
    last_citizen: int
    """seq of the last citizen message; 0 before the first."""
    answered: int
    """seq of the last citizen message that was dealt with."""
    created_at: datetime
    caseworker: str | None = None
    read_up_to: int = 0
    """seq of the last message that a caseworker's screen has shown: "read by a person"."""
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Received:
    """A citizen's message is on disk. `fresh` is False for a repeated delivery of the same key."""

    conversation_id: str
    seq: int
    fresh: bool


@dataclass(frozen=True)
class StoredTurn:
    """One committed turn of Rasa, oldest first in a list."""

    seq: int
    events: tuple[Mapping[str, Any], ...]
    before: Mapping[str, Any]


@dataclass(frozen=True)
class AtHand:
    """All that a worker needs to know of a conversation before a turn, as of one moment."""

    mode: Mode
    unanswered: tuple[Message, ...]
    """Citizen messages with seq > answered, in order."""
    earlier: tuple[Message, ...]
    """The last citizen messages before those, oldest first."""
    case: Case | None
    """The open one."""
    context: Mapping[str, Any]
    turns: tuple[StoredTurn, ...]
    """The last committed turns, oldest first."""


class ConversationLog(Protocol):
    """The spine: every word of every party."""

    # -- citizens -------------------------------------------------------------------------------------------------
    def start(self, channel: str, account: str | None = None) -> tuple[str, str]:
        """Start a conversation → (conversation id, secret key of 256 bits; only its hash is stored).

        With an `account` (a messenger's user) the conversation of that account is found again instead.
        """

    def conversation_for_key(self, key: str) -> str | None:
        """The conversation that a page's key opens, or None. Compares hashes; an ended conversation has no key."""

    def make_resume_token(self, conversation_id: str) -> str:
        """A link's secret for another device, valid 7 days; making a new one ends the old one."""

    def conversation_for_resume_token(self, token: str) -> tuple[str, str] | None:
        """(conversation id, a new key for this device), or None for a forged, old or ended one."""

    def conversation(self, conversation_id: str) -> Conversation:
        """Raises ConversationError where there is none."""

    def receive(self, conversation_id: str, key: str, body: str, details: Mapping[str, Any] | None = None,
                raw: bytes | None = None) -> Received:
        """Store one citizen message and its inbox row; `key` is the provider's or the client's id of the delivery.

        Raises BadInput for an empty body or one over LONGEST_MESSAGE, ConversationError for an ended conversation.
        """

    def messages(self, conversation_id: str, after: int = 0, limit: int = 1000) -> list[Message]:
        """In order of seq, those with seq > after."""

    def recent(self, conversation_id: str, before: int, limit: int) -> list[Message]:
        """The last `limit` citizen messages with seq < before, oldest first."""

    def seen(self, conversation_id: str) -> None:
        """The citizen's page is connected now. At most one write in 15 seconds a conversation."""

    def feedback(self, conversation_id: str, seq: int, helpful: bool) -> None:
        """Whether reply `seq` helped. A second answer replaces the first."""

    def end(self, conversation_id: str) -> None:
        """Forget the keys, so that no device opens it again. An open case stays open."""

    def erase(self, conversation_id: str) -> None:
        """Overwrite every word of a conversation (retention, or the citizen's right)."""

    def context(self, conversation_id: str) -> Mapping[str, Any]:
        """What it is about (see bot.conversation.followups); {} before anything is known."""

    # -- notices and cases ----------------------------------------------------------------------------------------
    def notice(self, conversation_id: str, reply: Reply, once: str) -> int | None:
        """Append a fixed notice in any mode; `once` names it, so that a second call writes nothing (→ None)."""

    def open_case(self, conversation_id: str, seq: int, opening: CaseOpening) -> OpenedCase:
        """Open, or raise, the conversation's case because of message `seq`; once per message.

        In mode assistant the first replies are written in the same transaction, and `answered` is left alone: Rasa's
        dialogue follows. In mode caseworker nothing is said: the case is raised, marked unread and an alert is due.
        Severity only rises. A resolved case is not reopened: a linked one opens.
        """

    # -- the assistant --------------------------------------------------------------------------------------------
    def claim(self, worker: str, lease_seconds: float = 30.0,
              modes: Sequence[Mode] = (Mode.ASSISTANT,)) -> Claim | None:
        """The longest-waiting conversation with unanswered words and no live lease, or None."""

    def renew(self, claim: Claim, lease_seconds: float = 30.0) -> bool:
        """Extend the lease; False where it was lost."""

    def release(self, claim: Claim) -> None:
        """Let go of it, so that the next claim need not wait for the lease to end."""

    def fail(self, claim: Claim, seq: int) -> int:
        """Count a failed run of message `seq`, durably, before the run's error is handled → failures so far."""

    def unanswered(self, claim: Claim) -> list[Message]:
        """Citizen messages with seq > answered, in order."""

    def turns(self, conversation_id: str, last: int) -> list[StoredTurn]:
        """The last committed turns, oldest first."""

    def at_hand(self, conversation_id: str, earlier: int, turns: int) -> AtHand:
        """What `unanswered`, `recent`, `context`, `turns` and the open case say, in one transaction.

        `earlier` and `turns` are the most that are given of those. Raises ConversationError where there is none.
        """

    def commit_turn(self, claim: Claim, turn: Turn, release: bool = False) -> Committed | Discarded:
        """Write replies, wishes, turn and `answered` in one transaction, or nothing at all.

        `release`: the claim is let go in the same transaction, where the turn is committed.
        """

    def mark_read(self, claim: Claim, seq: int) -> bool:
        """In caseworker mode: the assistant has triaged up to `seq` and says nothing. False where the claim is lost."""


class Wakeup(Protocol):
    """Hints between processes. A lost hint costs one safety poll, never a message."""

    def changed(self, conversation_id: str) -> None:
        """Something in this conversation changed; the store calls it after every commit."""

    def version(self) -> int:
        """A number that changes whenever anything changed in this or another process. Cheap to poll."""
