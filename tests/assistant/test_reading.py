"""Which messages open a case: read alone, read joined, and read while a case stands. No Rasa is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

import pytest

from bot.assistant.reading import Reader
from bot.casework.case import Case, Origin, Question, Severity, Status
from bot.content.facts import load_facts
from bot.conversation.messages import Author, Message
from bot.places.finder import load_places
from bot.triage.first_replies import load_first_replies
from bot.triage.verdict import TriageJudge
from bot.triage.verdicts import Judgement, Route, Verdict
from tests.fixtures.assistant import CertainJudge, FewPlaces

AT = datetime(2026, 11, 22, tzinfo=timezone.utc)
CASE = Case(
    "CON-7F3K2M", "c", Status.WAITING, Origin.DANGER, Severity.P2, "arrest_detention", "arrest", ("detained",), ("TH",),
    AT, 1, raised_seq=1, questions=(Question("contact", "asked"), Question("where", "open")),
)  # fmt: skip


class SetParser:
    """Gives the probability of trouble that a test set for a text, and remembers what it was asked to read."""

    def __init__(self, **trouble: float) -> None:
        self.trouble, self.read = trouble, []

    def parse(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        self.read.append(list(texts))
        return [
            {"triage": {"escalate": self.trouble.get(t.split("\n")[-1] if "\n" not in t else "joined", 0.0)}}
            for t in texts
        ]


class ModelJudge(CertainJudge):
    """As the certain judge, and trouble from the model's probability of 0.3 on."""

    def verdict(self, text: str, judgement: Judgement | None) -> Verdict:
        found = super().verdict(text, judgement)
        if found.route is not Route.ESCALATE and judgement is not None and judgement.escalate >= 0.3:
            return Verdict(Route.ESCALATE, Severity.P2, "missing_person", judgement.escalate, ("model",), (), "missing")
        return found


def message(seq: int, body: str) -> Message:
    return Message("c", seq, Author.CITIZEN, body, AT)


def read(parser: SetParser, body: str, earlier: Sequence[str] = (), case: Case | None = None, seq: int = 9) -> Any:
    before = [message(i + 1, text) for i, text in enumerate(earlier)]
    [reading] = Reader(FewPlaces(), ModelJudge(), parser).read_all([message(seq, body)], before, case)
    return reading


def test_alone_and_joined_are_read_in_one_run_of_the_graph():
    parser = SetParser()
    read(parser, "three", ["one", "two"])
    assert parser.read == [["three", "one\ntwo\nthree"]]


def test_only_the_previous_five_are_joined():
    parser = SetParser()
    read(parser, "seven", ["one", "two", "three", "four", "five", "six"], seq=7)
    assert parser.read[0][1] == "two\nthree\nfour\nfive\nsix\nseven"


@pytest.mark.parametrize(("certainty", "opens"), [(0.49, False), (0.5, True)])
def test_joined_words_count_without_a_cue_only_where_the_model_is_certain(certainty, opens):
    assert (read(SetParser(joined=certainty), "in dubai", ["hi"]).opening is not None) is opens


def test_the_message_alone_counts_from_the_models_own_threshold():
    assert read(SetParser(gone=0.3), "gone", ["hi"]).opening is not None


@pytest.mark.parametrize(
    ("certainty", "words", "context", "opens"),
    [
        (0.44, "can they help me there", {"topic": "embassy_contact"}, False),
        (0.44, "can they help me there", {}, True),
        (0.6, "can they help me there", {"topic": "embassy_contact"}, True),
        (0.44, "he went out and nobody has seen him", {"topic": "embassy_contact"}, True),
    ],
)
def test_a_few_words_after_an_answer_alarm_only_where_the_model_is_certain(certainty, words, context, opens):
    parser = SetParser(**{words: certainty})
    reader = Reader(FewPlaces(), ModelJudge(), parser)
    [reading] = reader.read_all([message(9, words)], [message(1, "where is the embassy in Yemen")], None, None, context)
    assert (reading.opening is not None) is opens


def test_joining_never_lowers_what_the_message_alone_shows():
    assert read(SetParser(joined=0.0), "they kidnapped him", ["hello"]).opening.severity is Severity.P1


def test_while_a_case_stands_the_model_is_not_asked_about_its_words_again():
    parser = SetParser(joined=0.99)
    assert read(parser, "thanks", ["my brother was taken by police"], CASE).opening is None
    assert parser.read == [["thanks"]]


def test_the_message_that_opened_the_case_is_read_in_full_when_its_turn_is_run_again():
    reading = read(SetParser(joined=0.99), "in dubai", ["hi"], replace(CASE, opened_seq=9, raised_seq=9))
    assert reading.opening is not None


@pytest.mark.parametrize("origin", [Origin.UNANSWERED, Origin.FAILED])
def test_a_case_that_only_waits_for_an_answer_hides_no_trouble(origin):
    assert read(SetParser(joined=0.9), "in dubai", ["hi"], replace(CASE, origin=origin)).opening is not None


def test_an_answer_to_the_open_question_is_no_new_alarm_unless_it_is_worse():
    assert read(SetParser(), "me@example.org he is being held", case=CASE).opening is None
    assert (
        read(SetParser(), "me@example.org he is being held", case=replace(CASE, severity=Severity.P3)).opening
        is not None
    )
    assert (
        read(SetParser(), "me@example.org they kidnapped her", case=replace(CASE, severity=Severity.P1)).opening
        is not None
    )


def test_a_message_that_the_graph_cannot_read_is_heard_by_the_cues():
    class Broken:
        def parse(self, texts: Sequence[str]) -> list[dict[str, Any]]:
            raise RuntimeError("no")

    [danger, routine] = Reader(FewPlaces(), ModelJudge(), Broken()).read_all(
        [message(1, "they kidnapped him"), message(2, "visa?")], [], None
    )
    assert danger.opening.severity is Severity.P1 and isinstance(danger.error, RuntimeError)
    assert isinstance(routine.error, RuntimeError)


@pytest.fixture(scope="module")
def real_judge() -> TriageJudge:
    places = load_places()
    return TriageJudge(places, load_first_replies(load_facts()))


def read_really(judge: TriageJudge, parser: SetParser, said: Sequence[str]) -> Any:
    *before, last = (message(number, text) for number, text in enumerate(said, 1))
    [reading] = Reader(load_places(), judge, parser).read_all([last], before, None)
    return reading


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (["please", "my dad is in Malaga", "he", "had a stroke"], "hospital"),
        (["they have", "locked", "me in a room"], "kidnap"),
        (["hello", "I'm in Cairo", "my husband", "hits me"], "domestic_abuse"),
    ],
)
def test_the_real_judge_finds_trouble_in_pieces_and_only_with_the_last_of_them(real_judge, said, kind):
    for count in range(1, len(said)):
        assert read_really(real_judge, SetParser(), said[:count]).opening is None
    found = read_really(real_judge, SetParser(), said)
    assert found.alone.route is Route.ANSWER and found.opening.kind == kind


@pytest.mark.parametrize("word", ["thanks", "ok", "thank you so much"])
def test_the_real_judge_opens_nothing_for_thanks_after_trouble_that_was_dealt_with(real_judge, word):
    said = ["my brother was arrested in Bangkok", "he is in the central police station", word]
    assert read_really(real_judge, SetParser(joined=0.99), said).opening is None


@pytest.mark.parametrize("word", ["stop Israel", "stop the updates", "which updates do I get?"])
def test_a_bare_command_about_updates_makes_no_alarm_of_what_was_asked_before(real_judge, word):
    said = ["send me updates for Israel", word]
    assert read_really(real_judge, SetParser(joined=0.99), said).opening is None


@pytest.mark.parametrize("word", ["and for my kids", "what about my daughter?", "how much is it"])
def test_the_same_for_somebody_after_an_answer_makes_no_alarm_of_what_was_asked_before(real_judge, word):
    before, last = message(1, "how do I get an emergency travel document"), message(2, word)

    def opened(context: dict[str, Any]) -> Any:
        reader = Reader(load_places(), real_judge, SetParser(joined=0.99))
        [reading] = reader.read_all([last], [before], None, context=context)
        return reading.opening

    assert opened({"said": ["guide:emergency_travel_document:"]}) is None
    assert opened({}) is not None


@pytest.mark.parametrize("word", ["stop he is coming", "stop it please", "stop hurting me"])
def test_stop_is_no_command_where_more_is_said(real_judge, word):
    assert read_really(real_judge, SetParser(joined=0.99), ["send me updates for Israel", word]).opening is not None


def test_the_model_counts_in_joined_words_where_the_last_of_them_made_the_trouble(real_judge):
    class Rising(SetParser):
        def parse(self, texts: Sequence[str]) -> list[dict[str, Any]]:
            return [{"triage": {"escalate": 0.9 if t == "one\ntwo\nthree" else 0.1}} for t in texts]

    assert read_really(real_judge, Rising(), ["one", "two", "three"]).opening is not None


def test_more_of_the_same_trouble_is_added_to_the_case_and_no_new_alarm():
    again = read(SetParser(**{"so sad": 0.9}), "so sad", ["they took him"], CASE)
    assert again.opening is None and again.adds


def test_a_guess_of_the_model_does_not_change_what_the_case_is_about():
    worse = read(SetParser(**{"so sad": 0.9}), "so sad", ["they took him"], replace(CASE, severity=Severity.P3))
    assert (worse.opening.kind, worse.opening.topic) == (CASE.kind, CASE.topic)
