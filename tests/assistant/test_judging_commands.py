"""`./consular triage` and `evaluate` as a stranger calls them, on rows of our own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.fixtures.trained_model import CACHE, trained_model

ROWS = [
    {
        "id": "trouble",
        "text": "Police took my brother in Bangkok last night and we cannot reach him",
        "route": "escalate",
        "severity": "P2",
        "topic": "arrest_detention",
        "note": "",
    },
    {
        "text": "do i need a visa for vietnam",
        "route": "answer",
        "severity": None,
        "topic": "entry_requirements",
        "note": "",
    },
    {
        "id": 7,
        "text": "😀" * 50,
        "route": "out_of_scope",
        "severity": None,
        "topic": "greeting_chitchat",
        "note": "borderline",
    },
]


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    trained_model()
    return {
        **os.environ,
        "CONSULAR_STATE": str(CACHE),
        "CONSULAR_FROM": "",
        "CONSULAR_KEYS": str(CACHE / "no-keys.json"),
    }


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    file = tmp_path / "messages.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return file


def consular(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )


def test_triage_writes_one_verdict_a_row_and_nothing_else_on_standard_output(environment, labelled):
    done = consular(environment, "triage", "--jsonl", str(labelled))
    assert done.returncode == 0, done.stderr
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [verdict["id"] for verdict in verdicts] == ["trouble", 2, 7]
    assert all(
        list(verdict) == ["id", "route", "severity", "topic", "countries", "confidence", "reasons"]
        for verdict in verdicts
    )
    trouble, visa, _ = verdicts
    assert (trouble["route"], trouble["topic"], trouble["countries"]) == ("escalate", "arrest_detention", ["TH"])
    assert trouble["severity"] in {"P1", "P2"} and trouble["reasons"]
    assert (visa["route"], visa["severity"], visa["topic"], visa["countries"]) == (
        "answer",
        None,
        "entry_requirements",
        ["VN"],
    )
    assert 0 <= visa["confidence"] <= 1


def test_triage_names_the_line_that_is_not_a_row(environment, tmp_path):
    file = tmp_path / "bad.jsonl"
    file.write_text('{"text": "hello"}\nnot json\n')
    done = consular(environment, "triage", "--jsonl", str(file))
    assert done.returncode == 2
    assert "line 2: not JSON" in done.stderr


def test_triage_of_an_empty_file_writes_nothing(environment, tmp_path):
    file = tmp_path / "empty.jsonl"
    file.touch()
    done = consular(environment, "triage", "--jsonl", str(file))
    assert (done.returncode, done.stdout) == (0, "")


def test_evaluate_shows_figures_misses_and_both_ways_of_counting(environment, labelled):
    done = consular(environment, "evaluate", "--messages", str(labelled))
    assert done.returncode == 0, done.stderr
    assert "recall of all escalations                    100.0 %" in done.stdout
    assert "Missed: 0 of those in trouble, 0 of them P1" in done.stdout
    assert "without borderline rows" in done.stdout


def test_evaluate_shows_a_missed_escalation_in_full(environment, tmp_path):
    file = tmp_path / "messages.jsonl"
    text = "what plug do I need in Malta"
    file.write_text(
        json.dumps({"id": "m", "text": text, "route": "escalate", "severity": "P1", "topic": "kidnap_hostage"})
    )
    done = consular(environment, "evaluate", "--messages", str(file))
    assert "Missed: 1 of those in trouble, 1 of them P1" in done.stdout
    assert f"m: {text}" in done.stdout


def test_evaluate_says_which_label_a_row_lacks(environment, tmp_path):
    file = tmp_path / "messages.jsonl"
    file.write_text('{"text": "hello"}\n')
    done = consular(environment, "evaluate", "--messages", str(file))
    assert done.returncode == 2
    assert 'Row 1 has no label "route"' in done.stderr
