"""Hints that something changed, within a process and between processes. A lost hint costs one safety poll.

SQLite: `PRAGMA data_version` on a connection that never writes changes with every commit of any other connection.
PostgreSQL: a sequence that is advanced after each commit; reading it locks nothing.
Redis, where REDIS_URL is set: a message on a channel, so that nobody has to ask the database.
"""
from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
import time
from typing import Any, Protocol

from bot.errors import StoreUnavailable
from bot.store.engine import Database, plain_errors, plain_words

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.1
"""How often `wait` looks for other processes' changes. A look costs about 20 µs on SQLite, 0.2 ms on PostgreSQL."""


class Hints(Protocol):
    """Changes of other processes."""

    def send(self, conversation_id: str) -> None: ...

    def version(self) -> int: ...

    def close(self) -> None: ...


class Signals:
    """A number that changes whenever anything changed, and a way to wait for it."""

    def __init__(self, hints: Hints) -> None:
        self._hints = hints
        self._changed = threading.Condition()
        self._closed = False

    def send(self, conversation_id: str) -> None:
        """Tell everybody. Never raises: what is written is written, and a lost hint costs one safety poll."""
        try:
            self._hints.send(conversation_id)
        except Exception as error:
            logger.warning("A hint to other processes was lost (%s)", type(error).__name__)
        with self._changed:
            self._changed.notify_all()

    def version(self) -> int:
        return self._hints.version()

    def wait(self, since: int, timeout: float, look: float = POLL_SECONDS) -> int:
        """Block until the version differs from `since`, or `timeout` seconds have passed → the version now.

        `look`: seconds between two looks at what other processes changed.
        """
        until = time.monotonic() + timeout
        while not self._closed:
            found = self.version()
            left = until - time.monotonic()
            if found != since or left <= 0:
                return found
            with self._changed:
                self._changed.wait(min(left, look))
        return since

    def close(self) -> None:
        self._closed = True
        with self._changed:
            self._changed.notify_all()
        self._hints.close()


class SqliteHints:
    """SQLite tells by itself."""

    def __init__(self, database: Database) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(database.engine.url.database or "", check_same_thread=False,
                                           isolation_level=None, timeout=1)

    def send(self, conversation_id: str) -> None:
        pass

    def version(self) -> int:
        with self._lock:
            try:
                return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
            except sqlite3.Error as error:
                raise StoreUnavailable(plain_words(error)) from error

    def close(self) -> None:
        with self._lock:
            self._connection.close()


class PostgresHints:
    """A sequence beside the tables."""

    def __init__(self, database: Database) -> None:
        self._engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")

    def send(self, conversation_id: str) -> None:
        self._ask("SELECT nextval('change_number')")

    def version(self) -> int:
        # before its first use, a sequence's last value is the one it will give next
        return self._ask("SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM change_number")

    def _ask(self, sql: str) -> int:
        with plain_errors(), self._engine.connect() as connection:
            return int(connection.exec_driver_sql(sql).scalar() or 0)

    def close(self) -> None:
        pass


class RedisHints:
    """Redis between processes. Where it is away, the database's own hints serve; it is tried again by itself."""

    CHANNEL = "consular:changed"

    def __init__(self, url: str, behind: Hints) -> None:
        import redis
        self._behind = behind
        self._away = (redis.RedisError, OSError)
        self._redis: Any = redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=1)
        self._count = 0
        self._listening = False
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="redis hints", daemon=True)
        self._thread.start()

    def send(self, conversation_id: str) -> None:
        self._count += 1
        with contextlib.suppress(*self._away):
            self._redis.publish(self.CHANNEL, conversation_id)
        self._behind.send(conversation_id)

    def version(self) -> int:
        return self._count if self._listening else -1 - self._behind.version()

    def _listen(self) -> None:
        while not self._closed.is_set():
            try:
                with self._redis.pubsub(ignore_subscribe_messages=False) as subscription:
                    subscription.subscribe(self.CHANNEL)
                    while not self._closed.is_set():
                        message = subscription.get_message(timeout=0.5)
                        if message is None:
                            continue
                        self._count += 1
                        self._listening = True
            except self._away:
                self._listening = False
                self._closed.wait(1.0)

    def close(self) -> None:
        self._closed.set()
        self._thread.join(timeout=3)
        self._behind.close()
        self._redis.close()


def make_signals(database: Database, redis_url: str) -> Signals:
    hints: Hints = SqliteHints(database) if database.is_sqlite else PostgresHints(database)
    return Signals(RedisHints(redis_url, hints) if redis_url else hints)
