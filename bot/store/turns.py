"""The assistant's side: claims, leases, and the one transaction that writes a turn or nothing.

Every statement that a worker makes under a claim is guarded by the claim's fence. A take-over touches the same row and
raises the fence, so the two cannot both happen: see docs/adr/0001-conversation-log.md.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.casework.case import Origin, Question, Resolution, Status
from bot.conversation.claims import (
    Claim,
    Committed,
    Discarded,
    Follow,
    NoteAnswer,
    RememberContext,
    StopFollowing,
    Turn,
)
from bot.conversation.messages import Author, Message, Mode
from bot.conversation.ports import AtHand, StoredTurn
from bot.fail_points import reach
from bot.store.answer_records import AnswerRecords
from bot.store.audit import SERVICE
from bot.store.case_rows import CITIZEN, COLUMNS, FROM, case_of_row, open_card, open_questions, sealed_questions
from bot.store.conversations import RECENT, Conversations
from bot.store.engine import SECOND, Transaction, moment
from bot.store.openings import Openings
from bot.store.repository import no_conversation
from bot.store.updates import Updates

_WAITING = "mode IN ({modes}) AND waiting_since IS NOT NULL AND last_citizen > answered AND lease_until < {{now}}"

_UNANSWERED = ("SELECT m.conversation_id, m.seq, m.author, m.body, m.details, m.at FROM message m "
               "JOIN conversation v ON v.id = m.conversation_id WHERE m.conversation_id = :id "
               "AND m.seq > v.answered AND m.author = 'citizen' ORDER BY m.seq")
_TURNS = ("SELECT message_seq, events, before FROM turn WHERE conversation_id = :id "
          "ORDER BY message_seq DESC LIMIT :last")


class Turns(Conversations, Openings, Updates, AnswerRecords):
    """The assistant's half of bot.conversation.ports.ConversationLog."""

    _gave_work = False
    """Whether the last claim of this process found a conversation. Only a guess: a wrong one costs one look."""

    def claim(self, worker: str, lease_seconds: float = 30.0,
              modes: Sequence[Mode] = (Mode.ASSISTANT,)) -> Claim | None:
        """See ConversationLog.claim. A lease that ended without release and without progress counts as a failed run:
        its worker died in mid-turn, perhaps because of the message."""
        waiting = _WAITING.format(modes=", ".join(f"'{Mode(mode).value}'" for mode in modes))
        # Asked first without SQLite's write lock, which an idle worker must not take again and again. Where the last
        # claim gave work there is likely more, and asking twice would only cost.
        if not self._gave_work:
            with self.database.read() as tx:
                if tx.value(f"SELECT 1 FROM conversation WHERE {waiting} LIMIT 1") is None:
                    return None
        with self.database.write() as tx:
            row = tx.row(
                "UPDATE conversation SET attempts = attempts + CASE "
                "WHEN lease_owner IS NOT NULL AND claimed_at_answered = answered THEN 1 ELSE 0 END, "
                "claimed_at_answered = answered, lease_owner = :worker, lease_until = {now} + :lease, "
                "fence = fence + 1 WHERE id = ("
                f"SELECT id FROM conversation WHERE {waiting} ORDER BY waiting_since LIMIT 1 {{skip_locked}}) "
                "RETURNING id, fence, answered, lease_until, attempts",
                worker=worker[:128], lease=int(lease_seconds * SECOND))
        self._gave_work = row is not None
        if row is None:
            return None
        return Claim(row["id"], worker, row["fence"], row["answered"], moment(row["lease_until"]), row["attempts"])

    def renew(self, claim: Claim, lease_seconds: float = 30.0) -> bool:
        with self.database.write() as tx:
            return tx.run("UPDATE conversation SET lease_until = {now} + :lease WHERE id = :id AND fence = :fence "
                          "AND lease_owner IS NOT NULL", lease=int(lease_seconds * SECOND),
                          id=claim.conversation_id, fence=claim.fence) == 1

    def release(self, claim: Claim) -> None:
        with self.database.write() as tx:
            tx.run("UPDATE conversation SET lease_owner = NULL, lease_until = 0 WHERE id = :id AND fence = :fence",
                   id=claim.conversation_id, fence=claim.fence)

    def fail(self, claim: Claim, seq: int) -> int:
        """See ConversationLog.fail. A worker that lost its claim counts nothing: another one is at work."""
        with self.database.write() as tx:
            counted = tx.value("UPDATE conversation SET attempts = attempts + 1 "
                               "WHERE id = :id AND fence = :fence AND answered < :seq RETURNING attempts",
                               id=claim.conversation_id, fence=claim.fence, seq=seq)
            if counted is None:
                counted = tx.value("SELECT attempts FROM conversation WHERE id = :id", id=claim.conversation_id)
        return int(counted or 0)

    def unanswered(self, claim: Claim) -> list[Message]:
        with self.database.read() as tx:
            rows = tx.rows(_UNANSWERED, id=claim.conversation_id)
        return [self._message(row) for row in rows]

    def waiting(self) -> frozenset[str]:
        """The conversations with words that nobody has dealt with."""
        with self.database.read() as tx:
            rows = tx.rows("SELECT id FROM conversation WHERE waiting_since IS NOT NULL AND last_citizen > answered")
        return frozenset(row["id"] for row in rows)

    def at_hand(self, conversation_id: str, earlier: int, turns: int) -> AtHand:
        with self.database.read() as tx:
            place = tx.row("SELECT mode, answered, context FROM conversation WHERE id = :id", id=conversation_id)
            if place is None:
                raise no_conversation()
            unanswered = tx.rows(_UNANSWERED, id=conversation_id)
            recent = tx.rows(RECENT, id=conversation_id, limit=earlier,
                             before=unanswered[0]["seq"] if unanswered else place["answered"] + 1)
            case = tx.row(f"SELECT {COLUMNS} {FROM} WHERE c.conversation_id = :id AND c.status <> 'resolved'",
                          id=conversation_id)
            stored = tx.rows(_TURNS, id=conversation_id, last=turns)
        return AtHand(Mode(place["mode"]), tuple(map(self._message, unanswered)),
                      tuple(map(self._message, reversed(recent))),
                      None if case is None else case_of_row(self.sealer, case),
                      self.sealer.open_json(place["context"], {}, "conversation.context", conversation_id),
                      tuple(self._turns_of(conversation_id, stored)))

    def turns(self, conversation_id: str, last: int) -> list[StoredTurn]:
        with self.database.read() as tx:
            rows = tx.rows(_TURNS, id=conversation_id, last=last)
        return self._turns_of(conversation_id, rows)

    def _turns_of(self, conversation_id: str, rows: Sequence[Mapping[str, Any]]) -> list[StoredTurn]:
        opened = self.sealer.open_json
        return [StoredTurn(row["message_seq"],
                           tuple(opened(row["events"], [], "turn.events", conversation_id, row["message_seq"])),
                           opened(row["before"], {}, "turn.before", conversation_id, row["message_seq"]))
                for row in reversed(rows)]

    def commit_turn(self, claim: Claim, turn: Turn, release: bool = False) -> Committed | Discarded:
        conversation_id = claim.conversation_id
        with self.database.write() as tx:
            row = tx.row(
                "UPDATE conversation SET seq = seq + :n, answered = :msg, attempts = 0, "
                "waiting_since = CASE WHEN last_citizen > :msg THEN waiting_since ELSE NULL END "
                f"{', lease_owner = NULL, lease_until = 0 ' if release else ''}"
                "WHERE id = :id AND fence = :fence AND mode = 'assistant' AND answered < :msg AND last_citizen >= :msg "
                "RETURNING seq, channel, last_citizen", n=len(turn.replies), msg=turn.seq, id=conversation_id,
                fence=claim.fence)
            if row is None:
                tx.undo()
                return self._why_discarded(tx, claim, turn)
            reach("in_commit")
            if row["last_citizen"] > turn.seq:
                self._wait_from_next(tx, conversation_id, turn.seq)
            seqs = self._write_replies(tx, conversation_id, row["channel"], row["seq"], turn.replies, turn.seq)
            self._note_answers(tx, conversation_id, turn.seq, turn.replies, seqs)
            tx.run("INSERT INTO turn (conversation_id, message_seq, events, before, at) "
                   "VALUES (:id, :seq, :events, :before, {now})", id=conversation_id, seq=turn.seq,
                   events=self.sealer.json([dict(e) for e in turn.events], "turn.events", conversation_id, turn.seq),
                   before=self.sealer.json(dict(turn.before), "turn.before", conversation_id, turn.seq))
            for wish in turn.wishes:
                if isinstance(wish, RememberContext):
                    tx.run("UPDATE conversation SET context = :context WHERE id = :id", id=conversation_id,
                           context=self.sealer.json(dict(wish.context), "conversation.context", conversation_id))
                elif isinstance(wish, (Follow, StopFollowing)):
                    self._keep_follow(tx, conversation_id, wish)
            self._on_the_case(tx, conversation_id, turn, row["last_citizen"] == turn.seq)
            reach("before_commit")
        reach("after_commit")
        self.signals.send(conversation_id)
        return Committed(seqs)

    def _why_discarded(self, tx: Transaction, claim: Claim, turn: Turn) -> Discarded:
        row = tx.row("SELECT mode, fence, answered FROM conversation WHERE id = :id", id=claim.conversation_id)
        if row is not None and row["mode"] == Mode.CASEWORKER.value:
            return Discarded.CASEWORKER_TOOK_OVER
        if row is not None and row["fence"] == claim.fence and row["answered"] >= turn.seq:
            return Discarded.ALREADY_ANSWERED
        return Discarded.CLAIM_LOST

    def _wait_from_next(self, tx: Transaction, conversation_id: str, answered: int) -> None:
        """A statement of its own: while the guarded update waited for its row, more messages may have been committed,
        which a subquery inside it would not have seen (PostgreSQL reads those as of its beginning)."""
        tx.run("UPDATE conversation SET waiting_since = COALESCE((SELECT m.at FROM message m "
               "WHERE m.conversation_id = :id AND m.seq > :answered AND m.author = 'citizen' "
               "ORDER BY m.seq LIMIT 1), waiting_since) WHERE id = :id",
               id=conversation_id, answered=answered)

    def _on_the_case(self, tx: Transaction, conversation_id: str, turn: Turn, all_answered: bool) -> None:
        """Answers land on the open case; a case that nobody touched and that only waited for this answer closes."""
        answers = [wish for wish in turn.wishes if isinstance(wish, NoteAnswer)]
        asked = {reply.about.get("question_id") for reply in turn.replies} - {None}
        case = tx.row("SELECT reference, origin, status, touched, questions, card FROM case_file "
                      "WHERE conversation_id = :id AND status <> 'resolved'", id=conversation_id)
        if case is None:
            return
        reference = case["reference"]
        if answers or asked:
            before = open_questions(self.sealer, case)
            questions = _with_answers(before, answers, {str(i) for i in asked})
            card = open_card(self.sealer, case)
            card.fill({a.question_id: a.value for a in answers if a.status == "answered"}, CITIZEN)
            tx.run("UPDATE case_file SET questions = :questions, card = :card, "
                   "unread = CASE WHEN :news = 1 THEN 1 ELSE unread END WHERE reference = :reference",
                   questions=sealed_questions(self.sealer, reference, questions), news=int(bool(answers)),
                   card=card.sealed(self.sealer, reference), reference=reference)
        for answer in answers:
            self._audit(tx, SERVICE, f"question {answer.status}"[:64], reference,
                        f"{answer.question_id} in message {answer.seq}")
        spoke = any(reply.author is Author.ASSISTANT for reply in turn.replies)
        if (spoke and all_answered and case["origin"] == Origin.UNANSWERED.value
                and case["status"] == Status.WAITING.value and not case["touched"]):
            tx.run("UPDATE case_file SET status = 'resolved', resolution = :how, resolved_at = {now}, unread = 0, "
                   "waiting_at = NULL WHERE reference = :reference", how=Resolution.ANSWERED.value, reference=reference)
            self._audit(tx, SERVICE, "resolved", reference, Resolution.ANSWERED.value)

    def mark_read(self, claim: Claim, seq: int) -> bool:
        """See ConversationLog.mark_read.

        In mode assistant it works only where the conversation has an open case (two runs failed, say): a message ends
        with an answer or with a case, never with nothing.
        """
        with self.database.write() as tx:
            row = tx.row(
                "UPDATE conversation SET answered = :seq, attempts = 0, "
                "waiting_since = CASE WHEN last_citizen > :seq THEN waiting_since ELSE NULL END "
                "WHERE id = :id AND fence = :fence AND answered < :seq AND last_citizen >= :seq "
                "AND (mode = 'caseworker' OR EXISTS (SELECT 1 FROM case_file c "
                "WHERE c.conversation_id = conversation.id AND c.status <> 'resolved')) RETURNING last_citizen",
                seq=seq, id=claim.conversation_id, fence=claim.fence)
            if row is None:
                # read already, under this very claim: nothing to do, and nothing lost
                return tx.value("SELECT 1 FROM conversation WHERE id = :id AND fence = :fence AND answered >= :seq",
                                id=claim.conversation_id, fence=claim.fence, seq=seq) is not None
            if row["last_citizen"] > seq:
                self._wait_from_next(tx, claim.conversation_id, seq)
        self.signals.send(claim.conversation_id)
        return True


def _with_answers(questions: Sequence[Question], answers: Sequence[NoteAnswer], asked: set[str]) -> list[Question]:
    by_id = {answer.question_id: answer for answer in answers}
    known = {question.id for question in questions}
    merged = [*questions, *(Question(i, "open") for i in by_id if i not in known)]
    done: list[Question] = []
    for question in merged:
        answer = by_id.get(question.id)
        if answer is not None:
            done.append(Question(question.id, answer.status, answer.value if answer.status == "answered" else ""))
        elif question.id in asked and question.status == "open":
            done.append(replace(question, status="asked"))
        else:
            done.append(question)
    return done
