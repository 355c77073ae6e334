"""Where the places that we know by name lie, how far two points are apart, and coordinates in a message. PURE.

Degrees are WGS 84, north and east positive. Distances are straight lines over the earth's surface in kilometres. The
table is data/facts/places/points.tsv, which `make_points.py` beside it makes from GeoNames (CC BY 4.0); it is read
when it is first asked, since most processes never ask.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bot.errors import ContentError
from bot.places.gazetteer import FACTS
from bot.places.tokens import plain

KM_A_MILE = 1.609344
EARTH_KM = 6371.0088
"""Mean radius (IUGG)."""
ASKED_TOWNS = 5
"""A point's country is that of so many nearest towns where they agree. A border is where they do not."""
FARTHEST_TOWN_KM = 250.0
"""Farther from every town than this, a point tells no country: it may be at sea."""


class Point(NamedTuple):
    """Latitude and longitude in degrees."""

    latitude: float
    longitude: float


class Known(NamedTuple):
    """A place of the table."""

    point: Point
    timezone: str
    """IANA name."""
    measured_from: str = ""
    """For an island or a region, the town that stands for it, as written in plain letters: "palma"; else ""."""
    several: bool = False
    """Several places of the country bear the name, far apart: nothing may be measured from this point."""


def km_between(one: Point, other: Point) -> float:
    """The straight line over the surface, in kilometres (haversine; within 0.5 % of the true one)."""
    a, b, c, d = map(math.radians, (*one, *other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def said_distance(km: float) -> str:
    """As "12 km (7 miles)", from 100 km on to the nearest 10; "less than 2 km (about 1 mile)" where it is near."""
    if km < 2:
        return "less than 2 km (about 1 mile)"
    miles = km / KM_A_MILE
    if km >= 100:
        return f"{round(km, -1):,.0f} km ({max(1, round(miles, -1 if miles >= 100 else 0)):,.0f} miles)"
    return f"{km:.0f} km ({miles:.0f} {'mile' if round(miles) == 1 else 'miles'})"


class Points:
    """The table of places. Safe to use from several threads."""

    def __init__(self, text: str) -> None:
        """`text`: lines "code<tab>time zone<tab>name lat lon|…", degrees in hundredths, as make_points.py says."""
        self._lines: dict[str, list[tuple[str, str]]] = {}
        for line in text.splitlines():
            code, zone, listed = line.split("\t")
            self._lines.setdefault(code, []).append((zone, listed))
        self._read: dict[str, dict[str, Known]] = {}

    def find(self, country: str, name: str) -> Known | None:
        """The place called `name` (as written, any letters) in a country; None where the table has none."""
        places = self._of(country)
        key = plain(name)
        found = places.get(key) or places.get(_FILLED.sub("", key).strip())
        if found is None and " " in key:
            found = places.get(key.replace(" ", ""))
        return found

    def countries_at(self, point: Point) -> tuple[str, ...]:
        """The country that a point is in, or, near a border, each that it may be in, nearest first; () at sea."""
        codes, radians = self._all
        a, b = math.radians(point.latitude), math.radians(point.longitude)
        half = (
            np.sin((radians[:, 0] - a) / 2) ** 2
            + math.cos(a) * np.cos(radians[:, 0]) * np.sin((radians[:, 1] - b) / 2) ** 2
        )
        first = np.argsort(half, kind="stable")[:ASKED_TOWNS]
        if 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, float(half[first[0]])))) > FARTHEST_TOWN_KM:
            return ()
        return tuple(dict.fromkeys(codes[place] for place in first))

    def _of(self, country: str) -> dict[str, Known]:
        if country not in self._read:
            found: dict[str, Known] = {}
            for zone, listed in self._lines.get(country, ()):
                for entry in listed.split("|"):
                    name, point = _entry(entry)
                    name, _, stands_for = name.partition("~")
                    found[name.rstrip("?")] = Known(point, zone, stands_for, name.endswith("?"))
            self._read[country] = found
        return self._read[country]

    @cached_property
    def _all(self) -> tuple[Sequence[str], np.ndarray[Any, np.dtype[np.float64]]]:
        # A town that has several names counts once, or a border would be asked of the names of one city.
        found = {
            (_entry(entry)[1], code): None
            for code, lines in self._lines.items()
            for _, listed in lines
            for entry in listed.split("|")
        }
        points = np.array([point for point, _ in found], dtype=np.float64).reshape(-1, 2)
        return [code for _, code in found], np.radians(points)


_FILLED = re.compile(r"^the | (?:city|town|airport|island|islands|centre|center|area|province|resort)$")


def _entry(entry: str) -> tuple[str, Point]:
    name, latitude, longitude = entry.rsplit(" ", 2)
    return name, Point(int(latitude) / 100, int(longitude) / 100)


def load_points(facts: Path = FACTS) -> Points:
    """Raises ContentError where the table cannot be read."""
    try:
        points = Points((facts / "places" / "points.tsv").read_text("utf-8"))
        points.find("TH", "Bangkok")
    except (OSError, ValueError) as error:
        raise ContentError(
            f"data/facts/places/points.tsv cannot be read ({type(error).__name__}). Get it again from the repository."
        ) from error
    return points


_DEGREES = (
    r"(\d{1,3}(?:\.\d{1,10})?)\s*(?:°|º|deg(?:rees)?\b)?\s*"
    r"(?:(\d{1,2}(?:\.\d{1,6})?)\s*['’′]\s*)?"
    r"(?:(\d{1,2}(?:\.\d{1,6})?)\s*(?:\"|”|″|''))?\s*"
)
_WITH_LETTERS = re.compile(rf"(?<![\w.]){_DEGREES}([NS])\b[\s,;/]*{_DEGREES}([EW])\b", re.IGNORECASE)
_DECIMAL = re.compile(
    r"(?<![\d.£$€])(?<![£$€]\s)(?<!\w-)(?:lat(?:itude)?\s*[:=]?\s*)?([+-]?\d{1,2}\.\d{2,10})\s*(?:[,;/\s]|%2c)\s*"
    r"(?:(?:and\s+)?(?:lon|lng|long)(?:gitude)?\s*[:=]?\s*)?([+-]?\d{1,3}\.\d{2,10})(?![\d.]|\s*(?:%|p\b|gbp|eur|usd|pounds))",
    re.IGNORECASE,
)
LONGEST_READ = 2_000
"""Characters of a message that are looked at for coordinates."""


class Pinned(NamedTuple):
    """Coordinates at text[start:end]."""

    point: Point
    start: int
    end: int


def coordinates_in(text: str) -> Pinned | None:
    """The first coordinates of a message: "7.88, 98.39", "7°53'N 98°23'E", a map link that holds them; None without.

    Two decimals at least, so that "2.5, 3.0" is none; what is beyond the poles or the date line is none.
    """
    text = text[:LONGEST_READ]
    for found in _WITH_LETTERS.finditer(text):
        latitude = _decimal(found, 1, found[4])
        longitude = _decimal(found, 5, found[8])
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return Pinned(Point(latitude, longitude), *found.span())
    for found in _DECIMAL.finditer(text):
        latitude, longitude = float(found[1]), float(found[2])
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return Pinned(Point(latitude, longitude), *found.span())
    return None


def _decimal(found: re.Match[str], first: int, letter: str) -> float:
    degrees, minutes, seconds = (float(found[first + n] or 0) for n in range(3))
    value = degrees + minutes / 60 + seconds / 3600
    return -value if letter.upper() in "SW" else value
