"""Which of the 43 topics a message is about: Rasa's intent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.assistant.components.judge_shell import JudgeShell
from bot.assistant.components.readings import has_reading, held_out_of, readings_of, window_readings_of
from bot.assistant.components.training import fit_topics
from bot.triage.model import TopicModel, ranking

PART_TOPICS = "part_topics"
"""Data key of a message with parts: for each, (topic, confidence) of the likeliest."""
TOPICS_OF_A_PART = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(JudgeShell[TopicModel]):
    """Writes `intent` and the whole `intent_ranking`. All judgement is in `bot.triage.model`."""

    FILE = "topics.npz"

    @staticmethod
    def read(arrays: Mapping[str, npt.NDArray[Any]]) -> TopicModel:
        return TopicModel.from_arrays(arrays)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [m for m in training_data.intent_examples if has_reading(m)]
        self._model = fit_topics(
            readings_of(examples, self._encoder_name),
            [str(m.get(INTENT)) for m in examples],
            held_out_of(examples),
        )
        return self._keep(self._model.arrays())

    def process(self, messages: list[Message]) -> list[Message]:
        if self._model is None or not messages:
            return messages
        confidences = self._model.confidences(readings_of(messages, self._encoder_name))
        for message, row in zip(messages, confidences, strict=True):
            rows = [
                {INTENT_NAME_KEY: topic, PREDICTED_CONFIDENCE_KEY: confidence}
                for topic, confidence in ranking(self._model.topics.labels, row)
            ]
            message.set(INTENT, rows[0], add_to_output=True)
            parts = window_readings_of(message)
            if parts is not None:
                names, each = self._model.topics.labels, self._model.confidences(parts)
                of_parts = [ranking(names, one)[:TOPICS_OF_A_PART] for one in each]
                message.set(PART_TOPICS, of_parts, add_to_output=True)
            message.set(INTENT_RANKING_KEY, rows, add_to_output=True)
        return messages
