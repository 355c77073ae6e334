"""A question about several countries is answered for each, from its own page and under its own name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

import pytest

from actions.other_countries import with_others
from bot.content.facts import Facts, load_facts
from bot.content.guides.guide import load_guides
from bot.content.library import Library
from bot.content.ports import Answer
from bot.conversation.followups import ResolvedQuestion
from bot.conversation.messages import Author, Message, Reply
from bot.conversation.turn_in_hand import TurnInHand
from bot.places.ports import Places
from tests.fixtures.content_store import FakeContentStore
from tests.fixtures.pages import synced_pages
from tests.fixtures.places import PLACES

NOW = datetime(2026, 11, 23, 9, tzinfo=timezone.utc)
FIRST = Reply("For Thailand:\n\nThe first answer.")


@dataclass
class FakeServices:
    """What the action needs of the services."""

    facts: Facts
    places: Places
    library: Library


@pytest.fixture(scope="module")
def services() -> FakeServices:
    store = FakeContentStore()
    for page in synced_pages():
        store.put_page(page)
    facts = load_facts()
    return FakeServices(facts, PLACES, Library(store, facts, load_guides(), PLACES))


def asked(text: str, others: tuple[str, ...]) -> TurnInHand:
    question = ResolvedQuestion(text, "entry_requirements", "TH", "For Thailand")
    return TurnInHand(Message("c1", 1, Author.CITIZEN, text, NOW), question, NOW, candidates=others)


def test_each_country_is_answered_from_its_own_page(services: FakeServices) -> None:
    reply = with_others(FIRST, asked("Do I need a visa for Thailand and Laos?", ("LA",)), services)  # type: ignore[arg-type]
    first, _, laos = reply.body.partition("For Laos:")
    assert first.startswith("For Thailand:")
    assert "Everybody needs a visa for Laos in this test." in laos and "44 days" not in laos
    assert [source.url for source in reply.sources] == [
        "https://www.gov.uk/foreign-travel-advice/laos/entry-requirements#visa-requirements"
    ]
    assert reply.quick_replies == ()


def test_the_warning_of_each_country_is_shown_with_it(services: FakeServices) -> None:
    reply = with_others(FIRST, asked("visa for Laos and Russia", ("LA", "RU")), services)  # type: ignore[arg-type]
    _, _, russia = reply.body.partition("For Russia:")
    assert "FCDO advises against all travel to Russia in this test." in russia


def test_beyond_two_more_countries_there_are_buttons(services: FakeServices) -> None:
    turn = asked("visa for Thailand, Laos, Russia, Egypt and France", ("LA", "RU", "EG", "FR"))
    reply = with_others(FIRST, turn, services)  # type: ignore[arg-type]
    assert [(button.title, dict(button.payload)) for button in reply.quick_replies] == [
        ("Egypt", {"country": "EG"}), ("France", {"country": "FR"}),
    ]  # fmt: skip
    assert reply.body.endswith("You also wrote about Egypt and France. Shall I look there too?")


def test_home_is_no_other_country(services: FakeServices) -> None:
    assert with_others(FIRST, asked("visa for Thailand from the UK", ("GB",)), services) is FIRST  # type: ignore[arg-type]


def test_where_they_only_change_planes_the_transit_is_asked_about(services: FakeServices) -> None:
    heard: list[tuple[str, str | None]] = []

    class Listening(Library):
        def ask(self, question: str, country: str | None = None) -> Answer:
            heard.append((question, country))
            return super().ask(question, country)

    listening = Listening(services.library._store, services.facts, load_guides(), PLACES)
    turn = asked("do I need a visa, I'm flying to Thailand via Paris", ("FR",))
    with_others(FIRST, turn, FakeServices(services.facts, PLACES, listening))  # type: ignore[arg-type]
    (text, country), = heard
    assert country == "FR" and "transit" in text and text.endswith("flying to Thailand via Paris")
