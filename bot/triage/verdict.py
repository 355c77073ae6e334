"""What happens with a message: the model's judgement and the danger cues together. Cues can only raise.

`TriageJudge` is what the assistant asks; `./consular triage` asks the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from bot.casework.case import CaseOpening, Severity
from bot.places.ports import Places
from bot.triage.cues import cues_in, cues_in_text
from bot.triage.danger import make_opening, reasons_of, whereabouts
from bot.triage.first_replies import FirstReplyTexts
from bot.triage.languages import Identify, foreign_language, language_name
from bot.triage.topics import OUTSIDE
from bot.triage.verdicts import Cue, Judgement, Route, Verdict

CERTAIN = 0.95
"""Confidence of a route that a danger cue decided: the reviewed lines of tests/unit/triage hold it."""

KIND_OF_TOPIC: dict[str, str] = {
    "arrest_detention": "arrest",
    "death_abroad": "death",
    "hospitalised": "hospital",
    "sexual_assault": "sexual_assault",
    "assault_crime": "assault",
    "missing_person": "missing",
    "kidnap_hostage": "kidnap",
    "child_abduction": "child_taken",
    "forced_marriage": "forced_marriage",
    "mental_health_crisis": "mental_health",
    "terror_attack": "attack",
    "natural_disaster": "disaster",
    "war_unrest_evacuation": "war",
    "stranded_no_money": "destitute",
    "welfare_concern": "welfare",
    "lost_stolen_passport": "lost_passport_urgent",
    "emergency_travel_document": "lost_passport_urgent",
    "talk_to_human": "asks_for_person",
}
"""Topic → kind of danger where only the model sees the trouble; every other topic is `generic`."""

ASKS = "talk_to_human"
"""The topic of whoever asks for a person. The model's danger was learned without it, so it says nothing there."""

UNREADABLE = "unreadable_language"
"""The kind of case for words in a language that we cannot read (data/first_replies.yml)."""

WORST_OF_TOPIC: dict[str, Severity] = {
    "kidnap_hostage": Severity.P1,
    "child_abduction": Severity.P1,
    "forced_marriage": Severity.P1,
    "terror_attack": Severity.P1,
    "talk_to_human": Severity.P3,
}
"""Where a model gives no severity. Source: the label guide."""


@dataclass(frozen=True)
class Thresholds:
    """From where the model's probabilities decide. `escalate` comes with the model (Judgement.threshold)."""

    escalate: float
    out_of_scope: float = 0.5
    asks_for_person: float = 0.5
    """The topic talk_to_human at this probability opens a case: a person is asked for only when said so."""
    danger_to_life: float = 0.45
    """P1 from this probability on, even where another severity is likelier: a missed P1 costs more. Among 819 training
    messages in trouble that the model had not seen, 0.35, 0.45, 0.5 gave 77.7, 77.9, 78.1 % the right severity and
    rated 61, 79, 81 too low."""
    worse_than_a_cue: float = 0.6
    """P1 of the model raises a cue's severity from here on: the cue has heard what the danger is (same messages: 76.6,
    77.9, 78.5, 78.0 % right at 0.35, 0.5, 0.6, 0.7)."""
    heard_topic: float = 1.0
    """Added to the logarithm of the model's probability of a topic that a cue has heard. On those messages, where a cue
    fired, the cue's own topic was right in 66 %, the model's in 77 %, and with 0.5, 1, 2, 5 in 80, 80, 79, 70 %."""

    @classmethod
    def of(cls, judgement: Judgement) -> Thresholds:
        return cls(escalate=judgement.threshold)


def decide(
    judgement: Judgement | None,
    cues: Sequence[Cue],
    countries: Sequence[str] = (),
    thresholds: Thresholds | None = None,
) -> Verdict:
    """The verdict on one text. `cues` worst first; `countries` are the text's; without a judgement only cues count."""
    if judgement is None:
        if not cues:
            return Verdict(Route.ANSWER, None, "other_out_of_scope", 0.0, countries=tuple(countries))
        worst = cues[0]
        return Verdict(
            Route.ESCALATE, worst.severity, worst.topic, CERTAIN, reasons_of(cues), tuple(countries), worst.kind
        )
    limits = thresholds or Thresholds.of(judgement)
    topic, likelihood = judgement.topics[0] if judgement.topics else ("other_out_of_scope", 0.0)
    alternatives = judgement.topics[:5]
    outside = judgement.out_of_scope >= limits.out_of_scope
    model_sees = judgement.escalate >= limits.escalate
    asks = topic == ASKS and likelihood >= limits.asks_for_person
    if cues:
        return _with_cues(judgement, cues, model_sees, limits, countries)
    if model_sees and not asks:
        if judgement.trouble_topics:
            topic = judgement.trouble_topics[0][0]
        severity = _severity(judgement, topic, limits)
        return Verdict(
            Route.ESCALATE,
            severity,
            topic,
            judgement.escalate,
            (_in_words(topic, judgement, alone=True),),
            tuple(countries),
            kind_of(topic, severity),
            alternatives,
        )
    if asks:
        return Verdict(
            Route.ESCALATE,
            Severity.P3,
            topic,
            likelihood,
            ("asks for a person",),
            tuple(countries),
            "asks_for_person",
            alternatives,
        )
    topic = next((name for name, _ in judgement.topics if (name in OUTSIDE) is outside), topic)
    if outside:
        return Verdict(
            Route.OUT_OF_SCOPE,
            None,
            topic,
            judgement.out_of_scope,
            countries=tuple(countries),
            alternatives=alternatives,
        )
    confidence = max(0.0, 1.0 - max(judgement.escalate, judgement.out_of_scope))
    return Verdict(Route.ANSWER, None, topic, confidence, countries=tuple(countries), alternatives=alternatives)


def _with_cues(
    judgement: Judgement, cues: Sequence[Cue], model_sees: bool, limits: Thresholds, countries: Sequence[str]
) -> Verdict:
    """Cues decide the route; the model helps to name the topic, and may only raise the severity."""
    worst = cues[0]
    severity = worst.severity
    alike = {cue.topic: cue for cue in reversed(cues) if cue.severity is worst.severity}
    topic = _topic_with_cues(judgement, alike, model_sees, limits)
    reasons = list(reasons_of(cues))
    if model_sees and topic != ASKS:
        firm = replace(limits, danger_to_life=limits.worse_than_a_cue)
        of_model = _severity(judgement, topic, firm)
        if of_model.is_worse_than(severity):
            severity = of_model
            reasons.append(_in_words(topic, judgement))
    heard = alike.get(topic)
    kind = heard.kind if heard else kind_of(topic, severity) if topic in KIND_OF_TOPIC else worst.kind
    return Verdict(
        Route.ESCALATE,
        severity,
        topic,
        max(CERTAIN, judgement.escalate),
        tuple(reasons),
        tuple(countries),
        kind,
        judgement.topics[:5],
    )


def _topic_with_cues(
    judgement: Judgement, heard: Mapping[str, Cue], model_sees: bool, limits: Thresholds
) -> str:
    """The likeliest topic, where those of the worst cues count for more. A model that sees no trouble has read the
    routine part of the message, so it only chooses among the topics that were heard."""
    ranked = dict(judgement.trouble_topics or judgement.topics)

    def weight(topic: str) -> float:
        return log(ranked.get(topic, 0.0) + 1e-6) + (limits.heard_topic if topic in heard else 0.0)

    candidates = [*heard, *ranked] if model_sees else [*heard]
    return max(candidates, key=weight)


def _severity(judgement: Judgement, topic: str, limits: Thresholds) -> Severity:
    chances = dict(judgement.severities)
    if not chances:
        return WORST_OF_TOPIC.get(topic, Severity.P2)
    if chances.get(Severity.P1, 0.0) >= limits.danger_to_life:
        return Severity.P1
    return max((s for s in chances if s is not Severity.P1), key=lambda s: chances[s], default=Severity.P1)


def kind_of(topic: str, severity: Severity) -> str:
    """The kind of danger, a key of data/first_replies.yml, where only the model sees the trouble."""
    if topic == "mental_health_crisis" and severity is Severity.P1:
        return "suicide"
    if topic == "arrest_detention" and severity is Severity.P1:
        return "custody_unreachable"
    if topic == "assault_crime" and severity is Severity.P3:
        return "robbed"
    return KIND_OF_TOPIC.get(topic, "generic")


def _in_words(topic: str, judgement: Judgement, alone: bool = False) -> str:
    """Why the model raises a message, for the caseworker; `alone`: no danger cue was heard."""
    name = topic.replace("_", " ")
    words = ", ".join(f"“{phrase}”" for phrase in judgement.because)
    start = "no alarming phrase, but the model reads" if alone else "the model reads"
    return f"{start} {name} ({judgement.escalate:.0%} sure){f' from the words {words}' if words else ''}"


def _unread(verdict: Verdict, language: str) -> Verdict:
    """Nobody knows what it says, so a person reads it the same day, or at once where the model is alarmed.

    What the model makes of another language means little else.
    """
    worst = Severity.P1 if verdict.severity is Severity.P1 else Severity.P2
    reason = f"written in {language_name(language)}, which the assistant cannot read"
    return replace(
        verdict,
        route=Route.ESCALATE,
        severity=worst,
        topic="welfare_concern",
        confidence=CERTAIN,
        reasons=(reason,),
        kind=UNREADABLE,
        language=language,
    )


class TriageJudge:
    """The verdict on a text and the case it opens, with a process's places, first replies and ear for languages."""

    def __init__(
        self, places: Places, first_replies: FirstReplyTexts, identify: Identify = lambda text: ()
    ) -> None:
        self._places, self._first_replies, self._identify = places, first_replies, identify

    def verdict(self, text: str, judgement: Judgement | None) -> Verdict:
        """What `text` needs; without a judgement only the danger cues and the language count."""
        cues = cues_in_text(text)
        verdict = decide(judgement, cues, self._places.locate(text).countries)
        language = foreign_language(text, self._identify)
        if language is None:
            return verdict
        return replace(verdict, language=language) if cues else _unread(verdict, language)

    def together(self, text: str, earlier: Sequence[str], judgement: Judgement | None) -> Verdict:
        """The verdict on `text` read on from `earlier` (oldest first); `judgement` is the model's on the joined words.

        Cues of earlier words alone do not count again: only what reaches into `text` does.
        """
        located = self._places.locate("\n".join([*earlier, text]))
        return decide(judgement, cues_in(text, earlier), located.countries)

    def opening(
        self, verdict: Verdict, text: str, earlier: Sequence[str] = (), country: str | None = None
    ) -> CaseOpening:
        """The case for an escalating verdict on `text`; `country` is what the conversation is about."""
        return opening_from(verdict, text, self._places, self._first_replies, earlier, country)

    def asked(self, text: str) -> CaseOpening:
        """The case of a citizen who pressed "Talk to a person"."""
        verdict = Verdict(
            Route.ESCALATE, Severity.P3, "talk_to_human", 1.0, ("asks for a person",), kind="asks_for_person"
        )
        return self.opening(verdict, text)


def opening_from(
    verdict: Verdict,
    text: str,
    places: Places,
    first_replies: FirstReplyTexts,
    earlier: Sequence[str] = (),
    country: str | None = None,
) -> CaseOpening:
    """The case for an escalating verdict. `earlier` are the citizen's words before `text`, oldest first."""
    severity = verdict.severity or Severity.P3
    countries = whereabouts(places, text, earlier, country) or verdict.countries
    return make_opening(
        verdict.kind or "generic",
        severity,
        verdict.topic,
        verdict.reasons,
        countries,
        text,
        places,
        first_replies,
        verdict.language,
        earlier,
    )
