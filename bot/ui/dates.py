"""Dates and times as a citizen or caseworker reads them: "30 June 2026", "4:05pm UTC"."""
from __future__ import annotations

from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")


def day(when: date) -> str:
    """"30 June 2026". A datetime is shown by its UTC day."""
    if isinstance(when, datetime):
        when = when.astimezone(timezone.utc)
    return f"{when.day} {when:%B %Y}"


def clock(when: datetime, zone: ZoneInfo = UK) -> str:
    """"4:05pm UK time" for the UK, otherwise with the zone's abbreviation: "6:05pm CEST". `when` must be aware."""
    local = when.astimezone(zone)
    name = "UK time" if zone.key == UK.key else local.strftime("%Z")
    return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'} {name}"


def moment(when: datetime, zone: ZoneInfo = UK) -> str:
    """"30 June 2026 at 4:05pm UK time"; the day is the zone's."""
    return f"{day(when.astimezone(zone).date())} at {clock(when, zone)}"


def when(then: datetime, now: datetime | None = None, zone: ZoneInfo = UK) -> str:
    """The time alone for today, the day as well for any other day."""
    now = now or datetime.now(timezone.utc)
    same = then.astimezone(zone).date() == now.astimezone(zone).date()
    return clock(then, zone) if same else moment(then, zone)


def machine(when: datetime) -> str:
    """For <time datetime>: ISO 8601 in UTC, to the second."""
    return when.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
