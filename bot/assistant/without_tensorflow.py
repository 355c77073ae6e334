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
_NOT_NEEDED_TO_SERVE = frozenset({"boto3", "botocore", "matplotlib", "pymongo", "sklearn"})
"""Imported by Rasa for tracker stores, plots and training; 90 MB that an assistant at work never touches."""
_REFUSED = {"tensorflow", "keras", "tensorflow_hub", "tensorflow_text"}


class WithoutTensorFlow(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Serves the empty classes, and refuses TensorFlow."""

    def __init__(self, hollow: frozenset[str] = frozenset()) -> None:
        """`hollow`: packages of which only the names are served."""
        self._hollow = hollow

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        package = fullname.partition(".")[0]
        if package in _REFUSED:
            raise ModuleNotFoundError(f"{fullname} is kept out of this process, see {__name__}", name=fullname)
        if fullname in _EMPTY_CLASSES or package in self._hollow:
            return importlib.machinery.ModuleSpec(fullname, self, origin=__file__, is_package=package in self._hollow)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        for name in _EMPTY_CLASSES.get(module.__name__, ()):
            setattr(module, name, type(name, (), {"__module__": module.__name__}))
        if module.__name__.partition(".")[0] in self._hollow:
            module.__getattr__ = _hollow_name  # type: ignore[method-assign]


def _hollow_name(name: str) -> type:
    """A class by that name, for an import or an annotation. Python's own questions are answered as by any module."""
    if name.startswith("__"):
        raise AttributeError(name)
    return type(name, (), {})


def install(serving: bool = False) -> None:
    """Make ready for `import rasa` in this process; a second call changes nothing.

    `serving`: this process answers citizens and never trains, so what only training needs stays out of memory too.
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
    sys.meta_path.insert(0, WithoutTensorFlow(_NOT_NEEDED_TO_SERVE if serving else frozenset()))
    # Rasa reports usage to its makers unless told not to, and SQLAlchemy 1.4 warns of 2.0 on every import.
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
