"""Claims, leases, and the one transaction that writes a turn or nothing."""
from __future__ import annotations

import time
from datetime import datetime, timezone

import pytest

from bot.casework.case import Origin, Resolution, Severity, Status
from bot.conversation.claims import Committed, Discarded, RememberContext, Turn
from bot.conversation.messages import Author, Mode, QuickReply, Reply
from bot.conversation.ports import StoredTurn
from bot.store.store import Store
from tests.fixtures.cases import (
    a_case,
    a_citizen_writes,
    a_turn,
    claimed,
    danger,
    make_older,
    nobody_answered,
)


def test_nothing_to_answer_is_no_claim(store: Store) -> None:
    store.start("web")
    assert store.claim("a") is None


def test_a_claim_keeps_others_away_until_it_is_released(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "hi")
    claim = claimed(store, "a")
    assert (claim.conversation_id, claim.worker, claim.answered, claim.attempts) == (conversation_id, "a", 0, 0)
    assert 29 < (claim.lease_until - datetime.now(timezone.utc)).total_seconds() < 31
    assert store.claim("b") is None
    store.release(claim)
    again = claimed(store, "b")
    assert again.fence == claim.fence + 1
    assert again.attempts == 0


def test_the_longest_waiting_conversation_comes_first(store: Store) -> None:
    first = a_citizen_writes(store, "one")
    second = a_citizen_writes(store, "two")
    third = a_citizen_writes(store, "three")
    for conversation_id, seconds in ((first, 10), (second, 30), (third, 20)):
        with store.database.write() as tx:
            tx.run("UPDATE conversation SET waiting_since = waiting_since - :gap WHERE id = :id",
                   gap=seconds * 1_000_000, id=conversation_id)
    assert [claimed(store).conversation_id for _ in range(3)] == [second, third, first]


def test_only_the_modes_asked_for_are_claimed(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.take(reference, "asha")
    assert store.claim("a") is None
    assert claimed(store, modes=(Mode.CASEWORKER,)).conversation_id == conversation_id


def test_a_lease_that_ended_may_be_claimed_by_another_worker(store: Store) -> None:
    a_citizen_writes(store, "hi")
    frozen = claimed(store, "a", lease_seconds=0.05)
    assert store.renew(frozen, 0.05)
    time.sleep(0.1)
    other = claimed(store, "b")
    assert not store.renew(frozen)
    assert store.commit_turn(frozen, a_turn(1, "from the frozen one")) is Discarded.CLAIM_LOST
    store.release(frozen)
    assert store.claim("c") is None
    assert store.commit_turn(other, a_turn(1)) == Committed((2,))
    assert [m.body for m in store.messages(other.conversation_id)] == ["hi", "You can apply online."]


def test_a_worker_that_died_in_mid_turn_counts_as_a_failed_run(store: Store) -> None:
    a_citizen_writes(store, "hi")
    attempts = []
    for _ in range(3):
        attempts.append(claimed(store, lease_seconds=0.01).attempts)
        time.sleep(0.03)
    assert attempts == [0, 1, 2]


def test_a_worker_that_died_after_its_commit_counts_as_nothing(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "hi")
    store.commit_turn(claimed(store, lease_seconds=0.01), a_turn(1))
    time.sleep(0.03)
    store.receive(conversation_id, "k2", "and?")
    assert claimed(store).attempts == 0


def test_failures_are_counted_until_a_turn_is_committed(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "hi")
    claim = claimed(store)
    assert store.fail(claim, 1) == 1
    store.receive(conversation_id, "k2", "hello?")
    store.release(claim)
    again = claimed(store)
    assert again.attempts == 1
    assert store.fail(again, 1) == 2
    assert store.commit_turn(again, a_turn(1)) == Committed((3,))
    store.release(again)
    assert claimed(store).attempts == 0


def test_a_worker_that_lost_its_claim_counts_no_failure(store: Store) -> None:
    a_citizen_writes(store, "hi")
    frozen = claimed(store, lease_seconds=0.01)
    time.sleep(0.03)
    other = claimed(store, "b")
    assert store.fail(frozen, 1) == other.attempts == 1


def test_a_turn_is_written_whole(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "visa for Vietnam?")
    reply = Reply("You need a visa.", (QuickReply("Fees", {"intent": "fees"}),), about={"topic": "entry_requirements"})
    turn = Turn(1, (reply, Reply("Anything else?", author=Author.NOTICE)), (RememberContext({"country": "VN"}),),
                ({"event": "user"}, {"event": "bot"}), {"slots": {"country": None}, "active_loop": None})
    assert store.commit_turn(claimed(store), turn) == Committed((2, 3))
    assert [(m.seq, m.author, m.body, m.details) for m in store.messages(conversation_id, after=1)] == [
        (2, Author.ASSISTANT, "You need a visa.", {
            "quick_replies": [{"title": "Fees", "payload": {"intent": "fees"}}],
            "about": {"topic": "entry_requirements"}, "in_reply_to": 1}),
        (3, Author.NOTICE, "Anything else?", {"in_reply_to": 1})]
    assert store.context(conversation_id) == {"country": "VN"}
    assert store.turns(conversation_id, 5) == [
        StoredTurn(1, ({"event": "user"}, {"event": "bot"}), {"slots": {"country": None}, "active_loop": None})]
    found = store.conversation(conversation_id)
    assert (found.seq, found.answered, found.last_citizen) == (3, 1, 1)
    assert store.claim("b") is None


def test_the_last_turns_come_oldest_first(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "1", "2", "3")
    claim = claimed(store)
    for seq in (1, 2, 3):
        store.commit_turn(claim, a_turn(seq))
    assert [turn.seq for turn in store.turns(conversation_id, 2)] == [2, 3]


def test_a_turn_answers_all_earlier_messages_and_the_next_ones_wait_on(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "1", "2", "3")
    claim = claimed(store)
    assert [m.seq for m in store.unanswered(claim)] == [1, 2, 3]
    assert store.commit_turn(claim, a_turn(2)) == Committed((4,))
    assert [m.seq for m in store.unanswered(claim)] == [3]
    with store.database.read() as tx:
        since = tx.value("SELECT waiting_since FROM conversation WHERE id = :id", id=conversation_id)
        at = tx.value("SELECT at FROM message WHERE conversation_id = :id AND seq = 3", id=conversation_id)
    assert since == at


def test_a_turn_run_twice_is_written_once(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "hi")
    claim = claimed(store)
    assert store.commit_turn(claim, a_turn(1)) == Committed((2,))
    assert store.commit_turn(claim, a_turn(1)) is Discarded.ALREADY_ANSWERED
    assert store.conversation(conversation_id).seq == 2


def test_a_reply_made_while_a_caseworker_took_over_is_thrown_away(store: Store) -> None:
    conversation_id, reference = a_case(store)
    claim = claimed(store)
    store.take(reference, "asha")
    assert store.commit_turn(claim, a_turn(1, wishes=(RememberContext({"country": "VN"}),))) \
        is Discarded.CASEWORKER_TOOK_OVER
    assert [m.author for m in store.messages(conversation_id)] == [Author.CITIZEN, Author.ASSISTANT]
    assert store.turns(conversation_id, 5) == []
    assert store.context(conversation_id) == {}
    assert not store.renew(claim)


def test_a_claim_from_before_a_take_over_is_worth_nothing_after_the_hand_back(store: Store) -> None:
    conversation_id, reference = a_case(store)
    claim = claimed(store)
    store.take(reference, "asha")
    store.hand_back(reference, "asha", Reply("Back"))
    store.receive(conversation_id, "k2", "thanks")
    assert store.commit_turn(claim, a_turn(4)) is Discarded.CLAIM_LOST


def test_an_answer_closes_the_case_that_stood_only_because_nothing_answered(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "hi", "anybody?")
    reference = store.open_case(conversation_id, 1, nobody_answered()).reference
    claim = claimed(store)
    store.commit_turn(claim, a_turn(1))
    assert store.queue()[0].status is Status.WAITING
    store.commit_turn(claim, a_turn(2))
    assert store.queue() == []
    case = store.case(reference, "asha")
    assert (case.status, case.resolution, case.unread) == (Status.RESOLVED, Resolution.ANSWERED, False)
    assert store.audit(reference)[1].action == "resolved"
    assert store.audit(reference)[1].actor == "service"


@pytest.mark.parametrize("touch", ["take", "note", "card", "danger", "notice only"])
def test_a_case_that_somebody_touched_or_that_is_trouble_stays_open(store: Store, touch: str) -> None:
    conversation_id = a_citizen_writes(store, "hi")
    reference = store.open_case(conversation_id, 1, nobody_answered()).reference
    turn = a_turn(1)
    if touch == "take":
        store.take(reference, "asha")
        store.back_to_queue(reference, "asha")
    elif touch == "note":
        store.add_note(reference, "asha", "I looked at it")
    elif touch == "card":
        store.update_card(reference, "asha", {"who": "her"})
    elif touch == "danger":
        store.open_case(conversation_id, 1, danger(Severity.P3))
    else:
        turn = Turn(1, (Reply("Call us", author=Author.NOTICE),))
    assert isinstance(store.commit_turn(claimed(store), turn), Committed)
    assert [case.reference for case in store.queue()] == [reference]


def test_reading_a_case_does_not_touch_it(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "hi")
    reference = store.open_case(conversation_id, 1, nobody_answered()).reference
    store.case(reference, "asha")
    store.commit_turn(claimed(store), a_turn(1))
    assert store.queue() == []


def test_in_caseworker_mode_the_assistant_marks_as_read_and_says_nothing(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.take(reference, "asha")
    store.receive(conversation_id, "k2", "are you there?")
    claim = claimed(store, modes=(Mode.CASEWORKER,))
    assert [m.seq for m in store.unanswered(claim)] == [1, 3]
    assert store.mark_read(claim, 3)
    assert store.mark_read(claim, 3)
    assert store.conversation(conversation_id).answered == 3
    assert store.conversation(conversation_id).seq == 3
    store.release(claim)
    assert store.claim("a", modes=(Mode.CASEWORKER,)) is None


def test_mark_read_under_a_lost_claim_changes_nothing(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.take(reference, "asha")
    claim = claimed(store, modes=(Mode.CASEWORKER,))
    store.back_to_queue(reference, "reconciler")
    assert not store.mark_read(claim, 1)
    assert store.conversation(conversation_id).answered == 0


def test_in_assistant_mode_a_message_is_only_marked_as_read_where_a_case_stands_for_it(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "hi")
    claim = claimed(store)
    assert not store.mark_read(claim, 1)
    store.open_case(conversation_id, 1, danger(Severity.P3, origin=Origin.FAILED))
    assert store.mark_read(claim, 1)
    assert store.conversation(conversation_id).answered == 1
    assert store.turns(conversation_id, 5) == []


def test_a_message_that_was_stored_during_a_turn_is_answered_next(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "hi")
    claim = claimed(store)
    store.receive(conversation_id, "k2", "and my children?")
    store.commit_turn(claim, a_turn(1))
    assert [(m.seq, m.body) for m in store.unanswered(claim)] == [(2, "and my children?")]
    store.release(claim)
    make_older(store, "conversation", "waiting_since", 1)
    assert claimed(store).conversation_id == conversation_id
