"""Greetings, thanks and "never mind"."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import say, say_response, this_turn
from bot.conversation.asking import small_talk
from bot.conversation.phrases import phrase


class Chitchat(Action):
    """Answer shortly and say what the service is for."""

    def name(self) -> str:
        return "action_chitchat"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn, _ = this_turn()
        said = small_talk(turn.message.body)
        if said == "ok" and turn.question.topic != "cancel_or_change":
            say(dispatcher, phrase("ok_case" if turn.case else "ok"), topic=turn.question.topic)
            return []
        if turn.question.topic == "cancel_or_change" and turn.case:
            say(dispatcher, phrase("cancel_case", reference=turn.case.reference), topic=turn.question.topic)
            return []
        if turn.question.topic == "cancel_or_change":
            response = "utter_cancel"
        elif said == "thanks":
            response = "utter_you_are_welcome"
        else:
            response = "utter_greeting"
        say_response(dispatcher, response, about={"topic": turn.question.topic})
        return []
