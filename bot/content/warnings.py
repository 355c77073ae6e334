"""The words in which a page says that FCDO advises against travel. PURE.

`alert_status` tells that there is such advice but not where, and its order is not severity, so the page's own text
is read: every paragraph of the warnings part that says "advises against", with the list that belongs to it.
"""

from __future__ import annotations

import re

from bot.content.ports import Passage, TravelAdvice

LONGEST = 600
"""Characters of warning above an answer in a chat; what is left out stands behind the link."""
PART = "warnings-and-insurance"

_AGAINST = re.compile(r"\badvises? (?:British (?:people|nationals) )?against\b", re.I)
_POINTER = re.compile(r"(?i)^(find out|see|read|check|your travel insurance|information|if you)\b")
_OF_ANOTHER = re.compile(r"\btravel advice for \[?(?!this)[^\n]{3,160}? advises against\b", re.I)
"""A sentence that tells what another country's page says: that page tells it."""
_LIST = re.compile(r"\s*(?:-|\d+\.)\s")
_SAID = {
    "avoid_all_travel_to_whole_country": "FCDO advises against all travel to {name}.",
    "avoid_all_but_essential_travel_to_whole_country": "FCDO advises against all but essential travel to {name}.",
    "avoid_all_travel_to_parts": "FCDO advises against all travel to parts of {name}.",
    "avoid_all_but_essential_travel_to_parts": "FCDO advises against all but essential travel to parts of {name}.",
}


def warning(advice: TravelAdvice, name: str) -> str:
    """The page's warnings in the Markdown subset, at most about LONGEST characters; "" where it has none.

    Where the status warns but the text could not be read, the status in words: `name` is the country inside a sentence.
    """
    blocks: list[str] = []
    for passage in advice.passages:
        if passage.part == PART:
            blocks += _blocks(passage)
    if not blocks and not advice.alert_status:
        return ""
    if not blocks:
        blocks = [_SAID[status].format(name=name) for status in advice.alert_status if status in _SAID]
    whole = _whole_country_first(blocks)
    kept: list[str] = []
    for block in whole:
        if kept and sum(map(len, kept)) + len(block) > LONGEST:
            kept.append(f"There are more warnings: [read them all]({advice.url}/{PART})")
            break
        kept.append(_shorten(block, f"{advice.url}/{PART}"))
    return "\n\n".join(kept)


def _blocks(passage: Passage) -> list[str]:
    paragraphs = passage.body.split("\n\n")
    found: list[str] = []
    for at, paragraph in enumerate(paragraphs):
        if not _AGAINST.search(paragraph) or _LIST.match(paragraph) or _POINTER.match(paragraph):
            continue
        if _OF_ANOTHER.search(paragraph):
            continue
        block = paragraph
        if paragraph.rstrip().endswith(":") and at + 1 < len(paragraphs) and _LIST.match(paragraphs[at + 1]):
            block += "\n\n" + paragraphs[at + 1]
        found.append(block)
    return found


def _whole_country_first(blocks: list[str]) -> list[str]:
    """First "all travel to Russia", then "all but essential travel to the border": the widest and gravest first, else
    page order."""

    def grade(block: str) -> int:
        return 0 if re.search(r"against all travel", block) else 1

    return sorted(dict.fromkeys(blocks), key=grade)


def _shorten(block: str, url: str) -> str:
    """A list too long for a chat keeps its first lines and says so."""
    if len(block) <= LONGEST:
        return block
    lines, size = block.split("\n"), 0
    kept: list[str] = []
    for line in lines:
        if size + len(line) > LONGEST - 80 and kept:
            break
        kept.append(line)
        size += len(line)
    return "\n".join(kept).rstrip() + f"\n\nThe list goes on: [read all of it]({url})"
