"""Where places lie: names, distances, coordinates in a message, and the country they are in."""

from __future__ import annotations

import pytest

from bot.errors import ContentError
from bot.places.finder import load_places
from bot.places.gazetteer import FACTS
from bot.places.points import Point, Points, coordinates_in, km_between, load_points, said_distance

POINTS = load_points()


def test_a_town_lies_where_it_lies_and_keeps_its_time() -> None:
    phuket = POINTS.find("TH", "Phuket")
    assert phuket is not None and phuket.point == (7.89, 98.4) and phuket.timezone == "Asia/Bangkok"
    assert POINTS.find("TH", "phuket town") == phuket
    cancun = POINTS.find("MX", "Cancún")
    assert cancun is not None and cancun.timezone == "America/Cancun"
    assert POINTS.find("ES", "Phuket") is None


def test_an_island_is_measured_from_a_town_on_it_and_says_which() -> None:
    majorca = POINTS.find("ES", "Majorca")
    assert majorca is not None and majorca.measured_from == "palma" and majorca.timezone == "Europe/Madrid"
    tenerife = POINTS.find("ES", "Tenerife")
    assert tenerife is not None and tenerife.timezone == "Atlantic/Canary"


def test_a_name_that_several_towns_of_a_country_bear_is_marked() -> None:
    springfield, bangkok = POINTS.find("US", "Springfield"), POINTS.find("TH", "Bangkok")
    assert springfield is not None and springfield.several
    assert bangkok is not None and not bangkok.several


def test_a_distance_is_the_straight_line() -> None:
    london, paris = Point(51.5074, -0.1278), Point(48.8566, 2.3522)
    assert km_between(london, paris) == pytest.approx(343.6, abs=0.5)
    assert km_between(Point(0, 179.5), Point(0, -179.5)) == pytest.approx(111.2, abs=0.2)
    assert km_between(london, london) == 0


@pytest.mark.parametrize(
    ("km", "said"),
    [
        (0.4, "less than 2 km (about 1 mile)"),
        (2.0, "2 km (1 mile)"),
        (12.4, "12 km (8 miles)"),
        (688.0, "690 km (430 miles)"),
        (1234.0, "1,230 km (770 miles)"),
    ],
)
def test_a_distance_is_said_in_both_measures(km: float, said: str) -> None:
    assert said_distance(km) == said


@pytest.mark.parametrize(
    "text",
    [
        "I'm at 7.88, 98.39",
        "https://maps.google.com/?q=7.88,98.39",
        "geo:7.88,98.39",
        "lat: 7.88 lon: 98.39 please",
        "7.88° N, 98.39° E",
    ],
)
def test_coordinates_are_read_however_they_are_sent(text: str) -> None:
    pinned = coordinates_in(text)
    assert pinned is not None and pinned.point == pytest.approx((7.88, 98.39))


def test_minutes_and_the_south_and_west_are_read() -> None:
    pinned = coordinates_in("33°55'30\"S 18°25'12\"E")
    assert pinned is not None and pinned.point == pytest.approx((-33.925, 18.42))
    west = coordinates_in("40.4168 N 3.7038 W")
    assert west is not None and west.point == pytest.approx((40.4168, -3.7038))


@pytest.mark.parametrize(
    "text",
    ["it cost £12.50, 13.50", "on 12.11.2026 14.12.2026", "2.5, 3.0", "95.10, 200.20", "paid 12.50 13.50 usd", ""],
)
def test_other_numbers_are_no_coordinates(text: str) -> None:
    assert coordinates_in(text) is None


def test_coordinates_tell_the_country_and_a_border_tells_both() -> None:
    assert POINTS.countries_at(Point(7.88, 98.39)) == ("TH",)
    assert POINTS.countries_at(Point(36.14, -5.35)) == ("GI", "ES")
    assert POINTS.countries_at(Point(0.0, -30.0)) == ()


def test_a_message_with_coordinates_alone_is_located_and_a_border_is_asked_about() -> None:
    places = load_places()
    phuket = places.locate("where is the nearest consulate to 7.88, 98.39")
    assert phuket.countries == ("TH",) and not phuket.asks
    border = places.locate("nearest consulate to 36.14, -5.35")
    assert border.countries == ("GI", "ES") and border.asks
    assert places.locate("nearest consulate to 0.00, -30.00").countries == ()
    # What the words name counts before coordinates.
    assert places.locate("I'm in Spain, at 7.88, 98.39").countries == ("ES",)


def test_the_table_stays_small_and_a_broken_one_is_named() -> None:
    assert (FACTS / "places" / "points.tsv").stat().st_size < 1_500_000
    with pytest.raises(ContentError, match=r"points.tsv cannot be read"):
        load_points(FACTS / "nowhere")
    with pytest.raises(ValueError, match="unpack"):
        Points("TH\tAsia/Bangkok")
