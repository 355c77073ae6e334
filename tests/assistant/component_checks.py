"""Checks that every graph component of ours must pass; tests/assistant/test_components.py runs them over each."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.assistant.components.sentence_featurizer import SentenceFeaturizer
from bot.assistant.components.surface_featurizer import SurfaceFeaturizer

ODD_TEXTS = ("", " ", "help " * 1600, "😀🇬🇧😭" * 40, "/restart", "\x00\u202e abc", "x" * 8000, "مرحبا 你好")
"""Empty, blank, 8,000 characters with and without spaces, emoji, a command, control characters, other scripts."""

EXAMPLES: tuple[tuple[str, str, dict[str, str]], ...] = tuple(
    (f"{start} {end}", topic, marks)
    for topic, marks, starts, ends in (
        (
            "arrest_detention",
            {"route": "escalate", "severity": "P2"},
            ("my brother was arrested", "police are holding my son"),
            ("in Cairo", "last night", "and he has no lawyer"),
        ),
        (
            "kidnap_hostage",
            {"route": "escalate", "severity": "P1"},
            ("armed men took my father", "they locked us in a house"),
            ("in Lagos", "for a ransom", "and took our phones"),
        ),
        (
            "lost_stolen_passport",
            {"route": "escalate", "severity": "P3"},
            ("I lost my passport", "our passports were stolen"),
            ("and fly tomorrow", "in Rome", "before the flight home"),
        ),
        (
            "insurance",
            {"route": "answer"},
            ("do I need travel insurance", "is my health card valid"),
            ("for Spain", "if I ski", "at a private clinic"),
        ),
        ("greeting_chitchat", {"route": "out_of_scope"}, ("hello", "thank you"), ("there", "very much", "my friend")),
    )
    for start in starts
    for end in ends
)


def training_data() -> TrainingData:
    """Thirty messages of five topics, of every route and severity."""
    return TrainingData([Message.build(text, topic, intent_metadata=marks) for text, topic, marks in EXAMPLES])


def made(component: type[Any], folder: Path, examples: TrainingData | None = None) -> tuple[Any, Any]:
    """A component as Rasa makes it, and the same loaded from what it kept (itself where it learns nothing)."""
    storage = LocalModelStorage.create(folder)
    resource = Resource(component.__name__)
    context = ExecutionContext(GraphSchema({}), model_id="check", node_name=component.__name__)
    fresh = component.create({}, storage, resource, context)
    if not hasattr(fresh, "train"):
        return fresh, component.create({}, storage, resource, context)
    read = SentenceFeaturizer().process_training_data(examples or training_data())
    fresh.train(surfaces().process_training_data(read))
    return fresh, component.load({}, storage, resource, context)


@lru_cache
def surfaces() -> SurfaceFeaturizer:
    """A surface featurizer that learned the thirty messages."""
    featurizer = SurfaceFeaturizer(LocalModelStorage.create(Path(tempfile.mkdtemp())), Resource("surfaces"))
    featurizer.train(training_data())
    return featurizer


def outputs(component: Any, texts: Sequence[str]) -> list[dict[str, Any]]:
    """What the component adds to each text, in one batch."""
    messages = surfaces().process(SentenceFeaturizer().process([Message({"text": text}) for text in texts]))
    return [message.as_dict(only_output_properties=True) for message in component.process(messages)]


def alike(one: Any, other: Any) -> bool:
    """Equal, but for the last digits of numbers: a batch is multiplied in another order than one text."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(alike(a, b) for a, b in zip(one, other, strict=True))
    return abs(one - other) < 1e-3 if isinstance(one, float) else bool(one == other)


def check_loaded_says_what_trained_said(component: type[Any], folder: Path) -> None:
    fresh, loaded = made(component, folder)
    texts = ["they arrested my sister", "do I need insurance", *ODD_TEXTS]
    assert outputs(loaded, texts) == outputs(fresh, texts)


def check_any_text_is_read(component: type[Any], folder: Path) -> None:
    _, loaded = made(component, folder)
    assert len(outputs(loaded, ODD_TEXTS)) == len(ODD_TEXTS)


def check_a_batch_is_read_as_each_alone(component: type[Any], folder: Path) -> None:
    _, loaded = made(component, folder)
    together = outputs(loaded, ODD_TEXTS)
    for text, found in zip(ODD_TEXTS, together, strict=True):
        assert alike(outputs(loaded, [text]), [found]), repr(text[:20])


def check_keeps_no_pickle(component: type[Any], folder: Path) -> None:
    made(component, folder)
    assert [p.name for p in folder.rglob("*") if p.is_file() and p.suffix not in {".npz", ".json"}] == []


CHECKS = (
    check_loaded_says_what_trained_said,
    check_any_text_is_read,
    check_a_batch_is_read_as_each_alone,
    check_keeps_no_pickle,
)
