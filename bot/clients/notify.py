"""On-call alerts as text messages through GOV.UK Notify.

The template in Notify uses ((severity)), ((reference)), ((country)), ((minutes)) and ((link)).
"""
from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from notifications_python_client.errors import APIError, TokenError
from notifications_python_client.notifications import NotificationsAPIClient

from bot.casework.alerts import FAILED, NOT_CONFIGURED, SENT, Alert, Alerts
from bot.settings import Settings

log = logging.getLogger("consular.alerts")

TIMEOUT_SECONDS = 10.0
"""The reconciler has other overdue work; Notify usually answers within one second."""
_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(f"(.*-)?{_UUID}-{_UUID}", re.IGNORECASE | re.ASCII)
"""name-service id-secret, as Notify shows it."""


def make_alerts(settings: Settings) -> Alerts:
    """Alerts through Notify, or ones that say in the log why none is sent. Connects to nothing."""
    missing = [name for name, value in (("NOTIFY_API_KEY", settings.notify_api_key),
                                        ("NOTIFY_TEMPLATE", settings.notify_template),
                                        ("ON_CALL", settings.on_call)) if not value]
    if missing:
        return NoAlerts(f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not set")
    if not _KEY.fullmatch(settings.notify_api_key):
        return NoAlerts("NOTIFY_API_KEY is not a key of GOV.UK Notify")
    return NotifyAlerts(settings.notify_url, settings.notify_api_key, settings.notify_template, settings.on_call)


@dataclass(frozen=True)
class NoAlerts:
    """Nobody can be woken: says so in the log, and on the desk through the state."""

    why: str

    def send(self, alert: Alert) -> str:
        log.error("No on-call alert for %s (%s): %s. Somebody must watch the desk.", alert.reference,
                  alert.severity.value, self.why)
        return NOT_CONFIGURED


@dataclass(frozen=True)
class NotifyAlerts:
    """One text message to each number on call."""

    url: str
    api_key: str
    template: str
    numbers: tuple[str, ...]

    def send(self, alert: Alert) -> str:
        accepted = 0
        for place, number in enumerate(self.numbers, start=1):
            try:
                self._send_one(number, alert)
            except (APIError, TokenError, OSError, ValueError, AssertionError) as error:
                # The answer's text may repeat the telephone number, so only its status is logged.
                status = getattr(error, "status_code", type(error).__name__)
                log.error("The on-call alert for %s to number %d of %d failed (%s).", alert.reference, place,
                          len(self.numbers), status)
            else:
                accepted += 1
        if accepted:
            log.info("On-call alert for %s accepted for %d of %d numbers.", alert.reference, accepted,
                     len(self.numbers))
        return SENT if accepted else FAILED

    def _send_one(self, number: str, alert: Alert) -> None:
        # A client a message: it is not safe to share, and alerts are rare.
        client = NotificationsAPIClient(self.api_key, base_url=self.url, timeout=TIMEOUT_SECONDS)
        client.send_sms_notification(
            phone_number=number, template_id=self.template, reference=alert.reference,
            personalisation={"severity": alert.severity.value, "reference": alert.reference, "country": alert.country,
                             "minutes": str(alert.minutes_waiting), "link": alert.desk_link})
