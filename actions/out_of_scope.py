"""What is none of a consular service's business, said plainly and with what it can do instead."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.clarify import PERSON
from actions.saying import say_response, this_turn


class OutOfScope(Action):
    """One sentence on what we cannot do, one on what we can, and the number."""

    def name(self) -> str:
        return "action_out_of_scope"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn, services = this_turn()
        line = services.facts.fcdo_line
        response = "utter_abuse" if turn.question.topic == "abuse_prompt_injection" else "utter_out_of_scope"
        say_response(
            dispatcher,
            response,
            # Where a case waits, its question follows instead.
            [] if turn.case else [PERSON],
            abroad=line.abroad,
            uk=line.uk,
            about={"topic": turn.question.topic},
        )
        return []
