"""What every repository shares: the database, the sealer, the wake-up, and how a message is appended."""
from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import Any

from bot.conversation.messages import Author, Reply
from bot.errors import ConversationError
from bot.store.engine import Database, Transaction
from bot.store.sealing import Sealer
from bot.store.wakeup import Signals

OWN_CHANNELS = ("web",)
"""Channels whose page reads the log itself; all others get outbox rows."""


class Repository:
    """Base of the store's parts, which are composed into one `Store`."""

    def __init__(self, database: Database, sealer: Sealer, signals: Signals) -> None:
        self.database = database
        self.sealer = sealer
        self.signals = signals
        self.recently = Recently()

    # -- messages -------------------------------------------------------------------------------------------------
    def _write_message(self, tx: Transaction, conversation_id: str, seq: int, author: Author, body: str,
                       details: dict[str, Any]) -> None:
        seal = self.sealer
        tx.run("INSERT INTO message (conversation_id, seq, author, body, details, at) "
               "VALUES (:id, :seq, :author, :body, :details, {now})",
               id=conversation_id, seq=seq, author=author.value,
               body=seal.text(body, "message.body", conversation_id, seq),
               details=seal.json(details, "message.details", conversation_id, seq) if details else None)

    def _write_replies(self, tx: Transaction, conversation_id: str, channel: str, last: int, replies: Sequence[Reply],
                       in_reply_to: int = 0) -> tuple[int, ...]:
        """Write replies whose numbers end with `last`, which the caller has counted → their numbers."""
        seqs = tuple(range(last - len(replies) + 1, last + 1))
        for seq, reply in zip(seqs, replies, strict=True):
            self._write_message(tx, conversation_id, seq, reply.author, reply.body, details_of(reply, in_reply_to))
            self._queue_delivery(tx, conversation_id, channel, seq, reply.author)
        return seqs

    def _queue_delivery(self, tx: Transaction, conversation_id: str, channel: str, seq: int, author: Author) -> None:
        if channel not in OWN_CHANNELS:
            tx.run("INSERT INTO outbox (conversation_id, seq, channel, author, state, next_at, at) "
                   "VALUES (:id, :seq, :channel, :author, 'queued', {now}, {now})",
                   id=conversation_id, seq=seq, channel=channel, author=author.value)

    def _append_notice(self, tx: Transaction, conversation_id: str, notice: Reply) -> int:
        row = tx.row("UPDATE conversation SET seq = seq + 1 WHERE id = :id RETURNING seq, channel", id=conversation_id)
        if row is None:
            raise no_conversation()
        as_notice = Reply(notice.body, notice.quick_replies, notice.sources, Author.NOTICE, notice.about)
        self._write_replies(tx, conversation_id, row["channel"], row["seq"], [as_notice])
        return int(row["seq"])

    def _lock(self, tx: Transaction, conversation_id: str) -> Any:
        """Queue up at the conversation's row before anything else is touched → the row, without its words."""
        row = tx.row("UPDATE conversation SET seq = seq WHERE id = :id RETURNING id, channel, mode, seq, last_citizen, "
                     "answered, caseworker, fence, last_said", id=conversation_id)
        if row is None:
            raise no_conversation()
        return row


def details_of(reply: Reply, in_reply_to: int = 0) -> dict[str, Any]:
    """A reply's buttons, sources and memory as JSON (see bot.conversation.messages.Message.details)."""
    details: dict[str, Any] = {}
    if reply.quick_replies:
        details["quick_replies"] = [{"title": q.title, "payload": dict(q.payload)} for q in reply.quick_replies]
    if reply.sources:
        details["sources"] = [{"title": s.title, "url": s.url,
                               "reviewed_at": s.reviewed_at.isoformat() if s.reviewed_at else None}
                              for s in reply.sources]
    if reply.about:
        details["about"] = dict(reply.about)
    if in_reply_to:
        details["in_reply_to"] = in_reply_to
    return details


def no_conversation() -> ConversationError:
    return ConversationError("There is no such conversation. Start a new one.")


class Recently:
    """Remembers, in this process, what was written moments ago, so that it is not written again."""

    MOST = 10_000

    def __init__(self) -> None:
        self._at: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()

    def first_in(self, kind: str, name: str, seconds: float) -> bool:
        """Whether the last True for this kind and name is at least that long ago."""
        now, key = time.monotonic(), (kind, name)
        with self._lock:
            if now - self._at.get(key, float("-inf")) < seconds:
                return False
            self._at.pop(key, None)
            self._at[key] = now
            if len(self._at) > self.MOST:
                self._at.pop(next(iter(self._at)))
            return True

    def forget(self, kind: str, name: str) -> None:
        with self._lock:
            self._at.pop((kind, name), None)
