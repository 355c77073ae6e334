"""Document journeys are read strictly: what a content designer gets wrong is refused with a sentence that says what."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.clients.syllables import syllables
from bot.content.checklists.checklist import PLACE, Checklists
from bot.content.checklists.journey_facts import load_journey_facts
from bot.content.checklists.journeys import JOURNEYS, journey_about, journey_named, journeys, load_journeys, texts_of
from bot.content.guides.guide import load_guides
from bot.content.guides.readability import HARDEST, long_sentences, reading
from bot.content.guides.rules import load_rules
from bot.errors import ContentError
from tests.fixtures.checklists import ALL, FACTS, OWN

SEVEN = [
    "emergency_travel_document", "passport_renewal", "register_birth", "register_death", "marriage_abroad",
    "notarial_legalisation", "prove_life",
]  # fmt: skip


def test_there_are_seven_journeys_of_two_or_three_questions_in_the_order_of_the_issue():
    assert list(journeys()) == SEVEN
    assert {len(journey.asks) for journey in ALL} <= {2, 3}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(JOURNEYS / "register_death.yml", tmp_path / "register_death.yml")
    return tmp_path


WRONG = {
    "an unknown key": (lambda d: d.update(colour="red"), "the file has unknown keys ['colour']"),
    "another id": (lambda d: d.update(id="x"), "its id is not the name of the file"),
    "an unknown topic": (lambda d: d.update(topics=["cheese"]), "its topics are not among the 43"),
    "four questions": (lambda d: d["asks"].append(dict(d["asks"][1], id="more")), "it asks 4 questions; at most 3"),
    "a question twice": (lambda d: d["asks"][1].update(id="where"), "two questions have the same id"),
    "no country": (lambda d: d["asks"].pop(0), "it must ask for one country"),
    "a bare yes": (lambda d: d["asks"][1]["choices"][0].update(id=True), "put yes and no in quotes"),
    "one choice": (lambda d: d["asks"][1].update(choices=[]), "question kin needs choices"),
    "a condition on nothing": (lambda d: d["need"][0].update(when={"age": ["yes"]}), "depends on age"),
    "an impossible answer": (lambda d: d["need"][0].update(when={"kin": ["maybe"]}), "answers that kin does not have"),
    "text and note": (lambda d: d["need"][0].update(note="x"), "an entry needs either a text or a note"),
    "unsure of nothing": (lambda d: d["need"][0].update(unsure="If"), "says what to show when unsure"),
    "an address elsewhere": (lambda d: d["steps"][0].update(link={"title": "x", "url": "https://evil.example/gov.uk"}),
                             "is not on the list of addresses"),
    "an unsafe address": (lambda d: d["steps"][0].update(link={"title": "x", "url": "javascript:alert(1)"}),
                          "is not on the list of addresses"),
    "no source": (lambda d: d.update(sources=[]), "it names no source"),
    "a day in words": (lambda d: d.update(expires="soon"), "expires is not a date"),
    "nothing to do": (lambda d: d.update(steps=[]), "it has nothing to do or to have"),
    "a missing title": (lambda d: d.pop("title"), "'title' is missing"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_mistake_is_refused_with_the_file_and_what_is_wrong(folder: Path, wrong: str):
    change, says = WRONG[wrong]
    file = folder / "register_death.yml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(data)
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    with pytest.raises(ContentError, match="data/checklists/register_death.yml") as caught:
        load_journeys(folder)
    assert says in str(caught.value)


@pytest.mark.parametrize("text", ["", "- x", "{", "\x00"])
def test_a_file_that_is_no_journey_is_refused(folder: Path, text: str):
    (folder / "register_death.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=r"register_death\.yml"):
        load_journeys(folder)


def test_a_fee_fact_or_note_that_is_not_there_stops_the_start(monkeypatch: pytest.MonkeyPatch):
    from dataclasses import replace

    import bot.content.checklists.checklist as checklists

    journey = journeys()["register_death"]
    for item in (
        replace(journey.need[0], fee="none_such"),
        replace(journey.need[0], text="", note="none_such"),
        replace(journey.need[0], text="{fact:none_such}"),
        replace(journey.need[0], text="{fact:insurance.none_such}"),
        replace(journey.need[0], text="{fact:no_such_topic.x}"),
    ):
        broken = {"register_death": replace(journey, need=(item,))}
        monkeypatch.setattr(checklists, "journeys", lambda broken=broken: broken)
        with pytest.raises(ContentError, match=r"data/checklists/register_death\.yml"):
            Checklists(FACTS, load_guides(facts=FACTS), OWN)


def _read_aloud(text: str) -> str:
    def says(found: re.Match[str]) -> str:
        guides = load_guides(facts=FACTS)
        return guides.get(found[1]).facts[found[2]].says if found[1] else OWN.facts[found[2]].says

    return PLACE.sub(says, text).replace("{country}", "Spain")


@pytest.mark.parametrize("journey", ALL, ids=lambda journey: journey.id)
def test_each_journey_reads_at_the_age_of_nine_in_short_sentences(journey):
    texts = [_read_aloud(text) for text in texts_of(journey)]
    assert long_sentences(texts) == []
    found = reading(texts, load_rules().terms, syllables)
    assert found.grade <= HARDEST, found.hardest[:20]


def test_the_notes_of_countries_read_so_too():
    texts = sorted({fact.says for table in OWN.notes.values() for fact in table.values()})
    texts = [re.sub(r"“[^”]*”", "it", text) for text in texts]  # names of papers in the country's own language
    assert long_sentences(texts) == []
    assert reading(texts, load_rules().terms, syllables).grade <= HARDEST + 1.0


@pytest.mark.parametrize("journey", ALL, ids=lambda journey: journey.id)
def test_no_figure_stands_in_a_text_without_its_source_and_day(journey):
    assert [text for text in texts_of(journey) if re.search(r"\d|£", PLACE.sub("", text))] == []


def test_every_fact_and_note_has_a_source_a_day_and_a_country_that_we_know():
    for fact in [*OWN.facts.values(), *(fact for table in OWN.notes.values() for fact in table.values())]:
        assert fact.source and date(2026, 1, 1) < fact.checked < fact.expires
    assert {country for table in OWN.notes.values() for country in table} <= {c.iso2 for c in FACTS.countries()}


@pytest.mark.parametrize("row", [
    {"says": "", "source": "x", "checked": "2026-11-23", "expires": "2027-05-23", "confidence": "high"},
    {"says": "x", "source": "", "checked": "2026-11-23", "expires": "2027-05-23", "confidence": "high"},
    {"says": "x", "source": "x", "checked": "2026-11-23", "expires": "2026-11-23", "confidence": "high"},
    {"says": "x", "source": "x", "checked": "soon", "expires": "2026-11-23", "confidence": "high"},
    {"says": "x", "source": "x", "checked": "2026-11-23", "expires": "2027-05-23", "confidence": "sure"},
])  # fmt: skip
def test_a_fact_without_source_or_date_is_refused(tmp_path: Path, row: dict[str, str]):
    import json

    (tmp_path / "journeys.json").write_text(json.dumps({"facts": {"one": row}, "notes": {}}), encoding="utf-8")
    with pytest.raises(ContentError, match=r"data/facts/journeys\.json cannot be used"):
        load_journey_facts(tmp_path)


@pytest.mark.parametrize(("text", "journey"), [
    ("checklist for my life certificate", "prove_life"),
    ("they want proof that I am alive", "prove_life"),
    ("apostille for a degree", "notarial_legalisation"),
    ("register the birth of my son", "register_birth"),
    ("register a death in Spain", "register_death"),
    ("getting married in Italy", "marriage_abroad"),
    ("renewing my passport", "passport_renewal"),
    ("an emergency travel document", "emergency_travel_document"),
    ("do I need a visa?", None),
])  # fmt: skip
def test_words_name_a_journey(text: str, journey: str | None):
    found = journey_named(text)
    assert (found.id if found else None) == journey


def test_each_topic_of_papers_offers_its_journey_and_no_other_topic_does():
    assert journey_about("notarial_legalisation", "my pension wants a life certificate").id == "prove_life"
    assert journey_about("notarial_legalisation", "I need a certified copy").id == "notarial_legalisation"
    assert journey_about("lost_stolen_passport").id == "emergency_travel_document"
    assert journey_about("death_abroad") is None
    assert journey_about("sexual_assault", "checklist to get married") is None
