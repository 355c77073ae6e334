"""What happens with a message: the model's judgement and the danger cues together. Cues can only raise.

`TriageJudge` is what the assistant asks; `./consular triage` asks the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.casework.case import CaseOpening, Severity
from bot.places.ports import Places
from bot.triage.cues import cues_in, cues_in_text
from bot.triage.danger import make_opening, reasons_of, whereabouts
from bot.triage.first_replies import FirstReplyTexts
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
    danger_to_life: float = 0.35
    """P1 from this probability on, even where another severity is likelier: a missed P1 costs more."""

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
    model_sees = judgement.escalate >= limits.escalate
    asks = topic == "talk_to_human" and likelihood >= limits.asks_for_person
    if cues:
        return _with_cues(judgement, cues, model_sees, limits, countries)
    if model_sees:
        severity = _severity(judgement, topic, limits)
        return Verdict(
            Route.ESCALATE,
            severity,
            topic,
            judgement.escalate,
            (_in_words(topic, judgement.escalate),),
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
    if judgement.out_of_scope >= limits.out_of_scope:
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
    """Cues decide the route; the model may choose among their topics and may only raise their severity."""
    worst = cues[0]
    severity, chosen = worst.severity, worst
    ranked = dict(judgement.topics)
    alike = [cue for cue in cues if cue.severity is worst.severity]
    if len(alike) > 1:
        chosen = max(alike, key=lambda cue: ranked.get(cue.topic, 0.0))
    reasons = list(reasons_of(cues))
    if model_sees:
        top = judgement.topics[0][0] if judgement.topics else chosen.topic
        of_model = _severity(judgement, top, limits)
        if of_model.is_worse_than(severity):
            severity = of_model
            reasons.append(_in_words(top, judgement.escalate))
    return Verdict(
        Route.ESCALATE,
        severity,
        chosen.topic,
        max(CERTAIN, judgement.escalate),
        tuple(reasons),
        tuple(countries),
        chosen.kind,
        judgement.topics[:5],
    )


def _severity(judgement: Judgement, topic: str, limits: Thresholds) -> Severity:
    chances = dict(judgement.severities)
    if not chances:
        return WORST_OF_TOPIC.get(topic, Severity.P2)
    if chances.get(Severity.P1, 0.0) >= limits.danger_to_life:
        return Severity.P1
    return max(chances, key=lambda severity: (chances[severity], severity is Severity.P1))


def kind_of(topic: str, severity: Severity) -> str:
    """The kind of danger, a key of data/first_replies.yml, where only the model sees the trouble."""
    if topic == "mental_health_crisis" and severity is Severity.P1:
        return "suicide"
    if topic == "arrest_detention" and severity is Severity.P1:
        return "custody_unreachable"
    if topic == "assault_crime" and severity is Severity.P3:
        return "robbed"
    return KIND_OF_TOPIC.get(topic, "generic")


def _in_words(topic: str, probability: float) -> str:
    name = topic.replace("_", " ")
    return f"no alarming word, but the model reads trouble now ({probability:.0%} sure), most like {name}"


class TriageJudge:
    """The verdict on a text and the case it opens, with a process's places and first replies."""

    def __init__(self, places: Places, first_replies: FirstReplyTexts) -> None:
        self._places, self._first_replies = places, first_replies

    def verdict(self, text: str, judgement: Judgement | None) -> Verdict:
        """What `text` needs; without a judgement only the danger cues count."""
        return decide(judgement, cues_in_text(text), self._places.locate(text).countries)

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
        verdict.kind or "generic", severity, verdict.topic, verdict.reasons, countries, text, places, first_replies
    )
