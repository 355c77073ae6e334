"""Whether somebody is in trouble, whether a message is ours at all, and how soon a person must act."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.assistant.components.sentence_featurizer import SENTENCE_VECTOR, WINDOW_VECTORS, SentenceFeaturizer, vectors_of
from bot.assistant.components.training import Labels, fit_triage
from bot.services import current
from bot.triage.model import TriageModel

TRIAGE = "triage"
"""A message's data key, see `bot.triage.model.Triage.as_data`."""
_FILE = "triage.npz"
_CURVE = "threshold.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TriageClassifier(GraphComponent):
    """Learns from the `route` and `severity` of each block's metadata. All judgement is in `bot.triage.model`."""

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
    ) -> TriageClassifier:
        return cls(model_storage, resource)

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        model: TriageModel | None = None,
        encoder_name: str | None = None,
    ) -> None:
        self._model_storage, self._resource = model_storage, resource
        self._model = model
        self._encoder_name = encoder_name or current().encoder.name

    def train(self, training_data: TrainingData) -> Resource:
        examples = [
            m for m in training_data.intent_examples if m.get(SENTENCE_VECTOR) is not None and _marks(m).get("route")
        ]
        labels = Labels(
            tuple(str(m.get(INTENT)) for m in examples),
            tuple(str(_marks(m)["route"]) for m in examples),
            tuple(str(_marks(m).get("severity") or "") for m in examples),
        )
        self._model, curve = fit_triage(vectors_of(examples, self._encoder_name), labels)
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(folder / _FILE, encoder=np.array(self._encoder_name), **self._model.arrays())
            (folder / _CURVE).write_text(
                json.dumps({"threshold": self._model.threshold, "curve": [asdict(p) for p in curve]})
            )
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TriageClassifier:
        with model_storage.read_from(resource) as folder, np.load(folder / _FILE, allow_pickle=False) as arrays:
            return cls(model_storage, resource, TriageModel.from_arrays(arrays), str(arrays["encoder"]))

    def process(self, messages: list[Message]) -> list[Message]:
        if self._model is None or not messages:
            return messages
        vectors = vectors_of(messages, self._encoder_name)
        judgements = self._model.judge_all(vectors)
        for message, vector, judgement in zip(messages, vectors, judgements, strict=True):
            parts = message.get(WINDOW_VECTORS)
            if parts is not None:
                judgement = self._model.judge(vector, parts)
            message.set(TRIAGE, judgement.as_data(), add_to_output=True)
        return messages


def _marks(message: Message) -> dict[str, Any]:
    """The metadata that stands above a block of training messages."""
    return dict((message.get("metadata") or {}).get("intent") or {})
