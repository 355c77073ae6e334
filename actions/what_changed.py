"""Whether anything changed for a country: its alert level, GOV.UK's latest change with its day, and the ones before."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import remember, say_reply, this_turn
from actions.updates import with_offer
from bot.content.changes import PageHistory, changed, changed_in_several
from bot.conversation.followups import live_context
from bot.conversation.messages import Reply
from bot.conversation.phrases import phrase
from bot.conversation.turn_in_hand import TurnInHand
from bot.services import Services

MOST_AT_ONCE = 3
"""Countries in one reply; more is not read in a chat, and the others can be asked for."""
CHANGES_READ = 50
"""Changes of a page that are looked through for the last one of its level."""


def history(services: Services, country: str) -> PageHistory:
    """What is stored of a country's page. Reads the database."""
    where = services.facts.country(country)
    if not where.advice:
        return PageHistory(where, None)
    covered_by = services.facts.country(where.advice).spoken if where.advice != country else ""
    advice, changes = services.store.page(where.advice), services.store.changes_of(where.advice, CHANGES_READ)
    return PageHistory(where, advice, changes, covered_by)


def found(turn: TurnInHand, services: Services) -> tuple[Reply, tuple[str, ...], bool]:
    """The reply, what it showed, and whether it holds a warning. Reads the database."""
    named = [code for code in (turn.question.country, *turn.candidates) if code and services.facts.has(code)]
    countries = list(dict.fromkeys(named))
    histories = [history(services, code) for code in countries[:MOST_AT_ONCE]]
    said = tuple(f"changed:{code}" for code in countries[:MOST_AT_ONCE])
    before = live_context(turn.context, turn.now)
    if len(histories) > 1:
        reply = changed_in_several(histories)
        left = [services.facts.country(code).spoken for code in countries[MOST_AT_ONCE:]]
        if left:
            reply = replace(reply, body=f"{reply.body}\n\n{phrase('ask_again_about', countries=', '.join(left))}")
        return reply, said, False
    reply = changed(histories[0], turn.question.shown_as)
    if tuple(before.get("said") or ()) == said and before.get("country") == turn.question.country:
        reply = Reply(phrase("nothing_more", url=reply.sources[0].url), about=reply.about)
        return with_offer(reply, turn, services), said, False
    return with_offer(reply, turn, services), said, "**Warning**" in reply.body


class WhatChanged(Action):
    """Alert level first, then what GOV.UK says of its latest change, then earlier ones; a button for updates."""

    def name(self) -> str:
        return "action_what_changed"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn, services = this_turn()
        reply, said, warned = await asyncio.to_thread(found, turn, services)
        say_reply(dispatcher, reply)
        remember(turn, said=said, warned=warned)
        return []
