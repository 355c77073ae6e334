"""What a conversation looks like to the citizen: labels, times, buttons, the case, the state of what they sent.

Everything here is plain data for templates and for the stream; no database, no request.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.casework.case import Case, Status
from bot.conversation.messages import Author, Message, Mode
from bot.conversation.ports import Conversation
from bot.web.checklist_link import checklist_token

LABELS = {Author.CITIZEN: "You", Author.ASSISTANT: "Assistant (automated)", Author.NOTICE: "Notice"}


@dataclass(frozen=True)
class Choice:
    """A quick reply. `token` is all that comes back when it is pressed."""

    token: str
    title: str


@dataclass(frozen=True)
class SourceLine:
    title: str
    url: str
    checked: date | None


@dataclass(frozen=True)
class Shown:
    """One message as the page shows it."""

    seq: int
    author: str
    label: str
    body: str
    markup: bool
    """True where `body` is the Markdown subset; False where it is somebody's own words."""
    at: datetime
    urgent: bool
    choices: tuple[Choice, ...]
    sources: tuple[SourceLine, ...]
    helpful: bool
    """Ask "Did this answer your question?"."""
    helped: str = ""
    """What the citizen answered to that: `yes`, `no` or nothing yet."""
    checklist: str = ""
    """The token of the page of the checklist that it shows."""
    language: str = ""
    """ISO 639-1 of the words where they are not English."""
    direction: str = "ltr"


@dataclass(frozen=True)
class CaseBox:
    """What the citizen is told about their case."""

    reference: str
    status: str
    wait: str


@dataclass(frozen=True)
class Snapshot:
    """Everything of a conversation that a page shows besides the messages."""

    conversation: Conversation
    case: Case | None
    caseworker: str | None
    """Display name of whoever talks to the citizen."""
    signed_in: int
    off: str | None
    """None while the assistant may answer; else the operator's words for citizens."""
    country: str | None

    @property
    def waiting(self) -> bool:
        """An answer of the assistant is on its way."""
        row = self.conversation
        return row.mode is Mode.ASSISTANT and self.off is None and row.last_citizen > row.answered

    @property
    def pending(self) -> str:
        """What stands under a message that nobody has dealt with yet."""
        if self.conversation.mode is Mode.CASEWORKER:
            return f"Sent. {self.caseworker or 'A caseworker'} has not read it yet"
        if self.off is not None:
            return "Sent. A person will read it"
        return "Sent. Being answered"

    def delivery(self, seq: int) -> str:
        """What stands under the citizen's message `seq`: only what is known."""
        if seq <= self.conversation.read_up_to:
            return "Read by a person"
        return "Sent" if seq <= self.conversation.answered else self.pending

    def case_box(self) -> CaseBox | None:
        """Reference, who has it, and an honest word about the wait; None without an open case."""
        if self.case is None or self.case.status is Status.RESOLVED:
            return None
        if self.case.status is Status.IN_HANDOVER:
            return CaseBox(self.case.reference, f"{self.caseworker or 'A caseworker'} is talking to you", "")
        if self.signed_in == 0:
            wait = "No caseworker is at their desk now. If you cannot wait, call us."
        else:
            wait = "We cannot say how long this takes. If you cannot wait, call us."
        return CaseBox(self.case.reference, "A person will read this", wait)

    def state(self) -> dict[str, Any]:
        """For the page's script: what changed besides the messages."""
        return {"mode": self.conversation.mode.value, "waiting": self.waiting, "pending": self.pending,
                "read_up_to": self.conversation.read_up_to, "answered": self.conversation.answered,
                "country": self.country or ""}


def label(message: Message) -> str:
    """Who said it, in words."""
    if message.author is Author.CASEWORKER:
        return f"Caseworker {message.details.get('caseworker') or ''}".strip()
    return LABELS[message.author]


def show(message: Message, pressable: bool = True, helped: bool | None = None) -> Shown:
    """A message as the page shows it. Buttons only where they can still be the next thing said. `helped`: what the
    citizen said to "Did this answer your question?"."""
    details = message.details
    spoken_by_us = message.author in {Author.ASSISTANT, Author.NOTICE}
    about: Mapping[str, Any] = details.get("about") or {}
    replies: Sequence[Mapping[str, Any]] = details.get("quick_replies") or ()
    choices = tuple(Choice(f"{message.seq}.{index}", str(reply.get("title", "")))
                    for index, reply in enumerate(replies) if reply.get("title"))
    return Shown(
        seq=message.seq, author=message.author.value, label=label(message), body=message.body, markup=spoken_by_us,
        at=message.at, urgent=bool(about.get("urgent")) and spoken_by_us,
        choices=choices if pressable and spoken_by_us else (),
        sources=tuple(_source(source) for source in details.get("sources") or () if spoken_by_us),
        helpful=bool(about.get("helpful")) and message.author is Author.ASSISTANT,
        helped={True: "yes", False: "no", None: ""}[helped],
        checklist=checklist_token(message),
        language=str(about.get("language") or "") if spoken_by_us else "",
        direction="rtl" if about.get("direction") == "rtl" else "ltr")


def show_all(messages: Sequence[Message], helped: Mapping[int, bool] | None = None) -> list[Shown]:
    """A whole conversation: buttons stand under what was said since the citizen's last word. `helped`: see
    ConversationLog.feedback_of."""
    last_citizen = max((m.seq for m in messages if m.author is Author.CITIZEN), default=0)
    said = helped or {}
    return [show(message, message.seq > last_citizen, said.get(message.seq)) for message in messages]


def pressed(messages: Sequence[Message], token: str) -> tuple[str, dict[str, int]] | None:
    """A button's token → (its title, details for the log), or None where no such button was ever shown."""
    seq, dot, index = token.partition(".")
    if not (dot and seq.isascii() and seq.isdigit() and index.isascii() and index.isdigit()) or len(token) > 20:
        return None
    for message in messages:
        if message.seq == int(seq) and message.author in {Author.ASSISTANT, Author.NOTICE}:
            replies = message.details.get("quick_replies") or ()
            if int(index) < len(replies):
                return str(replies[int(index)]["title"]), {"message": message.seq, "choice": int(index)}
    return None


def _source(source: Mapping[str, Any]) -> SourceLine:
    reviewed = source.get("reviewed_at")
    if isinstance(reviewed, str):
        try:
            reviewed = date.fromisoformat(reviewed[:10])
        except ValueError:
            reviewed = None
    url = str(source.get("url", ""))
    safe = url if url.startswith(("https://", "http://")) else ""
    return SourceLine(str(source.get("title", "")) or url, safe, reviewed)
