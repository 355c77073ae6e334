"""What is told of a country where no more is asked than whether it is safe."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content.answering.general_safety import asks_in_general, in_general
from bot.content.ports import Passage
from tests.fixtures.advice_pages import THAILAND

NAMES = {"Thailand"}


@pytest.mark.parametrize(
    "text",
    ["is it safe to travel to Thailand right now", "is Thailand safe?", "what is the current advice for Thailand",
     "is it safe there?", "should I still go to Thailand in December", "what\u2019s the situation in Thailand",
     "is it safe in TAI", "is tailand safe", "Thailand travel advice"],
)  # fmt: skip
def test_a_question_that_names_no_matter_asks_in_general(text: str) -> None:
    assert asks_in_general(text, NAMES, ["TAI", "tailand"])


@pytest.mark.parametrize(
    "text",
    ["is the tap water safe in Thailand", "is it safe at night in Thailand", "is it safe for women in Thailand", "is it safe there for kids",
     "is Phuket safe", "can I go to Thailand without a visa", "are taxis safe in Thailand", "crime in Thailand", "Thailand"],
)  # fmt: skip
def test_a_question_that_names_a_matter_or_a_part_asks_for_more(text: str) -> None:
    assert not asks_in_general(text, NAMES, ["Thailand", "Phuket"])


def test_the_first_words_of_a_long_name_are_the_country() -> None:
    assert asks_in_general("can I go to Pitcairn", {"Pitcairn Island"}, ["Pitcairn"])


def _passage(part: str, *headings: str, body: str = "Words of ours.") -> Passage:
    return Passage(f"thailand/{part}#{len(headings)}{headings[-1:]}", "TH", part, "Part", headings, body, "https://www.gov.uk/x")


def test_the_situation_comes_before_terrorism_politics_and_crime_and_what_every_page_says_is_left_out() -> None:
    warnings, safety = "warnings-and-insurance", "safety-and-security"
    page = replace(THAILAND, passages=(
        _passage(warnings, "Areas where FCDO advises against travel", "Border"),
        _passage(warnings, "Another border", body="FCDO advises against all travel to the border."),
        _passage(warnings, "Invented fires"),
        _passage(warnings, "Support from the UK government"),
        _passage(warnings, "Before you travel"),
        _passage(warnings, "About FCDO travel advice", "Get travel advice updates"),
        _passage("entry-requirements", "Border crossings"),
        _passage(safety, "Terrorism"),
        _passage(safety, "Terrorism", "Terrorism in Thailand"),
        _passage(safety, "Political situation"),
        _passage(safety, "Crime", "Bag theft"),
        _passage(safety, "Transport", "Road travel"),
    ))  # fmt: skip
    assert [p.headings[-1] for p in in_general(page)] == ["Invented fires", "Terrorism in Thailand", "Political situation"]
    calm = replace(page, passages=page.passages[-5:])
    assert [p.headings[-1] for p in in_general(calm)] == ["Terrorism in Thailand", "Political situation", "Bag theft"]
    assert in_general(replace(page, passages=page.passages[6:7])) == ()
