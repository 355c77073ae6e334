"""Synced posts and the list of who helps where."""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from bot.content.posts.post import Assistance, Form, Helper, Phone, PostContact, PostPage, Words
from bot.store.store import Store

AT = datetime(2026, 11, 1, 9, 30, tzinfo=timezone.utc)
OFFICE = PostContact(
    "British Consulate Testville", "Consulate", ("Notarial services",), "1 Invented Street\nOld Town", "Testville",
    "0001", "ES", (Phone("Telephone", "+34 000 000 000, press 2"),), ("help@example.com",),
    (Form("Write to us", "https://www.gov.uk/x"),), "Monday to Friday", (Words("Žluťoučký", "- by bus"),),
    "https://www.gov.uk/world/organisations/a/office/b", AT)
POST = PostPage("a", "British Embassy Testville", "https://www.gov.uk/world/organisations/a", ("ES", "AD"), OFFICE,
                (replace(OFFICE, title="Press", updated_at=None),), AT, AT)
HELP = Assistance("ES", "local", (Helper("British Embassy Testville", "https://www.gov.uk/x", "Testville"),), checked=AT)


def test_posts_come_back_as_they_were_stored(store: Store) -> None:
    other = replace(POST, slug="b", main=None, offices=(), updated_at=None)
    assert list(store.posts_of("ES")) == []
    assert store.put_posts("ES", [POST, other]) is True
    assert list(store.posts_of("ES")) == [POST, other]
    assert store.all_posts() == {"ES": (POST, other)}
    assert store.content_version() == 1
    assert abs(store.posts_read()["ES"] - datetime.now(timezone.utc)) < timedelta(seconds=60)


def test_the_same_posts_read_again_are_no_change_but_the_reading_is_kept(store: Store) -> None:
    store.put_posts("ES", [POST])
    again = replace(POST, fetched_at=AT + timedelta(days=1))
    first = store.posts_read()["ES"]
    assert store.put_posts("ES", [again]) is False
    assert list(store.posts_of("ES")) == [again]
    assert store.content_version() == 1
    assert store.posts_read()["ES"] >= first


def test_one_country_is_replaced_whole_and_no_other_is_touched(store: Store) -> None:
    store.put_posts("ES", [POST, replace(POST, slug="b")])
    store.put_posts("FR", [POST])
    assert store.put_posts("ES", [replace(POST, slug="c")]) is True
    assert {code: [post.slug for post in posts] for code, posts in store.all_posts().items()} == {
        "ES": ["c"], "FR": ["a"]}


def test_a_country_without_a_post_is_known_to_have_none(store: Store) -> None:
    assert store.put_posts("AQ", []) is False
    assert (store.all_posts(), store.content_version()) == ({"AQ": ()}, 0)
    store.put_posts("ES", [POST])
    assert store.put_posts("ES", []) is True
    assert store.posts_of("ES") == ()


def test_the_list_of_who_helps_is_replaced_whole(store: Store) -> None:
    none = Assistance("AI", "none", checked=AT)
    assert store.put_assistance([HELP, none]) is True
    assert (store.assistance("ES"), store.assistance("AI"), store.assistance("FR")) == (HELP, none, None)
    later = [replace(HELP, checked=AT + timedelta(days=1)), none]
    assert store.put_assistance(later) is False
    assert store.all_assistance() == {"AI": none, "ES": later[0]}
    assert store.put_assistance([none]) is True
    assert (store.all_assistance(), store.content_version()) == ({"AI": none}, 2)
