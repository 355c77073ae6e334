"""Crown dependencies and British overseas territories: no embassy, but somebody who helps."""

from __future__ import annotations

from datetime import date

import pytest

from bot.casework.case import Severity, Wait
from bot.content.facts import load_facts
from bot.content.replies import contact_reply
from bot.triage.first_replies import load_first_replies
from tests.fixtures.places import PLACES

FACTS = load_facts()
FIRST_REPLIES = load_first_replies(FACTS)
DEPENDENCIES = ("JE", "GG", "IM")
TERRITORIES = ("AI", "BM", "IO", "VG", "KY", "FK", "GI", "MS", "PN", "GS", "SH", "TC")
SAID = {
    "JE": "St Helier", "GG": "Alderney", "IM": "the Isle of Man", "AI": "Anguilla", "BM": "Hamilton Bermuda", "IO": "Diego Garcia", "VG": "Tortola",
    "KY": "Grand Cayman", "FK": "Port Stanley", "GI": "Gibraltar", "MS": "Montserrat", "PN": "Pitcairn", "GS": "South Georgia",
    "SH": "Tristan da Cunha", "TC": "Providenciales",
}


@pytest.mark.parametrize("code", [*DEPENDENCIES, *TERRITORIES])
def test_each_is_found_by_the_names_that_people_use(code: str) -> None:
    assert PLACES.locate(f"my mum is ill in {SAID[code]}").where.trouble == (code,)


@pytest.mark.parametrize("code", [*DEPENDENCIES, *TERRITORIES])
def test_who_asks_for_the_embassy_hears_that_there_is_none_and_who_helps(code: str) -> None:
    body = contact_reply(FACTS, code, date(2026, 11, 23)).body
    assert "no British embassy" in body
    assert "The local authorities help you." in body or "Its administration in London helps you." in body
    assert "get help from" not in body and "+44 20 7008 5000" in body


@pytest.mark.parametrize("code", DEPENDENCIES)
def test_a_crown_dependency_has_the_emergency_numbers_of_the_uk(code: str) -> None:
    assert FACTS.emergency(code).lines() == ("Ambulance, fire, police and coastguard: 999 or 112",)


@pytest.mark.parametrize("code", TERRITORIES)
def test_a_territory_has_its_own_emergency_numbers_or_says_whom_to_tell(code: str) -> None:
    numbers = FACTS.emergency(code)
    assert numbers.lines() or "Talk to your tour operator" in numbers.remark or "police officer" in numbers.remark
    assert "They may not work" not in numbers.remark


@pytest.mark.parametrize("code", [*DEPENDENCIES, *TERRITORIES])
def test_the_first_reply_gives_the_local_numbers_and_our_line(code: str) -> None:
    body = FIRST_REPLIES.make("hospital", Severity.P2, code, "CON-7F3K2M", Wait(1, 5))[0].body
    assert all(line in body for line in FACTS.emergency(code).lines()[:1])
    assert "+44 20 7008 5000" in body and "embassy" not in body


@pytest.mark.parametrize("code", [*DEPENDENCIES, *TERRITORIES])
def test_who_is_arrested_there_is_not_sent_to_an_embassy(code: str) -> None:
    assert "embassy" not in FIRST_REPLIES.make("arrest", Severity.P2, code, "CON-7F3K2M", Wait(1, 5))[0].body
