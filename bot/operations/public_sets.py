"""Public sets of labelled messages, as their authors publish them: HINT3, BANKING77, CLINC150. For comparing pipelines;
never a source of training data, never in the repository."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BadInput

Pairs = tuple[tuple[str, str], ...]
"""(text, label)."""


@dataclass(frozen=True)
class PublicSet:
    """One set. A label of `test` that `train` does not have means that the text is out of scope."""

    name: str
    train: Pairs
    test: Pairs

    def labels(self) -> frozenset[str]:
        return frozenset(label for _, label in self.train)


def read_sets(folder: Path, most_per_label: int | None = None) -> list[PublicSet]:
    """Every set whose files are in `folder`, the smallest first; of each label at most so many training texts.

    Raises BadInput where there is none, or where a file is not as its authors publish it.
    """
    try:
        found = [*_hint3(folder), *_banking(folder), *_clinc(folder)]
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        raise BadInput(f"A public set in {folder} cannot be read: {error}") from error
    if not found:
        raise BadInput(
            f"{folder} holds no public set: hint3_*_train.csv, banking77_train.csv or clinc150_small.json. "
            "Download them from their authors."
        )
    return sorted((_capped(each, most_per_label) for each in found), key=lambda each: len(each.train))


def _hint3(folder: Path) -> Iterator[PublicSet]:
    for path in sorted(folder.glob("hint3_*_train.csv")):
        test = path.with_name(path.name.replace("_train", "_test"))
        name = path.name.removesuffix("_train.csv").replace("_", " ").replace("hint3", "HINT3")
        yield PublicSet(name, _pairs(path, "sentence", "label"), _pairs(test, "sentence", "label"))


def _banking(folder: Path) -> Iterator[PublicSet]:
    path = folder / "banking77_train.csv"
    if path.exists():
        test = folder / "banking77_test.csv"
        yield PublicSet("BANKING77", _pairs(path, "text", "category"), _pairs(test, "text", "category"))


def _clinc(folder: Path) -> Iterator[PublicSet]:
    path = folder / "clinc150_small.json"
    if path.exists():
        data = json.loads(path.read_text(encoding="utf-8"))
        parts = [tuple((str(text), str(label)) for text, label in data[part]) for part in ("train", "test", "oos_test")]
        yield PublicSet("CLINC150", parts[0], parts[1] + parts[2])


def _pairs(path: Path, text: str, label: str) -> Pairs:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple((row[text].strip(), row[label].strip()) for row in csv.DictReader(file) if row[text].strip())


def _capped(each: PublicSet, most: int | None) -> PublicSet:
    if most is None:
        return each
    kept: list[tuple[str, str]] = []
    counts: Counter[str] = Counter()
    for text, label in each.train:
        counts[label] += 1
        if counts[label] <= most:
            kept.append((text, label))
    return PublicSet(f"{each.name}, {most} a label", tuple(kept), each.test)


def accuracy(each: PublicSet, judged: Sequence[tuple[str, float]]) -> float:
    """The share of in-scope test texts whose label is right."""
    known = each.labels()
    right = [got == wanted for (_, wanted), (got, _) in zip(each.test, judged, strict=True) if wanted in known]
    return sum(right) / len(right)


def stranger_auroc(each: PublicSet, judged: Sequence[tuple[str, float]]) -> float | None:
    """How well confidence tells texts in scope from those out of it: the area under the curve, 0.5 is chance.

    None where the set has none out of scope.
    """
    known = each.labels()
    inside, outside = (
        [p for (_, wanted), (_, p) in zip(each.test, judged, strict=True) if (wanted in known) is own]
        for own in (True, False)
    )
    if not inside or not outside:
        return None
    ranks = {value: (low + high) / 2 for value, low, high in _ranks([*inside, *outside])}
    total = sum(ranks[value] for value in inside) - len(inside) * (len(inside) + 1) / 2
    return total / (len(inside) * len(outside))


def _ranks(values: Sequence[float]) -> Iterator[tuple[float, int, int]]:
    """(value, first and last rank among the sorted, from 1)."""
    first = 1
    for value, count in sorted(Counter(values).items()):
        yield value, first, first + count - 1
        first += count
