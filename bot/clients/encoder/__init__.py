"""Sentence encoders: a text → a vector, offline, on one thread. Which one and why: docs/adr/0005-understanding.md.

`load_encoder()` gives the one that the product uses, made once a process (its weights are the largest thing in it).
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from threading import Lock
from typing import Protocol

import numpy as np
import numpy.typing as npt

__all__ = ["Encoder", "Vectors", "load_encoder"]

Vectors = npt.NDArray[np.float32]

REMEMBERED = 2000
"""Texts whose vector is kept: greetings, pressed buttons and short questions come again and again. Some 7 MB."""


MANY = 200
"""Texts from which each encoder gets two threads of its own: only training reads so many at once."""


class _Part(Protocol):
    """Texts → vectors, each of length 1."""

    @property
    def name(self) -> str:
        """Stored with a trained model, so that weights are never used with another encoder."""

    @property
    def dimensions(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dimensions). Any text is read, an empty one too; of a very long one the beginning."""


class Encoder(_Part, Protocol):
    """As above, and it remembers what it read."""

    def knows(self, texts: Sequence[str]) -> bool:
        """Whether all were read before and are remembered, so that `encode` only looks them up."""


class SideBySide:
    """Several encoders, their vectors joined. Remembers what it read last, by the texts' hashes alone."""

    def __init__(self, encoders: Sequence[_Part], remembered: int = REMEMBERED) -> None:
        self._encoders = tuple(encoders)
        self._remembered = remembered
        self._seen: OrderedDict[bytes, Vectors] = OrderedDict()
        # The featurizer runs on the event loop, while words are read ahead in threads beside it. Who only looks up a
        # vector never waits for one that is being made.
        self._lock, self._at_work = Lock(), Lock()

    @property
    def name(self) -> str:
        return "+".join(encoder.name for encoder in self._encoders)

    @property
    def dimensions(self) -> int:
        return sum(encoder.dimensions for encoder in self._encoders)

    def encode(self, texts: Sequence[str]) -> Vectors:
        # Half a character (a lone surrogate) is text to Python, and not to a tokenizer.
        texts = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        keys = _keys(texts)
        found = self._remember(keys)
        if len(found) < len(set(keys)):
            with self._at_work:
                found |= self._remember([key for key in keys if key not in found])  # made while we waited
                fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
                if fresh:
                    words = list(fresh.values())
                    joined = np.concatenate(self._encode_fresh(words), axis=1)
                    found |= {key: vector.copy() for key, vector in zip(fresh, joined, strict=True)}
                    self._keep({key: found[key] for key in fresh})
        result = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for row, key in enumerate(keys):
            result[row] = found[key]
        return result

    def _encode_fresh(self, texts: list[str]) -> list[Vectors]:
        if len(texts) < MANY:
            return [encoder.encode(texts) for encoder in self._encoders]
        half = len(texts) // 2
        parts = [(encoder, part) for encoder in self._encoders for part in (texts[:half], texts[half:])]
        with ThreadPoolExecutor(len(parts)) as threads:
            read = list(threads.map(lambda each: each[0].encode(each[1]), parts))
        return [np.concatenate(read[i : i + 2]) for i in range(0, len(read), 2)]

    def knows(self, texts: Sequence[str]) -> bool:
        with self._lock:
            return all(key in self._seen for key in _keys(texts))

    def _remember(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        with self._lock:
            found = {key: self._seen[key] for key in keys if key in self._seen}
            for key in found:
                self._seen.move_to_end(key)
        return found

    def _keep(self, vectors: Mapping[bytes, Vectors]) -> None:
        with self._lock:
            self._seen.update(vectors)
            while len(self._seen) > self._remembered:
                self._seen.popitem(last=False)


def _keys(texts: Sequence[str]) -> list[bytes]:
    return [hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest() for text in texts]


@lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    """The product's encoder. Raises StartError, in plain English, where its files are missing or not the known ones."""
    from bot.clients.encoder.minilm import MiniLm
    from bot.clients.encoder.use import MultilingualUse

    return SideBySide([MiniLm(), MultilingualUse()])
