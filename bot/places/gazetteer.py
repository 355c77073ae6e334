"""The names that we know, out of data/facts/places: curated ones before aliases before the world's larger towns.

`data/facts/places/make.py` made the two tables and the list of ordinary words; `curated.yml` is written by hand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.errors import ContentError
from bot.places.tokens import plain

FACTS = Path(__file__).resolve().parent.parent.parent / "data" / "facts"
LARGE = 100
"""Thousand people: from here on a town of one word is believed without "in" or "to" before it."""
_FASTEST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Name:
    """What a name stands for, and how much it takes to believe that a place is meant."""

    countries: tuple[str, ...]
    needs_cue: bool = False
    """Believed only after "in", "to" and the like, or, where `capital_is_enough`, with a capital."""
    capital_is_enough: bool = False
    is_country: bool = False


@dataclass(frozen=True)
class Gazetteer:
    """Every name, by its plain form (bot.places.tokens.plain)."""

    names: dict[str, Name]
    upper: dict[str, str]
    """Abbreviations that count only as written here: "UAE" → "AE"."""
    upper_needs_cue: frozenset[str]
    """Those of `upper` that mean other things too: "a PNG file"."""
    ordinary: frozenset[str]
    not_places: frozenset[str]
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
        curated = yaml.load((folder / "curated.yml").read_text("utf-8"), Loader=_FASTEST)  # noqa: S506 - CSafeLoader
        ordinary = frozenset((folder / "ordinary_words.txt").read_text("utf-8").split())
        cities = [line.split("\t") for line in (folder / "cities.tsv").read_text("utf-8").splitlines()]
        aliases = [line.split("\t") for line in (folder / "aliases.tsv").read_text("utf-8").splitlines()]
        return _assemble(rows, curated, ordinary, cities, aliases)
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        raise ContentError(
            f"data/facts/places cannot be read ({type(error).__name__}). Get it again from the repository."
        ) from error


def _assemble(
    rows: list[dict[str, Any]],
    curated: dict[str, Any],
    ordinary: frozenset[str],
    cities: list[list[str]],
    aliases: list[list[str]],
) -> Gazetteer:
    words = frozenset(plain(str(word)) for word in curated["words"])
    names: dict[str, Name] = {}
    spellings: dict[str, str] = {}
    for name, codes, thousands in cities:
        one_word, small = " " not in name, int(thousands) < LARGE
        if one_word and (name in ordinary or len(name) <= 3):
            if small or len(name) <= 3:
                continue
            names[name] = Name(tuple(codes.split(",")), needs_cue=True)
        else:
            is_words = all(word in ordinary for word in name.split())
            names[name] = Name(tuple(codes.split(",")), needs_cue=(one_word and small) or (is_words and small))
    for name, code in aliases:
        names[name] = Name((code,), needs_cue=name in words)
        spellings.setdefault(name, code)
    for code, listed in curated["names"].items():
        for name in listed:
            key = plain(str(name))
            names[key] = Name((str(code),), needs_cue=key in words, capital_is_enough=key in words)
            if len(key) >= 5:
                spellings[key] = str(code)
    for row in rows:
        for name in _ways_to_write(row["name"]):
            key = plain(name)
            names[key] = Name((row["iso2"],), needs_cue=key in words, capital_is_enough=key in words, is_country=True)
            spellings[key] = row["iso2"]
        capital = plain(row.get("capital") or "")
        if len(capital) >= 5 and capital not in ordinary and capital in names:
            spellings.setdefault(capital, row["iso2"])
            if capital not in words:
                names[capital] = Name(names[capital].countries)
    for name, listed in curated["ambiguous"].items():
        key, candidates = plain(str(name)), tuple(map(str, listed))
        if candidates:
            names[key] = Name(candidates, needs_cue=key in words, capital_is_enough=key in words)
            if len(key) >= 5 and len(candidates) == 1:
                spellings[key] = candidates[0]
        else:
            names.pop(key, None)
    for code in curated["names"]:
        if code not in {row["iso2"] for row in rows} | {"EH", "SM", "MC"}:
            raise ContentError(f"data/facts/places/curated.yml names {code}, which is no country's code.")
    upper = {str(name): str(code) for code, listed in curated["upper"].items() for name in listed}
    lower_too = {str(name): upper[str(name).upper()] for name in curated["lower_too"] if str(name).upper() in upper}
    for name, code in lower_too.items():
        names[name] = Name((code,))
    demonyms = {plain(row["demonym"]) for row in rows if row.get("demonym")} - {plain(row["name"]) for row in rows}
    for demonym in demonyms:
        names.pop(demonym, None)
    usable = {
        name: code for name, code in spellings.items() if len(name) >= 4 and name not in words and name in names
    }
    return Gazetteer(
        names=names,
        upper=upper,
        upper_needs_cue=frozenset(map(str, curated["upper_needs_cue"])),
        ordinary=ordinary | demonyms,
        not_places=frozenset(plain(str(p)) for p in curated["not_places"]),
        country_names={row["iso2"]: row["name"] for row in rows},
        spellings=usable,
        longest=max(len(name.split()) for name in names),
    )


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
