"""What the plain words of a message ask for."""

from __future__ import annotations

import pytest

from bot.conversation.asking import (
    asks_about_wait,
    asks_what_changed,
    calls_off,
    not_answered,
    plain_topic,
    questions_in,
    small_talk,
    wants_person,
)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("how do I renew my passport?", "passport_renewal"),
        ("my pasport expires in June", "passport_renewal"),
        ("cannae find ma passport", "lost_stolen_passport"),
        ("someone stole my passport", "lost_stolen_passport"),
        ("how long does my passport need to be valid?", "entry_requirements"),
        ("do i need a vissa", "entry_requirements"),
        ("how can my wife get a visa for the UK", "foreign_visa_to_uk"),
        ("insurance policy number", "insurance"),
        ("wats the emergancy number", "emergency_numbers"),
        ("what number do I ring", "emergency_numbers"),
        ("I need a certified copy of my degree", "notarial_legalisation"),
        ("can I visit the vista point", None),
        ("best pizza in Naples", None),
        ("do I need a passport to go there", "entry_requirements"),
        ("can I renew my passport to go to Spain", "passport_renewal"),
        ("can I bring my dog?", "entry_requirements"),
        ("my dog died", None),
        ("I need to prove I'm alive for my pension, I live in Portugal", "notarial_legalisation"),
        ("is help available in North Korea", "embassy_contact"),
        ("what's the age of consent", "local_laws_customs"),
        ("do I need an IDP", "local_laws_customs"),
    ],
)
def test_a_plain_question_names_its_topic_even_misspelt(text, topic):
    assert plain_topic(text) == topic


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Hi there!", "hello"), ("thx", "thanks"), ("👍", "ok"), ("yes", "ok"), ("are you a robot?", "about_us"),
     ("fish", None), ("hi, where is the embassy?", None), ("😭😭", None)],
)  # fmt: skip
def test_small_talk_is_known_from_a_question(text, kind):
    assert small_talk(text) == kind


def test_the_questions_of_a_message_are_found_beside_what_is_told():
    text = "My brother was arrested in Dubai. Also how do I renew my passport? I am worried."
    assert questions_in(text) == ["how do I renew my passport?"]


@pytest.mark.parametrize(
    ("hears", "yes", "no"),
    [
        (wants_person, "can I chat with someone real", "are you a real person?"),
        (asks_what_changed, "has anything changed for Egypt?", "can I change money in Egypt?"),
        (asks_what_changed, "anything new in Egypt?", "do I need any new vaccinations for Egypt?"),
        (asks_what_changed, "has the warning for Israel been lifted?", "what is the warning for Israel?"),
        (asks_what_changed, "did the advice for Cuba change?", "where did I change trains?"),
        (asks_about_wait, "is anyone there?", "how do I renew my passport?"),
        (not_answered, "you didn't answer my question", "my airline did not answer"),
        (calls_off, "never mind, I found it", "it's ok now? can I travel"),
    ],
)
def test_each_way_of_asking_is_told_from_its_neighbour(hears, yes, no):
    assert hears(yes) and not hears(no)
