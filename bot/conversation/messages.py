"""Words that were said: messages, replies and their buttons."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

LONGEST_MESSAGE = 8_000
"""Characters. Longer messages are refused before "Sent" (issue 2, item 3)."""


class Author(str, Enum):
    """Who said it. A notice is a fixed text of the service and may be shown in every mode."""

    CITIZEN = "citizen"
    ASSISTANT = "assistant"
    CASEWORKER = "caseworker"
    NOTICE = "notice"


class Mode(str, Enum):
    """Who may speak to the citizen."""

    ASSISTANT = "assistant"
    CASEWORKER = "caseworker"


@dataclass(frozen=True)
class QuickReply:
    """A button under a reply. `payload` is ours and never leaves the server; the page sends `token` back."""

    title: str
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """Where a fact comes from: shown under the reply that uses it."""

    title: str
    url: str
    reviewed_at: date | None = None
    """The day the publisher last reviewed it; shown as "Checked on 30 June 2026"."""


@dataclass(frozen=True)
class Reply:
    """One thing said to the citizen.

    `body` is the small Markdown subset that every channel can render: paragraphs, `-` and `1.` lists,
    `**bold**`, `## headings`, `[text](https://…)` links. No HTML.
    """

    body: str
    quick_replies: tuple[QuickReply, ...] = ()
    sources: tuple[Source, ...] = ()
    author: Author = Author.ASSISTANT
    about: Mapping[str, Any] = field(default_factory=dict)
    """What the assistant remembers with the reply, as JSON: {"topic", "country", "question_id", "helpful": true to
    ask "Did this answer your question?", "answered": false where nothing was found, "part" and "shown" (names of
    guides and passages) for the notes of bot.content.answer_records, "urgent": true for a first reply to danger,
    "clarifies": true for the fallback, "checklist" {"id", "answers", "token"} with a finished list (see
    bot.content.checklists.checklist.Checklists.again)}."""


@dataclass(frozen=True)
class Message:
    """A row of the conversation log. `seq` counts from 1 in its conversation, without gaps."""

    conversation_id: str
    seq: int
    author: Author
    body: str
    at: datetime
    """Aware, UTC, by the database's clock."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """For the assistant and notices: `quick_replies` [{title, payload}], `sources`, `about` (see Reply), `in_reply_to`
    (seq). For caseworkers: `caseworker` (display name). For citizens: `button` {"message": seq, "choice": index}
    when a quick reply was pressed, `location` where a channel sent a pin."""
