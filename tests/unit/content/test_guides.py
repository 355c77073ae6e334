"""Every guide is in our own words, short, dated and linked to places that we allow."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from bot.content.facts import load_facts
from bot.content.guides import ALLOWED_HOSTS, GUIDES, Guides, load_guides
from bot.errors import ContentError

ALL: Guides = load_guides()
TODAY = date(2026, 11, 23)
SHARED = Path(__file__).resolve().parents[4] / "shared" / "govuk"
COMMONEST = {
    "lost_stolen_passport",
    "emergency_travel_document",
    "passport_renewal",
    "embassy_contact",
    "birth_registration",
    "death_registration",
    "marriage_abroad",
    "notarial_legalisation",
    "arrest_detention",
    "death_abroad",
    "hospitalised",
    "sexual_assault",
    "assault_crime",
    "missing_person",
    "stranded_no_money",
    "money_transfer",
    "lawyers_translators",
    "insurance",
    "living_abroad",
    "citizenship_nationality",
    "foreign_visa_to_uk",
    "voting_abroad",
    "flight_airline_problem",
    "prisoner_support",
    "complaint_feedback",
    "mental_health_crisis",
    "forced_marriage",
    "child_abduction",
    "kidnap_hostage",
    "terror_attack",
    "natural_disaster",
    "war_unrest_evacuation",
    "welfare_concern",
}


def sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?:])\s+", text) if s]


def test_every_topic_that_is_answered_without_a_page_has_a_guide() -> None:
    assert set(ALL.topics()) >= COMMONEST


@pytest.mark.parametrize("topic", ALL.topics())
def test_no_sentence_is_longer_than_25_words(topic: str) -> None:
    long = [s for text in ALL.get(topic).texts() for s in sentences(text) if len(s.split()) > 25]
    assert long == []


@pytest.mark.parametrize("topic", ALL.topics())
def test_no_figure_stands_without_a_source_and_a_day(topic: str) -> None:
    guide = ALL.get(topic)
    # Emergency numbers, ages in law and our own telephone number are no figures that expire with a fee or a rule.
    allowed = re.compile(r"\{(?:fee|fact):[a-z_0-9]+\}|\+44 20 7008 5000|020 7008 5000|\b999\b|\b112\b|under 16\b|GHIC")
    bare = [
        text
        for text in guide.texts()
        if re.search(r"\d|£", re.sub(r"(?:[\w-]+\.)+(?:uk|org|global)[\w/.-]*", "", allowed.sub("", text)))
    ]
    assert bare == []
    assert all(
        fact.source.startswith("https://") and fact.checked <= TODAY < fact.expires for fact in guide.facts.values()
    )


@pytest.mark.parametrize("topic", ALL.topics())
def test_a_guide_fits_three_text_messages(topic: str) -> None:
    assert len(ALL.get(topic).short(TODAY)) <= 3 * 153


@pytest.mark.parametrize("topic", ALL.topics())
def test_the_reply_shows_what_to_do_and_when_it_was_checked(topic: str) -> None:
    for country in (None, "TH", "GI", "GB"):
        reply = ALL.get(topic).reply(country, TODAY)
        assert "**What to do now**\n\n1. " in reply.body
        assert "We checked this on 23 November 2026." in reply.body
        assert "{" not in reply.body and reply.sources
        assert reply.about["topic"] == topic


@pytest.mark.parametrize("topic", [t for t in ALL.topics() if ALL.get(t).urgent])
def test_an_urgent_guide_gives_the_countrys_own_numbers_before_anything_to_do(topic: str) -> None:
    body = ALL.get(topic).reply("TH", TODAY).body
    assert body.index("Police: 191") < body.index("**What to do now**")
    assert body.index("+44 20 7008 5000") < body.index("**What to do now**")


@pytest.mark.parametrize("topic", ["sexual_assault", "assault_crime", "forced_marriage", "arrest_detention"])
def test_where_the_police_can_harm_our_number_stands_above_theirs(topic: str) -> None:
    body = ALL.get(topic).reply("TH", TODAY).body
    assert body.index("+44 20 7008 5000") < body.index("Police: 191")


def test_must_say_facts_are_said() -> None:
    assert "The FCDO does not pay hospital bills." in ALL.get("hospitalised").reply().body
    assert "£125 (checked on 22 August 2026)" in ALL.get("emergency_travel_document").reply(None, TODAY).body
    assert "at most 5 countries" in ALL.get("emergency_travel_document").reply(None, TODAY).body
    assert "try not to wash" in ALL.get("sexual_assault").reply().body


def test_a_figure_past_its_date_is_shown_with_its_date_and_a_warning() -> None:
    guide = ALL.get("emergency_travel_document")
    late = guide.reply(None, date(2028, 1, 1)).body
    assert guide.stale(date(2028, 1, 1)) and not guide.stale(TODAY)
    assert "at most 5 countries (checked on 23 November 2026: check before you rely on this)" in late
    assert "£125 (checked on 22 August 2026: check before you rely on this)" in late
    assert "We checked this on 23 November 2026. It is past its date: check before you rely on this." in late


def test_in_the_uk_the_number_is_the_one_to_dial_in_the_uk() -> None:
    assert "+44 20 7008 5000" not in ALL.get("hospitalised").reply("GB", TODAY).body


def test_a_topic_without_a_guide_is_refused() -> None:
    with pytest.raises(ContentError, match="There is no guide about 'greeting_chitchat'"):
        ALL.get("greeting_chitchat")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("topic: insurance", "topic: money_transfer"), "its topic is not the name of the file"),
        (
            ("https://www.gov.uk/guidance/foreign-travel-insurance", "https://insurance.example.com"),
            "not on the list of addresses",
        ),
        (("title: Travel insurance", "titel: Travel insurance"), "unknown keys"),
        (("checked: 2026-11-23\nexpires: 2027-05-23", "checked: soon\nexpires: 2027-05-23"), "checked is not a date"),
        (("now:", "now: []\nneed:"), ""),
        (("Keep every bill.", "It costs {fee:tea}."), "no fee called 'tea'"),
    ],
)
def test_a_guide_that_breaks_the_schema_is_named_and_refused(
    tmp_path: Path, change: tuple[str, str], complaint: str
) -> None:
    text = (GUIDES / "insurance.yml").read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "insurance.yml").write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(ContentError, match=f"insurance.yml.*{re.escape(complaint)}"):
        load_guides(tmp_path, load_facts())


def test_every_link_is_on_the_allow_list_and_the_list_is_short() -> None:
    hosts = {url.split("/")[2] for topic in ALL.topics() for _, url in ALL.get(topic).links}
    assert all(any(host == a or host.endswith("." + a) for a in ALLOWED_HOSTS) for host in hosts)


def test_no_ten_words_in_a_row_are_gov_uks() -> None:
    if not SHARED.is_dir():
        pytest.skip("../shared is not here, so our words cannot be compared with GOV.UK's")
    runs: dict[str, str] = {}
    for topic in ALL.topics():
        for text in ALL.get(topic).texts():
            words = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))
            for at in range(len(words) - 9):
                runs[" ".join(words[at : at + 10])] = topic
    shared = []
    for file in [*(SHARED / "travel_advice").glob("*.json"), *(SHARED / "originals").rglob("*.json")]:
        text = re.sub(
            r"<[^>]+>|\\[nt\"]", " ", json.dumps(json.loads(file.read_text(encoding="utf-8")), ensure_ascii=False)
        )
        theirs = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))
        shared += [(runs[run], run) for at in range(len(theirs) - 9) if (run := " ".join(theirs[at : at + 10])) in runs]
    assert sorted(set(shared)) == []
