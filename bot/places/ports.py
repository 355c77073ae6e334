"""Text → countries. `bot.places.finder` implements it; spaCy's phrase matcher stands behind `PhraseFinder`."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Mention:
    """A place named in a text, at text[start:end]."""

    start: int
    end: int
    text: str
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-2 (with GB and XK); several where the name is ambiguous."""


@dataclass(frozen=True)
class Located:
    """Every country that a reader would take the text's places to be."""

    mentions: tuple[Mention, ...]
    countries: tuple[str, ...]
    """In order of mention, each once; all candidates of an ambiguous name."""
    asks: bool
    """True where the citizen must be asked which."""
    place: str = ""
    """The finest place named, as written ("Bangkok"), for the handover card."""


class Places(Protocol):
    """Finds countries in what a citizen wrote."""

    def locate(self, text: str) -> Located:
        """Never raises, whatever the text; an empty text gives nothing."""

    def name(self, country: str) -> str:
        """"Thailand" for "TH", "the United States" style articles left out. Raises ContentError for an unknown code."""
