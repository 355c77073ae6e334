"""`./consular bench --ask`: what one question costs on one core, with every country's page loaded.

The questions are those of data/questions, each alone and in a story (bot/operations/learning_rows.py), so nothing is
remembered from an earlier one. Measured is `Library.ask`: the code that answers the citizen and `./consular ask`.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import psutil

from bot.content.library import Library
from bot.errors import StartError
from bot.operations.command_learn import QUESTIONS
from bot.operations.learning_rows import Stories, read_labelled
from bot.services import Services

QUESTIONS_ASKED = 1_000


@dataclass(frozen=True)
class AskFigures:
    """Milliseconds of questions, and memory."""

    countries: int
    sorted_ms: tuple[float, ...]
    load_seconds: float
    """To read every page's passages and vectors once."""
    megabytes: float
    """Of this process, with everything loaded."""
    words: float
    """Mean words of a question."""

    def percentile(self, share: float) -> float:
        """`share` of the questions took at most so many milliseconds."""
        return self.sorted_ms[min(len(self.sorted_ms) - 1, int(share * len(self.sorted_ms)))]


def bench_ask(services: Services) -> int:
    """Print the figures → 0. Raises StartError where no travel advice is stored."""
    pages = {page.country: page for page in services.store.all_pages()}
    if not pages:
        raise StartError("No travel advice is stored. Run ./consular sync first.")
    rows, _ = read_labelled(QUESTIONS, pages)
    stories = Stories(QUESTIONS / "stories.txt")
    questions = [(text, row.country) for row in rows for text in (row.text, stories.around(row.text))]
    random.Random(1).shuffle(questions)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    figures = measure_ask(services.library, sorted(pages), questions[:QUESTIONS_ASKED])
    print(
        f"{len(figures.sorted_ms)} questions of {figures.words:.0f} words on average, {figures.countries} countries "
        f"loaded (in {figures.load_seconds:.0f} s), one core: median {figures.percentile(0.5):.1f} ms, "
        f"p95 {figures.percentile(0.95):.1f} ms, slowest {figures.sorted_ms[-1]:.1f} ms; {figures.megabytes:.0f} MB"
    )
    return 0


def measure_ask(library: Library, countries: Sequence[str], questions: Sequence[tuple[str, str]]) -> AskFigures:
    """Load every country, then time each of `questions`: (text, country)."""
    library.prepare(countries, _told)
    began = time.perf_counter()
    for country in countries:
        library.ask("is it safe", country)
    loaded = time.perf_counter() - began
    taken = []
    for text, country in questions:
        start = time.perf_counter()
        library.ask(text, country)
        taken.append(1000 * (time.perf_counter() - start))
    return AskFigures(
        len(countries),
        tuple(sorted(taken)),
        loaded,
        psutil.Process().memory_info().rss / 1e6,
        sum(len(text.split()) for text, _ in questions) / max(1, len(questions)),
    )


def _told(countries: Iterable[object], total: int) -> Iterable[object]:
    print(f"Reading {total} pages, where they were not read before …", file=sys.stderr, flush=True)
    return countries
