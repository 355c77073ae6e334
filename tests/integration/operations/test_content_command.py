"""`./consular content check` as a content designer meets it: in a process of its own, on files that are there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.content.facts import FACTS
from bot.content.guides.guide import GUIDES
from bot.content.ports import Passage, TravelAdvice
from bot.settings import ROOT, Settings
from bot.store.store import Store

DAY = "2026-11-23"


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    """A copy of the guides that may be broken."""
    return Path(shutil.copytree(GUIDES, tmp_path / "guides"))


def content(settings: Settings, *words: str) -> subprocess.CompletedProcess[str]:
    places = {"CONSULAR_STATE": str(settings.state), "CONSULAR_KEYS": str(settings.key_file)}
    return subprocess.run([sys.executable, "-m", "bot", "content", *words], cwd=ROOT, capture_output=True, text=True,
                          timeout=120, env={**os.environ, "DATABASE_URL": "", **places})


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_repository_ends_green_and_a_release_too(settings: Settings) -> None:
    for words in ((), ("--release",)):
        done = content(settings, "check", "--on", DAY, *words)
        assert done.returncode == 0, done.stdout
        assert done.stdout.endswith("41 guides checked for 23 November 2026; numbers and fees compared with no GOV.UK page is "
                                    "stored here, so none. Nothing has to be put right.\n")
        assert "(stale)        facts/fees.json: passport_adult_abroad: it was checked on 10 April 2025" in done.stdout
    # Reading content is no reason to make a database.
    assert list(settings.state.iterdir()) == []


def test_everything_that_is_wrong_is_listed_at_once_by_file_and_key(settings: Settings, guides: Path) -> None:
    (guides / "insurance.yml").unlink()
    change(guides, "voting_abroad.yml", "title: Vote from abroad", "title: Vote from abroad in 2026")
    change(guides, "hospitalised.yml", "takes:\n  - ", "takes: []  # ")
    change(guides, "prisoner_support.yml", "https://www.prisonersabroad.org.uk", "https://prisoners.example.com")
    done = content(settings, "check", "--on", DAY, "--guides", str(guides))
    assert done.returncode == 1
    assert "missing        guides/insurance.yml: the topic has no guide" in done.stdout
    assert "broken         guides/voting_abroad.yml: title: “2026” is a figure without a date" in done.stdout
    assert "missing        guides/hospitalised.yml: takes: the section “How long it takes” is empty" in done.stdout
    assert "broken         guides/prisoner_support.yml: links[2]: https://prisoners.example.com is not on the list" in done.stdout
    assert done.stdout.rstrip().endswith("to put right.") and done.stderr == ""


def test_past_its_date_is_a_notice_on_an_ordinary_day_and_fails_a_release(settings: Settings) -> None:
    ordinary = content(settings, "check", "--on", "2027-03-01")
    assert ordinary.returncode == 0
    assert "(stale)        facts/emergency_numbers.json: the emergency numbers of " in ordinary.stdout
    release = content(settings, "check", "--release", "--on", "2027-03-01")
    assert release.returncode == 1
    assert "stale          facts/emergency_numbers.json: the emergency numbers of " in release.stdout


def test_a_fact_of_the_document_journeys_past_its_date_fails_a_release(settings: Settings) -> None:
    done = content(settings, "check", "--release", "--on", "2027-05-24")
    assert "stale          facts/journeys.json: child_document_age" in done.stdout and done.returncode == 1


def test_a_helpline_of_the_first_replies_that_a_guide_gives_otherwise_is_found(settings: Settings, guides: Path) -> None:
    change(guides, "mental_health_crisis.yml", "116 123", "116 124")
    done = content(settings, "check", "--on", DAY, "--guides", str(guides))
    assert "contradictory  samaritans: " in done.stdout and "“116 123” in first_replies.yml: helplines.samaritans" in done.stdout
    assert done.returncode == 1


def test_a_fact_of_the_document_journeys_that_contradicts_a_guide_is_found(settings: Settings, tmp_path: Path) -> None:
    facts = Path(shutil.copytree(FACTS, tmp_path / "facts"))
    journeys = facts / "journeys.json"
    data = json.loads(journeys.read_text(encoding="utf-8"))
    data["facts"]["child_document_age"]["says"] = "under 18"
    journeys.write_text(json.dumps(data), encoding="utf-8")
    done = content(settings, "check", "--on", DAY, "--facts", str(facts))
    assert done.returncode == 1
    assert "contradictory  child_document_age: " in done.stdout and "“under 18” in facts/journeys.json" in done.stdout


def test_numbers_are_compared_with_the_pages_that_are_stored(settings: Settings, sqlite_store: Store) -> None:
    moment = datetime(2026, 11, 1, 9, 0, tzinfo=timezone.utc)
    url = "https://www.gov.uk/foreign-travel-advice/thailand"
    body = "Police: 192"
    passage = Passage("thailand/getting-help#0", "TH", "getting-help", "Getting help", ("Emergency services in Thailand",), body,
                      f"{url}/getting-help")
    sqlite_store.put_page(TravelAdvice("TH", "thailand", "Thailand", url, (), moment, moment, "", (passage,), moment))
    done = content(settings, "check", "--on", DAY)
    assert done.returncode == 1
    assert "contradictory  facts/emergency_numbers.json: TH: GOV.UK's page of 1 November 2026 gives 192, which we do not" in done.stdout
    assert "compared with 1 GOV.UK page" in done.stdout


def test_the_same_as_json_lines(settings: Settings, guides: Path) -> None:
    change(guides, "hospitalised.yml", "takes:\n  - ", "takes: []  # ")
    done = content(settings, "check", "--on", DAY, "--json", "--guides", str(guides))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"kind": "missing", "where": "guides/hospitalised.yml: takes", "says": "the section “How long it takes” is empty",
            "error": True} in rows
    assert done.returncode == 1


@pytest.mark.parametrize(("words", "complaint"), [
    (("check", "--on", "soon"), "--on is a day such as 2027-06-01, not 'soon'."),
    (("check", "--guides", "/nowhere"), "/nowhere is not a folder."),
    (("check", "--guides", str(ROOT / "docs")), "holds no guide. A guide is a file such as insurance.yml."),
])
def test_bad_input_is_said_plainly(settings: Settings, words: tuple[str, ...], complaint: str) -> None:
    done = content(settings, *words)
    assert done.returncode == 2 and complaint in done.stderr and "Traceback" not in done.stderr


def test_a_database_that_cannot_be_read_is_said_and_the_rest_is_checked(settings: Settings) -> None:
    (settings.state / "consular.db").write_bytes(b"this is no database" * 100)
    done = content(settings, "check", "--on", DAY)
    assert "Nothing has to be put right." in done.stdout and done.returncode == 0
    assert "nothing was compared with them" in done.stderr and "Traceback" not in done.stderr
