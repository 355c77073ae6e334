"""The numbers to call in a country: its own emergency services, then ours."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.other_countries import with_others
from actions.saying import remember, say_reply, shown_before, this_turn
from bot.conversation.messages import Reply
from bot.conversation.turn_in_hand import TurnInHand
from bot.services import Services


def numbers(turn: TurnInHand, services: Services) -> Reply:
    """The numbers of each country that was asked about."""
    library = services.library
    first = library.emergency_numbers(turn.question.country or "")
    return with_others(first, turn, services, lambda country: library.emergency_numbers(country.iso2))


class EmergencyNumbers(Action):
    """They never disappear: past their date they are shown with it."""

    def name(self) -> str:
        return "action_emergency_numbers"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn, services = this_turn()
        reply = await asyncio.to_thread(numbers, turn, services)
        say_reply(dispatcher, reply, shown_before(turn))
        remember(turn)
        return []
