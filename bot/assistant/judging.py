"""The verdict on a text, and the case it opens: the danger cues and the model together. All judgement is in `bot.triage`."""
from __future__ import annotations

from bot.assistant.reading import Judge
from bot.services import Services


def judge_of(services: Services) -> Judge:
    """The judge that reads with the process's places, first replies and danger cues."""
    raise NotImplementedError
