"""What changed, and updates on it, as a citizen reads them: the real engine, model, judge and places."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from bot.casework.case import Severity
from bot.conversation.messages import Author
from bot.conversation.updates import MOST_FOLLOWED
from bot.settings import Settings
from tests.fixtures.assistant import RunningAssistant
from tests.fixtures.citizen import Citizen, titles, working
from tests.fixtures.following import PARTS, WHOLE, countries_of, page

STARTED = "OK. I will tell you when GOV.UK changes its advice level for"


@pytest.fixture
def assistant(settings: Settings, sqlite_store: Any, engine: Any) -> Iterator[RunningAssistant]:
    pages = [*map(page, ("IL", "TH", "LA", "GD")), page("EG", PARTS)]
    yield from working(settings, sqlite_store, engine, pages)


@pytest.fixture
def citizen(assistant: RunningAssistant) -> Citizen:
    return Citizen(assistant)


def follows(citizen: Citizen) -> list[str]:
    return countries_of(citizen.store, citizen.id)


def test_what_changed_is_told_level_first_with_its_day_and_for_another_country_too(citizen):
    citizen.store.put_page(page("EG", WHOLE, day=2, words="Our invented bridge has closed."))
    egypt = citizen.reads("has anything changed for Egypt?")
    level, before, changed, words = [egypt.index(each) for each in (
        "**Warning**\n\nFCDO advises against all travel to Egypt.",
        "GOV.UK changed this level on or before 17 January 2026. Before that: FCDO advised against all travel to parts of Egypt.",
        "GOV.UK last changed its page about Egypt on 17 January 2026.",
        "Our invented bridge has closed.")]  # fmt: skip
    assert egypt.startswith("For Egypt:") and level < before < changed < words
    assert "**Earlier changes:**" not in egypt
    thailand = citizen.reads("what about Thailand?")
    assert thailand.startswith("For Thailand:\n\nFCDO does not advise against travel to Thailand.")
    assert "I found nothing more" in citizen.reads("any recent updates?")


@pytest.mark.parametrize(
    "text", ["has the travel advice for Egypt changed", "anything new in Egypt?", "when was the Egypt advice last updated?",
             "what's the latest update on Egypt", "did the advice for Egypt change this week?"]
)  # fmt: skip
def test_what_changed_is_heard_however_it_is_asked(citizen, text):
    assert "GOV.UK last changed its page about Egypt on 15 January 2026." in citizen.reads(text)


def test_what_changed_without_a_country_asks_which_and_two_are_answered_together(citizen):
    assert citizen.reads("has anything changed?") == "Which country is it about?"
    assert "page about Israel on 15 January 2026" in citizen.reads("Israel")
    both = citizen.reads("has anything changed for Egypt and Thailand?")
    assert both.startswith("## Egypt\n\n**FCDO advises against all travel to parts of Egypt.**")
    assert "## Thailand\n\nFCDO does not advise against travel to Thailand." in both


def test_a_place_of_two_countries_is_asked_about_and_then_answered(citizen):
    [asked] = citizen.says("has anything changed in Georgia?")
    assert titles(asked) == ["Georgia", "USA"]
    [reply] = citizen.presses("Georgia")
    assert "I do not have GOV.UK's page about Georgia at the moment, so I cannot tell you what changed." in reply.body


def test_the_button_under_what_changed_starts_updates_and_says_how_long_and_how_to_stop(citizen):
    [egypt] = citizen.says("has anything changed for Egypt?")
    assert titles(egypt) == ["Send me updates"]
    [started] = citizen.presses("Send me updates")
    assert started.body.startswith(f"{STARTED} Egypt.")
    assert "- Egypt now: FCDO advises against all travel to parts of Egypt." in started.body
    assert "You will read it here, in this conversation." in started.body and "for 7 days" in started.body
    assert "To stop, write **stop**." in started.body
    assert "https://www.gov.uk/foreign-travel-advice/egypt/email-signup" in started.body
    assert follows(citizen) == ["EG"]
    [again] = citizen.says("has anything changed for Egypt?")
    assert titles(again) == []


def test_the_button_stands_under_an_answer_about_safety_and_not_in_a_case(citizen):
    [safe] = citizen.says("is it safe to go to Thailand?")
    assert titles(safe)[-1] == "Send me updates"
    citizen.says("my brother was arrested in Bangkok")
    answer, _ = citizen.says("is it safe to go to Laos?")
    assert "Send me updates" not in titles(answer)


def test_words_start_updates_for_the_country_spoken_of_for_another_and_for_two(citizen):
    citizen.says("has anything changed for Egypt?")
    assert citizen.reads("tell me if this changes").startswith(f"{STARTED} Egypt.")
    assert citizen.reads("and for Laos?").startswith(f"{STARTED} Laos.")
    both = citizen.reads("send me updates for Israel and Thailand")
    assert both.startswith(f"{STARTED} Israel and Thailand.")
    assert follows(citizen) == ["EG", "LA", "IL", "TH"]
    assert citizen.reads("send me updates for Laos").startswith("You get updates about Laos already.")


def test_without_a_country_it_asks_which_and_goes_on_from_the_answer(citizen):
    assert citizen.reads("send me updates please") == "Which country is it about?"
    assert citizen.reads("Thailand").startswith(f"{STARTED} Thailand.")
    assert citizen.reads("send me updates for Narnia") == "I do not know that place. Which country is it in?"
    assert citizen.reads("Israel").startswith(f"{STARTED} Israel.")
    [asked] = citizen.says("send me updates for Georgia")
    assert titles(asked) == ["Georgia", "USA"]
    [started] = citizen.presses("Georgia")
    assert started.body.startswith(f"{STARTED} Georgia.") and "I do not have GOV.UK's page" in started.body
    assert follows(citizen) == ["TH", "IL", "GE"]


def test_a_country_without_travel_advice_cannot_be_followed_and_an_eleventh_is_refused_kindly(citizen):
    assert citizen.reads("send me updates for Jersey").startswith("GOV.UK has no travel advice for Jersey")
    assert follows(citizen) == []
    ten = ("Egypt", "Israel", "Thailand", "Laos", "Malta", "Spain", "France", "Italy", "Kenya", "Japan")
    for name in ten:
        assert citizen.reads(f"follow {name}").startswith(f"{STARTED} {name}.")
    full = citizen.reads("follow Cuba")
    assert full.startswith("You can follow at most 10 countries. You follow Egypt, Israel,")
    assert len(follows(citizen)) == MOST_FOLLOWED
    assert citizen.reads("stop Kenya").startswith("I have stopped your updates about Kenya.")
    assert citizen.reads("follow Cuba").startswith(f"{STARTED} Cuba.")


def test_one_word_stops_all_and_a_name_stops_one(citizen):
    citizen.says("send me updates for Israel, Thailand and Laos")
    stopped = citizen.reads("stop Thailand")
    assert stopped == "I have stopped your updates about Thailand.\n\nYou still get updates about Israel and Laos."
    listed = citizen.reads("which countries do I follow?")
    assert "- Israel now: FCDO does not advise against travel to Israel." in listed and "Thailand" not in listed
    not_theirs = citizen.reads("stop updates for Thailand")
    assert not_theirs == "You do not get updates about Thailand. You still get updates about Israel and Laos."
    assert citizen.reads("STOP") == (
        "I have stopped your updates about Israel and Laos.\n\nTo start again, write “send me updates for Israel”."
    )
    assert follows(citizen) == []
    assert citizen.reads("my updates").startswith("You get no updates.")
    assert citizen.reads("unsubscribe").startswith("You get no updates.")


def test_stop_works_in_the_middle_of_a_case_and_the_case_goes_on(citizen):
    citizen.says("send me updates for Thailand")
    citizen.says("my husband collapsed and he isn't waking up, we are in Phuket")
    citizen.says("write to me here")
    # A question that takes any word for a place, "stop" too.
    assert citizen.reads("British").startswith("Thank you. Where is the person who needs help?")
    reference = citizen.case.reference
    stopped, question = citizen.says("stop")
    assert stopped.body.startswith("I have stopped your updates about Thailand.")
    assert f"This does not change your case, **{reference}**." in stopped.body
    assert question.body.startswith("About your case: Where is the person who needs help?")
    assert follows(citizen) == [] and {q.id: q.status for q in citizen.case.questions}["where"] == "asked"


def test_danger_comes_first_whatever_is_wished_besides(citizen):
    citizen.says("send me updates for Thailand")
    said = citizen.says("stop, my husband has been stabbed in Bangkok")
    assert citizen.case.severity is Severity.P1 and "+44 20 7008 5000" in said[0].body
    said = citizen.says("they are shooting at us in Tel Aviv, keep me updated on Israel")
    assert follows(citizen) == ["TH"] and said[0].author is Author.NOTICE


def test_stop_is_heard_while_a_caseworker_talks_and_a_notice_confirms_it_once(citizen):
    citizen.says("send me updates for Thailand and Laos")
    citizen.says("my brother was arrested in Bangkok and I cannot reach him")
    citizen.store.take(citizen.case.reference, "asha")
    [notice] = citizen.says("stop Laos")
    assert notice.author is Author.NOTICE
    assert notice.body == "I have stopped your updates about Laos.\n\nYou still get updates about Thailand."
    assert citizen.says("stop Laos") == [] and follows(citizen) == ["TH"]
    assert citizen.says("stop calling the police station") == [] and follows(citizen) == ["TH"]


def test_who_follows_nothing_and_says_stop_is_not_told_about_updates(citizen):
    citizen.says("do I need a visa for Thailand?")
    assert "updates" not in citizen.reads("stop")


def test_a_messenger_is_told_of_its_own_limit(assistant):
    citizen = Citizen(assistant)
    citizen.id = assistant.store.start("whatsapp", f"+44770090{time.monotonic_ns() % 10_000:04}")[0]
    started = citizen.reads("send me updates for Egypt")
    assert "WhatsApp lets me write to you only in the 24 hours after your last message." in started
