"""The assistant is not sure what is meant: it asks once, with the two likeliest meanings, then offers a person."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import say_response, this_turn
from actions.topic_names import TOPIC_NAMES
from bot.conversation.claims import RememberContext
from bot.conversation.followups import live_context

PERSON = ("Talk to a person", {"person": True})


class Clarify(Action):
    """Two meanings and a person the first time; the person and the telephone number the second."""

    def name(self) -> str:
        return "action_clarify"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn, services = this_turn()
        before = live_context(turn.context, turn.now)
        asked = before.get("waits_for") == "meaning"
        turn.wish(
            RememberContext(
                {
                    "topic": "unclear",
                    "country": turn.question.country or before.get("country"),
                    "question": turn.message.body,
                    "at": turn.now.isoformat(),
                    "waits_for": "meaning",
                }
            )
        )
        meanings = [topic for topic, _ in turn.likeliest if topic in TOPIC_NAMES][:2]
        if asked or not meanings:
            line = services.facts.fcdo_line
            say_response(dispatcher, "utter_offer_person", [PERSON], abroad=line.abroad, uk=line.uk)
        else:
            say_response(
                dispatcher,
                "utter_which_meaning",
                [*((TOPIC_NAMES[t], {"topic": t, "question": turn.message.body}) for t in meanings), PERSON],
                about={"clarifies": True},
            )
        return []
