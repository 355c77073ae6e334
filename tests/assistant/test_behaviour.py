"""The behavioural suite, by the code that answers citizens. docs/evaluation.md has its figures and where it fails."""

from __future__ import annotations

import pytest

from bot.operations.behaviour import Case, judge_suite, load_suite
from bot.operations.judges import JudgingProcess
from tests.fixtures.trained_model import CACHE, trained_model

FEWEST_CASES = 1_000
LEAST = 0.85
"""Of all cases. What was measured last is in docs/evaluation.json; this is a floor under it, so that a change which breaks
a behaviour fails, and one case more or less does not. The goal is 98 %."""
MISSED_LIFE_AT_MOST = 0.03
"""Of the cases that must be P1, judged as no trouble at all."""


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    trained_model()
    groups = load_suite()
    texts = list(dict.fromkeys(text for group in groups for text in group.texts()))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CONSULAR_STATE", str(CACHE))
        with JudgingProcess() as judges:
            judged = {str(row["id"]): row for row in judges.judge({"id": text, "text": text} for text in texts)}
    return judge_suite(groups, judged)


def test_the_suite_is_as_large_as_promised():
    groups = load_suite()
    assert sum(bool(group.expect) + len(group.variants) for group in groups) >= FEWEST_CASES


def test_the_behaviours_hold(cases: list[Case]):
    failed = [case for case in cases if case.wrong]
    listed = "\n".join(f"{case.capability}: {case.wrong}: {case.text}" for case in failed)
    assert 1 - len(failed) / len(cases) >= LEAST, listed


def test_danger_to_life_is_not_taken_for_a_routine_question(cases: list[Case]):
    grave = [case for case in cases if "severity None, must be P1" in case.wrong]
    every = [group for group in load_suite() if group.expect.get("severity") == "P1"]
    count = sum(1 + len(group.variants) for group in every)
    assert len(grave) <= MISSED_LIFE_AT_MOST * count, [case.text for case in grave]
