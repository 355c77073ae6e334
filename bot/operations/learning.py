"""How the ranking's weights are learned: scikit-learn and scipy here, numpy alone where citizens are answered.

Whatever a question is used to learn by, it never judges itself: kinds and map are learned in folds of countries, and
the ranking and the confidence line over them on questions that those had not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np

from bot.content.answering.kinds import kinds_of
from bot.content.answering.ranking import PageIndex, Reading, parts_of
from bot.content.answering.relevance import ASKED, FEATURES, NOTHING, SIGNS, Floats, Relevance
from bot.content.answering.vectors import texts_of
from bot.content.answering.wording import InCommon
from bot.operations.learning_fits import Listed, choice, listwise, meaning_map, yes_or_no
from bot.operations.learning_rows import Labelled

FOLDS = 3
KIND_PENALTY, PAGE_SENTENCE = 0.5, 0.05
"""C of the kinds, and the weight of a sentence of a page among them. Of 0, 0.02, 0.1, 0.3: level from 0.02 to 0.1."""
SENTENCES_A_KIND = 40
FIT_PENALTY = 0.005
"""Of the ranking's weights; from 0.05 to 0.0001 the figures hardly move."""
MAP_PENALTY, MAP_STEPS, MAP_RANK = 1e-4, 20, 64
MAP_OF_KINDS, PAGES_A_KIND, FEW = 0.3, 2, 4
"""A question by kind teaches the map on two pages that have at most four such passages, with a third of the weight."""
NEAR_POINTS = 6.0
"""What such a page's passages have without the map: about what the ranking gives for the cosines."""
SURE_PENALTY = 0.05
SILENT = 0.75
"""Share of questions without an answer for which the line says so: the goal is 0.70 (issue 4)."""
GUIDE_PENALTY = 0.3
_MAP = [FEATURES.index("map"), FEATURES.index("map_in_part")]


@dataclass(frozen=True)
class Book:
    """Everything that is learned from."""

    encoder: str
    rows: tuple[Labelled, ...]
    by_kind: tuple[tuple[str, tuple[str, ...]], ...]
    """(question, kinds)."""
    without_story: int
    """So many of `by_kind` stand alone; the same follow in stories."""
    messages: tuple[tuple[str, str], ...]
    """(text, topic of a guide or "")."""
    pages: Mapping[str, PageIndex]
    """By country."""
    common: Callable[[str, str], Sequence[InCommon]]
    """(country, text) → what the words have in common."""
    encode: Callable[[Sequence[str]], Floats]


Seen = tuple[Labelled, Reading, Floats]
"""A question, as it was read, and the features of its country's passages."""


def learn(book: Book, say: Callable[[str], None]) -> Relevance:
    """All weights. Some minutes."""
    seen = _in_folds(book, say)
    fit = listwise(_answered(book, seen), FIT_PENALTY)
    sure, bias, line = _sure(book, fit, seen)
    whole, base = _without_map(book, book.rows)
    judged = replace(whole, fit=fit, sure=sure, sure_bias=bias, line=line)
    for name, inside in (("alone", False), ("in a story", True)):
        rows = [each for each in seen if bool(each[0].inside) is inside]
        say(f"of other countries, {name}: {figures(book, judged, rows)}")
    question_map, passage_map = _map(book, book.rows, base)
    say("everything learned once more on all questions")
    topics = tuple(sorted({topic for _, topic in book.messages if topic}))
    labels = [topics.index(topic) if topic else len(topics) for _, topic in book.messages]
    guides, guides_bias = choice(
        book.encode([text for text, _ in book.messages]), labels, [1.0] * len(labels), GUIDE_PENALTY, len(topics) + 1
    )
    return replace(
        judged,
        question_map=question_map,
        passage_map=passage_map,
        guides=guides,
        guides_bias=guides_bias,
        guide_topics=topics,
    )


def read(book: Book, relevance: Relevance, rows: Sequence[Labelled]) -> list[Seen]:
    """Questions as the product reads them, and the features of their countries' passages."""
    indexes = {country: book.pages[country].with_relevance(relevance) for country in {row.country for row in rows}}
    found: list[Seen] = []
    for row in rows:
        vectors = book.encode(parts_of(row.text))
        reading = Reading(row.text, vectors, relevance.asked(vectors))
        found.append((row, reading, indexes[row.country].features(reading, book.common(row.country, row.text))))
    return found


def figures(book: Book, learned: Relevance, seen: Sequence[Seen]) -> str:
    """How well `seen` are answered, in one line; honest where their features were made without them."""
    parts = first = near = shown = silent = can = cannot = passages = 0
    for row, reading, features in seen:
        all_said = [each.all_said for each in book.common(row.country, row.text)]
        ranking = book.pages[row.country].with_weights(learned).ranking(reading, features, all_said)
        if not row.answers:
            cannot += 1
            silent += not ranking.shown
            continue
        can += 1
        parts += ranking.passages[0].part == row.part
        first += ranking.passages[0].id in row.answers
        near += any(passage.id in row.answers for passage in ranking.nearest)
        shown += any(passage.id in row.answers for passage in ranking.shown)
        passages += len(ranking.nearest)
    return (
        f"right part {parts / max(1, can):.1%}, an answer first {first / max(1, can):.1%}, among the nearest "
        f"{near / max(1, can):.1%}, shown {shown / max(1, can):.1%} of {can}; unanswerable and said so "
        f"{silent / max(1, cannot):.1%} of {cannot}; {passages / max(1, can):.2f} passages"
    )


def _in_folds(book: Book, say: Callable[[str], None]) -> list[Seen]:
    """Each question with features made by kinds and a map that were learned without its country."""
    found: list[Seen] = []
    for fold in range(FOLDS):
        others = [row for row in book.rows if _fold(row) != fold]
        without, base = _without_map(book, others)
        question_map, passage_map = _map(book, others, base)
        learned = replace(without, question_map=question_map, passage_map=passage_map)
        found += read(book, learned, [row for row in book.rows if _fold(row) == fold])
        say(f"fold {fold + 1} of {FOLDS}")
    return found


def _fold(row: Labelled) -> int:
    return blake2b(row.country.encode(), digest_size=1).digest()[0] % FOLDS


def _answered(book: Book, seen: Sequence[Seen]) -> list[tuple[Floats, np.ndarray[tuple[int], np.dtype[np.bool_]]]]:
    return [(features, row.mask(book.pages[row.country].passages)) for row, _, features in seen if row.answers]


def _without_map(book: Book, rows: Sequence[Labelled]) -> tuple[Relevance, list[tuple[Labelled, Floats]]]:
    """Weights with kinds alone, and the points that a ranking without the map gives to the answered `rows`."""
    texts = [text for text, _ in book.by_kind] + [row.text for row in rows]
    labels = [kinds for _, kinds in book.by_kind] + [row.kinds for row in rows]
    sentences, of_sentences = _sentences(book)
    vectors = np.concatenate([book.encode(texts), sentences])
    weights = [1.0] * len(texts) + [PAGE_SENTENCE] * len(sentences)
    taught = [
        (number, ASKED.index(kind), weight / len(kinds))
        for number, (kinds, weight) in enumerate(zip([*labels, *of_sentences], weights, strict=True))
        for kind in kinds
    ]
    picked, classes, shares = ([each[i] for each in taught] for i in range(3))
    matrix, bias = choice(vectors[picked], [int(c) for c in classes], shares, KIND_PENALTY, len(ASKED))
    no_map = np.zeros((vectors.shape[1], 1), dtype=np.float32)
    kinds_alone = Relevance(
        book.encoder, matrix, bias, no_map, no_map, np.zeros(len(FEATURES), dtype=np.float32),
        np.zeros(len(SIGNS), dtype=np.float32), 0.0, 0.0, no_map, np.zeros(1, dtype=np.float32), (),
    )  # fmt: skip
    seen = read(book, kinds_alone, [row for row in rows if row.answers])
    fit = listwise(_answered(book, seen), FIT_PENALTY)
    fit[_MAP] = 0
    return kinds_alone, [(row, features @ fit) for row, _, features in seen]


def _sentences(book: Book) -> tuple[Floats, list[tuple[str, ...]]]:
    """Sentences of the pages, at most SENTENCES_A_KIND of each kind, and their kinds."""
    first: dict[str, tuple[str, ...]] = {}
    for country in sorted(book.pages):
        for passage in book.pages[country].passages:
            for text in texts_of(passage)[1:]:
                first.setdefault(text, kinds_of(passage))
    texts, kept = list(first), []
    counted: Counter[str] = Counter()
    for number in np.random.RandomState(0).permutation(len(texts)):
        kinds = first[texts[number]]
        if min(counted[kind] for kind in kinds) < SENTENCES_A_KIND:
            kept.append(texts[number])
            counted.update(kinds)
    return book.encode(kept), [first[text] for text in kept]


def _map(book: Book, rows: Sequence[Labelled], base: Sequence[tuple[Labelled, Floats]]) -> tuple[Floats, Floats]:
    """Learned on the answered `rows`, and on the questions by kind put to pages that `rows` are about or nobody's."""
    wholes = {country: index.wholes() for country, index in book.pages.items()}
    items = [
        Listed(book.encode([row.text])[0], wholes[row.country], row.mask(book.pages[row.country].passages), points, 1.0)
        for row, points in base
    ]
    kept_out = {row.country for row in book.rows} - {row.country for row in rows}
    countries = sorted(set(book.pages) - kept_out)
    chance = np.random.RandomState(1)
    for text, kinds in book.by_kind[: book.without_story]:
        found = 0
        for number in chance.permutation(len(countries))[:40] if kinds != (NOTHING,) else ():
            country = countries[number]
            answers = np.array([kinds[0] in kinds_of(passage) for passage in book.pages[country].passages])
            if 0 < answers.sum() <= FEW and found < PAGES_A_KIND:
                vector = book.encode([text])[0]
                half = len(vector) - 512
                near = wholes[country][:, :half] @ vector[:half] + wholes[country][:, half:] @ vector[half:]
                items.append(Listed(vector, wholes[country], answers, NEAR_POINTS * near, MAP_OF_KINDS))
                found += 1
    return meaning_map(items, MAP_PENALTY, MAP_STEPS, MAP_RANK)


def _sure(book: Book, fit: Floats, seen: Sequence[Seen]) -> tuple[Floats, float, float]:
    """What tells an answer, and the line below which SILENT of the questions without an answer lie."""
    signs = np.stack(
        [book.pages[row.country].signs(reading, features, features @ fit) for row, reading, features in seen]
    )
    yes = np.array([bool(row.answers) for row, _, _ in seen])
    sure, bias = yes_or_no(signs, yes, np.ones(len(yes), dtype=np.float32), SURE_PENALTY)
    return sure, bias, float(np.quantile(signs[~yes] @ sure + bias, SILENT))
