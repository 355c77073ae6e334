"""Caseworkers: passwords, one-time sign-ins, lock-out, sessions, presence."""
from __future__ import annotations

import pytest

from bot.casework.ports import Caseworker
from bot.errors import BadInput
from bot.store.store import Store
from tests.fixtures.cases import make_older

PASSWORD = "correct horse battery"


@pytest.fixture
def asha(store: Store) -> Store:
    store.add_user("asha", "Asha Patel", "caseworker", PASSWORD)
    return store


def test_a_user_signs_in_with_name_and_password(asha: Store) -> None:
    token = asha.sign_in(" Asha ", PASSWORD)
    assert token is not None
    session = asha.session(token)
    assert session is not None
    assert session.caseworker == Caseworker("asha", "Asha Patel", "caseworker")
    assert len(session.csrf) == 64
    assert session.csrf == asha.session(token).csrf
    assert asha.session("forged") is None
    with asha.database.read() as tx:
        stored = tx.row("SELECT password_hash FROM caseworker")
        assert stored is not None
        assert stored["password_hash"].startswith("$argon2id$")
        assert token not in str(tx.rows("SELECT token_hash FROM session"))


def test_a_wrong_name_or_password_opens_nothing(asha: Store) -> None:
    assert asha.sign_in("asha", "wrong horse battery") is None
    assert asha.sign_in("nobody", PASSWORD) is None
    assert [(e.actor, e.action) for e in asha.audit()][:2] == [
        ("unknown", "sign-in refused"), ("asha", "sign-in refused")]


@pytest.mark.parametrize("name", ["correct horse battery", "a\0b", "\ud800", "x" * 10_000, ""])
def test_what_is_typed_as_a_name_is_refused_and_not_kept(asha: Store, name: str) -> None:
    assert asha.sign_in(name, PASSWORD) is None
    with asha.database.read() as tx:
        kept = str(tx.rows("SELECT name FROM failed_sign_in")) + str(tx.rows("SELECT actor, detail FROM audit"))
    assert "correct horse" not in kept
    assert asha.sign_in("asha", PASSWORD) is not None


def test_five_wrong_tries_lock_the_name_for_fifteen_minutes(asha: Store) -> None:
    for _ in range(5):
        assert asha.sign_in("asha", "wrong horse battery") is None
    assert asha.sign_in("asha", PASSWORD) is None
    assert asha.audit()[0].detail == "locked"
    make_older(asha, "failed_sign_in", "at", 14 * 60)
    assert asha.sign_in("asha", PASSWORD) is None
    make_older(asha, "failed_sign_in", "at", 61)
    assert asha.sign_in("asha", PASSWORD) is not None


def test_four_wrong_tries_or_five_over_a_longer_time_lock_nothing(asha: Store) -> None:
    for _ in range(4):
        asha.sign_in("asha", "wrong horse battery")
    make_older(asha, "failed_sign_in", "at", 15 * 60 + 1)
    asha.sign_in("asha", "wrong horse battery")
    assert asha.sign_in("asha", PASSWORD) is not None


def test_another_name_is_not_locked(asha: Store) -> None:
    asha.add_user("ben", "Ben", "manager", PASSWORD)
    for _ in range(5):
        asha.sign_in("asha", "wrong horse battery")
    assert asha.sign_in("ben", PASSWORD) is not None


@pytest.mark.parametrize(("name", "shown", "role", "password", "said"), [
    ("asha", "A", "caseworker", PASSWORD, "in use"), ("", "A", "caseworker", PASSWORD, "sign-in name"),
    ("a b", "A", "caseworker", PASSWORD, "sign-in name"), ("ben", "", "caseworker", PASSWORD, "name to show"),
    ("ben", "Ben", "king", PASSWORD, "role is one of"), ("ben", "Ben", "caseworker", "short", "too short"),
    ("ben", "Ben", "caseworker", "x" * 1_001, "too long"),
])
def test_an_unusable_user_is_refused(asha: Store, name: str, shown: str, role: str, password: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        asha.add_user(name, shown, role, password)
    assert [user.name for user in asha.users()] == ["asha"]


def test_a_one_time_sign_in_works_once_and_sets_the_password(store: Store) -> None:
    token = store.add_user("ben", "Ben", "manager")
    assert token is not None
    assert store.sign_in("ben", "") is None
    with pytest.raises(BadInput, match="too short"):
        store.redeem(token, "short")
    session = store.redeem(token, PASSWORD)
    assert session is not None
    assert store.session(session) is not None
    assert store.redeem(token, "another long password") is None
    assert store.sign_in("ben", PASSWORD) is not None


def test_a_one_time_sign_in_is_valid_for_a_day_and_a_new_one_ends_the_old(store: Store) -> None:
    old = store.add_user("ben", "Ben", "manager")
    assert old is not None
    new = store.one_time_sign_in("ben")
    assert store.redeem(old, PASSWORD) is None
    make_older(store, "one_time", "expires_at", 24 * 3600 + 1)
    assert store.redeem(new, PASSWORD) is None
    assert store.redeem("forged", PASSWORD) is None
    with pytest.raises(BadInput, match="no user nobody"):
        store.one_time_sign_in("nobody")


def test_setting_a_new_password_ends_every_session(asha: Store) -> None:
    before = asha.sign_in("asha", PASSWORD)
    assert before is not None
    assert asha.redeem(asha.one_time_sign_in("asha"), "another long password") is not None
    assert asha.session(before) is None
    assert asha.sign_in("asha", PASSWORD) is None


def test_a_disabled_user_is_out_at_once(asha: Store) -> None:
    token = asha.sign_in("asha", PASSWORD)
    assert token is not None
    asha.present("asha")
    one_time = asha.one_time_sign_in("asha")
    asha.disable_user("asha")
    assert asha.session(token) is None
    assert asha.sign_in("asha", PASSWORD) is None
    assert asha.redeem(one_time, PASSWORD) is None
    assert asha.signed_in() == []
    assert asha.users() == [Caseworker("asha", "Asha Patel", "caseworker", disabled=True)]
    with pytest.raises(BadInput, match="no user nobody"):
        asha.disable_user("nobody")


def test_a_session_ends_after_an_idle_hour(asha: Store) -> None:
    token = asha.sign_in("asha", PASSWORD)
    assert token is not None
    make_older(asha, "session", "last_seen_at", 59 * 60)
    assert asha.session(token) is not None  # used again, so idle from now
    make_older(asha, "session", "last_seen_at", 59 * 60)
    assert asha.session(token) is not None
    make_older(asha, "session", "last_seen_at", 60 * 60 + 1)
    assert asha.session(token) is None


def test_a_session_ends_after_eight_hours_however_busy(asha: Store) -> None:
    token = asha.sign_in("asha", PASSWORD)
    assert token is not None
    make_older(asha, "session", "expires_at", 8 * 3600 - 60)
    assert asha.session(token) is not None
    make_older(asha, "session", "expires_at", 61)
    assert asha.session(token) is None


def test_signing_out_ends_the_session_and_the_presence(asha: Store) -> None:
    token = asha.sign_in("asha", PASSWORD)
    assert token is not None
    asha.present("asha")
    assert asha.signed_in() == ["asha"]
    asha.sign_out(token)
    asha.sign_out(token)
    assert asha.session(token) is None
    assert asha.signed_in() == []
    assert asha.audit()[0].action == "signed out"


def test_presence_lasts_a_minute(store: Store) -> None:
    store.present("asha")
    make_older(store, "presence", "at", 59)
    assert store.signed_in() == ["asha"]
    make_older(store, "presence", "at", 2)
    assert store.signed_in() == []
    store.present("asha")
    assert store.signed_in() == []  # written at most once in ten seconds
    store.recently.forget("present", "asha")
    store.present("asha")
    assert store.signed_in() == ["asha"]
