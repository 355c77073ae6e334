"""Which message shows a finished checklist, and the token of its page."""
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.content.checklists.journeys import journeys
from bot.conversation.checklists import KEY
from bot.conversation.messages import Author, Message

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,40}")


def list_of(message: Message) -> Mapping[str, Any] | None:
    """What a finished checklist was made from, {"id", "answers", "token"}; None for any other message."""
    found = (message.details.get("about") or {}).get(KEY)
    if message.author is not Author.ASSISTANT or not isinstance(found, Mapping):
        return None
    if str(found.get("id")) not in journeys():
        return None
    usable = isinstance(found.get("answers"), Mapping) and TOKEN.fullmatch(str(found.get("token") or "")) is not None
    return found if usable else None


def checklist_token(message: Message) -> str:
    """The token, "" where the message shows no list."""
    found = list_of(message)
    return str(found["token"]) if found else ""
