"""One synchronous engine for SQLite and PostgreSQL, and what a transaction is on each.

SQLite: pysqlite opens no transaction at SELECT, so a check and the write after it could be parted. We switch its own
handling off and begin ourselves: BEGIN IMMEDIATE where something is written, BEGIN where it is only read.
PostgreSQL: READ COMMITTED. The first statement of a writer updates the row of the conversation, so writers of one
conversation queue up there; the order of locks is conversation, case, audit, everywhere.
"""
from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import sqlalchemy.exc
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.pool import QueuePool
from sqlalchemy.sql.elements import TextClause

from bot.errors import StartError, StoreUnavailable

BUSY_SECONDS = 5
"""How long a writer waits for another one in SQLite, or for a row lock in PostgreSQL, before it gives up."""
POOL = 8
"""Connections a process keeps; as many again under load."""
SECOND = 1_000_000
"""Times in the database are microseconds."""

_BUSY = "The database is busy, so nothing was stored. Try again in a moment."
_LARGEST = 2 ** 62
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_NOW = {
    "sqlite": "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) * 1000",
    # the time of the statement, not of the transaction, which may have waited for its row
    "postgresql": "CAST(extract(epoch FROM statement_timestamp()) * 1000000 AS bigint)",
}
_statements: dict[tuple[str, str], TextClause] = {}


def moment(micros: int) -> datetime:
    """A time of the database, aware, UTC."""
    return _EPOCH + timedelta(microseconds=micros)


def moment_or_none(micros: int | None) -> datetime | None:
    return None if micros is None else moment(micros)


class Transaction:
    """An open transaction. `{now}` in a statement is the database's clock, in microseconds."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.undone = False
        self.dialect = connection.dialect.name

    def _statement(self, sql: str) -> TextClause:
        key = (self.dialect, sql)
        made = _statements.get(key)
        if made is None:
            skip = "FOR UPDATE SKIP LOCKED" if self.dialect == "postgresql" else ""
            made = text(sql.replace("{now}", _NOW[self.dialect]).replace("{skip_locked}", skip))
            _statements[key] = made
        return made

    def _execute(self, sql: str, values: dict[str, Any]) -> Any:
        return self.connection.execute(self._statement(sql), {name: _storable(v) for name, v in values.items()})

    def run(self, sql: str, **values: Any) -> int:
        """→ rows that were changed."""
        return int(self._execute(sql, values).rowcount)

    def row(self, sql: str, **values: Any) -> Mapping[str, Any] | None:
        """The first row, or None. Fetched at once: SQLite must have read RETURNING to its end before the commit."""
        rows = self._execute(sql, values).mappings().fetchall()
        return rows[0] if rows else None

    def rows(self, sql: str, **values: Any) -> list[Mapping[str, Any]]:
        return list(self._execute(sql, values).mappings().fetchall())

    def value(self, sql: str, **values: Any) -> Any:
        """The first column of the first row, or None."""
        rows = self._execute(sql, values).fetchall()
        return rows[0][0] if rows else None

    def now(self) -> int:
        return int(self.value("SELECT {now}"))

    def undo(self) -> None:
        """Take back everything that was done in this transaction; the caller goes on without an error."""
        self.undone = True


class Database:
    """Connections, and transactions on them."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _make_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._writers = self.engine.execution_options(consular_writes=True)
        # SQLite's own queue for the write lock is unfair (a waiter sleeps and tries again): within a process we queue
        self._turnstile = threading.Lock() if self.is_sqlite else None

    @contextlib.contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction that sees one state of the database (SQLite) and writes nothing."""
        with plain_errors(), self.engine.connect() as connection, connection.begin():
            yield Transaction(connection)

    @contextlib.contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction that holds SQLite's write lock from its beginning. Committed at the end, all or nothing."""
        with plain_errors(), self._turn(), self._writers.connect() as connection, connection.begin() as whole:
            transaction = Transaction(connection)
            yield transaction
            if transaction.undone:
                whole.rollback()

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        if self._turnstile is None:
            yield
            return
        if not self._turnstile.acquire(timeout=2 * BUSY_SECONDS):
            raise StoreUnavailable(_BUSY)
        try:
            yield
        finally:
            self._turnstile.release()

    def close(self) -> None:
        self.engine.dispose()


def _storable(value: Any) -> Any:
    """What comes from outside (a reference in an address, a name somebody typed) may hold what a driver refuses: a NUL,
    half of a surrogate pair, a number beyond 64 bits. None of them is ever in what we store, so nothing is found."""
    if type(value) is str:
        if not value.isascii():
            value = value.encode("utf-8", "replace").decode("utf-8")
        return value.replace("\0", "\ufffd")
    if type(value) is int:
        return max(-_LARGEST, min(value, _LARGEST))
    return value


def _make_engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(url, parsed.database or "")
        if parsed.get_backend_name() == "postgresql":
            return create_engine(
                hide_parameters=True, url=parsed.set(drivername="postgresql+psycopg2"),
                pool_size=POOL, max_overflow=POOL, pool_timeout=2 * BUSY_SECONDS, pool_pre_ping=True,
                connect_args={"connect_timeout": 5, "application_name": "consular",
                              "options": f"-c lock_timeout={BUSY_SECONDS * 1000} -c timezone=UTC "
                                         "-c idle_in_transaction_session_timeout=60000"})
    except sqlalchemy.exc.ArgumentError:
        pass
    raise StartError("DATABASE_URL cannot be used. "
                     "It reads postgresql://user@host:5432/name or sqlite:////path/name.db.")


def _sqlite(url: str, path: str) -> Engine:
    try:
        Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StartError(f"The folder of the database, {Path(path).parent}, cannot be made ({error.strerror}). "
                         "Set CONSULAR_STATE to a folder that this user may write to.") from None
    with contextlib.suppress(OSError):
        # the log and the index beside it take over these permissions
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    engine = create_engine(url, hide_parameters=True, poolclass=QueuePool, pool_size=POOL, max_overflow=POOL,
                           pool_timeout=2 * BUSY_SECONDS,
                           connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False, "isolation_level": None})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON",
                       f"busy_timeout = {BUSY_SECONDS * 1000}", "temp_store = MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("consular_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextlib.contextmanager
def plain_errors() -> Iterator[None]:
    """The driver's errors quote statements and values; ours say what to do and quote nothing."""
    try:
        yield
    except (sqlalchemy.exc.IntegrityError, sqlalchemy.exc.ProgrammingError, sqlalchemy.exc.DataError):
        raise  # defects of ours
    except (sqlalchemy.exc.DatabaseError, sqlalchemy.exc.InterfaceError, sqlalchemy.exc.TimeoutError) as error:
        raise StoreUnavailable(plain_words(error)) from error  # its text holds the statement, never the values


def plain_words(error: Exception) -> str:
    """What went wrong with the database, for the person who reads it."""
    reason = str(getattr(error, "orig", error)).lower()
    if "full" in reason or "no space" in reason:
        return "The disk of the database is full, so nothing was stored. Free some space and try again."
    if "locked" in reason or "lock timeout" in reason or "deadlock" in reason:
        return _BUSY
    if "readonly" in reason or "read-only" in reason:
        return "The database may only be read, so nothing was stored. Give this user permission to write to it."
    if "malformed" in reason or "not a database" in reason:
        return "The database file is damaged. Restore it from your backup."
    if "no such table" in reason or "does not exist" in reason:
        return "The database has no tables yet. Run ./consular up, which makes them."
    return "The database does not answer, so nothing was stored. Check that it runs, then try again."
