"""From words to the case that opens: which kind, how severe, where, and what the card already knows."""
from __future__ import annotations

import pytest

from bot.casework.case import CaseOpening, Origin, Severity, Wait
from bot.content.facts import load_facts
from bot.triage.danger import DangerCues
from bot.triage.first_replies import load_first_replies
from bot.triage.verdict import CERTAIN, Thresholds, TriageJudge, decide
from bot.triage.verdicts import Cue, Judgement, Route
from tests.fixtures.places import PLACES

TEXTS = load_first_replies(load_facts())
DANGER = DangerCues(PLACES, TEXTS)
JUDGE = TriageJudge(PLACES, TEXTS)


def opened(text: str, *earlier: str, country: str | None = None) -> CaseOpening:
    opening = DANGER.opening(text, earlier, {"country": country} if country else {})
    assert opening is not None
    return opening


def test_a_brother_taken_by_police_in_bangkok_is_p1_in_thailand() -> None:
    opening = opened("my brother was taken by police in Bangkok last night and I can't reach him")
    assert (opening.origin, opening.severity, opening.topic, opening.kind, opening.countries) == (
        Origin.DANGER, Severity.P1, "arrest_detention", "custody_unreachable", ("TH",))
    assert opening.reasons[0] == "taken or held where nobody can reach them"
    assert opening.card["where"] == "Bangkok, Thailand" and opening.card["who"] == "The writer's brother"
    assert opening.questions[0] == "contact"


def test_an_ordinary_arrest_is_p2() -> None:
    opening = opened("my son was arrested in Prague this morning")
    assert (opening.severity, opening.kind, opening.countries) == (Severity.P2, "arrest", ("CZ",))


def test_the_card_never_copies_what_the_citizen_wrote() -> None:
    text = "I was raped by a man called Xavier Plume in Lisbon"
    assert "Plume" not in str(opened(text).card) and "Plume" not in str(opened(text).reasons)


def test_routine_words_open_nothing() -> None:
    assert DANGER.opening("what visa do I need for Laos?", ("hello",), {}) is None


def test_where_they_are_beats_where_they_go() -> None:
    assert opened("I fly to Paris tomorrow but I was robbed in Rome today").countries == ("IT", "FR")


def test_a_journey_ahead_does_not_hide_where_they_said_they_are() -> None:
    assert opened("I fly to Paris tomorrow and they took my passport", "I was robbed in Rome").countries == ("IT", "FR")
    assert opened("I've been arrested, my mum lives in Leeds", "I'm in Dubai").countries[0] == "AE"


def test_home_in_the_uk_is_never_the_place_of_trouble_abroad() -> None:
    opening = opened("I'm in Leeds, my son is in hospital in Goa")
    assert (opening.countries[0], opening.card["where"]) == ("IN", "Goa, India")
    assert opened("my daughter is missing in Prague and I am in London").countries[0] == "CZ"


def test_the_card_tells_where_they_are_from_where_they_go() -> None:
    card = opened("I was robbed in Hanoi, I'm from Leeds and I fly to Laos tomorrow").card
    assert (card["where"], card["going_to"], card["from"]) == ("Hanoi, Vietnam", "Laos", "United Kingdom")
    assert "where" not in opened("someone stole my passport and I'm flying to Cuba tomorrow").card


def test_the_place_may_stand_in_an_earlier_message_or_in_the_context() -> None:
    assert opened("he took my passport", "hi", "in dubai", "my boss").countries == ("AE",)
    assert opened("I've been arrested", country="VN").countries == ("VN",)
    assert opened("I've been arrested in Laos", country="VN").countries == ("LA",)


def test_who_asks_for_a_person_gets_a_p3_case_that_says_so() -> None:
    opening = opened("can I speak to a human please")
    assert (opening.origin, opening.severity, opening.kind) == (Origin.ASKED, Severity.P3, "asks_for_person")


def test_a_number_in_the_words_is_on_the_card_but_unsafe_to_call_unless_said() -> None:
    card = opened("I've been arrested, my number is +66 81 234 5678").card
    assert card["contact"] == "+66 81 234 5678" and "safe_to_call" not in card
    assert opened("my husband beats me, don't call, he reads my phone").card["safe_to_call"] == "No"


def test_the_first_reply_of_the_case_is_for_its_kind_and_country() -> None:
    replies = opened("there is a gunman in our hotel in Nairobi").first_replies
    assert replies is not None
    body = replies("CON-7F3K2M", Wait(0, None), False)[0].body
    assert body.startswith("Call now if you can do it safely. Emergency services in Kenya")


# -- with a model -------------------------------------------------------------------------------------------------
ARREST = Cue("arrest", "arrest_detention", Severity.P2, "arrested")


def judgement(escalate: float, topic: str = "entry_requirements", **more: object) -> Judgement:
    return Judgement(topics=((topic, 0.9), ("insurance", 0.05)), escalate=escalate, **more)


def test_a_cue_raises_what_the_model_would_answer() -> None:
    verdict = decide(judgement(0.01), [ARREST])
    assert (verdict.route, verdict.severity, verdict.kind, verdict.topic) == (Route.ESCALATE, Severity.P2, "arrest", "arrest_detention")
    assert verdict.confidence == CERTAIN


def test_the_model_raises_what_no_cue_hears_and_says_why_in_words() -> None:
    verdict = decide(judgement(0.8, "hospitalised", severities=((Severity.P2, 0.7), (Severity.P3, 0.3))), [])
    assert (verdict.route, verdict.severity, verdict.kind) == (Route.ESCALATE, Severity.P2, "hospital")
    assert verdict.reasons == ("no alarming phrase, but the model reads hospitalised (80% sure)",)
    worded = judgement(0.8, "missing_person", because=("no reply", "since friday"))
    assert decide(worded, []).reasons == (
        "no alarming phrase, but the model reads missing person (80% sure) from the words “no reply”, “since friday”",
    )


@pytest.mark.parametrize(("severities", "severity"), [
    (((Severity.P1, 0.9), (Severity.P2, 0.1)), Severity.P1), (((Severity.P2, 0.5), (Severity.P3, 0.5)), Severity.P2), ((), Severity.P2),
])
def test_the_model_may_raise_a_cues_severity_and_never_lower_it(severities: tuple[tuple[Severity, float], ...], severity: Severity) -> None:
    assert decide(judgement(0.9, "arrest_detention", severities=severities), [ARREST]).severity is severity
    worst = Cue("kidnap", "kidnap_hostage", Severity.P1, "held")
    assert decide(judgement(0.9, severities=severities), [worst]).severity is Severity.P1


def test_a_model_that_sees_trouble_too_names_its_topic_and_kind_where_it_is_surer() -> None:
    verdict = decide(judgement(0.9, "sexual_assault"), [ARREST])
    assert (verdict.topic, verdict.kind, verdict.severity) == ("sexual_assault", "sexual_assault", Severity.P2)
    doubtful = Judgement((("sexual_assault", 0.4), ("arrest_detention", 0.3)), escalate=0.9)
    assert decide(doubtful, [ARREST]).kind == "arrest"


def test_a_doubtful_p1_of_the_model_does_not_raise_what_a_cue_has_heard() -> None:
    half = ((Severity.P1, 0.55), (Severity.P2, 0.45))
    assert decide(judgement(0.9, "arrest_detention", severities=half), [ARREST]).severity is Severity.P2
    assert decide(judgement(0.9, "arrest_detention", severities=half), []).severity is Severity.P1


def test_a_missed_danger_to_life_costs_more_so_less_than_half_is_enough() -> None:
    verdict = decide(judgement(0.9, "welfare_concern", severities=((Severity.P2, 0.54), (Severity.P1, 0.46))), [])
    assert verdict.severity is Severity.P1


def test_the_topic_of_trouble_is_that_of_the_sentence_that_told_it() -> None:
    both = judgement(0.9, "entry_requirements", trouble_topics=(("death_abroad", 0.8), ("hospitalised", 0.1)))
    assert (decide(both, []).topic, decide(both, []).kind) == ("death_abroad", "death")
    assert decide(both, [ARREST]).topic == "death_abroad"
    calm = judgement(0.01, "entry_requirements", trouble_topics=(("death_abroad", 0.8),))
    assert decide(calm, []).topic == "entry_requirements"


def test_the_threshold_comes_with_the_model() -> None:
    assert decide(judgement(0.3, threshold=0.25), []).route is Route.ESCALATE
    assert decide(judgement(0.3, threshold=0.35), []).route is Route.ANSWER
    assert Thresholds.of(judgement(0.3, threshold=0.35)).escalate == 0.35


def test_a_person_is_asked_for_where_the_topic_says_so_without_danger() -> None:
    verdict = decide(judgement(0.0, "talk_to_human"), [])
    assert (verdict.route, verdict.severity, verdict.kind) == (Route.ESCALATE, Severity.P3, "asks_for_person")


def test_what_is_none_of_our_business_is_out_of_scope_and_the_rest_is_answered() -> None:
    out = Judgement((("insurance", 0.3), ("other_out_of_scope", 0.25), ("greeting_chitchat", 0.15)), escalate=0.0)
    verdict = decide(out, [])
    assert (verdict.route, verdict.topic) == (Route.OUT_OF_SCOPE, "other_out_of_scope")
    ours = Judgement((("other_out_of_scope", 0.4), ("insurance", 0.3), ("money_transfer", 0.2)), escalate=0.0)
    assert (decide(ours, []).route, decide(ours, []).topic) == (Route.ANSWER, "insurance")
    assert decide(judgement(0.0), []).route is Route.ANSWER


def test_without_a_model_only_cues_count() -> None:
    assert JUDGE.verdict("I've been arrested in Laos", None).countries == ("LA",)
    assert JUDGE.verdict("visa for Laos?", None).route is Route.ANSWER


def test_the_button_for_a_person_opens_a_case_that_was_asked_for() -> None:
    opening = JUDGE.asked("Talk to a person")
    assert (opening.origin, opening.severity, opening.kind, opening.topic) == (Origin.ASKED, Severity.P3, "asks_for_person", "talk_to_human")


def test_a_model_found_danger_opens_a_case_with_the_place_of_earlier_words() -> None:
    verdict = decide(judgement(0.9, "hospitalised"), [])
    opening = JUDGE.opening(verdict, "he got worse overnight", ("we are in Antalya",))
    assert (opening.origin, opening.countries, opening.kind) == (Origin.DANGER, ("TR",), "hospital")


def test_joined_words_count_only_where_the_new_ones_take_part() -> None:
    assert JUDGE.together("he took my passport", ("in dubai", "my boss"), None).kind == "trafficking"
    assert JUDGE.together("thanks", ("my brother has been arrested",), None).route is Route.ANSWER
