"""Which patterns a text could match at all: an index by the words that a pattern cannot do without.

Reading a pattern for its own words costs a tenth of compiling it, and most messages hold the words of a few patterns
only. A pattern without a word of its own (`(\\S+ )dead`) is always tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.triage.rules import word_list

__all__ = ["Index", "own_words"]

_SHORTEST, _LONGEST = 2, 12
"""Letters of a beginning that is looked up."""
_PIECE = re.compile(
    r"(?P<look>\(\?(?:[=!]|<[=!]))|(?P<open>\((?:\?:)?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<gap><[GS]?\d+>)|<(?P<list>[A-Z]+)>|(?P<any>\[[^\]]*\]|\\.|\.)|(?P<mark>[\^$])|(?P<letter>.)"
)
_MANY = re.compile(r"(?P<none>[?*]|\{0,\d+\})|\+|\{\d+(?:,\d+)?\}")


def own_words(pattern: str) -> frozenset[str] | None:
    """Beginnings of words, of which every match holds one; None where the pattern has none of its own."""
    return _Reader(pattern).read()


@lru_cache(maxsize=256)
def _of_list(name: str) -> frozenset[str] | None:
    return own_words(word_list(name))


def _cost(words: Iterable[str]) -> float:
    """How often such words are met: short ones are everywhere."""
    return sum(3.0 ** -min(len(word), 7) for word in words)


class _Reader:
    """Reads one pattern from left to right. `fresh` says whether a word begins here for certain."""

    def __init__(self, pattern: str) -> None:
        self._pattern, self._at = pattern, 0

    def read(self) -> frozenset[str] | None:
        return self._alternatives(fresh=True)[0]

    def _alternatives(self, fresh: bool) -> tuple[frozenset[str] | None, bool]:
        """What each of the alternatives holds, and whether a word begins after every one of them."""
        found: list[frozenset[str] | None] = []
        ends_fresh = True
        while True:
            words, fresh_after = self._sequence(fresh)
            found.append(words)
            ends_fresh = ends_fresh and fresh_after
            if self._pattern[self._at : self._at + 1] != "|":
                break
            self._at += 1
        every = [words for words in found if words is not None]
        return (frozenset().union(*every) if len(every) == len(found) else None), ends_fresh

    def _sequence(self, fresh: bool) -> tuple[frozenset[str] | None, bool]:
        best: frozenset[str] | None = None
        word = ""
        """The letters of the word that is being read; kept empty where its beginning is not certain."""

        def offer(words: frozenset[str] | None) -> None:
            nonlocal best
            if words and all(len(each) >= _SHORTEST for each in words) and (best is None or _cost(words) <
            _cost(best)):
                best = frozenset(each[:_LONGEST] for each in words)

        while self._at < len(self._pattern):
            match = _PIECE.match(self._pattern, self._at)
            if match is None or match.lastgroup in ("close", "bar"):
                break
            self._at = match.end()
            kind = match.lastgroup
            if kind == "look":
                self._skip()
                continue
            if kind == "mark":
                continue
            if kind == "letter":
                letter = match.group()
                many = self._many()
                if letter == " ":
                    offer(frozenset({word}))
                    word, fresh = "", many != "none"
                elif many == "none" or not letter.isalnum():
                    offer(frozenset({word}))
                    word, fresh = "", False
                else:
                    word = word + letter if (word or fresh) else ""
                    fresh = False
                continue
            offer(frozenset({word}))
            word = ""
            if kind == "gap":
                continue
            if kind == "any":
                self._many()
                fresh = False
                continue
            if kind == "list":
                words, ends_fresh = (_of_list(match.group("list")) if fresh else None), False
            else:
                words, ends_fresh = self._alternatives(fresh)
                self._at += 1
            if self._many() == "none":
                fresh = fresh and ends_fresh
            else:
                offer(words)
                fresh = ends_fresh
        offer(frozenset({word}))
        return best, fresh

    def _many(self) -> str:
        match = _MANY.match(self._pattern, self._at)
        if match is None:
            return ""
        self._at = match.end()
        if self._pattern[self._at : self._at + 1] == "?":
            self._at += 1
        return "none" if match.group("none") else "many"

    def _skip(self) -> None:
        """To the end of a look ahead or behind."""
        depth = 1
        while depth and self._at < len(self._pattern):
            match = _PIECE.match(self._pattern, self._at)
            assert match is not None
            depth += {"open": 1, "look": 1, "close": -1}.get(match.lastgroup or "", 0)
            self._at = match.end()


class Index:
    """Numbered patterns by their own words."""

    def __init__(self, patterns: Iterable[tuple[tuple[int, int], str]]) -> None:
        self._by_word: dict[str, list[tuple[int, int]]] = {}
        self._always: list[tuple[int, int]] = []
        for number, pattern in patterns:
            words = own_words(pattern)
            if words is None:
                self._always.append(number)
            for word in words or ():
                self._by_word.setdefault(word, []).append(number)

    def possible(self, text: str) -> list[tuple[int, int]]:
        """The numbers of the patterns that normalised text could match, in order."""
        found = set(self._always)
        for word in set(text.split()):
            for length in range(_SHORTEST, min(len(word), _LONGEST) + 1):
                found.update(self._by_word.get(word[:length], ()))
        return sorted(found)
