"""The figures of `./consular evaluate`, on rows small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pytest

from bot.operations.measures import (
    calibration_error,
    location_measures,
    macro_f1,
    message_measures,
    question_measures,
    severity_table,
    share,
)


def row(route: str, severity: str | None = None, got: str = "answer", note: str = "", **more: Any) -> dict[str, Any]:
    judged = {"route": got, "severity": "P2" if got == "escalate" else None, "topic": "insurance", "confidence": 1.0}
    return {"route": route, "severity": severity, "topic": "insurance", "note": note, **more, "got": judged}


def value(rows: list[dict[str, Any]], name: str) -> float | None:
    return next(measure.value for measure in message_measures(rows) if measure.name == name)


ROWS = [
    row("escalate", "P1", "escalate"),
    row("escalate", "P1", "answer", "hard_positive: no word of it"),
    row("escalate", "P2", "escalate"),
    row("answer", None, "escalate", "hard_negative: arrest"),
    row("answer"),
    row("out_of_scope"),
]


def test_recall_counts_those_in_trouble_whom_a_person_will_see():
    assert value(ROWS, "recall of all escalations") == pytest.approx(2 / 3)
    assert value(ROWS, "recall of P1") == 0.5
    assert value(ROWS, "hard positives found") == 0.0


def test_false_alarms_are_a_share_of_all_who_need_nobody():
    assert value(ROWS, "false alarms") == pytest.approx(1 / 3)
    assert value(ROWS, "false alarms on hard negatives") == 1.0


def test_a_figure_without_rows_says_so():
    assert value(ROWS, "recall of P3") is None
    assert "no rows" in share("anything", [], lambda r: True).shown()


def test_the_interval_holds_the_figure_and_is_the_same_twice():
    first, second = (share("found", ROWS * 10, lambda r: r["got"]["route"] == "escalate") for _ in range(2))
    assert first == second
    assert first.low < 0.5 < first.high and first.value == 0.5


def test_severity_is_counted_label_by_judgement():
    assert severity_table(ROWS)["P1"] == {"P1": 0, "P2": 1, "P3": 0, "missed": 1}


def test_macro_f1_leaves_out_rare_topics():
    rows = [row("answer") for _ in range(5)]
    rows.append({**row("answer"), "topic": "voting_abroad"})
    assert macro_f1("F1", rows).value == pytest.approx(2 * 5 / (5 + 6))


def test_certainty_that_is_half_wrong_is_half_off():
    assert calibration_error("error", [row("answer"), row("escalate", "P1")] * 4).value == 0.5


def test_places_are_right_in_any_order_and_wrong_when_one_is_missing():
    rows = [
        {"countries": ["TH", "LA"], "got": {"countries": ["LA", "TH"]}},
        {"countries": ["TH"], "got": {"countries": []}},
        {"countries": [], "got": {"countries": []}},
    ]
    assert [measure.value for measure in location_measures(rows)] == [pytest.approx(2 / 3), 1.0]


def test_a_question_without_an_answer_is_right_when_that_is_said():
    gold = [{"part": "health", "heading": "Malaria"}]
    rows = [
        {
            "part": "health",
            "gold": gold,
            "answerable": "yes",
            "got": {"part": "health", "headings": ["Malaria"], "answered": True},
        },
        {"part": "", "gold": [], "answerable": "no", "got": {"part": "", "headings": [], "answered": False}},
    ]
    assert [measure.value for measure in question_measures(rows)] == [1.0, 1.0, 1.0, 1.0]
