"""What the ranking is learned from: labelled questions over the synced pages, and questions by kind of passage.

`data/questions/*.jsonl` hold {"text", "country", "part", "headings", "answerable"}; `by_kind.txt` questions under the
kinds they ask for; `stories.txt` what people write around a question.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.content.answering.kinds import kinds_of
from bot.content.answering.relevance import ASKED, NOTHING
from bot.content.ports import Passage, TravelAdvice
from bot.errors import BadInput

PART_TITLE = "part-title"
"""In `headings`: the words before a part's first heading answer."""
FEWEST_STORY, MOST_STORY = 2, 6
"""Sentences put around a question."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Labelled:
    """One question and what answers it."""

    text: str
    country: str
    part: str
    """Slug of the part that answers first; "" where none does."""
    answers: frozenset[str]
    """Ids of the passages that answer; empty where the page does not."""
    writer: str
    kinds: tuple[str, ...]
    """What it asks for; NOTHING alone where the page has no answer."""
    inside: str = ""
    """The question alone, where `text` puts a story around it."""

    def mask(self, passages: Sequence[Passage]) -> Mask:
        return np.array([passage.id in self.answers for passage in passages], dtype=bool)


def read_labelled(folder: Path, pages: Mapping[str, TravelAdvice]) -> tuple[list[Labelled], int]:
    """Every labelled question whose answer is still on the page → them, and how many were left out because it is not.

    Raises BadInput for a line that cannot be read.
    """
    found: list[Labelled] = []
    left_out = 0
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                text, country, wanted = str(row["text"]), str(row["country"]), [str(h) for h in row["headings"]]
                part, none = str(row.get("part") or ""), row["answerable"] == "no"
            except (ValueError, KeyError, TypeError):
                raise BadInput(f"{path.name}, line {number}, is no labelled question. Mend it.") from None
            page = pages.get(country)
            answers = () if page is None or none else _answers(page.passages, wanted, part)
            if page is None or (not answers and not none):
                left_out += 1
                continue
            kinds = dict.fromkeys(kind for passage in answers for kind in kinds_of(passage))
            found.append(
                Labelled(
                    text,
                    country,
                    part,
                    frozenset(passage.id for passage in answers),
                    path.stem,
                    tuple(kinds) or (NOTHING,),
                )
            )
    return found, left_out


def _answers(passages: Sequence[Passage], headings: Sequence[str], part: str) -> tuple[Passage, ...]:
    wanted = {" ".join(heading.split()).casefold() for heading in headings}
    return tuple(
        passage
        for passage in passages
        if (passage.headings and " ".join(passage.headings[-1].split()).casefold() in wanted)
        or (not passage.headings and PART_TITLE in wanted and passage.part == part)
    )


def read_by_kind(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    """(question, kinds). Raises BadInput for a kind that is not known."""
    found: list[tuple[str, tuple[str, ...]]] = []
    kinds: tuple[str, ...] = ()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            kinds = tuple(line[3:].split())
            if not kinds or not set(kinds) <= set(ASKED):
                raise BadInput(f"{path.name}, line {number}: not every kind is in bot/content/answering/kinds.py.")
        elif line.strip() and not line.startswith("#"):
            found.append((line.strip(), kinds))
    return found


class Stories:
    """Puts a story around a question, the same one each time."""

    def __init__(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").splitlines()
        self._sentences = [line.strip() for line in lines if line.strip() and not line.startswith("#")]

    def around(self, text: str) -> str:
        """The question somewhere in two to six other sentences."""
        chance = random.Random(text)
        sentences = chance.sample(self._sentences, chance.randint(FEWEST_STORY, MOST_STORY))
        sentences.insert(chance.randint(0, len(sentences)), text)
        return " ".join(sentences)

    def told(self, row: Labelled) -> Labelled:
        return replace(row, text=self.around(row.text), inside=row.text)
