"""Only words that fit a question's type are taken as its answer."""
from __future__ import annotations

import pytest

from bot.casework.answers import SafeToCall, phone_numbers, safe_to_call
from bot.casework.case import Question
from bot.casework.questions import QUESTIONS, fits, next_question, questions_for, skips


@pytest.mark.parametrize("text", [
    "+44 7700 900123", "07700900123", "my number is 0066 2 305 8333, you can call", "jo.smith@example.com",
    "don't call, my husband reads my phone", "It is not safe to call me", "Write to me here", "text only please",
    "whatsapp +971 50 123 4567", "only email me: a@b.co.uk", "please dont call me", "call me any time on 07700 900123",
    "not safe", "in this chat", "You can call me",
])
def test_a_way_to_reach_somebody_answers_the_contact_question(text: str) -> None:
    assert fits("contact", text) == text


@pytest.mark.parametrize("text", [
    "my brother died", "what about visas for Laos?", "ok", "thanks", "he has been here since 12/11/2026", "I need £2000000",
    "yes", "where is the embassy", "we are waiting",
])
def test_words_that_reach_nobody_do_not_answer_the_contact_question(text: str) -> None:
    assert fits("contact", text) is None


@pytest.mark.parametrize(("question", "text"), [
    ("passport_number", "my brother died"), ("passport_number", "I have lost it"), ("passport_number", "12345"),
    ("who", "my brother died"), ("where", "my brother died"), ("nationality", "my brother died"), ("danger_now", "my brother died"),
    ("who", "what is a notary?"), ("where", "how do I renew my passport?"), ("nationality", "my passport was stolen"),
    ("where", "thanks"), ("who", "ok"), ("danger_now", "do I need a visa for Laos?"), ("no_such_question", "yes"), ("who", "   "),
])
def test_words_of_another_kind_are_no_answer(question: str, text: str) -> None:
    assert fits(question, text) is None


@pytest.mark.parametrize(("question", "text", "answer"), [
    ("passport_number", "it is 123 456 789", "123456789"), ("passport_number", "123456789", "123456789"),
    ("danger_now", "Yes", "Yes"), ("danger_now", "no, we are safe now", "no, we are safe now"),
    ("danger_now", "She is bleeding", "She is bleeding"), ("danger_now", "I do not know", "I do not know"),
    ("where", "Bangkok", "Bangkok"), ("where", "in the police station in Pattaya", "in the police station in Pattaya"),
    ("where", "I don't know where he is", "I don't know where he is"), ("where", "13.7563, 100.5018", "13.7563, 100.5018"),
    ("who", "It is me", "It is me"), ("who", "my brother Daniel Price", "my brother Daniel Price"), ("who", "Aisha Khan", "Aisha Khan"),
    ("nationality", "British", "British"), ("nationality", "he has a british and a pakistani passport", "he has a british and a pakistani passport"),
    ("nationality", "Not British", "Not British"),
])
def test_words_that_fit_are_the_answer(question: str, text: str, answer: str) -> None:
    assert fits(question, text) == answer


@pytest.mark.parametrize(("text", "safe"), [
    ("don't call, my husband reads my phone", SafeToCall.NO), ("07700900123 but not safe to call", SafeToCall.NO),
    ("It is not safe to call me", SafeToCall.NO), ("Write to me here", SafeToCall.UNKNOWN), ("07700900123", SafeToCall.UNKNOWN),
    ("you can call me on 07700900123", SafeToCall.YES), ("it's safe", SafeToCall.YES), ("text only", SafeToCall.NO),
    ("don’t ring", SafeToCall.NO), ("she checks my messages", SafeToCall.NO),
])
def test_a_call_is_safe_only_when_the_citizen_said_so(text: str, safe: SafeToCall) -> None:
    assert safe_to_call(text) is safe


def test_dates_and_short_numbers_are_not_telephone_numbers() -> None:
    assert phone_numbers("since 12.11.2026, room 4021, call +66 (0)2 305-8333") == ("+66 (0)2 305-8333",)


def test_the_question_asked_last_comes_before_the_next_one() -> None:
    asked = (Question("contact", "skipped"), Question("where", "open"), Question("who", "asked"))
    assert next_question(asked) is QUESTIONS["who"]
    assert next_question((Question("contact", "answered", "x"), Question("where", "open"))) is QUESTIONS["where"]
    assert next_question((Question("contact", "answered", "x"),)) is None


@pytest.mark.parametrize("kind", ["", "generic", "arrest", "suicide", "asks_for_person", "lost_passport_urgent", "death"])
def test_every_kind_of_danger_first_asks_how_to_reach_the_citizen(kind: str) -> None:
    assert questions_for(kind)[0] == "contact"
    assert all(question in QUESTIONS for question in questions_for(kind))


def test_every_question_can_be_skipped_by_button_and_in_words() -> None:
    assert all(question.quick_replies()[-1].title == "Skip this question" for question in QUESTIONS.values())
    assert skips("Skip this question") and skips("skip") and skips("I'd rather not say") and not skips("skipping town, help")


def test_what_was_told_already_is_asked_last_and_the_way_to_reach_them_first() -> None:
    assert questions_for("arrest", {"where", "contact"}) == ("contact", "who", "nationality", "where")
    assert questions_for("arrest") == ("contact", "where", "who", "nationality")
