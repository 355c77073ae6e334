"""The trained judgements, without a model file: what numbers go in, what a caseworker's queue gets out."""

from __future__ import annotations

import io

import numpy as np
import pytest

from bot.casework.case import Severity
from bot.triage.model import PART_DOUBT, Linear, Readings, TopicModel, TriageModel, judgement_of, ranking
from bot.triage.surface import Surface
from bot.triage.windows import LONG_WORDS, MOST_WINDOWS, windows


def linear(*columns: list[float], labels: tuple[str, ...], slope: float = 1.0, intercept: float = 0.0) -> Linear:
    weights = np.array(columns, dtype=np.float32).T
    grams = np.zeros((1, len(labels)), dtype=np.float16)
    return Linear(labels, weights, np.zeros(len(labels), dtype=np.float32), grams, slope, intercept)


def danger_is_the_first_number(threshold: float = 0.5) -> TriageModel:
    return TriageModel(
        linear([1, 0], labels=("yes",)),
        linear([1, 0], [0, 0], [-1, 0], labels=("P1", "P2", "P3")),
        threshold,
    )


NO_GRAMS = Surface(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.float32))


def texts(*rows: list[float], surface: Surface = NO_GRAMS) -> Readings:
    return Readings(np.array(rows, dtype=np.float32), (surface,) * len(rows))


def test_a_yes_or_no_is_a_probability_corrected_by_platt():
    judged = linear([2.0], labels=("yes",), slope=0.5, intercept=1.0).probabilities(texts([1.0]))
    assert judged == pytest.approx(np.array([[1 / (1 + np.exp(-2.0))]]))


def test_a_choice_among_labels_adds_up_to_one():
    judged = linear([1, 0], [0, 1], [0, 0], labels=("a", "b", "c")).probabilities(texts([3, 1]))
    assert judged.sum() == pytest.approx(1.0)
    assert ranking(("a", "b", "c"), judged[0])[0][0] == "a"


def test_scores_beyond_all_bounds_are_still_probabilities():
    judged = linear([1e6], labels=("yes",)).probabilities(texts([1e6], [-1e6]))
    assert np.isfinite(judged).all() and judged[0, 0] > 0.99 and judged[1, 0] < 0.01


def test_the_most_alarming_window_of_a_long_story_counts_with_its_severity():
    triage = danger_is_the_first_number().judge(texts([-3, 0]), texts([-2, 0], [4, 0]))
    assert triage.escalate == pytest.approx(1 / (1 + np.exp(-4 + PART_DOUBT)), rel=1e-5)
    assert max(triage.severities, key=lambda row: row[1])[0] == "P1"


def test_a_window_never_lowers_danger():
    model = danger_is_the_first_number()
    alone = model.judge(texts([4, 0])).escalate
    assert model.judge(texts([4, 0]), texts([-9, 0])).escalate == alone


def test_many_short_texts_are_judged_as_each_alone():
    model = danger_is_the_first_number(0.3)
    rows = texts([1, 2], [-1, 0])
    assert model.judge_all(rows) == [model.judge(rows.only(0)), model.judge(rows.only(1))]


def test_a_model_comes_back_from_its_file_as_it_was():
    model = danger_is_the_first_number(0.17)
    file = io.BytesIO()
    np.savez(file, **model.arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        read = TriageModel.from_arrays(arrays)
    assert read.judge(texts([1, 1])) == model.judge(texts([1, 1]))
    assert read.threshold == 0.17


def test_weights_that_do_not_fit_their_labels_are_refused():
    with pytest.raises(ValueError, match="2 labels do not fit"):
        Linear(("a", "b"), np.zeros((3, 1), dtype=np.float32), np.zeros(1, dtype=np.float32), np.zeros((1, 2)))


def test_the_words_of_a_text_count_beside_its_meaning():
    known = Surface(np.array([0]), np.array([0.5], dtype=np.float32))
    model = Linear(("a", "b"), np.zeros((1, 2), dtype=np.float32), np.zeros(2, dtype=np.float32), np.array([[4.0, 0]]))
    assert model.probabilities(texts([1.0], surface=known))[0, 0] == pytest.approx(1 / (1 + np.exp(-2)))
    assert model.probabilities(texts([1.0]))[0, 0] == 0.5


def test_a_stranger_makes_a_topic_less_certain_and_a_familiar_text_does_not():
    topics = linear([1, 0], [0, 1], labels=("a", "b"))
    model = TopicModel(topics, np.eye(2, dtype=np.float32)[[0, 0, 0]], usual=0.8)
    familiar, stranger = model.confidences(texts([2, 0], [1, 2]))
    assert familiar.sum() == pytest.approx(1.0)
    assert stranger.sum() == pytest.approx((1 / np.sqrt(5)) / 0.8, rel=1e-5)


def test_a_topic_model_comes_back_from_its_file_as_it_was():
    model = TopicModel(linear([1, 0], [0, 1], labels=("a", "b")), np.eye(2, dtype=np.float32), usual=0.7)
    read = TopicModel.from_arrays(model.arrays())
    assert read.confidences(texts([1, 2])) == pytest.approx(model.confidences(texts([1, 2])))


def test_readings_must_have_a_surface_each():
    with pytest.raises(ValueError, match="0 surfaces do not fit"):
        Readings(np.zeros((1, 2), dtype=np.float32), ())


def test_the_judgement_is_what_the_graph_wrote():
    judgement = judgement_of(
        {
            "intent_ranking": [{"name": "insurance", "confidence": 0.7}],
            "triage": {"escalate": 0.2, "severities": {"P1": 0.6, "P3": 0.4}, "threshold": 0.17},
        }
    )
    assert judgement.topics == (("insurance", 0.7),)
    assert (judgement.escalate, judgement.threshold) == (0.2, 0.17)
    assert judgement.severities == ((Severity.P1, 0.6), (Severity.P3, 0.4))


def test_the_part_that_alarmed_brings_its_topics_with_it():
    parse = {
        "intent_ranking": [{"name": "insurance", "confidence": 0.7}],
        "part_topics": [[("insurance", 0.9)], [("death_abroad", 0.8)]],
        "triage": {"escalate": 0.9, "part": 1},
    }
    assert judgement_of(parse).trouble_topics == (("death_abroad", 0.8),)
    assert judgement_of({**parse, "triage": {"escalate": 0.9, "part": None}}).trouble_topics == ()
    judged = danger_is_the_first_number().judge(texts([-3, 0]), texts([-2, 0], [4, 0]))
    assert judged.part == 1 and danger_is_the_first_number().judge(texts([9, 0]), texts([1, 0])).part is None


def test_a_graph_that_wrote_nothing_judges_no_danger():
    assert judgement_of({}).escalate == 0.0


def test_a_short_message_of_one_sentence_has_no_parts():
    assert windows("where is the embassy") == windows("") == windows("Hello! Where is the embassy in Laos?") == []


def test_a_short_message_is_read_sentence_by_sentence():
    assert windows("Do I need a visa for Laos? Oh, and my mother died here. Thanks!") == [
        "Do I need a visa for Laos?", "Oh, and my mother died here.",
    ]  # fmt: skip


def test_every_word_of_a_long_story_is_in_some_window():
    story = " ".join(f"word{n}{'.' if n % 13 == 0 else ''}" for n in range(400))
    assert set(" ".join(windows(story)).split()) == set(story.split())


def test_a_story_without_full_stops_is_cut_between_words():
    found = windows("word " * (LONG_WORDS + 50))
    assert len(found) > 1 and max(len(window.split()) for window in found) < LONG_WORDS


@pytest.mark.parametrize(
    "story", ["x" * 8000, "ab " * 2600, "。".join("字" * 30 for _ in range(250)), "😀" * 4000, "\n" * 8000]
)
def test_eight_thousand_characters_make_few_windows(story: str):
    assert len(windows(story)) <= MOST_WINDOWS
