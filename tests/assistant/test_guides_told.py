"""Guides as a citizen reads them: the right one for what was written, with what is otherwise in their country."""

from __future__ import annotations

import pytest

from tests.assistant.test_journeys import Citizen, assistant, citizen

__all__ = ["assistant", "citizen"]


def test_a_complaint_is_told_where_somebody_answers_it(citizen: Citizen) -> None:
    reply = citizen.reads("I want to make a complaint about how the embassy in Madrid treated me last year")
    assert "## Complain or tell us what you think" in reply and "I cannot answer a complaint here." in reply
    assert "/about/complaints-procedure)" in reply and citizen.case is None


def test_an_idea_is_told_where_to_send_it(citizen: Citizen) -> None:
    reply = citizen.reads("I have a suggestion for your website: you should add a map of embassies")
    assert "## Tell us an idea" in reply and "https://www.contact.service.csd.fcdo.gov.uk/home" in reply


@pytest.mark.parametrize("text", ["I need to cancel my appointment at the embassy", "how do I withdraw my passport application"])
def test_what_was_booked_elsewhere_is_changed_there(citizen: Citizen, text: str) -> None:
    reply = citizen.reads(text)
    assert "## Cancel or change something" in reply and "You may not get a fee back when you cancel." in reply


def test_never_mind_is_still_taken_as_such(citizen: Citizen) -> None:
    assert citizen.reads("never mind") == "OK, I have stopped. Tell me what you need help with."


def test_what_is_otherwise_in_the_country_comes_with_the_guide(citizen: Citizen) -> None:
    reply = citizen.reads("how does an emergency travel document work in China?")
    assert "You need a visa to enter China with an emergency travel document." in reply
    assert "It costs £125 (checked on 22 August 2026)" in reply
