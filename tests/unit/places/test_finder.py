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
    text, countries = str(line[0]), line[1]
    located = PLACES.locate(text)
    assert sorted(located.countries) == sorted(map(str, countries))  # type: ignore[call-overload]
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


@pytest.mark.parametrize("line", [*LINES["phrases"], *LINES["unseen"], *LINES["hard"], *LINES["hard2"]], ids=lambda line: str(line[0])[:40])
def test_the_countries_of_a_phrase_are_those_that_a_reader_would_think_of(line: list[object]) -> None:
    if line[0] in LINES["known_misses"]:
        pytest.xfail("places.yml says that this one is missed")
    assert sorted(PLACES.locate(str(line[0])).countries) == sorted(map(str, line[1]))  # type: ignore[call-overload]


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
    # points.tsv, which says where places lie, has a limit of its own in test_points.py.
    names = [path for path in (FACTS / "places").iterdir() if path.name != "points.tsv"]
    assert sum(path.stat().st_size for path in names) < 1_500_000


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="data/facts/places cannot be read"):
        load_places(tmp_path)


REAL = yaml.safe_load((Path(__file__).parent / "real_people.yml").read_text("utf-8"))


@pytest.mark.parametrize("line", [line for lines in REAL.values() for line in lines], ids=lambda line: str(line[0])[:40])
def test_the_countries_that_people_name_are_those_that_a_reader_would_think_of(line: list[object]) -> None:
    if line[0] in LINES["known_misses"]:
        pytest.xfail("places.yml says that this one is missed")
    assert sorted(PLACES.locate(str(line[0])).named) == sorted(map(str, line[1]))  # type: ignore[call-overload]


def test_who_only_says_whose_a_passport_is_has_not_said_where_they_are() -> None:
    located = PLACES.locate("I have lost my UK passport")
    assert (located.countries, located.named, located.where.likeliest) == ((), ("GB",), ())
    assert PLACES.locate("my UK passport was stolen in Hanoi").countries == ("VN", "GB")
    assert PLACES.locate("my UK passport was stolen in Hanoi").where.trouble == ("VN",)


@pytest.mark.parametrize(
    ("text", "countries"),
    [("Akron, OH", ["US"]), ("London, ON", ["CA"]), ("I'm in Rome, OK?", ["IT"]), ("in Linden, Guyana", ["GY"]), ("Cordoba, Colombia", ["CO"]),
     ("Paris, Germany and Spain", ["FR", "DE", "ES"]), ("I spoke to Farah", []), ("fire in Farah", ["AF"]), ("12 rue Saint Marc", []),
     ("us/canada border", ["US", "CA"]), ("tell us/them", []), ("PAP airport", ["HT"]), ("a crash in Portugal, I'm in Birmingham", ["PT", "GB"]),
     ("London, Doha, Perth", ["GB", "QA", "AU"]), ("Perth in Scotland", ["GB"])],
)
def test_what_stands_around_a_name_says_which_place_is_meant(text: str, countries: list[str]) -> None:
    assert list(PLACES.locate(text).countries) == countries


def test_every_name_written_by_hand_is_written_as_names_are_compared() -> None:
    for table in ("districts.tsv", "exonyms.tsv", "towns.tsv"):
        for line in (FACTS / "places" / table).read_text("utf-8").splitlines():
            if not line.startswith("#"):
                assert [name for name in line.split("\t")[1].split("|") if plain(name) != name] == []


def test_a_little_town_needs_in_or_to_or_its_country() -> None:
    assert PLACES.locate("we are near Sangkhlaburi and Iznalloz").countries == ("TH", "ES")
    assert PLACES.locate("Iznalloz, Spain").mentions[0].text == "Iznalloz"
    assert PLACES.locate("Iznalloz").countries == PLACES.locate("the Iznalloz").countries == ()


ROLES = yaml.safe_load((Path(__file__).parent / "roles.yml").read_text("utf-8"))["roles"]


@pytest.mark.parametrize("line", ROLES, ids=lambda line: str(line[0])[:40])
def test_what_each_place_is_to_whom_is_read_from_the_words_around_it(line: tuple[str, dict[str, list[str]]]) -> None:
    text, expected = line
    found = {role: list(codes) for role, codes in vars(PLACES.locate(text).where).items() if codes}
    likeliest = found.pop("likeliest", [])
    assert found == {role: codes for role, codes in expected.items() if role != "likeliest"}
    assert likeliest == expected.get("likeliest", likeliest)
