"""`./consular content check` finds what is wrong in checklists, and nothing where all is well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import bot.content.checks.of_checklists as checklist_check
from bot.clients.syllables import syllables
from bot.content.checklists.journeys import journeys
from bot.content.guides.guide import load_guides
from bot.content.guides.rules import load_rules
from tests.fixtures.checklists import CHECKLISTS, FACTS, OWN

GUIDES = load_guides(facts=FACTS)
NOW = date(2026, 11, 24)


def found(on: date = NOW, release: bool = False) -> list[checklist_check.Finding]:
    terms = load_rules().terms
    return list(checklist_check.check_checklists(CHECKLISTS, OWN, terms, syllables, on, release))


def test_the_repository_s_checklists_have_no_finding():
    assert found() == []


def test_what_is_due_within_a_month_is_named_and_passes():
    due = found(date(2027, 5, 1))
    assert due and {finding.kind for finding in due} == {"due soon"} and not any(finding.error for finding in due)


def test_past_its_date_is_a_notice_and_fails_a_release():
    late = found(date(2027, 6, 1))
    assert {finding.kind for finding in late} == {"stale"} and not any(finding.error for finding in late)
    assert "checklists/prove_life.yml: it was checked on 23 November 2026 and is past its date, 23 May 2027" in map(str, late)
    assert "facts/journeys.json: birth_certificate" in {finding.where for finding in late}
    assert all(finding.error for finding in found(date(2027, 6, 1), release=True))


@pytest.mark.parametrize(("text", "kind"), [
    ("Word " * 26 + "end.", "unreadable"), ("Pay £50 now.", "missing"),
    ("Individuals experiencing difficulties immediately communicate with representatives. " * 40, "unreadable"),
])  # fmt: skip
def test_a_text_that_breaks_a_rule_is_found(monkeypatch: pytest.MonkeyPatch, text: str, kind: str):
    journey = journeys()["prove_life"]
    broken = replace(journey, steps=(*journey.steps, replace(journey.steps[0], text=text)))
    monkeypatch.setattr(checklist_check, "journeys", lambda: {"prove_life": broken})
    assert (kind, "checklists/prove_life.yml") in {(finding.kind, finding.where) for finding in found()}


def test_a_facts_file_that_is_broken_is_a_finding_and_a_part_of_the_guides_is_none(tmp_path):
    (tmp_path / "journeys.json").write_text("{}", encoding="utf-8")
    every = [GUIDES.get(topic) for topic in GUIDES.topics()]
    terms = load_rules().terms
    [broken] = checklist_check.check_with(FACTS, every, tmp_path, terms, syllables, NOW, False)
    assert broken.kind == "broken" and "data/facts/journeys.json cannot be used" in broken.says
    assert list(checklist_check.check_with(FACTS, every[:1], tmp_path, terms, syllables, NOW, False)) == []
