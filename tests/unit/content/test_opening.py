"""Open now, open on a day: in the post's own time, with holidays that may close it."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.content.posts.hours import Span
from bot.content.posts.opening import day_asked, opening_at, opening_on, own_closure, said_day, said_spans, said_time
from bot.content.posts.post import Words

WEEK = ((Span(510, 750), Span(780, 960)),) * 4 + ((Span(510, 720),), (), ())
"""Monday to Thursday 8:30 to 12:30 and 1pm to 4pm, Friday 8:30 to midday."""


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=timezone.utc)


def test_it_is_open_by_the_clock_of_where_it_stands() -> None:
    # 03:00 in London on Monday 23 November is 10:00 in Bangkok.
    found = opening_at(WEEK, "Asia/Bangkok", utc(23, 3))
    assert found.open_until == 750 and found.local is not None and found.local.hour == 10
    assert opening_at(WEEK, "Europe/London", utc(23, 3)).open_until is None


def test_a_day_turns_where_the_post_stands() -> None:
    # Sunday evening in London is Monday morning in Auckland.
    found = opening_at(WEEK, "Pacific/Auckland", utc(22, 20, 30))
    assert found.day == date(2026, 11, 23) and found.open_until == 750


def test_closed_says_when_it_opens_next() -> None:
    lunch = opening_at(WEEK, "UTC", utc(23, 12, 30))
    assert lunch.open_until is None and (lunch.next_day, lunch.next_spans) == (date(2026, 11, 23), (Span(780, 960),))
    evening = opening_at(WEEK, "UTC", utc(23, 18))
    assert (evening.next_day, evening.next_spans[0]) == (date(2026, 11, 24), Span(510, 750))
    weekend = opening_at(WEEK, "UTC", utc(27, 12))
    assert weekend.open_until is None and weekend.next_day == date(2026, 11, 30)


def test_it_closes_at_the_minute_that_is_stated() -> None:
    assert opening_at(WEEK, "UTC", utc(23, 12, 29)).open_until == 750
    assert opening_at(WEEK, "UTC", utc(23, 8, 29)).open_until is None
    assert opening_at(WEEK, "UTC", utc(23, 8, 30)).open_until == 750


def test_a_whole_day_and_a_post_that_never_opens() -> None:
    assert opening_on(WEEK, date(2026, 11, 28)).spans == ()
    assert opening_on(WEEK, date(2026, 11, 28)).next_day == date(2026, 11, 30)
    assert opening_on(((),) * 7, date(2026, 11, 28)).next_day is None


def test_times_are_said_as_govuk_says_them() -> None:
    assert [said_time(m) for m in (510, 540, 720, 750, 1440)] == ["8:30am", "9am", "midday", "12:30pm", "midnight"]
    assert said_spans(WEEK[0]) == "8:30am to 12:30pm and 1pm to 4pm"
    assert said_day(date(2026, 11, 23)) == "Monday 23 November"


MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("is it open on Monday?", MONDAY),
        ("open next monday", date(2026, 11, 30)),
        ("are they open tomorrow", date(2026, 11, 24)),
        ("the day after tomorrow", date(2026, 11, 25)),
        ("on 25 December", date(2026, 12, 25)),
        ("December 31st", date(2026, 12, 31)),
        ("open on Christmas Day", date(2026, 12, 25)),
        ("new year\u2019s day", date(2027, 1, 1)),
        ("on 2 March", date(2027, 3, 2)),
        ("on 2 March 2027", date(2027, 3, 2)),
        ("at the weekend", date(2026, 11, 28)),
        ("on Sundays", date(2026, 11, 29)),
        ("31 February", None),
        ("what are the opening hours", None),
    ],
)
def test_the_day_that_is_asked_about(text: str, day: date | None) -> None:
    assert day_asked(text, MONDAY) == day


def test_the_offices_own_list_counts_in_its_year_alone() -> None:
    listed = (Words("Public holidays 2026", "- Tuesday – Public holiday: 8 December; Feast Day\n- 25 December: Christmas Day"),)
    assert own_closure(listed, date(2026, 12, 8)) == "Tuesday 8 December; Feast Day"
    assert own_closure(listed, date(2026, 12, 25)) == "25 December: Christmas Day"
    assert own_closure(listed, date(2027, 12, 25)) == ""
    assert own_closure(listed, date(2026, 12, 9)) == ""
