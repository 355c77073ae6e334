"""A document journey as a conversation: offered, asked, skipped, corrected, left, interrupted, finished."""

from __future__ import annotations

import pytest

from bot.content.freshness import today
from bot.conversation.messages import Author, Message
from tests.fixtures.advice_pages import THAILAND


def titles(message: Message) -> list[str]:
    return [button["title"] for button in message.details.get("quick_replies") or ()]


def press(assistant, conversation, message: Message, title: str) -> list[Message]:
    return assistant.ask(conversation, title, button={"message": message.seq, "choice": titles(message).index(title)})


def marriage(assistant, conversation) -> Message:
    """Up to the second question: where they live."""
    [asked] = assistant.ask(conversation, "make me a checklist to get married in Thailand")
    return asked


def test_what_do_i_need_gives_the_guide_and_offers_the_checklist_which_starts_where_it_was(assistant, conversation):
    [guide] = assistant.ask(conversation, "what documents do I need to get married in Thailand?")
    assert guide.body.startswith("For Thailand:\n\n## Get married abroad")
    assert titles(guide) == ["Make my checklist"]
    [asked] = press(assistant, conversation, guide, "Make my checklist")
    assert asked.body == (
        "I will ask you 2 short questions. Then I make your checklist. You can skip a question, go back or stop at any "
        "time. I take it that this is about Thailand. If not, press “Go back”.\n\nWhere do you live?"
    )
    assert titles(asked) == ["In the UK", "In that country", "Somewhere else", "Skip", "Go back", "Stop"]


def test_the_answers_make_a_personal_list_with_its_fee_date_and_link(assistant, conversation):
    asked = marriage(assistant, conversation)
    [asked] = press(assistant, conversation, asked, "In the UK")
    assert asked.body.startswith("Who is getting married?")
    [made] = press(assistant, conversation, asked, "A man and a woman")
    assert made.body.startswith("## Get married in Thailand\n\nYou told me: wedding in: Thailand; you live: in the UK.")
    assert "a man and a woman" not in made.body.lower()  # private: the page may be seen by others
    assert "swear a statement at the embassy" in made.body  # Thailand, data/facts/journeys.json
    fee = assistant.services.facts.fee("marriage_document")
    assert f"**Cost:** {fee.text(today())}." in made.body and "£50 (checked on " in made.body
    assert "https://www.gov.uk/marriage-abroad" in made.body
    assert titles(made) == ["Change an answer"]
    assert made.details["about"]["checklist"]["answers"] == {"where": "TH", "home": "uk", "couple": "man_woman"}
    assert made.details["sources"][0]["url"] == "https://www.gov.uk/marriage-abroad"


def test_every_question_can_be_skipped_with_words_or_the_button(assistant, conversation):
    [asked] = assistant.ask(conversation, "checklist to register a birth")
    assert asked.body.endswith("Which country was the child born in?")
    assert asked.body.startswith("I will ask you 3 short questions.")
    [asked] = press(assistant, conversation, asked, "Skip")
    assert asked.body == "Which parent is British?"
    [asked] = assistant.ask(conversation, "I don't know")
    assert asked.body == "Does the child have a British passport already?"
    [made] = assistant.ask(conversation, "I'd rather not say")
    assert made.body.startswith("## Register a birth abroad\n\n**What you need**")
    assert "If the child is British, apply for the first British passport." in made.body


def test_words_answer_as_buttons_do(assistant, conversation):
    assistant.ask(conversation, "checklist to register a birth")
    assistant.ask(conversation, "in Vietnam")
    [asked] = assistant.ask(conversation, "both of us are")
    assert asked.body == "Does the child have a British passport already?"
    [made] = assistant.ask(conversation, "not yet")
    assert made.body.startswith("## Register a birth in Vietnam\n\nYou told me: born in: Vietnam; parent who is British: both; child's British passport: no.")
    assert "copy of the photo page of the child's" not in made.body


def test_a_side_question_is_answered_and_the_question_is_put_again(assistant, conversation):
    marriage(assistant, conversation)
    answer, again = assistant.ask(conversation, "how much is it?")
    assert "£50" in answer.body
    assert "What to do now" not in answer.body  # not the whole guide
    assert again.body == "About your checklist: Where do you live?"
    [asked] = press(assistant, conversation, again, "In that country")
    assert asked.body.startswith("Who is getting married?")


def test_a_question_about_something_else_is_answered_too_and_its_buttons_still_work(assistant, conversation):
    marriage(assistant, conversation)
    answer, again = assistant.ask(conversation, "how do I renew my passport?")
    assert "## Renew or replace a passport from abroad" in answer.body
    assert "quick_replies" not in answer.details or not answer.details["quick_replies"]
    assert again.body == "About your checklist: Where do you live?"
    [made] = [assistant.ask(conversation, word) for word in ("there", "skip")][-1]
    assert made.body.startswith("## Get married in Thailand")


def test_the_buttons_under_an_answer_go_along_with_the_question_so_that_they_still_work(assistant, conversation):
    assistant.store.put_page(THAILAND)
    marriage(assistant, conversation)
    answer, again = assistant.ask(conversation, "is it safe in Thailand?")
    assert not titles(answer) and titles(again)[-2:] == ["Stop", "Send me updates"]
    updates = press(assistant, conversation, again, "Send me updates")
    assert "I will tell you when GOV.UK changes its advice level for Thailand." in updates[0].body


def test_a_finished_list_is_kept_while_something_else_is_asked(assistant, conversation):
    marriage(assistant, conversation)
    assistant.ask(conversation, "in the UK")
    [made] = assistant.ask(conversation, "skip")
    assistant.ask(conversation, "how do I renew my passport?")
    [again] = assistant.ask(conversation, "show my checklist again")
    assert again.body == made.body


def test_after_three_side_questions_in_a_row_it_waits_until_the_citizen_goes_on(assistant, conversation):
    marriage(assistant, conversation)
    for words in ("how do I renew my passport?", "how can I vote abroad?", "hello"):
        assert assistant.ask(conversation, words)[-1].body == "About your checklist: Where do you live?"
    kept = assistant.ask(conversation, "how can I vote from overseas?")[-1]
    assert kept.body == "I have kept your answers. You can go on with your checklist when you want."
    assert len(assistant.ask(conversation, "hello")) == 1
    [asked] = assistant.ask(conversation, "go on with my checklist")
    assert asked.body == "Where do you live?"


@pytest.mark.parametrize("words", ["go back", "sorry, that was wrong", "I pressed the wrong button"])
def test_the_citizen_can_go_back_and_correct(assistant, conversation, words):
    marriage(assistant, conversation)
    assistant.ask(conversation, "in the UK")
    [asked] = assistant.ask(conversation, words.removeprefix("sorry, "))
    assert asked.body == "Where do you live?"
    [asked] = assistant.ask(conversation, "go back")
    assert asked.body == "Which country do you want to get married in?"
    [asked] = assistant.ask(conversation, "Vietnam")
    assert asked.body == "Where do you live?"
    assistant.ask(conversation, "skip")
    [made] = assistant.ask(conversation, "skip")
    assert made.body.startswith("## Get married in Vietnam")


def test_an_earlier_answer_is_corrected_in_words_without_losing_the_rest(assistant, conversation):
    for words in ("checklist to register a birth in Thailand", "the mother"):
        assistant.ask(conversation, words)
    [asked] = assistant.ask(conversation, "no, I meant Laos")
    assert asked.body.startswith("I have changed this. Born in: Laos. Does the child have")
    [made] = assistant.ask(conversation, "yes")
    assert made.body.startswith("## Register a birth in Laos\n\nYou told me: born in: Laos; parent who is British: the mother; ")


def test_a_finished_list_can_be_changed_and_shown_again(assistant, conversation):
    marriage(assistant, conversation)
    assistant.ask(conversation, "in the UK")
    [made] = assistant.ask(conversation, "skip")
    [again] = assistant.ask(conversation, "checklist")
    assert again.body == made.body
    [asked] = press(assistant, conversation, again, "Change an answer")
    assert asked.body.startswith("Who is getting married?")


@pytest.mark.parametrize("words", ["stop", "never mind", "I don't want a checklist", "no more questions"])
def test_the_citizen_can_leave_at_any_moment(assistant, conversation, words):
    marriage(assistant, conversation)
    [left] = assistant.ask(conversation, words)
    assert left.body == "OK, I have stopped the checklist. You can start it again at any time."
    assert "checklist" not in assistant.store.context(conversation)
    assert len(assistant.ask(conversation, "hello")) == 1


def test_danger_comes_first_is_never_an_answer_and_is_not_asked_on(assistant, conversation):
    marriage(assistant, conversation)
    replies = assistant.ask(conversation, "in Thailand, he was taken by police")
    assert replies[0].author is Author.NOTICE
    assert replies[0].body.startswith("Call +44 20 7008 5000.")
    assert not any("Where do you live" in reply.body for reply in replies)
    assert assistant.store.context(conversation)["checklist"]["paused"] is True
    assert assistant.store.context(conversation)["checklist"]["given"] == [["where", "TH"]]
    for words in ("in the UK", "hello", "how do I renew my passport?"):
        assert not any("Where do you live" in reply.body for reply in assistant.ask(conversation, words)), words
    [asked, *_] = assistant.ask(conversation, "go on with my checklist")
    assert asked.body == "Where do you live?"


def test_while_a_case_stands_the_list_answers_but_never_asks_by_itself(assistant, conversation):
    marriage(assistant, conversation)
    assistant.ask(conversation, "he was taken by police")
    for _ in range(4):
        said = assistant.ask(conversation, "skip this question")
    assert said[-1].body.startswith("Thank you. I have no more questions.")
    assert assistant.ask(conversation, "go on with my checklist")[-1].body == "Where do you live?"
    assert not any("Where do you live" in r.body for r in assistant.ask(conversation, "how do I renew my passport?"))
    assert assistant.ask(conversation, "in the UK")[-1].body.startswith("Who is getting married?")


def test_nobody_in_trouble_is_offered_a_checklist(assistant, conversation):
    assistant.ask(conversation, "my son was taken by police")
    replies = assistant.ask(conversation, "how do I renew my passport?")
    assert not any("Make my checklist" in titles(reply) for reply in replies)


def test_words_that_fit_no_answer_are_not_taken_and_the_question_is_put_plainly(assistant, conversation):
    marriage(assistant, conversation)
    [again] = assistant.ask(conversation, "blah blah")
    assert again.body == "I did not understand that. Where do you live?"
    assert assistant.store.context(conversation)["checklist"]["given"] == [["where", "TH"]]


def test_an_ambiguous_country_is_asked_about(assistant, conversation):
    assistant.ask(conversation, "checklist to register a birth")
    [asked] = assistant.ask(conversation, "Georgia")
    assert asked.body == "Which of these do you mean?"
    [next_one] = press(assistant, conversation, asked, "Georgia")
    assert next_one.body == "Which parent is British?"
    assert assistant.store.context(conversation)["country"] == "GE"


def test_a_button_pressed_late_is_never_put_into_the_question_now_open(assistant, conversation):
    asked = marriage(assistant, conversation)
    assistant.ask(conversation, "in the UK")
    late = titles(asked).index("Skip")
    [again] = assistant.ask(conversation, "Skip", button={"message": asked.seq, "choice": late})
    assert again.body.startswith("I did not understand that. Who is getting married?")


def test_without_a_topic_the_seven_lists_are_offered(assistant, conversation):
    [offered] = assistant.ask(conversation, "can you make me a checklist?")
    assert titles(offered) == [
        "Emergency travel document", "Renew a passport", "Register a birth", "Register a death", "Get married abroad",
        "Notary work and legalised papers", "Prove that you are alive",
    ]  # fmt: skip
    [asked] = press(assistant, conversation, offered, "Prove that you are alive")
    assert asked.body.endswith("Who asks you to prove that you are alive?")


def test_the_answers_rest_sealed_and_nothing_of_them_is_in_clear(assistant, conversation):
    marriage(assistant, conversation)
    assistant.ask(conversation, "two men")
    assistant.ask(conversation, "in the UK")
    assistant.ask(conversation, "two men or two women")
    file = assistant.store.engine.url.database if hasattr(assistant.store, "engine") else None
    rows = assistant.services.settings.database.removeprefix("sqlite:///")
    content = open(file or rows, "rb").read()  # noqa: SIM115
    assert b"same_sex" not in content
    assert b"marriage_abroad" not in content


def test_a_slash_or_a_strange_context_breaks_nothing(assistant, conversation):
    marriage(assistant, conversation)
    [again] = assistant.ask(conversation, "/restart")
    assert "Where do you live?" in again.body
