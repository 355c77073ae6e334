"""Which part of a guide a short question after it is about: what it costs, how long it takes, what is needed. PURE."""

from __future__ import annotations

import re

_PARTS = (
    ("fees", re.compile(r"\b(how much|cost\w*|price\w*|fees?|pays?|expensive|charge\w*|is it free)\b", re.IGNORECASE)),
    ("takes", re.compile(r"\bhow (long|soon|quick\w*|many (days|weeks))\b|\bwhen will\b", re.IGNORECASE)),
    ("need", re.compile(r"\b(documents?|papers?|paperwork|bring|what do i need)\b", re.IGNORECASE)),
)
_OF_THE_SAME = re.compile(
    r"(?:how (?:long|much|soon|quick(?:ly)?)|what|when|who|where|is|are|do|does|will|would|can|could|should|must|have|i|we|it|that|this"
    r"|they|these|those|them|him|her|take|takes|cost|costs|price|fee|fees|pay|pays|paid|charge|expensive|free|be|last|get|to|for|the|a"
    r"|need|bring|documents?|papers?|paperwork|days?|weeks?|many|usually|normally|there|in|from|and|so|ok|please|all|total|again|me|us"
    r"|how|much|long|ready|done|of|which|cheap|card|cash)(?:\W+|$)",
    re.IGNORECASE,
)
"""Words of a question that names no matter of its own: "how long does it take?", "who pays for that?"."""


def of_the_same(text: str) -> bool:
    """Whether a text asks what something costs, how long it takes or what it needs without saying what "it" is."""
    return bool(part_asked(text)) and not _OF_THE_SAME.sub("", text.replace("\u2019", "'").strip()).strip(" ?!.,'")


def part_asked(text: str) -> str:
    """`fees`, `takes` or `need` (keys of a guide), "" where the words ask for none of them."""
    return next((key for key, pattern in _PARTS if pattern.search(text)), "")
