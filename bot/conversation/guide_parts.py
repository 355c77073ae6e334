"""Which part of a guide a short question after it is about: what it costs, how long it takes, what is needed. PURE."""

from __future__ import annotations

import re

_PARTS = (
    ("fees", re.compile(r"\b(how much|cost\w*|price\w*|fees?|pay|expensive|charge\w*)\b", re.IGNORECASE)),
    ("takes", re.compile(r"\bhow (long|soon|quick\w*|many (days|weeks))\b|\bwhen will\b", re.IGNORECASE)),
    ("need", re.compile(r"\b(documents?|papers?|paperwork|bring|what do i need)\b", re.IGNORECASE)),
)


def part_asked(text: str) -> str:
    """`fees`, `takes` or `need` (keys of a guide), "" where the words ask for none of them."""
    return next((key for key, pattern in _PARTS if pattern.search(text)), "")
