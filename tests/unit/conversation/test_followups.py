"""What a short question means after an earlier one."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.conversation.followups import live_context, new_context, resolve, shown_as

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)
NAMES = {"VN": "Vietnam", "LA": "Laos", "TH": "Thailand", "PH": "the Philippines", "US": "the USA", "GE": "Georgia", "FR": "France",
         "AE": "the United Arab Emirates"}
VISA = {"topic": "entry_requirements", "country": "VN", "question": "Do I need a visa for Vietnam?", "at": NOW.isoformat()}
SAFE = {"topic": "travel_advice_safety", "country": "TH", "question": "is it safe in Thailand", "at": NOW.isoformat()}
EMBASSY = {"topic": "embassy_contact", "country": "TH", "question": "Where is the embassy in Thailand?", "at": NOW.isoformat()}
WAITS = {"topic": "entry_requirements", "country": None, "question": "Do I need a visa?", "at": NOW.isoformat(), "waits_for": "country"}
GUIDE = {"topic": "passport_renewal", "country": None, "question": "How do I renew my passport?", "at": NOW.isoformat()}
PHILIPPINES = {"topic": "health_vaccination", "country": "PH", "question": "Do I need jabs for the Philippines?", "at": NOW.isoformat()}
NONE: dict[str, object] = {}

# context, words, topic the model gives, countries in the words, places as written → topic, country, words to look up, follows
CASES = [
    # the same question, with more to it
    (VISA, "and for my children?", "other_out_of_scope", (), (), "entry_requirements", "VN", "Do I need a visa for Vietnam? for my children?", True),
    (VISA, "And my children?", "child_abduction", (), (), "entry_requirements", "VN", "Do I need a visa for Vietnam? my children?", True),
    (VISA, "what about my children", "entry_requirements", (), (), "entry_requirements", "VN", "Do I need a visa for Vietnam? my children", True),
    (VISA, "how about a baby?", "birth_registration", (), (), "entry_requirements", "VN", "Do I need a visa for Vietnam? a baby?", True),
    (VISA, "for how long?", "other_out_of_scope", (), (), "entry_requirements", "VN", "Do I need a visa for Vietnam? for how long?", True),
    (VISA, "how long?", "other_out_of_scope", (), (), "entry_requirements", "VN", "Do I need a visa for Vietnam? how long?", True),
    (VISA, "how much", "money_transfer", (), (), "entry_requirements", "VN", "Do I need a visa for Vietnam? how much", True),
    (VISA, "if I stay for 60 days?", "living_abroad", (), (), "entry_requirements", "VN", "Do I need a visa for Vietnam? if I stay for 60 days?", True),
    (VISA, "with a dog?", "other_out_of_scope", (), (), "entry_requirements", "VN", "Do I need a visa for Vietnam? with a dog?", True),
    (VISA, "by land?", "other_out_of_scope", (), (), "entry_requirements", "VN", "Do I need a visa for Vietnam? by land?", True),
    (VISA, "Thanks. And for my wife?", "greeting_chitchat", (), (), "entry_requirements", "VN", "Do I need a visa for Vietnam? for my wife?", True),
    (VISA, "ok, and for business?", "living_abroad", (), (), "entry_requirements", "VN", "Do I need a visa for Vietnam? for business?", True),
    (VISA, "what if I overstay", "arrest_detention", (), (), "entry_requirements", "VN", "Do I need a visa for Vietnam? I overstay", True),
    (VISA, "also for teenagers?", "other_out_of_scope", (), (), "entry_requirements", "VN", "Do I need a visa for Vietnam? for teenagers?", True),
    (VISA, "even for two days?", "other_out_of_scope", (), (), "entry_requirements", "VN", "Do I need a visa for Vietnam? for two days?", True),
    (SAFE, "and at night?", "other_out_of_scope", (), (), "travel_advice_safety", "TH", "is it safe in Thailand at night?", True),
    (SAFE, "for women?", "sexual_assault", (), (), "travel_advice_safety", "TH", "is it safe in Thailand for women?", True),
    (SAFE, "only in the south?", "other_out_of_scope", (), (), "travel_advice_safety", "TH", "is it safe in Thailand only in the south?", True),
    (GUIDE, "and for my child?", "passport_renewal", (), (), "passport_renewal", None, "How do I renew my passport? for my child?", True),
    (GUIDE, "how much?", "money_transfer", (), (), "passport_renewal", None, "How do I renew my passport? how much?", True),
    (GUIDE, "how long does that take?", "passport_renewal", (), (), "passport_renewal", None, "How do I renew my passport? how long does that take?", True),
    # the same question for another country
    (VISA, "what about Laos?", "travel_advice_safety", ("LA",), ("Laos",), "entry_requirements", "LA", "Do I need a visa for Laos?", True),
    (VISA, "What about for Laos", "travel_advice_safety", ("LA",), ("Laos",), "entry_requirements", "LA", "Do I need a visa for Laos?", True),
    (VISA, "and Laos?", "embassy_contact", ("LA",), ("Laos",), "entry_requirements", "LA", "Do I need a visa for Laos?", True),
    (VISA, "Laos", "embassy_contact", ("LA",), ("Laos",), "entry_requirements", "LA", "Do I need a visa for Laos?", True),
    (VISA, "in laos please", "embassy_contact", ("LA",), ("laos",), "entry_requirements", "LA", "Do I need a visa for Laos?", True),
    (VISA, "sorry, I meant Laos", "embassy_contact", ("LA",), ("Laos",), "entry_requirements", "LA", "Do I need a visa for Laos?", True),
    (VISA, "no, Laos", "embassy_contact", ("LA",), ("Laos",), "entry_requirements", "LA", "Do I need a visa for Laos?", True),
    (VISA, "same for Laos?", "embassy_contact", ("LA",), ("Laos",), "entry_requirements", "LA", "Do I need a visa for Laos?", True),
    (VISA, "is it the same for Laos?", "embassy_contact", ("LA",), ("Laos",), "entry_requirements", "LA", "Do I need a visa for Laos?", True),
    (VISA, "how about Vientiane", "embassy_contact", ("LA",), ("Vientiane",), "entry_requirements", "LA", "Do I need a visa for Laos?", True),
    (VISA, "and for my children in Laos?", "child_abduction", ("LA",), ("Laos",), "entry_requirements", "LA",
     "Do I need a visa for Laos? for my children in Laos?", True),
    (VISA, "or the Philippines?", "embassy_contact", ("PH",), ("Philippines",), "entry_requirements", "PH", "Do I need a visa for the Philippines?", True),
    (PHILIPPINES, "and Vietnam?", "embassy_contact", ("VN",), ("Vietnam",), "health_vaccination", "VN", "Do I need jabs for Vietnam?", True),
    (EMBASSY, "what about Laos?", "travel_advice_safety", ("LA",), ("Laos",), "embassy_contact", "LA", "Where is the embassy in Laos?", True),
    (SAFE, "and France?", "travel_advice_safety", ("FR",), ("France",), "travel_advice_safety", "FR", "is it safe in France", True),
    # the country that was asked for
    (WAITS, "Laos", "travel_advice_safety", ("LA",), ("Laos",), "entry_requirements", "LA", "Do I need a visa?", True),
    (WAITS, "I'm going to Laos", "travel_advice_safety", ("LA",), ("Laos",), "entry_requirements", "LA", "Do I need a visa?", True),
    (WAITS, "Georgia the country", "travel_advice_safety", ("GE",), ("Georgia",), "entry_requirements", "GE", "Do I need a visa?", True),
    (WAITS, "it's the USA", "travel_advice_safety", ("US",), ("USA",), "entry_requirements", "US", "Do I need a visa?", True),
    # another question about the same country
    (SAFE, "and the visa?", "entry_requirements", (), (), "entry_requirements", "TH", "and the visa?", True),
    (SAFE, "Do I need jabs?", "health_vaccination", (), (), "health_vaccination", "TH", "Do I need jabs?", True),
    (VISA, "is it safe there?", "welfare_concern", (), (), "travel_advice_safety", "VN", "is it safe there?", True),
    (VISA, "is alcohol legal there", "other_out_of_scope", (), (), "local_laws_customs", "VN", "is alcohol legal there", True),
    (VISA, "where is the embassy?", "embassy_contact", (), (), "embassy_contact", "VN", "where is the embassy?", True),
    (VISA, "and vaccinations", "other_out_of_scope", (), (), "health_vaccination", "VN", "and vaccinations", True),
    (VISA, "what about crime?", "assault_crime", (), (), "travel_advice_safety", "VN", "what about crime?", True),
    (VISA, "what is the ambulance number?", "hospitalised", (), (), "emergency_numbers", "VN", "what is the ambulance number?", True),
    (VISA, "number for the police", "assault_crime", (), (), "emergency_numbers", "VN", "number for the police", True),
    (EMBASSY, "do I need travel insurance", "insurance", (), (), "insurance", "TH", "do I need travel insurance", True),
    (VISA, "I would also like to know whether one can drink what comes out of the tap in that country", "health_vaccination", (), (),
     "health_vaccination", "VN", "I would also like to know whether one can drink what comes out of the tap in that country", True),
    (VISA, "Where can I find a lawyer who speaks English and knows family matters well", "lawyers_translators", (), (),
     "lawyers_translators", "VN", "Where can I find a lawyer who speaks English and knows family matters well", True),
    # stands on its own
    (VISA, "Is it safe to travel to France?", "travel_advice_safety", ("FR",), ("France",), "travel_advice_safety", "FR",
     "Is it safe to travel to France?", False),
    (VISA, "where is the embassy in Laos", "embassy_contact", ("LA",), ("Laos",), "embassy_contact", "LA", "where is the embassy in Laos", False),
    (VISA, "How do I vote from abroad?", "voting_abroad", (), (), "voting_abroad", None, "How do I vote from abroad?", False),
    (VISA, "hello", "greeting_chitchat", (), (), "greeting_chitchat", None, "hello", False),
    (VISA, "thanks", "greeting_chitchat", (), (), "greeting_chitchat", None, "thanks", False),
    (VISA, "I want to talk to a person", "talk_to_human", (), (), "talk_to_human", None, "I want to talk to a person", False),
    (VISA, "you are useless", "abuse_prompt_injection", (), (), "abuse_prompt_injection", None, "you are useless", False),
    (VISA, "never mind", "cancel_or_change", (), (), "cancel_or_change", None, "never mind", False),
    (VISA, "my flight was cancelled and the airline will not refund", "flight_airline_problem", (), (), "flight_airline_problem", None,
     "my flight was cancelled and the airline will not refund", False),
    (VISA, "And how do I vote from abroad?", "voting_abroad", (), (), "voting_abroad", None, "And how do I vote from abroad?", False),
    # nothing before
    (NONE, "and for my children?", "other_out_of_scope", (), (), "other_out_of_scope", None, "and for my children?", False),
    (NONE, "what about Laos?", "travel_advice_safety", ("LA",), ("Laos",), "travel_advice_safety", "LA", "what about Laos?", False),
    (NONE, "Do I need a visa for Laos?", "entry_requirements", ("LA",), ("Laos",), "entry_requirements", "LA", "Do I need a visa for Laos?", False),
    (NONE, "", "greeting_chitchat", (), (), "greeting_chitchat", None, "", False),
]


@pytest.mark.parametrize(("context", "words", "topic", "countries", "places", "want_topic", "want_country", "want_text", "follows"), CASES,
                         ids=[f"{case[0].get('topic', 'nothing')}: {case[1][:40]}" for case in CASES])
def test_a_short_question_is_read_with_the_one_before(context, words, topic, countries, places, want_topic, want_country, want_text, follows):
    found = resolve(words, topic, countries, context, NOW + timedelta(minutes=2), NAMES.__getitem__, places)
    assert (found.topic, found.country, found.text, found.follows) == (want_topic, want_country, want_text, follows)


def test_there_are_at_least_sixty_cases():
    assert len(CASES) >= 60


def test_the_reply_shows_the_country_that_was_understood():
    found = resolve("what about the Philippines?", "embassy_contact", ("PH",), VISA, NOW, NAMES.__getitem__, ("Philippines",))
    assert found.shown_as == "For the Philippines"
    assert shown_as(None, NAMES.__getitem__) == ""


def test_the_context_is_forgotten_after_a_day_of_silence():
    assert live_context(VISA, NOW + timedelta(hours=24)) == VISA
    assert live_context(VISA, NOW + timedelta(hours=24, seconds=1)) == {}
    found = resolve("and for my children?", "child_abduction", (), VISA, NOW + timedelta(hours=25), NAMES.__getitem__)
    assert (found.topic, found.country, found.follows) == ("child_abduction", None, False)


@pytest.mark.parametrize("broken", [{}, {"at": "yesterday"}, {"at": None}, {"topic": "x"}, {"at": "2026-11-22T12:00:00"}, {"at": 5}])
def test_a_context_that_cannot_be_read_is_no_context(broken):
    assert live_context(broken, NOW) == {}


def test_a_context_from_a_clock_ahead_of_ours_is_not_trusted_for_ever():
    assert live_context({**VISA, "at": (NOW + timedelta(hours=1)).isoformat()}, NOW) == {}


def test_what_is_remembered_is_what_was_understood_and_follows_again():
    first = resolve("what about Laos?", "embassy_contact", ("LA",), VISA, NOW, NAMES.__getitem__, ("Laos",))
    second = resolve("and for my children?", "child_abduction", (), new_context(first, NOW), NOW, NAMES.__getitem__)
    assert (second.text, second.topic, second.country) == ("Do I need a visa for Laos? for my children?", "entry_requirements", "LA")


@pytest.mark.parametrize("text", ["?" * 8000, "and " * 2000, "what about " * 700, "\x00\x1b[31m", "(((((", "\\", "and (?P<x>"])
def test_no_text_breaks_it(text):
    assert resolve(text, "unclear", ("LA",), VISA, NOW, NAMES.__getitem__, (text[:20],)).country == "LA"
