"""What a question and the passages of one page have in common, without any encoder. PURE.

The words in common (BM25 with headings counted more) and the subjects that the question names
(`bot.content.answering.subjects`: where such a thing is answered, and what a passage must say to answer it). They are
features of the learned ranking (`bot.content.answering.ranking`), and rank alone where no encoder is at hand: an answer
must not depend on a model file.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.content.answering.subjects import Subject, asked
from bot.content.answering.words import meant, stems
from bot.content.passages import plain
from bot.content.ports import Passage

K1, B = 1.2, 0.6
HEADING_COUNTS, OUTER_COUNTS = 3.0, 1.2
"""How much a word in the passage's own heading, or in the heading above it, counts beside one in its text."""
SUBJECT_HEADING, SUBJECT_EVIDENCE, SUBJECT_PART = 6.0, 3.0, 1.5
"""Points for a passage under the right heading, that says the right thing, in the right part. A rare word that
question and passage share brings 3 to 8 points. Chosen on 89 questions of our own
(tests/fixtures/content_questions.jsonl)."""
HEADING_WORD = 0.9
"""Extra for each word of the question in the passage's own heading, as a share of its rarity."""
TELLING = 2.2
"""A word of the question in a heading proves the heading right when at most about one passage in ten has it."""
BROAD = 0.9
"""Subjects lighter than this ("is it safe?", "is it legal?") only decide where no narrower one is named."""
BOILERPLATE_COUNTS = 0.45
_SAYS_WHAT_FOLLOWS = "This section has "
"""How GOV.UK introduces its regional risks: an introduction answers nothing."""
_BOILERPLATE = re.compile(
    r"(?i)^(get travel advice updates|about fcdo travel advice|before you travel|contacting fcdo|follow fcdo|"
    r"refunds and changes to travel|risk information for british companies|contact your travel provider and insurer|"
    r"support from (fcdo|the uk government))$"
)
"""Headings that stand on every page and answer hardly anything."""


@dataclass(frozen=True)
class InCommon:
    """What one passage shares with a question."""

    words: float
    """BM25 points; 3 to 8 for each rare word."""
    held: float
    """0 to 1: the share of the question's telling words, rare ones counting more, that the passage holds. Few words
    prove little: five of them, all found, are as good as a heading."""
    in_heading: float
    """Rarity of the most telling word of the question in the passage's own heading."""
    subject: float
    """Points for the subjects."""
    subject_sure: float
    """0 to 1: how sure a subject makes us that the passage answers."""
    places: int
    """Words of the question's places in the passage's own heading."""
    boilerplate: bool
    """Stands on every page and answers hardly anything."""
    all_said: bool = False
    """It holds every telling word of the question, one of them in its own heading: "which vaccinations do I need?"."""

    @property
    def points(self) -> float:
        """All in one figure, where nothing else is known."""
        return (self.words + self.subject) * (BOILERPLATE_COUNTS if self.boilerplate else 1.0)


class Wording:
    """One country's passages by their words. Made once for each version of the page."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = tuple(passages)
        self._texts = [plain(p.body) for p in passages]
        self._headings = [" / ".join(p.headings) or p.part_title for p in passages]
        self._counts: list[dict[str, float]] = []
        self._own_heading: list[frozenset[str]] = []
        lengths = []
        for passage, text in zip(self.passages, self._texts, strict=True):
            body = stems(text)
            counts: dict[str, float] = {key: float(n) for key, n in Counter(body).items()}
            for number, heading in enumerate(reversed(passage.headings)):
                for key in stems(heading):
                    counts[key] = counts.get(key, 0.0) + (OUTER_COUNTS if number else HEADING_COUNTS)
            self._counts.append(counts)
            lengths.append(len(body))
            self._own_heading.append(frozenset(stems(passage.headings[-1])) if passage.headings else frozenset())
        self._lengths = lengths
        self._mean = max(1.0, sum(lengths) / max(1, len(lengths)))
        found: Counter[str] = Counter()
        for counts in self._counts:
            found.update(counts.keys())
        total = len(self.passages)
        self._idf = {key: math.log(1 + (total - n + 0.5) / (n + 0.5)) for key, n in found.items()}
        self._unknown = math.log(1 + (total + 0.5) / 0.5)

    def compare(
        self, question: str, leave_out: frozenset[str] = frozenset(), places: frozenset[str] = frozenset()
    ) -> list[InCommon]:
        """One for each passage, in the page's order.

        `leave_out` are words that say nothing here: the country's names. A passage that names one of the `places`
        of the question is better for it, but one that does not is no worse.
        """
        ignored = frozenset(stem for word in leave_out for stem in stems(word))
        optional = frozenset(stem for word in places for stem in stems(word))
        asks = {key: weight for key, weight in meant(question).items() if key not in ignored}
        own = [key for key, weight in asks.items() if weight == 1.0 and key not in optional]
        mass = sum(self._idf.get(key, self._unknown) for key in own) or 1.0
        subjects = asked(question)
        found = []
        for at, passage in enumerate(self.passages):
            score, held, in_heading = self._lexical(asks, at)
            points, certain = self._subjects(subjects, at)
            found.append(
                InCommon(
                    score,
                    held / mass * min(1.0, 0.25 + 0.12 * len(own)),
                    in_heading,
                    points,
                    certain,
                    len((optional - ignored) & self._own_heading[at]),
                    is_boilerplate(passage),
                    bool(own) and self._holds_all(own, at),
                )
            )
        return found

    def _holds_all(self, telling: Sequence[str], at: int) -> bool:
        heading, counts = self._own_heading[at], self._counts[at]
        return all(key in counts for key in telling) and any(key in heading for key in telling)

    def parts_of(self, question: str) -> set[str]:
        """The parts that the narrow subjects of a question name."""
        return {part for subject in asked(question) if subject.weight >= BROAD for part in subject.parts}

    def _lexical(self, asks: Mapping[str, float], at: int) -> tuple[float, float, float]:
        """BM25 points; the telling weight of the question's words that the passage holds, and that its own heading
        holds."""
        counts, norm = self._counts[at], K1 * (1 - B + B * self._lengths[at] / self._mean)
        score = held = in_heading = 0.0
        for key, share in asks.items():
            count = counts.get(key)
            if count:
                weight = share * self._idf[key]
                held += weight
                score += weight * count * (K1 + 1) / (count + norm)
                if key in self._own_heading[at]:
                    in_heading = max(in_heading, weight)
                    score += HEADING_WORD * weight
        return score, held, in_heading

    def _subjects(self, subjects: Sequence[Subject], at: int) -> tuple[float, float]:
        """Points, and how sure a subject makes us that the passage answers."""
        passage, heading = self.passages[at], self._headings[at]
        own = passage.headings[-1] if passage.headings else ""
        points, certain = 0.0, 0.0
        narrow = any(subject.weight >= BROAD for subject in subjects)
        for subject in subjects:
            weight = subject.weight * (0.4 if narrow and subject.weight < BROAD else 1.0)
            share = (
                SUBJECT_PART
                if passage.part == subject.parts[0]
                else SUBJECT_PART / 2
                if passage.part in subject.parts
                else 0.0
            )
            on_heading = bool(own and subject.heading.search(own))
            if on_heading and share:
                share += SUBJECT_HEADING
            elif subject.heading.search(heading) and share:
                share += SUBJECT_HEADING / 2
            says = subject.evidence is not None and bool(
                subject.evidence.search(self._texts[at]) or subject.evidence.search(own)
            )
            if says:
                share += SUBJECT_EVIDENCE
            points += weight * share
            if narrow and subject.weight < BROAD:
                continue
            if on_heading and passage.part in subject.parts:
                certain = max(certain, 0.75 if says else 0.6 if subject.evidence is None else 0.3)
            elif says and passage.part in subject.parts:
                certain = max(certain, 0.55)
        return points, certain


def is_boilerplate(passage: Passage) -> bool:
    """Whether a passage stands on every page, or only says what follows."""
    return passage.body.startswith(_SAYS_WHAT_FOLLOWS) or has_boilerplate_heading(passage)


def has_boilerplate_heading(passage: Passage) -> bool:
    """Whether a passage's own heading is one of those that stand on every page."""
    return bool(passage.headings and _BOILERPLATE.match(" ".join(passage.headings[-1].split())))
