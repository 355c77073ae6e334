"""The handover card: what a caseworker must know in the first ten seconds, in one fixed order.

Entries come from triage (first), from the citizen's answers, and from caseworkers, who outweigh both. The citizen's own
words stay in the log; the card shows them by seq. Unknown means do not call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.casework.answers import SafeToCall, safe_to_call
from bot.casework.case import Case
from bot.casework.questions import answers
from bot.conversation.messages import Author, Message

UNKNOWN = "Not known yet"
DO_NOT_CALL = "Not known: do not call"
LONGEST_QUOTE = 1_200
"""Characters of one message that the card shows; the conversation beside it has the whole."""
READ_IN_THEIR_WORDS = ("The writer", "A child")
"""How triage's own entry about who begins, see bot.triage.circumstances.who_card."""
MOST_SAID = 5
"""Of the assistant's last words."""


def card_rows(
    case: Case, messages: Sequence[Message], now: datetime, timezone_of: Callable[[str], str | None]
) -> list[tuple[str, str]]:
    """(label, value) in the order read: danger and where first, the log's words last.

    `messages` are the conversation's; `now` is aware; `timezone_of` gives a country's main IANA time
    zone, None where unknown.
    """
    known = {**{name: str(value) for name, value in case.card.items() if value not in (None, "")}}
    given = answers(case.questions)

    def entry(name: str) -> str:
        return known.get(name) or given.get(name) or UNKNOWN

    zone = next((zone for code in case.countries if (zone := timezone_of(code))), None)
    return [
        ("What", entry("what") if "what" in known else "; ".join(case.reasons) or UNKNOWN),
        ("Danger now", entry("danger_now")),
        ("Who", _who(known, given)),
        ("Where", entry("where")),
        *[(label, known[name]) for label, name in (("Going to", "going_to"), ("From", "from")) if name in known],
        ("Local time", _clock(now, zone) if zone else "Not known: we do not know the country"),
        ("UK time", _clock(now, "Europe/London")),
        ("Safe to call", _safe(known, given)),
        ("How to reach them", entry("contact")),
        ("Nationality", entry("nationality")),
        *_hints(known, given),
        *([("Language", known["language"])] if "language" in known else []),
        *([("Passport number", entry("passport_number"))] if "passport_number" in {**known, **given} else []),
        ("In their own words", _own_words(case, messages)),
        ("What the assistant said", _said(messages)),
        ("Last here", _last_here(case, messages, now)),
    ]


def _who(known: Mapping[str, str], given: Mapping[str, str]) -> str:
    """What the citizen answered outweighs what triage read in their words ("The writer's son")."""
    said = known.get("who", "")
    if "who" in given and (not said or said.startswith(READ_IN_THEIR_WORDS)):
        return given["who"]
    return said or UNKNOWN


def _hints(known: Mapping[str, str], given: Mapping[str, str]) -> list[tuple[str, str]]:
    """Rows that stand only where the citizen's words said so. A nationality that is known needs no hint."""
    told = "nationality" in known or "nationality" in given
    rows = [("Nationality hint", "" if told else known.get("nationality_hint", ""))]
    rows += [("Writer is", known.get("writer_is", "")), ("When", known.get("when", ""))]
    return [(label, value) for label, value in rows if value]


def _safe(known: Mapping[str, str], given: Mapping[str, str]) -> str:
    if "safe_to_call" in known:
        said = known["safe_to_call"].casefold()
        return {"yes": "Yes", "no": "No: do not call"}.get(said, known["safe_to_call"])
    for words in (given.get("contact", ""), known.get("contact", "")):
        said_so = safe_to_call(words)
        if said_so is SafeToCall.NO:
            return "No: do not call"
        if said_so is SafeToCall.YES:
            return "Yes"
    return DO_NOT_CALL


def _own_words(case: Case, messages: Sequence[Message]) -> str:
    """The words that opened the case, and those that raised it last, each with its time in UTC."""
    chosen = [
        message
        for message in messages
        if message.author is Author.CITIZEN and message.seq in {case.opened_seq, case.raised_seq or case.opened_seq}
    ]
    return "\n".join(f"{message.at:%d %b %H:%M} UTC: “{_cut(message.body)}”" for message in chosen) or UNKNOWN


def _said(messages: Sequence[Message]) -> str:
    said = [message for message in messages if message.author in {Author.ASSISTANT, Author.NOTICE}]
    return "\n".join(_cut(" ".join(message.body.split()), 200) for message in said[-MOST_SAID:]) or "Nothing yet"


def _last_here(case: Case, messages: Sequence[Message], now: datetime) -> str:
    wrote = max(
        (message.at for message in messages if message.author is Author.CITIZEN), default=case.last_citizen_at
    )
    parts = []
    if wrote is not None:
        parts.append(f"Wrote {_ago(now - wrote)}")
    if case.citizen_seen_at is not None:
        parts.append(f"page open {_ago(now - case.citizen_seen_at)}")
    return "; ".join(parts) or UNKNOWN


def _ago(gap: timedelta) -> str:
    seconds = max(0, int(gap.total_seconds()))
    if seconds < 60:
        return "less than a minute ago"
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "now"


def _clock(now: datetime, zone: str) -> str:
    try:
        there = now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return UNKNOWN
    place = "" if zone == "Europe/London" else f" ({zone.split('/')[-1].replace('_', ' ')})"
    return f"{there:%H:%M} on {there.day} {there:%B}{place}"


def _cut(text: str, most: int = LONGEST_QUOTE) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"
