"""Conversations as citizens use them: start, receive, read, end."""
from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError

from bot.conversation.messages import LONGEST_MESSAGE, Author, Message, Mode, Reply
from bot.conversation.ports import Conversation, Received
from bot.errors import BadInput, ConversationError
from bot.store.engine import SECOND, Transaction, moment, moment_or_none
from bot.store.keyring import digest_of_secret
from bot.store.repository import Repository, no_conversation

RESUME_DAYS = 7
LONGEST_KEY = 500
"""Characters of a delivery's key; providers' ids are far shorter."""
SEEN_SECONDS = 15.0
RECENT = ("SELECT conversation_id, seq, author, body, details, at FROM message WHERE conversation_id = :id "
          "AND seq < :before AND author = 'citizen' ORDER BY seq DESC LIMIT :limit")
"""The citizen's last messages before one, newest first."""


class Conversations(Repository):
    """The citizens' half of bot.conversation.ports.ConversationLog."""

    # -- keys -----------------------------------------------------------------------------------------------------
    def start(self, channel: str, account: str | None = None) -> tuple[str, str]:
        """See ConversationLog.start. A messenger's conversation has no key: "" is returned for it."""
        if account is not None:
            return self._of_account(channel, account), ""
        conversation_id, key = secrets.token_hex(16), secrets.token_urlsafe(32)
        with self.database.write() as tx:
            tx.run("INSERT INTO conversation (id, channel, created_at) VALUES (:id, :channel, {now})",
                   id=conversation_id, channel=channel)
            self._add_key(tx, conversation_id, key)
        return conversation_id, key

    def _of_account(self, channel: str, account: str) -> str:
        account_hash = self.sealer.ring.keyed_hash(f"account.{channel}", account)
        find = ("SELECT id FROM conversation WHERE channel = :channel AND account_hash = :hash AND ended_at IS NULL")
        for _ in range(3):
            with self.database.read() as tx:
                found = tx.value(find, channel=channel, hash=account_hash)
            if found is not None:
                return str(found)
            conversation_id = secrets.token_hex(16)
            try:
                with self.database.write() as tx:
                    tx.run("INSERT INTO conversation (id, channel, account_hash, account, created_at) "
                           "VALUES (:id, :channel, :hash, :account, {now})",
                           id=conversation_id, channel=channel, hash=account_hash,
                           account=self.sealer.text(account, "conversation.account", conversation_id))
            except IntegrityError:
                continue  # another delivery of the same account was first
            return conversation_id
        raise ConversationError("The conversation could not be started. Try again.")

    def _add_key(self, tx: Transaction, conversation_id: str, key: str) -> None:
        tx.run("INSERT INTO conversation_key (key_hash, conversation_id, created_at) VALUES (:hash, :id, {now})",
               hash=digest_of_secret(key), id=conversation_id)

    def account(self, conversation_id: str) -> tuple[str, str | None]:
        """(channel, the messenger's user or None), for the sender."""
        with self.database.read() as tx:
            row = tx.row("SELECT channel, account FROM conversation WHERE id = :id", id=conversation_id)
        if row is None:
            raise no_conversation()
        sealed = row["account"]
        return row["channel"], (None if sealed is None else
                                self.sealer.open_text(sealed, "conversation.account", conversation_id))

    def conversation_for_key(self, key: str) -> str | None:
        with self.database.read() as tx:
            found = tx.value("SELECT conversation_id FROM conversation_key WHERE key_hash = :hash",
                             hash=digest_of_secret(key))
        return None if found is None else str(found)

    def make_resume_token(self, conversation_id: str) -> str:
        token = secrets.token_urlsafe(32)
        with self.database.write() as tx:
            changed = tx.run("UPDATE conversation SET resume_hash = :hash, resume_until = {now} + :valid "
                             "WHERE id = :id AND ended_at IS NULL",
                             hash=digest_of_secret(token), valid=RESUME_DAYS * 86_400 * SECOND, id=conversation_id)
        if not changed:
            raise ConversationError("This conversation has ended, so it cannot be opened on another device.")
        return token

    def conversation_for_resume_token(self, token: str) -> tuple[str, str] | None:
        find = ("SELECT id FROM conversation WHERE resume_hash = :hash AND resume_until > {now} AND ended_at IS NULL")
        with self.database.read() as tx:
            if tx.value(find, hash=digest_of_secret(token)) is None:
                return None
        key = secrets.token_urlsafe(32)
        with self.database.write() as tx:
            found = tx.value(find, hash=digest_of_secret(token))
            if found is None:
                return None
            self._add_key(tx, found, key)
        return str(found), key

    # -- reading --------------------------------------------------------------------------------------------------
    def conversation(self, conversation_id: str) -> Conversation:
        with self.database.read() as tx:
            row = tx.row("SELECT id, channel, mode, seq, last_citizen, answered, created_at, caseworker, read_up_to, "
                         "ended_at FROM conversation WHERE id = :id", id=conversation_id)
        if row is None:
            raise no_conversation()
        return Conversation(row["id"], row["channel"], Mode(row["mode"]), row["seq"], row["last_citizen"],
                            row["answered"], moment(row["created_at"]), row["caseworker"], row["read_up_to"],
                            moment_or_none(row["ended_at"]))

    def messages(self, conversation_id: str, after: int = 0, limit: int = 1000) -> list[Message]:
        with self.database.read() as tx:
            rows = tx.rows("SELECT conversation_id, seq, author, body, details, at FROM message "
                           "WHERE conversation_id = :id AND seq > :after ORDER BY seq LIMIT :limit",
                           id=conversation_id, after=after, limit=limit)
        return [self._message(row) for row in rows]

    def recent(self, conversation_id: str, before: int, limit: int) -> list[Message]:
        with self.database.read() as tx:
            rows = tx.rows(RECENT, id=conversation_id, before=before, limit=limit)
        return [self._message(row) for row in reversed(rows)]

    def _message(self, row: Mapping[str, Any]) -> Message:
        place = (row["conversation_id"], row["seq"])
        return Message(row["conversation_id"], row["seq"], Author(row["author"]),
                       self.sealer.open_text(row["body"], "message.body", *place), moment(row["at"]),
                       self.sealer.open_json(row["details"], {}, "message.details", *place))

    def context(self, conversation_id: str) -> Mapping[str, Any]:
        with self.database.read() as tx:
            row = tx.row("SELECT context FROM conversation WHERE id = :id", id=conversation_id)
        if row is None:
            raise no_conversation()
        found: Mapping[str, Any] = self.sealer.open_json(row["context"], {}, "conversation.context", conversation_id)
        return found

    # -- writing --------------------------------------------------------------------------------------------------
    def receive(self, conversation_id: str, key: str, body: str, details: Mapping[str, Any] | None = None,
                raw: bytes | None = None) -> Received:
        if not body.strip():
            raise BadInput("The message is empty. Write something, then send it.")
        if len(body) > LONGEST_MESSAGE:
            raise BadInput(f"The message is too long. Shorten it to {LONGEST_MESSAGE:,} characters or fewer.")
        if not key or len(key) > LONGEST_KEY:
            raise BadInput("The message came without a usable key, so it was not stored. "
                           "Reload the page and try again.")
        repeated: int | None = None
        with self.database.write() as tx:
            row = tx.row(
                "UPDATE conversation SET seq = seq + 1, last_citizen = seq + 1, last_citizen_at = {now}, "
                "seen_at = {now}, waiting_since = COALESCE(waiting_since, {now}) WHERE id = :id "
                "RETURNING seq, channel, account_hash, mode, ended_at", id=conversation_id)
            if row is None:
                raise no_conversation()
            place = {"channel": row["channel"], "scope": row["account_hash"] or conversation_id,
                     "key": digest_of_secret(key)}
            seq = int(row["seq"])
            fresh = tx.run(
                "INSERT INTO inbox (channel, scope, key_hash, conversation_id, seq, raw, at) "
                "VALUES (:channel, :scope, :key, :id, :seq, :raw, {now}) ON CONFLICT DO NOTHING",
                id=conversation_id, seq=seq, **place,
                raw=None if raw is None else self.sealer.raw(raw, "inbox.raw", conversation_id, seq))
            if not fresh:
                first = tx.row("SELECT conversation_id, seq FROM inbox "
                               "WHERE channel = :channel AND scope = :scope AND key_hash = :key", **place)
                assert first is not None
                conversation_id, repeated = first["conversation_id"], int(first["seq"])
                tx.undo()
            elif row["ended_at"] is not None:
                raise ConversationError("This conversation has ended. Start a new one.")
            else:
                self._write_message(tx, conversation_id, seq, Author.CITIZEN, body, dict(details or {}))
                if row["mode"] == Mode.CASEWORKER.value:
                    tx.run("UPDATE case_file SET unread = 1 WHERE conversation_id = :id AND status <> 'resolved'",
                           id=conversation_id)
        if repeated is not None:
            return Received(conversation_id, repeated, fresh=False)
        self.signals.send(conversation_id)
        return Received(conversation_id, seq, fresh=True)

    def notice(self, conversation_id: str, reply: Reply, once: str) -> int | None:
        with self.database.write() as tx:
            row = self._lock(tx, conversation_id)
            if not tx.run("INSERT INTO notice_once (conversation_id, name, seq) VALUES (:id, :name, :seq) "
                          "ON CONFLICT DO NOTHING", id=conversation_id, name=once[:128], seq=row["seq"] + 1):
                return None
            seq = self._append_notice(tx, conversation_id, reply)
        self.signals.send(conversation_id)
        return seq

    def seen(self, conversation_id: str) -> None:
        if not self.recently.first_in("seen", conversation_id, SEEN_SECONDS):
            return
        with self.database.write() as tx:
            tx.run("UPDATE conversation SET seen_at = {now} WHERE id = :id "
                   "AND (seen_at IS NULL OR seen_at < {now} - :gap)",
                   id=conversation_id, gap=int(SEEN_SECONDS * SECOND))

    def feedback(self, conversation_id: str, seq: int, helpful: bool) -> None:
        with self.database.write() as tx:
            if tx.value("SELECT 1 FROM message WHERE conversation_id = :id AND seq = :seq AND author <> 'citizen'",
                        id=conversation_id, seq=seq) is None:
                raise ConversationError("There is no such reply in this conversation.")
            tx.run("INSERT INTO feedback (conversation_id, seq, helpful, at) VALUES (:id, :seq, :helpful, {now}) "
                   "ON CONFLICT (conversation_id, seq) DO UPDATE SET helpful = excluded.helpful, at = excluded.at",
                   id=conversation_id, seq=seq, helpful=int(helpful))

    def feedback_of(self, conversation_id: str) -> dict[int, bool]:
        """seq → whether it helped, so that the page shows what was answered."""
        with self.database.read() as tx:
            rows = tx.rows("SELECT seq, helpful FROM feedback WHERE conversation_id = :id ORDER BY seq",
                           id=conversation_id)
        return {row["seq"]: bool(row["helpful"]) for row in rows}

    def end(self, conversation_id: str) -> None:
        with self.database.write() as tx:
            self._lock(tx, conversation_id)
            tx.run("UPDATE conversation SET ended_at = COALESCE(ended_at, {now}), resume_hash = NULL, "
                   "resume_until = NULL WHERE id = :id", id=conversation_id)
            tx.run("DELETE FROM conversation_key WHERE conversation_id = :id", id=conversation_id)
            tx.run("DELETE FROM follow WHERE conversation_id = :id", id=conversation_id)
        self.signals.send(conversation_id)
