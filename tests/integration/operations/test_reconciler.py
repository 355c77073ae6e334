"""Each rule of the reconciler on the real store: in time nothing happens, too late it acts, and twice it acts once."""
from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bot.casework.alerts import FAILED, NOT_CONFIGURED, SENT, Alert
from bot.casework.case import CaseOpening, Origin, Resolution, Severity, Status
from bot.content.facts import Facts, load_facts
from bot.conversation.claims import Committed, RememberContext, Turn
from bot.conversation.messages import Author, Message, Mode, Reply
from bot.operations import command_reconcile
from bot.operations.notices import Notices, load_notices
from bot.operations.reconciler import Deadlines, Reconciler
from bot.settings import ROOT, Settings
from bot.store.store import Store
from bot.triage.first_replies import load_first_replies

AT_ONCE = Deadlines(-1.0, -1.0, -1.0, -1.0)
"""Everything is late already."""


class RememberedAlerts:
    """Sends nothing and remembers what it should have sent."""

    def __init__(self, state: str = SENT) -> None:
        self.state, self.sent = state, list[Alert]()

    def send(self, alert: Alert) -> str:
        self.sent.append(alert)
        return self.state


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


@pytest.fixture(scope="module")
def notices(facts: Facts) -> Notices:
    return load_notices(load_first_replies(facts))


@pytest.fixture
def alerts() -> RememberedAlerts:
    return RememberedAlerts()


@pytest.fixture
def in_time(store: Store, facts: Facts, notices: Notices, alerts: RememberedAlerts) -> Reconciler:
    """With the deadlines of the product."""
    return Reconciler(store, facts, notices, alerts, "http://desk")


@pytest.fixture
def late(in_time: Reconciler) -> Reconciler:
    """For which everything is late."""
    return replace(in_time, late=AT_ONCE)


def asked(store: Store, body: str = "do I need a visa?", country: str | None = None) -> str:
    """A conversation with one unanswered message, about `country` where one is given."""
    conversation_id, _ = store.start("web")
    if country:
        store.receive(conversation_id, "context", "what about there?")
        claim = store.claim("assistant")
        assert claim is not None
        turn = Turn(1, (Reply("Here it is."),), (RememberContext({"country": country}),), ({"event": "user"},), {})
        assert isinstance(store.commit_turn(claim, turn), Committed)
        store.release(claim)
    store.receive(conversation_id, "key", body)
    return conversation_id


def in_danger(store: Store, severity: Severity = Severity.P1, countries: tuple[str, ...] = ("TH",), seq: int = 1,
              conversation_id: str | None = None, kind: str = "kidnap") -> tuple[str, str]:
    """(conversation id, reference) of a case that waits."""
    conversation_id = conversation_id or asked(store, "help")
    opened = store.open_case(conversation_id, seq, CaseOpening(
        Origin.DANGER, severity, "kidnap_hostage", ("held by somebody",), countries, kind,
        first_replies=lambda reference, wait, again: (Reply("Call 191.", author=Author.NOTICE),)))
    return conversation_id, opened.reference


def said(store: Store, conversation_id: str, author: Author = Author.NOTICE) -> list[str]:
    return [message.body for message in store.messages(conversation_id) if message.author is author]


def last(store: Store, conversation_id: str) -> Message:
    return store.messages(conversation_id)[-1]


# -- nothing answers ----------------------------------------------------------------------------------------------
def test_a_message_that_nothing_answered_gets_the_numbers_and_a_p3_case(store: Store, late: Reconciler) -> None:
    conversation_id = asked(store, country="TH")
    assert late.once() == 1
    case = store.case_of(conversation_id)
    assert case is not None
    assert (case.origin, case.severity, case.status, case.countries, case.reasons, case.opened_seq) == (
        Origin.UNANSWERED, Severity.P3, Status.WAITING, ("TH",), ("nothing answered for -1 seconds",), 3)
    notice, question = said(store, conversation_id)
    assert notice.startswith("- **The Foreign Office, day and night: +44 20 7008 5000.")
    assert "Emergency services in Thailand:\n\n- **Ambulance, fire and police: 191**" in notice
    assert "We could not answer you yet. We have kept what you wrote." in notice
    assert f"Your case reference is **{case.reference}**." in notice
    assert "Nobody is at the desk right now." in notice
    assert question.startswith("How can we reach you, and is it safe?")


def test_where_a_caseworker_is_at_the_desk_the_notice_does_not_say_that_nobody_is(
        store: Store, late: Reconciler) -> None:
    store.add_user("asha", "Asha", "caseworker")
    store.present("asha")
    conversation_id = asked(store)
    late.once()
    assert "Nobody is at the desk" not in said(store, conversation_id)[0]


def test_a_message_of_this_moment_is_left_to_the_assistant(store: Store, in_time: Reconciler) -> None:
    conversation_id = asked(store)
    assert in_time.once() == 0
    assert (store.case_of(conversation_id), said(store, conversation_id)) == (None, [])


def test_the_case_closes_itself_when_the_assistant_answers(store: Store, late: Reconciler) -> None:
    conversation_id = asked(store)
    late.once()
    opened = store.case_of(conversation_id)
    claim = store.claim("assistant")
    assert claim is not None and opened is not None
    store.commit_turn(claim, Turn(1, (Reply("You need a visa."),), (), ({"event": "user"},), {}))
    assert store.case_of(conversation_id) is None
    closed = store.case(opened.reference, "test")
    assert (closed.status, closed.resolution) == (Status.RESOLVED, Resolution.ANSWERED)
    assert late.once() == 0


def test_a_case_that_a_person_touched_stays_open_when_the_assistant_answers(store: Store, late: Reconciler) -> None:
    conversation_id = asked(store)
    late.once()
    opened = store.case_of(conversation_id)
    assert opened is not None
    store.add_note(opened.reference, "asha", "I am looking at this.")
    claim = store.claim("assistant")
    assert claim is not None
    store.commit_turn(claim, Turn(1, (Reply("You need a visa."),), (), ({"event": "user"},), {}))
    still = store.case_of(conversation_id)
    assert still is not None and still.status is Status.WAITING


# -- alerts -------------------------------------------------------------------------------------------------------
def test_a_p1_that_waits_is_alerted_at_once_and_once(store: Store, in_time: Reconciler,
                                                     alerts: RememberedAlerts) -> None:
    _, reference = in_danger(store)
    assert [in_time.once(), in_time.once()] == [1, 0]
    assert alerts.sent == [Alert(reference, Severity.P1, "Thailand", 0, f"http://desk/cases/{reference}")]
    case = store.case(reference, "test")
    assert case.alert == SENT


def test_trouble_that_is_not_p1_wakes_nobody(store: Store, in_time: Reconciler, alerts: RememberedAlerts) -> None:
    in_danger(store, Severity.P2)
    assert (in_time.once(), alerts.sent) == (0, [])


@pytest.mark.parametrize("state", [FAILED, NOT_CONFIGURED, SENT])
def test_every_state_of_an_alert_stands_on_the_case(store: Store, in_time: Reconciler, alerts: RememberedAlerts,
                                                    state: str) -> None:
    alerts.state = state
    _, reference = in_danger(store)
    in_time.once()
    assert store.case(reference, "test").alert == state
    in_time.once()
    assert len(alerts.sent) == 1, "a failed alert is tried again after 60 seconds, not at once"


def test_a_country_that_is_not_known_is_called_that(store: Store, in_time: Reconciler,
                                                    alerts: RememberedAlerts) -> None:
    in_danger(store, countries=())
    in_time.once()
    assert [alert.country for alert in alerts.sent] == ["not known"]


def test_only_one_of_two_processes_alerts(store: Store, in_time: Reconciler, alerts: RememberedAlerts,
                                          tmp_path: Path) -> None:
    one = replace(in_time, alert_lock=tmp_path / "lock")
    in_danger(store)

    class Slow(RememberedAlerts):
        def send(self, alert: Alert) -> str:
            assert replace(one, alerts=alerts).send_alerts() == 0
            return super().send(alert)

    slow = Slow()
    assert replace(one, alerts=slow).send_alerts() == 1
    assert (len(slow.sent), alerts.sent) == (1, [])


# -- nobody takes it, nobody hears it, nobody is there -------------------------------------------------------------
def test_a_p1_that_nobody_took_tells_the_citizen_to_call_once(store: Store, late: Reconciler,
                                                              in_time: Reconciler) -> None:
    conversation_id, reference = in_danger(store)
    late.alerts.send(Alert(reference, Severity.P1, "", 0, ""))
    in_time.once()
    assert len(said(store, conversation_id)) == 1
    late.deadlines()
    late.deadlines()
    assert len(said(store, conversation_id)) == 2
    assert last(store, conversation_id).body.startswith("**Nobody has been able to answer you yet. Do not wait for us.")
    assert last(store, conversation_id).author is Author.NOTICE
    assert f"Your reference is {reference}." in last(store, conversation_id).body


def test_a_p1_that_somebody_took_tells_nobody_to_call(store: Store, late: Reconciler) -> None:
    conversation_id, reference = in_danger(store)
    store.add_user("asha", "Asha", "caseworker")
    store.take(reference, "asha")
    store.say(reference, "asha", "I am here.", "k")
    late.deadlines()
    assert said(store, conversation_id) == ["Call 191."]


def test_danger_that_the_caseworker_does_not_hear_repeats_the_numbers(
        store: Store, in_time: Reconciler, late: Reconciler) -> None:
    conversation_id, reference = in_danger(store, countries=("TH",))
    store.add_user("asha", "Asha", "caseworker")
    store.present("asha")
    store.take(reference, "asha")
    store.say(reference, "asha", "I am here.", "k")
    store.receive(conversation_id, "more", "they are at the door")
    seq = store.conversation(conversation_id).last_citizen
    in_danger(store, conversation_id=conversation_id, seq=seq)
    assert in_time.deadlines() == 0
    only_unheard = replace(late, late=Deadlines(unheard=-1.0))
    assert [only_unheard.deadlines(), only_unheard.deadlines()] == [1, 0]
    assert last(store, conversation_id).body.startswith("The person who is helping you has not answered yet.")
    assert "Emergency services in Thailand" in last(store, conversation_id).body
    assert store.conversation(conversation_id).mode is Mode.CASEWORKER


def test_a_caseworker_who_is_gone_gives_the_case_back_and_the_citizen_is_told(store: Store, late: Reconciler) -> None:
    conversation_id, reference = in_danger(store)
    store.add_user("asha", "Asha", "caseworker")
    store.take(reference, "asha")
    store.receive(conversation_id, "more", "are you there?")
    only_absent = replace(late, late=Deadlines(absent=-1.0))
    assert [only_absent.deadlines(), only_absent.deadlines()] == [1, 0]
    case = store.case(reference, "test")
    assert (case.status, case.caseworker) == (Status.WAITING, None)
    assert store.conversation(conversation_id).mode is Mode.ASSISTANT
    assert last(store, conversation_id).body.startswith("We lost the connection to the person who was helping you.")


def test_a_caseworker_who_is_here_keeps_the_case(store: Store, in_time: Reconciler) -> None:
    conversation_id, reference = in_danger(store)
    store.add_user("asha", "Asha", "caseworker")
    store.present("asha")
    store.take(reference, "asha")
    store.receive(conversation_id, "more", "are you there?")
    assert in_time.deadlines() == 0
    assert store.case(reference, "test").caseworker == "asha"


def test_our_own_line_comes_first_where_the_police_can_harm(store: Store, late: Reconciler) -> None:
    conversation_id, _ = in_danger(store, kind="forced_marriage")
    late.deadlines()
    numbers = [line for line in last(store, conversation_id).body.splitlines() if line.startswith("- ")]
    assert numbers[0].startswith("- **The Foreign Office, day and night: +44 20 7008 5000.")
    assert "You can talk to us before you talk to the police." in last(store, conversation_id).body


# -- two at once, and failures -------------------------------------------------------------------------------------
def test_eight_reconcilers_at_once_do_everything_once(store: Store, late: Reconciler) -> None:
    unanswered = [asked(store) for _ in range(5)]
    dangers = [in_danger(store) for _ in range(5)]
    store.add_user("asha", "Asha", "caseworker")
    gone = in_danger(store)
    store.take(gone[1], "asha")
    store.receive(gone[0], "more", "are you there?")
    start = threading.Barrier(8)

    def work(_: int) -> None:
        start.wait()
        late.deadlines()
        late.deadlines()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert [len(said(store, each)) for each in unanswered] == [2] * 5, "the notice and one question"
    assert [len(said(store, each)) for each, _ in dangers] == [2] * 5
    texts = said(store, gone[0])
    beginnings = ("Call 191.", "We lost the connection")
    assert [sum(text.startswith(words) for text in texts) for words in beginnings] == [1, 1]


def test_one_thing_that_fails_does_not_stop_the_others(store: Store, late: Reconciler, caplog: pytest.LogCaptureFixture,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    broken, fine = asked(store), asked(store)
    real = store.open_case

    def open_case(conversation_id: str, *rest: object) -> object:
        if conversation_id == broken:
            raise ValueError("my brother was taken")
        return real(conversation_id, *rest)

    def waiting_p1_for(seconds: float) -> list[object]:
        raise RuntimeError("my brother was taken")

    monkeypatch.setattr(store, "open_case", open_case)
    monkeypatch.setattr(store, "waiting_p1_for", waiting_p1_for)
    _, reference = in_danger(store)
    with caplog.at_level(logging.ERROR):
        late.once()
    assert store.case_of(broken) is None
    assert len(said(store, fine)) == 2
    assert store.case(reference, "test").alert == SENT
    assert "Could not act on: unanswered, no case yet (ValueError at test_reconciler.py:" in caplog.text
    assert "brother" not in caplog.text


def test_a_loop_goes_on_after_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    stopping = threading.Event()
    calls: list[int] = []

    def work() -> None:
        calls.append(1)
        if len(calls) == 3:
            stopping.set()
        raise ValueError

    monkeypatch.setattr(command_reconcile, "PATIENCE_SECONDS", 0.01)
    command_reconcile.repeat(work, 0.01, stopping)
    assert len(calls) == 3


def test_the_process_beats_acts_and_stops_when_asked(settings: Settings, sqlite_store: Store) -> None:
    _, reference = in_danger(sqlite_store)
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "reconcile"], cwd=ROOT, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "CONSULAR_STATE": str(settings.state), "CONSULAR_KEYS": str(settings.key_file)})
    try:
        end = time.monotonic() + 20
        while not (sqlite_store.case(reference, "test").alert and "reconcile" in sqlite_store.beats()):
            assert time.monotonic() < end, "it neither alerted nor beat"
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=10)
    finally:
        process.kill()
    assert process.returncode == 0
    assert f"No on-call alert for {reference} (P1): NOTIFY_API_KEY and NOTIFY_TEMPLATE and ON_CALL are not set." \
        in log
    assert sqlite_store.case(reference, "test").alert == NOT_CONFIGURED
