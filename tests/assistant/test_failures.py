"""What fails is counted, said and given to a person; what a caseworker took over is never answered."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from actions.chitchat import Chitchat
from bot import fail_points
from bot.casework.case import CaseOpening, Origin, Severity, Status
from bot.conversation.messages import Author
from tests.fixtures.assistant import running, wait_for


def broken(engine: Any, monkeypatch: pytest.MonkeyPatch, action: str, replacement: Any) -> None:
    executor = engine._processor.action_endpoint._executor
    monkeypatch.setitem(executor.actions, action, replacement)


def test_an_action_that_raises_twice_becomes_a_notice_and_a_case_and_the_next_message_is_answered(
    assistant, conversation, engine, monkeypatch
):
    runs = []

    def raising(dispatcher, tracker, domain):
        runs.append(1)
        raise ValueError("the citizen's words must not be logged")

    broken(engine, monkeypatch, "action_chitchat", raising)
    [notice] = assistant.ask(conversation, "hello")
    case = assistant.store.case_of(conversation)
    assert len(runs) == 2
    assert notice.author is Author.NOTICE
    assert notice.body.startswith(
        "Sorry, something went wrong and I could not answer your message. A person will read it."
    )
    assert case.reference in notice.body and "+44 20 7008 5000" in notice.body
    assert (case.origin, case.severity, case.status) == (Origin.FAILED, Severity.P3, Status.WAITING)
    [reply] = assistant.ask(conversation, "you idiot")
    assert reply.author is Author.ASSISTANT


def test_the_error_of_an_action_is_logged_without_its_words(assistant, conversation, engine, monkeypatch, caplog):
    def raising(dispatcher, tracker, domain):
        raise ValueError(f"planted {tracker.latest_message['text']}")

    broken(engine, monkeypatch, "action_chitchat", raising)
    assistant.ask(conversation, "hello everyone")
    assert "ValueError" in caplog.text
    assert "everyone" not in caplog.text and "planted" not in caplog.text


def test_an_action_that_fails_once_is_run_again_and_answers_once(assistant, conversation, engine, monkeypatch):
    runs = []

    def sometimes(dispatcher, tracker, domain):
        runs.append(1)
        if len(runs) == 1:
            raise ValueError
        return Chitchat().run(dispatcher, tracker, domain)

    broken(engine, monkeypatch, "action_chitchat", sometimes)
    [reply] = assistant.ask(conversation, "hello")
    assert reply.body.startswith("Hello.") and len(runs) == 2
    assert assistant.store.case_of(conversation) is None


def test_an_action_that_says_nothing_counts_as_failed(assistant, conversation, engine, monkeypatch):
    broken(engine, monkeypatch, "action_chitchat", lambda dispatcher, tracker, domain: [])
    [notice] = assistant.ask(conversation, "hello")
    assert notice.author is Author.NOTICE
    assert assistant.store.case_of(conversation).origin is Origin.FAILED


def test_danger_is_heard_though_the_model_fails_on_the_message(assistant, conversation, engine, monkeypatch):
    def failing(texts):
        raise RuntimeError("model")

    monkeypatch.setattr(engine, "parse", failing)
    replies = assistant.ask(conversation, "they kidnapped my sister")
    assert replies[0].author is Author.NOTICE and "+44 20 7008 5000" in replies[0].body
    assert assistant.store.case_of(conversation).severity is Severity.P1


def test_a_failing_conversation_does_not_hold_up_another(assistant, engine, monkeypatch):
    first, second = assistant.store.start("web")[0], assistant.store.start("web")[0]

    def raising(dispatcher, tracker, domain):
        if tracker.sender_id == first:
            raise ValueError
        return Chitchat().run(dispatcher, tracker, domain)

    broken(engine, monkeypatch, "action_chitchat", raising)
    assistant.tell(first, "hello")
    [reply] = assistant.ask(second, "hello")
    assert reply.body.startswith("Hello.")
    assistant.settle(first)
    assert assistant.store.case_of(first).origin is Origin.FAILED


def test_the_turns_that_were_thrown_away_leave_no_trace_in_the_tracker(assistant, conversation, engine, monkeypatch):
    store = assistant.store
    store.add_user("asha", "Asha", "caseworker", "a long password 1")
    assistant.ask(conversation, "hello")
    turns = store.turns(conversation, 10)
    reference = store.open_case(
        conversation, 1, CaseOpening(Origin.ASKED, Severity.P3, "talk_to_human", ("asks",))
    ).reference
    reached, go = threading.Event(), threading.Event()

    def barrier(name: str) -> None:
        if name == "after_rasa" and not reached.is_set():
            reached.set()
            assert go.wait(10)

    monkeypatch.setattr("bot.assistant.conversation_work.reach", barrier)
    assistant.tell(conversation, "do I need a visa for Thailand?")
    assert reached.wait(10)
    store.take(reference, "asha")
    go.set()
    assistant.settle(conversation)
    assert store.turns(conversation, 10) == turns
    assert store.context(conversation) == {}


def test_two_assistants_answer_each_message_once(settings, sqlite_store, engine):
    conversations = [sqlite_store.start("web")[0] for _ in range(10)]
    with running(settings, sqlite_store, engine) as one, running(settings, sqlite_store, engine):
        for i in range(5):
            for conversation in conversations:
                sqlite_store.receive(conversation, f"k{i}", f"hello {i}")
        for conversation in conversations:
            replies = [m for m in one.settle(conversation, 60) if m.author is Author.ASSISTANT]
            assert [m.details["in_reply_to"] for m in replies] == sorted(m.details["in_reply_to"] for m in replies)
            assert len(replies) == 5


def test_a_worker_that_was_stopped_in_mid_turn_finishes_it_and_lets_go(settings, sqlite_store, engine, monkeypatch):
    conversation = sqlite_store.start("web")[0]
    reached, go = threading.Event(), threading.Event()

    async def waiting(dispatcher, tracker, domain):
        reached.set()
        assert await asyncio.to_thread(go.wait, 10)
        return await Chitchat().run(dispatcher, tracker, domain)

    broken(engine, monkeypatch, "action_chitchat", waiting)
    with running(settings, sqlite_store, engine) as assistant:
        assistant.tell(conversation, "hello")
        assert reached.wait(10)
        threading.Timer(0.3, go.set).start()
    assert sqlite_store.conversation(conversation).answered == 1
    assert sqlite_store.claim("another", 1.0) is None


def test_the_lease_is_renewed_while_a_slow_turn_runs(settings, sqlite_store, engine, monkeypatch):
    conversation = sqlite_store.start("web")[0]
    renewed = threading.Event()
    renew = sqlite_store.renew
    monkeypatch.setattr(sqlite_store, "renew", lambda claim, seconds: (renewed.set(), renew(claim, seconds))[1])

    async def slow(dispatcher, tracker, domain):
        await asyncio.sleep(2.5)
        return await Chitchat().run(dispatcher, tracker, domain)

    broken(engine, monkeypatch, "action_chitchat", slow)
    with running(settings, sqlite_store, engine, lease_seconds=1.0) as assistant:
        [reply] = assistant.ask(conversation, "hello")
    assert renewed.is_set() and reply.body.startswith("Hello.")


def test_the_named_points_are_reached(assistant, conversation, monkeypatch):
    seen: list[str] = []
    for module in ("bot.assistant.conversation_work", "bot.assistant.worker", "bot.store.turns"):
        monkeypatch.setattr(f"{module}.reach", seen.append)
    assistant.ask(conversation, "my brother was taken by police")
    wait_for(lambda: "after_commit" in seen)
    assert [name for name in seen if name != "in_commit"][:6] == [
        "after_claim",
        "after_case_by_assistant",
        "before_rasa",
        "after_rasa",
        "before_commit",
        "after_commit",
    ]
    assert fail_points._POINTS == {}
