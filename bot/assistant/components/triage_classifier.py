"""Whether somebody is in trouble, whether a message is ours at all, and how soon a person must act."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.assistant.components.judge_shell import JudgeShell
from bot.assistant.components.readings import has_reading, held_out_of, readings_of, window_readings_of
from bot.assistant.components.training import Labels, fit_triage
from bot.triage.model import TriageModel

TRIAGE = "triage"
"""A message's data key, see `bot.triage.model.Triage.as_data`."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TriageClassifier(JudgeShell[TriageModel]):
    """Learns from the `route` and `severity` of each block's metadata. All judgement is in `bot.triage.model`."""

    FILE = "triage.npz"

    @staticmethod
    def read(arrays: Mapping[str, npt.NDArray[Any]]) -> TriageModel:
        return TriageModel.from_arrays(arrays)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [m for m in training_data.intent_examples if has_reading(m) and _marks(m).get("route")]
        labels = Labels(
            tuple(str(m.get(INTENT)) for m in examples),
            tuple(str(_marks(m)["route"]) for m in examples),
            tuple(str(_marks(m).get("severity") or "") for m in examples),
        )
        self._model, curve = fit_triage(
            readings_of(examples, self._encoder_name), labels, held_out_of(examples)
        )
        threshold = {"threshold": self._model.threshold, "curve": [asdict(point) for point in curve]}
        return self._keep(self._model.arrays(), threshold=json.dumps(threshold))

    def process(self, messages: list[Message]) -> list[Message]:
        if self._model is None or not messages:
            return messages
        readings = readings_of(messages, self._encoder_name)
        for row, (message, judgement) in enumerate(zip(messages, self._model.judge_all(readings), strict=True)):
            parts = window_readings_of(message)
            if parts is not None:
                judgement = self._model.judge(readings.only(row), parts)
            message.set(TRIAGE, judgement.as_data(), add_to_output=True)
        return messages


def _marks(message: Message) -> dict[str, Any]:
    """The metadata that stands above a block of training messages."""
    return dict((message.get("metadata") or {}).get("intent") or {})
