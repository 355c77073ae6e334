"""Times as a caseworker reads them: the 24-hour clock of the UK, and the day where it is not today."""
from __future__ import annotations

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from bot.casework.sla import in_words
from bot.ui.dates import UK


def utc_now() -> datetime:
    return datetime.now(timezone.utc)


def clock(when: datetime, zone: ZoneInfo = UK) -> str:
    """"14:02 UK time"; elsewhere with the zone's own abbreviation, "21:02 +07". `when` must be aware.

    Not the citizen's "2:02pm": shifts, the audit and the police of most countries use the 24-hour clock.
    """
    local = when.astimezone(zone)
    return f"{local:%H:%M} {'UK time' if zone.key == UK.key else local.strftime('%Z')}"


def moment(when: datetime, now: datetime, zone: ZoneInfo = UK) -> str:
    """"14:02 UK time" today, "21 November, 14:02 UK time" this year, with the year before that."""
    local, today = when.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return clock(when, zone)
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local.day} {local:%B}{year}, {clock(when, zone)}"


def ago(when: datetime, now: datetime) -> str:
    """"5 minutes ago"."""
    return f"{in_words(now - when)} ago"
