"""Greetings, thanks and "never mind"."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import say_response, this_turn

_THANKS = re.compile(r"\b(thank|thanks|thx|cheers|ta|bye|goodbye|appreciate)\b", re.IGNORECASE)


class Chitchat(Action):
    """Answer shortly and say what the service is for."""

    def name(self) -> str:
        return "action_chitchat"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn, _ = this_turn()
        if turn.question.topic == "cancel_or_change":
            response = "utter_cancel"
        elif _THANKS.search(turn.message.body):
            response = "utter_you_are_welcome"
        else:
            response = "utter_greeting"
        say_response(dispatcher, response, about={"topic": turn.question.topic})
        return []
