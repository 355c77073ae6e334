"""Long stories are read in windows, short messages in sentences: a cry for help in the middle of one must be found.

One vector of a whole text is an average that hides a sentence ("do I need a visa? and my mother has just died here"),
so a text is judged once as a whole and once in each part, and the most alarming reading counts for danger.
"""

from __future__ import annotations

import re

__all__ = ["LONG_WORDS", "MOST_WINDOWS", "windows"]

LONG_WORDS = 70
"""Texts of more words than this are read in windows too. 60-word messages are in the training data whole."""
WINDOW_WORDS = 45
"""About what one message holds, so that a window looks like what the model has learned from."""
FEWEST_WORDS = 4
"""Words of a sentence that says something by itself."""
MOST_WINDOWS = 24
"""8,000 characters are some 1,500 words; longer windows are made rather than more of them, to bound the time."""
LONGEST_WORD = 40
"""Characters; a longer run without a space (another script, a key held down) is cut so that windows stay small."""

_SENTENCE = re.compile(r"(?<=[.!?…。！？])\s+|\n+")


def windows(text: str) -> list[str]:
    """The parts of a text: its sentences; of a long one, stretches of whole sentences that overlap by one sentence.

    Empty for a text of one sentence.

    Where a sentence is longer than a window (voice to text has no full stops) it is cut between words.
    """
    if len(text.split()) <= LONG_WORDS and len(text) <= LONG_WORDS * 8:
        sentences = [s for s in _SENTENCE.split(text) if len(s.split()) >= FEWEST_WORDS]
        return sentences if len(sentences) > 1 else []
    pieces = [piece for sentence in _SENTENCE.split(text) for piece in _pieces(sentence)]
    total = sum(len(piece) for piece in pieces)
    size = max(WINDOW_WORDS, -(-total * 3 // (2 * MOST_WINDOWS)))
    found: list[str] = []
    start = 0
    while start < len(pieces):
        end, words = start, 0
        while end < len(pieces) and (end == start or words + len(pieces[end]) <= size):
            words += len(pieces[end])
            end += 1
        found.append(" ".join(word for piece in pieces[start:end] for word in piece))
        if end >= len(pieces):
            break
        start = end - 1 if end - start > 1 else end
    return found if len(found) <= MOST_WINDOWS else _thinned(found)


def _pieces(sentence: str) -> list[list[str]]:
    words = [word[i : i + LONGEST_WORD] for word in sentence.split() for i in range(0, len(word), LONGEST_WORD)]
    if len(words) <= WINDOW_WORDS:
        return [words] if words else []
    step = WINDOW_WORDS // 3
    return [words[i : i + step] for i in range(0, len(words), step)]


def _thinned(found: list[str]) -> list[str]:
    """Neighbours joined until there are few enough; nothing is left out."""
    while len(found) > MOST_WINDOWS:
        found = [" ".join(found[i : i + 2]) for i in range(0, len(found), 2)]
    return found
