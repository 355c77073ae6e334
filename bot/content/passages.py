"""A page's parts, cut at their headings into passages that stand alone. PURE.

A passage is what stands under one `h2` or `h3` up to the next heading, so that an answer quotes whole sentences
and keeps its lists and links. Words before the first heading of a part are a passage without headings. A heading
with nothing under it of its own gives no passage, but stays in the path of the headings below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.content.ports import Passage

GOVUK = "https://www.gov.uk"
ADVICE = f"{GOVUK}/foreign-travel-advice"


class Section(NamedTuple):
    """A heading of a part and what stands under it, as the sanitiser made it."""

    level: int
    """0 for the words before the first heading, else 2 or 3."""
    heading: str
    anchor: str
    """The heading's id on GOV.UK's page; "" where it has none."""
    body: str
    """The Markdown subset of Reply.body; may be empty."""


class Part(NamedTuple):
    """One part of a page: "entry-requirements", "Entry requirements" and its sections."""

    slug: str
    title: str
    sections: tuple[Section, ...]


STANDARD_PARTS = {
    "warnings-and-insurance": "Warnings and insurance",
    "entry-requirements": "Entry requirements",
    "safety-and-security": "Safety and security",
    "regional-risks": "Regional risks",
    "health": "Health",
    "getting-help": "Getting help",
}
"""GOV.UK's usual parts. Others (events) come and go and keep their own slug."""


def standard_slug(slug: str, title: str) -> str:
    """The usual slug of a part whose own is odd: matched without case, then by title.

    "Safety-and-security" and "travel-advice-safety-and-security" (titled "Safety and security") are both on GOV.UK.
    """
    lowered = slug.strip().lower()
    if lowered in STANDARD_PARTS:
        return lowered
    wanted = " ".join(title.split()).casefold()
    return next((known for known, name in STANDARD_PARTS.items() if name.casefold() == wanted), lowered)


def cut(slug: str, country: str, parts: Sequence[tuple[Part, str]]) -> tuple[Passage, ...]:
    """Every passage of a page, in its order. Each part comes with its slug as GOV.UK writes it, which makes the
    link."""
    passages: list[Passage] = []
    for part, written_slug in parts:
        count = 0
        outer = ""
        for section in part.sections:
            if section.level == 2:
                outer = section.heading
            if not section.body.strip():
                continue
            if section.level == 3 and outer:
                path: tuple[str, ...] = (outer, section.heading)
            else:
                path = (section.heading,) if section.heading else ()
            count += 1
            url = f"{ADVICE}/{slug}/{written_slug}" + (f"#{section.anchor}" if section.anchor else "")
            passages.append(
                Passage(f"{slug}/{part.slug}#{count}", country, part.slug, part.title, path, section.body.strip(), url)
            )
    return tuple(passages)


def plain(body: str) -> str:
    """The words of a passage without Markdown: links by their text, no marks."""
    text = re.sub(r"\[([^\]]*)\]\([^)\s]*\)", r"\1", body)
    text = re.sub(r"(?m)^[ \t]*(?:[-*]|\d+\.)[ \t]+", "", text)
    return re.sub(r"\*\*|^#+\s+", "", text, flags=re.MULTILINE)
