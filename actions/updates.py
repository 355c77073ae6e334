"""Updates on a country's alert level: started, stopped with one word, listed. Wishes are written with the turn."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import remember, say, this_turn
from bot.content.changes import level_words
from bot.content.passages import ADVICE
from bot.conversation.asking_updates import FOLLOW, LIST, STOP
from bot.conversation.claims import Follow, StopFollowing, Wish
from bot.conversation.messages import QuickReply, Reply
from bot.conversation.phrases import phrase
from bot.conversation.turn_in_hand import TurnInHand
from bot.conversation.updates import MOST_FOLLOWED, channel_rule
from bot.conversation.updates_asked import PAYLOAD
from bot.conversation.updates_said import joined, lasts, stopped
from bot.services import Services


def with_offer(reply: Reply, turn: TurnInHand, services: Services) -> Reply:
    """The reply with a button for updates on its country, where they can be had and are not yet.

    Not to who has a case: their questions come first. Reads the database: never on the event loop.
    """
    country = turn.question.country
    if country is None or turn.case is not None or not services.facts.has(country):
        return reply
    followed = [each.country for each in services.store.followed(turn.message.conversation_id)]
    if not services.facts.country(country).advice or country in followed or len(followed) >= MOST_FOLLOWED:
        return reply
    button = QuickReply(phrase("updates_button"), {PAYLOAD: FOLLOW, "country": country})
    return replace(reply, quick_replies=(*reply.quick_replies, button))


def answered(turn: TurnInHand, services: Services) -> tuple[str, list[Wish]]:
    """What to say, and what to wish for. Reads the database."""
    followed = [each.country for each in services.store.followed(turn.message.conversation_id)]
    named = [code for code in (turn.question.country, *turn.candidates) if code and services.facts.has(code)]
    named = list(dict.fromkeys(named))
    if turn.manner == STOP:
        return _stopped(named, followed, turn, services)
    if turn.manner == LIST:
        return _listed(followed, turn, services), []
    return _started(named, followed, turn, services)


def _stopped(
    named: Sequence[str], followed: Sequence[str], turn: TurnInHand, services: Services
) -> tuple[str, list[Wish]]:
    gone = [code for code in followed if not named or code in named]
    if not followed:
        return phrase("updates_none"), []
    if not gone:
        not_theirs = phrase("updates_not_followed", countries=_spoken(named, services))
        return f"{not_theirs} {phrase('updates_still', countries=_spoken(followed, services))}", []
    left = [code for code in followed if code not in gone]
    reference = turn.case.reference if turn.case else ""
    words = stopped(_names(gone, services), _names(left, services), reference)
    return words, [StopFollowing(tuple(gone))]


def _listed(followed: Sequence[str], turn: TurnInHand, services: Services) -> str:
    if not followed:
        return phrase("updates_none")
    levels = "\n".join(f"- {_level(code, services)}" for code in followed)
    return "\n\n".join([phrase("updates_list"), levels, *_terms(turn, services)])


def _started(
    named: Sequence[str], followed: Sequence[str], turn: TurnInHand, services: Services
) -> tuple[str, list[Wish]]:
    nowhere = [code for code in named if not services.facts.country(code).advice]
    already = [code for code in named if code in followed]
    new = [code for code in named if code not in followed and code not in nowhere]
    room = max(0, MOST_FOLLOWED - len(followed))
    fit, over = new[:room], new[room:]
    lines: list[str] = []
    wishes: list[Wish] = []
    if nowhere:
        lines.append(phrase("updates_none_there", countries=_spoken(nowhere, services)))
    if already:
        lines.append(phrase("updates_already", countries=_spoken(already, services)))
    if fit:
        lines.append(phrase("updates_started", countries=_spoken(fit, services)))
        for code in fit:
            page = services.facts.country(code).advice
            # Before the page is read: a change that is stored in between is told, not swallowed.
            changes = services.store.changes_of(page, 1)
            wishes.append(Follow(code, page, changes[0].id if changes else 0))
        lines.append("\n".join(f"- {_level(code, services)}" for code in fit))
    if over:
        held = _spoken([*followed, *fit], services)
        lines.append(phrase("updates_full", most=str(MOST_FOLLOWED), countries=held))
    if fit or already:
        lines += _terms(turn, services)
        lines.append(phrase("updates_email", url=_email_page([*fit, *already], services)))
    return "\n\n".join(lines), wishes


def _terms(turn: TurnInHand, services: Services) -> list[str]:
    channel = services.store.conversation(turn.message.conversation_id).channel
    return [lasts(channel_rule(channel)), phrase("updates_how_to_stop")]


def _level(code: str, services: Services) -> str:
    where = services.facts.country(code)
    page = services.store.page(where.advice)
    if page is None:
        return phrase("updates_no_page", country=where.name)
    about = services.facts.country(where.advice)
    return phrase("updates_level", country=where.name, level=level_words(page.alert_status, about.spoken))


def _email_page(codes: Sequence[str], services: Services) -> str:
    """GOV.UK's own emails: of the page where one country was asked for, else of all."""
    page = services.facts.country(codes[0]).page_url if len(codes) == 1 else ADVICE
    return f"{page}/email-signup"


def _names(codes: Sequence[str], services: Services) -> list[str]:
    return [services.facts.country(code).spoken for code in codes]


def _spoken(codes: Sequence[str], services: Services) -> str:
    return joined(_names(codes, services))


class Updates(Action):
    """Starts, stops or lists; says what is followed now, how long it lasts and how to stop."""

    def name(self) -> str:
        return "action_updates"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn, services = this_turn()
        words, wishes = await asyncio.to_thread(answered, turn, services)
        say(dispatcher, words, topic=turn.question.topic, country=turn.question.country)
        for wish in wishes:
            turn.wish(wish)
        if turn.question.country is not None:
            remember(turn)
        return []
