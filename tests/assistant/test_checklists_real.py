"""Document journeys with the real places, danger cues, first replies and trained model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.assistant.judging import judge_of
from bot.content.checklists.journeys import Journey, journeys
from bot.conversation.messages import Author, Message
from bot.places.finder import load_places
from bot.settings import Settings
from tests.fixtures.assistant import RunningAssistant, services_for
from tests.fixtures.web_server import Citizen, web_server


@pytest.fixture
def assistant(settings: Settings, sqlite_store: Any, engine: Any) -> Iterator[RunningAssistant]:
    services = services_for(settings, sqlite_store)
    services.__dict__["places"] = load_places()
    at_work = RunningAssistant(services, engine, judge_of(services))
    at_work.start()
    yield at_work
    at_work.stop()


def titles(message: Message) -> list[str]:
    return [button["title"] for button in message.details.get("quick_replies") or ()]


def press(assistant: RunningAssistant, conversation: str, message: Message, title: str) -> list[Message]:
    return assistant.ask(conversation, title, button={"message": message.seq, "choice": titles(message).index(title)})


@pytest.mark.parametrize(("question", "heading", "title"), [
    ("what do I need to get married in Italy?", "## Get married abroad", "Get married in Italy"),
    ("how do I renew my passport in Spain?", "## Renew or replace a passport", "Get a passport from Spain"),
    ("how do I register the birth of my baby born in Cyprus?", "## Register a birth", "Register a birth in Cyprus"),
    ("I need an emergency travel document in Thailand", "## Emergency travel document",
     "Get an emergency travel document in Thailand"),
    ("how do I get a document legalised for use in Portugal?", "## ", "Get a paper accepted in Portugal"),
    ("my pension wants a life certificate, I live in France. Can the notary or embassy certify it?", "## ",
     "Prove that you are alive, in France"),
    ("how do I register a death abroad in Greece with the UK?", "## Register a death", "Register a death in Greece"),
])  # fmt: skip
def test_a_plain_question_gets_the_guide_and_leads_to_the_list_by_buttons(
    assistant, conversation, question: str, heading: str, title: str
):
    guide = assistant.ask(conversation, question)[-1]
    assert heading in guide.body, guide.body
    [said] = press(assistant, conversation, guide, "Make my checklist")
    for _ in range(3):
        if "What you need" in said.body:
            break
        [said] = press(assistant, conversation, said, titles(said)[0])
    assert said.body.startswith(f"## {title}\n")
    assert assistant.store.case_of(conversation) is None


@pytest.mark.parametrize("journey", list(journeys().values()), ids=lambda journey: journey.id)
def test_no_button_of_a_journey_is_taken_for_trouble(assistant, conversation, journey: Journey):
    [said] = assistant.ask(conversation, "can you make me a checklist?")
    [said] = press(assistant, conversation, said, journey.name)
    for ask in journey.asks:
        for title in [choice.title for choice in ask.choices]:
            while ask.text not in said.body:
                [said] = press(assistant, conversation, said, "Skip")
            [said] = press(assistant, conversation, said, title)
            back = "Change an answer" if "What you need" in said.body else "Go back"
            [said] = press(assistant, conversation, said, back)
    assert assistant.store.case_of(conversation) is None


def test_a_whole_journey_in_words_with_side_questions(assistant, conversation):
    assistant.ask(conversation, "checklist to get married in Italy")
    answer, again = assistant.ask(conversation, "how much is it?")
    assert "£50" in answer.body and again.body == "About your checklist: Where do you live?"
    answer, again = assistant.ask(conversation, "can I vote from abroad?")
    assert "## Vote" in answer.body or "vot" in answer.body.lower()
    assert again.body == "About your checklist: Where do you live?"
    [asked] = assistant.ask(conversation, "we live in Leeds")
    assert asked.body.startswith("Who is getting married?")
    [made] = assistant.ask(conversation, "a man and a woman")
    assert made.body.startswith("## Get married in Italy\n\nYou told me: wedding in: Italy; you live: in the UK.")
    [part] = assistant.ask(conversation, "how much does it cost?")
    assert "£50" in part.body
    assert assistant.store.case_of(conversation) is None


@pytest.mark.parametrize(("begin", "words", "says"), [
    ("checklist for an emergency travel document", "I am back in London", "so you do not need an emergency travel document"),
    ("checklist to register a birth", "she was born in Leeds", "registered in the UK, at the local register office"),
])  # fmt: skip
def test_somebody_in_the_uk_is_told_what_holds_there_and_can_name_another_country(
    assistant, conversation, begin: str, words: str, says: str
):
    assistant.ask(conversation, begin)
    [said] = assistant.ask(conversation, words)
    assert says in said.body and "https://www.gov.uk/" in said.body
    [asked] = press(assistant, conversation, said, "It is about another country")
    assert asked.body.startswith("I will ask you 3 short questions.")


def test_danger_in_the_middle_is_heard_at_once_and_the_list_waits(assistant, conversation):
    assistant.ask(conversation, "checklist to get married in Thailand")
    first, *rest = assistant.ask(conversation, "he took my passport, locked me in the room and hits me")
    assert first.author is Author.NOTICE and "+44 20 7008 5000" in first.body
    assert not any("Where do you live" in message.body for message in rest)
    assert assistant.store.case_of(conversation) is not None


def test_the_list_that_the_assistant_made_opens_on_the_page_of_its_conversation(assistant, settings: Settings):
    conversation, key = assistant.store.start("web")
    assistant.ask(conversation, "checklist to get married in Italy")
    assistant.ask(conversation, "we live in Leeds")
    [made] = assistant.ask(conversation, "skip")
    with web_server(assistant.store, settings) as server, Citizen(server) as citizen:
        citizen.cookies.set("session", key)
        page = citizen.look("/conversation")
        link = re.search(r'href="(/checklist/[A-Za-z0-9_-]{22})"', page)
        assert link, page
        assert "Get married in Italy</h1>" in citizen.look(link[1])
        assert "Get married in Italy" in citizen.look(f"{link[1]}/list.txt")
    assert made.details["about"]["checklist"]["token"] == link[1].rpartition("/")[2]
