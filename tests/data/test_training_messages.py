"""The training messages: all topics there, labelled as the guide allows, none twice, none taken from what measures them."""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache

import numpy as np
import pytest
import yaml
from rapidfuzz import fuzz, process

from bot.settings import ROOT
from bot.triage.taught import Taught, taught_messages
from bot.triage.topics import TOPICS

NLU = ROOT / "data" / "nlu"
LABELLED = ROOT.parent / "shared" / "evaluation"
ALARMING = TOPICS[:15]
"""From arrest_detention to welfare_concern: each must be taught in trouble and as a routine question."""
NEAR = 88
"""rapidfuzz ratio of lower-case letters and digits, for messages of more than four words."""


@lru_cache
def messages() -> tuple[Taught, ...]:
    return tuple(taught_messages(NLU))


def plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def near_pairs(left: list[str], right: list[str]) -> list[tuple[str, str]]:
    found = []
    scores = process.cdist(left, right, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.uint8, workers=1)
    for i, j in zip(*np.nonzero(scores), strict=True):
        if left is not right or i < j:
            found.append((left[i], right[j]))
    return found


def test_one_file_for_each_topic_and_nothing_else():
    assert {path.stem for path in NLU.glob("*.yml")} == set(TOPICS)
    for path in NLU.glob("*.yml"):
        assert {block["intent"] for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]} == {path.stem}


def test_every_block_is_labelled_as_the_guide_allows():
    for text, _, route, severity in messages():
        assert route in {"answer", "escalate", "out_of_scope"}, text
        assert (severity in {"P1", "P2", "P3"}) == (route == "escalate"), text
    assert {
        row[2]
        for row in messages()
        if row[1] in {"greeting_chitchat", "abuse_prompt_injection", "other_out_of_scope"}
    } == {"out_of_scope"}
    assert {(row[2], row[3]) for row in messages() if row[1] == "talk_to_human"} == {("escalate", "P3")}


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_taught_by_enough_messages(topic: str):
    assert sum(row[1] == topic for row in messages()) >= 20


@pytest.mark.parametrize("topic", ALARMING)
def test_an_alarming_topic_is_taught_in_trouble_and_as_a_routine_question(topic: str):
    routes = Counter(row[2] for row in messages() if row[1] == topic)
    assert routes["escalate"] >= 20 and routes["answer"] >= 12


def test_no_message_holds_brackets_that_rasa_would_read_as_an_entity():
    assert [row[0] for row in messages() if set("[]{}") & set(row[0])] == []


def test_no_message_is_taught_twice_nor_nearly():
    texts = [plain(row[0]) for row in messages()]
    assert [text for text, count in Counter(text for text in texts if text).items() if count > 1] == []
    assert near_pairs(*[[text for text in texts if len(text.split()) > 4]] * 2) == []


@pytest.mark.skipif(not LABELLED.exists(), reason=f"{LABELLED} is not on this machine: nothing to compare with")
def test_no_message_is_taken_from_what_measures_the_model():
    measured = [
        plain(json.loads(line)["text"]) for path in LABELLED.glob("*.jsonl") for line in path.read_text().splitlines()
    ]
    taught = [plain(row[0]) for row in messages()]
    long = [text for text in measured if len(text.split()) > 4]
    assert near_pairs([text for text in taught if len(text.split()) > 4], long) == []
