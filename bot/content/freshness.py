"""Days and whether a fact may still be relied on. A day is a calendar day in the UK."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

CHECK_FIRST = "check before you rely on this"
"""Said beside a figure that is past its date or that we could not check at its source."""

_LONDON = ZoneInfo("Europe/London")


def said_date(day: date) -> str:
    """As "30 June 2026", in English whatever the machine's locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def uk_day(moment: datetime) -> date:
    """The day in the UK at an aware moment."""
    return moment.astimezone(_LONDON).date()


def today() -> date:
    """Today in the UK."""
    return datetime.now(_LONDON).date()


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
