"""Embassies as a citizen asks about them: the real engine, model, judge and places, posts that are invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import pytest

from bot.content.posts.post import Phone, PostContact, PostPage, Words
from bot.settings import Settings
from tests.fixtures.citizen import Citizen, working

CHANGED = datetime(2026, 6, 30, 9, 0, tzinfo=timezone.utc)


def post(title: str, country: str, town: str, phone: str) -> PostPage:
    url = f"https://www.gov.uk/world/organisations/{town.lower()}"
    hours = Words("Opening hours", "Consular section: Monday to Friday, 8:30am to midday")
    office = PostContact(title, "Consulate", (), "1 Test Street", town, "", country, (Phone("Telephone", phone),), (), (),
                         "", (hours,), url, CHANGED)  # fmt: skip
    return PostPage(town.lower(), title, url, (country,), office, (), CHANGED, CHANGED)


@pytest.fixture
def citizen(settings: Settings, sqlite_store: Any, engine: Any) -> Iterator[Citizen]:
    sqlite_store.put_posts("ES", [post("British Embassy Madrid", "ES", "Madrid", "+99 1"),
                                  post("British Consulate General Barcelona", "ES", "Barcelona", "+99 2")])
    sqlite_store.put_posts("TH", [post("British Embassy Bangkok", "TH", "Bangkok", "+99 3")])
    yield from map(Citizen, working(settings, sqlite_store, engine, ()))


def test_the_nearest_consulate_and_whether_it_is_open_come_first(citizen: Citizen) -> None:
    said = citizen.reads("where is the nearest consulate to Phuket and is it open now?")
    assert "The nearest British post to Phuket is **British Embassy Bangkok**. It is about 690 km (430 miles) away" in said
    assert "By these hours it is " in said


def test_short_questions_after_it_stay_with_the_same_post(citizen: Citizen) -> None:
    assert "Telephone: +99 2" in citizen.reads("phone number of the consulate in Barcelona")
    hours = citizen.reads("what are the opening hours?")
    assert "This is about **British Consulate General Barcelona**." in hours
    sunday = citizen.reads("is it open on Sunday?")
    assert "This is about **British Consulate General Barcelona**." in sunday
    assert "By these hours it is closed on Sunday" in sunday


def test_a_day_is_answered(citizen: Citizen) -> None:
    said = citizen.reads("is the embassy in Madrid open on Monday?")
    assert "This is about **British Embassy Madrid**." in said and "By these hours it is open on Monday" in said


def test_coordinates_alone_tell_the_country_and_the_nearest_post(citizen: Citizen) -> None:
    said = citizen.reads("where is the nearest embassy? my location is 7.88, 98.39")
    assert "The nearest British post to where you are is **British Embassy Bangkok**." in said
