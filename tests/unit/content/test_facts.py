"""What data/facts holds, for every country."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.content.facts import FACTS, Facts, load_facts
from bot.errors import ContentError


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


def test_every_country_has_a_number_to_call_or_words_that_say_there_is_none(facts: Facts) -> None:
    silent = [
        c.iso2 for c in facts.countries() if not facts.emergency(c.iso2).numbers and not facts.emergency(c.iso2).remark
    ]
    assert silent == []
    none_known = sorted(c.iso2 for c in facts.countries() if not facts.emergency(c.iso2).numbers)
    assert none_known == ["AQ", "GM", "GS", "KP", "PN", "SS", "SY"]


def test_every_country_has_an_official_contact_page(facts: Facts) -> None:
    hosts = {urlsplit(facts.posts(c.iso2).contact_url).hostname for c in facts.countries()}
    assert hosts == {"www.gov.uk", "www.contact.service.csd.fcdo.gov.uk", "www.gov.je", "www.gov.gg", "www.gov.im"}
    assert all(urlsplit(facts.posts(c.iso2).contact_url).scheme == "https" for c in facts.countries())


def test_thailand_has_its_numbers_and_its_embassy(facts: Facts) -> None:
    assert facts.emergency("TH").lines() == (
        "Ambulance, fire and police: 191",
        "Ambulance: 1669",
        "Fire: 199",
        "Police: 191",
        "Tourist police: 1155",
    )
    assert [(p.name, p.url) for p in facts.posts("TH").posts] == [
        (
            "British Embassy Bangkok",
            "https://www.contact.service.csd.fcdo.gov.uk/posts/thailand/british-embassy-bangkok",
        )
    ]
    assert facts.emergency("TH").checked == date(2026, 8, 22)


def test_numbers_that_the_first_reading_of_the_source_had_missed_are_there(facts: Facts) -> None:
    assert facts.emergency("FR").lines()[0] == "Ambulance, fire and police: 112"
    assert "Wilderness Search and Rescue: +27 21 937 0300" in facts.emergency("ZA").lines()
    assert "Tourist SOS, for victims of crime: +353 (0)1666 93 54" in facts.emergency("IE").lines()
    assert facts.emergency("SH").lines()[0] == "Ambulance, fire and police, on St Helena and Ascension: 999"


def test_a_place_without_an_embassy_gets_its_true_answer(facts: Facts) -> None:
    assert facts.posts("GI").kind == "territory"
    assert (
        facts.posts("GI").note
        == "Gibraltar is a British overseas territory. There is no British embassy. The local authorities help you."
    )
    assert facts.posts("JE").kind == "crown_dependency"
    assert facts.emergency("JE").lines() == ("Ambulance, fire, police and coastguard: 999 or 112",)
    assert facts.posts("GB").kind == "united_kingdom"
    assert "999" in facts.posts("GB").note and "020 7008 5000" in facts.posts("GB").note


def test_a_place_covered_by_another_countrys_page_is_told_that_the_numbers_may_differ(facts: Facts) -> None:
    assert facts.country("GL").advice == "DK"
    assert facts.emergency("GL").remark == "These are the numbers of Denmark. They may not work in Greenland."
    assert facts.emergency("NU").remark == facts.emergency("CK").remark


def test_a_fee_that_is_certain_is_shown_with_its_date_alone_and_any_other_with_a_warning(facts: Facts) -> None:
    before, after = date(2026, 11, 22), date(2027, 4, 2)
    assert facts.fee("emergency_travel_document").text(before) == "£125 (checked on 22 August 2026)"
    assert (
        facts.fee("emergency_travel_document").text(after)
        == "£125 (checked on 22 August 2026: check before you rely on this)"
    )
    assert (
        facts.fee("passport_adult_abroad").text(before)
        == "£108 (checked on 10 April 2025: check before you rely on this)"
    )
    assert facts.fee("return_of_documents").amount == "£6 to £42"


def test_an_unknown_country_slug_or_fee_is_refused_in_plain_words(facts: Facts) -> None:
    with pytest.raises(ContentError, match="'ZZ' is not the code of a country that we know"):
        facts.country("ZZ")
    with pytest.raises(ContentError, match="'narnia'"):
        facts.by_slug("narnia")
    with pytest.raises(ContentError, match="'tea'"):
        facts.fee("tea")


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    for file in FACTS.glob("*.json"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    assert load_facts(tmp_path).country("TH").name == "Thailand"
    (tmp_path / "fees.json").write_text("{", encoding="utf-8")
    with pytest.raises(ContentError, match="data/facts/fees.json cannot be read"):
        load_facts(tmp_path)


def test_every_slug_leads_back_to_its_country(facts: Facts) -> None:
    assert len(facts.with_page()) == 226
    assert [c.iso2 for c in facts.with_page() if facts.by_slug(c.slug).iso2 != c.iso2] == []


def test_every_file_of_facts_says_when_it_was_checked() -> None:
    ours = ("countries", "other_places", "territories", "emergency_numbers", "posts", "fees")
    for name in ours:
        assert json.loads((FACTS / f"{name}.json").read_text(encoding="utf-8"))["checked"] == "2026-08-22", name
