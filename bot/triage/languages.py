"""Which language a message is written in, where it is one that the assistant cannot read. PURE.

The alphabet decides where it can. In Latin letters a language's small words decide, with a library's opinion
(`Identify`) for messages that hold few of them. A name, a greeting or a street proves nothing. Languages are ISO 639-1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.errors import ContentError

FILE = Path(__file__).resolve().parent.parent.parent / "data" / "languages.yml"

Identify = Callable[[str], Sequence[tuple[str, float]]]
"""A text in Latin letters → (language, probability), likeliest first."""

OTHER = "und"
"""A language that we cannot name; ISO 639-2's code for it."""

FEWEST_WORDS = 3
"""In Latin letters. One or two words count only where they are a cry for help of that language."""
FEWEST_LETTERS = {"zh": 2, "ja": 2, "ko": 2, "th": 3}
"""Of another alphabet, from which a message in it counts: two signs are a word of Chinese."""
FEWEST_LETTERS_ELSEWHERE = 4
CERTAIN = 0.7
"""Probability from which a library's opinion counts, beside one small word of that language ("ok" is Polish, too).

Below 0.7 lingua named English messages full of places Italian or German.
"""
ENGLISH_SHARE = 0.3
"""Share of English small words above which a message is English with foreign words in it."""

_NAME_PARTICLES = frozenset(
    {"el", "la", "las", "los", "de", "del", "y", "al", "da", "do", "dos", "das", "di", "le", "les", "du", "des", "l"}
    | {"van", "der", "den", "und", "et", "san", "bin", "ibn"}
)
"""They stand in names of streets, hotels and people: alone they say nothing of the language."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

_ALPHABETS: tuple[tuple[str, int, int], ...] = (
    ("ja", 0x3040, 0x30FF),
    ("zh", 0x3400, 0x9FFF),
    ("ko", 0xAC00, 0xD7AF),
    ("ar", 0x0600, 0x077F),
    ("ar", 0xFB50, 0xFEFF),
    ("he", 0x0590, 0x05FF),
    ("ru", 0x0400, 0x052F),
    ("el", 0x0370, 0x03FF),
    ("hi", 0x0900, 0x097F),
    ("bn", 0x0980, 0x09FF),
    ("pa", 0x0A00, 0x0A7F),
    ("gu", 0x0A80, 0x0AFF),
    ("th", 0x0E00, 0x0E7F),
)
"""(language, first, last code point) of Unicode's blocks. Arabic and Cyrillic letters are told apart further below."""
_LATIN_ENDS = 0x24F
_URDU = frozenset("ٹڈڑںےھہ")
_PERSIAN = frozenset("پچژگیک")
_UKRAINIAN = frozenset("іїєґ")


@dataclass(frozen=True)
class LanguageWords:
    """What we know of a language, and what we say in it."""

    name: str
    """In English, as a caseworker reads it."""
    says: str
    """That we answer in English, that a person reads it, and whom to call; with {number}."""
    direction: str
    """ltr or rtl."""
    small_words: frozenset[str]
    cries: frozenset[str]


@dataclass(frozen=True)
class _Known:
    english: frozenset[str]
    languages: Mapping[str, LanguageWords]
    cries: Mapping[str, str]
    """Cry for help → language."""


@lru_cache(maxsize=1)
def _known(path: Path = FILE) -> _Known:
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
        languages = {
            str(code): LanguageWords(
                str(entry["name"]),
                str(entry["says"]),
                str(entry.get("direction", "ltr")),
                frozenset(str(entry.get("small_words", "")).split()),
                frozenset(map(str, entry.get("cries") or ())),
            )
            for code, entry in data["languages"].items()
        }
        cries = {cry: code for code, words in languages.items() for cry in words.cries}
        return _Known(frozenset(str(data["english"]).split()), languages, cries)
    except (OSError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise ContentError(
            f"data/languages.yml cannot be used ({type(error).__name__}). Get it again from the repository."
        ) from error


def language_words(language: str) -> LanguageWords | None:
    """What we say in `language` (ISO 639-1); None where we have no words for it. Raises ContentError where the file of
    languages cannot be used."""
    return _known().languages.get(language)


def language_name(language: str) -> str:
    """ "Polish" for "pl"; "a language we cannot name" for one that is not listed."""
    words = language_words(language)
    return words.name if words else "a language we cannot name"


def foreign_language(text: str, identify: Identify = lambda text: ()) -> str | None:
    """The language of a text, OTHER where it cannot be named; None where it can be read as English."""
    letters = [character for character in text if character.isalpha()]
    foreign = [character for character in letters if ord(character) > _LATIN_ENDS]
    if len(foreign) * 2 > len(letters):
        language = _by_alphabet(foreign)
        if len(foreign) >= FEWEST_LETTERS.get(language, FEWEST_LETTERS_ELSEWHERE):
            return language
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    return _by_words(words, text, identify)


def _by_alphabet(letters: Sequence[str]) -> str:
    counts: dict[str, int] = {}
    for letter in letters:
        language = next((name for name, first, last in _ALPHABETS if first <= ord(letter) <= last), OTHER)
        counts[language] = counts.get(language, 0) + 1
    if counts.get("ja"):
        return "ja"
    language = max(counts, key=lambda name: counts[name])
    written = frozenset("".join(letters).lower())
    if language == "ar":
        return "ur" if written & _URDU else "fa" if written & _PERSIAN else "ar"
    if language == "ru" and written & _UKRAINIAN:
        return "uk"
    return language


def _by_words(words: Sequence[str], text: str, identify: Identify) -> str | None:
    known = _known()
    cry = next((known.cries[c] for n in (3, 2, 1) if (c := " ".join(words[:n])) in known.cries), None)
    if len(words) <= FEWEST_WORDS and cry:
        return cry
    if len(words) < FEWEST_WORDS:
        return None
    # A word of both languages counts for neither: "me", "a", "no".
    english = sum(word in known.english for word in words)
    own = {
        code: sum(word in spoken.small_words and word not in known.english for word in words)
        for code, spoken in known.languages.items()
    }
    likeliest = max(own, key=lambda code: own[code])
    most = own[likeliest]
    if not any(word in known.languages[likeliest].small_words - _NAME_PARTICLES - known.english for word in words):
        return None
    if most >= FEWEST_WORDS and most > 2 * english and most * 5 >= len(words):
        return likeliest
    if most and english <= ENGLISH_SHARE * len(words) and english <= most:
        for code, probability in list(identify(text))[:1]:
            if code != "en" and probability >= CERTAIN and own.get(code, 0):
                return code
    return None
