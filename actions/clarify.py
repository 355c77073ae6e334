"""The assistant is not sure what is meant: it asks once, with the two likeliest meanings, then offers a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import say, say_response, this_turn
from actions.topic_names import ABOUT_ANY_COUNTRY, QUESTION_OF_TOPIC, TOPIC_NAMES, USUAL
from bot.conversation.checklists import KEY as CHECKLIST
from bot.conversation.claims import RememberContext
from bot.conversation.followups import live_context
from bot.conversation.phrases import phrase
from bot.conversation.turn_in_hand import TurnInHand

PERSON: tuple[str, Mapping[str, Any]] = ("Talk to a person", {"person": True})

LIKELY_ENOUGH = 0.10
"""Probability from which a meaning is offered: "Rape and sexual assault" under "wats the number" helps nobody."""


class Clarify(Action):
    """Two meanings and a person the first time; the person and the telephone number the second."""

    def name(self) -> str:
        return "action_clarify"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn, services = this_turn()
        line = services.facts.fcdo_line
        if turn.manner == "place_alone" and turn.question.country:
            country = services.facts.country(turn.question.country).spoken
            self._remember(turn, "topic")
            say(
                dispatcher, phrase("what_about_country", country=country), (), _choices(ABOUT_ANY_COUNTRY, ""),
                country=turn.question.country,
            )  # fmt: skip
            return []
        if turn.manner == "not_answered":
            self._remember(turn, "meaning")
            say(dispatcher, phrase("not_answered", abroad=line.abroad, uk=line.uk), (), [] if turn.case else [PERSON])
            return []
        asked = live_context(turn.context, turn.now).get("waits_for") == "meaning"
        self._remember(turn, "meaning")
        if asked:
            about = {"topic": "unclear", "country": turn.question.country, "answered": False}
            say_response(dispatcher, "utter_offer_person", [PERSON], about=about, abroad=line.abroad, uk=line.uk)
            return []
        named = [t for t, p in turn.likeliest if t in TOPIC_NAMES and (p >= LIKELY_ENOUGH or t in USUAL)][:2]
        meanings = (*named, *(t for t in USUAL if t not in named))[:2]
        choices = [*_choices(meanings, turn.message.body), PERSON]
        if named:
            say_response(dispatcher, "utter_which_meaning", choices, about={"clarifies": True})
        else:
            say(dispatcher, phrase("which_meaning_first"), (), choices, clarifies=True)
        return []

    @staticmethod
    def _remember(turn: TurnInHand, waits_for: str) -> None:
        before = live_context(turn.context, turn.now)
        turn.wish(
            RememberContext(
                {
                    "topic": "unclear",
                    "country": turn.question.country or before.get("country"),
                    "question": turn.message.body,
                    "at": turn.now.isoformat(),
                    "waits_for": waits_for,
                    **({CHECKLIST: before[CHECKLIST]} if before.get(CHECKLIST) else {}),
                }
            )
        )


def _choices(topics: Sequence[str], words: str) -> list[tuple[str, Mapping[str, Any]]]:
    """A button a topic. A page is searched with the topic's own question beside the citizen's words."""
    return [
        (TOPIC_NAMES[t], {"topic": t, "question": f"{words} {QUESTION_OF_TOPIC.get(t, '')}".strip()}) for t in topics
    ]
