"""The names that we know, out of data/facts/places: curated ones before aliases before the world's larger towns.

`data/facts/places/make.py` made cities.tsv, towns.tsv, exonyms.tsv, aliases.tsv and the list of ordinary words;
`curated.yml` and districts.tsv are written by hand.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

import yaml

from bot.errors import ContentError
from bot.places.tokens import plain

FACTS = Path(__file__).resolve().parent.parent.parent / "data" / "facts"
LARGE = 100
"""Thousand people: from here on a town of one word is believed without "in" or "to" before it."""
JOINED_FROM = 8
"""Letters of a name of several words from which it may be written together."""
_FASTEST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Name:
    """What a name stands for, and how much it takes to believe that a place is meant."""

    countries: tuple[str, ...]
    needs_cue: bool = False
    """Believed only after "in", "to" and the like, or, where `capital_is_enough`, with a capital."""
    capital_is_enough: bool = False
    is_country: bool = False
    joins_its_country: bool = False
    """Next to another place of the same country it needs no cue: "Sagaing, Myanmar"."""


class Lesser:
    """Names that are believed only with a cue: little towns, and what large cities are called elsewhere."""

    def __init__(self, towns: dict[str, str], exonyms: dict[str, str]) -> None:
        """Each: plain name → ISO code."""
        self._towns, self._exonyms = towns, exonyms
        self.of_several_words = [name for name in (*towns, *exonyms) if " " in name]

    def get(self, name: str) -> Name | None:
        """What the name stands for; None where it is no such name."""
        if code := self._exonyms.get(name):
            return Name((code,), needs_cue=True, capital_is_enough=True)
        code = self._towns.get(name)
        return Name((code,), needs_cue=True, joins_its_country=True) if code else None


class Names:
    """Every name by its plain form. The 31,000 towns are read as they are asked for, so that loading takes no time."""

    def __init__(self, towns: dict[str, str], ordinary: frozenset[str], lesser: Lesser | None = None) -> None:
        """`towns`: plain name → "codes<tab>thousands of people", as a line of cities.tsv goes on."""
        self._towns, self._ordinary, self._lesser = towns, ordinary, lesser or Lesser({}, {})
        self._known: dict[str, Name | None] = {}

    def get(self, name: str) -> Name | None:
        """What the name stands for; None where it is no name of a place."""
        if name in self._known:
            return self._known[name]
        town = self._towns.get(name)
        return self._lesser.get(name) if town is None else self._town(name, town)

    def put(self, name: str, meant: Name | None) -> None:
        """Later layers win; None takes the name away."""
        self._known[name] = meant

    def is_curated(self, name: str) -> bool:
        """Whether the name was put by hand: it is well known."""
        return name in self._known

    def curated(self) -> Iterator[str]:
        """The names that were put."""
        yield from self._known

    def __iter__(self) -> Iterator[str]:
        """Every name; of those taken away too."""
        yield from self._lesser.of_several_words
        yield from self._towns
        yield from self._known

    def longest(self) -> int:
        """Words of the longest name."""
        return 1 + max(map(str.count, self, repeat(" ")))

    def _town(self, name: str, line: str) -> Name | None:
        codes, thousands = line.split("\t")
        one_word, small = " " not in name, int(thousands) < LARGE
        if one_word and (name in self._ordinary or len(name) <= 3):
            return None if small or len(name) <= 3 else Name(tuple(codes.split(",")), needs_cue=True)
        needs_cue = small and (one_word or all(word in self._ordinary for word in name.split()))
        return Name(tuple(codes.split(",")), needs_cue=needs_cue)


@dataclass(frozen=True)
class Gazetteer:
    """Every name, by its plain form (bot.places.tokens.plain)."""

    names: Names
    upper: dict[str, str]
    """Abbreviations that count only as written here: "UAE" → "AE"."""
    after_comma: dict[str, str]
    """Short names of states after a comma and a place: "Akron, OH" → "US"."""
    upper_needs_cue: frozenset[str]
    """Those of `upper` that mean other things too: "a PNG file"."""
    upper_alone: frozenset[str]
    """Those of them that are the place where they are the whole message."""
    ordinary: frozenset[str]
    not_places: frozenset[str]
    people: frozenset[str]
    """Names of places that are people's too: "my son Jordan"."""
    proper: frozenset[str]
    """Of the ordinary words, those that a word after may decide: "turkey visa", "nice airport"."""
    elsewhere: dict[str, tuple[str, ...]]
    """A famous town → countries that it is in where a place of theirs follows at once: "London Ontario"."""
    country_names: dict[str, str]
    """ISO code → name as GOV.UK writes it."""
    spellings: dict[str, str]
    """Plain names of countries and well-known places → ISO code, that a misspelt word may mean."""
    longest: int
    """Words of the longest name."""


def load_gazetteer(facts: Path = FACTS) -> Gazetteer:
    """Raises ContentError naming the file that cannot be read."""
    folder = facts / "places"
    try:
        rows = [
            *json.loads((facts / "countries.json").read_text("utf-8"))["countries"],
            *json.loads((facts / "other_places.json").read_text("utf-8"))["places"],
        ]
        curated = yaml.load((folder / "curated.yml").read_text("utf-8"), Loader=_FASTEST)
        ordinary = frozenset((folder / "ordinary_words.txt").read_text("utf-8").split())
        towns = dict(line.split("\t", 1) for line in (folder / "cities.tsv").read_text("utf-8").splitlines())
        aliases = [line.split("\t") for line in (folder / "aliases.tsv").read_text("utf-8").splitlines()]
        lesser = Lesser(_by_name(folder / "towns.tsv"), _by_name(folder / "exonyms.tsv"))
        districts = _by_name(folder / "districts.tsv")
        return _assemble(rows, curated, Names(towns, ordinary, lesser), ordinary, aliases, districts)
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        raise ContentError(
            f"data/facts/places cannot be read ({type(error).__name__}). Get it again from the repository."
        ) from error


def _assemble(
    rows: list[dict[str, Any]],
    curated: dict[str, Any],
    names: Names,
    ordinary: frozenset[str],
    aliases: list[list[str]],
    districts: dict[str, str],
) -> Gazetteer:
    words = frozenset(plain(str(word)) for word in curated["words"])
    spellings: dict[str, str] = {}
    for name, code in aliases:
        names.put(name, Name((code,), needs_cue=name in words))
        spellings.setdefault(name, code)
    cautious = frozenset(map(str, curated["districts_need_cue"]))
    for name, code in districts.items():
        names.put(name, Name((code,), needs_cue=name in cautious, joins_its_country=True))
    # Only the well-known are mended: "stranger" is no slip for Stranraer.
    well_known: dict[str, list[Any]] = defaultdict(list, curated["names"])
    for code, listed in (*curated["names"].items(), *curated["more_names"].items()):
        for name in listed:
            key = plain(str(name))
            names.put(key, Name((str(code),), needs_cue=key in words, capital_is_enough=key in words))
            if len(key) >= 5 and name in well_known[code]:
                spellings[key] = str(code)
    for row in rows:
        for name in _ways_to_write(row["name"]):
            key = plain(name)
            is_word = key in words
            names.put(key, Name((row["iso2"],), needs_cue=is_word, capital_is_enough=is_word, is_country=True))
            spellings[key] = row["iso2"]
        capital = plain(row.get("capital") or "")
        if len(capital) >= 5 and capital not in ordinary and (known := names.get(capital)):
            spellings.setdefault(capital, row["iso2"])
            if capital not in words:
                names.put(capital, Name(known.countries))
    for name, listed in curated["ambiguous"].items():
        key, candidates = plain(str(name)), tuple(map(str, listed))
        if candidates:
            names.put(key, Name(candidates, needs_cue=key in words, capital_is_enough=key in words))
            if len(key) >= 5 and len(candidates) == 1:
                spellings[key] = candidates[0]
        else:
            names.put(key, None)
    _join_words(names, ordinary)
    for code in (*curated["names"], *curated["more_names"], *curated["airports"]):
        if code not in {row["iso2"] for row in rows} | {"EH", "SM", "MC"}:
            raise ContentError(f"data/facts/places/curated.yml names {code}, which is no country's code.")
    upper = {str(name): str(code) for code, listed in curated["upper"].items() for name in listed}
    codes = {str(name): str(code) for code, listed in curated["airports"].items() for name in listed}
    lower_too = {str(name): upper[str(name).upper()] for name in curated["lower_too"] if str(name).upper() in upper}
    for name, code in lower_too.items():
        names.put(name, Name((code,)))
    demonyms = {plain(row["demonym"]) for row in rows if row.get("demonym")} - {plain(row["name"]) for row in rows}
    for demonym in demonyms:
        names.put(demonym, None)
    usable = {
        name: code for name, code in spellings.items() if len(name) >= 4 and name not in words and names.get(name)
    }
    return Gazetteer(
        names=names,
        upper={**codes, **upper},
        after_comma={str(name): str(code) for code, listed in curated["after_comma"].items() for name in listed},
        upper_needs_cue=frozenset(map(str, curated["upper_needs_cue"])) | (codes.keys() - upper.keys()),
        upper_alone=frozenset(map(str, curated["upper_alone"])),
        ordinary=ordinary | demonyms,
        not_places=frozenset(plain(str(p)) for p in curated["not_places"]),
        people=frozenset(plain(str(name)) for name in curated["people"]),
        proper=frozenset(plain(str(name)) for name in curated["proper"]),
        elsewhere={plain(str(name)): tuple(map(str, codes)) for name, codes in curated["also"].items()},
        country_names={row["iso2"]: row["name"] for row in rows},
        spellings=usable,
        longest=names.longest(),
    )


def _by_name(path: Path) -> dict[str, str]:
    """Lines "code<tab>name|name|…" → code by plain name; "#" starts a remark. The first line that has a name wins."""
    found: dict[str, str] = {}
    for line in reversed(path.read_text("utf-8").splitlines()):
        if not line.startswith("#"):
            code, listed = line.split("\t")
            found.update(dict.fromkeys(listed.split("|"), code))
    return found


def _join_words(names: Names, ordinary: frozenset[str]) -> None:
    """ "costarica", "siemreap": what people write together. Only of the names of the curated tables."""
    for name in [name for name in names.curated() if " " in name]:
        joined = name.replace(" ", "")
        if len(joined) >= JOINED_FROM and joined not in ordinary and not name.startswith("the "):
            meant = names.get(name)
            if meant is not None and not meant.needs_cue and names.get(joined) is None:
                names.put(joined, meant)


def _ways_to_write(name: str) -> set[str]:
    """ "Myanmar (Burma)" → Myanmar, Burma, both; "Cook Islands, Tokelau and Niue" stays whole."""
    ways = {name, name.replace(" and ", " & ")}
    if "(" in name:
        before, _, inside = name.partition("(")
        ways |= {before.strip(), inside.rstrip(") ")}
    if "/" in name:
        ways |= {part.strip() for part in name.split("/")}
    if name == "Bosnia and Herzegovina":
        ways |= {"Bosnia", "Herzegovina"}
    if name == "Cook Islands, Tokelau and Niue":
        ways |= {"Cook Islands"}
    if name.startswith("The "):
        ways.add(name[4:])
    return ways
