"""Public holidays from the data that comes with the libraries: no network."""

from __future__ import annotations

import socket
from datetime import date

import pytest

from bot.clients.holidays import PublicHolidays
from bot.content.facts import load_facts


def test_holidays_of_the_uk_and_of_the_country_stand_together_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("holidays must not be fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    holidays = PublicHolidays()
    assert holidays.names(date(2026, 12, 25), "ES") == ("Christmas Day",)
    assert holidays.names(date(2026, 8, 31), "FR") == ("Summer bank holiday",)
    assert holidays.names(date(2026, 7, 14), "FR") == ("National Day",)
    assert holidays.names(date(2026, 7, 15), "FR") == ()


def test_a_country_without_known_holidays_has_those_of_the_uk() -> None:
    holidays = PublicHolidays()
    assert holidays.names(date(2026, 12, 25), "XK") == ("Christmas Day",)
    assert holidays.names(date(2026, 2, 17), "XK") == ()
    assert holidays.names(date(9999, 1, 1), "ZZ") == ()


def test_every_country_can_be_asked_and_its_holidays_are_named_in_latin_letters() -> None:
    holidays = PublicHolidays()
    names = {
        name
        for country in load_facts().countries()
        for month in (1, 5, 7, 10, 12)
        for day in (1, 25)
        for name in holidays.names(date(2026, month, day), country.iso2)
    }
    assert "New Year\u2019s Day" in names
    assert sorted(name for name in names if any("\u0370" <= letter <= "\u1cff" for letter in name)) == []
