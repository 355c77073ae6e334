"""What the trained weights make of a message: linear judgements over its meaning and its surface, in numpy alone.

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
from bot.triage import surface
from bot.triage.surface import Surface
from bot.triage.verdicts import Judgement

__all__ = ["Array", "Linear", "Readings", "TopicModel", "Triage", "TriageModel", "judgement_of", "ranking"]

Array = npt.NDArray[np.float32]

NEAREST = 3
"""Training messages whose mean likeness says how familiar a text is. Source: ../shared/recipes.md, section 9."""

PART_DOUBT = 1.5
"""Taken from the logarithm of a part's odds of danger: out of its place a calm sentence sounds worse than it is.

Measured on held-out messages at 5 % false alarms: trouble and a routine question in one message were found in 81 %
without parts, in 91 % with a doubt of 1 or 2, and single messages in 95 % with all of them; of long stories joined from
calm messages 30, 20, 12 % rang at 0, 1, 2, of those with trouble hidden in them 85, 79, 71 %.
"""


@dataclass(frozen=True)
class Readings:
    """Texts as the judgements see them."""

    vectors: Array
    """(n, dimensions): what each means, by a sentence encoder."""
    surfaces: tuple[Surface, ...]
    """(n,): the letters and words of each, see bot.triage.surface."""

    def __post_init__(self) -> None:
        if self.vectors.ndim != 2 or len(self.vectors) != len(self.surfaces):
            raise ValueError(f"{len(self.surfaces)} surfaces do not fit vectors of shape {self.vectors.shape}")

    def __len__(self) -> int:
        return len(self.surfaces)

    def only(self, row: int) -> Readings:
        """One of the texts."""
        return Readings(self.vectors[row : row + 1], self.surfaces[row : row + 1])

    def where(self, kept: npt.NDArray[np.bool_]) -> Readings:
        """Those of the texts for which `kept` (n,) is true."""
        return Readings(self.vectors[kept], tuple(s for s, keep in zip(self.surfaces, kept, strict=True) if keep))

    def __add__(self, more: Readings) -> Readings:
        return Readings(np.concatenate([self.vectors, more.vectors]), self.surfaces + more.surfaces)


@dataclass(frozen=True)
class Linear:
    """One linear judgement. With a single label it is a yes or no (sigmoid), with more a choice of one (softmax)."""

    labels: tuple[str, ...]
    weights: Array
    """(dimensions, labels)."""
    bias: Array
    """(labels,)."""
    grams: npt.NDArray[Any]
    """(grams of the vocabulary, labels), of 16 bits: the surface's part."""
    slope: float = 1.0
    intercept: float = 0.0
    """Platt's correction for a yes or no; `slope` alone is the temperature's inverse for a choice."""

    def __post_init__(self) -> None:
        if (
            self.weights.ndim != 2
            or self.weights.shape[1] != len(self.labels)
            or self.bias.shape != (len(self.labels),)
            or self.grams.shape[1:] != (len(self.labels),)
        ):
            raise ValueError(f"{len(self.labels)} labels do not fit weights of shape {self.weights.shape}")

    def probabilities(self, texts: Readings) -> Array:
        """(n, labels), each in [0, 1]; rows sum to 1 where there are several labels."""
        scores = texts.vectors @ self.weights + self.bias + surface.scores(texts.surfaces, self.grams)
        scores = scores * np.float32(self.slope) + np.float32(self.intercept)
        if len(self.labels) == 1:
            return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), dtype=np.float32)
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True), dtype=np.float32)

    def arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """For an .npz file; `from_arrays` reads it again. No pickle in it."""
        return {
            f"{name}.weights": self.weights,
            f"{name}.bias": self.bias,
            f"{name}.grams": self.grams,
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
            arrays[f"{name}.grams"],
            slope,
            intercept,
        )


@dataclass(frozen=True)
class TopicModel:
    """The topic, and how much a text is like anything that was taught."""

    topics: Linear
    taught: Array
    """(training messages, dimensions), each row of length 1."""
    usual: float
    """Likeness of an ordinary unseen message; less than that lowers the confidence."""

    def confidences(self, texts: Readings) -> Array:
        """(n, topics): each topic's probability, times at most 1 for how familiar the text is."""
        familiar = np.minimum(1.0, self.familiarity(texts) / self.usual)
        return np.asarray(self.topics.probabilities(texts) * familiar[:, None], dtype=np.float32)

    def familiarity(self, texts: Readings) -> Array:
        """(n,): mean cosine to the three nearest training messages."""
        return likeness(texts.vectors, self.taught)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        return {
            **self.topics.arrays("topics"),
            "taught": self.taught.astype(np.float16),
            "usual": np.array([self.usual]),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> TopicModel:
        return cls(
            Linear.from_arrays(arrays, "topics"), arrays["taught"].astype(np.float32), float(arrays["usual"][0])
        )


def likeness(vectors: Array, taught: Array) -> Array:
    """(n, dimensions), (taught, dimensions) → (n,): mean cosine to the NEAREST of the taught, which have length 1."""
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    cosines = (vectors / lengths) @ taught.T
    nearest = min(NEAREST, len(taught))
    return np.asarray(np.partition(cosines, -nearest, axis=1)[:, -nearest:].mean(axis=1), dtype=np.float32)


@dataclass(frozen=True)
class Triage:
    """Route and severity of one text, as probabilities."""

    escalate: float
    severities: tuple[tuple[str, float], ...]
    threshold: float
    because: tuple[str, ...] = ()
    """The text's own words that weighed most, where the model sees trouble."""
    part: int | None = None
    """Which of the text's parts was the most alarming reading, from 0; None where the whole was."""

    def as_data(self) -> dict[str, Any]:
        """What the graph writes into a message as `triage`; plain JSON."""
        return {
            "escalate": self.escalate,
            "severities": dict(self.severities),
            "threshold": self.threshold,
            "because": list(self.because),
            "part": self.part,
        }


@dataclass(frozen=True)
class TriageModel:
    """Is somebody in trouble, and how soon must a person act. Whether it is ours at all, the topics say."""

    escalate: Linear
    severities: Linear
    threshold: float
    """Of `escalate`, chosen by cost when it was trained."""

    def judge(self, whole: Readings, parts: Readings | None = None) -> Triage:
        """One text: `whole` is its only reading, `parts` are those of its windows or sentences.

        The most alarming reading counts for danger, and its severity with it.
        """
        readings = whole if parts is None else whole + parts
        danger = self.escalate.probabilities(readings)[:, 0]
        # The odds of each part, but not of the whole, are divided.
        danger[1:] = danger[1:] / (danger[1:] + (1 - danger[1:]) * np.exp(PART_DOUBT))
        worst = int(danger.argmax())
        severities = self.severities.probabilities(readings.only(worst))[0]
        return Triage(
            float(danger[worst]),
            tuple((label, float(p)) for label, p in zip(self.severities.labels, severities, strict=True)),
            self.threshold,
            self._because(danger[worst], readings.surfaces[worst]),
            worst - 1 if worst else None,
        )

    def _because(self, danger: float, read: Surface) -> tuple[str, ...]:
        return surface.telling(read, self.escalate.grams[:, 0]) if danger >= self.threshold else ()

    def judge_all(self, texts: Readings) -> list[Triage]:
        """Many short texts at once, as `judge` reads each."""
        danger = self.escalate.probabilities(texts)[:, 0]
        severities = self.severities.probabilities(texts)
        return [
            Triage(
                float(danger[i]),
                tuple((label, float(p)) for label, p in zip(self.severities.labels, severities[i], strict=True)),
                self.threshold,
                self._because(danger[i], texts.surfaces[i]),
            )
            for i in range(len(texts))
        ]

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        return {
            **self.escalate.arrays("escalate"),
            **self.severities.arrays("severities"),
            "threshold": np.array([self.threshold], dtype=np.float64),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> TriageModel:
        return cls(
            Linear.from_arrays(arrays, "escalate"),
            Linear.from_arrays(arrays, "severities"),
            float(arrays["threshold"][0]),
        )


def ranking(labels: Sequence[str], probabilities: Array) -> list[tuple[str, float]]:
    """(label, probability), likeliest first."""
    return [(labels[i], float(probabilities[i])) for i in np.argsort(-probabilities, kind="stable")]


def judgement_of(parse: Mapping[str, Any]) -> Judgement:
    """The judgement that the graph's components wrote into Rasa's parse data. What is missing counts as no danger."""
    triage = parse.get("triage") or {}
    part, of_parts = triage.get("part"), parse.get("part_topics") or ()
    of_part = of_parts[part] if isinstance(part, int) and part < len(of_parts) else ()
    return Judgement(
        topics=tuple(
            (str(row["name"]), float(row["confidence"])) for row in parse.get("intent_ranking") or () if row.get("name")
        ),
        escalate=float(triage.get("escalate", 0.0)),
        severities=tuple((Severity(name), float(p)) for name, p in dict(triage.get("severities") or {}).items()),
        threshold=float(triage.get("threshold", 0.5)),
        trouble_topics=tuple((str(name), float(p)) for name, p in of_part),
        because=tuple(str(phrase) for phrase in triage.get("because") or ()),
    )
