"""Which British embassy or consulate helps in a country: the nearest, its number, whether it is open."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.other_countries import with_others
from actions.saying import remember, say_reply, shown_before, this_turn
from bot.conversation.followups import live_context
from bot.conversation.messages import Reply
from bot.conversation.turn_in_hand import TurnInHand
from bot.services import Services

LONGEST_KEPT = 400
"""Characters of earlier questions that are remembered for the town and the post that they name."""


def posts(turn: TurnInHand, services: Services, asked: str, earlier: str) -> Reply:
    """Who helps in each country that was asked about."""
    contact = services.library.contact
    first = contact(turn.question.country or "", asked, earlier, turn.now)
    return with_others(first, turn, services, lambda country: contact(country.iso2, asked, "", turn.now))


class NearestPost(Action):
    """The posts of the country asked about."""

    def name(self) -> str:
        return "action_nearest_post"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn, services = this_turn()
        country, text = turn.question.country or "", turn.question.text
        before = live_context(turn.context, turn.now)
        spoke_of_post = before.get("topic") == "embassy_contact" and before.get("country") == country
        earlier = str(before.get("question") or "") if spoke_of_post else ""
        # A question that takes in the one before holds its words already: only what is new says what is asked.
        asked = text.removeprefix(earlier).strip() or text
        # Posts are read from the database: never on the event loop.
        reply = await asyncio.to_thread(posts, turn, services, asked, earlier)
        say_reply(dispatcher, reply, shown_before(turn))
        # "And on Monday?" after "what are the opening hours?" is still about the town of the question before both.
        kept = earlier if earlier == text else f"{earlier} {asked}".strip()
        turn.question = replace(turn.question, text=kept[-LONGEST_KEPT:])
        remember(turn)
        return []
