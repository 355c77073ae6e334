"""What the service itself tells a citizen in trouble when a person is late, to the word."""
from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.content.facts import Facts, load_facts
from bot.conversation.messages import Author
from bot.errors import ContentError
from bot.operations.notices import FILE, NAMES, Notices, load_notices
from bot.triage.first_replies import load_first_replies

FOREIGN_OFFICE = "The Foreign Office, day and night: +44 20 7008 5000. If you are in the UK: 020 7008 5000"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


@pytest.fixture(scope="module")
def notices(facts: Facts) -> Notices:
    return load_notices(load_first_replies(facts, today=lambda: date(2026, 11, 22)))


def test_somebody_whom_nobody_took_reads_whom_to_call_where_they_are(notices: Notices) -> None:
    reply = notices.make("unaccepted_p1", "kidnap", "TH", "CON-7F3K2M")
    assert (reply.author, reply.about["urgent"]) == (Author.NOTICE, True)
    blocks = reply.body.split("\n\n")
    assert blocks[0] == "**Nobody has been able to answer you yet. Do not wait for us. Please call now:**"
    assert "- **Tourist police: 1155**" in reply.body
    assert f"- {FOREIGN_OFFICE}" in blocks
    assert blocks[-1] == ("If you cannot speak, keep writing here. We have warned our team. Your reference is "
                          "CON-7F3K2M.")


def test_where_the_police_can_harm_our_own_line_comes_first(notices: Notices) -> None:
    blocks = notices.make("danger_unheard", "forced_marriage", "PK", "CON-7F3K2M").body.split("\n\n")
    assert blocks[1:3] == [f"- **{FOREIGN_OFFICE}**", "You can talk to us before you talk to the police."]


def test_in_the_uk_the_numbers_are_the_uk_s(notices: Notices) -> None:
    body = notices.make("caseworker_absent", "", "GB", "CON-7F3K2M").body
    assert "999" in body
    assert "020 7008 5000" in body
    assert "+44" not in body


@pytest.mark.parametrize("country", [None, "ZZ"])
def test_where_the_place_is_not_known_the_line_from_abroad_comes_first(notices: Notices, country: str | None) -> None:
    assert notices.make("unaccepted_p1", "", country, "CON-7F3K2M").body.split("\n\n")[1] == f"- **{FOREIGN_OFFICE}**"


def test_every_notice_names_someone_to_call_in_every_country(notices: Notices, facts: Facts) -> None:
    for country in facts.countries():
        for name in NAMES:
            assert "7008 5000" in notices.make(name, "attack", country.iso2, "CON-7F3K2M").body, country.iso2


def test_a_text_that_names_what_nobody_fills_in_is_refused(tmp_path: Path, notices: Notices) -> None:
    broken = tmp_path / "notices.yml"
    broken.write_text(FILE.read_text(encoding="utf-8").replace("{reference}", "{ref}"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"^data/notices.yml cannot be used \(KeyError\)"):
        load_notices(notices.first_replies, broken)
