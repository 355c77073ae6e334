"""Opening and raising a case: one transaction with the first replies, once per message."""
from __future__ import annotations

import statistics
from collections.abc import Mapping
from typing import Any

from bot.casework.case import CaseOpening, OpenedCase, Origin, Severity, Status, Wait
from bot.conversation.messages import Mode, Reply
from bot.errors import ConversationError
from bot.store.audit import SERVICE, Audit
from bot.store.case_rows import (
    TRIAGE,
    Card,
    merged,
    new_reference,
    open_card,
    open_questions,
    sealed_questions,
    with_questions,
)
from bot.store.engine import SECOND, Transaction

WAIT_DAYS, WAIT_CASES = 7, 5
"""An honest wait needs at least so many cases of the same severity in so many days (issue 2, item 6)."""
PRESENT_SECONDS = 60
"""A caseworker counts as signed in for so long after their page was last heard of."""

_WEIGHT = {Origin.UNANSWERED: 0, Origin.FAILED: 1, Origin.ASKED: 2, Origin.DANGER: 3}
"""A weightier reason for the same message is news; an equal or lighter one is a repeat."""


class Openings(Audit):
    """open_case of bot.conversation.ports.ConversationLog."""

    def open_case(self, conversation_id: str, seq: int, opening: CaseOpening) -> OpenedCase:
        """See ConversationLog.open_case.

        "Once per message" is meant for the same kind of reason. Danger found in a message for which a lighter case
        (nobody answered, a person was asked for) stands is acted on in full; a second reading that finds the same
        danger worse raises the severity without a word. A case because nothing answered (or two runs failed) is not
        opened for a message that has been answered meanwhile: then `fresh` is False, and the reference that of the case
        which is open, or "".
        """
        with self.database.write() as tx:
            place = self._lock(tx, conversation_id)
            if not 0 < seq <= place["seq"]:
                raise ConversationError("There is no such message in this conversation.")
            known = tx.row("SELECT reference, origin, severity, replies FROM danger "
                           "WHERE conversation_id = :id AND seq = :seq", id=conversation_id, seq=seq)
            quiet = False
            if place["answered"] >= seq and opening.origin in (Origin.UNANSWERED, Origin.FAILED):
                # answered since the caller looked
                open_now = tx.value("SELECT reference FROM case_file WHERE conversation_id = :id "
                                    "AND status <> 'resolved'", id=conversation_id)
                tx.undo()
                return OpenedCase(open_now or "", False, opening.severity)
            if known is not None and _WEIGHT[opening.origin] <= _WEIGHT[Origin(known["origin"])]:
                worse = opening.severity.is_worse_than(Severity(known["severity"]))
                status = tx.row("SELECT severity, status FROM case_file WHERE reference = :reference",
                                reference=known["reference"])
                assert status is not None
                if not worse or status["status"] == Status.RESOLVED.value:
                    tx.undo()
                    return OpenedCase(known["reference"], False, Severity(status["severity"]), _seqs(known["replies"]))
                quiet = True
            opened = self._open_or_raise(tx, place, seq, opening, quiet)
        self.signals.send(conversation_id)
        return opened

    def _open_or_raise(self, tx: Transaction, place: Mapping[str, Any], seq: int, opening: CaseOpening,
                       quiet: bool) -> OpenedCase:
        conversation_id, in_assistant_mode = place["id"], place["mode"] == Mode.ASSISTANT.value
        case = tx.row("SELECT reference, severity, origin, topic, kind, countries, reasons, card, questions, status, "
                      "handed_back FROM case_file WHERE conversation_id = :id AND status <> 'resolved'",
                      id=conversation_id)
        if case is None:
            reference, severity, before = self._insert_case(tx, conversation_id, seq, opening), opening.severity, None
        else:
            reference, before = case["reference"], Severity(case["severity"])
            severity = self._raise_case(tx, case, seq, opening)
        newly_p1 = severity is Severity.P1 and before is not Severity.P1
        unheard = opening.origin is Origin.DANGER and not in_assistant_mode and not quiet
        # handed back and in danger again: nobody has been called for that
        again = (case is not None and case["status"] == Status.WAITING.value and case["handed_back"]
                 and opening.origin is Origin.DANGER and not quiet)
        if newly_p1 or ((unheard or again) and severity is Severity.P1):
            tx.run("UPDATE case_file SET alert_due_at = {now} WHERE reference = :reference", reference=reference)
        replies: tuple[Reply, ...] = ()
        if in_assistant_mode and not quiet and opening.first_replies is not None:
            replies = opening.first_replies(reference, self._wait(tx, severity), before is not None)
        seqs: tuple[int, ...] = ()
        if replies:
            last = tx.value("UPDATE conversation SET seq = seq + :n WHERE id = :id RETURNING seq",
                            n=len(replies), id=conversation_id)
            seqs = self._write_replies(tx, conversation_id, place["channel"], last, replies, seq)
        heard = "NULL" if unheard else "{now}"
        if quiet:
            tx.run("UPDATE danger SET severity = :severity WHERE conversation_id = :id AND seq = :seq",
                   severity=opening.severity.value, id=conversation_id, seq=seq)
        else:
            tx.run("INSERT INTO danger (conversation_id, seq, reference, origin, severity, at, heard_at, replies) "
                   f"VALUES (:id, :seq, :reference, :origin, :severity, {{now}}, {heard}, :replies) "
                   "ON CONFLICT (conversation_id, seq) DO UPDATE SET reference = excluded.reference, "
                   "origin = excluded.origin, severity = excluded.severity, at = excluded.at, "
                   "heard_at = excluded.heard_at, replies = excluded.replies",
                   id=conversation_id, seq=seq, reference=reference, origin=opening.origin.value,
                   severity=opening.severity.value, replies=",".join(map(str, seqs)))
        self._audit(tx, SERVICE, "opened" if before is None else "raised", reference,
                    f"{opening.origin.value} in message {seq}: "
                    f"{before.value + ' to ' if before else ''}{severity.value}")
        return OpenedCase(reference, not quiet, severity, seqs)

    def _insert_case(self, tx: Transaction, conversation_id: str, seq: int, opening: CaseOpening) -> str:
        previous = tx.value("SELECT reference FROM case_file WHERE conversation_id = :id "
                            "ORDER BY opened_at DESC, opened_seq DESC LIMIT 1", id=conversation_id)
        reference = new_reference()
        while tx.value("SELECT 1 FROM case_file WHERE reference = :reference", reference=reference) is not None:
            reference = new_reference()
        card = Card()
        card.fill(opening.card, TRIAGE)
        tx.run("INSERT INTO case_file (reference, conversation_id, status, origin, severity, topic, kind, countries, "
               "reasons, card, questions, opened_at, opened_seq, raised_seq, raised_at, waiting_at, unread, "
               "previous) VALUES "
               "(:reference, :id, 'waiting', :origin, :severity, :topic, :kind, :countries, :reasons, :card, "
               ":questions, {now}, :seq, :seq, {now}, {now}, 1, :previous)",
               reference=reference, id=conversation_id, origin=opening.origin.value, severity=opening.severity.value,
               topic=opening.topic, kind=opening.kind, countries=_countries(opening.countries), seq=seq,
               previous=previous,
               reasons=self.sealer.json(list(merged(opening.reasons)), "case_file.reasons", reference),
               card=card.sealed(self.sealer, reference),
               questions=sealed_questions(self.sealer, reference, with_questions((), opening.questions)))
        return reference

    def _raise_case(self, tx: Transaction, case: Mapping[str, Any], seq: int, opening: CaseOpening) -> Severity:
        """Merge what is new into the open case → its severity now, which never falls."""
        reference, before = case["reference"], Severity(case["severity"])
        worse = opening.severity.is_worse_than(before)
        weightier = _WEIGHT[opening.origin] > _WEIGHT[Origin(case["origin"])]
        leads = worse or (weightier and opening.severity is before)
        reasons = self.sealer.open_json(case["reasons"], [], "case_file.reasons", reference)
        countries = filter(None, case["countries"].split(","))
        card = open_card(self.sealer, case)
        card.fill(opening.card, TRIAGE)
        tx.run("UPDATE case_file SET origin = :origin, severity = :severity, topic = :topic, kind = :kind, "
               "countries = :countries, reasons = :reasons, card = :card, questions = :questions, unread = 1, "
               "raised_at = CASE WHEN :worse = 1 THEN {now} ELSE raised_at END, "
               "waiting_at = CASE WHEN status = 'waiting' AND (:worse = 1 OR (handed_back = 1 AND :danger = 1)) "
               "THEN {now} ELSE waiting_at END, "
               "handed_back = CASE WHEN :worse = 1 OR :danger = 1 THEN 0 ELSE handed_back END, "
               "raised_seq = :seq WHERE reference = :reference",
               reference=reference, seq=seq, origin=opening.origin.value if weightier else case["origin"],
               severity=opening.severity.value if worse else before.value,
               topic=opening.topic if leads else case["topic"],
               kind=opening.kind if leads and opening.kind else case["kind"],
               countries=_countries(merged(opening.countries, countries) if leads
                                    else merged(countries, opening.countries)),
               reasons=self.sealer.json(list(merged(reasons, opening.reasons)), "case_file.reasons", reference),
               card=card.sealed(self.sealer, reference), worse=int(worse), danger=int(opening.origin is Origin.DANGER),
               questions=sealed_questions(self.sealer, reference,
                                          with_questions(open_questions(self.sealer, case), opening.questions)))
        return opening.severity if worse else before

    def _wait(self, tx: Transaction, severity: Severity) -> Wait:
        signed_in = int(tx.value("SELECT COUNT(*) FROM presence WHERE at > {now} - :gap", gap=PRESENT_SECONDS * SECOND))
        waits = [row["waited"] for row in tx.rows(
            "SELECT first_taken_at - raised_at AS waited FROM case_file WHERE severity = :severity "
            "AND first_taken_at > {now} - :days AND first_taken_at >= raised_at ORDER BY first_taken_at DESC LIMIT 500",
            severity=severity.value, days=WAIT_DAYS * 86_400 * SECOND)]
        if len(waits) < WAIT_CASES:
            return Wait(signed_in, None)
        return Wait(signed_in, max(1, round(statistics.median(waits) / (60 * SECOND))))


def _countries(codes: tuple[str, ...]) -> str:
    return ",".join(codes)[:255].rpartition(",")[0] if len(",".join(codes)) > 255 else ",".join(codes)


def _seqs(text: str) -> tuple[int, ...]:
    return tuple(int(seq) for seq in text.split(",") if seq)
