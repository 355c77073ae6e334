"""Who and when, on lines that were labelled before the code was written."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.triage.circumstances import Circumstances, circumstances
from tests.fixtures.places import PLACES

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("circumstances.yml").read_text("utf-8"))


def read(text: str) -> Circumstances:
    return circumstances(text, PLACES.locate(text))


def as_labelled(found: Circumstances) -> dict[str, Any]:
    return {
        "whose": found.whose.value, "relation": found.relation, "child": found.child, "age": found.age, "me": list(found.writer),
        "they": list(found.other), "uk": found.in_uk is True, "home": found.home, "when": found.when.value, "said": found.said_when,
    }


DEFAULTS: dict[str, Any] = {"relation": "", "child": False, "age": None, "me": [], "they": [], "uk": False, "home": False, "when": "now", "said": ""}


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_a_line_is_read_as_it_was_labelled(row: dict[str, Any]) -> None:
    assert as_labelled(read(row["text"])) == {**DEFAULTS, **{key: value for key, value in row.items() if key != "text"}}
