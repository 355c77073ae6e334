"""The reviewed lines of cues.yml: what must raise the alarm, and what must not."""
from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from bot.casework.case import Severity
from bot.triage.cues import RULES, cues_in, cues_in_text
from bot.triage.normalise import normalise
from bot.triage.topics import TOPICS

LINES = yaml.safe_load((Path(__file__).parent / "cues.yml").read_text("utf-8"))
FIRES = [(block["kind"], block["severity"], line) for block in LINES["fires"] for line in block["lines"]]
QUIET = [line for lines in LINES["quiet"].values() for line in lines]


@pytest.mark.parametrize(("kind", "severity", "line"), FIRES)
def test_trouble_raises_the_alarm_at_its_severity_or_above(kind: str, severity: str, line: str) -> None:
    cues = cues_in_text(line)
    assert cues, line
    assert cues[0].severity.value <= severity, [(cue.kind, cue.severity) for cue in cues]


@pytest.mark.parametrize("line", QUIET)
def test_routine_words_stay_quiet(line: str) -> None:
    assert [(cue.kind, cue.reason) for cue in cues_in_text(line)] == []


def test_most_trouble_is_given_its_own_kind() -> None:
    wrong = [(kind, line, [cue.kind for cue in cues_in_text(line)]) for kind, _, line in FIRES
             if kind not in [cue.kind for cue in cues_in_text(line)]]
    assert len(wrong) <= len(FIRES) * 0.1, wrong
