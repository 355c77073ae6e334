"""Connecting phrases that follow from the conversation: data/phrases.yml. PURE."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from bot.errors import ContentError

FILE = Path(__file__).resolve().parent.parent.parent / "data" / "phrases.yml"


@lru_cache(maxsize=1)
def _phrases() -> dict[str, str]:
    try:
        return {str(key): str(text) for key, text in yaml.safe_load(FILE.read_text("utf-8")).items()}
    except (OSError, AttributeError, yaml.YAMLError) as error:
        raise ContentError(
            f"data/phrases.yml cannot be used ({type(error).__name__}). Get it again from the repository."
        ) from error


def phrase(name: str, **values: str) -> str:
    """The phrase with its values filled in. Raises ContentError where there is none of that name."""
    try:
        return _phrases()[name].format(**values)
    except (KeyError, IndexError, ValueError) as error:
        raise ContentError(f"data/phrases.yml has no usable phrase {name!r}.") from error
