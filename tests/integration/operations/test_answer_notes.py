"""Notes of answers past their quarter go with the reconciler's work."""
from __future__ import annotations

import argparse

import pytest

from bot.content.answer_records import DAYS_KEPT, Kind
from bot.conversation.claims import Turn
from bot.conversation.messages import Reply
from bot.operations.command_reconcile import run
from bot.services import Services
from bot.settings import Settings
from bot.store.engine import SECOND
from bot.store.store import Store
from tests.fixtures.cases import a_citizen_writes, claimed

NONE = {"topic": "insurance", "country": "JP", "helpful": True, "answered": False}


def test_reconcile_deletes_notes_that_are_older_than_a_quarter(
        sqlite_store: Store, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    for days in (DAYS_KEPT + 1, 1):
        conversation_id = a_citizen_writes(sqlite_store, "am I covered")
        sqlite_store.commit_turn(claimed(sqlite_store), Turn(1, (Reply("Words.", about=NONE),)), release=True)
        with sqlite_store.database.write() as tx:
            tx.run("UPDATE answer_record SET at = at - :gap WHERE conversation_id = :id", id=conversation_id,
                   gap=days * 86_400 * SECOND)
    services = Services(settings)
    services.__dict__["store"] = sqlite_store
    assert run(argparse.Namespace(once=True), services) == 0
    assert "1 old notes of answers were deleted." in capsys.readouterr().err
    with sqlite_store.database.read() as tx:
        assert tx.value("SELECT COUNT(*) FROM answer_record") == 1
    assert [group.count for group in sqlite_store.answer_groups(Kind.UNANSWERED, DAYS_KEPT)] == [1]
