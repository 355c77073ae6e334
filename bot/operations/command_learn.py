"""`./consular learn`: learn which passage answers which question, from data/questions and the synced pages."""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from bot.content.answering.ranking import PageIndex, names_in
from bot.content.answering.relevance import ASKED, FEATURES, FILE, SIGNS, Floats, Relevance
from bot.content.answering.vectors import Vectors
from bot.content.answering.wording import InCommon
from bot.errors import BadInput
from bot.operations.first_key import ensure_key
from bot.operations.learning import Book, figures, learn, read
from bot.operations.learning_rows import Stories, read_by_kind, read_labelled
from bot.services import Services
from bot.settings import ROOT
from bot.triage.taught import taught_messages

QUESTIONS = ROOT / "data" / "questions"
FEWEST_PAGES = 200
"""Of GOV.UK's 226: the questions are about most of them."""
GUIDES = frozenset(
    {
        "lost_stolen_passport", "emergency_travel_document", "passport_renewal", "notarial_legalisation",
        "birth_registration", "death_registration", "marriage_abroad", "death_abroad", "arrest_detention",
        "prisoner_support", "citizenship_nationality", "foreign_visa_to_uk", "voting_abroad", "money_transfer",
        "lawyers_translators", "child_abduction", "forced_marriage", "missing_person", "sexual_assault",
    }
)  # fmt: skip
"""Topics whose guide answers what no country's page does: a document, an arrest, a death."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--questions", type=Path, default=QUESTIONS, metavar="FOLDER", help="the labelled questions")
    parser.add_argument("--to", type=Path, default=FILE, metavar="FILE", help="where the weights are written")
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing: hold out each writer and the countries written about, and say how well that goes",
    )


def run(arguments: argparse.Namespace, services: Services) -> int:
    """Writes the weights and prints their hash, for bot.content.answering.relevance.SHA256.

    Raises BadInput where the pages are not synced or a question cannot be read.
    """
    ensure_key(services, _say)
    began = time.monotonic()
    book = make_book(arguments.questions, services)
    _say(f"{time.monotonic() - began:4.0f} s  {len(book.rows)} questions read")
    if arguments.check:
        for writer in sorted({row.writer for row in book.rows}):
            own = [row for row in book.rows if row.writer == writer]
            about = {row.country for row in own}
            others = tuple(row for row in book.rows if row.writer != writer and row.country not in about)
            learned = learn(replace(book, rows=others), _say)
            for name, rows in (
                ("alone", [row for row in own if not row.inside]),
                ("in a story", [row for row in own if row.inside]),
            ):
                print(f"{writer}, {name}: {figures(book, learned, read(book, learned, rows))}")
        return 0
    learned = learn(book, lambda words: _say(f"{time.monotonic() - began:4.0f} s  {words}"))
    arguments.to.parent.mkdir(parents=True, exist_ok=True)
    with arguments.to.open("wb") as file:
        np.savez_compressed(file, **learned.arrays())
    for names, weights in ((FEATURES, learned.fit), (SIGNS, learned.sure)):
        _say(", ".join(f"{name} {weight:.2f}" for name, weight in zip(names, weights, strict=True)))
    print(hashlib.sha256(arguments.to.read_bytes()).hexdigest())
    return 0


def make_book(folder: Path, services: Services) -> Book:
    """All that is learned from, with the pages of the store. Raises BadInput where too few are synced."""
    pages = {page.country: page for page in services.store.all_pages()}
    if len(pages) < FEWEST_PAGES:
        raise BadInput(f"Only {len(pages)} pages are stored. Run ./consular sync first.")
    vectors = Vectors(services.store, lambda: services.encoder)
    no_weights = _no_weights(services.encoder.dimensions)
    indexes = {
        country: PageIndex(page.passages, vectors.of(page.passages), no_weights) for country, page in pages.items()
    }
    labelled, left_out = read_labelled(folder, pages)
    if left_out:
        _say(f"{left_out} questions are left out: what answered them is no longer on the page.")
    stories = Stories(folder / "stories.txt")
    rows = [each for row in labelled for each in (row, stories.told(row))]
    by_kind = read_by_kind(folder / "by_kind.txt")
    alone = len(by_kind)
    by_kind += [(stories.around(text), kinds) for text, kinds in by_kind]
    messages = [(m.text, m.topic if m.topic in GUIDES else "") for m in taught_messages(ROOT / "data" / "nlu")]
    messages += [(row.text, "") for row in rows]
    known: dict[str, Floats] = {}

    def encode(texts: Sequence[str]) -> Floats:
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        for start in range(0, len(fresh), 500):
            some = fresh[start : start + 500]
            known.update(zip(some, services.encoder.encode(some), strict=True))
        return np.stack([known[text] for text in texts])

    @cache
    def common(country: str, text: str) -> Sequence[InCommon]:
        where = services.facts.country(country)
        named = names_in(" ".join(mention.text for mention in services.places.locate(text).mentions))
        own = names_in(f"{where.name} {where.capital} {where.demonym}")
        return indexes[country].wording.compare(text, own, named)

    return Book(
        services.encoder.name, tuple(rows), tuple(by_kind), alone, tuple(messages), indexes, common, encode
    )


def _no_weights(dimensions: int) -> Relevance:
    def none(*shape: int) -> Floats:
        return np.zeros(shape, dtype=np.float32)

    return Relevance(
        "", none(dimensions, len(ASKED)), none(len(ASKED)), none(dimensions, 1), none(dimensions, 1),
        none(len(FEATURES)), none(len(SIGNS)), 0.0, 0.0, none(dimensions, 1), none(1), (),
    )  # fmt: skip


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
