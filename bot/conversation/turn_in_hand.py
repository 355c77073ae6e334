"""The turn being made: what actions may know of it, and what they wish for. PURE.

An action writes nothing. It utters through Rasa and puts its wishes here; `commit_turn` writes them with the replies,
or
throws all of it away. The turn is found through a context variable, because Rasa carries nothing of ours to an action.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.casework.case import Case
from bot.conversation.checklists import Heard
from bot.conversation.claims import Wish
from bot.conversation.followups import ResolvedQuestion
from bot.conversation.messages import Message, Reply
from bot.conversation.ports import StoredTurn
from bot.conversation.questions import Answered


@dataclass
class TurnInHand:
    """One message on its way through Rasa. Made by `bot.assistant`, read by `actions`."""

    message: Message
    question: ResolvedQuestion
    """What the citizen asks, with earlier questions taken in."""
    now: datetime
    context: Mapping[str, Any] = field(default_factory=dict)
    case: Case | None = None
    """The conversation's open case, before this turn."""
    escalated: bool = False
    """A case was opened or raised because of this message, and its first reply has been said."""
    likeliest: tuple[tuple[str, float], ...] = ()
    """(topic, probability), for the fallback's buttons."""
    candidates: tuple[str, ...] = ()
    """Countries that the place named may be in, where the citizen must be asked which."""
    answered: Answered | None = None
    """What the message says to the case's open question."""
    history: tuple[StoredTurn, ...] = ()
    """The last committed turns, oldest first, from which Rasa's tracker is built."""

    manner: str = ""
    """What an action cannot see from the intent: `adds` (more on what the case stands for), `waits` (asks how long),
    `located` (says where, while the case does not know), `place_alone`, `not_answered`; of
    updates `follow`, `stop` or `list`."""

    checklist: Heard | None = None
    """What the message says to a checklist."""
    wishes: list[Wish] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    events: list[Mapping[str, Any]] = field(default_factory=list)
    before: Mapping[str, Any] = field(default_factory=dict)
    before_events: int = 0
    """How many events the tracker held when the turn began."""
    failure: str = ""
    """The name of the action that raised. Rasa itself goes on as if it had said nothing."""
    quiet: bool = False
    """An action decided that nothing needs to be said: the turn may be committed without a reply."""

    def wish(self, wish: Wish) -> None:
        """Have `wish` written when, and only when, the turn is committed."""
        self.wishes.append(wish)


_IN_HAND: ContextVar[TurnInHand | None] = ContextVar("turn_in_hand", default=None)


def turn_in_hand() -> TurnInHand | None:
    """The turn that the running code belongs to, or None outside a turn (`rasa test`, a reminder, Rasa's own HTTP
    API)."""
    return _IN_HAND.get()


@contextmanager
def holding(turn: TurnInHand) -> Iterator[TurnInHand]:
    """Make `turn` the turn in hand for what runs inside, tasks and threads started there included."""
    token = _IN_HAND.set(turn)
    try:
        yield turn
    finally:
        _IN_HAND.reset(token)
