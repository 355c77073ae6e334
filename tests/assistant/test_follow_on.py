"""What follows on from a question, and questions about several countries: nothing again, nothing of another matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from actions.travel_advice import beside
from bot.content.ports import Answer
from bot.settings import Settings
from tests.fixtures.advice_pages import LAOS, THAILAND, invented_page
from tests.fixtures.assistant import RunningAssistant
from tests.fixtures.citizen import Citizen, titles, working

ABROAD = "+44 20 7008 5000"
PAGES = (THAILAND, LAOS, invented_page("VN", "vietnam", "Vietnam"), invented_page("KE", "kenya", "Kenya"))


@pytest.fixture
def assistant(settings: Settings, sqlite_store: Any, engine: Any) -> Iterator[RunningAssistant]:
    yield from working(settings, sqlite_store, engine, PAGES)


@pytest.fixture
def citizen(assistant: RunningAssistant) -> Citizen:
    return Citizen(assistant)


def test_two_countries_in_one_question_are_answered_together_each_under_its_name(citizen):
    [both] = citizen.says("do I need a visa for Kenya or Laos?")
    kenya, laos = both.body.split("For Laos:")
    assert kenya.startswith("For Kenya:") and "visit Kenya" in kenya and "visit Laos" not in kenya
    assert "visit Laos" in laos and titles(both) == []
    assert [source["title"] for source in both.details["sources"]] == [
        "GOV.UK travel advice: Kenya", "GOV.UK travel advice: Laos",
    ]  # fmt: skip
    # What follows is asked of both, until one of them is named.
    children = citizen.reads("and for my children?")
    assert "Children travelling to Kenya" in children and "For Laos:" in children
    assert "For Kenya" not in citizen.reads("what about crime in Laos?")


def test_embassies_and_numbers_of_two_countries_are_told_together(citizen):
    [posts] = citizen.says("where are the British embassies in Spain and Portugal?")
    spain, portugal = posts.body.split("For Portugal:")
    assert "British Embassy Madrid" in spain and "British Embassy Lisbon" in portugal
    numbers = citizen.reads("emergency numbers for France and Spain")
    assert "## Emergency numbers in France" in numbers and "For Spain:\n\n## Emergency numbers in Spain" in numbers
    assert numbers.count(ABROAD) == 1


def test_of_four_countries_three_are_answered_and_the_fourth_is_a_button(citizen):
    [reply] = citizen.says("do I need a visa for Kenya, Laos, Vietnam and Thailand?")
    assert all(f"visit {name} " in reply.body for name in ("Kenya", "Laos", "Vietnam"))
    assert "visit Thailand" not in reply.body and titles(reply) == ["Thailand"]
    [thailand] = citizen.presses("Thailand")
    assert thailand.body.startswith("For Thailand:") and "visit Thailand" in thailand.body
    assert "Kenya" not in thailand.body


def test_what_it_costs_or_takes_is_told_of_what_was_asked_before(citizen):
    price = citizen.reads("how much does a passport cost from abroad?")
    assert price.startswith("## Renew or replace a passport from abroad\n\n**What it costs**")
    assert "What to do now" in price
    child = citizen.reads("and for a child?")
    assert "Child passport" in child and "What to do now" not in child
    takes = citizen.reads("how long does it take in Kenya?")
    assert takes.startswith("For Kenya:\n\n## Renew or replace a passport from abroad\n\n**How long it takes**")


def test_what_a_guide_says_of_children_is_told_once(citizen):
    citizen.says("how do I get an emergency travel document?")
    child = citizen.reads("and for my children?")
    assert "This is what it says about children:" in child and "both parents" in child
    assert "What to do now" not in child
    assert "nothing more about that" in citizen.reads("and for my children?")
    assert "where to collect the document" in citizen.reads("where do I pick it up?")


def test_the_rest_of_a_long_passage_is_shown_where_nothing_else_answers(citizen, assistant):
    words = "You do not need a visa to visit Laos. " + " ".join(f"Stay number {n} is told here." for n in range(60))
    assistant.store.put_page(replace(LAOS, passages=(replace(LAOS.passages[0], body=words), *LAOS.passages[1:])))
    assert "Read the rest" in citizen.reads("do I need a visa for Laos?")
    rest = citizen.reads("do I need a visa for Laos?")
    assert "Here is the rest of what I showed you before" in rest and "Stay number 40 is" in rest
    assert "Stay number 1 is" not in rest and "GOV.UK reviewed this page on 22 August 2026" in rest
    assert "nothing more about that than" in citizen.reads("do I need a visa for Laos?")


def test_an_addition_is_not_answered_from_another_part_of_the_page():
    custody = Answer(True, "LA", "safety-and-security", "Custody", ("Custody",), (), "", None)
    assert not beside(custody, ("laos/health#3", "laos/health#4"))
    assert beside(custody, ("laos/health#3", "laos/safety-and-security#1")) and beside(custody, ())


def test_what_is_asked_of_the_person_in_a_case_is_of_that_case_and_its_country(citizen):
    citizen.says("my mum is in hospital in Phuket")
    assert citizen.case is not None
    first, *_ = citizen.says("can you pay her bill")
    assert "I have added this to your case" in first.body
    embassy, *_ = citizen.says("where is the embassy?")
    assert "British Embassy Bangkok" in embassy.body
