"""Text → countries and their roles. `bot.places.finder` implements it; bot.places.roles reads the roles."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol


class Role(str, Enum):
    """What a place is to the one who is spoken of."""

    HERE = "here"
    DESTINATION = "destination"
    TRANSIT = "transit"
    ORIGIN = "origin"
    """Where a journey starts."""
    HOME = "home"
    """Where they come from, or live while they are elsewhere."""
    PAST = "past"
    """Where they were and are no more."""
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Mention:
    """A place named in a text, at text[start:end]."""

    start: int
    end: int
    text: str
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-2 (with GB and XK); several where the name is ambiguous."""
    role: Role = Role.UNKNOWN
    theirs: bool = False
    """It is the place of somebody whom the writer writes about: "my son is in Goa"."""
    in_trouble: bool = False
    """Words of trouble stand beside it: "arrested in Dubai"."""
    of_thing: bool = False
    """Only whose a thing is: "my UK passport", "the US embassy". Nobody is said to be there."""


@dataclass(frozen=True)
class Whereabouts:
    """Countries by their role, ISO 3166-1 alpha-2, each in order of mention; empty where the text does not say."""

    here: tuple[str, ...] = ()
    """Where the writer is; where only somebody else's place is known, nothing."""
    trouble: tuple[str, ...] = ()
    """Where the trouble is: whose local numbers are to be called. Of several places, the likeliest only."""
    destination: tuple[str, ...] = ()
    transit: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    """Where they come from, live, or set out."""
    likeliest: tuple[str, ...] = ()
    """Every country of the text, the one where the trouble most likely is first, home last."""


@dataclass(frozen=True)
class Located:
    """Every country that a reader would take the text's places to be."""

    mentions: tuple[Mention, ...]
    countries: tuple[str, ...]
    """In order of mention, each once, those of things last; all candidates of an ambiguous name. Where only things are
    named ("my UK passport"), none."""
    asks: bool
    """True where the citizen must be asked which."""
    place: str = ""
    """The finest place named, as written ("Bangkok"), for the handover card: the trouble's where one is known."""
    where: Whereabouts = field(default_factory=Whereabouts)
    named: tuple[str, ...] = ()
    """As `countries`, with those of things also where no place is named."""


class Places(Protocol):
    """Finds countries in what a citizen wrote."""

    def locate(self, text: str) -> Located:
        """Never raises, whatever the text; an empty text gives nothing."""

    def name(self, country: str) -> str:
        """ "Thailand" for "TH", the leading article left out. Raises ContentError for an unknown code."""
