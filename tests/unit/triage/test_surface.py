"""The letters and words of a text, as numbers."""

from __future__ import annotations

import numpy as np
import pytest

from bot.triage.surface import Vocabulary, scores, telling

TAUGHT = ["lost passport in Rome", "lost my passport", "arrested in Rome", "my son was arrested"]
VOCABULARY = Vocabulary.learn(TAUGHT)


def test_letters_and_words_have_length_one_each():
    assert np.linalg.norm(VOCABULARY.surface("lost passport").values) == pytest.approx(np.sqrt(2), rel=1e-5)


def test_a_misspelt_word_still_shares_its_letters():
    right, slip, other = (dense(text) for text in ("passport", "pasport", "arrested"))
    assert right @ slip > 3 * (right @ other)


def test_a_word_inside_another_is_not_that_word():
    assert dense("arrested").sum() > dense("unarrestedly").sum() > 0


def test_pairs_of_words_are_known_in_their_order():
    assert not np.array_equal(dense("in Rome"), dense("Rome in"))


def test_a_gram_of_one_text_alone_is_not_learned():
    assert len(VOCABULARY.surface("qq zz").rows) == 0
    alone = Vocabulary.learn(["unique words here"])
    assert len(alone.hashes) == 0 and len(alone.surface("unique words here").rows) == 0


@pytest.mark.parametrize("text", ["", " ", "\ud800", "😀" * 50, "x" * 8000, "\x00", "مرحبا", "a"])
def test_no_text_breaks_it(text):
    assert np.isfinite(VOCABULARY.surface(text).values).all()


def test_rarer_grams_weigh_more():
    texts = ["the cat", "the dog", "the cow", "the cat"]
    known = Vocabulary.learn(texts)
    everywhere, twice = (known.rarity[known.surface(word).rows].max() for word in ("the", "cat"))
    assert everywhere == pytest.approx(1.0) and twice == pytest.approx(1 + np.log(5 / 3))


def test_scores_are_values_times_weights():
    weights = np.arange(len(VOCABULARY.hashes) * 2, dtype=np.float16).reshape(-1, 2)
    assert scores([VOCABULARY.surface("lost passport")], weights)[0] == pytest.approx(
        dense("lost passport") @ weights.astype(np.float32), rel=1e-4
    )


def test_the_words_that_tell_most_are_named_once_and_none_that_speaks_against():
    surface = VOCABULARY.surface("my son was arrested, lost passport")
    weights = np.zeros(len(VOCABULARY.hashes))
    for row, phrase in surface.phrases.items():
        weights[row] = {"arrested": 3.0, "passport": 1.5, "my": 9.0, "lost": -5.0}.get(phrase, 0)
    assert telling(surface, weights) == ("arrested", "passport")
    assert telling(surface, -np.abs(weights)) == ()


def test_a_vocabulary_comes_back_from_its_file_as_it_was():
    read = Vocabulary.from_arrays(VOCABULARY.arrays())
    assert np.array_equal(read.surface("lost passport").values, VOCABULARY.surface("lost passport").values)


def dense(text: str) -> np.ndarray:
    surface, row = VOCABULARY.surface(text), np.zeros(len(VOCABULARY.hashes), dtype=np.float32)
    row[surface.rows] = surface.values
    return row
