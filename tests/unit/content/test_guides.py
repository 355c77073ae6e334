"""Every guide is in our own words, dated, and says what its topic may not leave out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.content.checks.check import WITHOUT_GUIDE
from bot.content.facts import FACTS, Facts, load_facts
from bot.content.guides.country_links import load_country_links
from bot.content.guides.guide import (
    GUIDES,
    SECTIONS,
    Guide,
    GuideError,
    Guides,
    guide_from,
    load_guides,
    read_guide_file,
)
from bot.content.guides.rules import RULES, load_rules
from bot.content.guides.schema import GUIDE_TOPICS, allowed_link, bare_figures
from bot.content.text_messages import size
from bot.errors import ContentError

KNOWN: Facts = load_facts()
ALL: Guides = load_guides(GUIDES, KNOWN)
TODAY = date(2026, 11, 23)
LATER = date(2028, 1, 1)
SHARED = Path(__file__).resolve().parents[4] / "shared" / "govuk"
URGENT = [topic for topic in ALL.topics() if ALL.get(topic).urgent]
MUST_SAY = {
    "arrest_detention": ["We cannot get you out of jail.", "If the police or guards hurt you, tell us."],
    "assault_crime": ["Report a crime before you leave the country.", "you can talk to us before you talk to the police"],
    "child_abduction": ["We cannot take a child away from a parent", "reunite.org", "Hague Convention", "999"],
    "death_abroad": ["call the insurer first", "a coroner in England and Wales cannot look into the death"],
    "death_registration": ["Register the death in the country where the person died.", "£150"],
    "emergency_travel_document": ["£125 (checked on 22 August 2026)", "at most 5 countries", "usually cancelled when you pay"],
    "forced_marriage": ["There may be only one chance to get help.", "We never tell your family", "+44 20 7008 0151", "FGM"],
    "hospitalised": ["The FCDO does not pay hospital bills.", "Call the insurer straight away"],
    "insurance": ["Your insurance may not pay if you go where the FCDO advises against travel."],
    "kidnap_hostage": ["The UK does not pay ransoms"],
    "mental_health_crisis": ["You are not alone.", "116 123"],
    "missing_person": ["You do not have to wait a day.", "Interpol"],
    "natural_disaster": ["go to high ground at once"],
    "passport_renewal": ["An embassy cannot renew your passport"],
    "prisoner_support": ["We cannot get anybody out of prison"],
    "sexual_assault": [
        "A forensic examination may be needed before you wash.",
        "You can talk to us before you talk to the police.",
        "If you have washed, you can still get help",
    ],
    "stranded_no_money": ["The FCDO does not pay for hotels", "no food, no medicine or nowhere safe to sleep, tell us now"],
    "terror_attack": ["Run. If you cannot run, hide."],
    "war_unrest_evacuation": ["We cannot promise to bring you out."],
}


def changed(topic: str, /, **keys: Any) -> Guide:
    """A guide of ours with some keys of its file otherwise; None takes a key away."""
    data = {**read_guide_file(GUIDES / f"{topic}.yml"), **keys}
    return guide_from({key: value for key, value in data.items() if value is not None}, f"{topic}.yml", KNOWN)


def test_every_topic_that_is_ours_has_a_guide_and_the_others_say_why_they_have_none() -> None:
    assert set(GUIDE_TOPICS) - set(ALL.topics()) == set(WITHOUT_GUIDE)
    readme = (GUIDES / "README.md").read_text(encoding="utf-8")
    assert [topic for topic in WITHOUT_GUIDE if topic not in readme] == []


@pytest.mark.parametrize("topic", ALL.topics())
def test_every_file_passes_the_json_schema(topic: str) -> None:
    schema = json.loads((RULES / "guide.schema.json").read_text(encoding="utf-8"))
    text = (GUIDES / f"{topic}.yml").read_text(encoding="utf-8")
    data = json.loads(json.dumps(yaml.safe_load(text), default=date.isoformat))
    found = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).iter_errors(data)
    assert [f"{error.json_path}: {error.message}" for error in found] == []


def test_the_json_schema_refuses_what_the_loader_refuses() -> None:
    schema = json.loads((RULES / "guide.schema.json").read_text(encoding="utf-8"))
    data = json.loads(json.dumps(read_guide_file(GUIDES / "insurance.yml"), default=date.isoformat))
    for broken in ({**data, "colour": "red"}, {**data, "now": []}, {**data, "checked": "soon"},
                   {key: value for key, value in data.items() if key != "must_say"}):
        assert not jsonschema.Draft202012Validator(schema).is_valid(broken)


@pytest.mark.parametrize("topic", ALL.topics())
def test_every_section_is_shown_in_order(topic: str) -> None:
    body = ALL.get(topic).reply(None, TODAY).body
    places = [body.index(f"**{heading}**") for heading in SECTIONS.values()]
    assert places == sorted(places)
    assert body.index("**Important**") < places[0]


@pytest.mark.parametrize("topic", ALL.topics())
def test_no_figure_stands_without_a_source_and_a_day(topic: str) -> None:
    guide = ALL.get(topic)
    undated = [guide.title, guide.summary, guide.sms, *(item for items in guide.sections.values() for item in items)]
    assert [figure for text in undated for figure in bare_figures(text)] == []
    for fact in guide.dated():
        assert allowed_link(fact.source.replace("{slug}", "x")) and fact.checked <= TODAY < fact.expires, fact.id


@pytest.mark.parametrize(("text", "figures"), [
    ("It costs £125.", ("£125.",)),
    ("It costs 40 euros.", ("40",)),
    ("It takes three months.", ("three months",)),
    ("Wait two or three weeks.", ("two or three weeks",)),
    ("Call +44 20 7008 0151.", ("+44 20 7008 0151.",)),
    ("For a child under 16.", ("16.",)),
    ("It costs {fee:oath} and takes {fact:days2}.", ()),
    ("Call 999, 112 or +44 20 7008 5000, in the UK 020 7008 5000.", ()),
    ("See gov.uk/guidance/999-and-112-numbers or https://www.gov.uk/page-2024.", ()),
    ("Ask two or three of them.", ()),
    ("You do not have to wait a day.", ()),
])
def test_what_counts_as_a_figure(text: str, figures: tuple[str, ...]) -> None:
    assert tuple(found.strip() for found in bare_figures(text)) == figures


@pytest.mark.parametrize("topic", ALL.topics())
def test_a_guide_fits_three_text_messages_with_its_fees_filled_in(topic: str) -> None:
    for day in (TODAY, LATER):
        assert size(ALL.get(topic).short(day)).parts <= 3
        assert "{" not in ALL.get(topic).short(day)


@pytest.mark.parametrize("topic", ALL.topics())
def test_the_reply_shows_what_to_do_and_when_it_was_checked(topic: str) -> None:
    for country in (None, "TH", "GI", "GB"):
        reply = ALL.get(topic).reply(country, TODAY)
        assert "**What to do now**\n\n1. " in reply.body
        assert "We checked this on 23 November 2026." in reply.body
        assert "{" not in reply.body and reply.sources
        assert reply.about["topic"] == topic


@pytest.mark.parametrize("topic", URGENT)
def test_an_urgent_guide_gives_the_countrys_own_numbers_before_anything_to_do(topic: str) -> None:
    body = ALL.get(topic).reply("TH", TODAY).body
    assert body.index("Police: 191") < body.index("**Important**") < body.index("**What to do now**")
    assert body.index("+44 20 7008 5000") < body.index("**What to do now**")


@pytest.mark.parametrize("topic", ["sexual_assault", "assault_crime", "forced_marriage", "arrest_detention"])
def test_where_the_police_can_harm_our_number_stands_above_theirs(topic: str) -> None:
    body = ALL.get(topic).reply("TH", TODAY).body
    assert body.index("+44 20 7008 5000") < body.index("Police: 191")


@pytest.mark.parametrize("topic", MUST_SAY)
def test_must_say_facts_are_said(topic: str) -> None:
    body = ALL.get(topic).reply(None, TODAY).body
    assert [fact for fact in MUST_SAY[topic] if fact not in body] == []


@pytest.mark.parametrize(("topic", "words"), [
    ("sexual_assault", "try not to wash"), ("hospitalised", "does not pay hospital bills"),
    ("emergency_travel_document", "at most 5 countries"), ("arrest_detention", "cannot get you out"),
    ("forced_marriage", "do not tell your family"),
])
def test_the_gravest_facts_are_in_the_text_message_too(topic: str, words: str) -> None:
    assert words in ALL.get(topic).short(TODAY)


def test_what_is_otherwise_in_a_country_is_said_there_and_nowhere_else() -> None:
    said = "In Qatar, if a court decides that you agreed to it, you can be charged with sex outside marriage."
    assert said in ALL.get("sexual_assault").reply("QA", TODAY).body
    assert "sex outside marriage" not in ALL.get("sexual_assault").reply("ES", TODAY).body
    assert "A health insurance card (GHIC) is not valid in Monaco." in ALL.get("hospitalised").reply("MC", TODAY).body
    assert ALL.get("hospitalised").different("FR", TODAY) == ()
    assert ALL.get("lost_stolen_passport").different("CN", TODAY) == (
        "You need a visa to enter China with an emergency travel document.",)


def test_a_difference_past_its_date_says_so() -> None:
    assert ALL.get("hospitalised").different("MC", LATER) == (
        "A health insurance card (GHIC) is not valid in Monaco "
        "(checked on 22 August 2026: check before you rely on this).",)


def test_gov_uks_own_page_about_a_country_is_linked() -> None:
    spain = ALL.get("death_abroad").reply("ES", TODAY).body
    assert re.search(r"\[When somebody dies in Spain\]\(https://www\.gov\.uk/[^)]*\)", spain)
    assert "[Lawyers in Spain](" in ALL.get("lawyers_translators").reply("ES", TODAY).body
    assert "(checked on 22 August 2026: check before you rely on this)" in ALL.get("death_abroad").reply("ES", LATER).body
    assert "When somebody dies in" not in ALL.get("death_abroad").reply("GB", TODAY).body


def test_every_link_about_a_country_is_allowed_and_names_a_country_that_exists(tmp_path: Path) -> None:
    links = load_country_links(KNOWN)
    assert len({code for _, code in links.links}) > 150
    assert all(allowed_link(url) for rows in links.links.values() for _, url in rows)
    data = json.loads((FACTS / "country_links.json").read_text(encoding="utf-8"))
    data["countries"]["ES"]["death"] = "https://funerals.example.com"
    (tmp_path / "country_links.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ContentError, match="country_links.json: https://funerals.example.com is not on the list"):
        load_country_links(KNOWN, tmp_path)


def test_hard_words_are_explained_where_they_are_used() -> None:
    assert "- apostille: A stamp or paper that shows another country that a UK document is real." in \
        ALL.get("notarial_legalisation").reply(None, TODAY).body
    assert "apostille" not in ALL.get("hospitalised").reply(None, TODAY).body
    # A word that only one country's difference uses is explained there.
    assert "- notary: " in ALL.get("child_abduction").reply("CL", TODAY).body
    assert "- notary: " not in ALL.get("child_abduction").reply("ES", TODAY).body


def test_a_figure_past_its_date_is_shown_with_its_date_and_a_warning() -> None:
    guide = ALL.get("emergency_travel_document")
    late = guide.reply(None, LATER).body
    assert guide.stale(LATER) and not guide.stale(TODAY)
    assert "at most 5 countries (checked on 23 November 2026: check before you rely on this)" in late
    assert "£125 (checked on 22 August 2026: check before you rely on this)" in late
    assert "We checked this on 23 November 2026. It is past its date: check before you rely on this." in late


def test_a_must_say_fact_past_its_date_is_still_said_with_its_date() -> None:
    assert ("The FCDO does not pay hospital bills (checked on 23 November 2026: check before you rely on this)."
            in ALL.get("hospitalised").reply(None, LATER).body)


@pytest.mark.parametrize("topic", URGENT)
def test_emergency_numbers_never_disappear_however_late_it_is(topic: str) -> None:
    late = ALL.get(topic).reply("TH", date(2040, 1, 1)).body
    assert "Police: 191" in late and "+44 20 7008 5000" in late
    assert "These numbers were checked on 22 August 2026: check before you rely on this." in late


def test_one_part_alone_holds_fees_and_what_else_it_costs() -> None:
    part = ALL.get("birth_registration").part("fees", TODAY)
    assert part is not None and part.body.startswith("## Register a birth abroad\n\n**What it costs**\n\n- Registering a birth")
    assert "- The local office may charge too." in part.body and "What to do now" not in part.body
    assert part == ALL.get("birth_registration").part("costs", TODAY)


def test_in_the_uk_the_number_is_the_one_to_dial_in_the_uk() -> None:
    assert "+44 20 7008 5000" not in ALL.get("hospitalised").reply("GB", TODAY).body


def test_a_topic_without_a_guide_is_refused() -> None:
    with pytest.raises(ContentError, match="There is no guide about 'greeting_chitchat'"):
        ALL.get("greeting_chitchat")


@pytest.mark.parametrize(("change", "key", "complaint"), [
    ({"topic": "money_transfer"}, "topic", "its topic is not the name of the file"),
    ({"links": [{"title": "Cheap", "url": "https://insurance.example.com"}]}, "links[1]", "not on the list of addresses"),
    ({"links": [{"title": "Trick", "url": "https://gov.uk@example.com/"}]}, "links[1]", "not on the list of addresses"),
    ({"links": [{"title": "Trick", "url": "https://gov.uk.example.com/"}]}, "links[1]", "not on the list of addresses"),
    ({"links": [{"title": "Trick", "url": "https://somebody@www.gov.uk/"}]}, "links[1]", "not on the list of addresses"),
    ({"links": [{"title": "Plain", "url": "http://www.gov.uk/"}]}, "links[1]", "not on the list of addresses"),
    ({"titel": "Travel insurance"}, "titel", "unknown keys"),
    ({"title": None}, "title", "title is missing"),
    ({"summary": 12}, "summary", "summary is missing"),
    ({"checked": "soon"}, "checked", "checked is not a date"),
    ({"expires": date(2020, 1, 1)}, "expires", "it expires on or before the day it was checked"),
    ({"now": []}, "now", "it does not say what to do now"),
    ({"now": "Buy it."}, "now", "now is not a list of texts"),
    ({"now": ["Go."] * 13}, "now", "it has 13 items"),
    ({"need": ["It costs {fee:tea}."]}, "need[1]", "no fee called 'tea'"),
    ({"fees": ["tea"]}, "fees", "no fee called 'tea'"),
    ({"need": ["It takes {fact:days}."]}, "need[1]", "{fact:days} is not known"),
    ({"need": ["It takes {days}."]}, "need[1]", "a bracket { or }"),
    ({"need": ["Pay £30."]}, "need[1]", "“£30.” is a figure without a date"),
    ({"need": ["Read example.com/insurance first."]}, "need[1]", "example.com/insurance is not on the list"),
    ({"need": ["<b>Read</b> it."]}, "need[1]", "no HTML"),
    ({"need": ["a " * 400]}, "need[1]", "longer than 600"),
    ({"facts": {"days": {"says": "3 days"}}}, "facts.days", "is not on the list of addresses"),
    ({"facts": {"days": {"says": "£3", "source": "https://www.gov.uk", "checked": TODAY, "expires": LATER}}},
     "facts.days", "belongs in data/facts/fees.json"),
    ({"facts": {"nhs": {"says": 111, "source": "https://www.gov.uk", "checked": TODAY, "expires": LATER}}},
     "facts.nhs", "in quotation marks"),
    ({"must_say": {"x": {"says": "Be quick.", "sms": "be very quick", "source": "https://www.gov.uk", "checked": TODAY,
                         "expires": LATER}}}, "must_say.x", "the text message does not say “be very quick”"),
    ({"countries": [{"codes": ["ZZ"], "says": "No.", "source": "https://www.gov.uk", "checked": TODAY, "expires": LATER}]},
     "countries[1]", "'ZZ' is not the code of a country"),
    ({"countries": [{"codes": [False], "says": "No.", "source": "https://www.gov.uk", "checked": TODAY, "expires": LATER}]},
     "countries[1]", 'write "NO" in quotation marks'),
    ({"sources": []}, "sources", "it names no source"),
    ({"urgent": "yes"}, "urgent", "neither true nor false"),
])
def test_a_guide_that_breaks_a_rule_is_refused_with_file_and_key(change: dict[str, Any], key: str, complaint: str) -> None:
    with pytest.raises(GuideError, match="^data/guides/insurance.yml: ") as caught:
        changed("insurance", **change)
    assert [problem for problem in caught.value.problems if problem.key == key and complaint in problem.says], \
        caught.value.problems


def test_all_mistakes_of_a_guide_are_told_at_once() -> None:
    with pytest.raises(GuideError) as caught:
        changed("insurance", title=None, need=["Pay £30."], expires="never")
    assert [problem.key for problem in caught.value.problems] == ["title", "need[1]", "expires"]


def test_a_file_that_is_no_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "insurance.yml").write_text("topic: insurance\ntitle: [", encoding="utf-8")
    with pytest.raises(GuideError, match=r"data/guides/insurance\.yml: it cannot be read as YAML in line 2"):
        load_guides(tmp_path, KNOWN)
    (tmp_path / "insurance.yml").write_text("topic: insurance\nneed: [a]\nneed: [b]\n", encoding="utf-8")
    with pytest.raises(GuideError, match="in line 3: need stands there twice"):
        load_guides(tmp_path, KNOWN)
    (tmp_path / "insurance.yml").write_text("- just\n- a list\n", encoding="utf-8")
    with pytest.raises(GuideError, match="it is not a mapping"):
        load_guides(tmp_path, KNOWN)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.dates(),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
                    max_leaves=8),
       st.sampled_from([*SECTIONS, "facts", "must_say", "countries", "links", "sources", "fees", "title", "checked"]))
def test_whatever_a_file_holds_it_is_read_or_refused_in_plain_words(value: Any, key: str) -> None:
    try:
        changed("insurance", **{key: value})
    except GuideError as error:
        assert str(error).startswith("data/guides/insurance.yml: ")


def test_rules_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    for file in RULES.glob("*.yml"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "necessary_terms.yml").write_text("apostille: {forms: [stamp]}\n", encoding="utf-8")
    with pytest.raises(ContentError, match="necessary_terms.yml: apostille: means is missing"):
        load_rules(tmp_path)


def test_a_guide_without_a_necessary_word_explains_none() -> None:
    guide = ALL.get("notarial_legalisation")
    bare = replace(guide, rules=replace(guide.rules, terms=()))
    assert "What these words mean" not in bare.reply(None, TODAY).body


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


def test_a_file_nested_beyond_reason_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "insurance.yml").write_text("a: " + "[" * 20_000)
    with pytest.raises(GuideError, match="insurance.yml"):
        read_guide_file(tmp_path / "insurance.yml")
