"""Opening hours out of free text: a week where every word is understood, else nothing. The texts are ours."""

from __future__ import annotations

import pytest

from bot.content.posts.hours import Hours, Span, read_hours
from bot.content.posts.post import PostContact, Words

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def hours(body: str, heading: str = "Opening hours", description: str = "", title: str = "British Consulate Lower") -> Hours:
    sections = (Words(heading, body),) if body else ()
    found = read_hours(PostContact(title, sections=sections, description=description))
    assert found is not None
    return found


def shown(found: Hours) -> str:
    assert found.week is not None, found.words
    spans = [",".join(f"{a // 60}:{a % 60:02}-{b // 60}:{b % 60:02}" for a, b in day) for day in found.week]
    return " ".join(f"{day} {span}" for day, span in zip(DAYS, spans, strict=True) if span)


WEEK = "Mo 9:00-17:00 Tu 9:00-17:00 We 9:00-17:00 Th 9:00-17:00 Fr 9:00-17:00"
MORNINGS = "Mo 8:30-12:30 Tu 8:30-12:30 We 8:30-12:30 Th 8:30-12:30 Fr 8:30-12:30"


@pytest.mark.parametrize(
    ("body", "week"),
    [
        ("Monday to Friday, 9am to 5pm", WEEK),
        ("9am to 5pm Monday to Friday (local time)", WEEK),
        ("Mon-Fri: 0900-1700 hrs", WEEK),
        ("Monday through Friday from 9.00 a.m. to 5.00 p.m., excluding public holidays.", WEEK),
        ("- Monday to Thursday, 9 to 5pm\n- Friday, 9am – 17.00", WEEK),
        ("Monday to Friday 8:30 to 12.30pm", MORNINGS),
        ("Monday/Tuesday/Wednesday/Thursday and Friday: 08:30 – 12:30", MORNINGS),
        ("Tuesday and Thursday between 9am and midday", "Tu 9:00-12:00 Th 9:00-12:00"),
        ("Sunday to Tuesday, 8am to 3pm", "Mo 8:00-15:00 Tu 8:00-15:00 Su 8:00-15:00"),
        ("Monday 9am to 12pm, 1pm to 4.30pm; Friday 9am to 12 noon", "Mo 9:00-12:00,13:00-16:30 Fr 9:00-12:00"),
        ("Wednesday\n8:00 - 16:45\nFriday\n8:00 - 13:00", "We 8:00-16:45 Fr 8:00-13:00"),
        ("Monday: 5am to 12pm (GMT)\nMonday: 8am to 3pm (local time)", "Mo 8:00-15:00"),
        ("The Lower consular section is open on Mondays from 9am to 1pm", "Mo 9:00-13:00"),
    ],
)
def test_hours_are_read_however_they_are_written(body: str, week: str) -> None:
    assert shown(hours(body)) == week


@pytest.mark.parametrize(
    "body",
    [
        "Monday to Friday, 9am to 5pm. In summer we open from 8am to 2pm.",
        "Monday to Friday 8.30 to 4.30",
        "Monday 9 to 11pm",
        "Open 8am to 1pm",
        "Every first Monday from 9am to 1pm",
        "Monday to Friday 9am to 5pm, closed for lunch from 12pm to 1pm",
        "Monday to Friday 9am to 5pm\nMonday to Friday 10am to 1pm",
        "Monday to Friday 9am to 5pm except during Ramadan",
        "Monday to Friday, 3am to 11am (GMT)",
        "Tuesday 9am to 11pm",
        "Daily from 9am to 5pm",
        "Monday to Friday 9am to 12.30am",
    ],
)
def test_hours_that_are_not_certain_are_only_words(body: str) -> None:
    found = hours(body)
    assert found.week is None and found.words == body


def test_the_hours_for_the_public_count_not_those_of_the_office_or_the_telephone() -> None:
    found = hours(
        "Office hours: Monday to Friday, 8am to 5pm\nConsular counter: Monday and Friday, 9am to 11am\n"
        "Telephone lines are open Monday to Friday, 8am to 4pm\nVisa section: Monday to Friday, 7am to 9am"
    )
    assert shown(found) == "Mo 9:00-11:00 Fr 9:00-11:00" and found.for_public
    assert not hours("Monday to Friday, 8am to 5pm").for_public


def test_telephone_hours_that_go_on_in_the_next_line_are_no_opening_hours() -> None:
    found = hours(
        "Public access is by appointment only.\nTelephone: 9am to 4pm Monday to Thursday\n9am to 1pm Friday"
    )
    assert found.week is None and found.by_appointment


def test_public_hours_for_one_service_only_leave_it_open_who_may_come() -> None:
    found = hours(
        "Office hours: Monday to Friday, 8am to 5pm\n"
        "Consular public hours (for notarial services, by appointment only):\nTuesday: 9am to 10am"
    )
    assert found.week is None and found.by_appointment


def test_two_statements_that_contradict_each_other_are_not_believed() -> None:
    assert hours("Monday to Friday, 9am to 5pm", description="Monday to Friday, 9am to 5pm").week is not None
    assert hours("Monday to Friday, 9am to 5pm", description="Monday to Friday, 9am to 1pm").week is None


def test_hours_stand_in_the_description_too_and_no_other_line_of_it_is_shown() -> None:
    found = hours("", description="Write to us first.\nOpening hours:\nMonday, 9am to 1pm\nThank you.")
    assert found.words == "Opening hours:\nMonday, 9am to 1pm" and shown(found) == "Mo 9:00-13:00"


def test_other_sections_are_not_taken_for_hours() -> None:
    contact = PostContact(
        "British Embassy Lower",
        sections=(Words("Public holidays 2026", "- Monday 1 January: New Year"), Words("Parking", "Two spaces.")),
    )
    assert read_hours(contact) is None
    assert read_hours(PostContact("British Embassy Lower")) is None


def test_long_words_are_cut_after_a_whole_line() -> None:
    found = hours("\n".join(f"Line number {n}, Monday 9am to 1pm, with words" for n in range(60)))
    assert len(found.words) <= 700 and found.words.endswith("with words")


def test_a_week_is_seven_days_of_spans_in_order() -> None:
    week = hours("Monday 1pm to 3pm and 9am to 11am").week
    assert week is not None and len(week) == 7
    assert week[0] == (Span(540, 660), Span(780, 900)) and week[1] == ()


def test_hostile_text_is_read_in_no_time() -> None:
    for body in ("Monday " * 5000, "9am to " * 5000, "(" * 20000, "Monday to 9 " * 3000, "a." * 20000):
        read_hours(PostContact("x", sections=(Words("Opening hours", body),), description=body))
