"""Greetings, thanks and "never mind"."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import say, say_reply, say_response, this_turn
from bot.conversation.asking import small_talk
from bot.conversation.phrases import phrase

_MADE_ELSEWHERE = re.compile(
    r"\b(appointments?|bookings?|slots?|applications?|forms?|refunds?|fees?|deliver\w*|certificates?|passports?|documents?)\b",
    re.IGNORECASE,
)
"""What somebody cancels or changes that this conversation does not hold: the guide says where."""


class Chitchat(Action):
    """Answer shortly and say what the service is for."""

    def name(self) -> str:
        return "action_chitchat"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn, services = this_turn()
        said = small_talk(turn.message.body)
        if said == "ok" and turn.question.topic != "cancel_or_change":
            say(dispatcher, phrase("ok_case" if turn.case else "ok"), topic=turn.question.topic)
            return []
        if turn.question.topic == "cancel_or_change" and turn.case:
            say(dispatcher, phrase("cancel_case", reference=turn.case.reference), topic=turn.question.topic)
            return []
        if turn.question.topic == "cancel_or_change" and _MADE_ELSEWHERE.search(turn.message.body):
            guide = await asyncio.to_thread(services.library.guide, "cancel_or_change", turn.question.country)
            if guide is not None:
                say_reply(dispatcher, guide)
                return []
        if turn.question.topic == "cancel_or_change":
            response = "utter_cancel"
        elif said == "thanks":
            response = "utter_you_are_welcome"
        else:
            response = "utter_greeting"
        say_response(dispatcher, response, about={"topic": turn.question.topic})
        return []
