"""The queue, and what the reconciler must act on."""
from __future__ import annotations

import pytest

from bot.casework.case import Origin, Severity, Status
from bot.conversation.messages import Reply
from bot.errors import CaseworkError
from bot.store.store import Store
from tests.fixtures.cases import a_case, a_citizen_writes, a_turn, claimed, danger, make_older, nobody_answered


def test_the_queue_is_by_severity_then_by_time_left_and_silence_comes_last(store: Store) -> None:
    quiet_id = a_citizen_writes(store, "hi")
    quiet = store.open_case(quiet_id, 1, nobody_answered()).reference
    soon = a_case(store, Severity.P3)[1]
    first = a_case(store, Severity.P1)[1]
    same_day = a_case(store, Severity.P2)[1]
    second = a_case(store, Severity.P1)[1]
    assert [case.reference for case in store.queue()] == [first, second, same_day, soon, quiet]
    store.take(second, "asha")
    assert [case.reference for case in store.queue(Status.IN_HANDOVER)] == [second]
    assert [case.reference for case in store.queue(Status.WAITING)] == [first, same_day, soon, quiet]


def test_a_case_says_when_the_citizen_was_last_here(store: Store) -> None:
    conversation_id, _ = a_case(store)
    case = store.case_of(conversation_id)
    assert case is not None
    assert case.last_citizen_at is not None
    assert case.citizen_seen_at is not None
    assert abs((case.last_citizen_at - store.messages(conversation_id)[0].at).total_seconds()) < 1


def test_a_message_that_nothing_answered_is_found_once_it_is_old_enough(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "hi", "hello?")
    assert store.unanswered_for(30) == []
    make_older(store, "conversation", "waiting_since", 31)
    found = store.unanswered_for(30)
    assert [(o.conversation_id, o.seq, o.reference) for o in found] == [(conversation_id, 1, None)]
    store.open_case(conversation_id, 1, nobody_answered())
    assert store.unanswered_for(30) == []


def test_what_was_answered_or_is_with_a_caseworker_is_not_overdue(store: Store) -> None:
    a_citizen_writes(store, "hi")
    store.commit_turn(claimed(store), a_turn(1))
    _, reference = a_case(store)
    store.take(reference, "asha")
    make_older(store, "conversation", "waiting_since", 31)
    assert store.unanswered_for(30) == []


def test_an_alert_is_due_until_it_was_sent(store: Store) -> None:
    _, reference = a_case(store)
    a_case(store, Severity.P2)
    assert [case.reference for case in store.alerts_due()] == [reference]
    store.alert_done(reference, "failed")
    assert store.alerts_due() == []
    make_older(store, "case_file", "alert_at", 61)
    make_older(store, "case_file", "alert_due_at", 120)
    assert [case.reference for case in store.alerts_due()] == [reference]
    store.alert_done(reference, "sent")
    assert store.alerts_due() == []
    case = store.queue()[0]
    assert case.alert == "sent"
    assert case.alert_at is not None
    assert [e.action for e in store.audit(reference)][:2] == ["alert sent", "alert failed"]


def test_an_alert_that_cannot_be_sent_is_not_tried_for_ever(store: Store) -> None:
    _, reference = a_case(store)
    store.alerts_due()
    store.alert_done(reference, "not_configured")
    assert store.alerts_due() == []
    assert store.queue()[0].alert == "not_configured"


def test_an_alert_sent_while_the_case_was_raised_leaves_the_raise_due(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.take(reference, "asha")
    store.receive(conversation_id, "k2", "a gun")
    store.open_case(conversation_id, 3, danger())
    assert [case.reference for case in store.alerts_due()] == [reference]
    store.receive(conversation_id, "k3", "they shoot")
    store.open_case(conversation_id, 4, danger())
    store.alert_done(reference, "sent")
    assert [case.reference for case in store.alerts_due()] == [reference]


def test_a_taken_case_needs_no_alert(store: Store) -> None:
    _, reference = a_case(store)
    store.take(reference, "asha")
    assert store.alerts_due() == []


def test_an_alert_has_one_of_three_states(store: Store) -> None:
    _, reference = a_case(store)
    with pytest.raises(CaseworkError, match="cannot be 'lost'"):
        store.alert_done(reference, "lost")


def test_a_p1_that_nobody_took_is_found_after_its_time(store: Store) -> None:
    _, reference = a_case(store)
    a_case(store, Severity.P2)
    assert store.waiting_p1_for(120) == []
    make_older(store, "case_file", "waiting_at", 121)
    assert [case.reference for case in store.waiting_p1_for(120)] == [reference]
    store.take(reference, "asha")
    assert store.waiting_p1_for(120) == []


def test_danger_that_the_caseworker_does_not_answer_is_found_after_its_time(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.take(reference, "asha")
    store.receive(conversation_id, "k2", "a gun")
    store.open_case(conversation_id, 3, danger())
    assert store.danger_unheard_for(60) == []
    make_older(store, "danger", "at", 61)
    found = store.danger_unheard_for(60)
    assert [(o.conversation_id, o.seq, o.reference) for o in found] == [(conversation_id, 3, reference)]
    store.say(reference, "asha", "I am here", "k")
    assert store.danger_unheard_for(60) == []


def test_danger_that_got_the_numbers_from_the_assistant_is_heard(store: Store) -> None:
    _, reference = a_case(store)
    store.take(reference, "asha")
    make_older(store, "danger", "at", 61)
    assert store.danger_unheard_for(60) == []


def test_danger_is_heard_once_the_conversation_is_back_with_the_assistant(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.take(reference, "asha")
    store.receive(conversation_id, "k2", "a gun")
    store.open_case(conversation_id, 3, danger())
    make_older(store, "danger", "at", 61)
    store.back_to_queue(reference, "reconciler", Reply("Call us."))
    store.take(reference, "ben")
    assert store.danger_unheard_for(60) == []


def test_a_case_whose_holder_is_away_while_the_citizen_waits_is_found(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.present("asha")
    store.take(reference, "asha")
    make_older(store, "case_file", "taken_at", 300)
    assert store.held_by_absent(120) == []
    make_older(store, "presence", "at", 121)
    assert [case.reference for case in store.held_by_absent(120)] == [reference]
    store.say(reference, "asha", "One moment", "k")
    assert store.held_by_absent(120) == []
    store.receive(conversation_id, "k2", "hello?")
    assert [case.reference for case in store.held_by_absent(120)] == [reference]


def test_a_holder_who_has_only_just_taken_the_case_is_not_absent(store: Store) -> None:
    _, reference = a_case(store)
    store.take(reference, "asha")
    assert store.held_by_absent(120) == []


def test_origins_are_kept(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "a person please")
    store.open_case(conversation_id, 1, danger(Severity.P3, origin=Origin.ASKED))
    assert store.queue()[0].origin is Origin.ASKED
