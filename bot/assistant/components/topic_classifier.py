"""Which of the 43 topics a message is about: Rasa's intent."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.assistant.components.sentence_featurizer import SENTENCE_VECTOR, SentenceFeaturizer, vectors_of
from bot.assistant.components.training import fit_topics
from bot.services import current
from bot.triage.model import Linear, ranking

_FILE = "topics.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """Writes `intent` and the whole `intent_ranking`. All judgement is in `bot.triage.model`."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [SentenceFeaturizer]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        return cls(model_storage, resource)

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        model: Linear | None = None,
        encoder_name: str | None = None,
    ) -> None:
        self._model_storage, self._resource = model_storage, resource
        self._model = model
        self._encoder_name = encoder_name or current().encoder.name

    def train(self, training_data: TrainingData) -> Resource:
        examples = [m for m in training_data.intent_examples if m.get(SENTENCE_VECTOR) is not None]
        self._model = fit_topics(vectors_of(examples, self._encoder_name), [str(m.get(INTENT)) for m in examples])
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(folder / _FILE, encoder=np.array(self._encoder_name), **self._model.arrays("topics"))
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        with model_storage.read_from(resource) as folder, np.load(folder / _FILE, allow_pickle=False) as arrays:
            return cls(model_storage, resource, Linear.from_arrays(arrays, "topics"), str(arrays["encoder"]))

    def process(self, messages: list[Message]) -> list[Message]:
        if self._model is None or not messages:
            return messages
        for message, p in zip(
            messages, self._model.probabilities(vectors_of(messages, self._encoder_name)), strict=True
        ):
            rows = [
                {INTENT_NAME_KEY: topic, PREDICTED_CONFIDENCE_KEY: confidence}
                for topic, confidence in ranking(self._model.labels, p)
            ]
            message.set(INTENT, rows[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, rows, add_to_output=True)
        return messages
