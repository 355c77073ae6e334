"""How good judgements are beside labels: shares with bootstrap intervals. Numbers in, numbers out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

RESAMPLES = 1000
Row = Mapping[str, Any]
"""A labelled row, with the judgement under `got`."""


@dataclass(frozen=True)
class Measure:
    """One figure, of how many rows, and the middle 95 % of what other samples of rows would have given."""

    name: str
    value: float | None
    low: float
    high: float
    rows: int

    def shown(self) -> str:
        if self.value is None:
            return f"{self.name:<44} no rows"
        interval = f"({self.low * 100:5.1f} to {self.high * 100:5.1f})"
        return f"{self.name:<44} {self.value * 100:5.1f} %   {interval}   of {self.rows}"


def share(name: str, rows: Sequence[Row], right: Callable[[Row], bool]) -> Measure:
    """The share of `rows` for which `right` holds."""
    hits = np.array([bool(right(row)) for row in rows])
    return _resampled(name, len(rows), lambda chosen: float(hits[chosen].mean()))


def macro_f1(name: str, rows: Sequence[Row], least: int = 5) -> Measure:
    """F1 of each topic with at least `least` rows, averaged over those topics."""
    wanted = np.array([row["topic"] for row in rows], dtype=object)
    got = np.array([row["got"]["topic"] for row in rows], dtype=object)
    names, counts = np.unique(wanted.astype(str), return_counts=True)
    topics = [topic for topic, count in zip(names, counts, strict=True) if count >= least]
    if not topics:
        return Measure(name, None, 0, 0, 0)

    def average(chosen: np.ndarray[Any, Any]) -> float:
        scores = []
        for topic in topics:
            is_wanted, is_got = wanted[chosen] == topic, got[chosen] == topic
            total = is_wanted.sum() + is_got.sum()
            scores.append(2 * (is_wanted & is_got).sum() / total if total else 0.0)
        return float(np.mean(scores))

    return _resampled(f"{name} ({len(topics)} topics)", len(rows), average)


def calibration_error(name: str, rows: Sequence[Row], bins: int = 10) -> Measure:
    """Expected calibration error: how far the confidence in the route is from the share that is right, on average."""
    confidence = np.array([float(row["got"]["confidence"]) for row in rows])
    right = np.array([row["got"]["route"] == row["route"] for row in rows])

    def error(chosen: np.ndarray[Any, Any]) -> float:
        place = np.minimum((confidence[chosen] * bins).astype(int), bins - 1)
        parts = [(place == b) for b in range(bins)]
        return float(
            sum(
                abs(confidence[chosen][part].mean() - right[chosen][part].mean()) * part.mean()
                for part in parts
                if part.any()
            )
        )

    return _resampled(name, len(rows), error)


def _resampled(name: str, count: int, figure: Callable[[np.ndarray[Any, Any]], float]) -> Measure:
    if count == 0:
        return Measure(name, None, 0, 0, 0)
    # The same seed for every figure, so that a second run on the same rows prints the same intervals.
    random = np.random.default_rng(2026)
    others = np.array([figure(random.integers(0, count, count)) for _ in range(RESAMPLES)])
    low, high = np.quantile(others, [0.025, 0.975])
    return Measure(name, figure(np.arange(count)), float(low), float(high), count)


def message_measures(rows: Sequence[Row]) -> list[Measure]:
    """What issue 3 asks of judgements. `rows` are labelled as ../shared/evaluation/README.md says."""
    trouble = [row for row in rows if row["route"] == "escalate"]
    calm = [row for row in rows if row["route"] != "escalate"]
    found = [row for row in trouble if raised(row)]
    figures = [
        share("recall of all escalations", trouble, raised),
        share("recall of P1 and P2", [r for r in trouble if r["severity"] in {"P1", "P2"}], raised),
    ]
    figures += [
        share(f"recall of {severity}", [r for r in trouble if r["severity"] == severity], raised)
        for severity in ("P1", "P2", "P3")
    ]
    figures += [
        share("hard positives found", [r for r in trouble if noted(r, "hard_positive")], raised),
        share("false alarms", calm, raised),
        share("false alarms on hard negatives", [r for r in calm if noted(r, "hard_negative")], raised),
        share("route right", rows, lambda r: bool(r["got"]["route"] == r["route"])),
        share("topic right", rows, lambda r: bool(r["got"]["topic"] == r["topic"])),
        macro_f1("topic macro-F1", rows),
        share("severity right, of those found", found, lambda r: bool(r["got"]["severity"] == r["severity"])),
        share("P1 judged P3", [r for r in found if r["severity"] == "P1"], lambda r: r["got"]["severity"] == "P3"),
        calibration_error("calibration error of the route", rows),
    ]
    return figures


def raised(row: Row) -> bool:
    """A person will be asked to act."""
    return bool(row["got"]["route"] == "escalate")


def noted(row: Row, word: str) -> bool:
    return str(row.get("note") or "").startswith(word)


def is_borderline(row: Row) -> bool:
    return "borderline" in str(row.get("note") or "")


def severity_table(rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    """Labelled severity → judged severity → how many; "missed" where nobody would act."""
    table: dict[str, dict[str, int]] = {s: {"P1": 0, "P2": 0, "P3": 0, "missed": 0} for s in ("P1", "P2", "P3")}
    for row in rows:
        if row["route"] == "escalate" and row["severity"] in table:
            table[row["severity"]][str(row["got"]["severity"]) if raised(row) else "missed"] += 1
    return table


def location_measures(rows: Sequence[Row]) -> list[Measure]:
    """`countries` beside those of `got`; the order does not count."""
    return [
        share("countries exactly right", rows, lambda r: set(r["got"]["countries"]) == set(r["countries"])),
        share(
            "no country where none is meant",
            [r for r in rows if not r["countries"]],
            lambda r: not r["got"]["countries"],
        ),
    ]


def question_measures(rows: Sequence[Row]) -> list[Measure]:
    """Answers beside the part and headings that answer; `answerable` yes, partly or no."""
    can = [row for row in rows if row.get("answerable", "yes") != "no"]
    return [
        share("right part, of those with an answer", can, lambda r: bool(r["got"]["part"] == r["part"])),
        share(
            "a gold heading shown", can, lambda r: bool({g["heading"] for g in r["gold"]} & set(r["got"]["headings"]))
        ),
        share("answered, of those with an answer", can, lambda r: bool(r["got"]["answered"])),
        share(
            "unanswerable and said so",
            [r for r in rows if r.get("answerable") == "no"],
            lambda r: not r["got"]["answered"],
        ),
    ]
