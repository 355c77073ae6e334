"""A message's words as one vector, and those of its windows where it is a long story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.services import current
from bot.triage.windows import windows

SENTENCE_VECTOR = "sentence_vector"
"""A message's data key: (dimensions,)."""
WINDOW_VECTORS = "window_vectors"
"""A long message's data key: (windows, dimensions)."""


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
        texts, parts = with_windows([str(message.get(TEXT) or "") for message in messages])
        vectors = self._encoder.encode(texts)
        after = len(messages)
        for i, message in enumerate(messages):
            message.set(SENTENCE_VECTOR, vectors[i])
            if parts[i]:
                message.set(WINDOW_VECTORS, vectors[after : after + len(parts[i])])
                after += len(parts[i])
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        for message, vector in zip(examples, self._encoder.encode([str(m.get(TEXT)) for m in examples]), strict=True):
            # Rasa fingerprints training messages by their features, not by data keys, so both are set: another encoder
            # must not find an old classifier in Rasa's cache.
            message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._encoder.name))
            message.set(SENTENCE_VECTOR, vector)
        return training_data


def with_windows(texts: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """All that is encoded for `texts` (themselves, then the windows of the long ones), and each one's windows."""
    parts = [windows(text) for text in texts]
    return [*texts, *(part for row in parts for part in row)], parts


def vectors_of(messages: list[Message], encoder_name: str) -> npt.NDArray[np.float32]:
    """(n, dimensions) of messages that went through SentenceFeaturizer.

    Raises ValueError where it is missing from the pipeline, or where the model was trained with another encoder.
    """
    if current().encoder.name != encoder_name:
        raise ValueError(f"the model was trained with the encoder {encoder_name}. Run ./consular train")
    vectors = [message.get(SENTENCE_VECTOR) for message in messages]
    if any(vector is None for vector in vectors):
        raise ValueError("SentenceFeaturizer must stand before this component in config.yml")
    return np.stack(vectors) if vectors else np.empty((0, current().encoder.dimensions), dtype=np.float32)
