"""Complaints and ideas about the service: where they go."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import say_reply, say_response, this_turn
from bot.conversation.messages import Source

COMPLAINTS = Source(
    "Complaints procedure - GOV.UK",
    "https://www.gov.uk/government/organisations/foreign-commonwealth-development-office/about/complaints-procedure",
)


class Feedback(Action):
    """The guide on complaints or on ideas, which names the official page. What was written stays in the log; nobody is
    promised a reply."""

    def name(self) -> str:
        return "action_feedback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn, services = this_turn()
        reply = await asyncio.to_thread(services.library.guide, turn.question.topic)
        if reply is not None:
            say_reply(dispatcher, reply)
        else:
            say_response(dispatcher, "utter_feedback", sources=(COMPLAINTS,), about={"topic": turn.question.topic})
        return []
