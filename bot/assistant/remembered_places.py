"""The places of the last texts, so that a message that is read by several parts is searched once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from bot.places.ports import Located, Places

LAST_TEXTS = 64
"""Texts in work at once, alone and joined, with room to spare. They stay in this process's memory only."""


class RememberedPlaces:
    """Places, with a short memory. Everything but `locate` goes straight through."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._locate = lru_cache(LAST_TEXTS)(places.locate)

    def locate(self, text: str) -> Located:
        return self._locate(text)

    def name(self, country: str) -> str:
        return self._places.name(country)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._places, name)
