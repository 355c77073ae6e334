"""How public sets are read and how a pipeline's answers on them are counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.errors import BadInput
from bot.operations.public_sets import PublicSet, accuracy, read_sets, stranger_auroc

SET = PublicSet("x", (("a", "A"), ("b", "B")), (("a", "A"), ("b", "B"), ("c", "A"), ("z", "oos")))


def write(folder: Path) -> None:
    for part in ("train", "test"):
        (folder / f"hint3_shop_{part}.csv").write_text(f"sentence,label,\nwhere is my {part},ORDER,\nhi,NONE,\n")
        (folder / f"banking77_{part}.csv").write_text(f'text,category\n"card, {part}",card\nx,y\nx2,y\n')
    rows = {"train": [["a", "b"]] * 5, "test": [["c", "b"]], "oos_test": [["d", "oos"]]}
    (folder / "clinc150_small.json").write_text(json.dumps(rows))


def test_every_set_is_read_the_smallest_first(tmp_path: Path):
    write(tmp_path)
    found = read_sets(tmp_path)
    assert [(each.name, len(each.train), len(each.test)) for each in found] == [
        ("HINT3 shop", 2, 2), ("BANKING77", 3, 3), ("CLINC150", 5, 2),
    ]  # fmt: skip
    assert found[1].train[0] == ("card, train", "card") and found[2].test[-1] == ("d", "oos")


def test_only_so_many_texts_of_a_label_are_taught(tmp_path: Path):
    write(tmp_path)
    assert {each.name: len(each.train) for each in read_sets(tmp_path, 1)} == {
        "HINT3 shop, 1 a label": 2, "BANKING77, 1 a label": 2, "CLINC150, 1 a label": 1,
    }  # fmt: skip


def test_a_folder_without_sets_and_a_damaged_one_are_named(tmp_path: Path):
    with pytest.raises(BadInput, match="holds no public set"):
        read_sets(tmp_path)
    (tmp_path / "clinc150_small.json").write_text("{")
    with pytest.raises(BadInput, match="cannot be read"):
        read_sets(tmp_path)


def test_accuracy_counts_only_what_is_in_scope():
    assert accuracy(SET, [("A", 0.9), ("A", 0.9), ("A", 0.9), ("B", 0.9)]) == pytest.approx(2 / 3)


def test_strangers_are_told_apart_by_confidence():
    def area(*confidences: float) -> float | None:
        return stranger_auroc(SET, [("A", confidence) for confidence in confidences])

    assert (area(0.9, 0.8, 0.7, 0.1), area(0.1, 0.2, 0.3, 0.9), area(0.5, 0.5, 0.5, 0.5)) == (1.0, 0.0, 0.5)
    assert area(0.9, 0.8, 0.1, 0.5) == pytest.approx(2 / 3)
    assert stranger_auroc(PublicSet("x", SET.train, SET.test[:2]), [("A", 1.0)] * 2) is None
