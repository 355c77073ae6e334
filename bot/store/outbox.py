"""Delivery to messengers: replies wait here until a sender has passed them on. The words are in `message`."""
from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.messages import Message
from bot.store.conversations import Conversations
from bot.store.engine import SECOND

TRIES_APART = (5, 30, 120, 600, 3600)
"""Seconds before each next try; after the last one the row has failed."""
SENDING_FOR = 120
"""A row that has been `sending` for so long belonged to a sender that died. Its provider may hold it: it fails."""


@dataclass(frozen=True)
class Delivery:
    """One message that a sender now holds."""

    channel: str
    account: str
    message: Message
    attempts: int


class Outbox(Conversations):
    """Rows of `outbox`: queued → sending → sent or failed; cancelled by a take-over."""

    def next_deliveries(self, channel: str, limit: int = 20) -> list[Delivery]:
        """Mark due rows `sending` → what to send, oldest first; one conversation's rows in order, one at a time."""
        with self.database.write() as tx:
            rows = tx.rows(
                "UPDATE outbox SET state = 'sending', attempts = attempts + 1, next_at = {now} + :sending "
                "WHERE (conversation_id, seq) IN (SELECT o.conversation_id, o.seq FROM outbox o "
                "WHERE o.channel = :channel AND o.state = 'queued' AND o.next_at <= {now} AND NOT EXISTS ("
                "SELECT 1 FROM outbox b WHERE "
                "b.conversation_id = o.conversation_id AND b.seq < o.seq AND b.state IN ('queued', 'sending')) "
                "ORDER BY o.at, o.seq LIMIT :limit {skip_locked}) AND state = 'queued' "
                "RETURNING conversation_id, seq, attempts",
                channel=channel, limit=limit, sending=SENDING_FOR * SECOND)
            found = []
            for row in rows:
                message = tx.row("SELECT conversation_id, seq, author, body, details, at FROM message "
                                 "WHERE conversation_id = :id AND seq = :seq",
                                 id=row["conversation_id"], seq=row["seq"])
                assert message is not None
                account = tx.value("SELECT account FROM conversation WHERE id = :id", id=row["conversation_id"])
                found.append((row, message, account))
        return [Delivery(channel, self.sealer.open_text(account, "conversation.account", row["conversation_id"]),
                         self._message(message), row["attempts"])
                for row, message, account in sorted(found, key=lambda item: (item[1]["at"], item[1]["seq"]))]

    def delivered(self, conversation_id: str, seq: int, provider_id: str) -> None:
        """The provider has it."""
        with self.database.write() as tx:
            tx.run("UPDATE outbox SET state = 'sent', provider_id = :provider "
                   "WHERE conversation_id = :id AND seq = :seq",
                   provider=provider_id[:200], id=conversation_id, seq=seq)

    def not_delivered(self, conversation_id: str, seq: int, for_good: bool = False) -> str:
        """The provider refused it, or did not answer → `queued` (tried again later) or `failed`."""
        with self.database.write() as tx:
            attempts = int(tx.value("SELECT attempts FROM outbox WHERE conversation_id = :id AND seq = :seq",
                                    id=conversation_id, seq=seq) or 0)
            again = not for_good and 0 < attempts <= len(TRIES_APART)
            # a take-over in between must still cancel: what the assistant had queued is not queued again
            taken = tx.value("SELECT 1 FROM conversation v JOIN outbox o ON o.conversation_id = v.id "
                             "WHERE v.id = :id AND o.seq = :seq AND v.mode = 'caseworker' AND o.author = 'assistant'",
                             id=conversation_id, seq=seq) is not None
            state = "cancelled" if taken else "queued" if again else "failed"
            tx.run("UPDATE outbox SET state = :state, next_at = {now} + :wait "
                   "WHERE conversation_id = :id AND seq = :seq AND state = 'sending'",
                   state=state, id=conversation_id, seq=seq,
                   wait=TRIES_APART[attempts - 1] * SECOND if again else 0)
        return state

    def outbox_of(self, conversation_id: str) -> list[tuple[int, str, str]]:
        """(seq, state, provider's id) of each row, so that a caseworker sees what a provider may already hold."""
        with self.database.read() as tx:
            rows = tx.rows("SELECT seq, state, provider_id FROM outbox WHERE conversation_id = :id "
                           "ORDER BY seq", id=conversation_id)
        return [(row["seq"], row["state"], row["provider_id"] or "") for row in rows]

    def fail_lost_deliveries(self) -> int:
        """Rows whose sender died in mid-send → how many. They are not sent again: the provider may hold them."""
        with self.database.write() as tx:
            return tx.run("UPDATE outbox SET state = 'failed' WHERE state = 'sending' AND next_at < {now}")
