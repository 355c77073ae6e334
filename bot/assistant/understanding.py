"""What a message asks the dialogue to do: one intent, with the question, country and answer that go with it.

The topics are intents by their own names. Beside them stand what only the conversation shows: `in_trouble`,
`answer_to_question`, `skip_question`, `which_country`, `unclear` and `emergency_numbers`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.casework.questions import QuestionText
from bot.conversation.followups import STANDS_ALONE, ResolvedQuestion, aspect, live_context, resolve, shown_as
from bot.conversation.messages import Author, Message
from bot.conversation.questions import SKIPPED, Answered, read_answer
from bot.places.ports import Located
from bot.triage.verdicts import Route, Verdict

NEEDS_COUNTRY: frozenset[str] = frozenset(
    {
        "entry_requirements",
        "travel_advice_safety",
        "health_vaccination",
        "local_laws_customs",
        "embassy_contact",
        "emergency_numbers",
    }
)
"""Topics that cannot be answered without one: the citizen is asked which."""

ASKS_WHICH: frozenset[str] = NEEDS_COUNTRY | {"natural_disaster", "terror_attack", "war_unrest_evacuation"}
"""Topics for which an ambiguous place ("Georgia") is asked about."""

UNCLEAR_BELOW = 0.30
"""Probability of the likeliest topic under which the citizen is asked what is meant. Chosen on our own training
messages by cross-validation, see docs/adr/0004-rasa-as-engine.md; the next issue measures it again."""

ASKS_BACK: frozenset[str] = frozenset(
    {"which_country", "unclear", "in_trouble", "talk_to_human", "answer_to_question", "skip_question"}
)
"""Intents whose reply asks something itself, or that have asked it already."""

ASK_BEFORE_REFUSING = 0.30
"""Probability of a topic of ours from which a message that seems out of scope is asked about, not refused."""

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


def understand(
    message: Message,
    verdict: Verdict,
    located: Located,
    escalated: bool,
    payload: Mapping[str, Any] | None,
    question: QuestionText | None,
    context: Mapping[str, Any],
    now: datetime,
    name: Callable[[str], str],
) -> Understood:
    """Decide what the dialogue does with a message.

    `escalated`: a case was opened or raised because of it. `question`: the case's open one, before this message. Danger
    comes first, then the open question, then what follows from earlier, then the message on its own.
    """
    body = message.body
    answered = read_answer(question, body, payload)
    if payload is not None and question is not None and payload.get("question_id") and answered is None:
        payload = None
    alone = resolve(body, verdict.topic, located.countries, {}, now, name)
    if escalated:
        return Understood(
            "in_trouble" if verdict.topic != "talk_to_human" else "talk_to_human",
            alone,
            answered if answered and answered.status != SKIPPED else None,
        )
    if answered is not None:
        return Understood("skip_question" if answered.status == SKIPPED else "answer_to_question", alone, answered)
    if payload is not None and payload.get("person") is True:
        return Understood("talk_to_human", replace(alone, topic="talk_to_human"))
    before = live_context(context, now)
    if payload is not None:
        chosen = _chosen(payload, before, name)
        if chosen is not None:
            return _with_country(chosen, located, asked=False)
    topic = verdict.topic
    if verdict.route is Route.OUT_OF_SCOPE and topic not in STANDS_ALONE and _may_be_ours(verdict):
        topic = "unclear"
    elif verdict.route is Route.OUT_OF_SCOPE and topic not in SIGNPOSTED:
        topic = "other_out_of_scope"
    elif _unclear(verdict) and topic not in STANDS_ALONE:
        topic = "unclear"
    resolved = resolve(body, topic, located.countries, before, now, name, tuple(m.text for m in located.mentions))
    if not resolved.follows and resolved.topic in {"unclear", "embassy_contact"} and aspect(body):
        resolved = replace(resolved, topic=aspect(body) or resolved.topic)
    return _with_country(resolved, located, asked=located.asks)


def _may_be_ours(verdict: Verdict) -> bool:
    """Whether to ask before refusing."""
    return any(p >= ASK_BEFORE_REFUSING and topic not in SIGNPOSTED for topic, p in verdict.alternatives)


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
    return Understood(question.topic, question)
