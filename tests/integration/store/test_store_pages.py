"""Synced pages, the off switch and heartbeats."""
from __future__ import annotations

import threading
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


def test_a_page_that_is_stored_for_the_first_time_is_no_change(store: Store) -> None:
    store.put_page(PAGE)
    assert store.changes_after(0, 10) == []


def test_another_alert_status_is_kept_with_the_old_one_and_gov_uks_words(store: Store) -> None:
    store.put_page(PAGE)
    store.put_page(replace(PAGE, alert_status=(), updated_at=AT + timedelta(days=1), change_description="Lifted."))
    [change] = store.changes_after(0, 10)
    assert (change.id, change.country) == (2, "TH")
    assert (change.old_alert_status, change.new_alert_status) == (("avoid_all_travel_to_parts",), ())
    assert (change.change_description, change.updated_at) == ("Lifted.", AT + timedelta(days=1))
    assert change.changes_status
    assert abs(change.at - datetime.now(timezone.utc)) < timedelta(seconds=60)
    assert store.changes_after(change.id, 10) == []


def test_other_words_on_what_changed_are_a_change_of_the_same_status(store: Store) -> None:
    both = ("avoid_all_travel_to_parts", "avoid_all_but_essential_travel_to_parts")
    store.put_page(replace(PAGE, alert_status=both))
    store.put_page(replace(PAGE, alert_status=both[::-1], updated_at=AT + timedelta(days=1), change_description="Trains."))
    [change] = store.changes_after(0, 10)
    assert (change.changes_status, change.change_description) == (False, "Trains.")


def test_a_page_whose_text_alone_changed_is_no_change_of_status_or_description(store: Store) -> None:
    store.put_page(PAGE)
    assert store.put_page(replace(PAGE, reviewed_at=AT, title="Thailand: travel advice"))
    assert store.changes_after(0, 10) == []


def test_changes_come_in_the_order_they_were_stored_a_few_at_a_time(store: Store) -> None:
    laos = replace(PAGE, country="LA", slug="laos")
    for page in (PAGE, laos):
        store.put_page(page)
    for day, page in enumerate((PAGE, laos, PAGE), start=1):
        store.put_page(replace(page, updated_at=AT + timedelta(days=day), change_description=f"Change {day}."))
    assert [c.change_description for c in store.changes_after(0, 2)] == ["Change 1.", "Change 2."]
    second = store.changes_after(0, 2)[-1].id
    assert [c.change_description for c in store.changes_after(second, 2)] == ["Change 3."]
    assert [c.change_description for c in store.changes_of("TH", 5)] == ["Change 3.", "Change 1."]
    assert [c.change_description for c in store.changes_of("TH", 1)] == ["Change 3."]


def test_an_older_page_does_not_replace_one_that_was_just_stored(store: Store) -> None:
    """Two runs at once: the slower one holds yesterday's page."""
    newer = replace(PAGE, updated_at=AT + timedelta(days=1), alert_status=())
    store.put_page(newer)
    assert store.put_page(PAGE) is False
    assert (store.page("TH"), store.changes_after(0, 10)) == (newer, [])


def test_after_an_hour_an_older_page_is_gov_uks_own_wish(store: Store) -> None:
    store.put_page(replace(PAGE, updated_at=AT + timedelta(days=1), alert_status=()))
    with store.database.write() as tx:
        tx.run("UPDATE content_page SET stored_at = stored_at - 3601000000")
    assert store.put_page(PAGE) is True
    assert store.page("TH") == PAGE


def test_two_runs_that_store_the_same_page_at_once_make_one_change(store: Store) -> None:
    store.put_page(PAGE)
    later = [replace(PAGE, updated_at=AT + timedelta(days=day), alert_status=() if day % 2 else PAGE.alert_status)
             for day in range(1, 21)]
    for page in later:
        together = threading.Barrier(4)
        said: list[bool] = []

        def put(page: TravelAdvice = page, together: threading.Barrier = together, said: list[bool] = said) -> None:
            together.wait()
            said.append(store.put_page(page))

        threads = [threading.Thread(target=put) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(said) == [False, False, False, True]
    assert (store.content_version(), len(store.changes_after(0, 100))) == (21, 20)


def test_equal_pages_have_equal_digests_and_only_a_changed_one_gets_another(store: Store) -> None:
    store.put_page(PAGE)
    store.put_page(replace(PAGE, country="LA", slug="laos"))
    before = store.digests()
    store.put_page(replace(PAGE, fetched_at=AT + timedelta(days=1)))
    assert store.digests() == before
    store.put_page(replace(PAGE, reviewed_at=AT))
    after = store.digests()
    assert (after["LA"], after["TH"] != before["TH"]) == (before["LA"], True)
