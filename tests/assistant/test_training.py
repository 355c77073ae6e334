"""What is chosen by figures is chosen on messages that nothing had learned from."""

from __future__ import annotations

import numpy as np

from bot.assistant.components.training import Labels, fit_topics, fit_triage
from bot.triage.held_out import held_out
from bot.triage.model import Readings
from bot.triage.surface import Surface

NOTHING = Surface(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.float32))
ROWS = 1200
HELD_OUT = np.arange(ROWS) % 3 == 0


def flattered() -> tuple[Readings, np.ndarray]:
    """Messages whose vectors give the label away where the encoder was tuned on them, and are noise where it was not."""
    random = np.random.default_rng(1)
    danger = random.random(ROWS) < 0.5
    vectors = random.normal(size=(ROWS, 4)).astype(np.float32)
    vectors[~HELD_OUT, 0] = np.where(danger[~HELD_OUT], 3, -3)
    return Readings(vectors, (NOTHING,) * ROWS), danger


def labels(danger: np.ndarray) -> Labels:
    return Labels(
        tuple("arrest_detention" if d else ("insurance", "money_transfer")[i % 2] for i, d in enumerate(danger)),
        tuple("escalate" if d else ("answer" if i % 2 else "out_of_scope") for i, d in enumerate(danger)),
        tuple(("P1", "P2", "P3")[i % 3] if d else "" for i, d in enumerate(danger)),
    )


def test_the_curve_is_drawn_on_what_the_encoder_was_not_tuned_on():
    readings, danger = flattered()
    _, curve = fit_triage(readings, labels(danger), HELD_OUT)
    middle = next(point for point in curve if point.threshold == 0.5)
    # On the messages that it was tuned on, all would be found and nothing raised falsely.
    assert middle.recall - middle.false_alarms < 0.3


def test_a_topic_that_is_only_known_by_heart_is_not_said_with_certainty():
    readings, danger = flattered()
    model = fit_topics(readings, labels(danger).topics, HELD_OUT)
    assert model.topics.probabilities(readings).max() < 0.9


def test_with_few_messages_held_out_all_are_used_fold_by_fold():
    readings, danger = flattered()
    none = np.zeros(ROWS, dtype=np.bool_)
    _, curve = fit_triage(readings, labels(danger), none)
    assert next(point for point in curve if point.threshold == 0.5).recall > 0.75


def test_a_message_is_held_out_by_its_words_alone():
    texts = [f"message {n}" for n in range(600)]
    share = sum(held_out(text) for text in texts) / len(texts)
    assert 0.12 < share < 0.22
    assert [held_out(text.upper() + "  ") for text in texts] == [held_out(text) for text in texts]
