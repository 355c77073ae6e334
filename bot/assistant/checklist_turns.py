"""A checklist in a turn that is about something else: put again after a side question, never to somebody in trouble."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.assistant.understanding import ASKS_BACK, Understood
from bot.casework.case import Origin
from bot.conversation.checklists import (
    KEY,
    MOST_ASIDES,
    Heard,
    Progress,
    about_checklist,
    progress_of,
    question,
    resume_button,
)
from bot.conversation.claims import RememberContext
from bot.conversation.followups import live_context
from bot.conversation.messages import Message, Reply
from bot.conversation.phrases import phrase
from bot.conversation.turn_in_hand import TurnInHand


def in_checklist(understood: Understood, message: Message, context: Mapping[str, Any]) -> Understood:
    """Words that nobody understands while a checklist waits for an answer: the question is put again, plainly.

    `context` is the conversation's, live or not; the message's time decides.
    """
    progress = progress_of(live_context(context, message.at))
    lost = understood.intent == "unclear" and understood.manner in {"", "place_alone"}
    if progress is None or not progress.asking or not lost:
        return understood
    return Understood("checklist", about_checklist(progress), checklist=Heard("again"))


def pick_up(turn: TurnInHand, intent: str, last: bool) -> tuple[Reply, ...]:
    """What is said after the answer to something else while a checklist waits; mostly nothing waits.

    Danger pauses the checklist: it goes on when the citizen says so. `last`: no other message of theirs waits.
    """
    progress = progress_of(live_context(turn.context, turn.now))
    if progress is None or not progress.asking or turn.checklist is not None:
        return ()
    if turn.escalated:
        _keep(turn, replace(progress, paused=True))
        return ()
    in_trouble = turn.case is not None and turn.case.origin in {Origin.DANGER, Origin.ASKED}
    if in_trouble or not last or intent in ASKS_BACK or not turn.replies:
        return ()
    asides = progress.asides + 1
    if asides > MOST_ASIDES:
        _keep(turn, replace(progress, asides=asides, paused=True))
        again = Reply(phrase("checklist_kept"), (resume_button(),))
    else:
        _keep(turn, replace(progress, asides=asides))
        again = question(progress, phrase("checklist_aside"))
    # Only the newest buttons can be pressed, so those of the answer go along.
    answer = turn.replies[-1]
    turn.replies[-1] = replace(answer, quick_replies=())
    return (replace(again, quick_replies=(*again.quick_replies, *answer.quick_replies)),)


def _keep(turn: TurnInHand, progress: Progress) -> None:
    """Have it remembered with whatever the action wishes to remember."""
    wished = [wish.context for wish in turn.wishes if isinstance(wish, RememberContext)]
    context = wished[-1] if wished else live_context(turn.context, turn.now)
    turn.wish(RememberContext({**context, KEY: progress.as_json()}))
