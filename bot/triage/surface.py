"""The letters and words of a text as numbers, beside its meaning: what a sentence encoder overlooks. PURE, numpy.

Two families of grams, each of length 1 together (tf-idf with 1 + log tf): runs of 2 to 5 letters inside a word, with
its edges, and words and pairs of words. A name is its CRC-32, so that the vocabulary is an array and not a dictionary;
two names in a hundred thousand that meet do no harm.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

SHORTEST, LONGEST = 2, 5
"""Letters of a run. Source: ../shared/recipes.md, section 9: char_wb 2-5 and words 1-2 beside embeddings."""
FEWEST_TEXTS = 2
"""Training texts in which a gram must stand to be learned."""
LONGEST_WORD = 40
"""Characters of one word that are read: a key held down is no longer word."""
LONGEST_READ = 2_000
"""Characters of one text that are read; long stories are read again in windows (bot.triage.windows)."""

_WORD = re.compile(r"\w+")

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Surface:
    """One text's grams: `rows` of the vocabulary, ascending, and their `values`, both (n,)."""

    rows: npt.NDArray[np.intp]
    values: Floats
    phrases: Mapping[int, str] = field(default_factory=dict)
    """Row → the word or pair of words that it stands for, for those that say something: what a caseworker may read."""

    def fingerprint(self) -> str:
        """Hexadecimal digits that two surfaces share only where they are equal: Rasa asks for it while training."""
        return blake2b(self.rows.tobytes() + self.values.tobytes(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Grams:
    """How often each gram stands in a text, by CRC-32."""

    letters: Counter[int]
    words: Counter[int]
    phrases: Mapping[int, str]
    """CRC-32 → word or pair of words."""


def grams(text: str) -> Grams:
    """The runs of letters, the words and the pairs of words of a text."""
    lowered = text[:LONGEST_READ].lower()
    letters: Counter[int] = Counter()
    for word in lowered.split():
        edged = f" {word[:LONGEST_WORD]} ".encode("utf-8", "replace")
        if len(edged) <= LONGEST:
            letters[crc32(edged)] += 1
        letters.update(
            crc32(edged[start : start + size])
            for size in range(SHORTEST, min(LONGEST, len(edged) - 1) + 1)
            for start in range(len(edged) - size + 1)
        )
    words = [word[:LONGEST_WORD] for word in _WORD.findall(lowered)]
    phrases = [*words, *(f"{left} {right}" for left, right in zip(words, words[1:], strict=False))]
    # The mark keeps a word apart from a run of the same letters.
    names = [crc32(b"w " + phrase.encode("utf-8", "replace")) for phrase in phrases]
    return Grams(letters, Counter(names), dict(zip(names, phrases, strict=True)))


@dataclass(frozen=True)
class Vocabulary:
    """The grams that training knew."""

    hashes: npt.NDArray[np.uint32]
    """(n,), ascending."""
    rarity: Floats
    """(n,): each gram's inverse document frequency, 1 + ln((1 + texts) / (1 + texts with it))."""

    @classmethod
    def learn(cls, texts: Iterable[str]) -> Vocabulary:
        """Every gram that stands in at least FEWEST_TEXTS of `texts`."""
        count, found = 0, Counter[int]()
        for text in texts:
            count += 1
            read = grams(text)
            found.update(read.letters.keys() | read.words.keys())
        kept = sorted(gram for gram, texts_with in found.items() if texts_with >= FEWEST_TEXTS)
        rarity = [1.0 + np.log((1 + count) / (1 + found[gram])) for gram in kept]
        return cls(np.array(kept, dtype=np.uint32), np.array(rarity, dtype=np.float32))

    def surface(self, text: str) -> Surface:
        """The known grams of `text`; none for a text of nothing known."""
        read = grams(text)
        letters, words = self._family(read.letters), self._family(read.words)
        rows = np.concatenate([letters[0], words[0]])
        order = np.argsort(rows, kind="stable")
        phrases = {int(row): read.phrases[int(self.hashes[row])] for row in words[0]}
        return Surface(rows[order], np.concatenate([letters[1], words[1]])[order], phrases)

    def surfaces(self, texts: Sequence[str]) -> list[Surface]:
        return [self.surface(text) for text in texts]

    def _family(self, counts: Mapping[int, int]) -> tuple[npt.NDArray[np.intp], Floats]:
        names = np.fromiter(counts.keys(), dtype=np.uint32, count=len(counts))
        times = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        rows = np.searchsorted(self.hashes, names)
        known = rows < len(self.hashes)
        known[known] = self.hashes[rows[known]] == names[known]
        rows = rows[known]
        values = (1 + np.log(times[known])) * self.rarity[rows]
        length = float(np.sqrt((values**2).sum()))
        return rows, (values / length if length else values).astype(np.float32)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """For an .npz file; `from_arrays` reads it again."""
        return {"hashes": self.hashes, "rarity": self.rarity}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Vocabulary:
        """Raises KeyError where the file holds no vocabulary."""
        return cls(arrays["hashes"], arrays["rarity"])


def telling(surface: Surface, weights: npt.NDArray[Any], most: int = 3) -> tuple[str, ...]:
    """The words that weigh most for a yes by `weights` (grams,), heaviest first; none of them part of another."""
    weight = {
        phrase: float(value) * float(weights[row])
        for row, value in zip(surface.rows, surface.values, strict=True)
        if (phrase := surface.phrases.get(int(row)))
    }
    chosen: list[str] = []
    for phrase in sorted(weight, key=lambda phrase: -weight[phrase]):
        words = set(phrase.split())
        if weight[phrase] <= 0 or len(chosen) == most:
            break
        if len(phrase) > 3 and not any(words & set(other.split()) for other in chosen):
            chosen.append(phrase)
    return tuple(chosen)


def scores(surfaces: Sequence[Surface], weights: npt.NDArray[Any]) -> Floats:
    """(n, labels): each text's values times `weights` (grams of the vocabulary, labels)."""
    result = np.zeros((len(surfaces), weights.shape[1]), dtype=np.float32)
    for row, surface in enumerate(surfaces):
        if len(surface.rows):
            result[row] = surface.values @ weights[surface.rows].astype(np.float32)
    return result
