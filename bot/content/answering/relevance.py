"""What was learned about which passage answers which question, as arithmetic in numpy. PURE.

`./consular learn` makes the weights from the questions in data/questions and the synced pages (the choices and what was
measured: docs/adr/0011-answering.md). Three judgements lie over each other:

- which kinds of passage (`bot.content.answering.kinds`) a question asks for, a choice of one over its vector;
- how well each passage of a page fits: a weighted sum of FEATURES, among them the product of question and passage
  through a learned map of small rank, since "tablets" and "Medication" lie apart in the encoder's own space;
- how sure we are that the best one answers at all: a weighted sum of SIGNS, with a line below which we say that we
  found no direct answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.content.answering.kinds import KINDS
from bot.errors import ContentError

Floats = npt.NDArray[np.float32]

FILE = Path(__file__).resolve().parent / "relevance.npz"
SHA256 = "8fb32a07619335518cc215d332099e7f1d7300dd109eecc44070718e6b6fd11b"
"""Of FILE, which cannot be made again bit for bit on every machine: the hash stands for the weights that were measured.
`./consular learn` prints the new one."""

NOTHING = "nothing"
"""The kind of a question that travel advice does not answer: restaurants, prices, plugs."""
ASKED: tuple[str, ...] = (*KINDS, NOTHING)
"""What a question may ask for, in the order of the weights."""

FEATURES: tuple[str, ...] = (
    "kind", "kind_in_part", "kinds_together", "words", "words_here", "held", "in_heading", "subject", "subject_sure",
    "near_a", "near_b", "sentence_a", "sentence_b", "map", "map_in_part", "place", "boilerplate", "no_heading",
    "length", "deep", "unnamed",
)  # fmt: skip
"""Of a passage beside a question; `bot.content.answering.ranking` makes them. `a` and `b` are the two encoders side by
side."""
SIGNS: tuple[str, ...] = (
    "kind", "kind_in_part", "near_a", "near_b", "sentence_a", "sentence_b", "held", "subject", "subject_sure", "words",
    "in_heading", "map", "map_in_part", "nothing", "nothing_in_part", "spread", "lead", "lead_of_four",
    "first_three", "first", "above_middle", "any_sentence_a", "any_sentence_b", "any_near_a", "any_near_b",
    "any_words", "any_kind", "not_here", "not_here_share",
)  # fmt: skip
"""Of the best passage and its page: whether it answers."""
_FIRST_ENCODER = 384
"""Numbers of the first encoder (MiniLM) in a vector of both."""


@dataclass(frozen=True)
class Relevance:
    """Learned weights. Shapes: d numbers in a vector, k = len(ASKED), r the map's rank."""

    encoder: str
    """Name of the encoder whose vectors they were learned on."""
    kinds: Floats
    """(d, k)."""
    kinds_bias: Floats
    """(k,)."""
    question_map: Floats
    """(d, r)."""
    passage_map: Floats
    """(d, r)."""
    fit: Floats
    """(len(FEATURES),): points for each."""
    sure: Floats
    """(len(SIGNS),)."""
    sure_bias: float
    line: float
    """The confidence line, as log odds: an answer below it is none."""
    guides: Floats
    """(d, topics + 1): which guide a message belongs to; the last column is "none of them"."""
    guides_bias: Floats
    guide_topics: tuple[str, ...]

    def asked(self, vectors: Floats) -> Floats:
        """(n, d) vectors of a question and its parts → (n, k): how likely each asks for each kind. Rows sum to 1."""
        return _softmax(vectors @ self.kinds + self.kinds_bias)

    def topics(self, vector: Floats) -> Mapping[str, float]:
        """(d,) → topic of a guide: probability; what is left to 1 belongs to none."""
        likely = _softmax((vector @ self.guides + self.guides_bias)[None, :])[0]
        return dict(zip(self.guide_topics, likely.tolist(), strict=False))

    def points(self, features: Floats) -> Floats:
        """(passages, len(FEATURES)) → (passages,): higher is better, within one page."""
        return np.asarray(features @ self.fit, dtype=np.float32)

    def confidence(self, signs: Floats) -> float:
        """(len(SIGNS),) → log odds that the best passage answers, less the line: at least 0 is an answer."""
        return float(signs @ self.sure) + self.sure_bias - self.line

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """For an .npz file without pickles; `read_relevance` reads it again."""
        half = {"kinds": self.kinds, "question_map": self.question_map, "passage_map": self.passage_map,
                "guides": self.guides}  # fmt: skip
        return {
            **{name: array.astype(np.float16) for name, array in half.items()},
            "kinds_bias": self.kinds_bias,
            "guides_bias": self.guides_bias,
            "fit": self.fit,
            "sure": self.sure,
            "lines": np.array([self.sure_bias, self.line], dtype=np.float64),
            "encoder": np.array(self.encoder),
            "asked": np.array(ASKED),
            "features": np.array(FEATURES),
            "signs": np.array(SIGNS),
            "guide_topics": np.array(self.guide_topics),
        }


def split(vectors: Floats) -> tuple[Floats, Floats]:
    """Vectors of both encoders → those of each, every one of length 1."""
    return vectors[:, :_FIRST_ENCODER], vectors[:, _FIRST_ENCODER:]


def read_relevance(path: Path = FILE) -> Relevance:
    """Raises ContentError where the file is missing, no such file, or was made for other kinds or features."""
    try:
        with np.load(path, allow_pickle=False) as file:
            stored = {name: file[name] for name in file.files}
        names = {"asked": ASKED, "features": FEATURES, "signs": SIGNS}
        for name, wanted in names.items():
            if tuple(stored[name].tolist()) != wanted:
                raise ContentError(f"{path.name} was made for other {name}. Run ./consular learn.")
        sure_bias, line = (float(value) for value in stored["lines"])
        return Relevance(
            str(stored["encoder"]),
            stored["kinds"].astype(np.float32),
            stored["kinds_bias"].astype(np.float32),
            stored["question_map"].astype(np.float32),
            stored["passage_map"].astype(np.float32),
            stored["fit"].astype(np.float32),
            stored["sure"].astype(np.float32),
            sure_bias,
            line,
            stored["guides"].astype(np.float32),
            stored["guides_bias"].astype(np.float32),
            tuple(str(topic) for topic in stored["guide_topics"]),
        )
    except (OSError, KeyError, ValueError) as error:
        raise ContentError(f"{path.name} cannot be read ({type(error).__name__}). Run ./consular learn.") from error


@lru_cache(maxsize=1)
def load_relevance() -> Relevance:
    """The product's weights, read once a process. Raises ContentError where FILE is not the one that was measured."""
    try:
        found = hashlib.sha256(FILE.read_bytes()).hexdigest()
    except OSError as error:
        raise ContentError(f"{FILE.name} is missing. Take it from the repository, or run ./consular learn.") from error
    if found != SHA256:
        raise ContentError(f"{FILE.name} is not the one that was measured. Take it from the repository again.")
    return read_relevance()


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)
