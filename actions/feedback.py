"""Complaints and ideas about the service: where they go."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import say_response, this_turn
from bot.conversation.messages import Source

COMPLAINTS = Source(
    "Complaints procedure - GOV.UK",
    "https://www.gov.uk/government/organisations/foreign-commonwealth-development-office/about/complaints-procedure",
)


class Feedback(Action):
    """Name the official page. What was written stays in the log; nobody is promised a reply."""

    def name(self) -> str:
        return "action_feedback"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn, _ = this_turn()
        say_response(dispatcher, "utter_feedback", sources=(COMPLAINTS,), about={"topic": turn.question.topic})
        return []
