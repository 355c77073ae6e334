"""Which passages of one country's page answer a question. PURE.

Hybrid: what the words have in common (`bot.content.answering.wording`), how near the meanings lie (vectors of the
question and its parts beside vectors of the passage and its sentences), and which kinds of passage such a question asks
for. How much each counts was learned (`bot.content.answering.relevance`). Without vectors the words rank alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from bot.content.answering.kinds import OTHER, kinds_of
from bot.content.answering.relevance import ASKED, FEATURES, NOTHING, SIGNS, Floats, Relevance, split
from bot.content.answering.vectors import PassageVectors
from bot.content.answering.wording import TELLING, InCommon, Wording, has_boilerplate_heading
from bot.content.answering.words import words
from bot.content.ports import Passage
from bot.triage.windows import windows

MOST_PARTS = 12
"""Stretches of a message that are read beside the whole."""
MOST_SHOWN = 3
CLOSE = 0.01
"""A second and third passage are shown when they are at least this likely beside the first."""
SURE_WORDS = 0.4
"""The confidence line where the words rank alone, chosen on tests/fixtures/content_questions.jsonl."""
CLOSE_WORDS = 0.65
"""And the share of the first one's points that a second and third need there."""
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+")
_ASKS = re.compile(
    r"\?|\b(?:can|could|do|does|did|is|are|am|will|would|should|shall|may|must|has|have)\s+"
    r"(?:i|we|he|she|they|it|you|my|our|his|her|their|there|the|any|anyone|british|uk)\b"
    r"|\b(?:how (?:much|many|long|do|to|far|safe)|what|where|which|whether)\b"
    r"|\b(?:wonder\w*|worried|not sure|unsure|allowed|any (?:advice|idea)|want to know|like to know|need to know)\b",
    re.IGNORECASE,
)
"""A sentence that asks, with or without a question mark."""
_RARE = 1e-4
_PLACE_WORDS = 2
_NOTHING = ASKED.index(NOTHING)
_FEATURE = {name: number for number, name in enumerate(FEATURES)}


@dataclass(frozen=True)
class Reading:
    """A question as it was read: once for whatever pages are asked."""

    text: str
    vectors: Floats
    """(1 + parts, d): the whole, then its sentences or windows."""
    kinds: Floats
    """(1 + parts, len(ASKED)): what each asks for."""


@dataclass(frozen=True)
class Ranking:
    """A page's passages, best first, and how sure we are that the best answers."""

    passages: tuple[Passage, ...]
    shares: tuple[float, ...]
    """How likely each is beside the first, which has 1."""
    sure: float
    """At least 0: it answers. Log odds where it was learned."""
    close: float = CLOSE
    fits: bool = True
    """Whether the best has anything to do with the question at all."""

    @property
    def shown(self) -> tuple[Passage, ...]:
        """The one to three passages that make up an answer; none below the confidence line."""
        return self.nearest if self.sure >= 0 else ()

    @property
    def nearest(self) -> tuple[Passage, ...]:
        """The same, whether they answer or not."""
        kept: list[Passage] = []
        for passage, share in zip(self.passages, self.shares, strict=True):
            # The same words often stand in two parts, as a warning and under regional risks.
            again = any(passage.headings[-1:] == one.headings[-1:] != () for one in kept)
            if share >= self.close and not again:
                kept.append(passage)
            if len(kept) == MOST_SHOWN:
                break
        return tuple(kept)


def parts_of(text: str) -> list[str]:
    """What is read of a question: the whole, then each sentence that asks, alone and with the one before it.

    So a question inside a story is found, and the story around it does not count twice. Where no sentence asks, the
    text's windows are read, or nothing beside the whole where it is short.
    """
    sentences = [sentence for sentence in _BETWEEN_SENTENCES.split(text) if sentence.strip()]
    asking = [at for at, sentence in enumerate(sentences) if _ASKS.search(sentence)] if len(sentences) > 1 else []
    if not asking:
        return [text, *windows(text)[:MOST_PARTS]]
    parts = dict.fromkeys([text])
    for at in asking[: MOST_PARTS // 2]:
        parts[sentences[at]] = None
        if at:
            parts[f"{sentences[at - 1]} {sentences[at]}"] = None
    return list(parts)


def names_in(text: str) -> frozenset[str]:
    """The words of a name, for `leave_out`."""
    return frozenset(words(text))


class PageIndex:
    """One country's passages, ready to be asked. Made once for each version of the page."""

    def __init__(
        self,
        passages: Sequence[Passage],
        vectors: Sequence[PassageVectors] = (),
        relevance: Relevance | None = None,
    ) -> None:
        self.passages = tuple(passages)
        self.wording = Wording(passages)
        self._vectors = tuple(vectors)
        self._relevance: Relevance | None = None
        if not vectors or relevance is None:
            return
        counts = [len(each.scales) for each in vectors]
        self._starts = np.cumsum([0, *counts[:-1]])
        """Where each passage's rows begin when all are laid one under the other."""
        self._kinds = np.zeros((len(passages), len(ASKED)), dtype=bool)
        for at, passage in enumerate(passages):
            self._kinds[at, [ASKED.index(kind) for kind in kinds_of(passage)]] = True
        self._fixed = np.array([_fixed(passage) for passage in passages], dtype=np.float32)
        self._take(relevance)

    def _take(self, relevance: Relevance) -> None:
        self._relevance = relevance
        self._mapped = self.wholes() @ relevance.passage_map

    def wholes(self) -> Floats:
        """(passages, d): each passage's vector as a whole."""
        return np.stack([each.rows[0].astype(np.float32) * each.scales[0] for each in self._vectors])

    def with_relevance(self, relevance: Relevance) -> PageIndex:
        """The same passages, ranked by other weights."""
        other = self.with_weights(relevance)
        other._take(relevance)
        return other

    def with_weights(self, relevance: Relevance) -> PageIndex:
        """The same, for features that are made already."""
        other = copy(self)
        other._relevance = relevance
        return other

    def rank(
        self,
        question: Reading | str,
        leave_out: frozenset[str] = frozenset(),
        places: frozenset[str] = frozenset(),
    ) -> Ranking:
        """Every passage. `leave_out` and `places` as in Wording.compare. A bare text, or an index without vectors, is
        ranked by words alone."""
        if not self.passages:
            return Ranking((), (), -1.0, fits=False)
        text = question if isinstance(question, str) else question.text
        common = self.wording.compare(text, leave_out, places)
        if self._relevance is None or isinstance(question, str):
            return self._by_words(text, common)
        return self.ranking(question, self.features(question, common), [each.all_said for each in common])

    def ranking(self, question: Reading, features: Floats, all_said: Sequence[bool] = ()) -> Ranking:
        """Every passage by its `features` (see there). Where the best is `all_said`, it is an answer on any page: the
        signs were learned on pages of fifty passages, and say little about one of five."""
        assert self._relevance is not None
        points = self._relevance.points(features)
        order = np.argsort(-points, kind="stable")
        shares = np.exp(points[order] - points[order[0]])
        sure = self._relevance.confidence(self.signs(question, features, points))
        if all_said and all_said[order[0]]:
            sure = max(sure, 0.0)
        return Ranking(tuple(self.passages[at] for at in order), tuple(shares.tolist()), sure)

    def features(self, question: Reading, common: Sequence[InCommon]) -> Floats:
        """(passages, len(FEATURES)), in the page's order."""
        assert self._relevance is not None
        rows = np.concatenate([each.rows for each in self._vectors]).astype(np.float32)
        rows *= np.concatenate([each.scales for each in self._vectors])[:, None]
        (rows_a, rows_b), (question_a, question_b) = split(rows), split(question.vectors)
        near_a, near_b = (rows_a @ question_a.T).max(axis=1), (rows_b @ question_b.T).max(axis=1)
        whole, part = question.kinds[0], question.kinds.max(axis=0)
        found = np.zeros((len(self.passages), len(FEATURES)), dtype=np.float32)

        def put(name: str, values: object) -> None:
            found[:, _FEATURE[name]] = values

        put("kind", np.log(_RARE + np.where(self._kinds, whole, 0).max(axis=1)))
        put("kind_in_part", np.log(_RARE + np.where(self._kinds, part, 0).max(axis=1)))
        put("kinds_together", np.log(_RARE + np.where(self._kinds, whole, 0).sum(axis=1)))
        points = np.array([each.words for each in common], dtype=np.float32) / 10
        put("words", points)
        put("words_here", points / max(float(points.max()), 0.1))
        put("held", [each.held for each in common])
        put("in_heading", [each.in_heading / 5 for each in common])
        put("subject", [each.subject / 6 for each in common])
        put("subject_sure", [each.subject_sure for each in common])
        put("near_a", near_a[self._starts])
        put("near_b", near_b[self._starts])
        put("sentence_a", self._best_sentence(near_a))
        put("sentence_b", self._best_sentence(near_b))
        mapped = self._mapped @ (question.vectors @ self._relevance.question_map).T
        put("map", mapped[:, 0])
        put("map_in_part", mapped.max(axis=1))
        put("place", [min(each.places, _PLACE_WORDS) for each in common])
        found[:, _FEATURE["boilerplate"] :] = self._fixed
        return found

    def signs(self, question: Reading, features: Floats, points: Floats) -> Floats:
        """(len(SIGNS),): what speaks for and against the best passage being an answer."""
        best = int(points.argmax())
        first, most = features[best], features.max(axis=0)
        order = np.sort(points)[::-1]
        raised = np.exp(points - points.max())
        shares = np.sort(raised / raised.sum())[::-1]
        here = self._kinds.any(axis=0)
        here[_NOTHING] = True
        kinds = question.kinds[0]
        absent, present = float(kinds[~here].sum()), float(kinds[here & (np.arange(len(kinds)) != _NOTHING)].max())
        signs = {name: float(first[_FEATURE[name]]) for name in SIGNS if name in _FEATURE}
        signs |= {
            "nothing": float(np.log(kinds[_NOTHING] + _RARE)),
            "nothing_in_part": float(np.log(question.kinds[:, _NOTHING].min() + _RARE)),
            "spread": float(-(kinds * np.log(kinds + 1e-9)).sum()),
            "lead": float(order[0] - order[min(1, len(order) - 1)]),
            "lead_of_four": float(order[0] - order[min(3, len(order) - 1)]),
            "first_three": float(shares[:3].sum()),
            "first": float(shares[0]),
            "above_middle": float(order[0] - np.median(points)),
            "any_sentence_a": float(most[_FEATURE["sentence_a"]]),
            "any_sentence_b": float(most[_FEATURE["sentence_b"]]),
            "any_near_a": float(most[_FEATURE["near_a"]]),
            "any_near_b": float(most[_FEATURE["near_b"]]),
            "any_words": float(most[_FEATURE["words"]]),
            "any_kind": float(most[_FEATURE["kind"]]),
            "not_here": absent,
            "not_here_share": absent / (present + absent + 0.01),
        }
        return np.array([signs[name] for name in SIGNS], dtype=np.float32)

    def _best_sentence(self, near: Floats) -> Floats:
        """(rows,) → (passages,): of each passage's sentences; of one without sentences, far away."""
        sentences = near.copy()
        sentences[self._starts] = -0.1
        return np.maximum.reduceat(sentences, self._starts)

    def _by_words(self, text: str, common: Sequence[InCommon]) -> Ranking:
        """Sure under a subject's heading that says what must be said; else by the share of the telling words."""
        parts = self.wording.parts_of(text)
        order = sorted(range(len(common)), key=lambda at: -common[at].points)
        best = max(common[order[0]].points, 1e-9)

        def sure(at: int) -> float:
            found, passage = common[at], self.passages[at]
            # "Drink spiking" shares a word with "tap water to drink", but the subject says that it is about health.
            told = found.in_heading >= TELLING and not found.boilerplate and (not parts or passage.part in parts)
            return max(found.subject_sure, found.held, 0.6 if told else 0.0)

        kept = [at for at in order[:8] if sure(at) >= SURE_WORDS]
        if kept:
            best = max(common[kept[0]].points, 1e-9)
            order = kept + [at for at in order if at not in kept]
        return Ranking(
            tuple(self.passages[at] for at in order),
            tuple(common[at].points / best if at in kept or not kept else 0.0 for at in order),
            0.0 if kept else -1.0,
            CLOSE_WORDS,
            common[order[0]].points > 0,
        )


def _fixed(passage: Passage) -> tuple[float, ...]:
    """The features from "boilerplate" on, which no question changes."""
    return (
        float(has_boilerplate_heading(passage)),
        float(not passage.headings),
        float(np.log(1 + len(passage.body)) / 5),
        float(len(passage.headings) > 1),
        float(OTHER in kinds_of(passage)),
    )
