"""Reads `data/guides/rules`: the necessary words with their meaning, and what each topic must say. PURE."""
from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.content.guides.guide_types import GuideRules, Required, Term
from bot.errors import ContentError

RULES = Path(__file__).resolve().parents[3] / "data" / "guides" / "rules"


@lru_cache(maxsize=4)
def load_rules(folder: Path = RULES) -> GuideRules:
    """Raises ContentError naming the file and the row that cannot be used."""
    terms = tuple(_term(word, row) for word, row in _rows(folder, "necessary_terms.yml").items())
    required = {
        topic: tuple(_required(topic, id, row) for id, row in _mapping("must_say.yml", topic, rows).items())
        for topic, rows in _rows(folder, "must_say.yml").items()
    }
    return GuideRules(tuple(sorted(terms, key=lambda term: term.word.lower())), required)


def _term(word: Any, row: Any) -> Term:
    where = "necessary_terms.yml"
    row = _mapping(where, word, row)
    means, forms = row.get("means"), row.get("forms", [])
    if not isinstance(means, str) or not means.strip():
        raise ContentError(f"data/guides/rules/{where}: {word}: means is missing. Say what the word means.")
    if not isinstance(forms, list) or not all(isinstance(form, str) and form for form in forms):
        raise ContentError(f"data/guides/rules/{where}: {word}: forms is not a list of words.")
    if unknown := sorted(set(row) - {"means", "forms", "shown"}):
        raise ContentError(f"data/guides/rules/{where}: {word}: unknown keys {unknown}.")
    every = (str(word), *forms)
    # Longest first, so that "emergency travel document" is taken before "document".
    pattern = re.compile(
        r"\b(?:" + "|".join(re.escape(form) for form in sorted(every, key=len, reverse=True)) + r")(?:s|['’]s)?\b", re.I
    )
    return Term(str(word), every, " ".join(means.split()), bool(row.get("shown", False)), pattern)


def _required(topic: str, id: str, row: Any) -> Required:
    row = _mapping("must_say.yml", f"{topic}.{id}", row)
    words = row.get("words")
    if not isinstance(words, list) or not words or not isinstance(row.get("why"), str):
        raise ContentError(f"data/guides/rules/must_say.yml: {topic}.{id}: it needs `why` and a list of `words`.")
    return Required(id, row["why"], tuple(str(word).lower() for word in words), bool(row.get("sms", False)))


def _rows(folder: Path, name: str) -> dict[str, Any]:
    try:
        data = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentError(f"data/guides/rules/{name} cannot be read: {type(error).__name__}.") from error
    return _mapping(name, "the file", data)


def _mapping(name: str, where: Any, data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ContentError(f"data/guides/rules/{name}: {where} is not a mapping.")
    return data
