"""The regressions that learning is made of. scikit-learn and scipy are imported where they are needed alone."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.content.answering.relevance import Floats

SCALE = 6.0
"""Vectors of length 1 are multiplied by this for the regressions, whose penalty is then in step with the scale."""
STEPS = 40
"""As good as two hundred here, and five times as fast."""

Mask = npt.NDArray[np.bool_]
Wide = npt.NDArray[np.float64]


class Listed(NamedTuple):
    """One question beside the passages of its page, for the map."""

    question: Floats
    """(d,)."""
    passages: Floats
    """(n, d)."""
    answers: Mask
    """(n,)."""
    points: Floats
    """(n,): what they have without the map."""
    weight: float


def choice(
    vectors: Floats, classes: Sequence[int], weights: Sequence[float], penalty: float, count: int
) -> tuple[Floats, Floats]:
    """A choice of one of `count` → (d, count), (count,). A class that nothing teaches is never chosen."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = LogisticRegression(C=penalty, max_iter=STEPS, tol=1e-2).fit(vectors * SCALE, classes, weights)
    matrix = np.zeros((vectors.shape[1], count), dtype=np.float32)
    bias = np.full(count, -30.0, dtype=np.float32)
    # Of two classes scikit-learn gives one row, for the second.
    taught = model.classes_[-len(model.coef_) :]
    bias[model.classes_] = 0
    matrix[:, taught] = model.coef_.T * SCALE
    bias[taught] = model.intercept_
    return matrix, bias


def yes_or_no(signs: Floats, yes: Mask, weights: Floats, penalty: float) -> tuple[Floats, float]:
    """Log odds of yes → weights for the signs as they are, and the bias."""
    from sklearn.linear_model import LogisticRegression

    middle, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-6
    model = LogisticRegression(C=penalty, max_iter=500).fit((signs - middle) / spread, yes, weights)
    found = (model.coef_[0] / spread).astype(np.float32)
    return found, float(model.intercept_[0] - middle @ found)


def listwise(pages: Sequence[tuple[Floats, Mask]], penalty: float) -> Floats:
    """Weights under which the passages that answer are likeliest on their page → (features,).

    Half of the loss asks that one of them comes first, half that each does.
    """
    from scipy.optimize import minimize

    features = np.concatenate([page for page, _ in pages]).astype(np.float64)
    spread = features.std(axis=0) + 1e-6
    features = (features - features.mean(axis=0)) / spread
    sizes = [len(page) for page, _ in pages]
    starts = np.cumsum([0, *sizes[:-1]])
    of_page = np.repeat(np.arange(len(pages)), sizes)
    answers = np.concatenate([mask for _, mask in pages]).astype(np.float64)
    wanted = answers / np.add.reduceat(answers, starts)[of_page]

    def loss(weights: Wide) -> tuple[float, Wide]:
        points = features @ weights
        raised = np.exp(points - np.maximum.reduceat(points, starts)[of_page])
        likely = raised / np.add.reduceat(raised, starts)[of_page]
        any_of_them = np.maximum(np.add.reduceat(likely * answers, starts), 1e-12)
        first = likely * answers / any_of_them[of_page]
        one = -np.log(any_of_them).sum()
        each = -(wanted * np.log(np.maximum(likely, 1e-12))).sum()
        slope = features.T @ (likely - 0.5 * first - 0.5 * wanted) / len(pages)
        return (one + each) / 2 / len(pages) + penalty * float(weights @ weights), slope + 2 * penalty * weights

    found = minimize(loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return np.asarray(found.x / spread, dtype=np.float32)


def meaning_map(items: Sequence[Listed], penalty: float, steps: int, rank: int) -> tuple[Floats, Floats]:
    """A map M = L Rᵀ so that question · M · passage, added to the points, puts those that answer first → L, R, (d, r).

    Learned whole, then cut to the `rank` directions that say most.
    """
    from scipy.optimize import minimize

    questions = np.stack([item.question for item in items])
    dimensions = questions.shape[1]
    total = sum(item.weight for item in items)

    def loss(flat: Wide) -> tuple[float, Wide]:
        matrix = flat.reshape(dimensions, dimensions).astype(np.float32)
        turned = questions @ matrix
        pulls = np.empty_like(questions)
        lost = 0.0
        for number, item in enumerate(items):
            points = item.points + item.passages @ turned[number]
            raised = np.exp(points - points.max())
            likely = raised / raised.sum()
            any_of_them = max(float(likely[item.answers].sum()), 1e-12)
            wanted = item.answers / item.answers.sum()
            lost -= item.weight * (np.log(any_of_them) + float(wanted @ np.log(np.maximum(likely, 1e-12)))) / 2
            slope = likely - 0.5 * likely * item.answers / any_of_them - 0.5 * wanted
            pulls[number] = item.weight / total * (slope @ item.passages)
        slope_of_map = questions.T @ pulls + 2 * penalty * matrix
        return lost / total + penalty * float((matrix * matrix).sum()), slope_of_map.ravel().astype(np.float64)

    begin = np.zeros(dimensions * dimensions)
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": steps})
    left, sizes, right = np.linalg.svd(found.x.reshape(dimensions, dimensions).astype(np.float32))
    root = np.sqrt(sizes[:rank])
    return np.asarray(left[:, :rank] * root, np.float32), np.asarray(right[:rank].T * root, np.float32)
