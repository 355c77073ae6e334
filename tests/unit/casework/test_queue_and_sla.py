"""The order of the queue and the words for time, without any store."""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from bot.casework.case import Case, Origin, Severity, Status
from bot.casework.queue import alarms, handed_back, held_by, in_order, next_to_take, waiting
from bot.casework.sla import in_words, is_late, time_left, time_left_in_words, waited_in_words

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)


def case(reference: str, severity: Severity = Severity.P2, minutes_ago: float = 0, **changes: Any) -> Case:
    given: dict[str, Any] = {
        "reference": reference, "conversation_id": f"c-{reference}", "status": Status.WAITING, "origin": Origin.DANGER,
        "severity": severity, "topic": "arrest_detention", "kind": "detained", "reasons": ("detained",),
        "countries": ("TH",), "opened_at": NOON - timedelta(minutes=minutes_ago), "opened_seq": 1}
    return Case(**{**given, **changes})


def test_the_worst_case_comes_first_and_then_the_one_with_the_least_time_left() -> None:
    fresh_p1 = case("CON-P1NEW1", Severity.P1)
    old_p2, new_p2 = case("CON-P2QLD1", minutes_ago=50), case("CON-P2NEW1", minutes_ago=5)
    old_p3 = case("CON-P3QLD1", Severity.P3, minutes_ago=23 * 60)
    assert in_order([old_p3, new_p2, fresh_p1, old_p2]) == [fresh_p1, old_p2, new_p2, old_p3]


def test_a_case_that_nothing_answered_stands_below_all_trouble() -> None:
    unanswered = case("CON-N2NE22", Severity.P3, minutes_ago=60 * 30, origin=Origin.UNANSWERED)
    trouble = case("CON-TR2BLE", Severity.P3)
    assert in_order([unanswered, trouble]) == [trouble, unanswered]
    assert next_to_take([unanswered, trouble]) is trouble
    assert next_to_take([]) is None


@pytest.mark.parametrize("severity, minutes, left, late", [
    (Severity.P1, 1, timedelta(minutes=1), False),
    (Severity.P1, 2, timedelta(), True),
    (Severity.P2, 61, timedelta(minutes=-1), True),
    (Severity.P3, 60, timedelta(hours=23), False),
])
def test_time_runs_from_the_opening_by_severity(severity: Severity, minutes: int, left: timedelta, late: bool) -> None:
    one = case("CON-222222", severity, minutes)
    assert (time_left(one, NOON), is_late(one, NOON)) == (left, late)


def test_a_raised_case_has_the_time_of_its_new_severity_from_the_moment_it_was_raised() -> None:
    raised = case("CON-222222", Severity.P1, 300, waiting_since=NOON - timedelta(seconds=30))
    assert time_left_in_words(raised, NOON) == "1 minute left"
    assert waited_in_words(raised, NOON) == "5 hours"


def test_a_taken_case_is_never_late_and_has_no_time_left_to_show() -> None:
    taken = case("CON-222222", Severity.P1, 300, status=Status.IN_HANDOVER, caseworker="asha")
    assert (is_late(taken, NOON), time_left_in_words(taken, NOON)) == (False, "")


@pytest.mark.parametrize("minutes, words", [
    (1.9, "Less than 1 minute left"), (0.5, "1 minute left"), (2, "Late by less than 1 minute"), (3.5, "Late by 1 minute"),
    (62, "Late by 1 hour"),
])
def test_the_time_left_of_a_p1_case_is_said_in_words(minutes: float, words: str) -> None:
    assert time_left_in_words(case("CON-222222", Severity.P1, minutes), NOON) == words


@pytest.mark.parametrize("span, words", [
    (timedelta(seconds=59), "less than 1 minute"), (timedelta(minutes=59, seconds=59), "59 minutes"),
    (timedelta(minutes=125), "2 hours 5 minutes"), (timedelta(hours=24), "1 day"), (timedelta(hours=49), "2 days 1 hour"),
    (timedelta(days=9, hours=3), "9 days"), (timedelta(minutes=-3), "3 minutes"),
])
def test_a_length_of_time_is_rounded_down_to_what_a_person_says(span: timedelta, words: str) -> None:
    assert in_words(span) == words


def test_a_caseworker_is_called_for_every_waiting_case_and_for_new_danger_in_their_own() -> None:
    waiting = case("CON-222222")
    raised = case("CON-333333", Severity.P1, status=Status.IN_HANDOVER, caseworker="asha", raised_seq=9)
    assert alarms([waiting, raised], "asha") == ["CON-333333-P1-9", "CON-222222-P2-1"]
    assert alarms([waiting, raised], "ben") == ["CON-222222-P2-1"]
    assert alarms([replace(raised, unread=False)], "asha") == ["CON-333333-P1-9"], "an open page reads by itself, unheard"


def test_an_ordinary_word_in_a_case_of_their_own_does_not_sound_the_alarm() -> None:
    assert alarms([case("CON-333333", status=Status.IN_HANDOVER, caseworker="asha")], "asha") == []


def test_a_caseworker_sees_only_their_own_among_the_held() -> None:
    asha = case("CON-222222", status=Status.IN_HANDOVER, caseworker="asha")
    ben = case("CON-333333", status=Status.IN_HANDOVER, caseworker="ben")
    assert held_by([asha, ben, case("CON-444444")], "asha") == [asha]


def test_a_case_that_was_handed_back_waits_for_nobody_until_there_is_new_danger() -> None:
    given_back = case("CON-222222", Severity.P1, 90, handed_back=True)
    assert (waiting([given_back]), handed_back([given_back])) == ([], [given_back])
    assert (alarms([given_back], "asha"), time_left_in_words(given_back, NOON)) == ([], "")
    again = replace(given_back, handed_back=False, waiting_since=NOON, raised_seq=7)
    assert (waiting([again]), handed_back([again]), alarms([again], "asha")) == ([again], [], ["CON-222222-P1-7"])
