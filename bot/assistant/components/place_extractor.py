"""Countries that a message is about, as `country` entities."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    EXTRACTOR,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.places.ports import Located, Places
from bot.services import current

COUNTRY = "country"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlaceExtractor(GraphComponent):
    """All judgement is in `bot.places`. Of an ambiguous name every candidate is an entity."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlaceExtractor:
        return cls(current().places)

    def __init__(self, places: Places) -> None:
        self._places = places

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = entities(self._places.locate(str(message.get(TEXT) or "")))
            message.set(ENTITIES, [*(message.get(ENTITIES) or []), *found], add_to_output=True)
        return messages


def entities(located: Located) -> list[dict[str, Any]]:
    """Rasa's form of what was found, in the order of mention."""
    return [
        {
            ENTITY_ATTRIBUTE_TYPE: COUNTRY,
            ENTITY_ATTRIBUTE_VALUE: country,
            ENTITY_ATTRIBUTE_START: mention.start,
            ENTITY_ATTRIBUTE_END: mention.end,
            EXTRACTOR: "PlaceExtractor",
        }
        for mention in located.mentions
        for country in mention.countries
    ]
