"""Tokens of forms, requests of other sites, clean words, dates."""
from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.ui.dates import clock, day, moment, when
from bot.ui.security import clean_words, content_security_policy, form_token, form_token_is_right, from_another_site


def test_a_form_token_is_right_for_its_own_browser_only() -> None:
    token = form_token("secret-a")
    assert form_token_is_right("secret-a", token)
    assert not form_token_is_right("secret-b", token)
    assert not form_token_is_right("secret-a", token[:-1] + ("0" if token[-1] != "0" else "1"))
    assert not form_token_is_right("", form_token(""))
    assert "secret-a" not in token


@pytest.mark.parametrize(("headers", "other"), [
    ({}, False), ({"origin": "null"}, False), ({"origin": "https://help.example"}, False),
    ({"origin": "https://evil.example"}, True), ({"sec-fetch-site": "same-origin", "origin": "null"}, False),
    ({"sec-fetch-site": "none"}, False), ({"sec-fetch-site": "same-site"}, True),
    ({"sec-fetch-site": "cross-site"}, True),
    ({"origin": "https://public.example"}, False)])
def test_the_browser_says_whether_another_site_asks(headers: dict[str, str], other: bool) -> None:
    assert from_another_site(headers, "help.example", "https://public.example") is other


def test_typed_words_lose_what_cannot_be_seen_and_keep_their_lines() -> None:
    assert clean_words("  a\r\nb\rc\td\x00\x1b\u202e\ufeff\u200d ") == "a\nb\nc\td\u200d"
    assert clean_words("e\u0301") == "é"
    assert clean_words("x\ud800y") == "xy"
    assert clean_words("\x00 \n") == ""


def test_a_policy_without_a_nonce_lets_no_script_in_the_page_run() -> None:
    assert "nonce" not in content_security_policy()
    assert "'nonce-abc'" in content_security_policy("abc")


def test_dates_and_times_are_said_as_people_say_them() -> None:
    summer = datetime(2026, 6, 30, 23, 30, tzinfo=timezone.utc)
    winter = datetime(2026, 11, 22, 0, 5, tzinfo=timezone.utc)
    assert day(date(2026, 6, 30)) == "30 June 2026"
    assert clock(summer) == "12:30am UK time" and clock(winter) == "12:05am UK time"
    assert moment(summer) == "1 July 2026 at 12:30am UK time"
    assert when(winter, now=winter) == "12:05am UK time" and when(summer, now=winter) == moment(summer)
