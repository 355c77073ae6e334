"""Which language a text in Latin letters is in, by lingua's smaller models.

Low accuracy mode: its word triples cost 23 MB for these languages, the full models 299 MB (measured on 23 November
2026), and `bot.triage.languages` asks only where a language's own small words speak for it too.
"""

from __future__ import annotations

from collections.abc import Sequence

from lingua import Language, LanguageDetectorBuilder

_LANGUAGES = (
    Language.ENGLISH,
    Language.WELSH,
    Language.FRENCH,
    Language.SPANISH,
    Language.POLISH,
    Language.GERMAN,
    Language.ITALIAN,
    Language.PORTUGUESE,
    Language.DUTCH,
    Language.ROMANIAN,
    Language.TURKISH,
)
LONGEST_READ = 1_000
"""Characters that are looked at: more say nothing new."""


class LatinLanguages:
    """An `Identify` of bot.triage.languages. The models load at the first call, some 0.15 s."""

    def __init__(self) -> None:
        self._detector = LanguageDetectorBuilder.from_languages(*_LANGUAGES).with_low_accuracy_mode().build()

    def __call__(self, text: str) -> Sequence[tuple[str, float]]:
        """(ISO 639-1 code, probability in [0, 1]), likeliest first."""
        found = self._detector.compute_language_confidence_values(text[:LONGEST_READ])
        return [(value.language.iso_code_639_1.name.lower(), value.value) for value in found]
