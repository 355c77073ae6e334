"""The citizen asks for a person. The case, its reference and the wait were said when it was opened."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import say_reply, this_turn
from bot.conversation.questions import ask, question_after


class Escalate(Action):
    """Nothing to add to the first reply, except the next question where this message answered one."""

    def name(self) -> str:
        return "action_escalate"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn, _ = this_turn()
        turn.quiet = True
        if turn.answered is not None:
            turn.wish(turn.answered.wish(turn.message.seq))
            following = question_after(turn.case, turn.answered)
            if following is not None:
                say_reply(dispatcher, ask(following))
        return []
