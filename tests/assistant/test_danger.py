"""Danger is decided before dialogue, on every turn, whatever else is going on."""

from __future__ import annotations

import time

from bot.casework.case import Origin, Resolution, Severity, Status
from bot.conversation.messages import Author, Mode, Reply
from tests.fixtures.advice_pages import THAILAND
from tests.fixtures.assistant import running, wait_for

FIRST = "How can we reach you?"


def authors(messages):
    return [m.author.value for m in messages]


def test_danger_gets_the_number_and_a_case_and_nothing_that_repeats_it(assistant, conversation):
    [first] = assistant.ask(conversation, "my brother was taken by police in Bangkok")
    case = assistant.store.case_of(conversation)
    assert first.author is Author.NOTICE
    assert first.body == f"Call +44 20 7008 5000. Your reference is {case.reference}. {FIRST}"
    assert (case.origin, case.severity, case.opened_seq) == (Origin.DANGER, Severity.P2, 1)
    assert assistant.store.conversation(conversation).answered == 1


def test_danger_among_queued_routine_is_answered_before_all_of_it(settings, sqlite_store, engine):
    conversation = sqlite_store.start("web")[0]
    for i in range(10):
        sqlite_store.receive(conversation, f"k{i}", f"hello {i}")
    sqlite_store.receive(conversation, "danger", "they kidnapped my sister")
    with running(settings, sqlite_store, engine) as assistant:
        messages = assistant.settle(conversation)
    assert authors(messages[:11]) == ["citizen"] * 11
    assert messages[11].author is Author.NOTICE and "+44 20 7008 5000" in messages[11].body
    assert messages[11].details["in_reply_to"] == 11
    assert authors(messages[12:]) == ["assistant"] * 10  # the open question is not repeated after each


def test_the_worst_of_several_dangers_is_answered_first(settings, sqlite_store, engine):
    conversation = sqlite_store.start("web")[0]
    sqlite_store.receive(conversation, "a", "he was taken by police")
    sqlite_store.receive(conversation, "b", "no, kidnapped by men")
    with running(settings, sqlite_store, engine) as assistant:
        notices = [m for m in assistant.settle(conversation) if m.author is Author.NOTICE]
    assert [m.details["in_reply_to"] for m in notices] == [2, 1]
    assert sqlite_store.case_of(conversation).severity is Severity.P1


def test_trouble_in_pieces_over_four_messages_is_seen_in_the_last(assistant, conversation):
    for piece in ("hello", "im in dubai", "hello it is my boss"):
        assistant.ask(conversation, piece)
    assert assistant.store.case_of(conversation) is None
    replies = assistant.ask(conversation, "has my passport")
    case = assistant.store.case_of(conversation)
    assert (case.topic, case.opened_seq) == ("kidnap_hostage", replies[0].details["in_reply_to"])
    assert authors(replies) == ["notice"]


def test_joined_words_do_not_open_the_same_case_again_with_every_message(assistant, conversation):
    for piece in ("hello", "im in dubai", "hello it is my boss", "has my passport"):
        assistant.ask(conversation, piece)
    replies = assistant.ask(conversation, "hello")
    assert authors(replies) == ["assistant", "assistant"]  # the greeting, then the open question again


def test_restart_is_text_and_the_danger_in_it_is_heard(assistant, conversation):
    [first] = assistant.ask(conversation, "/restart I am being held")
    assert first.author is Author.NOTICE
    assert assistant.store.case_of(conversation).severity is Severity.P2


def test_danger_inside_an_insult_is_danger(assistant, conversation):
    [first] = assistant.ask(conversation, "you idiot I am being held")
    assert first.author is Author.NOTICE


def test_the_questions_follow_one_at_a_time_and_answers_land_on_the_case(assistant, conversation):
    assistant.ask(conversation, "my brother was taken by police in Bangkok")
    [second] = assistant.ask(conversation, "+66 81 234 5678, you can call me")
    assert (
        second.body
        == "Thank you. Where is the person who needs help? Tell us the country, the town and the place, if you know."
    )
    assert second.details["about"] == {"question_id": "where"}
    case = assistant.store.case_of(conversation)
    assert [(q.id, q.status, q.value) for q in case.questions] == [
        ("contact", "answered", "+66 81 234 5678, you can call me"),
        ("where", "asked", ""),
        ("who", "open", ""),
        ("nationality", "open", ""),
    ]


def test_a_second_topic_in_the_middle_is_answered_and_the_questions_go_on(assistant, conversation):
    assistant.store.put_page(THAILAND)
    assistant.ask(conversation, "my brother was taken by police in Bangkok")
    answer, question = assistant.ask(conversation, "do I need a visa for Thailand?")
    assert "You do not need a visa to visit Thailand" in answer.body
    assert (
        question.body
        == "About your case: How can we reach you, and is it safe? Give a phone number or an email address."
    )
    [following] = assistant.ask(conversation, "me@example.org")
    assert following.body.startswith("Thank you. Where is the person who needs help?")


def test_a_question_is_skipped_by_its_button(assistant, conversation):
    assistant.ask(conversation, "my brother was taken by police in Bangkok")
    [question] = assistant.ask(conversation, "me@example.org")
    titles = [b["title"] for b in question.details["quick_replies"]]
    [following] = assistant.ask(
        conversation,
        "Skip this question",
        button={"message": question.seq, "choice": titles.index("Skip this question")},
    )
    assert following.body.startswith("No problem. Who needs help?")
    assert {q.id: q.status for q in assistant.store.case_of(conversation).questions}["where"] == "skipped"


def test_when_all_is_answered_no_more_is_asked(assistant, conversation):
    assistant.ask(conversation, "my brother was taken by police in Bangkok")
    for answer in ("me@example.org", "skip this question", "skip this question"):
        assistant.ask(conversation, answer)
    [last] = assistant.ask(conversation, "British")
    assert last.body.startswith("Thank you. I have no more questions.")
    assert authors(assistant.ask(conversation, "hello")) == ["assistant"]


def test_danger_inside_a_question_raises_the_case(assistant, conversation):
    assistant.ask(conversation, "my brother was taken by police in Bangkok")
    replies = assistant.ask(conversation, "now they kidnapped his wife too")
    assert replies[0].author is Author.NOTICE and "+44 20 7008 5000" in replies[0].body
    case = assistant.store.case_of(conversation)
    assert (case.severity, case.raised_seq) == (Severity.P1, replies[0].details["in_reply_to"])
    assert {q.id: q.status for q in case.questions}["contact"] == "asked"


def test_an_answer_that_names_the_trouble_again_is_noted_and_not_a_new_alarm(assistant, conversation):
    assistant.ask(conversation, "my brother was taken by police in Bangkok")
    [reply] = assistant.ask(conversation, "me@example.org, he is being held at the station")
    assert reply.body.startswith("Thank you. Where is the person")


def test_in_caseworker_mode_the_assistant_reads_and_says_nothing(assistant, conversation):
    assistant.ask(conversation, "my brother was taken by police in Bangkok")
    store = assistant.store
    store.add_user("asha", "Asha", "caseworker", "a long password 1")
    reference = store.case_of(conversation).reference
    store.take(reference, "asha")
    before = len(store.messages(conversation))
    seq = assistant.tell(conversation, "hello")
    danger = assistant.tell(conversation, "they kidnapped his wife")
    assistant.settle(conversation)
    assert [m.seq for m in store.messages(conversation)][before:] == [seq, danger]
    case = store.case_of(conversation)
    assert (case.status, case.severity, case.unread) == (Status.IN_HANDOVER, Severity.P1, True)
    assert store.conversation(conversation).mode is Mode.CASEWORKER


def test_after_the_hand_back_the_assistant_answers_again_and_only_what_is_new(assistant, conversation):
    assistant.ask(conversation, "my brother was taken by police in Bangkok")
    store = assistant.store
    store.add_user("asha", "Asha", "caseworker", "a long password 1")
    reference = store.case_of(conversation).reference
    store.take(reference, "asha")
    assistant.ask(conversation, "thanks")
    store.hand_back(reference, "asha", Reply("You are now with the assistant.", author=Author.NOTICE))
    replies = assistant.ask(conversation, "hello")
    assert [r.body[:6] for r in replies] == ["Hello."]


def test_danger_after_a_resolution_opens_a_linked_case(assistant, conversation):
    assistant.ask(conversation, "my brother was taken by police in Bangkok")
    store = assistant.store
    store.add_user("asha", "Asha", "caseworker", "a long password 1")
    first = store.case_of(conversation).reference
    store.take(first, "asha")
    store.resolve(first, "asha", Resolution.HELPED)
    [notice] = assistant.ask(conversation, "he was taken by police again")
    second = store.case_of(conversation)
    assert second.previous == first and second.reference != first
    assert second.reference in notice.body


def test_with_the_assistant_switched_off_nothing_is_claimed_and_nothing_said(settings, sqlite_store, engine):
    sqlite_store.switch_assistant(True, "asha", "Back at 9.")
    conversation = sqlite_store.start("web")[0]
    sqlite_store.receive(conversation, "k", "hello")
    with running(settings, sqlite_store, engine):
        time.sleep(1.5)
        assert sqlite_store.conversation(conversation).answered == 0
        sqlite_store.switch_assistant(False, "asha")
        wait_for(lambda: sqlite_store.conversation(conversation).answered == 1)
