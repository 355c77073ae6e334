"""The question needs a country, and none, or more than one, was named."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import remember, say, say_response, this_turn
from bot.conversation.phrases import phrase

MOST_BUTTONS = 5


class AskCountry(Action):
    """Ask which, with a button for each candidate, and remember the question for when the country is known."""

    def name(self) -> str:
        return "action_ask_country"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn, services = this_turn()
        remember(turn, waits_for="country")
        if turn.manner == "unknown_place":
            say(dispatcher, phrase("which_place"), topic=turn.question.topic)
            return []
        if turn.question.topic == "emergency_numbers" and not turn.candidates:
            # Place unknown: our own number first, then the question.
            line = services.facts.fcdo_line
            say(dispatcher, phrase("number_first", abroad=line.abroad, uk=line.uk), topic=turn.question.topic)
            return []
        countries = [services.facts.country(code) for code in turn.candidates[:MOST_BUTTONS]]
        about = {"topic": turn.question.topic}
        if len(countries) > 1:
            say_response(
                dispatcher,
                "utter_which_of_these_countries",
                [(c.name, {"country": c.iso2}) for c in countries],
                about=about,
            )
        else:
            say_response(dispatcher, "utter_which_country", about=about)
        return []
