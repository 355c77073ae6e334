"""What the service itself tells a citizen when something is late, to the word."""
from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.content.facts import Facts, load_facts
from bot.conversation.messages import Author
from bot.errors import ContentError
from bot.operations.notices import FILE, Notices, load_notices

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


@pytest.fixture(scope="module")
def notices(facts: Facts) -> Notices:
    return load_notices(facts)


def test_somebody_whom_nobody_answered_reads_whom_to_call_where_they_are(notices: Notices) -> None:
    reply = notices.make("unaccepted_p1", TODAY, "TH", "CON-7F3K2M")
    assert (reply.author, reply.about["urgent"]) == (Author.NOTICE, True)
    first, numbers, last = reply.body.split("\n\n")
    assert first == "**Nobody has been able to answer you yet. Do not wait for us. Please call now:**"
    assert numbers.startswith("- Emergency services in Thailand: ")
    assert "191" in numbers.splitlines()[0]
    assert numbers.splitlines()[1:] == ["- Our emergency line, day and night: +44 20 7008 5000"]
    assert last == "If you cannot speak, keep writing here. We have warned our team. Your reference is CON-7F3K2M."


def test_where_the_police_can_harm_our_own_line_comes_first(notices: Notices) -> None:
    numbers = notices.numbers(TODAY, "TH", police_can_harm=True)
    assert numbers.splitlines()[0] == "- Our emergency line, day and night: +44 20 7008 5000"
    assert numbers.endswith("You can talk to us before you talk to the police.")


def test_in_the_uk_the_numbers_are_the_uk_s(notices: Notices) -> None:
    assert notices.numbers(TODAY, "GB").splitlines()[-1] == "- About somebody abroad, day and night: 020 7008 5000"
    assert "999" in notices.numbers(TODAY, "GB").splitlines()[0]
    assert "+44" not in notices.numbers(TODAY, "GB")


@pytest.mark.parametrize("country", [None, "ZZ"])
def test_where_the_place_is_not_known_the_line_from_abroad_comes_first(notices: Notices, country: str | None) -> None:
    assert notices.numbers(TODAY, country).splitlines()[0] == "- Our emergency line, day and night: +44 20 7008 5000"


def test_numbers_past_their_date_are_shown_with_it(notices: Notices) -> None:
    lines = notices.numbers(date(2036, 1, 1), "TH").splitlines()
    assert all(" (checked on " in line for line in lines)
    assert len(lines) == 2


def test_only_where_nobody_is_signed_in_does_it_say_so(notices: Notices) -> None:
    words = "Nobody is at our desk right now, so we cannot say when."
    assert words in notices.make("unanswered", TODAY, None, "CON-7F3K2M", nobody_at_the_desk=True).body
    assert words not in notices.make("unanswered", TODAY, None, "CON-7F3K2M").body


def test_every_country_has_someone_to_call(notices: Notices, facts: Facts) -> None:
    for country in facts.countries():
        assert "7008 5000" in notices.numbers(TODAY, country.iso2), country.iso2


def test_a_text_that_names_what_nobody_fills_in_is_refused(tmp_path: Path, facts: Facts) -> None:
    broken = tmp_path / "notices.yml"
    broken.write_text(FILE.read_text(encoding="utf-8").replace("{reference}", "{ref}"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"^data/notices.yml cannot be used \(KeyError\)"):
        load_notices(facts, broken)
