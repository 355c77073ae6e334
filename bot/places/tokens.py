"""A text as words with their places in it, for looking names up."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['\u2019\u2018\u02bc`.][^\W_]+)*", re.UNICODE)
_PLAIN_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "Ae"}
    | {"œ": "oe", "Œ": "Oe", "ð": "d", "þ": "th", "Þ": "Th"}
)
"""Letters that are no letter with an accent on it: "København" is written "Kobenhavn" by those who lack the key."""
_JOINERS = str.maketrans("", "", "'\u2019\u2018\u02bc.`")


@dataclass(frozen=True)
class Token:
    """One word: `plain` is how names are compared."""

    start: int
    end: int
    plain: str
    text: str

    @property
    def is_capitalised(self) -> bool:
        return self.text[:1].isupper()


def plain(name: str) -> str:
    """Lower case, without accents, apostrophes, dots and marks: "Val d'Isère" is "val disere"."""
    if name.isascii():
        return " ".join(_PLAIN_WORD.findall(name.lower().translate(_JOINERS)))
    text = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    text = "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Cf"}).casefold()
    return " ".join(_PLAIN_WORD.findall(text.translate(_JOINERS)))


def tokens(text: str) -> list[Token]:
    """Words in order; "Bangkok.Help" is two words, "U.S." and "Val d'Isere" hold together."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        whole, start = match.group(), match.start()
        pieces = re.split(r"(\.)", whole) if "." in whole and not re.fullmatch(r"(?:\w\.)+\w?", whole) else [whole]
        for piece in pieces:
            word = plain(piece) if piece != "." else ""
            if word:
                found.append(Token(start, start + len(piece), word, piece))
            start += len(piece)
    return found
