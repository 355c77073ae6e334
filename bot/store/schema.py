"""The tables. Migrations make them; a test holds the two together.

Times are whole microseconds since 1970 UTC by the database's clock: one exact type that both databases compare alike.
Columns of type LargeBinary are sealed by the key ring; `SEALED` lists them with the columns that identify a row.
"""
from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData()

HEAD = "0005"
"""The newest migration; a test compares it with bot/store/migrations."""


def _table(name: str, *items: Any) -> Table:
    return Table(name, metadata, *items)


def _count(name: str) -> Column[Any]:
    return Column(name, Integer, nullable=False, server_default="0")


def _flag(name: str) -> Column[Any]:
    return Column(name, SmallInteger, nullable=False, server_default="0")


def _time(name: str, nullable: bool = True) -> Column[Any]:
    return Column(name, BigInteger, nullable=nullable)


def _sealed(name: str) -> Column[Any]:
    return Column(name, LargeBinary)


def _of_conversation(primary_key: bool = False) -> Column[Any]:
    return Column("conversation_id", String(64), ForeignKey("conversation.id"), nullable=False, primary_key=primary_key)


_table(
    "conversation",
    Column("id", String(64), primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("account_hash", String(64)),
    _sealed("account"),
    Column("mode", String(16), nullable=False, server_default="assistant"),
    _count("seq"), _count("last_citizen"), _count("answered"), _count("read_up_to"),
    # seq of the last word of a caseworker: whether the citizen waits for one
    _count("last_said"),
    Column("caseworker", String(64)),
    Column("lease_owner", String(128)),
    Column("lease_until", BigInteger, nullable=False, server_default="0"),
    _count("fence"), _count("attempts"),
    # `answered` when it was last claimed: a lease that ended without progress counts as a failed run
    _count("claimed_at_answered"),
    # when the first unanswered word arrived; null where nothing waits
    _time("waiting_since"),
    Column("resume_hash", String(64), unique=True),
    _time("resume_until"),
    _sealed("context"),
    _time("created_at", nullable=False), _time("last_citizen_at"), _time("seen_at"), _time("ended_at"),
    _time("erased_at"),
    Index("conversation_waiting", "mode", "waiting_since",
          sqlite_where=text("waiting_since IS NOT NULL"), postgresql_where=text("waiting_since IS NOT NULL")),
    Index("conversation_of_account", "channel", "account_hash", unique=True,
          sqlite_where=text("account_hash IS NOT NULL AND ended_at IS NULL"),
          postgresql_where=text("account_hash IS NOT NULL AND ended_at IS NULL")),
)
_table(
    "conversation_key",
    Column("key_hash", String(64), primary_key=True),
    _of_conversation(), _time("created_at", nullable=False),
    Index("conversation_key_of", "conversation_id"),
)
_table(
    "message",
    _of_conversation(primary_key=True), Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("author", String(16), nullable=False), _sealed("body"), _sealed("details"), _time("at", nullable=False),
    # the newest message shows at every start whether the key ring can read it
    Index("message_at", "at"),
)
_table(
    "inbox",
    Column("channel", String(32), primary_key=True), Column("scope", String(64), primary_key=True),
    Column("key_hash", String(64), primary_key=True),
    _of_conversation(), Column("seq", Integer, nullable=False), _sealed("raw"), _time("at", nullable=False),
    Index("inbox_of", "conversation_id", "seq"),
)
_table(
    "outbox",
    _of_conversation(primary_key=True), Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("channel", String(32), nullable=False), Column("author", String(16), nullable=False),
    Column("state", String(16), nullable=False), Column("provider_id", String(200)),
    _count("attempts"), _time("next_at", nullable=False), _time("at", nullable=False),
    Index("outbox_due", "channel", "next_at",
          sqlite_where=text("state = 'queued'"), postgresql_where=text("state = 'queued'")),
)
_table(
    "turn",
    _of_conversation(primary_key=True), Column("message_seq", Integer, primary_key=True, autoincrement=False),
    _sealed("events"), _sealed("before"), _time("at", nullable=False),
)
_table(
    "notice_once",
    _of_conversation(primary_key=True), Column("name", String(128), primary_key=True),
    Column("seq", Integer, nullable=False),
)
_table(
    "feedback",
    _of_conversation(primary_key=True), Column("seq", Integer, primary_key=True, autoincrement=False),
    _flag("helpful"), _time("at", nullable=False),
)
# one answer: what it was about, never words; `asked` is the citizen's message that it answers
_table(
    "answer_record",
    _of_conversation(primary_key=True), Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("asked", Integer, nullable=False), _flag("answered"),
    Column("topic", String(64), nullable=False), Column("country", String(2), nullable=False),
    Column("part", String(64), nullable=False), Column("shown", Text, nullable=False), _time("at", nullable=False),
    Index("answer_record_at", "at"),
)
_table(
    "case_file",
    Column("reference", String(16), primary_key=True), _of_conversation(),
    Column("status", String(16), nullable=False), Column("origin", String(16), nullable=False),
    Column("severity", String(2), nullable=False), Column("topic", String(64), nullable=False),
    Column("kind", String(64), nullable=False, server_default=""),
    Column("countries", String(255), nullable=False, server_default=""),
    _sealed("reasons"), _sealed("card"), _sealed("questions"),
    _time("opened_at", nullable=False), Column("opened_seq", Integer, nullable=False),
    # when the severity last rose, and since when the citizen has waited in the queue (null while held)
    _count("raised_seq"),
    _time("raised_at", nullable=False), _time("waiting_at"),
    Column("caseworker", String(64)), _time("taken_at"), _time("first_taken_at"),
    _time("resolved_at"), Column("resolution", String(32)),
    _flag("unread"), _flag("touched"), _flag("handed_back"), Column("previous", String(16)),
    # an on-call alert is due from `alert_due_at` until one is done that had been read after it
    _time("alert_due_at"), _time("alert_read_at"), _time("alert_at"),
    Column("alert", String(16), nullable=False, server_default=""),
    Index("case_open_once", "conversation_id", unique=True,
          sqlite_where=text("status <> 'resolved'"), postgresql_where=text("status <> 'resolved'")),
    Index("case_of", "conversation_id", "opened_at"), Index("case_status", "status", "severity"),
)
_table(
    "danger",
    _of_conversation(primary_key=True), Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("reference", String(16), ForeignKey("case_file.reference"), nullable=False),
    Column("origin", String(16), nullable=False), Column("severity", String(2), nullable=False),
    _time("at", nullable=False), _time("heard_at"),
    # "4,5": the first replies that were written
    Column("replies", String(255), nullable=False, server_default=""),
    Index("danger_unheard", "at", sqlite_where=text("heard_at IS NULL"), postgresql_where=text("heard_at IS NULL")),
)
_table(
    "note",
    Column("id", Integer, primary_key=True),
    Column("reference", String(16), ForeignKey("case_file.reference"), nullable=False),
    Column("token", String(32), nullable=False), Column("author", String(64), nullable=False), _sealed("body"),
    _time("at", nullable=False),
    Index("note_of", "reference", "id"),
)
_table(
    "audit",
    Column("id", Integer, primary_key=True, autoincrement=False), _time("at", nullable=False),
    Column("actor", String(64), nullable=False), Column("action", String(64), nullable=False),
    Column("reference", String(16)), Column("detail", Text, nullable=False, server_default=""),
    # words that an erasure overwrites; the chain holds their digest, so it survives
    _sealed("words"), Column("words_digest", String(64), nullable=False, server_default=""),
    Column("hash", String(64), nullable=False),
    Index("audit_of", "reference", "id"),
)
_table(
    "audit_head",
    Column("one", SmallInteger, primary_key=True, autoincrement=False), Column("id", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)
_table(
    "caseworker",
    Column("name", String(64), primary_key=True), Column("display_name", String(128), nullable=False),
    Column("role", String(16), nullable=False), Column("password_hash", String(255)), _flag("disabled"),
    _time("created_at", nullable=False),
)
_table(
    "session",
    Column("token_hash", String(64), primary_key=True),
    Column("name", String(64), ForeignKey("caseworker.name"), nullable=False),
    _time("created_at", nullable=False), _time("last_seen_at", nullable=False), _time("expires_at", nullable=False),
    Index("session_of", "name"),
)
_table(
    "one_time",
    Column("token_hash", String(64), primary_key=True),
    Column("name", String(64), ForeignKey("caseworker.name"), nullable=False),
    _time("expires_at", nullable=False), _time("used_at"),
)
_table(
    "failed_sign_in",
    Column("id", Integer, primary_key=True), Column("name", String(64), nullable=False), _time("at", nullable=False),
    Index("failed_sign_in_of", "name", "at"),
)
_table("presence", Column("name", String(64), primary_key=True), _time("at", nullable=False))
_table("beat", Column("process", String(64), primary_key=True), _time("at", nullable=False))
_table(
    "switch",
    Column("name", String(32), primary_key=True), _flag("is_off"), _sealed("message"),
    Column("actor", String(64), nullable=False), _time("at", nullable=False),
)
# public text of GOV.UK: not sealed
_table(
    "content_page",
    Column("country", String(2), primary_key=True), Column("slug", String(128), nullable=False),
    Column("page", Text, nullable=False), Column("digest", String(64), nullable=False),
    Column("updated_at", String(40), nullable=False), _time("stored_at", nullable=False),
)
# its id is the content version that the change made, so ids grow in the order of the commits
_table(
    "content_change",
    Column("id", Integer, primary_key=True, autoincrement=False), Column("country", String(2), nullable=False),
    _time("at", nullable=False), Column("old_status", Text, nullable=False), Column("new_status", Text, nullable=False),
    Column("change_description", Text, nullable=False), Column("updated_at", String(40), nullable=False),
    Index("content_change_of", "country", "id"),
)
_table(
    "content_posts",
    Column("country", String(2), primary_key=True), Column("posts", Text, nullable=False),
    Column("digest", String(64), nullable=False), _time("stored_at", nullable=False),
)
_table(
    "content_assistance",
    Column("country", String(2), primary_key=True), Column("assistance", Text, nullable=False),
    _time("stored_at", nullable=False),
)
# made from public text, in base64: not sealed
_table("passage_vectors", Column("digest", String(32), primary_key=True), Column("vectors", Text, nullable=False))
# a country that a conversation asked for updates on; `told`: the id of the newest content_change it knows of
_table(
    "follow",
    _of_conversation(primary_key=True), Column("country", String(2), primary_key=True),
    Column("page", String(2), nullable=False), Column("told", Integer, nullable=False), _time("at", nullable=False),
    Index("follow_of_page", "page", "told"),
)
_table(
    "content_version",
    Column("one", SmallInteger, primary_key=True, autoincrement=False), Column("version", Integer, nullable=False),
)

SEALED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "conversation": (("account", "context"), ("id",)),
    "message": (("body", "details"), ("conversation_id", "seq")),
    "inbox": (("raw",), ("conversation_id", "seq")),
    "turn": (("events", "before"), ("conversation_id", "message_seq")),
    "case_file": (("reasons", "card", "questions"), ("reference",)),
    "note": (("body",), ("reference", "token")),
    "audit": (("words",), ("id",)),
    "switch": (("message",), ("name",)),
}
"""table → (sealed columns, the columns that name a row in the seal)."""
