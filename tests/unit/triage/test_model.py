"""The trained judgements, without a model file: what numbers go in, what a caseworker's queue gets out."""

from __future__ import annotations

import io

import numpy as np
import pytest

from bot.casework.case import Severity
from bot.triage.model import Linear, TriageModel, judgement_of, ranking
from bot.triage.windows import LONG_WORDS, MOST_WINDOWS, windows


def linear(*columns: list[float], labels: tuple[str, ...], slope: float = 1.0, intercept: float = 0.0) -> Linear:
    weights = np.array(columns, dtype=np.float32).T
    return Linear(labels, weights, np.zeros(len(labels), dtype=np.float32), slope, intercept)


def danger_is_the_first_number(threshold: float = 0.5) -> TriageModel:
    return TriageModel(
        linear([1, 0], labels=("yes",)),
        linear([0, 1], labels=("yes",)),
        linear([1, 0], [0, 0], [-1, 0], labels=("P1", "P2", "P3")),
        threshold,
    )


def vector(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=np.float32)


def test_a_yes_or_no_is_a_probability_corrected_by_platt():
    judged = linear([2.0], labels=("yes",), slope=0.5, intercept=1.0).probabilities(vector(1.0)[None, :])
    assert judged == pytest.approx(np.array([[1 / (1 + np.exp(-2.0))]]))


def test_a_choice_among_labels_adds_up_to_one():
    judged = linear([1, 0], [0, 1], [0, 0], labels=("a", "b", "c")).probabilities(
        np.array([[3, 1]], dtype=np.float32)
    )
    assert judged.sum() == pytest.approx(1.0)
    assert ranking(("a", "b", "c"), judged[0])[0][0] == "a"


def test_scores_beyond_all_bounds_are_still_probabilities():
    judged = linear([1e6], labels=("yes",)).probabilities(np.array([[1e6], [-1e6]], dtype=np.float32))
    assert np.isfinite(judged).all() and judged[0, 0] > 0.99 and judged[1, 0] < 0.01


def test_the_most_alarming_window_of_a_long_story_counts_with_its_severity():
    triage = danger_is_the_first_number().judge(vector(-3, 0), np.array([[-2, 0], [4, 0]], dtype=np.float32))
    assert triage.escalate == pytest.approx(1 / (1 + np.exp(-4)), rel=1e-5)
    assert max(triage.severities, key=lambda row: row[1])[0] == "P1"


def test_a_window_never_lowers_danger():
    model = danger_is_the_first_number()
    alone = model.judge(vector(4, 0)).escalate
    assert model.judge(vector(4, 0), np.array([[-9, 0]], dtype=np.float32)).escalate == alone


def test_out_of_scope_is_asked_of_the_whole_story_alone():
    assert danger_is_the_first_number().judge(vector(0, -5), np.array([[0, 9]], dtype=np.float32)).out_of_scope < 0.01


def test_many_short_texts_are_judged_as_each_alone():
    model = danger_is_the_first_number(0.3)
    rows = np.array([[1, 2], [-1, 0]], dtype=np.float32)
    assert model.judge_all(rows) == [model.judge(rows[0]), model.judge(rows[1])]


def test_a_model_comes_back_from_its_file_as_it_was():
    model = danger_is_the_first_number(0.17)
    file = io.BytesIO()
    np.savez(file, **model.arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        read = TriageModel.from_arrays(arrays)
    assert read.judge(vector(1, 1)) == model.judge(vector(1, 1))
    assert read.threshold == 0.17


def test_weights_that_do_not_fit_their_labels_are_refused():
    with pytest.raises(ValueError, match="2 labels do not fit"):
        Linear(("a", "b"), np.zeros((3, 1), dtype=np.float32), np.zeros(1, dtype=np.float32))


def test_the_judgement_is_what_the_graph_wrote():
    judgement = judgement_of(
        {
            "intent_ranking": [{"name": "insurance", "confidence": 0.7}],
            "triage": {"escalate": 0.2, "out_of_scope": 0.1, "severities": {"P1": 0.6, "P3": 0.4}, "threshold": 0.17},
        }
    )
    assert judgement.topics == (("insurance", 0.7),)
    assert (judgement.escalate, judgement.out_of_scope, judgement.threshold) == (0.2, 0.1, 0.17)
    assert judgement.severities == ((Severity.P1, 0.6), (Severity.P3, 0.4))


def test_a_graph_that_wrote_nothing_judges_no_danger():
    assert judgement_of({}).escalate == 0.0


def test_a_short_message_has_no_windows():
    assert windows("where is the embassy") == windows("") == []


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
