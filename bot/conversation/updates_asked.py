"""What a message wants of updates where it stands: which countries, or which must be asked for first. PURE."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bot.conversation.asking_updates import FOLLOW, LIST, STOP, AskedUpdates, asked_updates, speaks_of_the_advice
from bot.conversation.followups import only_a_place
from bot.places.ports import Located

PAYLOAD = "updates"
"""The key of our buttons: {"updates": "follow", "country": "EG"}."""

_ELSEWHERE = re.compile(
    r"\b(?:for|on|about|of|from|to|in)\s+(?!(?:this|that|it|there|here|the|any|all|chang\w+|travel|my|me|us|you|updates?|alerts?|advice"
    r"|these|those|countr\w+|gov|now|more|every\w*|hear|know|get|be|sms|text|whatsapp|messenger|telegram|case)\b)[a-z]{3,}",
    re.IGNORECASE,
)  # fmt: skip
"""A place that we do not know: "updates for Narnia" is not about the country of the question before."""
_WISH = re.compile(
    r"\b(?:send|get|give|want|like|receive|tell|let|keep|inform|notify|alert|message|text|warn|ping|sign|subscribe|follow|monitor)\b",
    re.IGNORECASE,
)
"""Where the wish begins: in "I'm in Thailand, send me updates for Laos" it is about what is named after it."""


@dataclass(frozen=True)
class WantedUpdates:
    """What is wanted, as far as it is known."""

    kind: str
    """FOLLOW, STOP or LIST."""
    countries: tuple[str, ...] = ()
    """ISO codes. STOP without any: all that are followed."""
    asks: bool = False
    """Which country must be asked first."""
    unknown_place: bool = False
    """They named one that we do not know."""


def wanted_updates(
    body: str,
    payload: Mapping[str, Any] | None,
    located: Located,
    followed: Collection[str],
    waiting: bool,
    before: Mapping[str, Any],
    name: Callable[[str], str],
) -> WantedUpdates | None:
    """What `body`, or the button behind it, wants of updates; None where it is about something else.

    `followed`: ISO codes that this conversation follows; `waiting`: a case of theirs waits for a caseworker, so that
    "keep me posted" is about that; `before`: what was spoken of; `name` gives a country inside a sentence.
    """
    if payload is not None:
        country = payload.get("country")
        if payload.get(PAYLOAD) != FOLLOW or not isinstance(country, str):
            return None
        return WantedUpdates(FOLLOW, (country,))
    asked = asked_updates(body)
    if asked is None or (asked.place and not _is_place(asked, located, name)):
        return None
    if asked.kind == LIST:
        return WantedUpdates(LIST)
    if asked.kind == STOP:
        return _stop(asked, located, followed)
    return _follow(body, located, waiting, before)


def _is_place(asked: AskedUpdates, located: Located, name: Callable[[str], str]) -> bool:
    texts = tuple(mention.text for mention in located.mentions)
    return bool(located.countries) and only_a_place(asked.place, texts, located.countries[0], name)


def _stop(asked: AskedUpdates, located: Located, followed: Collection[str]) -> WantedUpdates | None:
    theirs = tuple(code for code in located.countries if code in followed)
    if theirs:
        return WantedUpdates(STOP, theirs)
    if not asked.certain and (located.countries or not followed):
        return None
    return WantedUpdates(STOP, located.countries)


def _follow(body: str, located: Located, waiting: bool, before: Mapping[str, Any]) -> WantedUpdates | None:
    if waiting and not located.countries and not speaks_of_the_advice(body):
        return None
    asked_at = _WISH.search(body)
    places = [mention for mention in located.mentions if not mention.of_thing] or located.mentions
    meant = [mention for mention in places if asked_at and mention.start >= asked_at.start()] or places
    named = {code for mention in meant for code in mention.countries}
    countries = tuple(code for code in located.countries if code in named) or located.countries
    if located.asks and any(len(mention.countries) > 1 for mention in meant):
        return WantedUpdates(FOLLOW, countries, asks=True)
    if countries:
        return WantedUpdates(FOLLOW, countries)
    if _ELSEWHERE.search(body):
        return WantedUpdates(FOLLOW, asks=True, unknown_place=True)
    spoken_of = before.get("country")
    if isinstance(spoken_of, str) and spoken_of:
        return WantedUpdates(FOLLOW, (spoken_of,))
    return WantedUpdates(FOLLOW, asks=True)
