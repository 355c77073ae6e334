"""What triage concludes from a message: route, severity, topic, and the reasons a caseworker reads."""
from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.casework.case import Severity


class Route(str, Enum):
    """What a message needs. Source: ../shared/evaluation/README.md."""

    ANSWER = "answer"
    ESCALATE = "escalate"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Cue:
    """A danger cue that fired, whatever the model says."""

    kind: str
    """The kind of danger, a key of data/first_replies.yml."""
    topic: str
    severity: Severity
    reason: str
    """Plain words for the caseworker: "detained", never the citizen's sentence."""


@dataclass(frozen=True)
class Judgement:
    """What the trained model makes of one text. Every probability is in [0, 1]."""

    topics: tuple[tuple[str, float], ...]
    """(topic, probability), likeliest first."""
    escalate: float
    out_of_scope: float
    severities: tuple[tuple[Severity, float], ...] = ()
    threshold: float = 0.5
    """`escalate` from this on is in trouble. Chosen by cost on cross-validated training data, stored with the model."""


@dataclass(frozen=True)
class Verdict:
    """What happens with a message."""

    route: Route
    severity: Severity | None
    """None unless the route is escalate."""
    topic: str
    confidence: float
    """Of the route, in [0, 1]."""
    reasons: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    kind: str = ""
    """The kind of danger, a key of data/first_replies.yml; empty unless the route is escalate."""
    alternatives: tuple[tuple[str, float], ...] = ()
    """(topic, probability) of the likeliest topics, for the fallback's buttons."""
