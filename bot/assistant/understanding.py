"""What a message asks the dialogue to do: one intent, with the question, country and answer that go with it.

The topics are intents by their own names. Beside them stand what only the conversation shows: `in_trouble`,
`answer_to_question`, `skip_question`, `which_country`, `unclear` and `emergency_numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.casework.questions import QuestionText
from bot.conversation.asking import (
    asks_about_wait,
    asks_what_changed,
    aspect,
    calls_off,
    not_answered,
    plain_topic,
    questions_in,
    small_talk,
    wants_person,
)
from bot.conversation.asking_updates import FOLLOW, asked_updates
from bot.conversation.checklists import Heard, asked_of, hear, side_question
from bot.conversation.followups import (
    ABOUT_A_COUNTRY,
    STANDS_ALONE,
    ResolvedQuestion,
    live_context,
    only_a_place,
    resolve,
    shown_as,
)
from bot.conversation.messages import Author, Message
from bot.conversation.questions import ANSWERED, SKIPPED, Answered, read_answer
from bot.conversation.updates_asked import wanted_updates
from bot.places.ports import Located
from bot.triage.cues import cues_in_text
from bot.triage.verdicts import Route, Verdict

NEEDS_COUNTRY: frozenset[str] = frozenset(
    {
        "entry_requirements",
        "travel_advice_safety",
        "health_vaccination",
        "local_laws_customs",
        "embassy_contact",
        "emergency_numbers",
        "updates",
    }
)
"""Topics that cannot be answered without one: the citizen is asked which."""

ASKS_WHICH: frozenset[str] = NEEDS_COUNTRY | {"natural_disaster", "terror_attack", "war_unrest_evacuation"}
"""Topics for which an ambiguous place ("Georgia") is asked about."""

ABOUT_WHERE_THEY_GO: frozenset[str] = frozenset({"travel_advice_safety", "health_vaccination", "local_laws_customs"})
"""Topics of a journey: where several places are named, the destination is meant."""

ABOUT_WHERE_THEY_ARE: frozenset[str] = frozenset(
    {
        "embassy_contact",
        "emergency_numbers",
        "lost_stolen_passport",
        "emergency_travel_document",
        "hospitalised",
        "arrest_detention",
        "assault_crime",
        "death_abroad",
    }
)
"""Topics of help: where several places are named, the one where somebody is counts first."""

UNCLEAR_BELOW = 0.30
"""Probability of the likeliest topic under which the citizen is asked what is meant. Like the two below, a judgement
of ours, tried on some sixty conversations of our own; it was not fitted to any measured set."""

ASK_BEFORE_REFUSING = 0.30
"""Probability of a topic of ours from which a message that seems out of scope is asked about, not refused."""

FEWEST_WORDS_REFUSED = 3
"""Words of a message that can be refused: one or two ("fish") say too little to know what is meant."""

CERTAIN_TOPIC = 0.60
"""Probability from which the model's topic stands against words that name another one outright."""

_OF_THEIRS = re.compile(r"\b(he|him|his|she|her|they|them|their|we|us|our)\b", re.IGNORECASE)
"""Whom a case is about, or who waits with the writer."""

ASKS_BACK: frozenset[str] = frozenset(
    {
        "which_country",
        "unclear",
        "cancel_or_change",
        "in_trouble",
        "talk_to_human",
        "answer_to_question",
        "skip_question",
    }
)
"""Intents whose reply asks something itself, or that have asked it already."""

SIGNPOSTED: frozenset[str] = frozenset(
    {"greeting_chitchat", "abuse_prompt_injection", "other_out_of_scope", "cancel_or_change"}
)
"""Topics that say themselves what is out of scope; any other topic out of scope is answered as `other_out_of_scope`."""


@dataclass(frozen=True)
class Understood:
    """What Rasa is told of a message."""

    intent: str
    question: ResolvedQuestion
    answered: Answered | None = None
    candidates: tuple[str, ...] = ()
    manner: str = ""
    """See `TurnInHand.manner`."""
    checklist: Heard | None = None
    """What the message says to a checklist."""

    def entities(self) -> list[dict[str, Any]]:
        """The country, as Rasa's entity."""
        return [{"entity": "country", "value": self.question.country}] if self.question.country else []


def pressed(message: Message, log: Sequence[Message]) -> Mapping[str, Any] | None:
    """The payload of the button that was pressed, or None: no button, a forged one, or one pressed late.

    `log` holds the messages before this one, oldest first. Only the last message that offered buttons counts, and only
    while the citizen has said nothing since.
    """
    button = message.details.get("button")
    if not isinstance(button, Mapping):
        return None
    for earlier in reversed([m for m in log if m.seq < message.seq]):
        if earlier.author is Author.CITIZEN:
            return None
        offered = earlier.details.get("quick_replies") or ()
        if not offered:
            continue
        choice = button.get("choice")
        if earlier.seq != button.get("message") or not isinstance(choice, int) or not 0 <= choice < len(offered):
            return None
        payload = offered[choice].get("payload")
        return payload if isinstance(payload, Mapping) else None
    return None


@dataclass(frozen=True)
class Standing:
    """What stands when a message arrives."""

    question: QuestionText | None = None
    """The case's open question."""
    waiting: bool = False
    """A case waits for a caseworker."""
    unlocated: bool = False
    """That case does not know the country yet."""
    context: Mapping[str, Any] = field(default_factory=dict)
    """What the conversation is about, see bot.conversation.followups."""
    followed: tuple[str, ...] = ()
    """Countries it gets updates about; looked up only where a message speaks of updates."""


def understand(
    message: Message,
    verdict: Verdict,
    located: Located,
    escalated: bool,
    adds: bool,
    payload: Mapping[str, Any] | None,
    standing: Standing,
    now: datetime,
    name: Callable[[str], str],
) -> Understood:
    """Decide what the dialogue does with a message.

    `escalated`: a case was opened or raised because of it; `adds`: it tells more of what a case stands for. Danger
    comes first, then the open question, then what follows from earlier, then the message on its own.
    """
    body, question = message.body, standing.question
    answered = read_answer(question, body, payload)
    if payload is not None and question is not None and payload.get("question_id") and answered is None:
        payload = None
    alone = resolve(body, verdict.topic, located.countries, {}, now, name)
    before = live_context(standing.context, now)
    if escalated:
        told = answered if answered and answered.status != SKIPPED else None
        besides = None if told or payload else _besides(body, located, before, now, name)
        return besides or Understood("in_trouble" if verdict.topic != "talk_to_human" else "talk_to_human", alone, told)
    updates = _updates(body, payload, located, standing, before, name)
    if updates is not None:
        return updates
    if answered is not None:
        return Understood("skip_question" if answered.status == SKIPPED else "answer_to_question", alone, answered)
    if payload is not None and payload.get("person") is True:
        return _person(alone, standing)
    late = payload is None and bool(message.details.get("button"))
    heard = None if adds and payload is None else hear(body, payload, located, before, name, late)
    if heard is not None:
        return Understood("checklist", asked_of(heard, body, before), checklist=heard)
    if payload is not None:
        chosen = _chosen(payload, before, name)
        if chosen is not None:
            return _in_its_manner(_with_country(chosen, located, asked=False))
    texts = tuple(m.text for m in located.mentions)
    country = located.countries[0] if len(located.countries) == 1 else None
    if standing.unlocated and country and only_a_place(body, texts, country, name):
        where = Answered("where", ANSWERED, body)
        return Understood("in_trouble", replace(alone, country=country), where, manner="located")
    if adds:
        return _besides(body, located, before, now, name) or Understood("in_trouble", alone, manner="adds")
    if wants_person(body) or verdict.topic == "talk_to_human":
        return _person(alone, standing)
    if standing.waiting and asks_about_wait(body) and plain_topic(body) is None:
        return Understood("in_trouble", alone, manner="waits")
    beside = None if payload else side_question(body, before, name)
    if beside is not None:
        return Understood(beside.topic, beside)
    if not_answered(body) and plain_topic(body) is None:
        return Understood("unclear", alone, manner="not_answered")
    topic = _topic(body, verdict, before)
    aside = topic in {"unclear", "other_out_of_scope"} and verdict.topic != "greeting_chitchat"
    if standing.waiting and aside and (not questions_in(body) or (_OF_THEIRS.search(body) and not aspect(body))):
        # "I don't know what to do", "can you pay her bill?": whoever waits for a caseworker says it to them.
        return Understood("in_trouble", alone, manner="adds")
    located = _for_topic(located, topic)
    resolved = resolve(body, topic, located.countries, before, now, name, texts)
    if not resolved.follows and resolved.topic in {"unclear", "embassy_contact"} and aspect(body):
        resolved = replace(resolved, topic=aspect(body) or resolved.topic)
    asks = resolved.text if resolved.follows else body
    spoke_of_one = resolved.country or located.asks or before.get("topic") not in {None, "unclear"}
    # Without a country it may be about their case, or a passport that they renew.
    of_advice = spoke_of_one or not (standing.waiting or plain_topic(body) not in {None, "travel_advice_safety"})
    if of_advice and resolved.topic != "updates" and (asks_what_changed(body) or asks_what_changed(asks)):
        about = resolved.country or (before.get("country") if not located.asks else None)
        changed = ResolvedQuestion(asks, "travel_advice_safety", about, shown_as(about, name))
        return _in_its_manner(_with_country(changed, located, asked=located.asks))
    if country and not resolved.follows and only_a_place(body, texts, country, name):
        return Understood("unclear", replace(resolved, topic="unclear"), manner="place_alone")
    if resolved.topic == "unclear" and before.get("waits_for") == "country" and not aspect(body):
        # They were asked which country, and the words name none that we know.
        again = ResolvedQuestion(str(before.get("question") or body), str(before["topic"]), None, "")
        return Understood("which_country", again, manner="unknown_place")
    understood = _with_country(resolved, located, asked=located.asks)
    return _in_its_manner(understood) if resolved.topic == "updates" else understood


def _updates(
    body: str, payload: Mapping[str, Any] | None, located: Located, standing: Standing, before: Mapping[str, Any],
    name: Callable[[str], str],
) -> Understood | None:
    """ "Tell me if this changes", "stop": heard before the open question, which would take "stop" for its answer."""
    wanted = wanted_updates(body, payload, located, standing.followed, standing.waiting, before, name)
    if wanted is None:
        return None
    if wanted.asks:
        return Understood(
            "which_country", ResolvedQuestion(body, "updates", None, ""), candidates=wanted.countries,
            manner="unknown_place" if wanted.unknown_place else "",
        )
    country, *others = wanted.countries or (None,)
    question = ResolvedQuestion(body, "updates", country, shown_as(country, name))
    return Understood("updates", question, candidates=tuple(filter(None, others)), manner=wanted.kind)


def _in_its_manner(understood: Understood) -> Understood:
    """A question whose country is known now goes to the action that was meant when it was asked."""
    question = understood.question
    if understood.intent == "updates":
        asked = asked_updates(question.text)
        return replace(understood, manner=asked.kind if asked else FOLLOW)
    if understood.intent == "travel_advice_safety" and asks_what_changed(question.text):
        return replace(understood, intent="what_changed")
    return understood


def _for_topic(located: Located, topic: str) -> Located:
    """The countries in the order that the topic asks for: entry is about where they go, help about where they are.

    "I'm in Thailand, do I need a visa for Laos?" → Laos; "to Sydney via Doha" → Australia, and Qatar besides.
    """
    where = located.where
    if topic == "entry_requirements" and where.destination:
        countries = (*where.destination, *where.transit)
    elif topic in ABOUT_WHERE_THEY_GO and where.destination:
        countries = (*where.destination, *located.countries)
    elif topic in ABOUT_WHERE_THEY_ARE and where.likeliest:
        countries = where.likeliest
    else:
        return located
    asks = any(len(mention.countries) > 1 and mention.countries[0] in countries for mention in located.mentions)
    return replace(located, countries=tuple(dict.fromkeys(countries)), asks=asks)


def _person(alone: ResolvedQuestion, standing: Standing) -> Understood:
    """A case for who asks for a person; where one waits already, how it stands."""
    if standing.waiting:
        return Understood("in_trouble", replace(alone, topic="talk_to_human"), manner="waits")
    return Understood("talk_to_human", replace(alone, topic="talk_to_human"))


def _besides(
    body: str, located: Located, before: Mapping[str, Any], now: datetime, name: Callable[[str], str]
) -> Understood | None:
    """A routine question in the same message as trouble: "... Also, how do I renew my passport?"."""
    for part in questions_in(body):
        topic = plain_topic(part)
        if topic is None or cues_in_text(part):
            continue
        country = next((c for m in located.mentions if m.text in part for c in m.countries), None)
        country = country or before.get("country") or (located.countries[0] if located.countries else None)
        if topic not in ABOUT_A_COUNTRY:
            country = None
        if country is None and topic in NEEDS_COUNTRY:
            continue
        return Understood(topic, ResolvedQuestion(part, topic, country, shown_as(country, name)))
    return None


def _topic(body: str, verdict: Verdict, before: Mapping[str, Any]) -> str:
    """The topic of a message by itself: the model's, unless it doubts, refuses or takes a question for small talk."""
    likely = dict(verdict.alternatives)
    named, topic = plain_topic(body), verdict.topic
    if named == "emergency_numbers":
        return named
    if named and likely.get(topic, 0.0) < CERTAIN_TOPIC and topic not in {"complaint_feedback", "suggest_idea"}:
        return named
    if calls_off(body):
        return "cancel_or_change"
    if topic == "greeting_chitchat":
        said = small_talk(body)
        asked = before.get("waits_for")
        if said is None or (said == "ok" and asked in {"country", "meaning"}):
            return named or "unclear"
        return topic
    if topic in {"abuse_prompt_injection", "cancel_or_change"} and likely.get(topic, 1.0) >= UNCLEAR_BELOW:
        return topic
    if verdict.route is Route.OUT_OF_SCOPE or topic == "other_out_of_scope":
        if named:
            return named
        if topic == "other_out_of_scope" and len(body.split()) < FEWEST_WORDS_REFUSED:
            return "unclear"
        ours = [(t, p) for t, p in verdict.alternatives if p >= ASK_BEFORE_REFUSING and t not in SIGNPOSTED]
        if not ours:
            return topic if topic in SIGNPOSTED else "other_out_of_scope"
        return ours[0][0] if verdict.route is Route.ANSWER else "unclear"
    if _unclear(verdict) and topic not in STANDS_ALONE:
        return named or "unclear"
    return topic


def _unclear(verdict: Verdict) -> bool:
    return bool(verdict.alternatives) and max(p for _, p in verdict.alternatives) < UNCLEAR_BELOW


def _chosen(
    payload: Mapping[str, Any], before: Mapping[str, Any], name: Callable[[str], str]
) -> ResolvedQuestion | None:
    """A button of ours: {"topic"} of the fallback, {"country"} of "which country?"."""
    text, country = str(before.get("question") or ""), before.get("country")
    if isinstance(payload.get("topic"), str):
        return ResolvedQuestion(
            str(payload.get("question") or text), str(payload["topic"]), country, shown_as(country, name), True
        )
    if isinstance(payload.get("country"), str) and before.get("topic"):
        return ResolvedQuestion(
            text, str(before["topic"]), str(payload["country"]), shown_as(str(payload["country"]), name), True
        )
    return None


def _with_country(question: ResolvedQuestion, located: Located, asked: bool) -> Understood:
    if asked and question.topic in ASKS_WHICH:
        return Understood("which_country", replace(question, country=None, shown_as=""), candidates=located.countries)
    if question.country is None and question.topic in NEEDS_COUNTRY:
        return Understood("which_country", question)
    if question.country is not None and question.topic not in ABOUT_A_COUNTRY | {"unclear"}:
        # Who may vote or become British is the same everywhere.
        question = replace(question, country=None, shown_as="")
    others = tuple(code for code in located.countries if code != question.country)
    return Understood(question.topic, question, candidates=() if located.asks else others)
