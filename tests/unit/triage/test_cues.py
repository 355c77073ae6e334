"""The reviewed lines of cues.yml: what must raise the alarm, and what must not."""
from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.triage.cues import cues_in_text

LINES = yaml.load((Path(__file__).parent / "cues.yml").read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
KINDS = sorted({(block["kind"], block["severity"]) for block in LINES["fires"]})


def lines(kind: str, severity: str) -> list[str]:
    return [line for block in LINES["fires"] if (block["kind"], block["severity"]) == (kind, severity) for line in block["lines"]]


@pytest.mark.parametrize(("kind", "severity"), KINDS)
def test_trouble_raises_the_alarm_at_its_severity_or_above(kind: str, severity: str) -> None:
    missed = [line for line in lines(kind, severity) if not any(cue.severity.value <= severity for cue in cues_in_text(line))]
    assert missed == []


@pytest.mark.parametrize("section", sorted(LINES["quiet"]))
def test_routine_words_stay_quiet(section: str) -> None:
    alarms = {line: [cue.reason for cue in cues_in_text(line)] for line in LINES["quiet"][section] if cues_in_text(line)}
    assert alarms == {}


def test_most_trouble_is_given_its_own_kind() -> None:
    every = [(kind, line) for kind, severity in KINDS for line in lines(kind, severity)]
    wrong = [(kind, line) for kind, line in every if kind not in {cue.kind for cue in cues_in_text(line)}]
    assert len(wrong) <= len(every) * 0.03, wrong


def test_the_reviewed_lines_cover_every_danger_and_stay_many() -> None:
    assert sum(len(lines(*kind)) for kind in KINDS) >= 400
    assert sum(map(len, LINES["quiet"].values())) >= 240
