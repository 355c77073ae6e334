"""GOV.UK's list of what changed on a page, newest first: `details.change_history` of the Content API."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from bot.clients.sanitiser import plain_line
from bot.content.ports import ChangeNote

MOST_NOTES = 5
"""Newest notes that are kept of a page: a page has up to some hundreds, back to 2011."""
MOST_READ = 2_000
LONGEST_NOTE = 1_000
"""Characters. GOV.UK's longest of August 2026 had 550."""


def change_notes(raw: object, moment: Callable[[object], datetime | None]) -> tuple[ChangeNote, ...]:
    """The newest notes, newest first; what is no list, has no day or says nothing is left out. Never raises.

    `moment` reads GOV.UK's times.
    """
    found: list[ChangeNote] = []
    for each in raw[:MOST_READ] if isinstance(raw, list) else []:
        if not isinstance(each, Mapping) or not isinstance(each.get("note"), str):
            continue
        at = moment(each.get("public_timestamp"))
        words = re.sub(r"(?i)^latest update:\s*", "", plain_line(each["note"]))[:LONGEST_NOTE].strip()
        if at is not None and words:
            found.append(ChangeNote(at, words))
    return tuple(sorted(found, key=lambda note: note.at, reverse=True)[:MOST_NOTES])
