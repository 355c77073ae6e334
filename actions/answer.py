"""What a citizen should do, what the FCDO can do and what it cannot: the guide on the topic."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.clarify import PERSON
from actions.saying import remember, say_reply, say_response, shown_before, this_turn
from actions.travel_advice import advice
from bot.conversation.messages import Reply
from bot.conversation.turn_in_hand import TurnInHand
from bot.services import Services


def found(turn: TurnInHand, services: Services) -> tuple[Reply | None, str]:
    """The guide with what was understood before it, or GOV.UK's passage where there is no guide but a country."""
    question = turn.question
    reply = services.library.guide(question.topic, question.country)
    if reply is not None:
        return reply, shown_before(turn)
    if question.country is not None:
        return advice(turn, services, question.country), ""
    return None, ""


class Answer(Action):
    """Guide, else passage, else a person and the number: never a dead end."""

    def name(self) -> str:
        return "action_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn, services = this_turn()
        reply, lead = await asyncio.to_thread(found, turn, services)
        remember(turn)
        if reply is None:
            line = services.facts.fcdo_line
            say_response(
                dispatcher,
                "utter_no_guide",
                [PERSON],
                abroad=line.abroad,
                uk=line.uk,
                about={"topic": turn.question.topic},
            )
        else:
            say_reply(dispatcher, reply, lead)
        return []
