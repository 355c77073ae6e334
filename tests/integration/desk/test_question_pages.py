"""What content designers learn of citizens' questions: counts, masked words, and nothing of people in trouble."""
from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.conversation.claims import Turn
from bot.conversation.messages import Reply
from bot.store.engine import SECOND
from bot.store.store import Store
from tests.fixtures.cases import a_citizen_writes, claimed, danger
from tests.fixtures.desk_server import Caseworker, DeskServer

VAPES = {"topic": "local_laws_customs", "country": "JP", "part": "safety-and-security", "helpful": True, "answered": False}
GUIDE = {"topic": "insurance", "country": None, "helpful": True, "shown": ["guide:insurance"]}


@pytest.fixture
def dan(desk: DeskServer) -> Iterator[Caseworker]:
    with Caseworker(desk) as caseworker:
        caseworker.sign_in("dan")
        yield caseworker


def asked(store: Store, words: str, about: dict[str, object]) -> str:
    conversation_id = a_citizen_writes(store, words)
    store.commit_turn(claimed(store), Turn(1, (Reply("Words.", about=about),)), release=True)
    return conversation_id


def link(page: str) -> str:
    """Where "Read the questions" leads."""
    return page.split("Read the questions")[0].rsplit('href="', 1)[1].split('"')[0]


def readings(store: Store) -> list[str]:
    return [entry.detail for entry in store.audit() if entry.action == "read questions"]


def test_questions_without_an_answer_are_counted_and_their_words_masked_and_audited(
        dan: Caseworker, sqlite_store: Store) -> None:
    asked(sqlite_store, "can I vape in Japan", VAPES)
    asked(sqlite_store, "I'm Priya Patel, passport 533380006, can I vape in Japan?", VAPES)
    page = dan.look("/unanswered")
    assert "2 questions in 1 group, the newest first." in page
    assert "Local laws and customs, Japan: Safety and security" in page
    assert "vape" not in page and readings(sqlite_store) == []
    page = dan.look(link(page))
    assert "can I vape in Japan" in page and "I'm [hidden], passport [number], can I vape in Japan?" in page
    assert "Priya" not in page and "533380006" not in page
    assert readings(sqlite_store) == ["unanswered: local_laws_customs, JP, safety-and-security; 2 shown"]
    assert "PRIYA" not in str(sqlite_store.audit()).upper()


def test_answers_marked_unhelpful_name_the_guide_that_was_shown(dan: Caseworker, sqlite_store: Store) -> None:
    bad, good = (asked(sqlite_store, "does it cover skiing", GUIDE) for _ in range(2))
    asked(sqlite_store, "does it cover divers", {**GUIDE, "answered": False})
    assert "None in the last 30 days." in dan.look("/unhelpful")
    sqlite_store.feedback(bad, 2, False)
    sqlite_store.feedback(good, 2, True)
    page = dan.look("/unhelpful")
    assert "1 pressed No and 1 pressed Yes, of 2 answers" in page
    assert '<a class="govuk-link" href="/guides/insurance">Guide: ' in dan.page.text
    assert "does it cover skiing" in dan.look(link(page))


def test_a_passage_that_was_shown_leads_to_its_page(dan: Caseworker, sqlite_store: Store) -> None:
    shown = {**VAPES, "answered": True, "shown": ["japan/entry-requirements#4"]}
    sqlite_store.feedback(asked(sqlite_store, "can I vape", shown), 2, False)
    dan.look("/unhelpful")
    assert ('href="https://www.gov.uk/foreign-travel-advice/japan/entry-requirements" rel="noopener">'
            "GOV.UK: Japan, Entry requirements, passage 4</a>") in dan.page.text


@pytest.mark.parametrize("topic", ["sexual_assault", "arrest_detention", "unclear", "talk_to_human", "no_such_topic", ""])
def test_words_on_topics_of_trouble_are_never_shown(dan: Caseworker, sqlite_store: Store, topic: str) -> None:
    asked(sqlite_store, "planted words about a visa for spain", {**VAPES, "topic": topic})
    page = dan.look("/unanswered")
    assert "1 question" in page and "Words on this topic are not shown" in page and "Read the questions" not in page
    page = dan.look(f"/unanswered/questions?topic={topic}&country=JP&part=safety-and-security")
    assert "Their words are not shown" in page and "planted" not in page
    assert readings(sqlite_store) == []


def test_words_of_a_conversation_that_became_a_case_are_not_shown(dan: Caseworker, sqlite_store: Store) -> None:
    conversation_id = asked(sqlite_store, "can I vape in Japan", VAPES)
    where = link(dan.look("/unanswered"))
    assert "can I vape in Japan" in dan.look(where)
    sqlite_store.open_case(conversation_id, 1, danger())
    page = dan.look(where)
    assert "can I vape" not in page and "1 more is not shown, because a caseworker has the conversation" in page


def test_an_erased_conversation_is_gone_from_every_page(dan: Caseworker, sqlite_store: Store) -> None:
    conversation_id = asked(sqlite_store, "can I vape in Japan", VAPES)
    where = link(dan.look("/unanswered"))
    sqlite_store.erase(conversation_id)
    assert "None in the last 30 days." in dan.look("/unanswered")
    assert "can I vape" not in dan.look(where)


def test_the_period_is_chosen_and_never_longer_than_a_quarter(dan: Caseworker, sqlite_store: Store) -> None:
    conversation_id = asked(sqlite_store, "can I vape in Japan", VAPES)
    with sqlite_store.database.write() as tx:
        tx.run("UPDATE answer_record SET at = at - :gap", gap=20 * 86_400 * SECOND)
    assert "None in the last 7 days." in dan.look("/unanswered?days=7")
    assert "1 question in 1 group" in dan.look("/unanswered?days=90")
    assert 'aria-current="true">Last 30 days' in dan.look("/unanswered?days=100000")
    with sqlite_store.database.write() as tx:
        tx.run("UPDATE answer_record SET at = at - :gap", gap=71 * 86_400 * SECOND)
    assert "None in the last 90 days." in dan.look("/unanswered?days=90")
    assert conversation_id


def test_names_in_an_address_show_nothing_of_theirs(dan: Caseworker) -> None:
    page = dan.look("/unanswered/questions?topic=%3Cscript%3E&country=%22%3E&part=%3Cb%3E&days=x")
    assert dan.page.status_code == 200 and "<script>" not in dan.page.text.split("<main")[1] and page


def test_days_are_shown_and_never_the_hour(dan: Caseworker, sqlite_store: Store) -> None:
    """An hour beside a question would let whoever sees the queue find the person."""
    asked(sqlite_store, "can I vape in Japan", VAPES)
    list_page = dan.look("/unanswered")
    words_page = dan.look(link(list_page))
    for page in (list_page, words_page):
        assert "UK time" not in page.split("<main")[1].split("</main")[0]
