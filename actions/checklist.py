"""A document journey: its questions one at a time, then the personal checklist."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import say_reply, this_turn
from bot.casework.case import Origin
from bot.content.checklists.journeys import journey_about, journeys
from bot.conversation.checklists import (
    KEY,
    Heard,
    Progress,
    carry_on,
    change_button,
    progress_of,
    question,
    start_button,
    which_country,
)
from bot.conversation.claims import RememberContext
from bot.conversation.followups import live_context, new_context
from bot.conversation.messages import Reply
from bot.conversation.phrases import phrase
from bot.conversation.turn_in_hand import TurnInHand
from bot.services import Services

OFFER = "Make my checklist"
_COUNTS = {1: "1 short question", 2: "2 short questions", 3: "3 short questions"}


def with_offer(turn: TurnInHand, reply: Reply) -> Reply:
    """The guide's answer with "Make my checklist" under it, where there is one to make and nobody is in trouble."""
    journey = journey_about(turn.question.topic, turn.question.text)
    trouble = turn.escalated or (turn.case is not None and turn.case.origin in {Origin.DANGER, Origin.ASKED})
    progress = progress_of(live_context(turn.context, turn.now))
    if journey is None or trouble or not reply.about.get("helpful") or (progress is not None and progress.asking):
        return reply
    return replace(reply, quick_replies=(*reply.quick_replies, start_button(journey, turn.question.country, OFFER)))


def said(turn: TurnInHand, services: Services, heard: Heard) -> tuple[Reply, Progress | None]:
    """What is said to what was heard, and how far the checklist is then; None where there is none any more."""
    before = progress_of(live_context(turn.context, turn.now))
    progress = carry_on(before, heard)
    if heard.do == "choose":
        buttons = tuple(start_button(journey, heard.value, journey.name) for journey in journeys().values())
        return Reply(phrase("checklist_choose"), buttons), progress
    if progress is None:
        return Reply(phrase("checklist_left")), None
    journey = journeys()[progress.journey]
    if heard.do == "which":
        countries = tuple((code, services.facts.country(code).name) for code in heard.candidates)
        return which_country(progress, countries, phrase("checklist_which")), progress
    where = journey.country_ask()
    if where is not None and where.in_uk and progress.country() == "GB":
        link = f" [{where.in_uk_link.title}]({where.in_uk_link.url})." if where.in_uk_link else ""
        elsewhere = start_button(journey, None, phrase("checklist_elsewhere"))
        return Reply(f"{where.in_uk}{link}", (elsewhere,), about={"topic": journey.topic, "country": "GB"}), None
    if progress.open is not None:
        changed = before is not None and heard.do == "answer" and heard.ask in before.answers
        return question(progress, _lead(progress, heard, services, changed)), progress
    progress = replace(progress, token=secrets.token_urlsafe(16))
    about = {
        "topic": journey.topic,
        "country": progress.country(),
        "helpful": True,
        KEY: {"id": journey.id, "answers": progress.answers, "token": progress.token},
    }
    made = services.checklists.personal(journey, progress.answers).reply(about)
    return replace(made, body=f"{made.body}\n\n{phrase('checklist_keep')}", quick_replies=(change_button(),)), progress


def _lead(progress: Progress, heard: Heard, services: Services, changed: bool) -> str:
    """What stands before the question: what was understood where that may be wrong, else nothing."""
    journey = journeys()[progress.journey]
    ask = journey.ask(heard.ask)
    if changed and ask is not None:
        choice = ask.choice(heard.value)
        answer = choice.title if choice else services.facts.country(heard.value).spoken if heard.value else ""
        return phrase("checklist_changed", label=ask.label, answer=answer) if answer else ""
    if heard.do == "again":
        asks_where = progress.open is not None and progress.open.type == "country"
        return phrase("checklist_place" if asks_where else "checklist_again")
    if heard.do != "start":
        return ""
    left = sum(ask.id not in progress.answers for ask in journey.asks)
    lead = f"{journey.opening} {phrase('checklist_begin', count=_COUNTS[left])}".strip()
    country = progress.country()
    if country:
        lead += " " + phrase("checklist_country", country=services.facts.country(country).spoken)
    return f"{lead}\n\n"


class Checklist(Action):
    """Note what answers the open question, then ask the next one or show the list."""

    def name(self) -> str:
        return "action_checklist"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn, services = this_turn()
        # The first list of a process reads guides and facts from files: never on the event loop.
        reply, progress = await asyncio.to_thread(said, turn, services, turn.checklist or Heard("choose"))
        say_reply(dispatcher, reply)
        context = new_context(turn.question, turn.now)
        before = live_context(turn.context, turn.now)
        if before.get("said"):
            context["said"] = before["said"]
        if progress is not None:
            context[KEY] = progress.as_json()
        turn.wish(RememberContext(context))
        waits = progress.open if progress is not None else None
        return [SlotSet("checklist_question", waits.id if waits else None)]
