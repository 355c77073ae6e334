"""Passages as vectors, made once and kept: answering a question never has to read a page. PURE.

A passage is read as a whole, with its headings, and sentence by sentence, since what answers may be one sentence of
ten. Vectors are kept in 8 bits under a digest of the words they were made from, so that after a change of a page
only its changed passages are read again, and the same words on 226 pages are read and held once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Protocol
from weakref import WeakValueDictionary

import numpy as np
import numpy.typing as npt

from bot.content.passages import plain
from bot.content.ports import Passage, VectorStore

Floats = npt.NDArray[np.float32]

MOST_CHARACTERS = 1_200
"""Of a passage, read as a whole; its sentences are read too. The encoder takes no more than about 256 words."""
MOST_SENTENCES = 40
"""Of one passage. The longest of August 2026 that are no lists of places have about thirty."""
FEWEST_WORDS = 3
"""Words of a sentence that says something alone."""
AT_ONCE = 32
"""Texts encoded between two questions that may be waiting for the same encoder."""
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?:])\s+|\n+")
_HEADER = np.dtype("<u4")
_SCALE = np.dtype("<f4")


class Encoder(Protocol):
    """Texts → vectors. `bot.clients.encoder` can be given."""

    @property
    def name(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Floats: ...


@dataclass(frozen=True, eq=False)
class PassageVectors:
    """One passage: row 0 is the whole, the others are its sentences."""

    rows: npt.NDArray[np.int8]
    """(1 + sentences, d)."""
    scales: Floats
    """(1 + sentences,): what a row is multiplied with to have its true size."""

    def floats(self) -> Floats:
        """(1 + sentences, d), as the encoder gave them but for the rounding."""
        return self.rows.astype(np.float32) * self.scales[:, None]


def texts_of(passage: Passage) -> list[str]:
    """What is read of a passage: the whole under its headings, then each sentence."""
    text = plain(passage.body)
    heading = " / ".join(passage.headings) or passage.part_title
    sentences = [sentence.strip() for sentence in _BETWEEN_SENTENCES.split(text)]
    telling = [sentence for sentence in sentences if len(sentence.split()) >= FEWEST_WORDS]
    return [f"{heading}. {text[:MOST_CHARACTERS]}", *telling[:MOST_SENTENCES]]


def digest_of(passage: Passage, encoder: str) -> str:
    """32 hexadecimal digits for the words that are read and the encoder that reads them."""
    words = "\x1f".join((encoder, *texts_of(passage)))
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=16).hexdigest()


def packed(vectors: Floats) -> bytes:
    """(n, d) → bytes: n, d, n scales, n × d numbers of 8 bits."""
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-9).astype(_SCALE) / 127
    rows = np.round(vectors / scales[:, None]).astype(np.int8)
    header = np.array(vectors.shape, dtype=_HEADER)
    return bytes(header.tobytes() + scales.astype(_SCALE).tobytes() + rows.tobytes())


def unpacked(data: bytes) -> PassageVectors:
    """Raises ValueError for bytes that `packed` did not make."""
    if len(data) < 2 * _HEADER.itemsize:
        raise ValueError("too short for vectors")
    count, dimensions = (int(value) for value in np.frombuffer(data, _HEADER, 2))
    start = 2 * _HEADER.itemsize
    if len(data) != start + count * (_SCALE.itemsize + dimensions):
        raise ValueError("not as long as its header says")
    scales = np.frombuffer(data, _SCALE, count, start).astype(np.float32)
    rows = np.frombuffer(data, np.int8, count * dimensions, start + count * _SCALE.itemsize)
    return PassageVectors(rows.reshape(count, dimensions), scales)


class Vectors:
    """Vectors of passages, from the store where they are, else from the encoder and into the store. For all threads."""

    def __init__(self, store: VectorStore, encoder: Callable[[], Encoder]) -> None:
        self._store, self._load = store, encoder
        self._held: WeakValueDictionary[str, PassageVectors] = WeakValueDictionary()
        self._lock = Lock()

    @property
    def encoder(self) -> Encoder:
        return self._load()

    def of(self, passages: Sequence[Passage]) -> list[PassageVectors]:
        """One for each passage, in order."""
        keys = [digest_of(passage, self.encoder.name) for passage in passages]
        with self._lock:
            found = {key: held for key in keys if (held := self._held.get(key)) is not None}
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        for key, data in self._store.vectors(missing).items() if missing else ():
            try:
                found[key] = unpacked(data)
            except ValueError:
                continue  # damaged: made again below
        fresh = {key: p for key, p in zip(keys, passages, strict=True) if key not in found}
        if fresh:
            made = self._make(fresh)
            self._store.put_vectors(made)
            found |= {key: unpacked(data) for key, data in made.items()}
        with self._lock:
            for key, held in found.items():
                found[key] = self._held.setdefault(key, held)
        return [found[key] for key in keys]

    def keep_only(self, passages: Sequence[Passage]) -> int:
        """Forget the vectors of every other passage → how many were forgotten."""
        return self._store.keep_vectors({digest_of(passage, self.encoder.name) for passage in passages})

    def _make(self, fresh: dict[str, Passage]) -> dict[str, bytes]:
        texts = {key: texts_of(passage) for key, passage in fresh.items()}
        every = list(dict.fromkeys(text for of_one in texts.values() for text in of_one))
        read: dict[str, Floats] = {}
        for start in range(0, len(every), AT_ONCE):
            some = every[start : start + AT_ONCE]
            read |= dict(zip(some, self.encoder.encode(some), strict=True))
        return {key: packed(np.stack([read[text] for text in of_one])) for key, of_one in texts.items()}
