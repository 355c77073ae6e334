"""What must hold when several act at once: threads share one store, processes share one database."""
from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from bot.conversation.claims import Committed, Discarded
from bot.conversation.messages import Author
from bot.errors import CaseworkError
from bot.settings import Settings
from bot.store.store import Store, open_store
from tests.fixtures.cases import a_case, a_citizen_writes, a_turn, claimed, danger


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run all of them from the same moment on → what each returned or raised."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return act()
        except CaseworkError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_two_caseworkers_take_one_case_at_once_and_exactly_one_has_it(
        store: Store, database_settings: Settings) -> None:
    other_process = open_store(database_settings)
    try:
        for _ in range(200):
            conversation_id, reference = a_case(store)
            results = at_once(partial(store.take, reference, "asha"), partial(other_process.take, reference, "ben"))
            refused = [str(r) for r in results if isinstance(r, CaseworkError)]
            holder = store.conversation(conversation_id).caseworker
            assert len(refused) == 1
            assert refused == [f"{reference} is with {holder}."]
            assert [e.actor for e in store.audit(reference) if e.action == "taken"] == [holder]
        assert store.verify_audit() == 400
    finally:
        other_process.close()


class Pauses:
    """Stands in for fail points: the turn stops at one of them until the take-over has begun or ended."""

    def __init__(self, at: str) -> None:
        self.at = at
        self.reached, self.go = threading.Event(), threading.Event()

    def __call__(self, name: str) -> None:
        if name == self.at:
            self.reached.set()
            assert self.go.wait(10)


@pytest.mark.parametrize("place", ["before", "in_commit", "before_commit", "after_commit"])
def test_no_word_of_the_assistant_follows_a_take_over_wherever_it_falls(
        store: Store, database_settings: Settings, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """50 take-overs before the commit's transaction, inside it (twice) and after it. The desk is another process.

    While the commit holds the row, the take-over must wait for it: then it sees the reply, and nothing follows.
    """
    desk = open_store(database_settings)
    replies = {"before": 0, "in_commit": 1, "before_commit": 1, "after_commit": 1}[place]
    try:
        for _ in range(50):
            conversation_id, reference = a_case(store)
            claim = claimed(store)
            assert claim.conversation_id == conversation_id
            pauses = Pauses(place)
            monkeypatch.setattr("bot.store.turns.reach", pauses)

            def commit(claim: Any = claim, pauses: Pauses = pauses) -> Any:
                pauses("before")
                return store.commit_turn(claim, a_turn(1, "You can apply online."))

            with ThreadPoolExecutor(2) as threads:
                turn = threads.submit(commit)
                assert pauses.reached.wait(10)
                take = threads.submit(desk.take, reference, "asha")
                if place in {"before", "after_commit"}:
                    take.result(10)
                else:
                    time.sleep(0.01)
                    assert not take.done()
                pauses.go.set()
                take.result(10)
                result = turn.result(10)
            assert result == (Committed((3,)) if replies else Discarded.CASEWORKER_TOOK_OVER)
            authors = [m.author for m in store.messages(conversation_id, after=2)]
            assert authors == [Author.ASSISTANT] * replies
            assert store.commit_turn(claim, a_turn(1)) is Discarded.CASEWORKER_TOOK_OVER
            assert desk.say(reference, "asha", "I am here", "k") == 3 + replies
    finally:
        desk.close()


def test_eight_threads_write_into_one_conversation_and_its_numbers_have_no_gap(store: Store) -> None:
    conversation_id, _ = store.start("web")

    def write(number: int) -> int:
        return store.receive(conversation_id, f"key-{number}", f"message {number}").seq

    with ThreadPoolExecutor(8) as threads:
        seqs = list(threads.map(write, range(120)))
    found = store.messages(conversation_id)
    assert sorted(seqs) == list(range(1, 121)) == [m.seq for m in found]
    assert {m.seq: m.body for m in found} == {seq: f"message {n}" for n, seq in enumerate(seqs)}
    assert [m.at for m in found] == sorted(m.at for m in found)


def test_one_delivery_that_arrives_eight_times_at_once_is_stored_once(store: Store) -> None:
    conversation_id, _ = store.start("web")
    for number in range(20):
        results = at_once(*[partial(store.receive, conversation_id, f"key-{number}", "hi")] * 8)
        assert [r.seq for r in results] == [number + 1] * 8
        assert sum(r.fresh for r in results) == 1


def test_one_account_that_writes_eight_times_at_once_has_one_conversation(store: Store) -> None:
    for number in range(10):
        found = at_once(*[partial(store.start, "whatsapp", f"44770090{number:04}")] * 8)
        assert len(set(found)) == 1


def test_danger_that_is_found_by_page_and_assistant_at_once_opens_one_case(store: Store) -> None:
    for _ in range(30):
        conversation_id = a_citizen_writes(store, "help")
        opened = at_once(*[partial(store.open_case, conversation_id, 1, danger())] * 4)
        assert len({o.reference for o in opened}) == 1
        assert sorted(o.fresh for o in opened) == [False, False, False, True]
        assert store.conversation(conversation_id).seq == 2


def test_messages_that_arrive_while_turns_are_committed_are_never_forgotten(store: Store) -> None:
    """The waiting mark must survive a receive that waited for the commit's lock, and the other way round."""
    for _ in range(60):
        conversation_id = a_citizen_writes(store, "hi")
        claim = claimed(store)
        at_once(partial(store.commit_turn, claim, a_turn(1)), partial(store.receive, conversation_id, "k2", "and?"))
        store.release(claim)
        again = store.claim("b")
        assert again is not None
        assert [m.body for m in store.unanswered(again)] == ["and?"]
        assert isinstance(store.commit_turn(again, a_turn(store.conversation(conversation_id).last_citizen)), Committed)


def test_a_commit_that_waited_for_a_message_to_arrive_leaves_it_waiting(
        store: Store, database_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """In PostgreSQL a subquery of the waiting UPDATE would not see that message, and nobody would ever answer it."""
    conversation_id = a_citizen_writes(store, "hi")
    claim = claimed(store)
    web = open_store(database_settings)
    written, go = threading.Event(), threading.Event()
    write_message = web._write_message

    def write_and_pause(*args: Any) -> None:
        write_message(*args)
        written.set()
        assert go.wait(10)

    monkeypatch.setattr(web, "_write_message", write_and_pause)
    with ThreadPoolExecutor(2) as threads:
        receiving = threads.submit(web.receive, conversation_id, "k2", "and?")
        assert written.wait(10)
        committing = threads.submit(store.commit_turn, claim, a_turn(1))
        time.sleep(0.1)
        assert not committing.done()
        go.set()
        assert receiving.result(10).seq == 2
        assert committing.result(10) == Committed((3,))
    web.close()
    store.release(claim)
    assert [m.body for m in store.unanswered(claimed(store))] == ["and?"]


def test_no_conversation_is_claimed_twice_by_threads(store: Store) -> None:
    written = {a_citizen_writes(store, "hi") for _ in range(40)}

    def claim_all(worker: int) -> list[str]:
        found: list[str] = []
        while len(found) <= 40 and (claim := store.claim(f"worker-{worker}")) is not None:
            found.append(claim.conversation_id)
        return found

    with ThreadPoolExecutor(8) as threads:
        found = [c for claims in threads.map(claim_all, range(8)) for c in claims]
    # a worker that comes second to a row skips it and may find nothing for a moment: the rest is for its next look
    found += claim_all(9)
    assert sorted(found) == sorted(written)


def _answer_everything(settings: Settings, worker: str, answered: Any) -> None:
    store = open_store(settings)
    until = time.monotonic() + 30
    while answered.value < 60 and time.monotonic() < until:
        claim = store.claim(worker)
        if claim is None:
            time.sleep(0.005)
            continue
        for message in store.unanswered(claim):
            if isinstance(store.commit_turn(claim, a_turn(message.seq, f"{worker}: {message.body}")), Committed):
                with answered.get_lock():
                    answered.value += 1
        store.release(claim)
    store.close()


def test_processes_answer_every_message_once_and_in_order(store: Store, database_settings: Settings) -> None:
    conversations = [a_citizen_writes(store, "1", "2") for _ in range(20)]
    start = multiprocessing.get_context("spawn")
    answered = start.Value("i", 0)
    workers = [start.Process(target=_answer_everything, args=(database_settings, f"w{n}", answered)) for n in range(3)]
    for worker in workers:
        worker.start()
    for conversation_id in conversations:
        store.receive(conversation_id, "k3", "3")
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    for conversation_id in conversations:
        said = [m for m in store.messages(conversation_id) if m.author is Author.ASSISTANT]
        assert [m.body.partition(": ")[2] for m in said] == ["1", "2", "3"]
        assert [m.details["in_reply_to"] for m in said] == [
            m.seq for m in store.messages(conversation_id) if m.author is Author.CITIZEN]
    assert store.claim("late") is None
