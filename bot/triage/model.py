"""What the trained weights make of a message: linear judgements over a sentence embedding, in numpy alone.

Topic, route and severity are separate judgements (design, section 4): the same words about an arrest may be a
question or a cry for help. Training is in `bot.assistant.components.training`; here is only what answers a citizen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.casework.case import Severity
from bot.triage.verdicts import Judgement

__all__ = ["Array", "Linear", "Triage", "TriageModel", "judgement_of", "ranking"]

Array = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Linear:
    """One linear judgement. With a single label it is a yes or no (sigmoid), with more a choice of one (softmax)."""

    labels: tuple[str, ...]
    weights: Array
    """(dimensions, labels)."""
    bias: Array
    """(labels,)."""
    slope: float = 1.0
    intercept: float = 0.0
    """Platt's correction for a yes or no; `slope` alone is the temperature's inverse for a choice."""

    def __post_init__(self) -> None:
        if (
            self.weights.ndim != 2
            or self.weights.shape[1] != len(self.labels)
            or self.bias.shape != (len(self.labels),)
        ):
            raise ValueError(f"{len(self.labels)} labels do not fit weights of shape {self.weights.shape}")

    def probabilities(self, vectors: Array) -> Array:
        """(n, dimensions) → (n, labels), each in [0, 1]; rows sum to 1 where there are several labels."""
        scores = (vectors @ self.weights + self.bias) * np.float32(self.slope) + np.float32(self.intercept)
        if len(self.labels) == 1:
            return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), dtype=np.float32)
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True), dtype=np.float32)

    def arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """For an .npz file; `from_arrays` reads it again. No pickle in it."""
        return {
            f"{name}.weights": self.weights,
            f"{name}.bias": self.bias,
            f"{name}.labels": np.array(self.labels),
            f"{name}.platt": np.array([self.slope, self.intercept], dtype=np.float32),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]], name: str) -> Linear:
        """Raises KeyError where `name` is not in the file, ValueError where shapes do not fit."""
        slope, intercept = (float(value) for value in arrays[f"{name}.platt"])
        return cls(
            tuple(str(label) for label in arrays[f"{name}.labels"]),
            arrays[f"{name}.weights"],
            arrays[f"{name}.bias"],
            slope,
            intercept,
        )


@dataclass(frozen=True)
class Triage:
    """Route and severity of one text, as probabilities."""

    escalate: float
    out_of_scope: float
    severities: tuple[tuple[str, float], ...]
    threshold: float

    def as_data(self) -> dict[str, Any]:
        """What the graph writes into a message as `triage`; plain JSON."""
        return {
            "escalate": self.escalate,
            "out_of_scope": self.out_of_scope,
            "severities": dict(self.severities),
            "threshold": self.threshold,
        }


@dataclass(frozen=True)
class TriageModel:
    """Is somebody in trouble, is it ours, how soon must a person act."""

    escalate: Linear
    out_of_scope: Linear
    severities: Linear
    threshold: float
    """Of `escalate`, chosen by cost when it was trained."""

    def judge(self, whole: Array, parts: Array | None = None) -> Triage:
        """One text: `whole` (dimensions,) is its vector, `parts` (n, dimensions) those of its windows where it is long.

        The most alarming reading counts for danger, and its severity with it; out of scope is asked of the whole alone.
        """
        readings = whole[None, :] if parts is None or not len(parts) else np.concatenate([whole[None, :], parts])
        danger = self.escalate.probabilities(readings)[:, 0]
        worst = int(danger.argmax())
        severities = self.severities.probabilities(readings[worst : worst + 1])[0]
        return Triage(
            float(danger[worst]),
            float(self.out_of_scope.probabilities(readings[:1])[0, 0]),
            tuple((label, float(p)) for label, p in zip(self.severities.labels, severities, strict=True)),
            self.threshold,
        )

    def judge_all(self, vectors: Array) -> list[Triage]:
        """Many short texts at once, as `judge` reads each."""
        danger = self.escalate.probabilities(vectors)[:, 0]
        elsewhere = self.out_of_scope.probabilities(vectors)[:, 0]
        severities = self.severities.probabilities(vectors)
        return [
            Triage(
                float(danger[i]),
                float(elsewhere[i]),
                tuple((label, float(p)) for label, p in zip(self.severities.labels, severities[i], strict=True)),
                self.threshold,
            )
            for i in range(len(vectors))
        ]

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        return {
            **self.escalate.arrays("escalate"),
            **self.out_of_scope.arrays("out_of_scope"),
            **self.severities.arrays("severities"),
            "threshold": np.array([self.threshold], dtype=np.float64),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> TriageModel:
        return cls(
            Linear.from_arrays(arrays, "escalate"),
            Linear.from_arrays(arrays, "out_of_scope"),
            Linear.from_arrays(arrays, "severities"),
            float(arrays["threshold"][0]),
        )


def ranking(labels: Sequence[str], probabilities: Array) -> list[tuple[str, float]]:
    """(label, probability), likeliest first."""
    return [(labels[i], float(probabilities[i])) for i in np.argsort(-probabilities, kind="stable")]


def judgement_of(parse: Mapping[str, Any]) -> Judgement:
    """The judgement that the graph's components wrote into Rasa's parse data. What is missing counts as no danger."""
    triage = parse.get("triage") or {}
    return Judgement(
        topics=tuple(
            (str(row["name"]), float(row["confidence"])) for row in parse.get("intent_ranking") or () if row.get("name")
        ),
        escalate=float(triage.get("escalate", 0.0)),
        out_of_scope=float(triage.get("out_of_scope", 0.0)),
        severities=tuple((Severity(name), float(p)) for name, p in dict(triage.get("severities") or {}).items()),
        threshold=float(triage.get("threshold", 0.5)),
    )
