"""The desk's verbs: exactly one holder, one voice, nothing said twice."""
from __future__ import annotations

import pytest

from bot.casework.case import Resolution, Severity, Status
from bot.conversation.messages import Author, Mode, Reply
from bot.errors import BadInput, CaseworkError
from bot.store.store import Store
from tests.fixtures.cases import a_case, a_turn, claimed, danger

BACK = Reply("You are talking to the automated assistant again.")


def test_taking_a_case_gives_the_conversation_to_the_caseworker(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.take(reference, "asha")
    conversation = store.conversation(conversation_id)
    assert (conversation.mode, conversation.caseworker) == (Mode.CASEWORKER, "asha")
    case = store.queue()[0]
    assert (case.status, case.caseworker, case.waiting_since) == (Status.IN_HANDOVER, "asha", None)
    assert case.taken_at is not None
    assert store.alerts_due() == []


def test_a_case_that_somebody_has_is_refused_with_their_name(store: Store) -> None:
    _, reference = a_case(store)
    store.take(reference, "asha")
    with pytest.raises(CaseworkError, match=f"{reference} is with asha"):
        store.take(reference, "ben")
    store.resolve(reference, "asha", Resolution.HELPED)
    with pytest.raises(CaseworkError, match=f"{reference} is resolved"):
        store.take(reference, "ben")
    with pytest.raises(CaseworkError, match="There is no case CON-XXXXXX"):
        store.take("CON-XXXXXX", "ben")


def test_a_caseworkers_words_reach_the_conversation_once(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.add_user("asha", "Asha Patel", "caseworker", "a long password")
    store.take(reference, "asha")
    assert store.say(reference, "asha", "I am calling the police now.", "k") == 3
    assert store.say(reference, "asha", "I am calling the police now.", "k") == 3
    said = store.messages(conversation_id)[-1]
    assert (said.seq, said.author, said.body) == (3, Author.CASEWORKER, "I am calling the police now.")
    assert said.details == {"caseworker": "Asha Patel"}


def test_a_repeated_post_is_answered_as_the_first_was_even_after_the_hand_back(store: Store) -> None:
    _, reference = a_case(store)
    store.take(reference, "asha")
    assert store.say(reference, "asha", "Hello", "k") == 3
    store.hand_back(reference, "asha", BACK)
    assert store.say(reference, "asha", "Hello", "k") == 3


def test_only_the_holder_may_write(store: Store) -> None:
    conversation_id, reference = a_case(store)
    with pytest.raises(CaseworkError, match="is waiting in the queue"):
        store.say(reference, "ben", "Hello", "k")
    store.take(reference, "asha")
    with pytest.raises(CaseworkError, match="is with asha"):
        store.say(reference, "ben", "Hello", "k")
    assert store.conversation(conversation_id).seq == 2


@pytest.mark.parametrize(("body", "key"), [("", "k"), ("  ", "k"), ("x" * 8_001, "k"), ("Hello", "")])
def test_an_unusable_word_is_refused(store: Store, body: str, key: str) -> None:
    conversation_id, reference = a_case(store)
    store.take(reference, "asha")
    with pytest.raises(BadInput):
        store.say(reference, "asha", body, key)
    assert store.conversation(conversation_id).seq == 2


def test_read_by_a_person_is_what_the_holders_screen_has_shown(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.read_up_to(reference, "asha", 1)
    assert store.conversation(conversation_id).read_up_to == 0
    store.take(reference, "asha")
    store.receive(conversation_id, "k3", "hello?")
    store.read_up_to(reference, "asha", 1)
    assert (store.conversation(conversation_id).read_up_to, store.queue()[0].unread) == (1, True)
    store.read_up_to(reference, "asha", 99)
    assert (store.conversation(conversation_id).read_up_to, store.queue()[0].unread) == (3, False)
    store.read_up_to(reference, "asha", 1)
    assert store.conversation(conversation_id).read_up_to == 3
    store.receive(conversation_id, "k4", "still there?")
    assert store.queue()[0].unread is True


def test_after_a_hand_back_the_assistant_answers_only_what_comes_next(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.take(reference, "asha")
    store.receive(conversation_id, "k2", "thank you, that helped")
    store.hand_back(reference, "asha", BACK)
    conversation = store.conversation(conversation_id)
    assert (conversation.mode, conversation.caseworker, conversation.answered) == (Mode.ASSISTANT, None, 3)
    assert [(m.author, m.body) for m in store.messages(conversation_id, after=3)] == [(Author.NOTICE, BACK.body)]
    assert store.claim("a") is None
    store.receive(conversation_id, "k3", "what does a passport cost?")
    claim = claimed(store)
    assert [m.body for m in store.unanswered(claim)] == ["what does a passport cost?"]
    store.commit_turn(claim, a_turn(5))
    assert store.messages(conversation_id)[-1].author is Author.ASSISTANT


def test_a_case_that_was_handed_back_stays_open_and_calls_nobody(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.take(reference, "asha")
    store.hand_back(reference, "asha", BACK)
    case = store.queue()[0]
    assert (case.status, case.caseworker, case.handed_back) == (Status.WAITING, None, True)
    assert store.waiting_p1_for(-1) == []
    assert store.alerts_due() == []
    store.receive(conversation_id, "k2", "they are back")
    store.open_case(conversation_id, 4, danger())
    assert store.queue()[0].handed_back is False
    assert [c.reference for c in store.waiting_p1_for(-1)] == [reference]
    assert [c.reference for c in store.alerts_due()] == [reference]


@pytest.mark.parametrize("verb", ["hand_back", "resolve"])
def test_nobody_else_may_end_a_hand_over(store: Store, verb: str) -> None:
    conversation_id, reference = a_case(store)
    store.take(reference, "asha")
    with pytest.raises(CaseworkError, match="is with asha"):
        if verb == "hand_back":
            store.hand_back(reference, "ben", BACK)
        else:
            store.resolve(reference, "ben", Resolution.HELPED)
    assert store.conversation(conversation_id).mode is Mode.CASEWORKER


def test_a_case_that_nobody_holds_cannot_be_handed_back(store: Store) -> None:
    _, reference = a_case(store)
    with pytest.raises(CaseworkError, match="waiting in the queue. Take it"):
        store.hand_back(reference, "asha", BACK)
    with pytest.raises(CaseworkError, match="waiting in the queue"):
        store.back_to_queue(reference, "reconciler")


def test_a_case_whose_holder_is_gone_waits_again_and_alerts_again(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.take(reference, "asha")
    store.back_to_queue(reference, "reconciler", Reply("Nobody is here now. Call us."))
    case = store.queue()[0]
    assert (case.status, case.caseworker, case.unread, case.handed_back) == (Status.WAITING, None, True, False)
    assert [c.reference for c in store.alerts_due()] == [reference]
    assert store.conversation(conversation_id).mode is Mode.ASSISTANT
    assert store.messages(conversation_id)[-1].body == "Nobody is here now. Call us."
    assert store.conversation(conversation_id).answered == 0
    store.take(reference, "ben")
    assert store.queue()[0].caseworker == "ben"


def test_a_case_that_somebody_else_took_meanwhile_stays_theirs(store: Store) -> None:
    _, reference = a_case(store)
    store.take(reference, "ben")
    with pytest.raises(CaseworkError):
        store.back_to_queue(reference, "reconciler", holder="asha")
    assert store.queue()[0].caseworker == "ben"


def test_resolving_hands_the_conversation_back_first(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.take(reference, "asha")
    store.resolve(reference, "asha", Resolution.NO_DANGER_FOUND, "It was a film.", Reply("Closed."))
    conversation = store.conversation(conversation_id)
    assert (conversation.mode, conversation.caseworker, conversation.answered) == (Mode.ASSISTANT, None, 1)
    assert store.messages(conversation_id)[-1].body == "Closed."
    case = store.case(reference, "asha")
    assert (case.status, case.resolution) == (Status.RESOLVED, Resolution.NO_DANGER_FOUND)
    assert [(n.author, n.body) for n in store.notes(reference)] == [("asha", "It was a film.")]
    assert store.case_of(conversation_id) is None
    assert store.queue() == []
    assert [c.reference for c in store.queue(Status.RESOLVED)] == [reference]
    with pytest.raises(CaseworkError, match="is resolved"):
        store.resolve(reference, "asha", Resolution.HELPED)


def test_a_waiting_case_may_be_resolved_by_anybody_and_leaves_the_assistants_work(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.resolve(reference, "ben", Resolution.DUPLICATE)
    assert store.conversation(conversation_id).answered == 0
    assert store.claim("a") is not None
    assert store.case(reference, "ben").caseworker == "ben"


def test_notes_come_in_order_and_are_bounded(store: Store) -> None:
    _, reference = a_case(store)
    store.add_note(reference, "asha", "first")
    store.add_note(reference, "ben", "second")
    assert [(n.author, n.body) for n in store.notes(reference)] == [("asha", "first"), ("ben", "second")]
    for body in ("", "x" * 8_001):
        with pytest.raises(BadInput):
            store.add_note(reference, "asha", body)


def test_a_corrected_card_keeps_earlier_values_in_the_audit(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.open_case(conversation_id, 2, danger(card={"who": "father", "where": "Bangkok"}))
    store.update_card(reference, "asha", {"who": "brother", "where": "Bangkok"})
    assert store.queue()[0].card == {"who": "brother", "where": "Bangkok"}
    entry = store.audit(reference)[0]
    assert (entry.actor, entry.action, entry.detail) == (
        "asha", "changed the card", 'who, where\n{"who": "father"}'.replace("who, where", "where, who"))


def test_everything_that_is_done_to_a_case_is_audited(store: Store) -> None:
    conversation_id, reference = a_case(store, Severity.P2)
    store.open_case(conversation_id, 2, danger(Severity.P1))
    store.case(reference, "asha")
    store.take(reference, "asha")
    store.say(reference, "asha", "Hello", "k")
    store.read_up_to(reference, "asha", 1)
    store.add_note(reference, "asha", "note")
    store.hand_back(reference, "asha", BACK)
    store.resolve(reference, "asha", Resolution.HELPED)
    assert [(e.actor, e.action, e.detail) for e in reversed(store.audit(reference))] == [
        ("service", "opened", "danger in message 1: P2"),
        ("service", "raised", "danger in message 2: P2 to P1"),
        ("asha", "opened the case page", ""),
        ("asha", "taken", ""),
        ("asha", "wrote", "message 4"),
        ("asha", "read", "up to message 1"),
        ("asha", "noted", ""),
        ("asha", "handed back", ""),
        ("asha", "resolved", "helped")]


@pytest.mark.parametrize("reference", ["CON-\0", "\ud800", "x" * 5_000, "'; DROP TABLE case_file; --", ""])
def test_a_reference_that_somebody_made_up_is_no_case(store: Store, reference: str) -> None:
    with pytest.raises(CaseworkError, match="There is no case"):
        store.case(reference, "asha")
    assert store.notes(reference) == []


def test_an_unknown_case_is_a_plain_sentence(store: Store) -> None:
    for act in (lambda: store.case("CON-000000", "asha"), lambda: store.say("CON-000000", "asha", "Hi", "k"),
                lambda: store.read_up_to("CON-000000", "asha", 1), lambda: store.add_note("CON-000000", "asha", "Hi"),
                lambda: store.alert_done("CON-000000", "sent")):
        with pytest.raises(CaseworkError, match="There is no case CON-000000"):
            act()
