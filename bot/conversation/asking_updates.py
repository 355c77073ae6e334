"""Words about updates: "tell me if this changes", "stop", "which countries do I follow?". PURE.

Heard before any model, because "stop" must work whatever a model makes of it. Nothing here finds danger: that is
`bot.triage`, and it comes first.
"""
# ruff: noqa: E501 - a pattern that is cut in two is harder to read

from __future__ import annotations

import re
from dataclasses import dataclass

FOLLOW, STOP, LIST = "follow", "stop", "list"
LONGEST = 160
"""Characters. A longer message tells a story; what it asks for is somebody else's to find out."""


@dataclass(frozen=True)
class AskedUpdates:
    """What a message asks of us about updates."""

    kind: str
    """FOLLOW, STOP or LIST."""
    certain: bool = True
    """False for words that say this only where they fit: "stop" where something is followed."""
    place: str = ""
    """Words that must be a place and nothing else, or this was not asked: the "Egypt" of "follow Egypt"."""


_HAIL = r"^\W*(?:(?:please|pls|ok|okay|hi|hello|no|thanks|thank you|now|just|can you|could you|will you|i want (?:you )?to|i(?:'d| would) like (?:you )?to)\W+)*"
_WHAT_IS_SENT = r"(?:updates?|alerts?|notifications?|notices?)"

_STOP_ALONE = re.compile(rf"{_HAIL}(?:stop|stopp|stopall|unsubscribe|unsubscribed?|unsub|unfollow|opt[ -]?out)(?:\W+(?:all|everything|it|this|that|them|these|please|now|thanks|thank you|me))*\W*$", re.IGNORECASE)
_STOP_SENDING = re.compile(
    rf"{_HAIL}(?:stop|cancel|end|turn off|switch off|quit|no more|do ?n[o']?t (?:send|want)|unsubscribe|opt out)\b.{{0,40}}\b{_WHAT_IS_SENT}\b"
    r"|" rf"{_HAIL}(?:stop|quit|do ?n[o']?t|do not) (?:telling|tell|messaging|message|texting|text|notifying|notify|alerting|alert|updating|update) (?:me|us)\b(?! (?:what|how|to)\b)"
    rf"|\b(?:do ?n[o']?t|do not|no longer) (?:want|need|wish)\b.{{0,30}}\b{_WHAT_IS_SENT}\b",
    re.IGNORECASE,
)
_STOP_PLACE = re.compile(rf"{_HAIL}(?:stop|unsubscribe(?: me)?|unfollow|opt out)\b(?:\W+(?:from|for|about|on|of|following))*(?P<rest>(?:\W+[\w'-]+){{1,6}})\W*$", re.IGNORECASE)

_FOLLOW = re.compile(
    r"\b(?:tell|inform|notify|alert|message|text|warn|ping) (?:me|us)\b.{0,70}\b(?:chang(?:e|es|ed|ing)|updates?|updated|(?:goes|gets|moves) (?:up|down|worse|better)|(?:is |gets )?lifted)\b"
    r"|\blet (?:me|us) know\b.{0,70}\b(?:chang(?:e|es|ed|ing)|updates?|updated|(?:goes|gets|moves) (?:up|down|worse|better)|(?:is |gets )?lifted)\b"
    r"|\bkeep (?:me|us) (?:updated|posted|informed|up[ -]to[ -]date|in the loop)\b"
    r"|\b(?:send|get|give|want|like|receive|sign (?:me|us) up|subscribe)\b(?:(?!\b(?:latest|recent|newest|last|any)\b).){0,30}\b(?:updates|alerts|notifications)\b"
    r"|\b(?:subscribe|sign (?:me|us) up) (?:me |us )?(?:to|for)\b",
    re.IGNORECASE,
)
_FOLLOW_PLACE = re.compile(rf"{_HAIL}(?:subscribe|follow|monitor|start following)\b(?P<rest>(?:\W+[\w'-]+){{1,6}})\W*$", re.IGNORECASE)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:case|caseworker|application|appeal|refund|order|parcel|e-?mails?|brother|sister|son|daughter|husband|wife|mother|father|mum|mom|dad"
    r"|friend|partner|child|children|baby|condition|lawyer|hospital|police|embassy|airline|family)\b"
    r"|\b(?:my|his|her|their|our) (?:passport|visa|flight|booking|hotel|money|bank|phone|address|name|number|details)\b",
    re.IGNORECASE,
)
"""What else people want to hear about: a case, somebody they miss, a flight."""
_OF_THE_ADVICE = re.compile(r"\b(?:travel advice|advice|alert level|level|warnings?|gov\.?uk|this (?:changes|is updated)|that changes)\b", re.IGNORECASE)

_LIST = re.compile(
    rf"\b(?:what|which) (?:countries|places|{_WHAT_IS_SENT}) (?:do|am|have|will|did) i\b.{{0,15}}\b(?:follow(?:ing|ed)?|subscribed|signed up|get|getting|receive|have|on)\b"
    r"|\bwh(?:at|o|ich)(?: countries)? (?:am|do) i (?:follow(?:ing)?|subscribed(?: to)?|signed up (?:to|for))\b|\bwhat am i subscribed\b"
    rf"|^\W*(?:(?:list|show|see)(?: me)?(?: all)?(?: of)? )?my (?:{_WHAT_IS_SENT}|subscriptions|countries|follows)\W*$"
    rf"|\b(?:am i|do i) (?:still )?(?:following|subscribed|signed up|get(?:ting)?)\b.{{0,20}}\b(?:{_WHAT_IS_SENT}|anything|any countries)\b",
    re.IGNORECASE,
)


def asked_updates(text: str) -> AskedUpdates | None:
    """What the words ask about updates, or None. Never raises."""
    words = " ".join(text.replace("’", "'").split())
    if not words or len(words) > LONGEST:
        return None
    if _STOP_ALONE.search(words):
        return AskedUpdates(STOP, certain=_says_unsubscribe(words))
    if _STOP_SENDING.search(words) and not _OF_SOMETHING_ELSE.search(words):
        return AskedUpdates(STOP)
    if _LIST.search(words) and not _OF_SOMETHING_ELSE.search(words):
        return AskedUpdates(LIST)
    if found := _STOP_PLACE.search(words):
        return AskedUpdates(STOP, certain=False, place=found["rest"].strip())
    if _OF_SOMETHING_ELSE.search(words):
        return None
    if _FOLLOW.search(words):
        return AskedUpdates(FOLLOW)
    if found := _FOLLOW_PLACE.search(words):
        return AskedUpdates(FOLLOW, certain=False, place=found["rest"].strip())
    return None


def speaks_of_the_advice(text: str) -> bool:
    """Whether "keep me posted" is about travel advice: to who waits for a caseworker it is about their case."""
    return _OF_THE_ADVICE.search(text) is not None


def _says_unsubscribe(words: str) -> bool:
    return re.search(r"\b(?:unsub\w*|unfollow|opt|stopall)\b", words, re.IGNORECASE) is not None
