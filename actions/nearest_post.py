"""Which British embassy, high commission or consulate helps in a country, and its official page."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import remember, say_reply, shown_before, this_turn


class NearestPost(Action):
    """The posts of the country asked about."""

    def name(self) -> str:
        return "action_nearest_post"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn, services = this_turn()
        reply = await asyncio.to_thread(services.library.contact, turn.question.country or "")
        say_reply(dispatcher, reply, shown_before(turn))
        remember(turn)
        return []
