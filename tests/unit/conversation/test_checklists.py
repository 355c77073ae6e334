"""What words say to a checklist: answers, skips, back, corrections, leaving; and what is none of these."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.checklists.journeys import journeys
from bot.conversation.checklists import Heard, Progress, carry_on, hear, only_answers, progress_of, side_question
from bot.places.finder import load_places

PLACES = load_places()


def heard(words: str, progress: Progress | None = None, late: bool = False, **context: object) -> Heard | None:
    before = dict(context)
    if progress is not None:
        before["checklist"] = progress.as_json()
    return hear(words, None, PLACES.locate(words), before, PLACES.name, late)


def up_to(journey: str, **given: str) -> Progress:
    progress = Progress(journey)
    for ask, value in given.items():
        progress = progress.with_answer(ask, value)
    return progress


WHERE = up_to("register_birth")
PARENTS = up_to("register_birth", where="ES")
HOME = up_to("marriage_abroad", where="IT")
WHO = up_to("emergency_travel_document", where="TH")
WHAT_HAPPENED = up_to("emergency_travel_document", where="TH", who="adult")


@pytest.mark.parametrize(("progress", "words", "value"), [
    (WHERE, "Spain", "ES"), (WHERE, "it was in Barcelona", "ES"), (WHERE, "Spain?", "ES"), (WHERE, "in Tenerife", "ES"),
    (PARENTS, "both", "both"), (PARENTS, "The mother", "mother"), (PARENTS, "mum is british", "mother"),
    (PARENTS, "neither of us is british", "neither"), (PARENTS, "2", "mother"), (PARENTS, "the first one", "both"),
    (HOME, "in Italy", "there"), (HOME, "England", "uk"), (HOME, "I live in Dubai", "other"), (HOME, "there", "there"),
    (WHO, "me", "adult"), (WHO, "it's for my 3 year old daughter", "child"), (WHO, "my baby son", "child"),
    (WHAT_HAPPENED, "it was stolen", "lost"), (WHAT_HAPPENED, "not lost, it has expired", "spoilt"),
    (WHAT_HAPPENED, "I can't find it", "lost"), (WHAT_HAPPENED, "i can’t find it", "lost"),
    (WHAT_HAPPENED, "the passport office has it", "away"),
])  # fmt: skip
def test_words_answer_the_question_that_waits(progress: Progress, words: str, value: str):
    assert progress.open is not None
    assert heard(words, progress) == Heard("answer", ask=progress.open.id, value=value)


@pytest.mark.parametrize(("progress", "words"), [
    (WHERE, "what about a visa for Laos?"), (WHERE, "my brother died"), (WHERE, "how much is it?"),
    (WHERE, "we live in Spain and she was born in Portugal"), (WHERE, "is it safe in Spain?"),
    (WHERE, "where is the embassy in Spain"), (PARENTS, "tell me more"), (PARENTS, "how long does it take?"),
    (PARENTS, "lost or stolen"), (PARENTS, "9"), (WHO, "tell me more"), (WHO, "me and my daughter"),
    (WHO, "can you help me find my wife and my children who have not called me since"),
    (WHAT_HAPPENED, "who do I pay?"), (WHAT_HAPPENED, "I want to talk to a person"), (HOME, "hello"),
])  # fmt: skip
def test_what_does_not_fit_the_question_is_no_answer(progress: Progress, words: str):
    assert heard(words, progress) is None


@pytest.mark.parametrize("words", ["skip", "Skip this question", "pass", "I don't know", "not sure yet", "no idea",
                                   "I would rather not say"])
@pytest.mark.parametrize("progress", [WHERE, PARENTS, HOME, WHO], ids=["country", "parents", "home", "who"])
def test_every_question_can_be_skipped(progress: Progress, words: str):
    assert progress.open is not None
    assert heard(words, progress) == Heard("answer", ask=progress.open.id, value="")


@pytest.mark.parametrize("words", ["stop", "Stop please", "cancel", "quit", "never mind", "forget it", "I want to stop",
                                   "I do not want this checklist"])
def test_it_can_be_left_at_any_moment(words: str):
    assert heard(words, PARENTS) == Heard("leave")
    assert carry_on(PARENTS, Heard("leave")) is None
    assert heard(words) is None


@pytest.mark.parametrize("words", ["back", "go back", "that was wrong", "I made a mistake", "change my answer"])
def test_back_takes_the_last_answer_away(words: str):
    assert heard(words, PARENTS) == Heard("back")
    gone_back = carry_on(PARENTS, Heard("back"))
    assert gone_back is not None and gone_back.open is not None and gone_back.open.id == "where"


@pytest.mark.parametrize("words", ["no, Portugal", "actually it was Portugal", "sorry, I meant Portugal"])
def test_an_earlier_answer_is_corrected_in_its_place(words: str):
    said = heard(words, PARENTS)
    assert said == Heard("answer", ask="where", value="PT")
    corrected = carry_on(PARENTS, said)
    assert corrected is not None and corrected.given == (("where", "PT"),)
    assert corrected.open is not None and corrected.open.id == "parents"


def test_a_place_in_several_countries_is_asked_about():
    assert heard("Georgia", WHERE) == Heard("which", ask="where", candidates=("GE", "US"))


@pytest.mark.parametrize(("words", "said"), [
    ("make my checklist", Heard("choose")),
    ("a check list for getting married in Italy please", Heard("start", journey="marriage_abroad", value="IT")),
    ("checklist for a life certificate", Heard("start", journey="prove_life")),
    ("I don't want a checklist", None),
    ("what do I need to get married in Italy?", None),
])  # fmt: skip
def test_a_checklist_is_asked_for_in_words(words: str, said: Heard | None):
    assert heard(words) == said


def test_a_checklist_is_about_what_was_spoken_of():
    said = heard("checklist please", topic="passport_renewal", country="FR", question="renew my passport")
    assert said == Heard("start", journey="passport_renewal", value="FR")
    said = heard("checklist", topic="notarial_legalisation", country="FR", question="my pension wants proof of life")
    assert said == Heard("start", journey="prove_life", value="FR")


def test_a_paused_checklist_takes_no_answer_until_the_citizen_goes_on():
    from dataclasses import replace

    paused = replace(PARENTS, paused=True)
    assert heard("both", paused) is None
    assert heard("stop", paused) is None
    for words in ("go on", "go on with my checklist", "checklist", "continue"):
        assert heard(words, paused) == Heard("resume")
    resumed = carry_on(paused, Heard("resume"))
    assert resumed is not None and resumed.asking


def test_the_title_of_a_button_pressed_late_answers_nothing():
    assert heard("Both", PARENTS, late=True) is None
    assert heard("Skip", PARENTS, late=True) is None
    assert heard("Stop", PARENTS, late=True) is None


@pytest.mark.parametrize("payload", [
    {"checklist": "x"}, {"checklist": {}}, {"checklist": {"do": "start", "id": "x"}}, {"topic": "insurance"}, {},
    {"checklist": {"do": "answer", "ask": "x", "value": "y"}}, {"checklist": {"do": "answer", "ask": "parents", "value": "y"}},
    {"checklist": {"do": "explode"}}, {"person": True},
])  # fmt: skip
def test_a_strange_button_says_nothing(payload: dict[str, object]):
    located = PLACES.locate("x")
    assert hear("x", payload, located, {"checklist": PARENTS.as_json()}, PLACES.name) is None


@pytest.mark.parametrize("row", [
    None, "x", 7, [], {}, {"id": "x"}, {"id": "register_birth", "given": "x"}, {"id": "register_birth", "given": [1]},
    {"id": "register_birth", "given": [["a"], ["where", "ES", "x"]], "asides": "x"}, {"id": ["register_birth"]},
    {"id": "register_birth", "given": 7},
])  # fmt: skip
def test_a_context_that_cannot_be_read_breaks_nothing(row: object):
    found = progress_of({"checklist": row})
    assert found is None or found.given == ()


def test_progress_survives_being_stored():
    for journey in journeys().values():
        progress = Progress(journey.id, tuple((ask.id, "") for ask in journey.asks[:2]), 2, True, "t")
        assert progress_of({"checklist": progress.as_json()}) == progress


@pytest.mark.parametrize(("words", "asks"), [
    ("how much is it?", True), ("how long does it take?", True), ("what papers do I need?", True),
    ("how much is a visa?", False), ("how do I vote from abroad?", False),
    ("how much does it cost to register the birth of my second child if he was born in another country", False),
])  # fmt: skip
def test_a_short_side_question_is_about_what_the_list_is_for(words: str, asks: bool):
    before = {"checklist": HOME.as_json(), "topic": "marriage_abroad"}
    found = side_question(words, before, PLACES.name)
    assert (found is not None) is asks
    if found is not None:
        assert (found.topic, found.country, found.shown_as) == ("marriage_abroad", "IT", "For Italy")


def test_after_another_subject_the_side_question_is_about_that():
    before = {"checklist": HOME.as_json(), "topic": "voting_abroad"}
    assert side_question("how much is it?", before, PLACES.name) is None


@pytest.mark.parametrize(("progress", "words", "only"), [
    (WHAT_HAPPENED, "it was stolen", True), (WHAT_HAPPENED, "Lost or stolen", True),
    (WHAT_HAPPENED, "it was stolen and they beat me", False), (WHAT_HAPPENED, "was it stolen?", False),
    (WHO, "my son", True), (WHO, "my son is missing", False), (WHERE, "Spain", False),
    (up_to("marriage_abroad", where="IT", home="uk"), "a man and a woman", True),
    (up_to("prove_life", who="state", where="FR"), "no, I am in hospital", False),
])  # fmt: skip
def test_only_the_bare_answer_is_read_without_the_model(progress: Progress, words: str, only: bool):
    assert only_answers(words, {"checklist": progress.as_json()}) is only
    assert not only_answers(words, {})


@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str):
    for progress in (None, WHERE, PARENTS, HOME):
        heard(text, progress)
