"""The desk's verbs: take, say, hand back, resolve, note. Each locks the conversation first, then the case.

The lock on the conversation's row is what a turn's commit is guarded by, so no word of the assistant can follow a
take-over.
"""
from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any

from bot.casework.case import Case, Note, Resolution, Status
from bot.conversation.messages import LONGEST_MESSAGE, Author, Reply
from bot.errors import BadInput, CaseworkError
from bot.store.case_rows import CASEWORKER, COLUMNS, FROM, case_of_row, open_card
from bot.store.engine import Transaction, moment
from bot.store.keyring import digest_of_secret
from bot.store.openings import Openings

LONGEST_NOTE = 8_000
_DESK = "desk"
_RELEASED = "lease_owner = NULL, lease_until = 0, fence = fence + 1, attempts = 0"
_TO_ASSISTANT = f"mode = 'assistant', caseworker = NULL, {_RELEASED}"


class Handover(Openings):
    """The verbs of bot.casework.ports.Casework."""

    def _of_case(self, tx: Transaction, reference: str) -> tuple[Any, Any]:
        """Lock a case's conversation, then the case → both rows."""
        conversation_id = tx.value("SELECT conversation_id FROM case_file WHERE reference = :reference",
                                   reference=reference)
        if conversation_id is None:
            raise CaseworkError(f"There is no case {reference[:16]}.")
        place = self._lock(tx, conversation_id)
        case = tx.row(f"SELECT {COLUMNS} {FROM} WHERE c.reference = :reference", reference=reference)
        return place, case

    def _held(self, tx: Transaction, reference: str, caseworker: str) -> tuple[Any, Any]:
        place, case = self._of_case(tx, reference)
        if case["status"] != Status.IN_HANDOVER.value or case["caseworker"] != caseworker:
            raise CaseworkError(f"{_state(case)} Take it before you do that." if case["status"] == Status.WAITING.value
                                else _state(case))
        return place, case

    def take(self, reference: str, caseworker: str) -> None:
        with self.database.write() as tx:
            place, case = self._of_case(tx, reference)
            if case["status"] != Status.WAITING.value:
                raise CaseworkError(_state(case))
            tx.run(f"UPDATE conversation SET mode = 'caseworker', caseworker = :name, {_RELEASED} WHERE id = :id",
                   name=caseworker, id=place["id"])
            tx.run("UPDATE case_file SET status = 'in_handover', caseworker = :name, taken_at = {now}, "
                   "first_taken_at = COALESCE(first_taken_at, {now}), waiting_at = NULL, handed_back = 0, "
                   "alert_due_at = NULL, touched = 1 WHERE reference = :reference",
                   name=caseworker, reference=reference)
            tx.run("UPDATE outbox SET state = 'cancelled' WHERE conversation_id = :id AND state = 'queued' "
                   "AND author = 'assistant'", id=place["id"])
            self._audit(tx, caseworker, "taken", reference)
        self.signals.send(place["id"])

    def say(self, reference: str, caseworker: str, body: str, key: str) -> int:
        if not body.strip():
            raise BadInput("The message is empty. Write something, then send it.")
        if len(body) > LONGEST_MESSAGE:
            raise BadInput(f"The message is too long. Shorten it to {LONGEST_MESSAGE:,} characters or fewer.")
        if not key:
            raise BadInput("The message came without a key, so it was not stored. Reload the page and try again.")
        with self.database.write() as tx:
            place, case = self._of_case(tx, reference)
            said = {"channel": _DESK, "scope": place["id"], "key": digest_of_secret(f"{caseworker}\0{key}")}
            first = tx.value("SELECT seq FROM inbox "
                             "WHERE channel = :channel AND scope = :scope AND key_hash = :key", **said)
            if first is not None:
                tx.undo()
                return int(first)
            if case["status"] != Status.IN_HANDOVER.value or case["caseworker"] != caseworker:
                raise CaseworkError(_state(case))
            shown = tx.value("SELECT display_name FROM caseworker WHERE name = :name", name=caseworker)
            seq = int(tx.value("UPDATE conversation SET seq = seq + 1, last_said = seq + 1 WHERE id = :id "
                               "RETURNING seq", id=place["id"]))
            tx.run("INSERT INTO inbox (channel, scope, key_hash, conversation_id, seq, at) "
                   "VALUES (:channel, :scope, :key, :id, :seq, {now})", id=place["id"], seq=seq, **said)
            self._write_message(tx, place["id"], seq, Author.CASEWORKER, body, {"caseworker": shown or caseworker})
            self._queue_delivery(tx, place["id"], place["channel"], seq, Author.CASEWORKER)
            self._hear(tx, place["id"])
            self._audit(tx, caseworker, "wrote", reference, f"message {seq}")
        self.signals.send(place["id"])
        return seq

    def _hear(self, tx: Transaction, conversation_id: str) -> None:
        tx.run("UPDATE danger SET heard_at = {now} WHERE conversation_id = :id AND heard_at IS NULL",
               id=conversation_id)

    def read_up_to(self, reference: str, caseworker: str, seq: int) -> None:
        """See Casework.read_up_to. Changes nothing where the case is held by somebody else or nobody by now."""
        with self.database.read() as tx:
            row = tx.row("SELECT c.unread, c.caseworker, c.status, v.read_up_to, v.seq FROM case_file c "
                         "JOIN conversation v ON v.id = c.conversation_id WHERE c.reference = :reference",
                         reference=reference)
        if row is None:
            raise CaseworkError(f"There is no case {reference[:16]}.")
        seq = min(seq, row["seq"])
        if row["caseworker"] != caseworker or (seq <= row["read_up_to"] and not row["unread"]):
            return
        with self.database.write() as tx:
            place, case = self._of_case(tx, reference)
            if case["status"] != Status.IN_HANDOVER.value or case["caseworker"] != caseworker:
                return
            tx.run("UPDATE conversation SET read_up_to = :seq WHERE id = :id AND read_up_to < :seq",
                   seq=seq, id=place["id"])
            if case["unread"] and seq >= place["last_citizen"]:
                tx.run("UPDATE case_file SET unread = 0 WHERE reference = :reference", reference=reference)
                self._audit(tx, caseworker, "read", reference, f"up to message {seq}")
        self.signals.send(place["id"])

    def hand_back(self, reference: str, caseworker: str, notice: Reply) -> None:
        """See Casework.hand_back. The case stays open, in the queue but without an alert, until it is resolved."""
        with self.database.write() as tx:
            place, _ = self._held(tx, reference, caseworker)
            self._to_assistant(tx, place, answered=True)
            tx.run("UPDATE case_file SET status = 'waiting', caseworker = NULL, waiting_at = {now}, handed_back = 1, "
                   "alert_due_at = NULL WHERE reference = :reference", reference=reference)
            self._append_notice(tx, place["id"], notice)
            self._audit(tx, caseworker, "handed back", reference)
        self.signals.send(place["id"])

    def back_to_queue(self, reference: str, actor: str, notice: Reply | None = None,
                      holder: str | None = None) -> None:
        """See Casework.back_to_queue. A P1 is alerted again; what nobody has read yet the assistant answers."""
        with self.database.write() as tx:
            place, case = self._of_case(tx, reference)
            if case["status"] != Status.IN_HANDOVER.value or holder not in {None, case["caseworker"]}:
                raise CaseworkError(_state(case))
            self._to_assistant(tx, place, answered=False)
            tx.run("UPDATE case_file SET status = 'waiting', caseworker = NULL, waiting_at = {now}, unread = 1, "
                   "alert_due_at = CASE WHEN severity = 'P1' THEN {now} ELSE NULL END WHERE reference = :reference",
                   reference=reference)
            if notice is not None:
                self._append_notice(tx, place["id"], notice)
            self._audit(tx, actor, "back to queue", reference, f"held by {case['caseworker']}")
        self.signals.send(place["id"])

    def _to_assistant(self, tx: Transaction, place: Mapping[str, Any], answered: bool) -> None:
        words = ", answered = last_citizen, waiting_since = NULL" if answered else ""
        tx.run(f"UPDATE conversation SET {_TO_ASSISTANT}{words} WHERE id = :id", id=place["id"])
        self._hear(tx, place["id"])

    def resolve(self, reference: str, caseworker: str, resolution: Resolution, note: str = "",
                notice: Reply | None = None) -> None:
        """See Casework.resolve. A waiting case may be resolved by anybody, a held one by its holder."""
        _check_note(note)
        with self.database.write() as tx:
            place, case = self._of_case(tx, reference)
            held = case["status"] == Status.IN_HANDOVER.value
            if case["status"] == Status.RESOLVED.value or (held and case["caseworker"] != caseworker):
                raise CaseworkError(_state(case))
            if held:
                self._to_assistant(tx, place, answered=True)
            tx.run("UPDATE case_file SET status = 'resolved', resolution = :how, resolved_at = {now}, unread = 0, "
                   "caseworker = COALESCE(caseworker, :name), waiting_at = NULL, alert_due_at = NULL, touched = 1 "
                   "WHERE reference = :reference", how=resolution.value, name=caseworker, reference=reference)
            self._hear(tx, place["id"])
            if note.strip():
                self._write_note(tx, reference, caseworker, note)
            if notice is not None:
                self._append_notice(tx, place["id"], notice)
            self._audit(tx, caseworker, "resolved", reference, resolution.value)
        self.signals.send(place["id"])

    # -- notes and card -------------------------------------------------------------------------------------------
    def add_note(self, reference: str, caseworker: str, body: str) -> None:
        if not body.strip():
            raise BadInput("The note is empty. Write something, then save it.")
        _check_note(body)
        with self.database.write() as tx:
            place, _ = self._of_case(tx, reference)
            self._write_note(tx, reference, caseworker, body)
            tx.run("UPDATE case_file SET touched = 1 WHERE reference = :reference", reference=reference)
            self._audit(tx, caseworker, "noted", reference)
        self.signals.send(place["id"])

    def _write_note(self, tx: Transaction, reference: str, author: str, body: str) -> None:
        token = secrets.token_hex(16)
        tx.run("INSERT INTO note (reference, token, author, body, at) "
               "VALUES (:reference, :token, :author, :body, {now})", reference=reference, token=token, author=author,
               body=self.sealer.text(body, "note.body", reference, token))

    def notes(self, reference: str) -> list[Note]:
        with self.database.read() as tx:
            rows = tx.rows("SELECT token, author, body, at FROM note WHERE reference = :reference ORDER BY id",
                           reference=reference)
        return [Note(moment(row["at"]), row["author"],
                     self.sealer.open_text(row["body"], "note.body", reference, row["token"])) for row in rows]

    def update_card(self, reference: str, caseworker: str, entries: Mapping[str, Any]) -> None:
        with self.database.write() as tx:
            place, case = self._of_case(tx, reference)
            card = open_card(self.sealer, case)
            earlier = card.fill(entries, CASEWORKER)
            tx.run("UPDATE case_file SET card = :card, touched = 1 WHERE reference = :reference",
                   card=card.sealed(self.sealer, reference), reference=reference)
            self._audit(tx, caseworker, "changed the card", reference, ", ".join(sorted(entries)),
                        words=json.dumps(earlier, ensure_ascii=False, sort_keys=True) if earlier else "")
        self.signals.send(place["id"])

    # -- one case -------------------------------------------------------------------------------------------------
    def case(self, reference: str, reader: str) -> Case:
        with self.database.write() as tx:
            row = tx.row(f"SELECT {COLUMNS} {FROM} WHERE c.reference = :reference", reference=reference)
            if row is None:
                raise CaseworkError(f"There is no case {reference[:16]}.")
            self._audit(tx, reader, "opened the case page", reference)
        return case_of_row(self.sealer, row)


def _state(case: Mapping[str, Any]) -> str:
    """Why a case cannot be had, for the caseworker who tried."""
    if case["status"] == Status.RESOLVED.value:
        return f"{case['reference']} is resolved."
    if case["status"] == Status.IN_HANDOVER.value:
        return f"{case['reference']} is with {case['caseworker']}."
    return f"{case['reference']} is waiting in the queue."


def _check_note(body: str) -> None:
    if len(body) > LONGEST_NOTE:
        raise BadInput(f"The note is too long. Shorten it to {LONGEST_NOTE:,} characters or fewer.")


