"""Vectors of passages are made once, kept in 8 bits, and made again only for words that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from bot.content.answering.vectors import Floats, Vectors, digest_of, packed, texts_of, unpacked
from bot.content.ports import Passage
from tests.fixtures.vector_store import FakeVectorStore

ONE = Passage(
    "laos/health#1", "LA", "health", "Health", ("Risks", "Dengue"), "Cover up at dusk. Use a net.\n\n- Net one here", "u"
)
OTHER = replace(ONE, id="laos/health#2", headings=("Medication",), body="Bring a letter from your doctor.")


class FakeEncoder:
    """A vector of length 1 from the words' bytes, and a list of what was read."""

    name = "fake"

    def __init__(self) -> None:
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.read += texts
        rows = np.stack([np.random.RandomState(sum(text.encode())).normal(size=896) for text in texts])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_a_passage_is_read_as_a_whole_under_its_headings_and_sentence_by_sentence() -> None:
    assert texts_of(ONE) == [
        "Risks / Dengue. Cover up at dusk. Use a net.\n\nNet one here",
        "Cover up at dusk.",
        "Use a net.",
        "Net one here",
    ]


def test_eight_bits_keep_a_vector_nearly_as_it_was() -> None:
    vectors = FakeEncoder().encode(["a", "b", "c"])
    again = unpacked(packed(vectors))
    assert again.rows.dtype == np.int8 and again.rows.shape == (3, 896)
    assert np.abs(again.floats() - vectors).max() < 0.001


@pytest.mark.parametrize("data", [b"", b"\1", b"\2\0\0\0\3\0\0\0abc"])
def test_bytes_that_are_no_vectors_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        unpacked(data)


def test_what_was_read_once_is_never_read_again() -> None:
    store, encoder = FakeVectorStore(), FakeEncoder()
    first = Vectors(store, lambda: encoder).of([ONE, OTHER])
    assert len(encoder.read) == 4 + 2
    encoder.read.clear()
    again = Vectors(store, lambda: encoder).of([ONE, OTHER])
    assert encoder.read == []
    assert [(a.rows == b.rows).all() for a, b in zip(first, again, strict=True)] == [True, True]


def test_after_a_change_only_the_changed_passage_is_read() -> None:
    store, encoder = FakeVectorStore(), FakeEncoder()
    vectors = Vectors(store, lambda: encoder)
    vectors.of([ONE, OTHER])
    encoder.read.clear()
    vectors.of([ONE, replace(OTHER, body="Bring two letters from your doctor.")])
    assert encoder.read == ["Medication. Bring two letters from your doctor.", "Bring two letters from your doctor."]


def test_the_same_words_on_two_pages_are_held_once() -> None:
    store, encoder = FakeVectorStore(), FakeEncoder()
    vectors = Vectors(store, lambda: encoder)
    (here,) = vectors.of([ONE])
    (there,) = vectors.of([replace(ONE, id="x", country="TH", url="other")])
    assert here is there and len(store.kept) == 1


def test_damaged_vectors_are_made_again() -> None:
    store, encoder = FakeVectorStore(), FakeEncoder()
    (good,) = Vectors(store, lambda: encoder).of([ONE])
    store.kept[digest_of(ONE, "fake")] = b"broken"
    (again,) = Vectors(store, lambda: encoder).of([ONE])
    assert (again.rows == good.rows).all()
    assert unpacked(store.kept[digest_of(ONE, "fake")]).rows.shape == good.rows.shape


def test_another_encoder_makes_its_own() -> None:
    assert digest_of(ONE, "fake") != digest_of(ONE, "other")


def test_vectors_of_no_page_are_forgotten() -> None:
    store, encoder = FakeVectorStore(), FakeEncoder()
    vectors = Vectors(store, lambda: encoder)
    vectors.of([ONE, OTHER])
    assert vectors.keep_only([OTHER]) == 1
    assert list(store.kept) == [digest_of(OTHER, "fake")]
