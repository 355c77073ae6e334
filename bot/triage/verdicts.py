"""What triage concludes from a message: route, severity, topic, and the reasons a caseworker reads."""
from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.casework.case import Severity
from bot.triage.topics import OUTSIDE


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
    severities: tuple[tuple[Severity, float], ...] = ()
    threshold: float = 0.5
    """`escalate` from this on is in trouble. Chosen by cost on cross-validated training data, stored with the model."""
    trouble_topics: tuple[tuple[str, float], ...] = ()
    """As `topics`, of the part that was the most alarming; empty where the whole message was."""
    because: tuple[str, ...] = ()
    """The message's own words that weighed most for trouble; empty where the model sees none."""

    @property
    def out_of_scope(self) -> float:
        """The share of the topics' probability that is on topics which are none of our business.

        A judgement of its own was right for 90.7 % of 1,700 unseen training messages that need nobody, this for 92.7 %;
        and so scope and topic never contradict each other.
        """
        total = sum(p for _, p in self.topics)
        return sum(p for topic, p in self.topics if topic in OUTSIDE) / total if total else 0.0


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
    language: str = ""
    """ISO 639-1 of the message where it is not English ("und" where it cannot be named); empty where it is."""
