"""What happens the moment a citizen's message arrives, on every channel: store it, then look for danger.

No model is needed here. The assistant reads every message again later, with its model; a case that stands already is
not opened twice.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.casework.case import Case, CaseOpening, OpenedCase, Origin
from bot.conversation.messages import Message
from bot.conversation.ports import ConversationLog, Received
from bot.conversation.questions import open_question, read_answer
from bot.fail_points import reach

EARLIER_MESSAGES = 5
"""Citizen messages that are read together with a new one: trouble comes in pieces (design, section 2)."""


class DangerReader(Protocol):
    """The danger cues, see `bot.triage`."""

    def opening(self, text: str, earlier: Sequence[str], context: Mapping[str, Any]) -> CaseOpening | None:
        """What to open for `text` after `earlier` (oldest first), or None where no cue fires."""


class Log(ConversationLog, Protocol):
    """The conversation log with its open case, as `bot.store` has both."""

    def case_of(self, conversation_id: str) -> Case | None: ...


@dataclass(frozen=True)
class TakenIn:
    """A message that is on disk, and the case it opened or raised."""

    received: Received
    case: OpenedCase | None


@dataclass(frozen=True)
class Intake:
    """Store first, then read for danger."""

    log: Log
    danger: DangerReader

    def take_in(self, conversation_id: str, key: str, body: str, details: Mapping[str, Any] | None = None,
                raw: bytes | None = None, on_stored: Callable[[Received], None] | None = None) -> TakenIn:
        """Store the message, then open a case where a danger cue fires. Raises what `ConversationLog.receive` does.

        A repeated delivery is read again too: the first one may have died between the two steps.
        """
        received = self.log.receive(conversation_id, key, body, details, raw)
        reach("after_insert")
        if on_stored is not None:
            on_stored(received)
        earlier: list[Message] = self.log.recent(conversation_id, received.seq, EARLIER_MESSAGES)
        context = self.log.context(conversation_id)
        opening = self.danger.opening(body, [m.body for m in earlier], context)
        if opening is not None and self._is_no_news(conversation_id, body, opening, context):
            opening = None
        if opening is None:
            return TakenIn(received, None)
        case = self.log.open_case(conversation_id, received.seq, opening)
        reach("after_case")
        return TakenIn(received, case)

    def _is_no_news(
        self, conversation_id: str, body: str, opening: CaseOpening, context: Mapping[str, Any]
    ) -> bool:
        """Whether an open case stands for these words already: they ask again for the person who is on the way, or they
        answer the open question and are no danger by themselves ("Bangkok Hospital" is not a second accident)."""
        case = self.log.case_of(conversation_id)
        if case is None or case.origin not in {Origin.DANGER, Origin.ASKED}:
            return False
        if opening.origin is Origin.ASKED:
            return True
        answered = read_answer(open_question(case), body)
        return answered is not None and self.danger.opening(body, (), context) is None
