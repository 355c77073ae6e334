"""The question that a case has open, and which message answers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

import pytest

from bot.casework.case import Case, Origin, Question, Severity, Status
from bot.casework.questions import QUESTIONS
from bot.conversation.claims import NoteAnswer
from bot.conversation.questions import Answered, ask, open_question, question_after, read_answer

AT = datetime(2026, 11, 22, tzinfo=timezone.utc)
CASE = Case(
    "CON-7F3K2M",
    "c",
    Status.WAITING,
    Origin.DANGER,
    Severity.P2,
    "arrest_detention",
    "arrest",
    ("detained",),
    ("TH",),
    AT,
    1,
    questions=(Question("contact", "asked"), Question("where", "open"), Question("nationality", "open")),
)


def test_the_first_question_without_an_answer_is_open():
    assert open_question(CASE) == QUESTIONS["contact"]
    after = replace(
        CASE,
        questions=(
            Question("contact", "answered", "here"),
            Question("where", "skipped"),
            Question("nationality", "open"),
        ),
    )
    assert open_question(after) == QUESTIONS["nationality"]


def test_no_question_is_open_when_all_were_answered_or_skipped():
    assert (
        open_question(replace(CASE, questions=(Question("contact", "answered", "here"), Question("where", "skipped"))))
        is None
    )


@pytest.mark.parametrize(
    "case",
    [
        None,
        replace(CASE, status=Status.IN_HANDOVER),
        replace(CASE, taken_at=AT),
        replace(CASE, origin=Origin.UNANSWERED),
        replace(CASE, origin=Origin.FAILED),
        replace(CASE, status=Status.RESOLVED),
    ],
)
def test_nothing_is_asked_without_a_case_or_once_a_person_asks(case):
    assert open_question(case) is None


def test_a_case_without_a_list_asks_the_questions_of_its_kind():
    assert open_question(replace(CASE, questions=())) == QUESTIONS["contact"]


def test_a_phone_number_answers_how_we_can_reach_you():
    assert read_answer(QUESTIONS["contact"], "+66 81 234 5678, you can call me") == Answered(
        "contact", "answered", "+66 81 234 5678, you can call me"
    )


@pytest.mark.parametrize("text", ["my brother died", "what visa do I need for Laos?", "", "hello"])
def test_words_that_do_not_fit_the_question_stay_an_ordinary_message(text):
    assert read_answer(QUESTIONS["contact"], text) is None


def test_a_question_is_skipped_in_words_and_by_its_button():
    skipped = Answered("contact", "skipped")
    assert read_answer(QUESTIONS["contact"], "skip this question") == skipped
    assert (
        read_answer(QUESTIONS["contact"], "Skip this question", {"question_id": "contact", "answer": "skip"}) == skipped
    )
    assert read_answer(QUESTIONS["contact"], "Skip this question", {"skip": "contact"}) == skipped


def test_a_button_of_another_question_answers_nothing():
    assert read_answer(QUESTIONS["where"], "Yes", {"question_id": "danger_now", "answer": "Yes"}) is None


def test_a_choice_is_the_answer():
    assert read_answer(QUESTIONS["danger_now"], "Yes", {"question_id": "danger_now", "answer": "Yes"}) == Answered(
        "danger_now", "answered", "Yes"
    )


def test_without_an_open_question_nothing_is_an_answer():
    assert read_answer(None, "+66 81 234 5678") is None


def test_the_next_question_follows_the_answer():
    assert question_after(CASE, Answered("contact", "skipped")) == QUESTIONS["where"]
    assert question_after(CASE, None) == QUESTIONS["contact"]
    last = replace(CASE, questions=(Question("contact", "asked"),))
    assert question_after(last, Answered("contact", "answered", "here")) is None


def test_an_answer_is_wished_for_with_its_message():
    assert Answered("where", "answered", "Room 12").wish(9) == NoteAnswer("where", "answered", "Room 12", 9)


def test_the_citizen_reads_the_question_with_its_buttons():
    reply = ask(QUESTIONS["danger_now"], "Thank you.")
    assert reply.body == "Thank you. Is anyone hurt or in danger right now?"
    assert [b.title for b in reply.quick_replies] == ["Yes", "No", "I do not know", "Skip this question"]
    assert reply.about == {"question_id": "danger_now"}
