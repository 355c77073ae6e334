"""Cases, messages and warnings as the templates show them: plain words, made in one place. Pure but for the desk's
texts."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.casework.case import Case, Origin, Severity, Status
from bot.casework.sla import is_late, runs, time_left_in_words, waited_in_words
from bot.conversation.messages import Author, Message
from bot.desk.texts import DeskTexts
from bot.desk.times import ago, clock, moment

HERE_SECONDS = 40
"""The citizen's page writes that it is there at most every 15 seconds (ConversationLog.seen): two may be missed."""

Names = Mapping[str, str]
"""sign-in name → display name"""


@dataclass(frozen=True)
class QueueRow:
    """One case on the queue page."""

    reference: str
    severity: str
    severity_name: str
    topic: str
    countries: str
    reasons: tuple[str, ...]
    waited: str
    left: str
    late: bool
    holder: str
    mine: bool
    unread: bool
    unanswered: bool
    alert: str
    alert_trouble: bool
    citizen: str
    citizen_here: bool

    @property
    def why(self) -> str:
        """"Detained, nobody can reach him"."""
        words = ", ".join(self.reasons)
        return words[:1].upper() + words[1:]


def queue_row(case: Case, now: datetime, me: str, names: Names, texts: DeskTexts,
              country: Callable[[str], str]) -> QueueRow:
    """A row without a word of the citizen."""
    here, words = presence(case, now)
    alert, trouble = alert_words(case, now)
    return QueueRow(
        reference=case.reference, severity=case.severity.value,
        severity_name=texts.severities[case.severity.value]["name"], topic=texts.topic(case.topic),
        countries=", ".join(country(code) for code in case.countries) or "country not known",
        reasons=case.reasons, waited=waited_in_words(case, now), left=time_left_in_words(case, now),
        late=is_late(case, now), holder=holder_words(case, now, me, names), mine=case.caseworker == me,
        unread=case.unread, unanswered=case.origin is Origin.UNANSWERED, alert=alert, alert_trouble=trouble,
        citizen=words, citizen_here=here)


def holder_words(case: Case, now: datetime, me: str, names: Names) -> str:
    """"Asha has it since 14:02 UK time", "You have it since …", "Nobody has it", "Handed back: the assistant
    answers"."""
    if case.status is Status.WAITING and case.handed_back:
        return "Handed back: the assistant answers"
    if case.status is not Status.IN_HANDOVER or not case.caseworker:
        return "Nobody has it"
    since = f" since {moment(case.taken_at, now)}" if case.taken_at else ""
    who = "You have it" if case.caseworker == me else f"{names.get(case.caseworker, case.caseworker)} has it"
    return who + since


def presence(case: Case, now: datetime) -> tuple[bool, str]:
    """(is the citizen's page open, the words for it)."""
    seen = max(filter(None, (case.citizen_seen_at, case.last_citizen_at)), default=None)
    if case.citizen_seen_at is not None and now - case.citizen_seen_at <= timedelta(seconds=HERE_SECONDS):
        return True, "Citizen is here now"
    if seen is None:
        return False, "Not known when the citizen was last here"
    return False, f"Citizen last here {moment(seen, now)}, {ago(seen, now)}"


def alert_words(case: Case, now: datetime) -> tuple[str, bool]:
    """(what became of the on-call alert, whether that is trouble). Alerts go out for P1 only."""
    at = f" {clock(case.alert_at)}" if case.alert_at else ""
    if case.alert == "sent":
        return f"On-call alert sent{at}", False
    if case.alert == "failed":
        return f"On-call alert failed{at}. It is tried again every minute. Call your on-call colleague.", True
    if case.alert == "not_configured":
        return "Alerts are not configured, so nobody was called", True
    if case.severity is Severity.P1 and runs(case):
        return "On-call alert not sent yet", False
    return "", False


@dataclass(frozen=True)
class MessageRow:
    """One message of the live conversation."""

    seq: int
    author: str
    """`citizen`, `assistant`, `caseworker` or `notice`: picks the style."""
    who: str
    at: datetime
    time: str
    body: str
    markdown: bool
    delivery: str
    danger: bool
    extra: str
    language: str
    """ISO 639-1 of a notice that is not in English, else empty."""
    direction: str


def message_rows(messages: Sequence[Message], case: Case, now: datetime, me: str, names: Names) -> list[MessageRow]:
    """The conversation. What we say is Markdown of ours; what people typed is shown as typed."""
    return [_message_row(message, case, now, me, names) for message in messages]


def _message_row(message: Message, case: Case, now: datetime, me: str, names: Names) -> MessageRow:
    # The sign-in name decides whether it was me; the stored display name is what the citizen saw.
    wrote = str(message.details.get("caseworker") or "")
    who = {Author.CITIZEN: "Citizen", Author.ASSISTANT: "Assistant", Author.NOTICE: "Notice from the service",
           Author.CASEWORKER: names.get(wrote, wrote) or "Caseworker"}[message.author]
    if message.author is Author.CASEWORKER and wrote and wrote in {me, names.get(me)}:
        who = f"{who} (you)"
    danger = message.author is Author.CITIZEN and message.seq in {case.opened_seq, case.raised_seq}
    return MessageRow(
        seq=message.seq, author=message.author.value, who=who, at=message.at, time=moment(message.at, now),
        body=message.body, markdown=message.author in {Author.ASSISTANT, Author.NOTICE},
        delivery="" if message.author is Author.CITIZEN else delivery_words(message, case, now),
        danger=danger and case.origin is Origin.DANGER, extra=_extra(message), **_tongue(message))


def _tongue(message: Message) -> dict[str, str]:
    about = message.details.get("about") or {}
    direction = "rtl" if about.get("direction") == "rtl" else "ltr"
    return {"language": str(about.get("language") or ""), "direction": direction}


def delivery_words(message: Message, case: Case, now: datetime) -> str:
    """Whether the citizen can have seen it. A messenger's state comes with the message; on the page, being there
    decides."""
    state = str(message.details.get("delivery") or "")
    if state:
        return {"queued": "Waiting to be sent", "sending": "Being sent", "sent": "Sent", "delivered": "Delivered",
                "read": "Read", "failed": "Not delivered",
                "cancelled": "Not sent: you had taken over"}.get(state, state)
    if case.citizen_seen_at is not None and case.citizen_seen_at >= message.at:
        return "Shown on their page"
    return "Sent"


def _extra(message: Message) -> str:
    parts: list[str] = []
    if message.details.get("button"):
        parts.append("Pressed a button")
    location = message.details.get("location")
    if isinstance(location, Mapping):
        parts.append(f"Location: {location.get('latitude')}, {location.get('longitude')}")
    return ". ".join(parts)


def reply_buttons(message: Message) -> list[str]:
    """Titles of the buttons that stood under a reply: without them "yes" cannot be understood."""
    buttons = message.details.get("quick_replies", ())
    return [str(button.get("title", "")) for button in buttons if isinstance(button, Mapping)]


def card_dict(case: Case) -> dict[str, Any]:
    """The card's entries with the citizen's own answers; a caseworker's correction comes before an answer."""
    answered = {question.id: question.value for question in case.questions if question.status == "answered"}
    return {**answered, **{key: value for key, value in case.card.items() if value not in (None, "")}}
