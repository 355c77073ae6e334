"""The judge of this process: danger cues and the model together. All judgement is in `bot.triage`."""

from __future__ import annotations

from bot.services import Services
from bot.triage.verdict import TriageJudge


def judge_of(services: Services) -> TriageJudge:
    """The judge that reads with the process's places and first replies."""
    return TriageJudge(services.places, services.first_replies, services.identify)
