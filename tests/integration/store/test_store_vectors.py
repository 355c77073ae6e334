"""Vectors of passages are found by the digest of their words, and forgotten with the last page that had them."""

from __future__ import annotations

from bot.store.store import Store


def test_vectors_are_found_again_byte_for_byte(store: Store) -> None:
    many = {f"{number:032x}": bytes([number % 256, 0, 255]) * 5 for number in range(150)}
    store.put_vectors(many)
    assert store.vectors([*many, "f" * 32]) == many
    assert store.vectors([]) == {}


def test_vectors_stored_again_replace_the_old_ones(store: Store) -> None:
    store.put_vectors({"a" * 32: b"old"})
    store.put_vectors({"a" * 32: b"new", "b" * 32: b"other"})
    assert store.vectors(["a" * 32, "b" * 32]) == {"a" * 32: b"new", "b" * 32: b"other"}


def test_damaged_vectors_are_as_if_they_were_not_stored(store: Store) -> None:
    store.put_vectors({"a" * 32: b"good", "b" * 32: b"good"})
    with store.database.write() as tx:
        tx.run("UPDATE passage_vectors SET vectors = '~not base64~' WHERE digest = :digest", digest="a" * 32)
    assert store.vectors(["a" * 32, "b" * 32]) == {"b" * 32: b"good"}


def test_what_no_page_needs_is_forgotten(store: Store) -> None:
    many = {f"{number:032x}": b"x" for number in range(150)}
    store.put_vectors(many)
    assert store.keep_vectors({f"{number:032x}" for number in range(20)}) == 130
    assert len(store.vectors(list(many))) == 20
