"""What a short question means after an earlier one."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import yaml

from bot.conversation.followups import live_context, new_context, resolve, shown_as

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)
NAMES = {
    "VN": "Vietnam",
    "LA": "Laos",
    "TH": "Thailand",
    "PH": "the Philippines",
    "US": "the USA",
    "GE": "Georgia",
    "FR": "France",
    "AE": "the United Arab Emirates",
}
VISA = {
    "topic": "entry_requirements",
    "country": "VN",
    "question": "Do I need a visa for Vietnam?",
    "at": NOW.isoformat(),
}
SAFE = {"topic": "travel_advice_safety", "country": "TH", "question": "is it safe in Thailand", "at": NOW.isoformat()}
EMBASSY = {
    "topic": "embassy_contact",
    "country": "TH",
    "question": "Where is the embassy in Thailand?",
    "at": NOW.isoformat(),
}
WAITS = {
    "topic": "entry_requirements",
    "country": None,
    "question": "Do I need a visa?",
    "at": NOW.isoformat(),
    "waits_for": "country",
}
GUIDE = {"topic": "passport_renewal", "country": None, "question": "How do I renew my passport?", "at": NOW.isoformat()}
PHILIPPINES = {
    "topic": "health_vaccination",
    "country": "PH",
    "question": "Do I need jabs for the Philippines?",
    "at": NOW.isoformat(),
}
KRABI = {
    "topic": "travel_advice_safety",
    "country": "TH",
    "question": "can I go to Krabi",
    "places": ["Krabi"],
    "at": NOW.isoformat(),
}
SPOKE = {
    "topic": "citizenship_nationality",
    "country": None,
    "spoke_of": "VN",
    "question": "how do I become British",
    "at": NOW.isoformat(),
}
NONE: dict[str, object] = {}

CONTEXTS = {
    "VISA": VISA,
    "SAFE": SAFE,
    "EMBASSY": EMBASSY,
    "WAITS": WAITS,
    "GUIDE": GUIDE,
    "PHILIPPINES": PHILIPPINES,
    "KRABI": KRABI,
    "SPOKE": SPOKE,
    "NONE": NONE,
}
CASES = yaml.safe_load((Path(__file__).parent / "followups.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['after']}: {case['says'][:40]}" for case in CASES])
def test_a_short_question_is_read_with_the_one_before(case):
    found = resolve(
        case["says"],
        case["model"],
        case["countries"],
        CONTEXTS[case["after"]],
        NOW + timedelta(minutes=2),
        NAMES.__getitem__,
        case["places"],
    )
    want = (case["topic"], case["country"], case["asks"], case["follows"])
    assert (found.topic, found.country, found.text, found.follows) == want


def test_there_are_at_least_sixty_cases():
    assert len(CASES) >= 60


def test_the_reply_shows_the_country_that_was_understood():
    found = resolve(
        "what about the Philippines?", "embassy_contact", ("PH",), VISA, NOW, NAMES.__getitem__, ("Philippines",)
    )
    assert found.shown_as == "For the Philippines"
    assert shown_as(None, NAMES.__getitem__) == ""


def test_the_context_is_forgotten_after_a_day_of_silence():
    assert live_context(VISA, NOW + timedelta(hours=24)) == VISA
    assert live_context(VISA, NOW + timedelta(hours=24, seconds=1)) == {}
    found = resolve("and for my children?", "child_abduction", (), VISA, NOW + timedelta(hours=25), NAMES.__getitem__)
    assert (found.topic, found.country, found.follows) == ("child_abduction", None, False)


@pytest.mark.parametrize(
    "broken", [{}, {"at": "yesterday"}, {"at": None}, {"topic": "x"}, {"at": "2026-11-22T12:00:00"}, {"at": 5}]
)
def test_a_context_that_cannot_be_read_is_no_context(broken):
    assert live_context(broken, NOW) == {}


def test_a_context_from_a_clock_ahead_of_ours_is_not_trusted_for_ever():
    assert live_context({**VISA, "at": (NOW + timedelta(hours=1)).isoformat()}, NOW) == {}


def test_what_is_remembered_is_what_was_understood_and_follows_again():
    first = resolve("what about Laos?", "embassy_contact", ("LA",), VISA, NOW, NAMES.__getitem__, ("Laos",))
    second = resolve("and for my children?", "child_abduction", (), new_context(first, NOW), NOW, NAMES.__getitem__)
    assert (second.text, second.topic, second.country) == (
        "Do I need a visa for Laos? for my children?",
        "entry_requirements",
        "LA",
    )


@pytest.mark.parametrize(
    "text", ["?" * 8000, "and " * 2000, "what about " * 700, "\x00\x1b[31m", "(((((", "\\", "and (?P<x>"]
)
def test_no_text_breaks_it(text):
    assert resolve(text, "unclear", ("LA",), VISA, NOW, NAMES.__getitem__, (text[:20],)).country == "LA"
