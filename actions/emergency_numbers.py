"""The numbers to call in a country: its own emergency services, then ours."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import remember, say_reply, shown_before, this_turn


class EmergencyNumbers(Action):
    """They never disappear: past their date they are shown with it."""

    def name(self) -> str:
        return "action_emergency_numbers"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn, services = this_turn()
        reply = await asyncio.to_thread(services.library.emergency_numbers, turn.question.country or "")
        say_reply(dispatcher, reply, shown_before(turn))
        remember(turn)
        return []
