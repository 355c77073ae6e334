"""What a short question means after an earlier one: "and for my children?", "what about Laos?", "is it safe there?".
PURE.

The context is what the conversation is about, as JSON: {"topic", "country", "question", "at"}, and "waits_for":
"country"
after the assistant asked which country. It is forgotten after a day of silence, so that tomorrow's "do I need a
visa?" is
not answered for yesterday's country. The rules are few and in order; the reply always shows what was understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.conversation.asking import aspect
from bot.conversation.guide_parts import of_the_same

REMEMBERED_FOR = timedelta(hours=24)
SHORT = 8
"""Words. A longer message stands on its own, but still takes the country that was spoken of."""

ABOUT_A_COUNTRY: frozenset[str] = frozenset(
    {
        "entry_requirements",
        "travel_advice_safety",
        "health_vaccination",
        "local_laws_customs",
        "embassy_contact",
        "natural_disaster",
        "terror_attack",
        "war_unrest_evacuation",
        "living_abroad",
        "lawyers_translators",
        "marriage_abroad",
        "notarial_legalisation",
        "prisoner_support",
        "insurance",
        "emergency_numbers",
        "emergency_travel_document",
        "lost_stolen_passport",
        "hospitalised",
        "arrest_detention",
        "assault_crime",
        "death_abroad",
        "death_registration",
        "birth_registration",
        "money_transfer",
        "passport_renewal",
        "updates",
    }
)
"""Topics whose answer may differ with the country, so that one is taken over from the last question."""

STANDS_ALONE: frozenset[str] = frozenset(
    {
        "greeting_chitchat",
        "talk_to_human",
        "cancel_or_change",
        "complaint_feedback",
        "suggest_idea",
        "abuse_prompt_injection",
    }
)

_LEAD = re.compile(
    r"^(?:(?:ok(?:ay)?|thanks?(?: you)?|great|right|so|hi|hello|sorry|no)[,.!]?\s+)*"
    r"(?:(?:and|also|but|or|plus)\s+)?(?:(?:what|how)\s+about|what\s+if|same\s+(?:question\s+)?(?:for|in)|and|also|but|or|plus|even"
    r"|is\s+(?:it|that)\s+the\s+same\s+(?:for|in)|does\s+(?:it|that|this)\s+(?:also\s+)?apply\s+(?:for|to|in))\b[\s,:]*",
    re.IGNORECASE,
)
_ONLY_MORE = re.compile(r"^(?:and )?(?:what|how) about\b|^and for\b|^same (?:for|in)\b", re.IGNORECASE)
_SAID_OUTRIGHT = frozenset({"suggest_idea", "complaint_feedback"})
_BETWEEN = re.compile(
    r"\b(?:for|in|to|at|of|from|going|travelling|visiting|i'?m|it'?s|i|mean|meant|is|the|please|then|instead|too|as|well"
    r"|country|also|and|or|now|about|what|how|ok|okay|no|not|sorry|yes|same|we|are|we'?re|am|my|currently|here|trip|holiday|there"
    r"|hi|hello|thanks|located|based|staying)\b|[^\w]",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(there|it|that|this|they|them|those|the same|that country|this country|over there|here|one|he|she|him|her)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\bin\s+(?!(?:there|here|case|total|general|person|english|advance|time|the|an?|my|our|your|this|that|these|which|what|it|summer|winter"
    r"|spring|autumn|january|february|march|april|may|june|july|august|september|october|november|december|cash|public|hospital|prison"
    r"|trouble|danger|need|order|writing|addition|short|hotels?|taxis?|bars?|shops?|town|cities|pounds|euros|dollars|\d+)\b)[a-z]{4,}\W*$",
    re.IGNORECASE,
)
"""A place that we do not know: "the emergency number in spane" is not about the country of the question before."""
_OPENS_ELLIPSIS = re.compile(
    r"^(for|with|without|by|if|at|on|when|how (long|much|many|soon|old|often)|what (documents|papers|do i need)"
    r"|only|just|under|over|until)\b",
    re.IGNORECASE,
)
_OWN_VERB = re.compile(
    r"\b(do|does|did|can|could|is|are|am|will|would|should|must|may|need|have|has|get|renew|apply|find|send|tell)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ResolvedQuestion:
    """What the citizen asks, with what was said before taken in."""

    text: str
    """The words to look an answer up with; never shown."""
    topic: str
    country: str | None
    """ISO 3166-1 alpha-2, with GB and XK."""
    shown_as: str
    """How the reply begins, so that a wrong guess is seen: "For Laos". Empty where no country was understood."""
    follows: bool = False
    """Something was taken over from the last question."""
    more: str = ""
    """What an addition adds ("for my children"): it may have an answer of its own."""
    places: tuple[str, ...] = ()
    """The places that `text` names, as written, so that "and Luxor?" can take the place of "Sharm el Sheikh"."""


def shown_as(country: str | None, name: Callable[[str], str]) -> str:
    """ "For Laos", or "" where no country is known. `name` gives it as it stands in a sentence: "the Philippines"."""
    return f"For {name(country)}" if country else ""


def live_context(context: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
    """The context, or {} where a day of silence, or something unreadable, has ended it. `now` is aware."""
    try:
        at = datetime.fromisoformat(str(context["at"]))
        fresh = timedelta(0) <= now - at + timedelta(minutes=5) and now - at <= REMEMBERED_FOR
    except (KeyError, TypeError, ValueError):
        return {}
    return context if fresh else {}


def or_of_case(context: Mapping[str, Any], countries: Sequence[str], now: datetime) -> Mapping[str, Any]:
    """The context; where there is none and a case stands in one country, that country: "how do I visit her?"."""
    if live_context(context, now) or len(countries) != 1:
        return context
    return {"topic": "unclear", "country": countries[0], "question": "", "at": now.isoformat()}


def new_context(question: ResolvedQuestion, now: datetime, waits_for: str = "") -> dict[str, Any]:
    """What to remember after an answer to `question`."""
    context: dict[str, Any] = {
        "topic": question.topic,
        "country": question.country,
        "question": question.text,
        "at": now.isoformat(),
    }
    if question.places:
        context["places"] = list(question.places)
    if waits_for:
        context["waits_for"] = waits_for
    return context


def resolve(
    text: str,
    topic: str,
    countries: Sequence[str],
    context: Mapping[str, Any],
    now: datetime,
    name: Callable[[str], str],
    mentions: Sequence[str] = (),
) -> ResolvedQuestion:
    """What `text` asks.

    `topic` and `countries` are what was found in the text alone, `mentions` the places as written, `context` what the
    last answer left, `now` aware. Never raises for any text.
    """
    words = " ".join(text.split())
    before = live_context(context, now)
    own = countries[0] if countries else None
    # The country that was spoken of, also where the question after it was about none: "how do I become British?".
    spoke_of = before.get("country") or before.get("spoke_of")
    old_country = spoke_of if isinstance(spoke_of, str) else None
    if own is None and _ELSEWHERE.search(words):
        return ResolvedQuestion(words, (aspect(words) or topic) if topic == "unclear" else topic, None, "")
    old_question, old_topic = str(before.get("question") or ""), str(before.get("topic") or "")

    old_places = tuple(str(place) for place in before.get("places") or ())

    def result(asks: str, about: str, country: str | None, follows: bool, more: str = "") -> ResolvedQuestion:
        places = (*mentions, *old_places) if follows else tuple(mentions)
        places = tuple(dict.fromkeys(place for place in places if place in asks))
        return ResolvedQuestion(asks, about, country, shown_as(country, name), follows, more, places)

    def swapped(country: str) -> str:
        return _swap(old_question, old_country, old_places, country, mentions, name)

    place_alone = own is not None and only_a_place(words, mentions, own, name)
    if not before or old_topic in {"", "unclear"} or (not place_alone and _stands_alone(words, topic)):
        about = (aspect(words) or topic) if topic == "unclear" else topic
        if not before and topic in _SAID_OUTRIGHT and _ONLY_MORE.match(words) and aspect(words) is None:
            # "What about kids?" with nothing before it is no idea for us: what is asked of them was never said.
            about = "unclear"
        if own is None and about in ABOUT_A_COUNTRY and old_country:
            # They named a country and were asked what they want to know about it.
            return result(words, about, old_country, True)
        return result(words, about, own, False)
    lead = _LEAD.match(words)
    rest = words[lead.end() :] if lead else words
    named = aspect(rest)
    if own and (place_alone or not _without_places(rest, mentions, own, name)):
        # "What about Laos?", "Laos", "in Laos please": the last question again, for another country.
        return result(swapped(own), old_topic, own, True)
    short = len(rest.split()) <= SHORT
    if own and lead and short and not named and not _OWN_VERB.search(rest):
        # "And for my children in Laos?"
        return result(f"{swapped(own)} {rest}", old_topic, own, True, rest)
    if not named and of_the_same(_rid_of(rest, mentions)):
        # "What does it cost?", "how long does it take in Nigeria?": of what was asked about before.
        asks = swapped(own) if own else old_question
        return result(f"{asks} {rest}".strip(), old_topic, own or old_country, True, rest)
    if own:
        return result(words, topic, own, False)
    if named and (lead or short):
        # "And the visa?", "is it safe there?": a question of its own about the same country.
        kept = old_country if named in ABOUT_A_COUNTRY else None
        return result(words, named, kept, kept is not None)
    opens = _OPENS_ELLIPSIS.match(rest) is not None
    elliptic = short and (lead is not None or opens)
    own_question = lead and not opens and _OWN_VERB.search(rest)
    if elliptic and not (own_question and topic not in {old_topic, "other_out_of_scope", "unclear"}):
        # "And for my children?", "for how long?": the same question, with more to it.
        return result(f"{old_question} {rest}".strip(), old_topic, old_country, True, rest)
    if _POINTS_BACK.search(rest) and short:
        about = old_topic if topic in {"unclear", "other_out_of_scope"} else topic
        asks = f"{old_question} {rest}".strip() if about == old_topic else words
        return result(asks, about, old_country, True)
    if topic in ABOUT_A_COUNTRY and old_country:
        return result(words, topic, old_country, True)
    return result(words, topic, None, False)


def _stands_alone(words: str, topic: str) -> bool:
    return topic in STANDS_ALONE and _LEAD.match(words) is None or not words


def only_a_place(words: str, mentions: Sequence[str], country: str | None, name: Callable[[str], str]) -> bool:
    """Whether a text says nothing but where: "Spain", "I'm in Tenerife", "it is about Cuba"."""
    return country is not None and not _without_places(_LEAD.sub("", words), mentions, country, name)


def _rid_of(words: str, places: Sequence[str]) -> str:
    """The words without the places in them."""
    for place in places:
        words = re.sub(re.escape(place), " ", words, flags=re.IGNORECASE)
    return words


def _without_places(words: str, mentions: Sequence[str], country: str, name: Callable[[str], str]) -> str:
    """What is left of the words when places and the small words around them are taken out."""
    left = words
    for place in (*mentions, _bare(name(country))):
        left = re.sub(re.escape(place), " ", left, flags=re.IGNORECASE)
    return _BETWEEN.sub("", left)


def _bare(name: str) -> str:
    return re.sub(r"^the ", "", name, flags=re.IGNORECASE)


def _swap(
    question: str,
    old: str | None,
    old_places: Sequence[str],
    new: str,
    mentions: Sequence[str],
    name: Callable[[str], str],
) -> str:
    """The question with the old country's name, or the places of it that the question named, replaced.

    By the new country's name; within the same country by the place as written: "and Luxor?".
    """
    if not old:
        return question
    called, to = _bare(name(old)), _bare(name(new))
    place = next((m for m in mentions if _bare(m).lower() != to.lower()), "") if old == new else ""
    if place:
        # Its country's name stays: "is it safe in Dahab, Egypt?".
        olds = [each for each in old_places if _bare(each).lower() != called.lower()]
        if not olds:
            return question if place in question else f"{question} {place}"
    elif re.search(rf"\b{re.escape(called)}\b", question, re.IGNORECASE):
        olds = [called]
    else:
        olds = list(old_places)
    if not olds:
        return question
    # Where several places were named, the new one stands for the first and the others go.
    written = iter([place or name(new)])
    either = "|".join(re.escape(_bare(each)) for each in sorted(olds, key=len, reverse=True))
    return re.sub(rf"(?:\bthe )?\b(?:{either})\b", lambda _: next(written, ""), question, flags=re.IGNORECASE)
