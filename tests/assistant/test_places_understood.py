"""Of several places, which one a question is about."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.assistant.understanding import Standing, Understood, understand
from bot.conversation.messages import Author, Message
from bot.triage.verdicts import Route, Verdict
from tests.fixtures.places import PLACES

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.utc)


def understood(text: str, topic: str) -> Understood:
    verdict = Verdict(Route.ANSWER, None, topic, 0.9, (), kind="", alternatives=((topic, 0.9),))
    message = Message("c", 1, Author.CITIZEN, text, NOW)
    return understand(message, verdict, PLACES.locate(text), False, False, None, Standing(), NOW, PLACES.name)


@pytest.mark.parametrize(
    ("text", "country", "besides"),
    [
        ("I'm in Thailand, do I need a visa for Laos?", "LA", ()),
        ("do I need a visa to fly to Sydney via Doha", "AU", ("QA",)),
        ("I live in Kenya, what do I need to enter Japan?", "JP", ()),
        ("do I need a visa for Vietnam", "VN", ()),
    ],
)
def test_entry_is_about_the_destination_and_the_transit_besides(
    text: str, country: str, besides: tuple[str, ...]
) -> None:
    found = understood(text, "entry_requirements")
    assert (found.intent, found.question.country, found.candidates) == ("entry_requirements", country, besides)


def test_an_ambiguous_destination_is_asked_about_without_the_place_where_they_are() -> None:
    found = understood("I'm in Thailand, do I need a visa for Georgia?", "entry_requirements")
    assert (found.intent, found.candidates) == ("which_country", ("GE", "US"))


def test_help_is_about_where_they_are() -> None:
    found = understood("I fly to Paris tomorrow but I am stuck in Rome, where is the embassy?", "embassy_contact")
    assert found.question.country == "IT"
