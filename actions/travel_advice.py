"""GOV.UK's own passage that fits the question, with its date and link."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import remember, say_reply, say_response, this_turn
from bot.conversation.messages import Reply
from bot.conversation.turn_in_hand import TurnInHand
from bot.services import Services


def advice(turn: TurnInHand, services: Services, country: str) -> Reply:
    """The passages that fit. Where no page was ever loaded: plainly that, the link, and the emergency numbers."""
    library, question = services.library, turn.question
    answer = library.ask(question.text, country)
    reply = library.reply_for(answer, question.shown_as, question.topic)
    if answer.answered or answer.reviewed_at is not None or answer.part:
        return reply
    numbers = library.emergency_numbers(country)
    return replace(reply, body=f"{reply.body}\n\n{numbers.body}", sources=reply.sources + numbers.sources)


class TravelAdvice(Action):
    """Answers from the asked country's page alone; without a country it asks for one."""

    def name(self) -> str:
        return "action_travel_advice"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn, services = this_turn()
        country = turn.question.country
        if country is None:
            line = services.facts.fcdo_line
            remember(turn, waits_for="country")
            say_response(
                dispatcher,
                "utter_no_country_advice",
                abroad=line.abroad,
                uk=line.uk,
                about={"topic": turn.question.topic},
            )
            return []
        # Ranking reads newly synced pages from the database: never on the event loop.
        say_reply(dispatcher, await asyncio.to_thread(advice, turn, services, country))
        remember(turn)
        return []
