"""Hints between threads and processes: a change is noticed soon, silence is not a change."""
from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.errors import StoreUnavailable
from bot.settings import Settings
from bot.store.store import Store, open_store
from tests.fixtures.cases import a_case, a_turn, claimed

REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379")


@pytest.fixture
def other(store: Store, database_settings: Settings) -> Iterator[Store]:
    """The store as another process has it."""
    opened = open_store(database_settings)
    yield opened
    opened.close()


def test_the_version_changes_with_every_change_of_another_process_and_only_then(store: Store, other: Store) -> None:
    conversation_id, _ = store.start("web")
    seen = other.version()
    assert other.version() == seen
    store.receive(conversation_id, "k", "hi")
    assert other.version() != seen
    seen = other.version()
    store.commit_turn(claimed(store), a_turn(1))
    assert other.version() != seen


def test_a_process_notices_its_own_changes(store: Store) -> None:
    conversation_id, _ = store.start("web")
    seen = store.version()
    store.receive(conversation_id, "k", "hi")
    assert store.version() != seen


def test_a_waiting_reader_wakes_when_another_process_writes(store: Store, other: Store) -> None:
    conversation_id, reference = a_case(store)
    seen = other.version()
    threading.Timer(0.2, store.take, (reference, "asha")).start()
    before = time.monotonic()
    assert other.wait_changed(seen, 5.0) != seen
    assert 0.1 < time.monotonic() - before < 1.0
    assert other.conversation(conversation_id).caseworker == "asha"


def test_a_reader_waits_no_longer_than_asked(store: Store) -> None:
    seen = store.version()
    before = time.monotonic()
    assert store.wait_changed(seen, 0.3) == seen
    assert 0.25 < time.monotonic() - before < 1.0


def test_a_reader_that_waits_while_the_store_is_closed_is_let_go(store: Store) -> None:
    seen = store.version()
    threading.Timer(0.2, store.close).start()
    before = time.monotonic()
    with contextlib.suppress(StoreUnavailable):  # where it was just asking
        assert store.wait_changed(seen, 10.0) == seen
    assert time.monotonic() - before < 2.0


def test_a_reader_that_comes_late_does_not_wait(store: Store, other: Store) -> None:
    seen = other.version()
    store.changed("x") if not store.database.is_sqlite else store.start("web")
    before = time.monotonic()
    assert other.wait_changed(seen, 5.0) != seen
    assert time.monotonic() - before < 0.2


def test_a_hint_that_cannot_be_sent_fails_nothing_that_was_written(
        store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: str) -> None:
        raise OSError("no way through")

    monkeypatch.setattr(store.signals._hints, "send", away)
    conversation_id, _ = store.start("web")
    assert store.receive(conversation_id, "k", "hi").seq == 1
    assert store.commit_turn(claimed(store), a_turn(1)).seqs == (2,)


def test_redis_carries_hints_where_it_is_configured(store: Store, database_settings: Settings) -> None:
    import redis
    try:
        redis.Redis.from_url(REDIS, socket_connect_timeout=1).ping()
    except redis.RedisError:
        pytest.skip("no Redis answers at TEST_REDIS_URL")
    one, two = (open_store(replace(database_settings, redis_url=REDIS)) for _ in range(2))
    try:
        conversation_id, _ = one.start("web")
        until = time.monotonic() + 3
        while not two.signals._hints._listening and time.monotonic() < until:
            time.sleep(0.01)
        seen = two.version()
        assert seen >= 0  # Redis's count, not the database's
        one.receive(conversation_id, "k", "hi")
        assert two.wait_changed(seen, 2.0) != seen
    finally:
        one.close()
        two.close()


def test_a_redis_that_is_away_costs_nothing(database_settings: Settings) -> None:
    lonely = open_store(replace(database_settings, redis_url="redis://127.0.0.1:1"))
    other = open_store(database_settings)
    try:
        conversation_id, _ = other.start("web")
        seen = lonely.version()
        assert other.receive(conversation_id, "k", "hi").fresh
        assert lonely.wait_changed(seen, 2.0) != seen
        before = time.monotonic()
        lonely.receive(conversation_id, "k2", "hi")
        assert time.monotonic() - before < 1.0
    finally:
        lonely.close()
        other.close()
