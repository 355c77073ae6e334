"""The store: the conversation log, cases, people and synced content on one database.

`open_store(settings)` is the way in. One `Store` serves all threads of a process.
"""
from __future__ import annotations

from bot.settings import Settings
from bot.store.caselists import CaseLists
from bot.store.engine import Database
from bot.store.erasure import Erasure
from bot.store.handover import Handover
from bot.store.keycheck import check_key_ring
from bot.store.migrate import migrate_database
from bot.store.outbox import Outbox
from bot.store.passage_vectors import PassageVectorRows
from bot.store.people import People
from bot.store.sealing import Sealer
from bot.store.switch import Switch
from bot.store.turns import Turns
from bot.store.wakeup import POLL_SECONDS, make_signals

__all__ = ["Store", "open_store"]


class Store(Turns, Handover, CaseLists, People, Switch, PassageVectorRows, Outbox, Erasure):
    """ConversationLog, Wakeup, Casework, ContentStore, PostStore and VectorStore in one, see the ports of the core."""

    @property
    def is_local(self) -> bool:
        """Whether a call goes over no network and takes about a millisecond: SQLite."""
        return bool(self.database.is_sqlite)

    # -- wake-up --------------------------------------------------------------------------------------------------
    def changed(self, conversation_id: str) -> None:
        self.signals.send(conversation_id)

    def version(self) -> int:
        return self.signals.version()

    def wait_changed(self, since_version: int, timeout: float, look: float = POLL_SECONDS) -> int:
        """Block until something changed since `since_version`, at most `timeout` seconds → the version now.

        `look`: seconds between two looks at what other processes changed, where they cannot tell us.
        """
        return self.signals.wait(since_version, timeout, look)

    def close(self) -> None:
        """Let go of every connection. Nothing may use the store afterwards."""
        self.signals.close()
        self.database.close()


def open_store(settings: Settings) -> Store:
    """Open the database, making or changing its tables where needed.

    Raises KeyRingError where the key ring is missing or cannot read the newest words, StartError where the database
    cannot be used; both say what to do.
    """
    sealer = Sealer(settings)
    database = Database(settings.database)
    try:
        migrate_database(database)
        check_key_ring(database, sealer)
        return Store(database, sealer, make_signals(database, settings.redis_url))
    except BaseException:
        database.close()
        raise
