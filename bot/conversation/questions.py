"""The question that a case has open, and whether a message answers it. PURE.

Questions are asked one at a time, in the order of `bot.casework.questions`; the first reply to danger asks the first.
So the
open one is always the first that was neither answered nor skipped, and nothing else has to be remembered. A message
that does not fit the question's type stays an ordinary message, and the question stays open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.casework.case import Case, Origin, Question, Status
from bot.casework.questions import LONGEST_ANSWER, QuestionText, fits, next_question, questions_for, skips
from bot.conversation.claims import NoteAnswer
from bot.conversation.messages import Reply

_NO_SKIPS = frozenset({"contact", "where", "who", "passport_number"})
"""Questions that cannot be answered with "no": it means that the citizen will not, or cannot, say."""
_NO = re.compile(r"(no|nope|none|no thanks?|no thank you|not now)\W*", re.IGNORECASE)

ANSWERED, SKIPPED = "answered", "skipped"


@dataclass(frozen=True)
class Answered:
    """A message that answers, or skips, the open question."""

    question_id: str
    status: str
    """`answered` or `skipped`."""
    value: str = ""

    def wish(self, seq: int) -> NoteAnswer:
        """To be written on the case with message `seq`."""
        return NoteAnswer(self.question_id, self.status, self.value, seq)


def _list(case: Case) -> tuple[Question, ...]:
    return case.questions or tuple(Question(id, "open") for id in questions_for(case.kind))


def open_question(case: Case | None) -> QuestionText | None:
    """The question that waits for an answer, or None.

    None once a caseworker has taken the case, since then a person asks, and for a case that opened only because nothing
    answered in time.
    """
    if case is None or case.status is not Status.WAITING or case.taken_at is not None:
        return None
    if case.origin not in {Origin.DANGER, Origin.ASKED}:
        return None
    return next_question(_list(case))


def question_after(case: Case | None, answered: Answered | None) -> QuestionText | None:
    """The question that is open once `answered` is noted."""
    if answered is None or case is None or open_question(case) is None:
        return open_question(case)
    return next_question(
        [Question(q.id, answered.status, answered.value) if q.id == answered.question_id else q for q in _list(case)]
    )


def read_answer(question: QuestionText | None, text: str, payload: Mapping[str, Any] | None = None) -> Answered | None:
    """What a message, or a pressed button's payload, says to the open question; None where it is about something
    else."""
    if question is None:
        return None
    if payload is not None:
        if payload.get("skip") == question.id:
            return Answered(question.id, SKIPPED)
        if payload.get("question_id") != question.id:
            return None
        answer = str(payload.get("answer") or "")[:LONGEST_ANSWER]
        return Answered(question.id, SKIPPED) if answer in {"", "skip"} else Answered(question.id, ANSWERED, answer)
    if question.skippable and (skips(text) or (question.id in _NO_SKIPS and _NO.fullmatch(" ".join(text.split())))):
        return Answered(question.id, SKIPPED)
    value = fits(question.id, text)
    return None if value is None else Answered(question.id, ANSWERED, value)


def ask(question: QuestionText, lead: str = "") -> Reply:
    """The question as the citizen reads it, with its buttons."""
    return Reply(f"{lead} {question.text}".strip(), question.quick_replies(), about={"question_id": question.id})
