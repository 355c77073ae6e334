"""The stream and its long poll: in order, nothing twice, nothing missed, also after a break."""
from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from bot.conversation.messages import Reply
from bot.settings import Settings
from bot.store.store import Store
from bot.web import stream as stream_module
from tests.fixtures.web_server import Citizen, WebServer, answer, web_server


@pytest.fixture
def server(sqlite_store: Store, settings: Settings) -> Iterator[WebServer]:
    with web_server(sqlite_store, settings) as running:
        yield running


@pytest.fixture
def citizen(server: WebServer) -> Iterator[Citizen]:
    with Citizen(server) as client:
        client.look("/")
        client.write("first")
        yield client


def events(citizen: Citizen, until: int, after: int = 0, headers: dict[str, str] | None = None,
           name: str = "message") -> list[dict[str, Any]]:
    """Read the stream until `until` events of that name came."""
    found: list[dict[str, Any]] = []
    with citizen.stream("GET", f"/stream?after={after}", headers=headers or {}) as answer_:
        assert answer_.status_code == 200
        assert answer_.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert answer_.headers["cache-control"] == "no-cache, no-transform"
        assert answer_.headers["x-accel-buffering"] == "no"
        event: dict[str, Any] = {}
        for line in answer_.iter_lines():
            key, _, value = line.partition(": ")
            if line:
                event[key] = json.loads(value) if key == "data" else value
            else:
                if event.get("event") == name:
                    found.append(event)
                    if len(found) == until:
                        break
                event = {}
    return found


def test_what_is_said_meanwhile_arrives_at_once_in_order(server: WebServer, citizen: Citizen) -> None:
    def speak() -> None:
        time.sleep(0.3)
        answer(server.services.store, Reply("one"), Reply("two"))

    speaker = threading.Thread(target=speak)
    began = time.monotonic()
    speaker.start()
    got = events(citizen, until=3)
    speaker.join()
    assert [(e["id"], e["data"]["seq"], e["data"]["author"]) for e in got] == [
        ("1", 1, "citizen"), ("2", 2, "assistant"), ("3", 3, "assistant")]
    assert "<p class=\"govuk-body\">two</p>" in got[2]["data"]["html"]
    assert time.monotonic() - began < 2.0


def test_a_stream_goes_on_after_the_last_event_id(server: WebServer, citizen: Citizen) -> None:
    answer(server.services.store, Reply("one"), Reply("two"), Reply("three"))
    got = events(citizen, until=2, headers={"Last-Event-ID": "2"})
    assert [e["data"]["seq"] for e in got] == [3, 4]
    assert [e["data"]["seq"] for e in events(citizen, until=1, after=3)] == [4]


@pytest.mark.parametrize("bad", ["x", "-1", "9" * 40, "1e3"])
def test_a_strange_last_event_id_starts_from_the_beginning(citizen: Citizen, bad: str) -> None:
    got = events(citizen, until=1, headers={"Last-Event-ID": bad})
    assert got[0]["data"]["seq"] == 1


def test_the_state_says_who_speaks_and_whether_an_answer_is_on_its_way(server: WebServer, citizen: Citizen) -> None:
    first = events(citizen, until=1, name="state")[0]["data"]
    assert (first["mode"], first["waiting"], first["pending"], first["case"]) == (
        "assistant", True, "Sent. Being answered", "")
    answer(server.services.store, Reply("one"))
    second = events(citizen, until=1, name="state")[0]["data"]
    assert (second["waiting"], second["answered"]) == (False, 1)


def test_switching_the_assistant_off_reaches_open_pages(server: WebServer, citizen: Citizen) -> None:
    def switch() -> None:
        time.sleep(0.6)
        server.services.store.switch_assistant(True, "manager", "Back soon.")

    switcher = threading.Thread(target=switch)
    switcher.start()
    states = events(citizen, until=2, name="state")
    switcher.join()
    assert states[0]["data"]["off"] == "" and "Back soon." in states[1]["data"]["off"]


def test_an_ended_conversation_ends_its_streams(
        server: WebServer, citizen: Citizen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "HEARTBEAT_SECONDS", 0.2)
    conversation = server.services.store.conversation_for_key(citizen.session)
    assert conversation is not None
    threading.Timer(0.3, server.services.store.end, [conversation]).start()
    assert len(events(citizen, until=1, name="ended")) == 1


def test_an_open_stream_beats(citizen: Citizen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "HEARTBEAT_SECONDS", 0.1)
    assert len(events(citizen, until=3, name="beat")) == 3


def test_a_poll_waits_for_news_and_not_longer(server: WebServer, citizen: Citizen) -> None:
    began = time.monotonic()
    quiet = citizen.get("/poll?after=1&wait=1").json()
    assert quiet["messages"] == [] and 0.9 < time.monotonic() - began < 3
    threading.Timer(0.3, answer, [server.services.store, Reply("news")]).start()
    began = time.monotonic()
    news = citizen.get("/poll?after=1&wait=20").json()
    assert [m["seq"] for m in news["messages"]] == [2] and time.monotonic() - began < 3


def test_seven_streams_of_one_conversation_all_get_the_news(server: WebServer, citizen: Citizen) -> None:
    got: list[int] = []
    readers = [threading.Thread(target=lambda: got.append(events(_twin(server, citizen), until=2)[1]["data"]["seq"]))
               for _ in range(7)]
    for reader in readers:
        reader.start()
    time.sleep(0.5)
    answer(server.services.store, Reply("news"))
    for reader in readers:
        reader.join(10)
    assert got == [2] * 7


def _twin(server: WebServer, citizen: Citizen) -> Citizen:
    twin = Citizen(server)
    twin.cookies.update({"session": citizen.session})
    return twin


def test_a_message_taken_in_by_another_process_arrives_too(
        server: WebServer, citizen: Citizen, settings: Settings) -> None:
    """A second store on the same database is what another process has."""
    from bot.store.store import open_store
    other = open_store(settings)
    try:
        conversation = other.conversation_for_key(citizen.session)
        assert conversation is not None
        threading.Timer(0.4, other.receive, [conversation, "other-key", "from elsewhere"]).start()
        got = events(citizen, until=2)
        assert got[1]["data"]["seq"] == 2
    finally:
        other.close()


def test_a_page_on_either_database_shows_an_answer_at_once(store: Store, database_settings: Settings) -> None:
    with web_server(store, database_settings) as server, Citizen(server) as citizen:
        citizen.look("/")
        citizen.write("first")
        threading.Timer(0.4, answer, [store, Reply("news")]).start()
        assert [e["data"]["seq"] for e in events(citizen, until=2)] == [1, 2]


def test_fifty_messages_at_once_are_each_stored_once(store: Store, database_settings: Settings) -> None:
    with web_server(store, database_settings) as server, Citizen(server) as citizen:
        citizen.look("/")
        citizen.write("first")
        statuses: list[int] = []

        def send(number: int) -> None:
            with _twin(server, citizen) as twin:
                statuses.append(twin.send_json(f"flood-key-{number}", f"message {number}").status_code)

        senders = [threading.Thread(target=send, args=(number,)) for number in range(50)]
        began = time.monotonic()
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join(60)
        print(f"50 messages at once stored in {time.monotonic() - began:.2f} s")
        conversation = store.conversation_for_key(citizen.session)
        assert conversation is not None and statuses == [201] * 50
        found = store.messages(conversation)
        assert [m.seq for m in found] == list(range(1, 52))
        assert sorted(m.body for m in found[1:]) == sorted(f"message {n}" for n in range(50))
