"""`python -m bot.assistant.stock_actions PORT`: our actions behind Rasa's own action server, for the benchmark alone.

A stock assistant sends each action call over HTTP. Our actions need the turn in hand, which only our engine makes; here
one is made from what the call brings: the tracker's last message, its intent, and the place it names. What was said
before is remembered as a stock bot would with a slot: the last country. What an action wishes for is not written.
"""
from __future__ import annotations

import sys
from datetime import datetime, timezone
from typing import Any

from rasa_sdk import endpoint
from rasa_sdk.executor import ActionExecutor

from bot.conversation.followups import ResolvedQuestion, shown_as
from bot.conversation.messages import Author, Message
from bot.conversation.turn_in_hand import TurnInHand, holding
from bot.services import Services, current, use

MOST_REMEMBERED = 10_000


class StockActions(ActionExecutor):
    """Makes a turn for each call, then runs the action as it is."""

    def __init__(self) -> None:
        super().__init__()
        self._countries: dict[str, str] = {}

    async def run(self, action_call: dict[str, Any]) -> dict[str, Any] | None:
        with holding(self._turn(action_call)):
            found: dict[str, Any] | None = await super().run(action_call)
            return found

    def _turn(self, call: dict[str, Any]) -> TurnInHand:
        services, sender = current(), str(call.get("sender_id"))
        said = (call.get("tracker") or {}).get("latest_message") or {}
        text, topic = str(said.get("text") or ""), str((said.get("intent") or {}).get("name") or "")
        named = services.places.locate(text).countries
        if named and len(self._countries) < MOST_REMEMBERED:
            self._countries[sender] = named[0]
        country = self._countries.get(sender)
        shown = shown_as(country, lambda code: services.facts.country(code).spoken)
        now = datetime.now(timezone.utc)
        message = Message(sender, 1, Author.CITIZEN, text, now)
        return TurnInHand(message, ResolvedQuestion(text, topic, country, shown), now)


def main(port: int) -> None:
    """Serve until SIGTERM."""
    use(Services())
    endpoint.ActionExecutor = StockActions
    endpoint.run("actions", port)


if __name__ == "__main__":
    main(int(sys.argv[1]))
