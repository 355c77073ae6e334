"""Who and when change the reply and the card, and never whether or how soon somebody in trouble reaches a person."""
from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.casework.case import CaseOpening, Severity, Wait
from bot.content.facts import load_facts
from bot.triage import danger
from bot.triage.circumstances import Circumstances, Whose, circumstances, of_card
from bot.triage.danger import DangerCues
from bot.triage.first_replies import KINDS, load_first_replies
from bot.triage.nationalities import countries_of
from bot.triage.verdict import TriageJudge
from tests.fixtures.places import PLACES

FACTS = load_facts()
TEXTS = load_first_replies(FACTS)
CUES = DangerCues(PLACES, TEXTS)
JUDGE = TriageJudge(PLACES, TEXTS)
BARE_CRIES = {"is anyone there? help", "please someone help us", "help me please", "help us please"}
TROUBLE = [line for row in yaml.safe_load(Path(__file__).with_name("cues.yml").read_text("utf-8"))["fires"] for line in row["lines"]
           if isinstance(line, str) and len(line.split()) >= 3 and line not in BARE_CRIES]
"""Without bare cries ("help!", "agent"): they count only where they are the whole message (bot.triage.cues)."""
BEFORE = ("I'm American. ", "I'm in London. ", "I have my 5 year old with me. ", "It started last week. ", "I am not British. ",
          "I hold British and Iranian passports. ", "I'm back home now. ", "My Thai girlfriend is with me. ", "I'm 15. ")
TRIAGE = Path(danger.__file__).parent


def opened(text: str, *earlier: str) -> CaseOpening:
    opening = CUES.opening(text, earlier, {})
    assert opening is not None
    return opening


def body(text: str, *earlier: str) -> str:
    replies = opened(text, *earlier).first_replies
    assert replies is not None
    return replies("CON-7F3K2M", Wait(0, None), False)[0].body


# -- never less, never later ----------------------------------------------------------------------------------------
@settings(max_examples=150, deadline=None, derandomize=True)
@given(line=st.sampled_from(TROUBLE), before=st.lists(st.sampled_from(BEFORE), min_size=1, max_size=3, unique=True))
def test_what_somebody_says_of_themselves_first_never_lowers_or_delays_an_escalation(line: str, before: list[str]) -> None:
    alone, told = JUDGE.verdict(line, None), JUDGE.verdict("".join(before) + line, None)
    assert told.route is alone.route
    assert alone.severity is None or (told.severity is not None and not alone.severity.is_worse_than(told.severity))
    if alone.severity is not None:
        opening = JUDGE.opening(told, "".join(before) + line)
        assert opening.questions[0] == "contact"
        assert opening.first_replies is not None
        assert "7008 5000" in opening.first_replies("CON-7F3K2M", Wait(0, None), False)[0].body


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(circumstances(text, PLACES.locate(text)), Circumstances)


def test_nothing_that_decides_the_route_reads_who_and_when() -> None:
    readers = {"danger", "first_replies", "circumstances", "passports", "relations", "times", "nationalities"}
    for path in sorted(TRIAGE.glob("*.py")):
        imported = {node.module for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)}
        assert path.stem in readers or "bot.triage.circumstances" not in imported, path.name


def test_a_fault_in_reading_who_and_when_costs_nobody_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Circumstances:
        raise ValueError

    monkeypatch.setattr(danger, "circumstances_after", broken)
    assert "112" in body("I was robbed in Rome, I am American")


SAID = [
    Circumstances(Whose.OTHER, "son", True, 9, in_uk=True), Circumstances(Whose.SELF, writer=("Thai",)),
    Circumstances(Whose.SELF, writer=("British", "Thai")), Circumstances(Whose.SELF, in_uk=True, home=True),
    Circumstances(Whose.OTHER, "wife", other=("Thai",), in_uk=True),
]


@pytest.mark.parametrize("found", SAID)
@pytest.mark.parametrize("country", [None, "TH", "GB"])
def test_numbers_stay_first_and_nothing_is_lost_whoever_writes(found: Circumstances, country: str | None) -> None:
    for kind in KINDS:
        text = TEXTS.make(kind, Severity.P1, country, "CON-7F3K2M", Wait(0, None), found=found)[0].body
        first = text.index("7008 5000")
        assert len(text[:first]) < 700
        assert first < text.index("CON-7F3K2M") < text.index("Nobody is at the desk right now")
        assert country != "TH" or "Police: 191" in text
        assert max(len(sentence.split()) for sentence in re.split(r"(?<=[.!?:])\s", text)) <= 40


# -- what the citizen reads ------------------------------------------------------------------------------------------
def test_a_writer_in_the_uk_reads_the_uk_number_first_and_the_local_ones_for_where_they_are() -> None:
    text = body("I'm in London and my son is in hospital in Goa with a head injury")
    assert text.splitlines()[0] == "- **From the UK, call the Foreign Office, day and night: 020 7008 5000**"
    assert "Where they are, somebody can call the emergency services in India:\n\n- **Ambulance, fire and police: 112**" in text
    assert "Call now if" not in text


def test_a_writer_in_the_uk_who_names_no_country_is_asked_where_the_other_is() -> None:
    made = TEXTS.make("arrest", Severity.P2, None, "CON-7F3K2M", Wait(0, None), found=Circumstances(Whose.OTHER, "son", in_uk=True))
    assert made[0].body.startswith("- **From the UK, call the Foreign Office, day and night: 020 7008 5000**\n\nYou can talk to us before")
    assert "Tell us which country they are in." in made[0].body


def test_who_is_in_trouble_in_the_uk_themselves_reads_999() -> None:
    assert body("I'm in London and I want to kill myself").startswith("- If anyone in the UK is in danger: ")


def test_a_writer_abroad_still_reads_the_local_numbers_first() -> None:
    assert body("my son is in hospital in Goa with a head injury").startswith("Call now if somebody needs help to stay alive.")


@pytest.mark.parametrize(("text", "line"), [
    ("my 17 year old son was arrested in Crete", "Tell the police how old the child is. Ask if an adult may be with them."),
    ("my 8 year old daughter is missing in Faro", "Tell the local police now that it is a child, and how old. Do not wait."),
    ("my toddler has been in a car crash in Faro and is in hospital", "If somebody hurt the child, tell the local police or child protection."),
])
def test_for_a_child_the_reply_says_what_a_child_needs(text: str, line: str) -> None:
    assert line in body(text)


def test_a_grown_son_is_no_child() -> None:
    assert "child" not in body("my 25 year old son was arrested in Crete") and "child" not in body("my son was arrested in Crete")


def test_a_dual_national_in_the_other_country_is_told_honestly_and_once() -> None:
    line = "If you are also a national of Iran, we can often do little for you there. Tell us anyway."
    assert body("I have British and Iranian passports and I was arrested in Tehran").count(line) == 1
    assert "we can often do little" not in body("I have British and Iranian passports and I was arrested in Dubai")
    assert "embassy can help you too" not in body("I have British and Iranian passports and I was arrested in Dubai")


def test_who_is_not_british_is_told_of_their_own_embassy_and_reads_local_numbers_first() -> None:
    text = body("I am Canadian, I have no money and nowhere to sleep in Lima")
    assert "If you are not British, your own embassy can help you too. Keep writing here." in text
    assert text.index("Police: 105") < text.index("7008 5000")
    assert "their own embassy can help them too" in body("my Spanish wife was robbed in Lima")


def test_where_the_police_can_harm_ours_stays_first_whatever_the_passport() -> None:
    assert body("I'm American and I was raped in Rome").startswith("- **The Foreign Office, day and night: +44 20 7008 5000")


def test_who_is_home_again_reads_what_they_can_still_do() -> None:
    text = body("I was raped in Crete last week, I'm back home now")
    assert text.startswith("- **From the UK, call the Foreign Office, day and night: 020 7008 5000**\n- If anyone in the UK is in danger:")
    assert "A sexual assault centre in the UK can help you, even years later." in text
    assert "Emergency services in Greece, if you know somebody there who is in danger:" in text


# -- the card and the questions --------------------------------------------------------------------------------------
def test_the_card_says_who_which_passport_where_the_writer_is_and_when() -> None:
    card = opened("I'm in Leeds, my 17 year old son, who has British and Turkish passports, was arrested in Izmir last week").card
    assert (card["who"], card["nationality_hint"], card["writer_is"], card["when"]) == (
        "The writer's son (17)", "Says: British and Turkish", "In the UK", "Last week")
    assert card["where"] == "Izmir, Turkey"


def test_the_card_says_nothing_that_nobody_said() -> None:
    assert not {"nationality_hint", "writer_is", "when"} & set(opened("my son was arrested in Prague").card)
    assert "who" not in opened("can I speak to a human please").card


def test_the_trouble_is_abroad_where_the_writer_is_in_the_uk() -> None:
    assert opened("I'm in London, my son is in hospital in Goa with a head injury").countries == ("IN",)


def test_where_the_writer_is_may_stand_in_an_earlier_message() -> None:
    opening = opened("my son has been arrested in Goa", "hello", "I'm in Manchester")
    assert opening.card["writer_is"] == "In the UK"
    assert opened("my son has been arrested in Goa", "I'm in Manchester").first_replies is not None


def test_a_husband_who_hits_is_not_the_one_who_needs_help() -> None:
    assert opened("my husband hits me and I am scared, we are in Doha").card["who"] == "The writer"


def test_what_the_words_gave_already_is_asked_last() -> None:
    assert opened("my son was arrested in Prague").questions == ("contact", "nationality", "where", "who")
    assert opened("my British son was arrested in Czechia").questions == ("contact", "where", "who", "nationality")
    assert opened("someone was arrested, we need help now in Czechia").questions == ("contact", "where", "who", "nationality")


def test_a_nationality_may_mean_two_countries() -> None:
    assert countries_of("Dominican") == ("DM", "DO") and countries_of("British") == ("GB",) and countries_of("another") == ()


def test_numbers_shown_again_later_are_still_for_a_writer_in_the_uk() -> None:
    card = opened("I'm in Leeds and my son was arrested").card
    text = TEXTS.numbers("arrest", "IN", of_card(card))
    assert text.startswith("- **From the UK, call the Foreign Office, day and night: 020 7008 5000**")
    assert TEXTS.numbers("arrest", "IN", of_card({})).startswith("- **The Foreign Office, day and night: +44 20 7008 5000.")


OWN_LINES = {
    **{f"{kind} {key}": TEXTS.kinds[kind][key] for kind in KINDS for key in ("child", "home") if key in TEXTS.kinds[kind]},
    **{name: TEXTS.words[name] for name in ("dual_self", "dual_other", "not_british_self", "not_british_other", "home", "where_they_are")},
}


@pytest.mark.parametrize("name", OWN_LINES)
def test_a_nine_year_old_can_read_what_is_said_besides(name: str) -> None:
    """Sentences of at most 20 words; the reading ease of Flesch is 60 or more (plain English) without the names of documents."""
    text = OWN_LINES[name].format_map({"country": "France"}).replace("emergency travel document", "paper").replace("emergency", "local")
    sentences = [part.split() for part in re.split(r"(?<=[.!?])\s+", text)]
    words = [word for sentence in sentences for word in sentence]
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower().strip(".,"))))) for word in words)
    assert max(map(len, sentences)) <= 20
    assert 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * syllables / len(words) >= 60
