"""Every unanswered message is read before any is answered: each alone, and with what the citizen said just before.

Trouble comes in pieces ("hi" / "in dubai" / "they took my passport"), so a message is read a second time joined to the
previous five. Joining can only raise. One run of Rasa's graph reads both texts, and the dialogue goes on from the same
parse.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from bot.casework.case import Case, CaseOpening, Origin, Severity
from bot.conversation.intake import EARLIER_MESSAGES
from bot.conversation.messages import Message
from bot.conversation.questions import open_question, read_answer
from bot.places.ports import Located, Places
from bot.triage.model import judgement_of
from bot.triage.verdicts import Judgement, Route, Verdict

logger = logging.getLogger(__name__)

JOINED_CERTAINTY = 0.5
"""The model's probability of trouble from which joined words count without a danger cue. Above the threshold of single
messages, because pieces of routine ("hi" / "in dubai") read a little like trouble when they are put together."""


class Parser(Protocol):
    """Texts → Rasa's parse data, see `bot.assistant.engine`."""

    def parse(self, texts: Sequence[str]) -> list[dict[str, Any]]: ...

    def read_ahead(self, texts: Sequence[str]) -> None:
        """Do beforehand, in any thread, what makes `parse` of these texts slow."""


class Judge(Protocol):
    """Route, severity and case of a text, see `bot.triage.verdict.TriageJudge`."""

    def verdict(self, text: str, judgement: Judgement | None) -> Verdict:
        """What `text` needs; without a judgement only the danger cues count."""

    def opening(self, verdict: Verdict, text: str, earlier: Sequence[str], country: str | None) -> CaseOpening:
        """The case for an escalating verdict; `country` is what the conversation is about."""

    def asked(self, text: str) -> CaseOpening:
        """The case of a citizen who pressed "Talk to a person"."""


@dataclass(frozen=True)
class Reading:
    """What was found in one message."""

    message: Message
    located: Located
    alone: Verdict
    """Of the message by itself: what the dialogue answers."""
    verdict: Verdict
    """With what came before, where that raises it."""
    opening: CaseOpening | None = None
    """The case to open or raise because of it, or None."""
    error: Exception | None = None
    """The graph could not read it; then only the danger cues were heard."""


class Reader:
    """Reads messages with the model of one engine."""

    earlier_messages = EARLIER_MESSAGES

    def __init__(self, places: Places, judge: Judge, parser: Parser) -> None:
        self._places, self._judge, self._parser = places, judge, parser

    def read_ahead(self, messages: Sequence[Message], earlier: Sequence[Message], case: Case | None) -> None:
        """Have the model's slow part done for what `read_all` will ask; may run beside other work. Never raises."""
        said = [*earlier, *messages]
        try:
            self._parser.read_ahead(
                [
                    text
                    for place, message in enumerate(messages, len(earlier))
                    for text in _texts(message, _bodies_before(said, place), case)
                ]
            )
        except Exception as error:
            logger.error("Messages could not be read ahead (%s); they are read one by one", type(error).__name__)

    def read_all(
        self, messages: Sequence[Message], earlier: Sequence[Message], case: Case | None, country: str | None = None
    ) -> list[Reading]:
        """Read `messages` (oldest first) after `earlier` (the citizen's, oldest first).

        `case` is the open one, `country` (ISO 3166-1 alpha-2) what the conversation is about.
        """
        said = [*earlier, *messages]
        return [
            self._read(message, _bodies_before(said, place), case, country)
            for place, message in enumerate(messages, len(earlier))
        ]

    def _read(self, message: Message, before: Sequence[str], case: Case | None, country: str | None) -> Reading:
        joined = "\n".join([*before, message.body]) if before else ""
        error: Exception | None = None
        judgements: list[Judgement | None] = [None, None]
        try:
            texts = _texts(message, before, case)
            judgements = [*(judgement_of(data) for data in self._parser.parse(texts)), None]
        except Exception as caught:
            # The model failed on these words; danger is heard all the same, and the turn counts as failed later.
            logger.error(
                "Message %d could not be read (%s); only the danger cues were", message.seq, type(caught).__name__
            )
            error = caught
        located = self._places.locate(message.body)
        alone = self._judge.verdict(message.body, judgements[0])
        if alone.route is Route.ESCALATE and self._is_only_an_answer(alone, message, case):
            alone = replace(alone, route=Route.ANSWER, severity=None, kind="", reasons=())
        verdict = alone
        if joined and alone.route is not Route.ESCALATE:
            verdict = self._together(joined, judgements[1], message, case) or alone
        opening = None
        if verdict.route is Route.ESCALATE:
            opening = self._judge.opening(verdict, message.body, before, country)
        return Reading(message, located, alone, verdict, opening, error)

    def _together(
        self, joined: str, judgement: Judgement | None, message: Message, case: Case | None
    ) -> Verdict | None:
        """The verdict on the message with what came before, where that shows trouble which is news; else None."""
        if judgement is not None and judgement.escalate < JOINED_CERTAINTY:
            judgement = None
        together = self._judge.verdict(joined, judgement)
        if together.route is not Route.ESCALATE:
            return None
        if case is None or not _stands(case, message):
            return together
        news = together.severity is not None and together.severity.is_worse_than(case.severity)
        return together if news else None

    def _is_only_an_answer(self, alone: Verdict, message: Message, case: Case | None) -> bool:
        """Whether the words answer the case's open question and tell nothing worse: "He is in Bang Kwang prison".

        A danger cue to life (P1) always counts as news, so that the numbers come in the very next reply.
        """
        if case is None or not _stands(case, message):
            return False
        if alone.severity is not None and alone.severity.is_worse_than(case.severity):
            return False
        if self._judge.verdict(message.body, None).severity is Severity.P1:
            return False
        return read_answer(open_question(case), message.body) is not None


def _bodies_before(said: Sequence[Message], place: int) -> list[str]:
    return [m.body for m in said[max(0, place - EARLIER_MESSAGES) : place]]


def _texts(message: Message, before: Sequence[str], case: Case | None) -> list[str]:
    """What the model is asked about a message: its words, and those with what came before.

    Where a case stands, the earlier words are what it stands for: the model would find them again each time.
    """
    alone = [message.body]
    return alone if not before or _stands(case, message) else [*alone, "\n".join([*before, message.body])]


def _stands(case: Case | None, message: Message) -> bool:
    """Whether a case stood for trouble before this message. One that this very message opened is read again in full:
    the run that opened it may have died before its turn was committed."""
    if case is None or case.origin in {Origin.UNANSWERED, Origin.FAILED}:
        return False
    return message.seq not in {case.opened_seq, case.raised_seq}
