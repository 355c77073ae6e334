"""What is noted of each answer, so that content designers see which questions found none and which did not help. PURE.

A note holds no words: topic, country, part, what was shown, and which message of the log was asked. What was asked is
read through to the log, by the rule of
`bot.conversation.masking` and never on the topics of WITHHELD.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from bot.triage.topics import TOPICS

DAYS_KEPT = 90
"""Days after which a note is deleted: a quarter, the longest period between two reviews of a guide."""
PERIODS = (7, 30, DAYS_KEPT)
"""Days that a content designer may look back."""
WITHHELD = frozenset({
    "arrest_detention", "death_abroad", "hospitalised", "sexual_assault", "assault_crime", "missing_person",
    "kidnap_hostage", "child_abduction", "forced_marriage", "mental_health_crisis", "terror_attack",
    "natural_disaster", "war_unrest_evacuation", "stranded_no_money", "welfare_concern", "prisoner_support",
    "complaint_feedback", "talk_to_human", "abuse_prompt_injection", "unclear",
})
"""Topics on which questions are counted and their words never shown: trouble, or words of which we do not know what
they are about, which may be trouble. A topic with a name that is not ours is treated alike."""
MOST_GROUPS = 200
"""Groups on one page, newest first."""
MOST_SHOWN = 12
"""Passages that one note names; an answer shows three."""


class Kind(str, Enum):
    """Which list of the content designers a question stands in."""

    UNANSWERED = "unanswered"
    """Nothing was found that answers it."""
    UNHELPFUL = "unhelpful"
    """The citizen pressed No under "Did this answer your question?"."""


@dataclass(frozen=True)
class AnswerRecord:
    """One answer. Empty texts where something is not known."""

    answered: bool
    topic: str
    """One of the 43, or "unclear"."""
    country: str
    """ISO 3166-1 alpha-2."""
    part: str
    """Part of GOV.UK's page (`entry-requirements`), or of a guide (`costs`)."""
    shown: tuple[str, ...]
    """`guide:insurance`, `guide:insurance#costs`, or the ids of passages (`japan/health#2`)."""


@dataclass(frozen=True)
class Group:
    """Questions of one topic, country and part."""

    topic: str
    country: str
    part: str
    count: int
    newest: datetime
    """Aware, UTC."""
    shown: tuple[str, ...] = ()
    """What was shown, most often first."""
    helped: int = 0
    """How many pressed Yes under an answer of the same topic, country and part."""
    answers: int = 0
    """How many answers of the same topic, country and part were given."""


@dataclass(frozen=True)
class Asked:
    """One question. `words` is None where the conversation's words may not be read."""

    at: datetime
    words: str | None
    shown: tuple[str, ...] = ()


def record_of(about: Mapping[str, Any]) -> AnswerRecord | None:
    """What to note of a reply with this `Reply.about`; None for what is no answer (a question back, a greeting)."""
    answered = about.get("answered")
    if not about.get("helpful") and answered is None:
        return None
    shown = about.get("shown") or ()
    names = tuple(str(name) for name in shown)[:MOST_SHOWN] if isinstance(shown, (list, tuple)) else ()
    return AnswerRecord(answered is not False, _text(about.get("topic"), 64), _text(about.get("country"), 2),
                        _text(about.get("part"), 64), names)


def words_may_be_shown(topic: str) -> bool:
    """Whether questions on a topic may be shown at all."""
    return topic in TOPICS and topic not in WITHHELD


def _text(value: object, longest: int) -> str:
    return str(value or "")[:longest]
