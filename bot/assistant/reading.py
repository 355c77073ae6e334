"""Every unanswered message is read before any is answered: each alone, and with what the citizen said just before.

Trouble comes in pieces ("hi" / "in dubai" / "they took my passport"), so a message is read a second time joined to the
previous five. Joining can only raise. One run of Rasa's graph reads both texts, and the dialogue goes on from the same
parse.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from bot.casework.case import Case, CaseOpening, Origin, Severity
from bot.conversation.asking import small_talk
from bot.conversation.asking_updates import FOLLOW, asked_updates
from bot.conversation.checklists import only_answers
from bot.conversation.followups import only_a_place
from bot.conversation.guide_parts import only_adds
from bot.conversation.intake import EARLIER_MESSAGES
from bot.conversation.messages import Message
from bot.conversation.questions import open_question, read_answer
from bot.places.ports import Located, Places
from bot.triage.model import judgement_of
from bot.triage.verdict import UNREADABLE
from bot.triage.verdicts import Judgement, Route, Verdict

logger = logging.getLogger(__name__)

JOINED_CERTAINTY = 0.5
"""The model's probability of trouble from which joined words count without a danger cue. Above the threshold of single
messages, because pieces of routine ("hi" / "in dubai") read a little like trouble when they are put together. A
judgement of ours, tried on a few conversations and not measured."""

FRAGMENT = 5
"""Words. After an answer, so few of them ("can they help me there", "flying home") lean on it, and what the model
makes of them alone is chance below JOINED_CERTAINTY: it gave six such follow-ups 0.21 to 0.44, "they took my
passport" 0.98."""

SAYS_NOTHING = frozenset({"", "generic", "asks_for_person", "unanswered", UNREADABLE})
"""Kinds of case that do not tell what the trouble is."""


class Parser(Protocol):
    """Texts → Rasa's parse data, see `bot.assistant.engine`."""

    def parse(self, texts: Sequence[str]) -> list[dict[str, Any]]: ...

    def read_ahead(self, texts: Sequence[str]) -> None:
        """Do beforehand, in any thread, what makes `parse` of these texts slow."""

    def has_read(self, texts: Sequence[str]) -> bool:
        """Whether that is done for all of these."""


class Judge(Protocol):
    """Route, severity and case of a text, see `bot.triage.verdict.TriageJudge`."""

    def verdict(self, text: str, judgement: Judgement | None) -> Verdict:
        """What `text` needs; without a judgement only the danger cues count."""

    def together(self, text: str, earlier: Sequence[str], judgement: Judgement | None) -> Verdict:
        """What `text` needs when it is read on from `earlier`; only cues that reach into `text` count."""

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
    adds: bool = False
    """Trouble that the open case stands for already: it is told so, and the numbers are not repeated."""


class Reader:
    """Reads messages with the model of one engine."""

    earlier_messages = EARLIER_MESSAGES

    def __init__(self, places: Places, judge: Judge, parser: Parser) -> None:
        self._places, self._judge, self._parser = places, judge, parser
        self._context: Mapping[str, Any] = {}

    def has_read(self, messages: Sequence[Message], earlier: Sequence[Message], case: Case | None) -> bool:
        """Whether `read_ahead` has nothing to do."""
        return self._parser.has_read(_all_texts(messages, earlier, case))

    def read_ahead(self, messages: Sequence[Message], earlier: Sequence[Message], case: Case | None) -> None:
        """Have the model's slow part done for what `read_all` will ask; may run beside other work. Never raises."""
        try:
            self._parser.read_ahead(_all_texts(messages, earlier, case))
        except Exception as error:
            logger.error("Messages could not be read ahead (%s); they are read one by one", type(error).__name__)

    def read_all(
        self, messages: Sequence[Message], earlier: Sequence[Message], case: Case | None, country: str | None = None,
        context: Mapping[str, Any] | None = None,
    ) -> list[Reading]:
        """Read `messages` (oldest first) after `earlier` (the citizen's, oldest first).

        `case` is the open one, `country` (ISO 3166-1 alpha-2) what the conversation is about, `context` the live one.
        """
        self._context = context or {}
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
        alone, adds = self._alone(message, judgements[0], case)
        verdict = alone
        if joined and not adds and alone.route is not Route.ESCALATE:
            verdict = self._together(message, before, judgements[1], case) or alone
        if verdict.route is Route.ESCALATE and case is not None and _stands(case, message):
            heard = self._judge.verdict(message.body, None)
            doubtful = heard.route is not Route.ESCALATE or heard.kind in SAYS_NOTHING
            if doubtful and case.kind not in SAYS_NOTHING:
                # Whose number comes first depends on what the case is about: a doubtful guess does not change that.
                verdict = replace(verdict, kind=case.kind, topic=case.topic)
        opening = None
        if verdict.route is Route.ESCALATE:
            opening = self._judge.opening(verdict, message.body, before, country)
        return Reading(message, located, alone, verdict, opening, error, adds)

    def _alone(self, message: Message, judgement: Judgement | None, case: Case | None) -> tuple[Verdict, bool]:
        """The verdict on the message by itself, and whether it only adds to what the open case stands for."""
        alone = self._judge.verdict(message.body, judgement)
        heard = self._judge.verdict(message.body, None)
        if heard.route is not Route.ESCALATE and self._says_too_little(message):
            # "no", "I'm in Thailand": what a model makes of so few words is chance.
            return replace(alone, route=Route.ANSWER, severity=None, kind="", reasons=()), False
        if alone.kind == UNREADABLE and _stands(case, message):
            return replace(alone, route=Route.ANSWER, severity=None, kind="", reasons=()), True
        if alone.route is not Route.ESCALATE:
            return alone, False
        doubtful = judgement is not None and judgement.escalate < JOINED_CERTAINTY and alone.kind != "asks_for_person"
        leans = bool(self._context) and case is None and len(message.body.split()) <= FRAGMENT
        if doubtful and leans and heard.route is not Route.ESCALATE and alone.kind != UNREADABLE:
            return replace(alone, route=Route.ANSWER, severity=None, kind="", reasons=()), False
        routine = replace(alone, route=Route.ANSWER, severity=None, kind="", reasons=())
        if self._is_only_an_answer(alone, message, case):
            return routine, False
        if case is None or not _stands(case, message):
            return alone, False
        if alone.kind == "asks_for_person":
            # A person is on the way already: they are told how their case stands.
            return routine, False
        if heard.route is Route.ESCALATE:
            return alone, False
        severity = alone.severity or case.severity
        if severity is Severity.P1 or severity.is_worse_than(case.severity):
            return alone, False
        return routine, True

    def _says_too_little(self, message: Message) -> bool:
        """Whether words only say yes or no, only name a place, only stop updates, are those of a button of ours, or
        answer the open question of a checklist and say nothing else."""
        body = message.body
        if small_talk(body) == "ok" or message.details.get("button") or only_answers(body, self._context):
            return True
        asked = asked_updates(body)
        if asked is not None and asked.kind != FOLLOW and asked.certain:
            # "Which updates do I get?", "stop the updates".
            return True
        # "Stop Israel", "follow Israel": without the command nothing but a place is left.
        body = asked.place if asked is not None and asked.place else body
        located = self._places.locate(body)
        country = located.countries[0] if len(located.countries) == 1 else None
        return country is not None and only_a_place(
            body, tuple(mention.text for mention in located.mentions), country, self._places.name
        )

    def _together(
        self, message: Message, before: Sequence[str], judgement: Judgement | None, case: Case | None
    ) -> Verdict | None:
        """The verdict on the message with what came before, where that shows trouble which is news; else None."""
        # After an answer was shown, "and for my kids?" is about that answer; the danger cues are heard all the same.
        if self._says_too_little(message) or (self._context.get("said") and only_adds(message.body)):
            judgement = None
        if judgement is not None and (judgement.escalate < JOINED_CERTAINTY or self._was_trouble(before)):
            judgement = None
        together = self._judge.together(message.body, before, judgement)
        if together.route is not Route.ESCALATE:
            return None
        if case is None or not _stands(case, message):
            return together
        news = together.severity is not None and together.severity.is_worse_than(case.severity)
        return together if news else None

    def _was_trouble(self, before: Sequence[str]) -> bool:
        """Whether the model saw trouble before this message: then "thanks", after a case is closed, adds nothing."""
        try:
            [data] = self._parser.parse(["\n".join(before)])
        except Exception:
            # Unsure means escalate.
            return False
        earlier = judgement_of(data)
        return earlier is not None and earlier.escalate >= JOINED_CERTAINTY

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


def _all_texts(messages: Sequence[Message], earlier: Sequence[Message], case: Case | None) -> list[str]:
    said = [*earlier, *messages]
    return [
        text
        for place, message in enumerate(messages, len(earlier))
        for text in _texts(message, _bodies_before(said, place), case)
    ]


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
