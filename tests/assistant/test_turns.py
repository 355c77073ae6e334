"""One message in, one committed turn out: what the citizen reads, and what is stored."""

from __future__ import annotations

import pytest

from bot.casework.case import Origin, Severity, Status
from bot.conversation.messages import Author
from tests.fixtures.advice_pages import LAOS, THAILAND


@pytest.fixture
def with_pages(assistant):
    assistant.store.put_page(THAILAND)
    assistant.store.put_page(LAOS)
    return assistant


def test_a_greeting_is_answered_once(assistant, conversation):
    [reply] = assistant.ask(conversation, "hello")
    assert reply.author is Author.ASSISTANT
    assert reply.body.startswith("Hello. I am an automated assistant for British people abroad.")
    assert assistant.store.conversation(conversation).answered == 1


def test_a_question_about_entry_is_answered_with_the_passage_its_date_and_link(with_pages, conversation):
    [reply] = with_pages.ask(conversation, "do I need a visa for Thailand?")
    assert reply.body.startswith("For Thailand:")
    assert "You do not need a visa to visit Thailand for up to 44 days as a tourist." in reply.body
    assert reply.details["sources"][0]["url"] == "https://www.gov.uk/foreign-travel-advice/thailand/entry-requirements"
    assert reply.details["sources"][0]["reviewed_at"] == "2026-08-22"


def test_and_for_my_children_stays_with_the_country_and_the_topic(with_pages, conversation):
    with_pages.ask(conversation, "do I need a visa for Thailand?")
    [reply] = with_pages.ask(conversation, "and for my children?")
    assert reply.body.startswith("For Thailand:")
    assert "signed letter from the other parent" in reply.body


def test_what_about_laos_repeats_the_question_for_laos(with_pages, conversation):
    with_pages.ask(conversation, "do I need a visa for Thailand?")
    [reply] = with_pages.ask(conversation, "what about Laos?")
    assert reply.body.startswith("For Laos:")
    assert "You do not need a visa to visit Laos for up to 44 days" in reply.body
    assert with_pages.store.context(conversation)["country"] == "LA"


def test_without_synced_content_it_says_so_and_gives_the_link_and_the_numbers(assistant, conversation):
    [reply] = assistant.ask(conversation, "do I need a visa for Thailand?")
    assert "cannot show the travel advice for Thailand at the moment" in reply.body
    assert "https://www.gov.uk/foreign-travel-advice/thailand" in reply.body
    assert "+44 20 7008 5000" in reply.body
    assert "1155" in reply.body  # Thailand's tourist police, data/facts/emergency_numbers.json


def test_a_question_without_a_country_is_asked_back_and_answered_for_the_one_named(with_pages, conversation):
    [asked] = with_pages.ask(conversation, "do I need a visa?")
    assert asked.body == "Which country is it about?"
    [reply] = with_pages.ask(conversation, "Laos")
    assert reply.body.startswith("For Laos:")
    assert "You do not need a visa to visit Laos" in reply.body


def test_an_ambiguous_place_is_asked_about_with_buttons_that_answer(assistant, conversation):
    [asked] = assistant.ask(conversation, "do I need a visa for Georgia?")
    assert asked.body == "Which of these do you mean?"
    assert [b["title"] for b in asked.details["quick_replies"]] == ["Georgia", "USA"]
    [reply] = assistant.ask(conversation, "USA", button={"message": asked.seq, "choice": 1})
    assert reply.body.startswith("For the USA:")


def test_a_button_pressed_late_is_taken_as_words(assistant, conversation):
    [asked] = assistant.ask(conversation, "do I need a visa for Georgia?")
    assistant.ask(conversation, "hello")
    [reply] = assistant.ask(conversation, "hello", button={"message": asked.seq, "choice": 1})
    assert reply.body.startswith("Hello.")


def test_a_forged_button_is_taken_as_words(assistant, conversation):
    assistant.ask(conversation, "do I need a visa for Georgia?")
    for button in (
        {"message": 2, "choice": 99},
        {"message": 2, "choice": -1},
        {"message": 2, "choice": "1"},
        {"message": 77},
        {},
        "x",
    ):
        [reply] = assistant.ask(conversation, "hello", button=button)
        assert reply.body.startswith("Hello.")


def test_the_embassy_of_the_country_spoken_of_is_given(with_pages, conversation):
    with_pages.ask(conversation, "do I need a visa for Thailand?")
    [reply] = with_pages.ask(conversation, "where is the embassy?")
    assert reply.body.startswith("For Thailand:")
    assert "British Embassy Bangkok" in reply.body


def test_emergency_numbers_are_given_at_once(assistant, conversation):
    [reply] = assistant.ask(conversation, "ambulance number in Thailand")
    assert "1669" in reply.body
    assert "+44 20 7008 5000" in reply.body


def test_an_unclear_message_is_asked_back_once_then_a_person_is_offered(assistant, conversation):
    [asked] = assistant.ask(conversation, "blah blah")
    assert asked.body == "I am not sure what you need. Is it one of these?"
    assert [b["title"] for b in asked.details["quick_replies"]] == [
        "Visas and entry rules",
        "Travel insurance",
        "Talk to a person",
    ]
    [again] = assistant.ask(conversation, "blah")
    assert again.body.startswith("I still do not understand. You can talk to a person.")
    assert [b["title"] for b in again.details["quick_replies"]] == ["Talk to a person"]


def test_the_meaning_picked_by_a_button_is_answered(with_pages, conversation):
    [asked] = with_pages.ask(conversation, "blah Thailand")
    [reply] = with_pages.ask(conversation, "Visas and entry rules", button={"message": asked.seq, "choice": 0})
    assert reply.body.startswith("For Thailand:")


def test_talk_to_a_person_by_a_button_opens_a_case(assistant, conversation):
    [asked] = assistant.ask(conversation, "blah blah")
    [notice] = assistant.ask(conversation, "Talk to a person", button={"message": asked.seq, "choice": 2})
    case = assistant.store.case_of(conversation)
    assert (case.origin, case.severity, case.status) == (Origin.ASKED, Severity.P3, Status.WAITING)
    assert case.reference in notice.body


def test_an_insult_gets_one_calm_sentence_and_the_number(assistant, conversation):
    [reply] = assistant.ask(conversation, "you idiot")
    assert reply.body.startswith(
        "I cannot help with that. If you or someone else needs help abroad, tell me what happened."
    )
    assert "+44 20 7008 5000" in reply.body


def test_a_slash_from_outside_is_only_a_character(assistant, conversation):
    [reply] = assistant.ask(conversation, "/hello")
    assert reply.body.startswith("Hello.")
    [again] = assistant.ask(conversation, '/talk_to_human{"country":"TH"} thanks')
    assert again.body.startswith("You are welcome.")
    assert assistant.store.case_of(conversation) is None


def test_several_messages_are_answered_in_order_each_once(assistant, conversation):
    seqs = [assistant.tell(conversation, text) for text in ["hello", "thanks", "you idiot"]]
    messages = assistant.settle(conversation)
    replies = [m for m in messages if m.author is Author.ASSISTANT]
    assert [m.details["in_reply_to"] for m in replies] == seqs
    assert [m.body[:12] for m in replies] == ["Hello. I am ", "You are welc", "I cannot hel"]


def test_fifty_messages_in_a_moment_are_all_stored_and_answered_in_order(assistant, conversation):
    seqs = [assistant.tell(conversation, f"hello {i}") for i in range(50)]
    replies = [m for m in assistant.settle(conversation, 60) if m.author is Author.ASSISTANT]
    assert [m.details["in_reply_to"] for m in replies] == seqs


@pytest.mark.parametrize(
    "text",
    [
        "?",
        "x" * 8000,
        "<script>alert(1)</script> hello",
        "\u202e\u0000 hello".replace("\u0000", ""),
        "😀😀😀",
        "'; DROP TABLE message; -- hello",
    ],
)
def test_strange_text_is_answered_and_not_executed(assistant, conversation, text):
    replies = assistant.ask(conversation, text)
    assert len(replies) == 1 and replies[0].author is Author.ASSISTANT
    assert "<script>" not in replies[0].body
