"""The audit's chain: a changed, removed or added entry is found."""
from __future__ import annotations

import pytest

from bot.casework.case import Resolution
from bot.errors import CaseworkError
from bot.store.store import Store
from tests.fixtures.cases import a_case


def audited(store: Store) -> str:
    """Four entries."""
    _, reference = a_case(store)
    store.take(reference, "asha")
    store.update_card(reference, "asha", {"who": "brother"})
    store.resolve(reference, "asha", Resolution.HELPED)
    return reference


def test_an_untouched_chain_holds(store: Store) -> None:
    assert store.verify_audit() == 0
    audited(store)
    assert store.verify_audit() == 4


@pytest.mark.parametrize(("sql", "said"), [
    ("UPDATE audit SET actor = 'ben' WHERE id = 2", "entry 2 was changed"),
    ("UPDATE audit SET at = at + 1 WHERE id = 3", "entry 3 was changed"),
    ("UPDATE audit SET detail = '' WHERE id = 4", "entry 4 was changed"),
    ("UPDATE audit SET reference = NULL WHERE id = 1", "entry 1 was changed"),
    ("DELETE FROM audit WHERE id = 2", "entry 2 is missing"),
    ("DELETE FROM audit WHERE id = 4", "entry 4 is missing"),
    ("UPDATE audit SET words_digest = '' WHERE id = 3", "entry 3 was changed"),
    ("UPDATE audit SET hash = 'x' WHERE id = 1", "entry 1 was changed"),
])
def test_a_change_behind_our_back_is_found(store: Store, sql: str, said: str) -> None:
    audited(store)
    with store.database.write() as tx:
        assert tx.run(sql) == 1
    with pytest.raises(CaseworkError, match=said):
        store.verify_audit()


def test_the_chain_is_keyed_so_nobody_without_the_key_can_mend_it(store: Store) -> None:
    """An attacker who can write and knows this program still lacks the key ring's secret."""
    import hashlib
    import json
    audited(store)
    with store.database.write() as tx:
        row = tx.row("SELECT id, at, action, reference, detail, words_digest FROM audit WHERE id = 4")
        before = tx.value("SELECT hash FROM audit WHERE id = 3")
        forged = {**dict(row or {}), "actor": "ben"}
        canonical = json.dumps(forged, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        made = hashlib.sha256(f"{before}\n{canonical}".encode()).hexdigest()
        tx.run("UPDATE audit SET actor = 'ben', hash = :hash WHERE id = 4", hash=made)
        tx.run("UPDATE audit_head SET hash = :hash", hash=made)
    with pytest.raises(CaseworkError, match="entry 4 was changed"):
        store.verify_audit()


def test_erased_words_leave_the_chain_whole(store: Store) -> None:
    reference = audited(store)
    with store.database.read() as tx:
        conversation_id = tx.value("SELECT conversation_id FROM case_file")
    store.erase(conversation_id)
    assert store.verify_audit() == 5
    assert [(e.action, e.detail) for e in reversed(store.audit(reference))][2] == ("changed the card", "who")


def test_entries_come_newest_first_and_limited(store: Store) -> None:
    reference = audited(store)
    assert [e.action for e in store.audit(limit=2)] == ["resolved", "changed the card"]
    assert [e.action for e in store.audit(reference)] == ["resolved", "changed the card", "taken", "opened"]
    assert store.audit("CON-000000") == []
