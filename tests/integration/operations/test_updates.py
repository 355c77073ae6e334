"""Followers are told that an alert level changed: each once, in GOV.UK's own words, and nobody else."""
from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.content.facts import load_facts
from bot.conversation.claims import Follow
from bot.conversation.messages import Author, Message, Reply
from bot.conversation.updates import Followed, Untold
from bot.errors import StoreUnavailable
from bot.operations.updates import AT_ONCE, UpdateTeller
from bot.store.store import Store
from tests.fixtures.advice_pages import invented_page
from tests.fixtures.following import FIRST, PARTS, WHOLE, follower, page, wish

FACTS = load_facts()


def told(store: Store, conversation_id: str) -> list[Message]:
    return [m for m in store.messages(conversation_id) if m.author is Author.NOTICE]


def test_a_follower_reads_before_now_gov_uks_note_its_day_and_link_and_nobody_else_hears(store: Store) -> None:
    for country in ("EG", "GD"):
        store.put_page(page(country, PARTS))
    asked, of_another, nobody = follower(store, "EG"), follower(store, "GD"), store.start("web")[0]
    store.put_page(page("EG", WHOLE, day=3, words="Our invented bridge has closed."))
    store.put_page(page("GD", PARTS, day=3, words="Our invented beach has opened."))
    assert UpdateTeller(store, FACTS).once() == 1
    [notice] = told(store, asked)
    for words in (
            "**GOV.UK has changed its advice level for Egypt.**",
            "**Before:** FCDO advised against all travel to parts of Egypt.",
            "**Now:** FCDO advises against all travel to Egypt.",
            "on 18 January 2026:\n\nOur invented bridge has closed.",
            "[Read the travel advice for Egypt](https://www.gov.uk/foreign-travel-advice/egypt)",
            "To stop these updates, write **stop**."):
        assert words in notice.body
    assert notice.details["sources"] == [{"title": "GOV.UK travel advice: Egypt", "reviewed_at": "2026-01-18",
                                          "url": "https://www.gov.uk/foreign-travel-advice/egypt"}]
    assert told(store, of_another) == told(store, nobody) == []
    assert UpdateTeller(store, FACTS).once() == 0


def test_who_follows_a_place_that_another_page_covers_is_told_whose_level_it_is(store: Store) -> None:
    italy = replace(invented_page("IT", "italy", "Italy"), updated_at=FIRST)
    store.put_page(italy)
    conversation_id = follower(store)
    wish(store, conversation_id, Follow("VA", "IT", 0))
    store.put_page(replace(italy, alert_status=(PARTS,)))
    assert UpdateTeller(store, FACTS).once() == 1
    assert "GOV.UK covers Vatican City on its page about Italy." in told(store, conversation_id)[0].body


def test_the_same_level_in_another_order_is_no_change_of_it(store: Store) -> None:
    store.put_page(page("EG", PARTS, WHOLE))
    conversation_id = follower(store, "EG")
    store.put_page(page("EG", WHOLE, PARTS, day=1, words="Our invented ferry goes again."))
    assert UpdateTeller(store, FACTS).once() == 0
    assert told(store, conversation_id) == [] and store.untold(10) == []


def test_more_than_one_look_can_hold_are_all_told(sqlite_store: Store) -> None:
    store = sqlite_store
    store.put_page(page("EG"))
    everybody = [follower(store, "EG") for _ in range(AT_ONCE + 3)]
    store.put_page(page("EG", PARTS, day=1))
    assert UpdateTeller(store, FACTS).once() == len(everybody)
    assert {len(told(store, each)) for each in everybody} == {1}


def test_one_that_cannot_be_told_stops_no_other_and_is_tried_again(
        sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    store = sqlite_store
    store.put_page(page("EG"))
    first, second = sorted(follower(store, "EG") for _ in range(2))
    store.put_page(page("EG", PARTS, day=1))
    tell = Store.tell

    def fails_once(self: Store, untold: Untold, notice: Reply | None) -> int | None:
        if untold.conversation_id == first:
            raise ValueError("secret words")
        return tell(self, untold, notice)

    teller = UpdateTeller(store, FACTS)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "tell", fails_once)
        assert teller.once() == 1
    assert (len(told(store, first)), len(told(store, second))) == (0, 1)
    assert "A follower of EG could not be told (ValueError at test_updates.py:" in caplog.text
    assert "secret words" not in caplog.text and first not in caplog.text
    assert teller.once() == 1
    assert (len(told(store, first)), len(told(store, second))) == (1, 1)


def test_a_country_that_is_no_longer_known_is_passed_over_and_holds_up_nobody(sqlite_store: Store) -> None:
    store = sqlite_store
    strange = replace(page("EG"), country="ZZ")
    store.put_page(strange)
    conversation_id = follower(store, "ZZ", known=0)
    store.put_page(replace(strange, alert_status=(PARTS,), updated_at=page("EG", day=1).updated_at))
    assert UpdateTeller(store, FACTS).once() == 0
    assert store.untold(10) == [] and told(store, conversation_id) == []


class AwayStore:
    """A store whose database does not answer, and that counts what it is asked."""

    def __init__(self) -> None:
        self.forgotten = 0

    def followed(self, conversation_id: str) -> Sequence[Followed]:
        return ()

    def stop_following(self, conversation_id: str, countries: Sequence[str], notice: Reply, once: str) -> int | None:
        return None

    def untold(self, limit: int) -> Sequence[Untold]:
        raise StoreUnavailable("The database does not answer.")

    def tell(self, untold: Untold, notice: Reply | None) -> int | None:
        return None

    def forget_lapsed(self) -> int:
        self.forgotten += 1
        return 0


def test_a_database_that_is_away_is_told_to_the_loop_and_lapsed_wishes_are_looked_for_every_ten_minutes() -> None:
    clock = [0.0]
    away = AwayStore()
    teller = UpdateTeller(away, FACTS, now=lambda: clock[0])
    for clock[0] in (0.0, 5.0, 599.0, 600.0, 601.0):
        with pytest.raises(StoreUnavailable):
            teller.once()
    assert away.forgotten == 2


def test_what_is_logged_holds_no_conversation(sqlite_store: Store, caplog: pytest.LogCaptureFixture) -> None:
    sqlite_store.put_page(page("EG"))
    conversation_id = follower(sqlite_store, "EG")
    sqlite_store.put_page(page("EG", PARTS, day=1))
    with caplog.at_level(logging.INFO):
        UpdateTeller(sqlite_store, FACTS).once()
    assert "Told 1 followers that an alert level changed." in caplog.text and conversation_id not in caplog.text
