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
from bot.content.guides.guide_types import SECTIONS
from bot.conversation.checklists import progress_of
from bot.conversation.followups import live_context
from bot.conversation.guide_parts import PEOPLE, of_children, part_asked, part_first
from bot.conversation.messages import QuickReply, Reply
from bot.conversation.phrases import phrase
from bot.conversation.turn_in_hand import TurnInHand
from bot.services import Services

PAPERS = frozenset({
    "passport_renewal", "emergency_travel_document", "birth_registration", "death_registration", "marriage_abroad",
    "notarial_legalisation", "voting_abroad", "foreign_visa_to_uk", "citizenship_nationality",
})  # fmt: skip
"""Topics about papers: their guide begins with the part asked for ("how much is a passport?"). Others begin with what
must be said first."""


def found(turn: TurnInHand, services: Services) -> Advice | None:
    """The guide, or after it the part asked about, or GOV.UK's passage where there is no guide but a country."""
    question = turn.question
    name = f"guide:{question.topic}:{question.country or ''}"
    before = live_context(turn.context, turn.now)
    shown = tuple(before.get("said") or ())
    part = part_asked(turn.message.body)
    if not part and question.follows:
        # "How much is a passport?", "and for a child?" asks for a price. "Document" may be what it is all about.
        part = next((each for each in ("fees", "takes") if each == part_asked(question.text)), "")
    listed = progress_of(before)
    # While a checklist is made, "how much is it?" is not answered with the whole guide.
    beside_list = listed is not None and listed.asking and question.follows
    told = name in shown or any(each.startswith(f"guide:{question.topic}:") for each in shown)
    if name in shown or (part and (beside_list or (told and question.follows))):
        reply = services.library.guide_part(question.topic, part) if part else None
        if reply is not None and f"{name}:{part}" not in shown:
            return Advice(replace(reply, body=_for_another(turn, name not in shown) + reply.body),
                          (*shown, f"{name}:{part}"))
        children = _of_children(turn, services) if PEOPLE.search(turn.message.body) else None
        if children is not None and f"{name}:children" not in shown:
            return Advice(children, (*shown, f"{name}:children"))
        if name in shown:
            again = Reply(phrase("nothing_more_guide"), () if turn.case else (QuickReply(*PERSON),))
            return Advice(again, tuple(shown))
    reply = services.library.guide(question.topic, question.country)
    if reply is not None:
        line = line_for(turn, services)
        heading = SECTIONS["costs" if part == "fees" else part] if part not in {"", "now"} else ""
        body = part_first(reply.body, heading) if heading and question.topic in PAPERS else reply.body
        return Advice(replace(reply, body=shown_before(turn) + (f"{line}\n\n" if line else "") + body), (name,))
    return advice(turn, services, question.country) if question.country is not None else None


def _for_another(turn: TurnInHand, another: bool) -> str:
    """ "For Nigeria:" before a part of the guide that was shown for another country."""
    return shown_before(turn) if another else ""


def _of_children(turn: TurnInHand, services: Services) -> Reply | None:
    """What the guide says of children, for "and for my children?" after it; None where it says nothing."""
    guide = services.library.guide(turn.question.topic, turn.question.country)
    said = of_children(guide.body) if guide else ""
    if guide is None or not said:
        return None
    title = guide.body.partition("\n\n")[0]
    return replace(guide, body=f"{title}\n\n{phrase('of_children')}\n\n{said}")


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
