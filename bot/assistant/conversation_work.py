"""What is done with one claimed conversation: read all that waits, open what must be opened, then answer in order."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from bot.assistant.checklist_turns import in_checklist, pick_up
from bot.assistant.engine import Engine
from bot.assistant.giving_up import failed_opening
from bot.assistant.reading import Judge, Reader, Reading
from bot.assistant.stopping_updates import stop_updates
from bot.assistant.turn_store import LAST_TURNS
from bot.assistant.understanding import ASKS_BACK, Standing, Understood, pressed, understand
from bot.casework.case import Case, Origin, Severity, Status
from bot.conversation.asking_updates import asked_updates
from bot.conversation.claims import MOST_ATTEMPTS, Claim, Committed, Turn
from bot.conversation.followups import live_context, or_of_case
from bot.conversation.messages import Message, Mode, Reply
from bot.conversation.ports import AtHand
from bot.conversation.questions import ask, open_question, question_after, read_answer
from bot.conversation.turn_in_hand import TurnInHand
from bot.fail_points import reach
from bot.services import Services
from bot.triage.verdicts import Route, Verdict

logger = logging.getLogger(__name__)

LOG_BEFORE_BUTTON = 12
"""Messages looked through for the buttons that a press belongs to."""

Thread = Callable[..., Awaitable[Any]]


class ConversationWork:
    """One claim, from the first unanswered message to the last, or until it is lost."""

    def __init__(
        self,
        services: Services,
        engine: Engine,
        judge: Judge,
        claim: Claim,
        thread: Thread,
        beside: Thread,
        stopping: Callable[[], bool],
    ) -> None:
        """`thread` runs calls of the store, `beside` the encoder, which leaves the interpreter to other turns."""
        self._services, self._store = services, services.store
        self._engine, self._claim, self._thread, self._stopping = engine, claim, thread, stopping
        self._beside = beside
        self._judge, self._reader = judge, Reader(services.places, judge, engine)
        self.committed = 0
        self.released = False
        """Whether the claim was let go with the last turn."""

    async def run(self) -> None:
        """Triage every unanswered message, then run the dialogue on each. Returns when all is done or the claim is
        lost."""
        conversation = self._claim.conversation_id
        found: AtHand = await self._thread(self._at_hand)
        if not found.unanswered:
            return
        if not self._reader.has_read(found.unanswered, found.earlier, found.case):
            await self._beside(self._reader.read_ahead, found.unanswered, found.earlier, found.case)
        # Kept until something of ours changes the conversation. What others change meanwhile is their case or their
        # mode, and the commit looks at those again.
        at_hand: AtHand | None = found
        unanswered, mode = found.unanswered, found.mode
        context = live_context(found.context, unanswered[-1].at)
        country = context.get("country")
        readings = self._reader.read_all(
            unanswered, found.earlier, found.case, country if isinstance(country, str) else None, context
        )
        opened = set()
        # The worst first: danger is answered before older routine, and before lesser trouble.
        openings = [(r.opening.severity.value, r.message.seq, r.opening) for r in readings if r.opening]
        for _, seq, opening in sorted(openings, key=lambda row: row[:2]):
            await self._thread(self._store.open_case, conversation, seq, opening)
            opened.add(seq)
            at_hand = None
            reach("after_case_by_assistant")
        if mode is Mode.CASEWORKER:
            await self._thread(stop_updates, self._services, conversation, readings)
            await self._thread(self._store.mark_read, self._claim, unanswered[-1].seq)
            return
        attempts = self._claim.attempts
        for reading in readings:
            if self._stopping():
                return
            if attempts < MOST_ATTEMPTS:
                attempts = await self._attempt(reading, reading.message.seq in opened, reading is readings[-1], at_hand)
                if attempts and attempts < MOST_ATTEMPTS:
                    return
            if attempts >= MOST_ATTEMPTS and not await self._give_up(reading):
                return
            if attempts < 0:
                return
            attempts, at_hand = 0, None

    def _at_hand(self) -> AtHand:
        return self._store.at_hand(self._claim.conversation_id, self._reader.earlier_messages, LAST_TURNS)

    async def _attempt(self, reading: Reading, escalated: bool, last: bool, at_hand: AtHand | None) -> int:
        """Make and commit one turn → 0 when committed, −1 when it was thrown away, else how often the message has
        failed. `at_hand` is looked up where it is None."""
        try:
            reach("before_rasa")
            turn = await self._turn(reading, escalated, last, at_hand)
            reach("after_rasa")
        except Exception as error:
            # Counted before anything else happens, so that a crash here cannot make it try for ever.
            failures: int = await self._thread(self._store.fail, self._claim, reading.message.seq)
            logger.error("Turn %d failed (%s), %d so far", reading.message.seq, type(error).__name__, failures)
            return max(1, failures)
        result = await self._thread(self._store.commit_turn, self._claim, turn, last)
        if isinstance(result, Committed):
            self.committed += 1
            self.released = last
            return 0
        return -1

    async def _turn(self, reading: Reading, escalated: bool, last: bool, at_hand: AtHand | None) -> Turn:
        if reading.error is not None:
            raise reading.error
        message = reading.message
        situation: AtHand = at_hand or await self._thread(self._at_hand)
        log = await self._thread(self._log_before, message) if message.details.get("button") else ()
        payload = pressed(message, log)
        question = open_question(situation.case)
        named = self._services.facts.country
        case = situation.case
        waiting = case is not None and case.status is Status.WAITING and case.taken_at is None
        standing = Standing(
            question if not escalated or read_answer(question, message.body) else None,
            waiting and case is not None and case.origin in {Origin.DANGER, Origin.ASKED},
            waiting and case is not None and not case.countries and not _knows_where(case),
            or_of_case(situation.context, case.countries if waiting and case else (), message.at),
            await self._thread(self._followed, message),
        )
        understood = understand(
            message,
            reading.verdict if escalated else reading.alone,
            reading.located,
            escalated,
            reading.adds,
            payload,
            standing,
            message.at,
            lambda code: named(code).spoken,
        )
        understood = in_checklist(understood, message, situation.context)
        in_hand = TurnInHand(
            message,
            understood.question,
            message.at,
            situation.context,
            situation.case,
            escalated,
            reading.alone.alternatives,
            understood.candidates,
            understood.answered,
            situation.turns,
            understood.manner,
        )
        in_hand.checklist = understood.checklist
        if understood.intent == "talk_to_human" and not escalated:
            await self._open_for_person(reading, in_hand)
        await self._engine.run(in_hand, understood.intent, understood.entities())
        again = _open_question_again(in_hand, understood) if last else ()
        again = again or pick_up(in_hand, understood.intent, last)
        return Turn(
            message.seq, (*in_hand.replies, *again), tuple(in_hand.wishes), tuple(in_hand.events), in_hand.before
        )

    async def _open_for_person(self, reading: Reading, in_hand: TurnInHand) -> None:
        """The citizen asked for a person by a button: the case comes before the dialogue, as with danger."""
        country = in_hand.question.country or live_context(in_hand.context, in_hand.now).get("country")
        asks = Verdict(
            Route.ESCALATE, Severity.P3, "talk_to_human", 1.0, ("asks for a person",), kind="asks_for_person"
        )
        opening = self._judge.opening(asks, reading.message.body, (), country if isinstance(country, str) else None)
        await self._thread(self._store.open_case, self._claim.conversation_id, reading.message.seq, opening)
        reach("after_case")
        in_hand.escalated = True

    def _followed(self, message: Message) -> tuple[str, ...]:
        """The countries that "stop" may mean; not looked up for any other words."""
        if asked_updates(message.body) is None:
            return ()
        return tuple(each.country for each in self._store.followed(message.conversation_id))

    def _log_before(self, message: Message) -> tuple[Message, ...]:
        """The messages just before, for the buttons that a press belongs to."""
        after = max(0, message.seq - 1 - LOG_BEFORE_BUTTON)
        log = self._store.messages(message.conversation_id, after, LOG_BEFORE_BUTTON + 1)
        return tuple(m for m in log if m.seq < message.seq)

    async def _give_up(self, reading: Reading) -> bool:
        """Two runs failed: a notice and a case, and on to the next message → whether the claim still stands."""
        message = reading.message
        opening = failed_opening(reading.alone.topic, reading.located.countries, self._services.facts.fcdo_line)
        await self._thread(self._store.open_case, message.conversation_id, message.seq, opening)
        reach("after_case")
        # Not a turn: it would stand empty among those that Rasa goes on from.
        return bool(await self._thread(self._store.mark_read, self._claim, message.seq))


def _open_question_again(turn: TurnInHand, understood: Understood) -> tuple[Reply, ...]:
    """The case's open question, after an answer to something else; never two questions in one turn."""
    if understood.intent in ASKS_BACK or not turn.replies or (turn.replies[-1].quick_replies and not turn.escalated):
        return ()
    question = question_after(turn.case, turn.answered)
    return (ask(question, "About your case:"),) if question else ()


def _knows_where(case: Case) -> bool:
    return any(question.id == "where" and question.status == "answered" for question in case.questions)
