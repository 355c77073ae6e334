"""GOV.UK's own passage that fits the question, with its date and link."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.clarify import PERSON
from actions.other_countries import with_others
from actions.saying import line_for, remember, say_reply, say_response, this_turn
from actions.updates import with_offer
from bot.content.freshness import said_date
from bot.content.ports import Answer
from bot.content.replies import rest_of
from bot.conversation.followups import live_context
from bot.conversation.guide_parts import SOMEBODY
from bot.conversation.messages import QuickReply, Reply, Source
from bot.conversation.phrases import phrase
from bot.conversation.turn_in_hand import TurnInHand
from bot.services import Services

OFFERS_UPDATES = frozenset({"travel_advice_safety", "war_unrest_evacuation"})
"""Topics whose answer changes with the alert level: a button for updates stands under it."""

REST = "rest"
"""Remembered beside the passages that were shown once the rest of them was shown, too."""


@dataclass(frozen=True)
class Advice:
    """A reply, and what it showed."""

    reply: Reply
    said: tuple[str, ...] = ()
    warned: bool = False


def advice(turn: TurnInHand, services: Services, country: str) -> Advice:
    """The passages that fit. Where no page was ever loaded: plainly that, the link, and the emergency numbers."""
    library, question = services.library, turn.question
    before = live_context(turn.context, turn.now)
    shown = tuple(before.get("said") or ()) if before.get("country") == country else ()
    # "And for my children?" may have an answer of its own on the page, else it belongs to the question before.
    more = library.ask(question.more, country) if question.more else None
    # Who goes may be another one; what is asked is the same: nothing of custody after medicines.
    same_for_another = SOMEBODY.search(question.more) is not None
    nearest = shown[:1] if same_for_another else shown
    if more is None or not more.answered or _ids(more) == shown or not beside(more, nearest):
        more = None
    answer = more or library.ask(question.text, country)
    if same_for_another and shown and more is None and not beside(answer, nearest):
        answer = library.ask(question.text.removesuffix(question.more), country)
    seen = tuple(each for each in shown if each != REST)
    if seen and _ids(answer) == seen:
        rest = "" if REST in shown else rest_of(answer.passages)
        return Advice(_the_rest(turn, answer, rest) if rest else _nothing_more(turn, answer), (*seen, REST))
    warned = bool(answer.warning)
    lead = ""
    if warned and before.get("warned") == country:
        answer = replace(answer, warning="")
        lead = phrase("warned_before", country=services.facts.country(country).spoken)
    reply = library.reply_for(answer, question.shown_as, question.topic)
    lead = "\n\n".join(filter(None, [line_for(turn, services), lead]))
    if lead:
        body = _after_first_line(reply.body, lead) if question.shown_as else f"{lead}\n\n{reply.body}"
        reply = replace(reply, body=body)
    if not (answer.answered or answer.reviewed_at is not None or answer.part):
        numbers = library.emergency_numbers(country)
        reply = replace(reply, body=f"{reply.body}\n\n{numbers.body}", sources=reply.sources + numbers.sources)
    return Advice(with_others(reply, turn, services), _ids(answer), warned)


def _ids(answer: Answer) -> tuple[str, ...]:
    return tuple(passage.id for passage in answer.passages)


def beside(more: Answer, shown: tuple[str, ...]) -> bool:
    """Whether it is of the same part of the page as what was shown: "and for my children?" after medicines is not
    about custody."""
    parts = {each.rpartition("#")[0].rpartition("/")[2] for each in shown}
    return not parts or bool(more.guide) or more.part in parts


def _the_rest(turn: TurnInHand, answer: Answer, rest: str) -> Reply:
    """What was left out of the passages that were shown before, since nothing answers better."""
    lead = f"{turn.question.shown_as}:\n\n" if turn.question.shown_as else ""
    about = {"topic": turn.question.topic, "country": turn.question.country, "part": answer.part, "helpful": True}
    reviewed = f"\n\nGOV.UK reviewed this page on {said_date(answer.reviewed_at)}." if answer.reviewed_at else ""
    source = Source("GOV.UK travel advice", answer.url, answer.reviewed_at)
    return Reply(f"{lead}{phrase('the_rest')}\n\n{rest}{reviewed}", sources=(source,), about=about)


def _nothing_more(turn: TurnInHand, answer: Answer) -> Reply:
    """Instead of the same words again."""
    lead = f"{turn.question.shown_as}:\n\n" if turn.question.shown_as else ""
    buttons = () if turn.case else (QuickReply(*PERSON),)
    page = answer.url.partition("#")[0]
    about = {"topic": turn.question.topic, "country": turn.question.country}
    return Reply(f"{lead}{phrase('nothing_more', url=page)}", buttons, about=about)


def _after_first_line(body: str, line: str) -> str:
    first, _, rest = body.partition("\n\n")
    return f"{first}\n\n{line}\n\n{rest}"


class TravelAdvice(Action):
    """Answers from the asked country's page alone; without a country it asks for one."""

    def name(self) -> str:
        return "action_travel_advice"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn, services = this_turn()
        country = turn.question.country
        if country is None:
            line = services.facts.fcdo_line
            remember(turn, waits_for="country")
            say_response(
                dispatcher,
                "utter_no_country_advice",
                abroad=line.abroad,
                uk=line.uk,
                about={"topic": turn.question.topic},
            )
            return []
        # Ranking reads newly synced pages from the database: never on the event loop.
        found = await asyncio.to_thread(advice, turn, services, country)
        reply = found.reply
        if turn.question.topic in OFFERS_UPDATES:
            reply = await asyncio.to_thread(with_offer, reply, turn, services)
        say_reply(dispatcher, reply)
        remember(turn, said=found.said, warned=found.warned)
        return []
