"""A full disk, a busy or damaged database, a missing folder: plain words, and nothing half-written."""
from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator

import pytest

from bot.errors import StartError, StoreUnavailable
from bot.settings import Settings
from bot.store.engine import Database
from bot.store.store import Store, open_store
from tests.fixtures.cases import a_case, a_citizen_writes, a_turn, claimed, danger


def fill_the_disk(store: Store) -> None:
    """SQLite refuses to grow beyond the pages it has: the error is the one of a full disk."""
    def limit(connection: object, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    from sqlalchemy import event
    event.listen(store.database.engine, "connect", limit)
    store.database.engine.dispose()


def test_with_a_full_disk_nothing_is_stored_and_the_words_say_so(sqlite_store: Store) -> None:
    conversation_id, _ = sqlite_store.start("web")
    fill_the_disk(sqlite_store)
    stored = 0
    with pytest.raises(StoreUnavailable) as refused:
        for number in range(500):
            sqlite_store.receive(conversation_id, f"k{number}", "x" * 8_000)
            stored += 1
    assert str(refused.value) == ("The disk of the database is full, so nothing was stored. "
                                  "Free some space and try again.")
    found = sqlite_store.conversation(conversation_id)
    assert (found.seq, found.last_citizen) == (stored, stored)
    assert [m.seq for m in sqlite_store.messages(conversation_id)] == list(range(1, stored + 1))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.engine.BUSY_SECONDS", 0.2)


@pytest.fixture
def blocked(impatient: None, store: Store) -> Iterator[Store]:
    """Another program holds the write lock (SQLite), or the row of every conversation (PostgreSQL)."""
    a_citizen_writes(store, "hi")
    held, let_go = threading.Event(), threading.Event()
    blocker = Database(store.database.url)

    def hold() -> None:
        with blocker.write() as tx:
            tx.run("UPDATE conversation SET seq = seq")
            held.set()
            let_go.wait(20)

    if store.database.is_sqlite:
        store.database.engine.dispose()
    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(5)
    if not store.database.is_sqlite:
        store.database.close()
        store.database = Database(store.database.url)
    yield store
    let_go.set()
    thread.join()
    blocker.close()


def test_a_database_that_stays_busy_is_a_plain_sentence(impatient: None, blocked: Store) -> None:
    with blocked.database.read() as tx:
        conversation_id = tx.value("SELECT id FROM conversation")
    with pytest.raises(StoreUnavailable) as refused:
        blocked.receive(conversation_id, "k", "hello")
    assert str(refused.value) == "The database is busy, so nothing was stored. Try again in a moment."
    assert [m.body for m in blocked.messages(conversation_id)] == ["hi"]


def test_an_error_never_quotes_what_was_written(sqlite_store: Store, settings: Settings) -> None:
    conversation_id, _ = sqlite_store.start("web")
    sqlite_store.close()
    (settings.state / "consular.db").chmod(0o400)
    raw = sqlite3.connect(settings.state / "consular.db")
    raw.execute("DROP TABLE inbox") if False else raw.close()
    opened = Database(settings.database)
    with opened.write() as tx:
        tx.run("DROP TABLE inbox")
    opened.close()
    again = open_store(settings)
    with pytest.raises(StoreUnavailable) as refused:
        again.receive(conversation_id, "k", "the purple heron")
    again.close()
    chain, error = "", refused.value
    while error is not None:
        chain, error = chain + str(error), error.__cause__
    assert "purple" not in chain
    assert "no tables yet" in str(refused.value)


def test_a_file_that_is_no_database_is_a_plain_sentence(settings: Settings) -> None:
    (settings.state / "consular.db").write_bytes(b"x" * 8192)
    with pytest.raises(StartError, match="The database file is damaged. Restore it from your backup."):
        open_store(settings)


def test_a_turn_that_cannot_be_written_whole_is_not_written_at_all(
        store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation_id, reference = a_case(store)
    claim = claimed(store)
    for place in ("in_commit", "before_commit"):
        def fail(name: str, place: str = place) -> None:
            if name == place:
                raise RuntimeError("cut off")

        monkeypatch.setattr("bot.store.turns.reach", fail)
        with pytest.raises(RuntimeError, match="cut off"):
            store.commit_turn(claim, a_turn(1))
        assert store.conversation(conversation_id).seq == 2
        assert store.conversation(conversation_id).answered == 0
        assert store.turns(conversation_id, 5) == []
    assert store.queue()[0].reference == reference


def test_a_case_whose_first_reply_cannot_be_made_is_not_half_opened(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "help")

    def broken(*_: object) -> tuple[()]:
        raise RuntimeError("no text")

    with pytest.raises(RuntimeError, match="no text"):
        store.open_case(conversation_id, 1, danger(first_replies=broken))
    assert store.queue() == []
    assert store.audit() == []
    assert store.open_case(conversation_id, 1, danger()).fresh
