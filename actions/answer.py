"""What a citizen should do, what the FCDO can do and what it cannot: the guide on the topic."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.checklist import with_offer
from actions.clarify import PERSON
from actions.saying import line_for, remember, say_reply, say_response, shown_before, this_turn
from actions.travel_advice import Advice, advice
from bot.conversation.checklists import progress_of
from bot.conversation.followups import live_context
from bot.conversation.guide_parts import part_asked
from bot.conversation.messages import QuickReply, Reply
from bot.conversation.phrases import phrase
from bot.conversation.turn_in_hand import TurnInHand
from bot.services import Services


def found(turn: TurnInHand, services: Services) -> Advice | None:
    """The guide, or after it the part asked about, or GOV.UK's passage where there is no guide but a country."""
    question = turn.question
    name = f"guide:{question.topic}:{question.country or ''}"
    before = live_context(turn.context, turn.now)
    shown = tuple(before.get("said") or ())
    part = part_asked(turn.message.body)
    listed = progress_of(before)
    # While a checklist is made, "how much is it?" is not answered with the whole guide.
    beside_list = part and listed is not None and listed.asking and question.follows
    if name in shown or (beside_list and services.library.guide_part(question.topic, part) is not None):
        reply = services.library.guide_part(question.topic, part) if part else None
        if reply is None or f"{name}:{part}" in shown:
            again = Reply(phrase("nothing_more_guide"), () if turn.case else (QuickReply(*PERSON),))
            return Advice(again, tuple(shown))
        return Advice(reply, (*shown, f"{name}:{part}"))
    reply = services.library.guide(question.topic, question.country)
    if reply is not None:
        line = line_for(turn, services)
        return Advice(replace(reply, body=shown_before(turn) + (f"{line}\n\n" if line else "") + reply.body), (name,))
    return advice(turn, services, question.country) if question.country is not None else None


class Answer(Action):
    """Guide, else passage, else a person and the number: never a dead end."""

    def name(self) -> str:
        return "action_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn, services = this_turn()
        answer = await asyncio.to_thread(found, turn, services)
        if answer is not None:
            say_reply(dispatcher, with_offer(turn, answer.reply))
            remember(turn, said=answer.said, warned=answer.warned)
            return []
        line = services.facts.fcdo_line
        say_response(
            dispatcher,
            "utter_no_guide",
            [PERSON],
            abroad=line.abroad,
            uk=line.uk,
            about={"topic": turn.question.topic, "country": turn.question.country, "answered": False},
        )
        remember(turn)
        return []
