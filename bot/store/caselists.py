"""Lists of cases: the desk's queue, and what the reconciler must act on."""
from __future__ import annotations

from bot.casework.case import Case, Status
from bot.casework.ports import Overdue
from bot.casework.queue import in_order
from bot.conversation.messages import Mode
from bot.errors import CaseworkError
from bot.store.audit import SERVICE, Audit
from bot.store.case_rows import COLUMNS, FROM, case_of_row
from bot.store.engine import SECOND, moment

FAILED_AGAIN_AFTER = 60
"""Seconds until a failed on-call alert is tried again."""
MOST_LISTED = 1_000


class CaseLists(Audit):
    """The queue and the reconciler's half of bot.casework.ports.Casework."""

    def _cases(self, where: str, order: str = "c.severity, c.opened_at", **values: object) -> list[Case]:
        with self.database.read() as tx:
            rows = tx.rows(f"SELECT {COLUMNS} {FROM} WHERE {where} ORDER BY {order} LIMIT {MOST_LISTED}", **values)
        return [case_of_row(self.sealer, row) for row in rows]

    def queue(self, status: Status | None = None) -> list[Case]:
        if status is Status.RESOLVED:
            return self._cases("c.status = 'resolved'", "c.resolved_at DESC")
        if status is None:
            return in_order(self._cases("c.status <> 'resolved'"))
        return in_order(self._cases("c.status = :status", status=status.value))

    def case_of(self, conversation_id: str) -> Case | None:
        found = self._cases("c.conversation_id = :id AND c.status <> 'resolved'", id=conversation_id)
        return found[0] if found else None

    def earlier(self, reference: str) -> list[Case]:
        return self._cases("c.conversation_id = (SELECT conversation_id FROM case_file WHERE reference = :reference) "
                           "AND c.opened_seq < (SELECT opened_seq FROM case_file WHERE reference = :reference)",
                           order="c.opened_seq DESC", reference=reference)

    # -- alerts ---------------------------------------------------------------------------------------------------
    def alerts_due(self) -> list[Case]:
        due = ("c.status <> 'resolved' AND c.alert_due_at IS NOT NULL "
               f"AND (c.alert <> 'failed' OR c.alert_at IS NULL OR c.alert_at < {{now}} - "
               f"{FAILED_AGAIN_AFTER * SECOND} "
               "OR c.alert_due_at > c.alert_at)")
        found = self._cases(due)
        if found:
            # alert_done ends only what was due when it was read: a raise in between stays due
            with self.database.write() as tx:
                for case in found:
                    tx.run("UPDATE case_file SET alert_read_at = alert_due_at WHERE reference = :reference",
                           reference=case.reference)
        return found

    def alert_done(self, reference: str, state: str) -> None:
        if state not in {"sent", "failed", "not_configured"}:
            raise CaseworkError(f"An alert cannot be {state!r}.")
        with self.database.write() as tx:
            if not tx.run("UPDATE case_file SET alert = :state, alert_at = {now}, alert_due_at = CASE "
                          "WHEN :state <> 'failed' AND alert_due_at <= COALESCE(alert_read_at, alert_due_at) THEN NULL "
                          "ELSE alert_due_at END WHERE reference = :reference", state=state, reference=reference):
                raise CaseworkError(f"There is no case {reference[:16]}.")
            self._audit(tx, SERVICE, f"alert {state}", reference)

    # -- overdue --------------------------------------------------------------------------------------------------
    def unanswered_for(self, seconds: float) -> list[Overdue]:
        with self.database.read() as tx:
            rows = tx.rows(
                "SELECT v.id, v.waiting_since, (SELECT MIN(m.seq) FROM message m WHERE m.conversation_id = v.id "
                "AND m.seq > v.answered AND m.author = 'citizen') AS seq FROM conversation v "
                "WHERE v.mode = 'assistant' AND v.waiting_since IS NOT NULL AND v.waiting_since < {now} - :gap "
                "AND v.last_citizen > v.answered AND NOT EXISTS (SELECT 1 FROM case_file c "
                "WHERE c.conversation_id = v.id AND c.status <> 'resolved') ORDER BY v.waiting_since LIMIT 1000",
                gap=int(seconds * SECOND))
        return [Overdue(row["id"], row["seq"], moment(row["waiting_since"])) for row in rows if row["seq"] is not None]

    def waiting_p1_for(self, seconds: float) -> list[Case]:
        return self._cases("c.status = 'waiting' AND c.severity = 'P1' AND c.handed_back = 0 "
                           "AND c.waiting_at < {now} - :gap", gap=int(seconds * SECOND))

    def danger_unheard_for(self, seconds: float) -> list[Overdue]:
        with self.database.read() as tx:
            rows = tx.rows(
                "SELECT d.conversation_id, d.seq, d.at, d.reference FROM danger d JOIN conversation v "
                "ON v.id = d.conversation_id WHERE d.heard_at IS NULL AND v.mode = :mode AND d.at < {now} - :gap "
                "ORDER BY d.at LIMIT 1000", mode=Mode.CASEWORKER.value, gap=int(seconds * SECOND))
        return [Overdue(row["conversation_id"], row["seq"], moment(row["at"]), row["reference"]) for row in rows]

    def held_by_absent(self, seconds: float) -> list[Case]:
        return self._cases(
            "c.status = 'in_handover' AND v.last_citizen > v.last_said AND c.taken_at < {now} - :gap AND NOT EXISTS "
            "(SELECT 1 FROM presence p WHERE p.name = c.caseworker AND p.at >= {now} - :gap)",
            gap=int(seconds * SECOND))


