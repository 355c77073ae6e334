"""Text messages are counted as a phone network counts them."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.text_messages import BASIC, TWO_EACH, size


@pytest.mark.parametrize(("text", "parts", "units", "alphabet"), [
    ("", 0, 0, "GSM-7"),
    ("a" * 160, 1, 160, "GSM-7"),
    ("a" * 161, 2, 161, "GSM-7"),
    ("a" * 306, 2, 306, "GSM-7"),
    ("a" * 307, 3, 307, "GSM-7"),
    ("a" * 459, 3, 459, "GSM-7"),
    ("a" * 460, 4, 460, "GSM-7"),
    ("£125 é à Ø", 1, 10, "GSM-7"),
    ("€" * 80, 1, 160, "GSM-7"),
    ("€" * 81, 2, 162, "GSM-7"),
    ("“" + "a" * 69, 1, 70, "UCS-2"),
    ("“" + "a" * 70, 2, 71, "UCS-2"),
    ("ê" + "a" * 133, 2, 134, "UCS-2"),
    ("ê" + "a" * 134, 3, 135, "UCS-2"),
    ("😀" * 35, 1, 70, "UCS-2"),
    ("😀" * 36, 2, 72, "UCS-2"),
])
def test_parts_are_counted(text: str, parts: int, units: int, alphabet: str) -> None:
    counted = size(text)
    assert (counted.parts, counted.units, counted.alphabet) == (parts, units, alphabet)


def test_a_character_of_two_units_is_not_cut_in_two() -> None:
    # 153 fits neither 77 brackets nor a bracket's second half: each part holds 76 of them and one unit stays empty.
    assert size("[" * 76 * 3).parts == 3
    assert size("[" * (76 * 3 + 1)).parts == 4 and size("[" * (76 * 3 + 1)).units == 458
    assert size("😀" * 33 * 3).parts == 3 and size("😀" * (33 * 3 + 1)).parts == 4


def test_what_makes_it_dear_is_named() -> None:
    assert size("Don’t go – don’t").outside == ("’", "–")


def test_the_alphabet_is_gsm_03_38() -> None:
    assert len(BASIC) == 127 and len(TWO_EACH) == 10 and not BASIC & TWO_EACH
    assert "`" not in BASIC | TWO_EACH and "ç" not in BASIC and "Ç" in BASIC


@given(st.text(max_size=600))
def test_more_text_never_takes_fewer_parts(text: str) -> None:
    assert size(text).parts <= size(text + "a").parts
