"""One line before a routine answer, for who asks and from where."""
from __future__ import annotations

import pytest

from bot.conversation.tailoring import line_before
from bot.triage.circumstances import circumstances
from tests.fixtures.places import PLACES


def line(topic: str, text: str, country: str = "") -> str:
    return line_before(topic, circumstances(text, PLACES.locate(text)), country)


@pytest.mark.parametrize("text", ["I'm Indian, do I need a visa for Turkey", "does my Spanish wife need a visa for Turkey", "Nigerian passport holder here, visa for Turkey?"])
def test_another_passport_is_sent_to_that_countrys_authorities(text: str) -> None:
    assert line("entry_requirements", text, "Turkey").startswith(
        "GOV.UK's travel advice is for people with a full British passport. For another passport, ask the embassy or the border "
        "authorities of Turkey.")


@pytest.mark.parametrize("text", ["do I need a visa for Turkey", "I'm British, do I need a visa for Turkey", "I have a British passport and an Irish one",
                                  "I'm a dual national", "can I get Indian food in Turkey"])
def test_a_british_passport_needs_no_such_line(text: str) -> None:
    assert line("entry_requirements", text, "Turkey") == ""
    assert line("travel_advice_safety", "I'm Indian, is Turkey safe", "Turkey") == ""


def test_who_is_home_needs_no_emergency_travel_document() -> None:
    assert "you do not need an emergency travel document" in line("lost_stolen_passport", "I lost my passport in Italy, I'm back in the UK now")
    assert line("lost_stolen_passport", "I lost my passport in Italy") == ""


def test_a_childs_passport_is_pointed_to_the_childs_part() -> None:
    assert line("passport_renewal", "how do I renew my child's passport").startswith("For a child's passport, look for the words about a child below.")
    assert line("passport_renewal", "how do I renew my passport") == ""
