"""Messages of Rasa → what the judgements see of them: the two featurizers write it, the two classifiers read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.services import current
from bot.triage.held_out import held_out
from bot.triage.model import Readings
from bot.triage.windows import windows

SENTENCE_VECTOR = "sentence_vector"
"""A message's data key: Vectors of (dimensions,)."""
WINDOW_VECTORS = "window_vectors"
"""Data key of a message with parts: Vectors of (parts, dimensions)."""
SURFACE = "surface"
"""A message's data key: a bot.triage.surface.Surface."""
WINDOW_SURFACES = "window_surfaces"
"""Data key of a message with parts: a tuple of those."""


@dataclass(frozen=True)
class Vectors:
    """Numbers that a message carries through the graph.

    Rasa takes a fingerprint of every training message after every component: without one of their own, they would be
    written out digit by digit, which took longer than the training itself.
    """

    numbers: npt.NDArray[np.float32]

    def fingerprint(self) -> str:
        return blake2b(self.numbers.tobytes(), digest_size=16).hexdigest()



def text_of(message: Message) -> str:
    return str(message.get(TEXT) or "")


def with_windows(texts: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """All that is read for `texts` (themselves, then the windows of the long ones), and each one's windows."""
    parts = [windows(text) for text in texts]
    return [*texts, *(part for row in parts for part in row)], parts


def has_reading(message: Message) -> bool:
    return message.get(SENTENCE_VECTOR) is not None and message.get(SURFACE) is not None


def held_out_of(messages: Sequence[Message]) -> npt.NDArray[np.bool_]:
    """(n,): which of them the encoder was not tuned on."""
    return np.array([held_out(text_of(message)) for message in messages], dtype=np.bool_)


def readings_of(messages: Sequence[Message], encoder_name: str) -> Readings:
    """The messages, each as a whole.

    Raises ValueError where a featurizer is missing from the pipeline, or where the model was trained with another
    encoder.
    """
    if current().encoder.name != encoder_name:
        raise ValueError(f"the model was trained with the encoder {encoder_name}. Run ./consular train")
    if not all(has_reading(message) for message in messages):
        raise ValueError("SentenceFeaturizer and SurfaceFeaturizer must stand before this component in config.yml")
    if not messages:
        return Readings(np.empty((0, current().encoder.dimensions), dtype=np.float32), ())
    vectors = np.stack([message.get(SENTENCE_VECTOR).numbers for message in messages])
    return Readings(vectors, tuple(message.get(SURFACE) for message in messages))


def window_readings_of(message: Message) -> Readings | None:
    """The windows of a long message, None of a short one."""
    vectors, surfaces = message.get(WINDOW_VECTORS), message.get(WINDOW_SURFACES)
    return None if vectors is None or surfaces is None else Readings(vectors.numbers, surfaces)
