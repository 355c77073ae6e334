"""The list of cases, its filters and warnings, the live stream and the managers' pages, through a real server."""
from __future__ import annotations

import json
import re
import time
from dataclasses import replace

import httpx
import pytest

from bot.casework.case import Origin, Resolution, Severity
from bot.errors import StoreUnavailable
from bot.settings import Settings
from bot.store.store import Store
from tests.fixtures.desk_server import HEADERS, Caseworker, DeskServer, desk_server, open_case


def references(page: str) -> list[str]:
    return re.findall(r'desk-case__link" href="/cases/(CON-\w{6})"', page)


def test_the_worst_case_stands_first_and_what_nobody_answered_last(asha: Caseworker, sqlite_store: Store) -> None:
    unanswered, _ = open_case(sqlite_store, "hm", Severity.P3, origin=Origin.UNANSWERED)
    soon, _ = open_case(sqlite_store, "passport", Severity.P3)
    same_day, _ = open_case(sqlite_store, "arrested", Severity.P2)
    danger, _ = open_case(sqlite_store)
    page = asha.look("/")
    assert references(page) == [danger, same_day, soon, unanswered]
    for words in ("P1 Danger now", "P2 Same day", "P3 Soon", "Unanswered", "1 minute left", "Arrested or detained, Thailand",
                  "Detained, nobody can reach him", "Citizen is here now"):
        assert words in page, words
    assert "<title>(4) Cases</title>" in page
    assert asha.get("/next").headers["location"] == f"/cases/{danger}"


def test_the_list_holds_no_word_of_a_citizen_and_is_no_reading_of_a_case(asha: Caseworker, sqlite_store: Store) -> None:
    reference, _ = open_case(sqlite_store, "planted words of a citizen")
    assert "planted" not in asha.look("/") + asha.get("/queue/live", headers=HEADERS).text + asha.look("/closed")
    assert [entry.actor for entry in sqlite_store.audit(reference)] == ["service"]


def test_the_filters_show_mine_and_the_waiting_ones(asha: Caseworker, sqlite_store: Store) -> None:
    mine, _ = open_case(sqlite_store, "one")
    bens, _ = open_case(sqlite_store, "two")
    free, _ = open_case(sqlite_store, "three")
    sqlite_store.take(mine, "asha")
    sqlite_store.take(bens, "ben")
    assert references(asha.look("/?show=mine")) == [mine]
    assert references(asha.look("/?show=waiting")) == [free]
    page = asha.look("/?show=all")
    assert references(page) == [free, mine, bens]
    assert "Ben Cole has it since" in page and "You have it since" in page and "<title>(1) Cases</title>" in page


@pytest.mark.parametrize("state, words", [
    ("sent", r"On-call alert sent \d\d:\d\d UK time"), ("failed", r"On-call alert failed \d\d:\d\d UK time"),
    ("not_configured", "Alerts are not configured, so nobody was called"), ("", "On-call alert not sent yet"),
])
def test_what_became_of_the_alert_stands_on_the_case(asha: Caseworker, sqlite_store: Store, state: str, words: str) -> None:
    reference, _ = open_case(sqlite_store)
    if state:
        sqlite_store.alert_done(reference, state)
    assert re.search(words, asha.look("/"))


@pytest.mark.parametrize("typed", ["{ref}", "{lower}", " {bare} ", "con {bare}"])
def test_a_case_is_found_by_its_reference_closed_or_not(asha: Caseworker, sqlite_store: Store, typed: str) -> None:
    reference, _ = open_case(sqlite_store)
    sqlite_store.resolve(reference, "ben", Resolution.NO_DANGER_FOUND)
    given = typed.format(ref=reference, lower=reference.lower(), bare=reference[4:])
    assert "Closed: No danger found" in asha.look(f"/find?reference={given}")


def test_what_is_no_reference_is_refused_plainly(asha: Caseworker) -> None:
    page = asha.look("/find?reference=<script>")
    assert asha.page.status_code == 400 and "A reference looks like CON-7F3K2M." in page and "<script>" not in asha.page.text.split("<main")[1]


WARNINGS = {"assistant": "The assistant is down.", "reconcile": "The reconciler is down."}


@pytest.mark.parametrize("beating", [(), ("assistant",), ("reconcile",), ("assistant", "reconcile")])
def test_a_process_that_does_not_beat_is_said_to_be_down(asha: Caseworker, sqlite_store: Store, beating: tuple[str, ...]) -> None:
    for name in beating:
        sqlite_store.beat(name)
    page = asha.look("/")
    assert [name for name, words in WARNINGS.items() if words not in page] == sorted(beating)


def test_a_beat_older_than_20_seconds_is_no_sign_of_life(asha: Caseworker, sqlite_store: Store) -> None:
    sqlite_store.beat("assistant")
    with sqlite_store.database.write() as tx:
        tx.run("UPDATE beat SET at = at - 21000000 WHERE process = 'assistant'")
    assert WARNINGS["assistant"] in asha.look("/")


def test_content_of_gov_uk_that_could_not_be_fetched_is_warned_about_until_a_whole_sync_works(
    asha: Caseworker, sqlite_store: Store
) -> None:
    words = "Some of GOV.UK's travel advice or embassies could not be fetched."
    assert words not in asha.look("/"), "no sync ever ran: somebody may have said --no-sync"
    sqlite_store.beat("sync")
    assert words not in asha.look("/")
    sqlite_store.beat("sync failed")
    assert words in asha.look("/")
    sqlite_store.beat("sync")
    assert words not in asha.look("/")
    with sqlite_store.database.write() as tx:
        tx.run("UPDATE beat SET at = at - 90000000000")
    assert words in asha.look("/"), "the last was more than a day ago"


def test_who_is_alone_is_told_so(asha: Caseworker, desk: DeskServer) -> None:
    assert "Nobody else is signed in." in asha.look("/")
    with Caseworker(desk) as ben:
        ben.sign_in("ben")
        page = asha.look("/")
        assert "Nobody else is signed in." not in page and "Also signed in: Ben Cole." in page


def test_alerts_that_are_configured_are_not_warned_about(sqlite_store: Store, settings: Settings, asha: Caseworker) -> None:
    words = "Alerts are not configured. Nobody is called"
    assert words in asha.look("/")
    configured = replace(settings, notify_api_key="key", notify_template="template", on_call=("+447700900001",))
    with desk_server(sqlite_store, configured) as other, Caseworker(other) as ben:
        assert words not in ben.sign_in("ben")


def test_the_page_reloads_itself_without_script_only_when_asked(asha: Caseworker) -> None:
    assert "refresh" not in asha.get("/").headers
    assert asha.get("/?refresh=on").headers["refresh"] == "30"


class Stream:
    """Reads the desk's live stream."""

    def __init__(self, lines: object) -> None:
        self._lines = lines

    def next(self) -> tuple[str, object]:
        kind = "message"
        for line in self._lines:
            if line.startswith("event: "):
                kind = line[7:]
            if line.startswith("data: "):
                return kind, json.loads(line[6:])
        raise AssertionError("the stream ended")


def test_a_new_case_comes_down_the_stream_within_two_seconds_without_a_word_of_the_citizen(
        asha: Caseworker, sqlite_store: Store) -> None:
    with asha.stream("GET", "/live", timeout=10) as answer:
        assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert answer.headers["x-accel-buffering"] == "no"
        stream = Stream(answer.iter_lines())
        stream.next()
        began = time.monotonic()
        reference, _ = open_case(sqlite_store, "planted words")
        while True:
            kind, state = stream.next()
            assert isinstance(state, dict) and "planted" not in json.dumps(state)
            if state["waiting"]:
                break
        assert time.monotonic() - began < 2
        assert (kind, state["waiting"], state["alarms"]) == ("message", 1, [f"{reference}-P1-1"])


def test_a_word_in_an_open_case_changes_its_digest_on_the_stream(asha: Caseworker, sqlite_store: Store) -> None:
    reference, conversation = open_case(sqlite_store)
    asha.look(f"/cases/{reference}")
    with asha.stream("GET", "/live", timeout=10) as answer:
        stream = Stream(answer.iter_lines())
        found: list[str] = []
        while not found:
            state = stream.next()[1]
            found = [state["cases"][reference]] if reference in state["cases"] else []
        sqlite_store.receive(conversation, "more", "hello?")
        while True:
            state = stream.next()[1]
            if state["cases"].get(reference) not in found:
                break


def test_the_stream_tells_a_page_that_its_session_has_ended(asha: Caseworker, sqlite_store: Store) -> None:
    with asha.stream("GET", "/live", timeout=10) as answer:
        stream = Stream(answer.iter_lines())
        stream.next()
        sqlite_store.disable_user("asha")
        kinds = []
        while "signed-out" not in kinds:
            kinds.append(stream.next()[0])


def test_an_open_page_is_a_sign_of_life(asha: Caseworker, sqlite_store: Store) -> None:
    asha.look("/")
    with sqlite_store.database.write() as tx:
        tx.run("DELETE FROM presence")
    sqlite_store.recently.forget("present", "asha")
    assert sqlite_store.signed_in() == []
    answer = asha.post("/present", data={"csrf": asha.field("csrf")}, headers=HEADERS)
    assert (answer.json(), sqlite_store.signed_in()) == ({"ok": True}, ["asha"])


def test_the_sounds_are_wav_files_of_ours(asha: Caseworker) -> None:
    for name in ("call", "word"):
        answer = asha.get(f"/sounds/{name}.wav")
        assert answer.headers["content-type"] == "audio/wav" and answer.content[:4] == b"RIFF" and answer.content[8:12] == b"WAVE"
    assert asha.get("/sounds/other.wav").status_code == 404


def test_health_says_whether_the_database_answers(desk: DeskServer, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert httpx.get(f"{desk.url}/health").json()["status"] == "ok"

    def away() -> dict[str, object]:
        raise OSError("the text of an error that must not be shown")

    monkeypatch.setattr(sqlite_store, "beats", away)
    answer = httpx.get(f"{desk.url}/health")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable", "database": False})


def test_an_error_is_plain_words_with_the_draft_and_without_its_text(
        asha: Caseworker, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    reference, _ = open_case(sqlite_store)
    asha.look(f"/cases/{reference}")
    asha.submit(f"/cases/{reference}/take")

    def broken(*_: object) -> int:
        raise ValueError("secret detail")

    monkeypatch.setattr(sqlite_store, "say", broken)
    page = asha.submit(f"/cases/{reference}/say", key="12345678abc", body="a long draft")
    assert asha.page.status_code == 500 and "Something went wrong" in page and ">a long draft</textarea>" in page
    assert "secret detail" not in page and "ValueError" not in page


@pytest.mark.parametrize("where", ["session", "say"])
def test_a_database_that_is_away_is_said_plainly_and_gives_the_words_back(
        asha: Caseworker, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    reference, _ = open_case(sqlite_store)
    asha.look(f"/cases/{reference}")
    asha.submit(f"/cases/{reference}/take")

    def away(*_: object) -> None:
        raise StoreUnavailable("The database is busy.")

    monkeypatch.setattr(sqlite_store, where, away)
    page = asha.submit(f"/cases/{reference}/say", key="12345678abc", body="a long draft")
    assert asha.page.status_code == 503 and "The desk cannot reach its database" in page and ">a long draft</textarea>" in page


def test_a_presence_that_cannot_be_written_refuses_nothing(
        asha: Caseworker, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise StoreUnavailable("The database is busy.")

    monkeypatch.setattr(sqlite_store, "present", away)
    asha.look("/")
    assert asha.page.status_code == 200


def test_every_answer_has_the_headers_that_keep_a_page_safe(asha: Caseworker) -> None:
    for path in ("/", "/nowhere", "/queue/live", "/health"):
        headers = asha.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"] and "frame-ancestors 'none'" in headers["content-security-policy"]
        assert (headers["referrer-policy"], headers["x-content-type-options"], headers["cache-control"]) == ("no-referrer", "nosniff", "no-store")


def test_a_manager_switches_the_assistant_off_after_confirming_and_on_again(mina: Caseworker, asha: Caseworker, sqlite_store: Store) -> None:
    assert "The assistant is <strong>on</strong>" in mina.look("/assistant")
    page = mina.submit("/assistant/confirm", message="We are <busy>. Please call.")
    assert "Switch the assistant off?" in page and "We are &lt;busy&gt;. Please call." in mina.page.text
    assert sqlite_store.assistant_is_off() is None, "the question must not be the step"
    page = mina.submit("/assistant", to="off", message=mina.field("message"))
    assert "The assistant is <strong>off</strong>" in page
    assert sqlite_store.assistant_is_off() == "We are <busy>. Please call."
    assert "The assistant is switched off." in asha.look("/")
    assert "The assistant is on again." in mina.submit("/assistant", to="on")
    assert sqlite_store.assistant_is_off() is None
    assert [e.action for e in sqlite_store.audit() if e.actor == "mina"][:2] == ["assistant switched on", "assistant switched off"]


def test_a_message_for_citizens_that_is_too_long_is_kept_in_its_box(mina: Caseworker) -> None:
    mina.look("/assistant")
    page = mina.submit("/assistant/confirm", message="x" * 501)
    assert mina.page.status_code == 400 and "up to 500 characters. Yours has 501." in page and "x" * 501 in page


def test_the_audit_page_shows_who_did_what_and_checks_the_chain(mina: Caseworker, sqlite_store: Store) -> None:
    reference, _ = open_case(sqlite_store)
    sqlite_store.case(reference, "asha")
    page = mina.look("/audit")
    assert "Asha Rao</strong> Opened the case page" in page and reference in page
    assert re.search(r"The chain holds: \d+ entries checked\.", mina.look("/audit?verify=1"))
    with sqlite_store.database.write() as tx:
        tx.run("UPDATE audit SET actor = 'ben' WHERE actor = 'asha' AND reference = :r", r=reference)
    assert re.search(r"Audit entry \d+ was changed", mina.look("/audit?verify=1"))


def test_the_people_page_says_who_is_here(mina: Caseworker, sqlite_store: Store) -> None:
    sqlite_store.disable_user("ben")
    page = mina.look("/people")
    assert re.search(r"Mina Diaz</strong>.*?Manager.*?Signed in now", page, re.S)
    assert re.search(r"Ben Cole</strong>.*?Caseworker.*?May not sign in", page, re.S)
