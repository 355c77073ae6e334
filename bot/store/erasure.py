"""Erasure: every word of a conversation is overwritten, in every table. The audit keeps who did what, without words."""
from __future__ import annotations

from bot.store.audit import SERVICE, Audit
from bot.store.engine import SECOND

ERASED = "[erased]"


class Erasure(Audit):
    """`erase` of bot.conversation.ports.ConversationLog, and what retention asks."""

    def erase(self, conversation_id: str) -> None:
        """See ConversationLog.erase. An open case is resolved by it; the numbers of messages stay."""
        seal = self.sealer
        with self.database.write() as tx:
            self._lock(tx, conversation_id)
            tx.run("UPDATE conversation SET ended_at = COALESCE(ended_at, {now}), erased_at = {now}, account = NULL, "
                   "account_hash = NULL, context = NULL, resume_hash = NULL, resume_until = NULL, mode = 'assistant', "
                   "caseworker = NULL, answered = last_citizen, waiting_since = NULL, lease_owner = NULL, "
                   "lease_until = 0, fence = fence + 1, attempts = 0 WHERE id = :id", id=conversation_id)
            tx.run("DELETE FROM conversation_key WHERE conversation_id = :id", id=conversation_id)
            tx.run("DELETE FROM follow WHERE conversation_id = :id", id=conversation_id)
            tx.run("DELETE FROM answer_record WHERE conversation_id = :id", id=conversation_id)
            for row in tx.rows("SELECT seq FROM message WHERE conversation_id = :id", id=conversation_id):
                tx.run("UPDATE message SET body = :body, details = NULL WHERE conversation_id = :id AND seq = :seq",
                       id=conversation_id, seq=row["seq"],
                       body=seal.text(ERASED, "message.body", conversation_id, row["seq"]))
            tx.run("UPDATE inbox SET raw = NULL WHERE conversation_id = :id", id=conversation_id)
            tx.run("UPDATE turn SET events = NULL, before = NULL WHERE conversation_id = :id", id=conversation_id)
            tx.run("UPDATE outbox SET state = 'cancelled' WHERE conversation_id = :id AND state = 'queued'",
                   id=conversation_id)
            cases = tx.rows("SELECT reference FROM case_file WHERE conversation_id = :id", id=conversation_id)
            for reference in (row["reference"] for row in cases):
                tx.run("UPDATE case_file SET reasons = NULL, card = NULL, questions = NULL, unread = 0, "
                       "status = 'resolved', resolved_at = COALESCE(resolved_at, {now}), waiting_at = NULL, "
                       "alert_due_at = NULL, resolution = COALESCE(resolution, 'no_reply') "
                       "WHERE reference = :reference", reference=reference)
                tx.run("UPDATE note SET body = NULL WHERE reference = :reference", reference=reference)
                tx.run("UPDATE audit SET words = NULL WHERE reference = :reference", reference=reference)
            for row in cases:  # after every case: whoever else holds one is about to write to the audit
                self._audit(tx, SERVICE, "erased", row["reference"])
        self.signals.send(conversation_id)

    def quiet_for(self, days: float) -> list[str]:
        """Conversations without an open case in which nobody has written or read for so long and that hold words."""
        with self.database.read() as tx:
            rows = tx.rows(
                "SELECT v.id FROM conversation v WHERE v.erased_at IS NULL AND COALESCE(v.seen_at, v.created_at) < "
                "{now} - :gap AND v.created_at < {now} - :gap AND NOT EXISTS (SELECT 1 FROM case_file c "
                "WHERE c.conversation_id = v.id AND (c.status <> 'resolved' OR c.resolved_at > {now} - :gap)) "
                "ORDER BY v.created_at LIMIT 1000", gap=int(days * 86_400 * SECOND))
        return [row["id"] for row in rows]
