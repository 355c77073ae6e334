"""The questions after a case is open, one at a time. The first reply to danger asks the first."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import say_reply, say_response, this_turn
from bot.conversation.questions import SKIPPED, ask, question_after


class CaseQuestions(Action):
    """Note what answers the open question, then ask the next one."""

    def name(self) -> str:
        return "action_case_questions"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn, _ = this_turn()
        following = question_after(turn.case, turn.answered)
        if turn.answered is not None:
            turn.wish(turn.answered.wish(turn.message.seq))
        if turn.escalated and turn.answered is None:
            # The first reply to this message has said all there is to say, the question included.
            turn.quiet = True
        elif following is not None:
            skipped = turn.answered is not None and turn.answered.status == SKIPPED
            say_reply(
                dispatcher, ask(following), "" if turn.escalated else "No problem. " if skipped else "Thank you. "
            )
        else:
            say_response(dispatcher, "utter_questions_done", about={"topic": turn.case.topic if turn.case else ""})
        return [SlotSet("open_question", following.id if following else None)]
