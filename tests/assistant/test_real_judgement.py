"""The same engine with the real places, danger cues, first replies and trained model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.assistant.judging import judge_of
from bot.casework.case import Severity
from bot.conversation.messages import Author
from bot.places.finder import load_places
from bot.settings import Settings
from tests.fixtures.advice_pages import LAOS, THAILAND
from tests.fixtures.assistant import RunningAssistant, services_for


@pytest.fixture
def assistant(settings: Settings, sqlite_store: Any, engine: Any) -> Iterator[RunningAssistant]:
    services = services_for(settings, sqlite_store)
    services.__dict__["places"] = load_places()
    at_work = RunningAssistant(services, engine, judge_of(services))
    sqlite_store.put_page(THAILAND)
    sqlite_store.put_page(LAOS)
    at_work.start()
    yield at_work
    at_work.stop()


@pytest.mark.parametrize("text", ["/restart I am being held", "you useless bot I am being held against my will"])
def test_danger_is_danger_whatever_is_around_it(assistant, conversation, text):
    replies = assistant.ask(conversation, text)
    assert [r.author for r in replies] == [Author.NOTICE, Author.NOTICE]
    assert "+44 20 7008 5000" in replies[0].body
    assert assistant.store.case_of(conversation) is not None


def test_the_issues_main_job_from_a_question_to_a_case_and_back_to_a_question(assistant, conversation):
    [visa] = assistant.ask(conversation, "Do I need a visa for Thailand?")
    assert "You do not need a visa to visit Thailand for up to 44 days as a tourist." in visa.body
    [embassy] = assistant.ask(conversation, "where is the embassy?")
    assert "British Embassy Bangkok" in embassy.body
    first, question = assistant.ask(
        conversation, "my brother was taken by police in Bangkok last night and I can't reach him"
    )
    case = assistant.store.case_of(conversation)
    assert "+44 20 7008 5000" in first.body and case.reference in first.body
    assert question.body.startswith("How can we reach you, and is it safe?")
    assert case.severity is Severity.P1 and case.countries[0] == "TH"
    [where] = assistant.ask(conversation, "me@example.org")
    assert where.body.startswith("Thank you. ")


def test_routine_pieces_open_no_case(assistant, conversation):
    for text in ("hi", "in dubai", "thanks"):
        assistant.ask(conversation, text)
    assert assistant.store.case_of(conversation) is None
