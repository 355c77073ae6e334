"""A message's words as one vector, and those of its windows where it is a long story."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.assistant.components.readings import SENTENCE_VECTOR, WINDOW_VECTORS, Vectors, text_of, with_windows
from bot.services import current


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(GraphComponent):
    """Encodes all texts of a batch at once. All judgement of vectors is in `bot.triage.model`."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        return cls()

    def __init__(self) -> None:
        self._encoder = current().encoder

    def process(self, messages: list[Message]) -> list[Message]:
        texts, parts = with_windows([text_of(message) for message in messages])
        vectors = self._encoder.encode(texts)
        after = len(messages)
        for i, message in enumerate(messages):
            message.set(SENTENCE_VECTOR, Vectors(vectors[i]))
            if parts[i]:
                message.set(WINDOW_VECTORS, Vectors(vectors[after : after + len(parts[i])]))
                after += len(parts[i])
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        for message, vector in zip(examples, self._encoder.encode([str(m.get(TEXT)) for m in examples]), strict=True):
            message.set(SENTENCE_VECTOR, Vectors(vector))
        return training_data
