"""Learning finds what is there to be found, and reads labelled questions only where their answer is on the page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import pytest

from bot.content.answering.kinds import KINDS
from bot.content.answering.relevance import NOTHING
from bot.content.ports import Passage, TravelAdvice
from bot.errors import BadInput
from bot.operations.learning_fits import Listed, choice, listwise, meaning_map, yes_or_no
from bot.operations.learning_rows import Stories, read_by_kind, read_labelled

QUESTIONS = Path(__file__).resolve().parents[3] / "data" / "questions"
AT = datetime(2026, 11, 1, tzinfo=timezone.utc)


def page() -> Mapping[str, TravelAdvice]:
    def passage(number: int, part: str, *headings: str) -> Passage:
        return Passage(f"laos/{part}#{number}", "LA", part, part.title(), headings, "Words.", "u")

    passages = (passage(1, "health"), passage(2, "health", "Medication"), passage(1, "safety", "Risks", "E-cigarettes"))
    return {"LA": TravelAdvice("LA", "laos", "Laos", "u", (), None, AT, "", passages)}


def write(folder: Path, *rows: object) -> Path:
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def row(headings: list[str], answerable: str = "yes", part: str = "health", country: str = "LA") -> dict[str, object]:
    return {"text": "May I?", "country": country, "part": part, "headings": headings, "answerable": answerable}


def test_a_heading_is_found_on_the_page_whatever_its_case(tmp_path: Path) -> None:
    (found,), left_out = read_labelled(write(tmp_path, row(["e-Cigarettes "], part="safety")), page())
    assert (found.answers, found.kinds, found.writer, left_out) == (
        frozenset({"laos/safety#1"}), ("smoking",), "a", 0,
    )  # fmt: skip


def test_the_title_of_a_part_means_its_first_words(tmp_path: Path) -> None:
    (found,), _ = read_labelled(write(tmp_path, row(["part-title"])), page())
    assert found.answers == {"laos/health#1"}


def test_what_the_page_does_not_answer_asks_for_nothing(tmp_path: Path) -> None:
    (found,), _ = read_labelled(write(tmp_path, row([], "no")), page())
    assert (found.answers, found.kinds) == (frozenset(), (NOTHING,))


def test_a_question_whose_answer_left_the_page_is_left_out(tmp_path: Path) -> None:
    found, left_out = read_labelled(write(tmp_path, row(["Gone"]), row(["Medication"], country="TH")), page())
    assert (found, left_out) == ([], 2)


@pytest.mark.parametrize("line", ["{", "[]", '{"text": "x"}', '"x"'])
def test_a_line_that_is_no_question_is_named_without_its_words(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text("\n" + line + "\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"a\.jsonl, line 2, is no labelled question"):
        read_labelled(tmp_path, page())


def test_a_kind_that_is_not_known_is_refused(tmp_path: Path) -> None:
    (tmp_path / "k.txt").write_text("## unheard_of\nMay I?\n", encoding="utf-8")
    with pytest.raises(BadInput, match="line 1"):
        read_by_kind(tmp_path / "k.txt")


def test_our_questions_by_kind_teach_nearly_every_kind() -> None:
    taught = {kind for _, kinds in read_by_kind(QUESTIONS / "by_kind.txt") for kind in kinds}
    assert NOTHING in taught
    untaught = {kind for kind in KINDS if kind not in taught and not kind.startswith("intro_")}
    assert untaught == {"criminal_record", "space", "other"}


def test_a_story_holds_the_question_and_is_the_same_each_time() -> None:
    stories = Stories(QUESTIONS / "stories.txt")
    told = stories.around("Can I bring my dog?")
    assert "Can I bring my dog?" in told and len(told.split()) > 15
    assert told == Stories(QUESTIONS / "stories.txt").around("Can I bring my dog?")
    assert told != stories.around("Can I bring my cat?").replace("cat", "dog")


def test_the_passage_that_answers_is_put_first_by_what_tells_it() -> None:
    chance = np.random.RandomState(0)
    pages = []
    for _ in range(60):
        features = chance.normal(size=(8, 3)).astype(np.float32)
        answers = np.zeros(8, dtype=bool)
        answers[features[:, 1].argmax()] = True
        pages.append((features, answers))
    weights = listwise(pages, 0.005)
    assert weights[1] > 10 * max(abs(weights[0]), abs(weights[2]))


def test_the_map_brings_together_what_the_encoder_keeps_apart() -> None:
    chance = np.random.RandomState(1)
    hidden = chance.normal(size=(16, 16)).astype(np.float32)

    def item() -> Listed:
        passages = chance.normal(size=(6, 16)).astype(np.float32)
        question = chance.normal(size=16).astype(np.float32)
        answers = np.zeros(6, dtype=bool)
        answers[(passages @ (question @ hidden)).argmax()] = True
        return Listed(question, passages, answers, np.zeros(6, dtype=np.float32), 1.0)

    left, right = meaning_map([item() for _ in range(400)], 1e-4, 40, 16)
    unseen = [item() for _ in range(100)]
    first = [int((one.passages @ right @ (one.question @ left)).argmax()) for one in unseen]
    assert sum(one.answers[at] for one, at in zip(unseen, first, strict=True)) > 60  # 17 by chance


def test_a_choice_never_falls_on_what_nothing_taught() -> None:
    vectors = np.eye(4, dtype=np.float32)[[0, 1] * 10]
    matrix, bias = choice(vectors, [0, 2] * 10, [1.0] * 20, 1.0, 3)
    scores = np.eye(4, dtype=np.float32) @ matrix + bias
    assert scores[:2].argmax(axis=1).tolist() == [0, 2]
    assert (scores[:, 1] < -20).all()


def test_log_odds_are_for_signs_as_they_are() -> None:
    signs = np.array([[1000.0, 1], [1000, 2], [1000, 8], [1000, 9]], dtype=np.float32)
    yes = np.array([False, False, True, True])
    weights, bias = yes_or_no(signs, yes, np.ones(4, dtype=np.float32), 10.0)
    odds = signs @ weights + bias
    assert (odds[:2] < 0).all() and (odds[2:] > 0).all()


def test_told_keeps_the_labels_of_the_question(tmp_path: Path) -> None:
    (found,), _ = read_labelled(write(tmp_path, row(["Medication"])), page())
    told = Stories(QUESTIONS / "stories.txt").told(found)
    assert told.inside == found.text and found.text in told.text
    assert replace(told, text=found.text, inside="") == found
