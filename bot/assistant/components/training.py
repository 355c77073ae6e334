"""Learning the linear judgements from training messages, with scikit-learn; the result needs numpy alone.

Each judgement is a logistic regression over a text's meaning plus SURFACE_WEIGHT times a linear support vector machine
over its surface. Everything that is chosen (Platt's correction, temperature, the threshold) is chosen on predictions
for messages that neither these models nor the encoder had seen (bot.triage.held_out).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.triage.model import Array, Linear, Readings, TopicModel, TriageModel, likeness

SCALE = 8.0
"""Vectors of length 1 are too short for logistic regression's own strength of regularisation (recipes, section 9)."""
FEWEST_HELD_OUT = 300
"""Messages held out from the encoder's tuning that are enough to choose by; with fewer, all are used, fold by fold."""
FOLDS = 3
MEANING_STRENGTH = 0.1
"""C of the regressions. Cross-validated on 2,563 messages: topics 65.0, 65.8, 65.4, 64.1 % at 0.03, 0.06, 0.12, 3; area
under the curve of escalation 0.9942, 0.9951, 0.9946 at 0.01, 0.1, 1."""
SURFACE_STRENGTH = 0.3
SURFACE_WEIGHT = 3.0
"""C of the support vector machines, and how much their scores count. Tried on messages of writers whom the model had
not seen (docs/adr/0005-understanding.md): weights 0, 2, 3, 4, 6 and C 0.1, 0.3, 1; the middle ones were best."""
COST_OF_A_MISSED = {"P1": 100.0, "P2": 40.0, "P3": 10.0}
"""In false alarms. P1 is the issue's figure; the others keep its order: a person is needed the same day, or soon."""
ASKS_FOR_PERSON = "talk_to_human"
FALSE_ALARM_BUDGET = 0.06
"""Of the messages that need no person, at most this share may be escalated (issue 3)."""
USUAL = 0.25
"""Quantile of unseen training messages' likeness that counts as usual (bot.triage.model.TopicModel)."""

Scores = npt.NDArray[np.float64]
Names = npt.NDArray[np.str_]
Flags = npt.NDArray[np.bool_]
Splits = Sequence[tuple[npt.NDArray[np.int_], npt.NDArray[np.int_]]]
Targets = npt.NDArray[Any]
"""(n,): the label of each message, a name or a yes."""


@dataclass(frozen=True)
class Labels:
    """What the training data says of each message."""

    topics: tuple[str, ...]
    routes: tuple[str, ...]
    severities: tuple[str, ...]
    """Empty where the route is not escalate."""

    def where(self, kept: npt.NDArray[np.bool_]) -> Labels:
        def of(values: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(value for value, keep in zip(values, kept, strict=True) if keep)

        return Labels(of(self.topics), of(self.routes), of(self.severities))


@dataclass(frozen=True)
class CurvePoint:
    """One threshold and what it would do, on cross-validated training messages."""

    threshold: float
    false_alarms: float
    recall: float
    recall_p1: float
    cost: float


class _Texts:
    """Readings as scikit-learn wants them: (meaning times SCALE, surface as a sparse matrix)."""

    def __init__(self, readings: Readings) -> None:
        self.meaning = readings.vectors * np.float32(SCALE)
        width = 1 + max((int(s.rows[-1]) for s in readings.surfaces if len(s.rows)), default=0)
        starts = np.cumsum([0, *(len(surface.rows) for surface in readings.surfaces)])
        self.surface = csr_matrix(
            (
                np.concatenate([s.values for s in readings.surfaces]) if len(readings) else np.empty(0),
                np.concatenate([s.rows for s in readings.surfaces]) if len(readings) else np.empty(0, dtype=np.intp),
                starts,
            ),
            shape=(len(readings), width),
        )

    def __len__(self) -> int:
        return len(self.meaning)


@dataclass(frozen=True)
class _Unseen:
    """Scores for messages by models that had not seen them."""

    rows: npt.NDArray[np.int_]
    scores: Scores
    """(rows, classes), (rows, 1) for a yes or no; columns in the order of the sorted classes."""


class _Judge:
    """One judgement while it is learned: the two models and their summed score."""

    def __init__(self, texts: _Texts, rows: npt.NDArray[np.int_], target: Targets) -> None:
        # More steps and a finer end than this cost four times as long and moved no figure.
        self.meaning = LogisticRegression(C=MEANING_STRENGTH, max_iter=100, tol=1e-2, random_state=1)
        self.meaning.fit(texts.meaning[rows], target[rows])
        self.surface = LinearSVC(C=SURFACE_STRENGTH, dual=True, tol=1e-3, random_state=1)
        self.surface.fit(texts.surface[rows], target[rows])
        self.classes = self.meaning.classes_

    def scores(self, texts: _Texts, rows: npt.NDArray[np.int_]) -> Scores:
        """(n, classes), (n, 1) for a yes or no."""
        found = self.meaning.decision_function(texts.meaning[rows])
        found = found + SURFACE_WEIGHT * self.surface.decision_function(texts.surface[rows])
        return np.asarray(found.reshape(len(rows), -1), dtype=np.float64)

    def linear(self, labels: Sequence[str], slope: float, intercept: float = 0.0) -> Linear:
        """SCALE and SURFACE_WEIGHT go into the weights, so that whoever judges need not know them."""
        bias = self.meaning.intercept_ + SURFACE_WEIGHT * self.surface.intercept_
        return Linear(
            tuple(labels),
            (self.meaning.coef_.T * SCALE).astype(np.float32),
            bias.astype(np.float32),
            (self.surface.coef_.T * SURFACE_WEIGHT).astype(np.float16),
            slope,
            intercept,
        )


def fit_topics(readings: Readings, topics: Sequence[str], texts_held_out: Flags) -> TopicModel:
    """The choice among the topics, its confidence calibrated by temperature, and what a usual message is like."""
    texts, target = _Texts(readings), np.array(topics)
    lengths = np.maximum(np.linalg.norm(readings.vectors, axis=1, keepdims=True), 1e-6)
    # 16 bits, as they are kept: the model that was trained and the one that is loaded must say the same.
    taught: Array = (readings.vectors / lengths).astype(np.float16).astype(np.float32)
    splits = _splits(target, texts_held_out)
    unseen = _unseen_scores(texts, target, splits)
    usual = np.concatenate([likeness(taught[rows], taught[seen]) for seen, rows in splits])
    judge = _Judge(texts, np.arange(len(texts)), target)
    slope = _temperature(unseen.scores, np.searchsorted(judge.classes, target[unseen.rows]))
    names = [str(name) for name in judge.classes]
    return TopicModel(judge.linear(names, slope), taught, float(np.quantile(usual, USUAL)))


def fit_triage(
    readings: Readings, labels: Labels, texts_held_out: Flags
) -> tuple[TriageModel, list[CurvePoint]]:
    """Route and severity, and the curve that chose the threshold.

    Asking for a person is left out of danger: it is a topic (bot.triage.verdict opens its case), and learned together
    with it, short routine words began to look like trouble.
    """
    kept = np.array([topic != ASKS_FOR_PERSON for topic in labels.topics])
    readings, labels, texts_held_out = readings.where(kept), labels.where(kept), texts_held_out[kept]
    texts = _Texts(readings)
    danger = np.array([route == "escalate" for route in labels.routes])
    severities = np.array(labels.severities)
    strata = np.array(
        [
            f"{topic} {route} {severity}"
            for topic, route, severity in zip(labels.topics, labels.routes, labels.severities, strict=True)
        ]
    )
    splits = _splits(strata, texts_held_out)
    escalate, unseen, p = _yes_or_no(texts, danger, splits)
    curve = cost_curve(p, danger[unseen], severities[unseen])
    severity = _severities(readings.where(danger), severities[danger], texts_held_out[danger])
    return TriageModel(escalate, severity, best(curve).threshold), curve


def cost_curve(p: Scores, danger: npt.NDArray[np.bool_], severities: Names) -> list[CurvePoint]:
    """What each threshold from 0.02 to 0.9 would do to messages that the model had not seen."""
    curve = []
    costs = np.array([COST_OF_A_MISSED.get(severity, 0.0) for severity in severities])
    p1 = severities == "P1"
    for threshold in np.round(np.arange(0.02, 0.9, 0.01), 2):
        raised = p >= threshold
        cost = float((costs * (danger & ~raised)).sum() + (raised & ~danger).sum())
        curve.append(
            CurvePoint(float(threshold), _share(raised, ~danger), _share(raised, danger), _share(raised, p1), cost)
        )
    return curve


def best(curve: Sequence[CurvePoint]) -> CurvePoint:
    """The cheapest threshold within the false alarm budget; the one with fewest false alarms where none keeps it."""
    within = [point for point in curve if point.false_alarms <= FALSE_ALARM_BUDGET]
    return min(within, key=lambda point: point.cost) if within else min(curve, key=lambda point: point.false_alarms)


def _share(chosen: npt.NDArray[np.bool_], among: npt.NDArray[np.bool_]) -> float:
    return float(chosen[among].mean()) if among.any() else 0.0


def _splits(strata: Names, texts_held_out: Flags) -> list[tuple[npt.NDArray[np.int_], npt.NDArray[np.int_]]]:
    """(rows that teach, rows to choose by): once where enough are held out, else in folds.

    Rows of a stratum too small to be split are spread as one stratum of their own.
    """
    if texts_held_out.sum() >= FEWEST_HELD_OUT:
        return [(np.flatnonzero(~texts_held_out), np.flatnonzero(texts_held_out))]
    names, counts = np.unique(strata, return_counts=True)
    small = set(names[counts < FOLDS])
    merged = np.array(["small" if name in small else name for name in strata])
    if (merged == "small").sum() in range(1, FOLDS):
        merged[merged == "small"] = names[counts.argmax()]
    return list(StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(np.zeros(len(merged)), merged))


def _unseen_scores(texts: _Texts, target: Targets, splits: Splits) -> _Unseen:
    classes = np.unique(target)
    rows = np.concatenate([unseen for _, unseen in splits])
    scores = np.full((len(texts), 1 if len(classes) == 2 else len(classes)), -20.0)
    for seen, unseen in splits:
        judge = _Judge(texts, seen, target)
        found = judge.scores(texts, unseen)
        if found.shape[1] == 1:
            scores[unseen] = found
        else:
            scores[np.ix_(unseen, np.searchsorted(classes, judge.classes))] = found
    return _Unseen(rows, scores[rows])


def _yes_or_no(texts: _Texts, target: Flags, splits: Splits) -> tuple[Linear, npt.NDArray[np.int_], Scores]:
    """The judgement, the rows it was calibrated on, and their probabilities."""
    unseen = _unseen_scores(texts, target, splits)
    platt = LogisticRegression(C=1e6).fit(unseen.scores, target[unseen.rows])
    slope, intercept = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    judge = _Judge(texts, np.arange(len(texts)), target)
    p = 1 / (1 + np.exp(-(unseen.scores[:, 0] * slope + intercept)))
    return judge.linear(("yes",), slope, intercept), unseen.rows, p


def _severities(readings: Readings, severities: Names, texts_held_out: Flags) -> Linear:
    texts = _Texts(readings)
    unseen = _unseen_scores(texts, severities, _splits(severities, texts_held_out))
    judge = _Judge(texts, np.arange(len(texts)), severities)
    slope = _temperature(unseen.scores, np.searchsorted(judge.classes, severities[unseen.rows]))
    return judge.linear([str(name) for name in judge.classes], slope)


def _temperature(scores: Scores, right: npt.NDArray[np.int_]) -> float:
    """The factor on the scores under which the right labels are likeliest."""

    def loss(factor: float) -> float:
        scaled = scores * factor
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        return float((np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(right)), right]).mean())

    return float(min(np.geomspace(0.1, 4.0, 75), key=loss))
