"""Which countries a citizen's words name."""
from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from bot.errors import ContentError
from bot.places.finder import load_places
from bot.places.gazetteer import FACTS
from bot.places.tokens import plain
from tests.fixtures.places import PLACES

LINES = yaml.safe_load((Path(__file__).parent / "places.yml").read_text("utf-8"))


@pytest.mark.parametrize("line", LINES["found"], ids=lambda line: str(line[0])[:30])
def test_the_places_in_the_words_are_found(line: list[object]) -> None:
    text, countries = ", ".join(map(str, line[:-1])), line[-1]
    located = PLACES.locate(text)
    assert sorted(located.countries) == sorted(countries)
    assert located.asks is False


@pytest.mark.parametrize("line", LINES["asks"], ids=lambda line: str(line[0]))
def test_an_ambiguous_name_gives_every_candidate_and_asks(line: list[object]) -> None:
    located = PLACES.locate(str(line[0]))
    assert sorted(located.countries) == line[1]
    assert located.asks is True


def test_countries_come_in_order_of_mention_each_once() -> None:
    assert PLACES.locate("From Laos to Vietnam, then Hanoi and back to Laos").countries == ("LA", "VN")


def test_a_mention_says_where_in_the_text_it_stands() -> None:
    (mention,) = PLACES.locate("I’m in São Paulo now").mentions
    assert "I’m in São Paulo now"[mention.start:mention.end] == mention.text == "São Paulo"


def test_the_finest_place_is_kept_for_the_card() -> None:
    assert PLACES.locate("in Thailand, in Chiang Mai").place == "Chiang Mai"


@pytest.mark.parametrize(("text", "country"), [
    ("I'm in Rome, flying to Paris", "IT"), ("I fly to Paris tomorrow but was robbed in Rome", "IT"), ("travelling from Spain to Morocco, now in Tangier", "MA"),
    ("flying to Cuba", None), ("my son is stuck in Delhi and his flight is to London", "IN"), ("no place", None),
])
def test_where_somebody_is_beats_where_they_go(text: str, country: str | None) -> None:
    assert PLACES.here(text) == country


@pytest.mark.parametrize(("one", "other"), [("Iran", "Iraq"), ("Austria", "Australia"), ("Niger", "Nigeria"), ("Slovakia", "Slovenia"),
                                            ("Iceland", "Ireland"), ("Gambia", "Zambia"), ("Dominica", "Dominican Republic"), ("Mali", "Malta")])
def test_countries_that_are_easily_confused_are_never_taken_for_each_other(one: str, other: str) -> None:
    assert len(PLACES.locate(f"in {one}").countries) == 1
    assert PLACES.locate(f"in {one}").countries != PLACES.locate(f"in {other}").countries


def test_no_two_letter_code_is_a_place() -> None:
    words = "in it my is at to be so no as me am by do ma pa la de es al co id ie lt li pm om"
    assert PLACES.locate(words).countries == ()


def test_every_country_is_found_by_its_own_name() -> None:
    missing = [code for code, name in PLACES._gazetteer.country_names.items()
               if code not in PLACES.locate(f"I am in {name}").countries]
    assert missing == []


def test_names_are_given_without_the_article() -> None:
    assert (PLACES.name("TH"), PLACES.name("GM"), PLACES.name("XK")) == ("Thailand", "Gambia", "Kosovo")
    with pytest.raises(ContentError, match="ZZ"):
        PLACES.name("ZZ")


@pytest.mark.parametrize("text", ["\x00", "a" * 9000, "Bangkok " * 1000, "🆘" * 3000, "٣" * 100, "." * 9000, "the " * 2000, "İstanbul", "ﬁji"])
def test_any_text_is_read_without_harm_and_in_time(text: str) -> None:
    started = time.perf_counter()
    PLACES.locate(text)
    PLACES.here(text)
    assert time.perf_counter() - started < 1.0


def test_the_maker_and_the_finder_read_names_alike() -> None:
    source = (FACTS / "places" / "make.py").read_text("utf-8")
    space: dict[str, object] = {}
    exec(compile(source.split("def ordinary")[0].replace("HERE = Path(__file__).resolve().parent\nFACTS = HERE.parent", ""), "make", "exec"), space)
    maker = space["plain"]
    assert callable(maker)
    for name in ("Val d'Isère", "St. John’s", "Saint-Denis", "São Tomé", "U.S.A."):
        assert maker(name) == plain(name)


def test_the_files_stay_small() -> None:
    assert sum(path.stat().st_size for path in (FACTS / "places").iterdir()) < 1_500_000


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="data/facts/places cannot be read"):
        load_places(tmp_path)
