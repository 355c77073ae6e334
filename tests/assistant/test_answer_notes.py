"""Through Rasa and back: what the assistant said is noted for content designers, and nothing else is."""

from __future__ import annotations

from typing import Any

import pytest

from bot.content.answer_records import Group, Kind
from tests.fixtures.advice_pages import LAOS, THAILAND


@pytest.fixture
def with_pages(assistant: Any) -> Any:
    assistant.store.put_page(THAILAND)
    assistant.store.put_page(LAOS)
    return assistant


def groups(assistant: Any, kind: Kind) -> list[Group]:
    found: list[Group] = assistant.store.answer_groups(kind, 7)
    return found


def test_an_answer_marked_unhelpful_names_the_very_passages_that_were_shown(with_pages: Any, conversation: str) -> None:
    [reply] = with_pages.ask(conversation, "do I need a visa for Thailand?")
    assert groups(with_pages, Kind.UNANSWERED) == []
    with_pages.store.feedback(conversation, reply.seq, False)
    [group] = groups(with_pages, Kind.UNHELPFUL)
    assert (group.topic, group.country, group.part) == ("entry_requirements", "TH", "entry-requirements")
    assert group.shown and all(name.startswith("thailand/") for name in group.shown)


def test_a_guide_is_noted_by_name(assistant: Any, conversation: str) -> None:
    [reply] = assistant.ask(conversation, "how do I renew it")
    assistant.store.feedback(conversation, reply.seq, False)
    [group] = groups(assistant, Kind.UNHELPFUL)
    assert (group.topic, group.shown[0]) == ("passport_renewal", "guide:passport_renewal")


def test_without_a_page_the_question_found_no_answer(assistant: Any, conversation: str) -> None:
    assistant.ask(conversation, "do I need a visa for Thailand?")
    [group] = groups(assistant, Kind.UNANSWERED)
    assert (group.topic, group.country, group.count) == ("entry_requirements", "TH", 1)
    [asked] = assistant.store.asked_questions(Kind.UNANSWERED, (group.topic, group.country, group.part), 7, "dan", str)
    assert asked.words == "do I need a visa for Thailand?"


def test_what_stays_unclear_is_counted_once_a_person_is_offered(assistant: Any, conversation: str) -> None:
    assistant.ask(conversation, "blah blah")
    assert groups(assistant, Kind.UNANSWERED) == []
    assistant.ask(conversation, "blah")
    [group] = groups(assistant, Kind.UNANSWERED)
    assert group.topic == "unclear"


def test_greetings_and_questions_back_are_no_answers(assistant: Any, conversation: str) -> None:
    assistant.ask(conversation, "hello")
    assistant.ask(conversation, "do I need a visa?")
    with assistant.store.database.read() as tx:
        assert tx.rows("SELECT * FROM answer_record") == []
