"""Synced pages, the off switch and heartbeats."""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from bot.content.ports import Passage, TravelAdvice
from bot.store.store import Store

AT = datetime(2026, 11, 1, 9, 30, tzinfo=timezone.utc)
PAGE = TravelAdvice(
    "TH", "thailand", "Thailand travel advice", "https://www.gov.uk/foreign-travel-advice/thailand",
    ("avoid_all_travel_to_parts",), None, AT, "Edited.",
    (Passage("thailand/entry-requirements#1", "TH", "entry-requirements", "Entry requirements", ("Visas", "Fees"),
             "You can visit for **60 days**. Žluťoučký", "https://www.gov.uk/x"),), AT)


def test_a_page_comes_back_as_it_was_stored(store: Store) -> None:
    assert store.page("TH") is None
    assert store.content_version() == 0
    assert store.put_page(PAGE) is True
    assert store.page("TH") == PAGE
    assert store.pages() == {"TH": AT}
    assert store.all_pages() == [PAGE]
    assert store.content_version() == 1


def test_the_same_page_fetched_again_is_no_change_but_its_fetching_is_kept(store: Store) -> None:
    store.put_page(PAGE)
    again = replace(PAGE, fetched_at=AT + timedelta(days=1))
    assert store.put_page(again) is False
    assert store.page("TH") == again
    assert store.content_version() == 1


def test_a_changed_page_replaces_the_old_one(store: Store) -> None:
    store.put_page(PAGE)
    changed = replace(PAGE, updated_at=AT + timedelta(days=1), reviewed_at=AT)
    assert store.put_page(changed) is True
    assert store.all_pages() == [changed]
    assert store.content_version() == 2


def test_a_removed_page_is_gone_and_audited(store: Store) -> None:
    store.put_page(PAGE)
    store.remove_page("TH", "gone")
    store.remove_page("TH", "gone")
    assert store.page("TH") is None
    assert store.content_version() == 2
    assert [(e.action, e.detail) for e in store.audit()] == [("page removed", "TH: gone")]


def test_the_assistant_is_on_until_somebody_switches_it_off(store: Store) -> None:
    assert store.assistant_is_off() is None
    store.switch_assistant(True, "mia", "We are making repairs.")
    assert store.assistant_is_off() == "We are making repairs."
    store.switch_assistant(True, "mia")
    assert store.assistant_is_off() == ""
    store.switch_assistant(False, "mia")
    assert store.assistant_is_off() is None
    assert [e.action for e in store.audit()] == [
        "assistant switched on", "assistant switched off", "assistant switched off"]


def test_every_process_that_beats_is_listed_with_its_last_time(store: Store) -> None:
    store.beat("web")
    first = store.beats()["web"]
    store.beat("web")
    store.beat("desk")
    assert sorted(store.beats()) == ["desk", "web"]
    assert store.beats()["web"] >= first
    assert abs(first - datetime.now(timezone.utc)) < timedelta(seconds=5)
