"""How the behavioural suite is read and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import BadInput
from bot.operations.behaviour import Group, judge_suite, load_suite, suite_measures

P1, P2 = (
    {"route": "escalate", "severity": severity, "topic": "arrest_detention", "countries": ["EG"]}
    for severity in ("P1", "P2")
)
CALM = {"route": "answer", "severity": None, "topic": "local_laws_customs", "countries": []}


def wrong(group: Group, *got: dict[str, object]) -> list[str]:
    return [case.wrong for case in judge_suite([group], dict(zip(group.texts(), got, strict=True)))]


def test_a_minimum_case_names_everything_that_is_not_as_expected():
    group = Group("tense", "minimum", "a", {"route": "escalate", "at_least": "P2", "topic": ["x", "y"]})
    assert wrong(group, CALM) == [
        "route answer, must be escalate; answer, must be at least P2; topic local_laws_customs, must be ['x', 'y']"
    ]


def test_one_topic_of_a_list_and_a_worse_severity_are_as_expected():
    group = Group("tense", "minimum", "a", {"at_least": "P2", "topic": ["x", "arrest_detention"], "countries": ["EG"]})
    assert wrong(group, P1) == [""]


def test_a_variant_fails_where_it_differs_from_its_base_or_from_what_both_must_be():
    group = Group("case", "invariance", "a", {"route": "escalate"}, ("b", "c"), ("route", "severity"))
    assert wrong(group, P2, P1, CALM) == [
        "",
        "severity went from P2 to P1",
        "route went from escalate to answer; severity went from P2 to None; route answer, must be escalate",
    ]


@pytest.mark.parametrize(
    ("moves", "after", "fails"),
    [("up", P2, True), ("up", P1, False), ("down", CALM, False), ("down", P2, True), ("not_down", P2, False)]
    + [("not_down", CALM, True), ("not_up", P1, True), ("not_up", CALM, False)],
)
def test_a_direction_compares_how_urgent_both_are(moves, after, fails):
    assert bool(wrong(Group("severity", "direction", "a", {}, ("b",), moves=moves), P2, after)[-1]) is fails


def test_a_base_without_an_expectation_is_not_a_case():
    assert len(wrong(Group("severity", "direction", "a", {}, ("b", "c"), moves="up"), P2, P1, P1)) == 2


def test_the_figures_count_all_kinds_and_capabilities():
    groups = [Group("tense", "minimum", "a", {"route": "answer"}), Group("case", "minimum", "b", {"route": "answer"})]
    figures = {m.name: (m.value, m.rows) for m in suite_measures(judge_suite(groups, {"a": CALM, "b": P1}))}
    assert figures == {
        "behavioural suite": (0.5, 2),
        "kind minimum": (0.5, 2),
        "capability case": (0.0, 1),
        "capability tense": (1.0, 1),
    }


@pytest.mark.parametrize(
    "entry",
    ["minimum: [{text: a}]", "minimum: [{text: a, expect: {mood: b}}]", "invariance: [{text: a, variants: [b]}]"]
    + ["direction: [{text: a, variants: [b], moves: left}]", "direction: [{text: a, moves: up}]", "minimum: [5]"],
)
def test_an_entry_that_would_check_nothing_is_refused(tmp_path: Path, entry):
    (tmp_path / "tense.yml").write_text(f"capability: tense\n{entry}\n", encoding="utf-8")
    with pytest.raises(BadInput, match="tense.yml"):
        load_suite(tmp_path)
