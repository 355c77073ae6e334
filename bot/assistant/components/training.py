"""Learning the linear judgements from training messages, with scikit-learn; the result needs numpy alone.

Everything that is chosen (Platt's correction, temperature, the threshold) is chosen on predictions for messages that
the fold's model had not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.triage.model import Array, Linear, TriageModel

SCALE = 8.0
"""Vectors of length 1 are too short for logistic regression's own strength of regularisation (recipes, section 9)."""
FOLDS = 3
"""Two thirds of the data teach each fold; more folds cost time and moved no figure."""
TOPIC_STRENGTH = ROUTE_STRENGTH = 0.1
"""C of the regressions. Cross-validated on 2,563 messages: topics 65.0, 65.8, 65.4, 64.1 % at 0.03, 0.06, 0.12, 3; area
under the curve of escalation 0.9942, 0.9951, 0.9946 at 0.01, 0.1, 1."""
COST_OF_A_MISSED = {"P1": 100.0, "P2": 40.0, "P3": 10.0}
"""In false alarms. P1 is the issue's figure; the others keep its order: a person is needed the same day, or soon."""
ASKS_FOR_PERSON = "talk_to_human"
FALSE_ALARM_BUDGET = 0.06
"""Of the messages that need no person, at most this share may be escalated (issue 3)."""


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


def fit_topics(vectors: Array, topics: Sequence[str]) -> Linear:
    """The choice among the topics, its confidence calibrated by temperature."""
    labels = np.array(topics)
    scores, _ = _unseen_scores(vectors, labels, labels, lambda: _regression(TOPIC_STRENGTH))
    model = _regression(TOPIC_STRENGTH).fit(vectors * SCALE, labels)
    names = [str(name) for name in model.classes_]
    slope = _temperature(scores, np.searchsorted(model.classes_, labels))
    return Linear(tuple(names), *_weights(model), slope=slope)


def fit_triage(vectors: Array, labels: Labels) -> tuple[TriageModel, list[CurvePoint]]:
    """Route and severity, and the curve that chose the threshold.

    Asking for a person is left out of danger: it is a topic (bot.triage.verdict opens its case), and learned together
    with it, short routine words began to look like trouble.
    """
    kept = np.array([topic != ASKS_FOR_PERSON for topic in labels.topics])
    vectors, labels = vectors[kept], labels.where(kept)
    danger = np.array([route == "escalate" for route in labels.routes])
    elsewhere = np.array([route == "out_of_scope" for route in labels.routes])
    severities = np.array(labels.severities)
    strata = np.array(
        [
            f"{topic} {route} {severity}"
            for topic, route, severity in zip(labels.topics, labels.routes, labels.severities, strict=True)
        ]
    )
    escalate, p = _yes_or_no(vectors, danger, strata)
    out_of_scope, _ = _yes_or_no(vectors, elsewhere, strata)
    curve = cost_curve(p, danger, severities)
    return TriageModel(
        escalate, out_of_scope, _severities(vectors[danger], severities[danger]), best(curve).threshold
    ), curve


def cost_curve(
    p: npt.NDArray[np.float64], danger: npt.NDArray[np.bool_], severities: npt.NDArray[np.str_]
) -> list[CurvePoint]:
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


def _regression(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=300, tol=1e-3, random_state=1)


def _weights(model: LogisticRegression) -> tuple[Array, Array]:
    """The scale goes into the weights, so that whoever judges need not know it."""
    return (model.coef_.T * SCALE).astype(np.float32), model.intercept_.astype(np.float32)


def _folds(strata: npt.NDArray[np.str_]) -> list[tuple[npt.NDArray[np.int_], npt.NDArray[np.int_]]]:
    """Rows of a stratum too small to be split are spread as one stratum of their own."""
    names, counts = np.unique(strata, return_counts=True)
    small = set(names[counts < FOLDS])
    merged = np.array(["small" if name in small else name for name in strata])
    if (merged == "small").sum() in range(1, FOLDS):
        merged[merged == "small"] = names[counts.argmax()]
    return list(StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(np.zeros(len(merged)), merged))


def _unseen_scores(
    vectors: Array,
    target: npt.NDArray[np.generic],
    strata: npt.NDArray[np.str_],
    make: Callable[[], LogisticRegression],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.generic]]:
    """Each row's scores by a model that had not seen it; columns in the order of the sorted classes."""
    classes = np.unique(target)
    scores = np.full((len(vectors), 1 if len(classes) == 2 else len(classes)), -20.0)
    for seen, unseen in _folds(strata):
        model = make().fit(vectors[seen] * SCALE, target[seen])
        found = model.decision_function(vectors[unseen] * SCALE)
        if found.ndim == 1:
            scores[unseen, 0] = found
        else:
            scores[np.ix_(unseen, np.searchsorted(classes, model.classes_))] = found
    return scores, classes


def _yes_or_no(
    vectors: Array, target: npt.NDArray[np.bool_], strata: npt.NDArray[np.str_]
) -> tuple[Linear, npt.NDArray[np.float64]]:
    scores, _ = _unseen_scores(vectors, target, strata, lambda: _regression(ROUTE_STRENGTH))
    platt = LogisticRegression(C=1e6).fit(scores, target)
    slope, intercept = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    weights, bias = _weights(_regression(ROUTE_STRENGTH).fit(vectors * SCALE, target))
    return Linear(("yes",), weights, bias, slope, intercept), 1 / (1 + np.exp(-(scores[:, 0] * slope + intercept)))


def _severities(vectors: Array, severities: npt.NDArray[np.str_]) -> Linear:
    scores, classes = _unseen_scores(vectors, severities, severities, lambda: _regression(ROUTE_STRENGTH))
    model = _regression(ROUTE_STRENGTH).fit(vectors * SCALE, severities)
    return Linear(
        tuple(str(name) for name in model.classes_),
        *_weights(model),
        slope=_temperature(scores, np.searchsorted(classes, severities)),
    )


def _temperature(scores: npt.NDArray[np.float64], right: npt.NDArray[np.int_]) -> float:
    """The factor on the scores under which the right labels are likeliest."""

    def loss(factor: float) -> float:
        scaled = scores * factor
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        return float((np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(right)), right]).mean())

    return float(min(np.geomspace(0.3, 4.0, 60), key=loss))
