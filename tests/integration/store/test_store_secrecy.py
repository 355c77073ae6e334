"""What a citizen tells us is encrypted wherever it rests, readable after a rotation, and erasable."""
from __future__ import annotations

import logging
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary

from bot.casework.case import Resolution
from bot.conversation.claims import NoteAnswer, RememberContext
from bot.conversation.messages import Reply
from bot.errors import KeyRingError
from bot.settings import Settings
from bot.store.keyring import make_key, rotate
from bot.store.schema import SEALED, metadata
from bot.store.store import Store, open_store
from tests.fixtures.cases import a_turn, claimed, danger

PLANTED = "the purple heron sleeps at noon"
ACCOUNT = "447700900987"


def passed_through_everything(store: Store) -> tuple[str, str]:
    """The planted sentence goes through every column that may hold words → (conversation id, reference)."""
    conversation_id, _ = store.start("whatsapp", ACCOUNT)
    store.receive(conversation_id, f"wamid.{ACCOUNT}", PLANTED, {"button": PLANTED}, raw=PLANTED.encode())
    store.receive(conversation_id, "k2", PLANTED)
    reference = store.open_case(conversation_id, 1, danger(
        reasons=(PLANTED,), card={"who": PLANTED}, questions=("contact", PLANTED))).reference
    store.commit_turn(claimed(store), a_turn(2, PLANTED, wishes=(
        NoteAnswer("contact", "answered", PLANTED, 2), RememberContext({"place": PLANTED})),
        events=({"text": PLANTED},), before={"slots": {"name": PLANTED}}))
    store.notice(conversation_id, Reply(PLANTED), "n")
    store.take(reference, "asha")
    store.say(reference, "asha", PLANTED, "k")
    store.add_note(reference, "asha", PLANTED)
    store.update_card(reference, "asha", {"who": "somebody else"})
    store.switch_assistant(True, "asha", PLANTED)
    store.resolve(reference, "asha", Resolution.HELPED, PLANTED, Reply(PLANTED))
    return conversation_id, reference


def test_a_planted_sentence_is_in_no_file_of_the_database(sqlite_store: Store, settings: Settings,
                                                          caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        passed_through_everything(sqlite_store)
    files = sorted(path.name for path in settings.state.iterdir())
    assert files == ["consular.db", "consular.db-shm", "consular.db-wal"]
    for planted in (PLANTED, "purple heron", ACCOUNT):
        assert subprocess.run(["grep", "-ral", planted, str(settings.state)], capture_output=True).stdout == b""
        assert planted not in caplog.text
    sqlite_store.close()
    for path in settings.state.iterdir():
        assert b"purple" not in path.read_bytes()


def test_a_planted_sentence_is_in_no_row(store: Store) -> None:
    passed_through_everything(store)
    with store.database.read() as tx:
        for table in metadata.sorted_tables:
            rows = tx.rows(f'SELECT * FROM "{table.name}"')
            for row in rows:
                for column, value in row.items():
                    raw = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
                    assert b"purple" not in raw, f"{table.name}.{column}"
                    assert ACCOUNT.encode() not in raw, f"{table.name}.{column}"


def test_the_planted_sentence_had_passed_through_every_sealed_column(store: Store) -> None:
    """Without this the two tests above could pass because a column was never filled."""
    passed_through_everything(store)
    named = {f"{t.name}.{c.name}" for t in metadata.sorted_tables for c in t.columns if isinstance(c.type, LargeBinary)}
    assert named == {f"{table}.{column}" for table, (columns, _) in SEALED.items() for column in columns}
    for table, (columns, keys) in SEALED.items():
        for column in columns:
            with store.database.read() as tx:
                rows = tx.rows(f'SELECT {", ".join(keys)}, {column} FROM "{table}" WHERE {column} IS NOT NULL')
            words = [store.sealer.open_raw(row[column], f"{table}.{column}", *(row[k] for k in keys)).decode()
                     for row in rows]
            expected = ACCOUNT if column == "account" else PLANTED
            assert any(expected in w for w in words), f"{table}.{column}"


def test_erasing_a_conversation_leaves_no_word_of_it(store: Store) -> None:
    conversation_id, reference = passed_through_everything(store)
    store.switch_assistant(False, "asha")
    before = [(m.seq, m.author) for m in store.messages(conversation_id)]
    store.erase(conversation_id)
    assert [(m.seq, m.author) for m in store.messages(conversation_id)] == before
    assert {m.body for m in store.messages(conversation_id)} == {"[erased]"}
    for table, (columns, keys) in SEALED.items():
        for column in columns:
            with store.database.read() as tx:
                rows = tx.rows(f'SELECT {", ".join(keys)}, {column} FROM "{table}" WHERE {column} IS NOT NULL')
            for row in rows:
                words = store.sealer.open_raw(row[column], f"{table}.{column}", *(row[k] for k in keys)).decode()
                assert PLANTED not in words, f"{table}.{column}"
                assert ACCOUNT not in words, f"{table}.{column}"
    case = store.case(reference, "asha")
    assert (case.reasons, case.card, case.questions) == ((), {}, ())
    assert store.verify_audit() > 0
    assert store.start("whatsapp", ACCOUNT)[0] != conversation_id


def test_an_erased_conversation_is_answered_by_nobody(store: Store) -> None:
    conversation_id, key = store.start("web")
    store.receive(conversation_id, "k", "help")
    store.open_case(conversation_id, 1, danger())
    claim = claimed(store)
    store.erase(conversation_id)
    assert store.conversation_for_key(key) is None
    assert str(store.commit_turn(claim, a_turn(1))) == "Discarded.CLAIM_LOST"
    assert store.queue() == []
    assert store.claim("b") is None


def test_conversations_that_have_been_quiet_are_listed_for_retention(store: Store) -> None:
    quiet, _ = store.start("web")
    store.receive(quiet, "k", "hi")
    with_case, _ = store.start("web")
    store.receive(with_case, "k", "help")
    reference = store.open_case(with_case, 1, danger()).reference
    with store.database.write() as tx:
        tx.run("UPDATE conversation SET created_at = created_at - :gap, seen_at = seen_at - :gap",
               gap=91 * 86_400_000_000)
    store.start("web")
    assert store.quiet_for(90) == [quiet]
    store.resolve(reference, "asha", Resolution.HELPED)
    assert store.quiet_for(90) == [quiet]
    store.erase(quiet)
    assert store.quiet_for(90) == []


def test_after_a_rotation_old_words_are_read_and_new_ones_use_the_new_key(
        store: Store, database_settings: Settings) -> None:
    conversation_id, _ = store.start("web")
    store.receive(conversation_id, "k1", "before")
    made = rotate(database_settings)
    restarted = open_store(database_settings)
    try:
        restarted.receive(conversation_id, "k2", "after")
        assert [m.body for m in restarted.messages(conversation_id)] == ["before", "after"]
        with restarted.database.read() as tx:
            bodies = [bytes(row["body"]) for row in tx.rows("SELECT body FROM message ORDER BY seq")]
        assert bodies[0][1:5].hex() != made == bodies[1][1:5].hex()
        # a process that runs since before the rotation reads the new words, too
        assert [m.body for m in store.messages(conversation_id)] == ["before", "after"]
        assert restarted.verify_audit() == 0
    finally:
        restarted.close()


def test_a_database_is_not_opened_with_a_key_that_cannot_read_it(
        store: Store, database_settings: Settings, tmp_path: Path) -> None:
    conversation_id, _ = store.start("web")
    store.receive(conversation_id, "k1", "before")
    wrong = replace(database_settings, key_file=tmp_path / "wrong" / "keys.json")
    make_key(wrong)
    with pytest.raises(KeyRingError, match="was written with the encryption key"):
        open_store(wrong)


def test_nothing_is_opened_without_a_key(database_settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(KeyRingError, match="There is no encryption key at"):
        open_store(replace(database_settings, key_file=tmp_path / "none.json"))
    assert not (tmp_path / "none.json").exists()


def test_words_moved_to_another_row_are_refused(store: Store) -> None:
    conversation_id, _ = store.start("web")
    store.receive(conversation_id, "k1", "one")
    store.receive(conversation_id, "k2", "two")
    with store.database.write() as tx:
        tx.run("UPDATE message SET body = (SELECT m.body FROM message m WHERE m.seq = 1) WHERE seq = 2")
    with pytest.raises(KeyRingError, match="was changed"):
        store.messages(conversation_id)
