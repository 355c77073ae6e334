"""A message's letters and words as numbers, and those of its windows where it is a long story."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.assistant.components.readings import SURFACE, WINDOW_SURFACES, text_of
from bot.triage.surface import Vocabulary
from bot.triage.windows import windows

_FILE = "vocabulary.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SurfaceFeaturizer(GraphComponent):
    """Learns which grams the training messages hold. All reading is in `bot.triage.surface`."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SurfaceFeaturizer:
        return cls(model_storage, resource)

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, vocabulary: Vocabulary | None = None
    ) -> None:
        self._model_storage, self._resource, self._vocabulary = model_storage, resource, vocabulary

    def train(self, training_data: TrainingData) -> Resource:
        self._vocabulary = Vocabulary.learn(text_of(m) for m in training_data.intent_examples if m.get(TEXT))
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(folder / _FILE, **self._vocabulary.arrays())
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SurfaceFeaturizer:
        with model_storage.read_from(resource) as folder, np.load(folder / _FILE, allow_pickle=False) as arrays:
            return cls(model_storage, resource, Vocabulary.from_arrays(arrays))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process([m for m in training_data.training_examples if m.get(TEXT)])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        if self._vocabulary is None:
            return messages
        for message in messages:
            text = text_of(message)
            message.set(SURFACE, self._vocabulary.surface(text))
            parts = windows(text)
            if parts:
                message.set(WINDOW_SURFACES, tuple(self._vocabulary.surfaces(parts)))
        return messages
