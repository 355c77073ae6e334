"""Whether a post is open at a moment: its hours, its own time, and the holidays it may close for. PURE.

Holidays come through a port (`bot.clients.holidays`): a British post closes for some of the UK's and some of the
country's, and only it knows which, so a holiday never makes it "closed": it "may be closed". Moments are aware; a day
is a calendar day where the post stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.content.posts.hours import Span, Week
from bot.content.posts.post import Words

LOOKED_AHEAD = 8
"""Days after today that are looked at for the next opening; a week and the day itself."""
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


class Holidays(Protocol):
    """Public holidays by day. `bot.clients.holidays` implements it."""

    def names(self, day: date, country: str) -> tuple[str, ...]:
        """Names of the holidays of the UK (England and Wales) and of `country` (ISO) on `day`, each once. Empty where
        there is none, or where we know no holidays of the country."""


@dataclass(frozen=True)
class Opening:
    """What the hours say of one moment, or of one whole day."""

    day: date
    """The day asked about, where the post stands."""
    local: datetime | None
    """The moment in the post's own time; None where a whole day is asked about."""
    spans: tuple[Span, ...]
    """When it is open that day; none: it is not."""
    open_until: int | None = None
    """Minutes of the day; only where it is open at the moment."""
    next_day: date | None = None
    next_spans: tuple[Span, ...] = ()
    """The next opening after the moment or the day; the rest of today where it opens again today."""
    holidays: tuple[str, ...] = ()
    """Of the day asked about."""


def opening_at(week: Week, zone: str, now: datetime, holidays: Sequence[str] = ()) -> Opening:
    """What the hours say of `now` (aware)."""
    local = now.astimezone(ZoneInfo(zone))
    minute, spans = local.hour * 60 + local.minute, week[local.weekday()]
    until = next((span.end for span in spans if span.start <= minute < span.end), None)
    later = tuple(span for span in spans if span.start > minute)
    again = (local.date(), later) if until is None and later else _next_opening(week, local.date())
    return Opening(local.date(), local, spans, until, *again, tuple(holidays))


def opening_on(week: Week, day: date, holidays: Sequence[str] = ()) -> Opening:
    """What the hours say of a whole day."""
    return Opening(day, None, week[day.weekday()], None, *_next_opening(week, day), tuple(holidays))


def _next_opening(week: Week, after: date) -> tuple[date | None, tuple[Span, ...]]:
    for days in range(1, LOOKED_AHEAD):
        day = after + timedelta(days)
        if week[day.weekday()]:
            return day, week[day.weekday()]
    return None, ()


def said_time(minutes: int) -> str:
    """As GOV.UK writes it: "8:30am", "9am", "midday", "5pm", "midnight"."""
    if minutes in {0, 24 * 60, 12 * 60}:
        return "midday" if minutes == 12 * 60 else "midnight"
    hour, minute = divmod(minutes, 60)
    return f"{(hour - 1) % 12 + 1}{f':{minute:02}' if minute else ''}{'am' if hour < 12 else 'pm'}"


def said_spans(spans: Sequence[Span]) -> str:
    """As "8:30am to midday and 1pm to 5pm"."""
    return " and ".join(f"{said_time(start)} to {said_time(end)}" for start, end in spans)


def said_day(day: date) -> str:
    """As "Monday 23 November"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1].capitalize()}"


def own_closure(sections: Sequence[Words], day: date) -> str:
    """What the office's own list of holidays says of a day: its line, plain; "" where no list of that year names it.

    A list counts only where its heading or its words name the year, so that last year's is not taken for this one's.
    """
    named = re.compile(rf"\b0?{day.day}(?:st|nd|rd|th)?\s+{_MONTHS[day.month - 1][:3]}[a-z]*\b", re.IGNORECASE)
    for section in sections:
        whole = f"{section.heading} {section.body}"
        if not re.search(r"\b(?:holidays?|closed)\b", whole, re.IGNORECASE) or str(day.year) not in whole:
            continue
        for line in section.body.splitlines():
            other_year = re.search(r"\b20\d\d\b", line)
            if named.search(line) and (other_year is None or other_year[0] == str(day.year)):
                return re.sub(r"\s+", " ", re.sub(r"^[-*\s]+|\*\*|\s–\s[^:]*:(?=\s)", " ", line)).strip(" ;:")
    return ""


# -- the day that is asked about --------------------------------------------------------------------------------------
_WEEKDAY = re.compile(
    r"\b(next\s+|this\s+|coming\s+|on\s+|for\s+)?(mon|tues|wednes|thurs|fri|satur|sun)days?\b", re.IGNORECASE
)
_DATE = re.compile(
    r"\b(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(" + "|".join(_MONTHS) + r")\b(?:\s+(20\d\d))?"
    r"|\b(" + "|".join(_MONTHS) + r")\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(20\d\d))?",
    re.IGNORECASE,
)
_FEASTS = {"christmas eve": (12, 24), "christmas day": (12, 25), "xmas": (12, 25), "boxing day": (12, 26),
           "new year's eve": (12, 31), "new years eve": (12, 31), "new year's day": (1, 1), "new years day": (1, 1),
           "christmas": (12, 25)}  # fmt: skip
_PREFIXES = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")


def day_asked(text: str, today: date) -> date | None:
    """The day that a question is about: "on Monday", "tomorrow", "on 25 December", "Christmas Day"; None without one.

    `today` is the day where the post stands. A weekday is the next one to come, today included; "next Monday" is never
    today. A date without a year is the next one to come.
    """
    lowered = text.lower().replace("\u2019", "'")
    if re.search(r"\bday after tomorrow\b", lowered):
        return today + timedelta(2)
    if re.search(r"\btomorrow\b|\btmrw?\b|\btomoz\b", lowered):
        return today + timedelta(1)
    if found := _DATE.search(lowered):
        month = _MONTHS.index(found[2] or found[4]) + 1
        return _on(int(found[1] or found[5]), month, found[3] or found[6], today)
    for name, (month, day) in _FEASTS.items():
        if name in lowered:
            return _on(day, month, None, today)
    if found := _WEEKDAY.search(lowered):
        ahead = (_PREFIXES.index(found[2]) - today.weekday()) % 7
        return today + timedelta(ahead or (7 if (found[1] or "").strip() == "next" else 0))
    if re.search(r"\btoday\b|\btonight\b", lowered):
        return today
    if re.search(r"\b(?:at|on|over) (?:the )?weekends?\b|\bweekends?\b", lowered):
        return today + timedelta((5 - today.weekday()) % 7)
    return None


def _on(day: int, month: int, year: str | None, today: date) -> date | None:
    try:
        if year:
            return date(int(year), month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    except ValueError:
        return None
