"""Whole conversations as a citizen reads them: the real engine, model, judge, places and intake, pages of our invention."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.casework.case import Origin, Resolution, Severity, Status
from bot.conversation.messages import Author
from bot.settings import Settings
from tests.fixtures.advice_pages import LAOS, THAILAND, invented_page
from tests.fixtures.assistant import RunningAssistant
from tests.fixtures.citizen import Citizen, titles, working

ABROAD = "+44 20 7008 5000"
CONTACT = "How can we reach you, and is it safe? Give a phone number or an email address."
EGYPT = replace(
    invented_page("EG", "egypt", "Egypt"),
    change_description="Our invented ferry has stopped.",
    alert_status=("avoid_all_travel_to_parts",),
)
PAGES = (THAILAND, LAOS, EGYPT, invented_page("VN", "vietnam", "Vietnam"), invented_page("KE", "kenya", "Kenya"))


@pytest.fixture
def assistant(settings: Settings, sqlite_store: Any, engine: Any) -> Iterator[RunningAssistant]:
    yield from working(settings, sqlite_store, engine, PAGES)


@pytest.fixture
def citizen(assistant: RunningAssistant) -> Citizen:
    return Citizen(assistant)


def test_a_passport_is_renewed_and_its_price_and_time_are_told_without_the_guide_again(citizen):
    assert citizen.reads("hello").startswith("Hello. I am an automated assistant")
    guide = citizen.reads("how do I renew my passport?")
    assert guide.startswith("## Renew or replace a passport from abroad") and "What to do now" in guide
    takes = citizen.reads("how long does it take?")
    assert "**How long it takes**" in takes and "What to do now" not in takes
    price = citizen.reads("and how much is it for a child?")
    assert "**What it costs**" in price and "Child passport" in price and "What to do now" not in price
    assert citizen.reads("thanks, bye") == "You are welcome. You can write again at any time."
    assert citizen.case is None


@pytest.mark.parametrize(
    "text", ["HOW DO I GET MY PASSPORT RENEWED", "my passport runs out in May, what do I do?", "i need to renew my pasport"]
)
def test_a_passport_question_is_answered_however_it_is_written(citizen, text):
    assert "## Renew or replace a passport from abroad" in citizen.reads(text)


def test_the_embassy_is_found_once_the_country_is_known_and_again_for_another(citizen):
    assert citizen.reads("where is the embassy?") == "Which country is it about?"
    spain = citizen.reads("Spain")
    assert spain.startswith("For Spain:") and "British Embassy Madrid" in spain
    assert "British Embassy Lisbon" in citizen.reads("and in Portugal?")


def test_a_wedding_abroad_and_the_same_for_another_country(citizen):
    italy = citizen.reads("what documents do I need to marry in Italy?")
    assert italy.startswith("For Italy:\n\n## Get married abroad")
    assert citizen.reads("what about Greece?").startswith("For Greece:\n\n## Get married abroad")


def test_children_laos_and_there_follow_from_the_visa_for_vietnam(citizen):
    assert "You do not need a visa to visit Vietnam" in citizen.reads("do I need a visa for Vietnam?")
    children = citizen.reads("and for my children?")
    assert children.startswith("For Vietnam:") and "Children travelling to Vietnam" in children
    assert "visit Laos" in citizen.reads("what about Laos?")
    safe = citizen.reads("is it safe there?")
    assert safe.startswith("For Laos:") and "## Crime" in safe and "Laos" in safe
    assert "vaccinations (jabs) are advised for Laos" in citizen.reads("any jabs?")


def test_the_same_question_twice_is_not_answered_with_the_same_words_twice(citizen):
    assert "visit Vietnam" in citizen.reads("do I need a visa for Vietnam?")
    [again] = citizen.says("do I need a visa for Vietnam?")
    assert again.body.startswith("For Vietnam:\n\nI found nothing more about that than what I showed you before.")
    assert titles(again) == ["Talk to a person"]


def test_a_warning_is_shown_in_full_once_and_named_after_that(citizen):
    first = citizen.reads("is it safe to go to Egypt?")
    assert "**Warning**\n\nFCDO advises against all travel to parts of Egypt." in first
    second = citizen.reads("what vaccinations do I need there?")
    assert "The warning about Egypt that I showed you still applies." in second and "**Warning**" not in second
    assert "**Warning**" in citizen.reads("has anything changed for Egypt?")


def test_what_changed_is_told_with_its_day_and_for_another_country_too(citizen):
    egypt = citizen.reads("has anything changed for Egypt?")
    assert egypt.startswith("For Egypt:") and "GOV.UK last changed its page about Egypt on 22 August 2026." in egypt
    assert "Our invented ferry has stopped." in egypt
    kenya = citizen.reads("what about Kenya?")
    assert "GOV.UK last changed its page about Kenya on 22 August 2026." in kenya
    assert "I found nothing more" in citizen.reads("any recent updates?")


def test_georgia_is_asked_about_with_buttons(citizen):
    [asked] = citizen.says("do I need a visa for Georgia?")
    assert asked.body == "Which of these do you mean?" and titles(asked) == ["Georgia", "USA"]
    [reply] = citizen.presses("Georgia")
    assert reply.body.startswith("For Georgia:")


def test_a_country_alone_is_asked_what_about_it_and_its_button_is_answered(citizen):
    [asked] = citizen.says("I'm in Thailand")
    assert asked.body == "What do you want to know about Thailand?"
    assert titles(asked) == ["Visas and entry rules", "Is it safe to travel?", "Health and vaccinations", "Find an embassy"]
    [health] = citizen.presses("Health and vaccinations")
    assert health.body.startswith("For Thailand:") and "Vaccinations" in health.body
    assert "British Embassy Bangkok" in citizen.reads("is there an embassy?")


def test_a_place_that_we_do_not_know_never_gets_another_countrys_numbers(citizen):
    citizen.says("do I need a visa for Thailand?")
    reply = citizen.reads("wats the emergancy number in Zzyzxland")
    assert reply.startswith(f"You can call the Foreign Office day and night: {ABROAD} from abroad")
    assert "191" not in reply and reply.count("?") == 1
    spain = citizen.reads("Spain")
    assert spain.startswith("For Spain:\n\n## Emergency numbers in Spain") and "112" in spain


@pytest.mark.parametrize(
    "text",
    [
        "just get me a bloody person",
        "can i get a human being please",
        "is there anybody real I can chat with",
        "put me through to someone",
        "operator",
        "I'd like to speak with an adviser",
        "no more bots",
    ],
)
def test_a_person_is_asked_for_in_any_wording(citizen, text):
    notice, question = citizen.says(text)
    assert (citizen.case.origin, citizen.case.severity) == (Origin.ASKED, Severity.P3)
    assert citizen.case.reference in notice.body and ABROAD in notice.body and question.body == CONTACT


@pytest.mark.parametrize("text", ["are you a real person?", "are you a bot", "who are you"])
def test_who_asks_what_we_are_is_told_and_gets_no_case(citizen, text):
    assert citizen.reads(text).startswith("Hello. I am an automated assistant")
    assert citizen.case is None


def test_who_waits_for_a_person_is_told_how_the_case_stands_and_may_call_it_off(citizen):
    citizen.says("can I talk to someone?")
    reference = citizen.case.reference
    for text in ("how long will it take?", "hello??", "can I talk to someone?"):
        status, question = citizen.says(text)
        assert status.body.startswith(f"Your case is **{reference}**. It is in the queue") and ABROAD in status.body
        assert question.body == f"About your case: {CONTACT}"
    off = citizen.reads("never mind, I found it")
    assert off.startswith(f"OK. Your case, **{reference}**, stays open until a caseworker has looked at it.")


def test_no_is_taken_as_no_and_not_as_a_greeting(citizen):
    citizen.says("can I talk to someone?")
    assert citizen.reads("no").startswith("No problem. Where is the person who needs help?")


def test_an_unclear_message_is_asked_about_once_and_then_a_person_is_offered(citizen):
    [asked] = citizen.says("fish")
    assert asked.body.startswith("I did not understand that.") and titles(asked)[-1] == "Talk to a person"
    assert len(titles(asked)) == 3
    [offer] = citizen.says("blah blah")
    assert offer.body.startswith("I still do not understand. You can talk to a person.") and ABROAD in offer.body
    notice, question = citizen.presses("Talk to a person")
    assert citizen.case.reference in notice.body and question.body == CONTACT


@pytest.mark.parametrize("text", ["that's not what I asked", "you didn't answer my question"])
def test_who_was_not_understood_reads_sorry_and_is_offered_a_person(citizen, text):
    citizen.says("do I need a visa for Thailand?")
    [reply] = citizen.says(text)
    assert reply.body.startswith("I am sorry. I did not understand what you meant.") and titles(reply) == ["Talk to a person"]


def test_a_thumb_is_ok_and_what_is_none_of_ours_is_said_so(citizen):
    assert citizen.reads("👍") == "OK. Write again if you need anything else."
    [pizza] = citizen.says("best pizza in Naples")
    assert pizza.body.startswith("I cannot help with that. I can help with travel advice")
    assert titles(pizza) == ["Talk to a person"] and citizen.case is None


def test_an_insult_is_met_calmly_and_danger_inside_one_is_danger(citizen):
    assert citizen.reads("you are a stupid bot").startswith("I cannot help with that. If you or someone else needs help")
    numbers, question = citizen.says("you useless idiot my son has been stabbed in Malaga")
    assert citizen.case.severity is Severity.P1 and "112" in numbers.body and question.body == CONTACT


@pytest.mark.parametrize(
    ("text", "country", "language", "says"),
    [
        ("hola, he perdido mi pasaporte en Madrid y no sé qué hacer", ("ES",), "Spanish", "Respondemos en inglés."),
        ("helo, rydw i wedi colli fy mhasbort ac mae angen help arna i", (), "Welsh", "Rydyn ni'n ateb yn Saesneg."),
        ("помогите мне пожалуйста, у меня украли паспорт", (), "Russian", "Мы отвечаем на английском"),
        ("میرے بھائی کو پولیس نے پکڑ لیا ہے", (), "Urdu", "ہم انگریزی میں جواب دیتے ہیں۔"),
    ],
)
def test_a_language_that_we_cannot_read_gets_the_numbers_and_a_case(citizen, text, country, language, says):
    theirs, notice, question = citizen.says(text)
    assert theirs.body.startswith(says) and ABROAD in theirs.body and citizen.case.card["language"] == language
    assert ABROAD in notice.body and "We could not read your message. Please write in English if you can" in notice.body
    assert (citizen.case.kind, citizen.case.countries) == ("unreadable_language", country)
    assert question.body == CONTACT


def test_routine_questions_are_answered_in_the_middle_of_a_case_and_its_questions_go_on(citizen):
    citizen.says("do I need a visa for Thailand?")
    citizen.says("my husband collapsed and he isn't waking up, we are in Phuket")
    embassy, question = citizen.says("where is the embassy?")
    assert "British Embassy Bangkok" in embassy.body and question.body == f"About your case: {CONTACT}"
    # Who and where were told in part, so the nationality, which was not, comes before them.
    assert citizen.reads("write to me here").startswith("Thank you. What nationality")
    assert citizen.reads("British").startswith("Thank you. Where is the person who needs help?")
    assert citizen.reads("Bangkok Hospital, Phuket").startswith("Thank you. Who needs help?")
    passport, again = citizen.says("how do I renew my passport?")
    assert "Renew or replace a passport" in passport.body and again.body.startswith("About your case: Who needs help?")
    assert citizen.reads("my husband Tom Jones").startswith("Thank you. I have no more questions.")
    answers = {q.id: q.value for q in citizen.case.questions}
    assert answers["contact"] == "write to me here" and answers["who"] == "my husband Tom Jones"


def test_a_death_told_after_a_question_is_met_as_a_death(citizen):
    notice = citizen.says("Do I need a visa for Zambia next month? Oh, and my mother has just died here in Harare.")[0]
    assert (citizen.case.kind, citizen.case.countries[0]) == ("death", "ZW") and "Zimbabwe" in notice.body


def test_a_routine_question_in_the_same_message_is_answered_after_the_numbers(citizen):
    numbers, _, passport, question = citizen.says(
        "my brother was arrested in Dubai this morning. Also how do I renew my passport?"
    )
    assert numbers.author is Author.NOTICE and ABROAD in numbers.body and citizen.case.reference in numbers.body
    assert "## Renew or replace a passport from abroad" in passport.body
    assert question.body == f"About your case: {CONTACT}"


def test_who_says_where_they_are_after_danger_gets_that_countrys_numbers(citizen):
    first, _ = citizen.says("I don't want to be alive any more")
    assert "Tell us which country you are in." in first.body
    numbers, question = citizen.says("I'm in Tenerife")
    assert "Emergency services in Spain" in numbers.body and "112" in numbers.body
    assert question.body == f"About your case: {CONTACT}"
    assert next(q.value for q in citizen.case.questions if q.id == "where") == "I'm in Tenerife"


def test_a_refusal_of_the_police_does_not_turn_a_rape_into_an_arrest(citizen):
    citizen.says("I was raped last night in Ayia Napa")
    citizen.says("I don't want to go to the police")
    assert (citizen.case.kind, citizen.case.topic) == ("sexual_assault", "sexual_assault")


def test_grief_that_goes_on_is_kept_and_not_answered_with_the_numbers_again(citizen):
    citizen.says("my dad died in Spain last night")
    kept, question = citizen.says("I don't know what to do")
    assert kept.body.startswith("Thank you for telling us. I have added this to your case")
    assert question.body == f"About your case: {CONTACT}"


def test_trouble_in_pieces_is_found_and_the_country_comes_from_an_earlier_piece(citizen):
    citizen.says("hi")
    citizen.says("in qatar")
    assert citizen.case is None
    citizen.says("my boss has my passport")
    assert citizen.case.countries == ("QA",) and citizen.case.severity is Severity.P1


def test_thanks_after_a_resolved_case_opens_nothing(citizen):
    citizen.says("my brother was arrested in Bangkok last night")
    reference = citizen.case.reference
    citizen.store.resolve(reference, "sam", Resolution.HELPED)
    assert citizen.case is None
    for text in ("thanks", "ok", "thank you so much for your help"):
        citizen.says(text)
    assert citizen.case is None
    citizen.says("now they have arrested my sister too")
    assert citizen.case.status is Status.WAITING and citizen.case.previous == reference


def test_a_flood_with_one_danger_in_it_gets_the_numbers_at_once_and_each_message_an_answer(citizen):
    before = time.monotonic()
    for number in range(50):
        citizen.writes("help, they are shooting at us in Lima" if number == 23 else f"where is the embassy? {number}")
    assert time.monotonic() - before < 5
    log = citizen.store.messages(citizen.id)
    first = next(m for m in log if m.author is Author.NOTICE)
    assert "Emergency services in Peru" in first.body
    messages = citizen.assistant.settle(citizen.id, 60)
    said = [m for m in messages if m.author is Author.CITIZEN]
    assert len(said) == 50
    replied = {m.details.get("in_reply_to") for m in messages if m.author is not Author.CITIZEN}
    assert {m.seq for m in said} <= replied
    assert citizen.case.severity is Severity.P1


def test_who_writes_from_the_uk_reads_the_uk_number_first_and_the_card_says_so(citizen):
    numbers, _ = citizen.says("I'm in Leeds. My 17 year old son has been arrested in Bangkok")
    assert numbers.body.startswith("- **From the UK, call the Foreign Office, day and night: 020 7008 5000**")
    assert "Where they are, somebody can call the emergency services in Thailand:" in numbers.body
    assert "Tell the police how old the child is." in numbers.body
    card = citizen.case.card
    assert (card["who"], card["writer_is"], citizen.case.countries) == ("The writer's son (17)", "In the UK", ("TH",))


def test_a_dual_national_arrested_in_the_other_country_gets_a_case_and_an_honest_line(citizen):
    numbers, _ = citizen.says("I hold British and Iranian passports and I have been arrested in Tehran")
    assert "If you are also a national of Iran, we can often do little for you there. Tell us anyway." in numbers.body
    assert citizen.case.card["nationality_hint"] == "Says: British and Iranian"


@pytest.mark.parametrize("text", ["I'm American and I have been arrested in Cairo", "my Spanish wife has been arrested in Cairo"])
def test_who_is_not_british_reaches_a_person_too(citizen, text):
    numbers, _ = citizen.says(text)
    assert ABROAD in numbers.body and "own embassy can help" in numbers.body and citizen.case.severity is Severity.P2


def test_a_visa_for_another_passport_is_not_answered_as_if_it_were_british(citizen):
    reply = citizen.reads("I'm Indian, do I need a visa for Vietnam?")
    assert reply.startswith("For Vietnam:\n\nGOV.UK's travel advice is for people with a full British passport. For another passport,")
    assert "border authorities of Vietnam." in reply and citizen.case is None
    assert "another passport" not in citizen.reads("I'm British, do I need a visa for Laos?")


def test_a_childs_passport_is_pointed_to_the_words_about_a_child(citizen):
    assert citizen.reads("how do I renew my child's passport?").startswith("For a child's passport, look for the words about a child below.")


def test_who_came_home_without_a_passport_is_not_sent_for_an_emergency_document(citizen):
    said = citizen.says("I lost my passport in Italy, but I'm back in the UK now. How do I report it?")
    assert any("you do not need an emergency travel document" in message.body for message in said)
