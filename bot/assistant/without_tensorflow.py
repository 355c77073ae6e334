"""Rasa without TensorFlow: `install()` before the first import of rasa.

Rasa's default recipe imports every component it ships, and those that learn with TensorFlow cost 13 s and 600 MB though
we use none of them. A meta-path finder serves empty classes for just those modules and refuses TensorFlow itself, so a
configuration that names DIET fails with Rasa's own "Can't load class". Sound only because 3.6.21 is the last release:
the version is checked. Measured: docs/adr/0004-rasa-as-engine.md.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.metadata
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from bot.errors import StartError

RASA_VERSION = "3.6.21"

_EMPTY_CLASSES: dict[str, tuple[str, ...]] = {
    "rasa.nlu.classifiers.diet_classifier": ("DIETClassifier",),
    "rasa.nlu.selectors.response_selector": ("ResponseSelector",),
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer": ("ConveRTFeaturizer",),
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer": ("LanguageModelFeaturizer",),
    "rasa.core.policies.ted_policy": ("TEDPolicy",),
    "rasa.core.policies.unexpected_intent_policy": ("UnexpecTEDIntentPolicy",),
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
}
_REFUSED = {"tensorflow", "keras", "tensorflow_hub", "tensorflow_text"}


class WithoutTensorFlow(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Serves the empty classes, and refuses TensorFlow."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] in _REFUSED:
            raise ModuleNotFoundError(f"{fullname} is kept out of this process, see {__name__}", name=fullname)
        if fullname in _EMPTY_CLASSES:
            return importlib.machinery.ModuleSpec(fullname, self, origin=__file__)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        for name in _EMPTY_CLASSES[module.__name__]:
            setattr(module, name, type(name, (), {"__module__": module.__name__}))


def install() -> None:
    """Make ready for `import rasa` in this process; a second call changes nothing.

    Raises StartError where another Rasa is installed than the one that this was tried with.
    """
    if any(isinstance(finder, WithoutTensorFlow) for finder in sys.meta_path):
        return
    version = importlib.metadata.version("rasa")
    if version != RASA_VERSION:
        raise StartError(
            f"rasa {version} is installed, but the assistant is made for {RASA_VERSION}. Run ./consular again "
            "so that it installs what requirements.lock names."
        )
    sys.meta_path.insert(0, WithoutTensorFlow())
    # Rasa reports usage to its makers unless told not to, and SQLAlchemy 1.4 warns of 2.0 on every import.
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
