"""On-call alerts against a server that behaves as GOV.UK Notify's API."""
from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.casework.alerts import FAILED, NOT_CONFIGURED, SENT, Alert
from bot.casework.case import Severity
from bot.clients.notify import make_alerts
from bot.settings import Settings
from tests.fixtures.notify_server import API_KEY, SECRET, SERVICE_ID, TEMPLATE, NotifyServer, notify_server

ALERT = Alert("CON-7F3K2M", Severity.P1, "Thailand", 3, "http://127.0.0.1:8001/cases/CON-7F3K2M")


@pytest.fixture
def notify() -> Iterator[NotifyServer]:
    with notify_server() as server:
        yield server


@pytest.fixture
def configured(notify: NotifyServer, tmp_path: Path) -> Settings:
    return Settings(state=tmp_path, notify_url=notify.url, notify_api_key=API_KEY, notify_template=TEMPLATE,
                    on_call=("+447700900111", "+447700900222"))


def test_everybody_on_call_gets_one_message_that_names_nobody(notify: NotifyServer, configured: Settings) -> None:
    assert make_alerts(configured).send(ALERT) == SENT
    assert [sms["phone_number"] for sms in notify.sent] == ["+447700900111", "+447700900222"]
    assert notify.sent[0] == {
        "phone_number": "+447700900111", "template_id": TEMPLATE, "reference": "CON-7F3K2M",
        "personalisation": {"severity": "P1", "reference": "CON-7F3K2M", "country": "Thailand", "minutes": "3",
                            "link": "http://127.0.0.1:8001/cases/CON-7F3K2M"}}


@pytest.mark.parametrize("status", [400, 403, 429, 500])
def test_an_alert_that_notify_refuses_has_failed(notify: NotifyServer, configured: Settings, status: int,
                                                 caplog: pytest.LogCaptureFixture) -> None:
    notify.fail_with = [status, status]
    with caplog.at_level(logging.ERROR, "consular.alerts"):
        assert make_alerts(configured).send(ALERT) == FAILED
    assert [record.getMessage() for record in caplog.records if record.name == "consular.alerts"] == [
        f"The on-call alert for CON-7F3K2M to number {n} of 2 failed ({status})." for n in (1, 2)]
    assert notify.sent == []


def test_one_number_that_fails_does_not_keep_the_others_from_waking(notify: NotifyServer, configured: Settings) -> None:
    notify.fail_with = [500]
    assert make_alerts(configured).send(ALERT) == SENT
    assert [sms["phone_number"] for sms in notify.sent] == ["+447700900222"]


def test_a_wrong_secret_is_refused_as_notify_does(notify: NotifyServer, configured: Settings) -> None:
    wrong = f"consular_test-{SERVICE_ID}-{SECRET[:-1]}1"
    assert make_alerts(replace(configured, notify_api_key=wrong)).send(ALERT) == FAILED
    assert (notify.requests, notify.sent) == (2, [])


def test_a_notify_that_cannot_be_reached_has_failed(notify: NotifyServer, configured: Settings) -> None:
    assert make_alerts(replace(configured, notify_url="http://127.0.0.1:9")).send(ALERT) == FAILED


@pytest.mark.parametrize(("changes", "why"), [
    ({"notify_api_key": ""}, "NOTIFY_API_KEY is not set"),
    ({"notify_template": "", "on_call": ()}, "NOTIFY_TEMPLATE and ON_CALL are not set"),
    ({"notify_api_key": "secret"}, "NOTIFY_API_KEY is not a key of GOV.UK Notify"),
])
def test_alerts_that_are_not_configured_say_so_in_the_log(notify: NotifyServer, configured: Settings, why: str,
                                                          changes: dict[str, str],
                                                          caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "consular.alerts"):
        assert make_alerts(replace(configured, **changes)).send(ALERT) == NOT_CONFIGURED
    assert [record.getMessage() for record in caplog.records] == [
        f"No on-call alert for CON-7F3K2M (P1): {why}. Somebody must watch the desk."]
    assert notify.requests == 0
