"""What the two trained judgements share as Rasa components: how they are made, kept and read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from typing_extensions import Self

from bot.assistant.components.sentence_featurizer import SentenceFeaturizer
from bot.assistant.components.surface_featurizer import SurfaceFeaturizer
from bot.services import current

Model = TypeVar("Model")


class JudgeShell(GraphComponent, Generic[Model]):
    """Holds one trained model, with the name of the encoder it was trained with. No pickle in its file."""

    FILE: ClassVar[str]

    @classmethod
    def required_components(cls) -> list[type]:
        return [SentenceFeaturizer, SurfaceFeaturizer]

    @staticmethod
    def read(arrays: Mapping[str, npt.NDArray[Any]]) -> Model:
        """The model out of its file's arrays."""
        raise NotImplementedError

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        with model_storage.read_from(resource) as folder, np.load(folder / cls.FILE, allow_pickle=False) as arrays:
            return cls(model_storage, resource, cls.read(arrays), str(arrays["encoder"]))

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        model: Model | None = None,
        encoder_name: str | None = None,
    ) -> None:
        self._model_storage, self._resource = model_storage, resource
        self._model = model
        self._encoder_name = encoder_name or current().encoder.name

    def _keep(self, arrays: Mapping[str, npt.NDArray[Any]], **texts: str) -> Resource:
        """Write the model's arrays, and `texts` (file name without its end → JSON) beside them."""
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(folder / self.FILE, encoder=np.array(self._encoder_name), **arrays)
            for name, text in texts.items():
                (folder / f"{name}.json").write_text(text)
        return self._resource
