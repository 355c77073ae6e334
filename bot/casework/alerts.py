"""Waking the caseworker on call: what an alert may say, and the port that sends it."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.casework.case import Severity

SENT = "sent"
FAILED = "failed"
NOT_CONFIGURED = "not_configured"
"""The states that `Casework.alert_done` records."""


@dataclass(frozen=True)
class Alert:
    """Goes to telephones over networks that others run: no word of the citizen, nothing that identifies them."""

    reference: str
    """CON-…; no credential."""
    severity: Severity
    country: str
    """In English, "Thailand"; "not known" before it is."""
    minutes_waiting: int
    desk_link: str
    """Leads to the case, behind the desk's sign-in."""


class Alerts(Protocol):
    """Sends an alert to everybody on call."""

    def send(self, alert: Alert) -> str:
        """One message to each number → SENT where at least one was accepted, else FAILED or NOT_CONFIGURED.

        Never raises: an alert that fails is tried again, and the other overdue work goes on.
        """
