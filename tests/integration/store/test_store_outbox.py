"""Delivery to messengers: in order, once, and nothing of the assistant after a take-over."""
from __future__ import annotations

from bot.conversation.messages import Author, Reply
from bot.store.store import Store
from tests.fixtures.cases import a_turn, claimed, danger, make_older


def on_whatsapp(store: Store, *bodies: str) -> str:
    conversation_id, _ = store.start("whatsapp", "447700900123")
    for number, body in enumerate(bodies, 1):
        store.receive(conversation_id, f"wamid.{number}", body)
    return conversation_id


def test_a_page_reads_the_log_so_it_has_no_outbox(store: Store) -> None:
    conversation_id, _ = store.start("web")
    store.receive(conversation_id, "k", "hi")
    store.commit_turn(claimed(store), a_turn(1))
    assert store.outbox_of(conversation_id) == []


def test_replies_are_delivered_in_order_one_after_the_other(store: Store) -> None:
    conversation_id = on_whatsapp(store, "hi")
    store.commit_turn(claimed(store), a_turn(1, "first", "second"))
    [delivery] = store.next_deliveries("whatsapp")
    assert (delivery.account, delivery.message.seq, delivery.message.body, delivery.attempts) == (
        "447700900123", 2, "first", 1)
    assert store.next_deliveries("whatsapp") == []
    assert store.next_deliveries("sms") == []
    store.delivered(conversation_id, 2, "wamid.out")
    assert [d.message.body for d in store.next_deliveries("whatsapp")] == ["second"]
    assert store.outbox_of(conversation_id) == [(2, "sent", "wamid.out"), (3, "sending", "")]


def test_a_take_over_cancels_what_the_assistant_had_not_sent_but_no_notice(store: Store) -> None:
    conversation_id = on_whatsapp(store, "help")
    reference = store.open_case(conversation_id, 1, danger(first_replies=None)).reference
    store.commit_turn(claimed(store), a_turn(1, "first", "second"))
    store.notice(conversation_id, Reply("Call us"), "n")
    store.next_deliveries("whatsapp")
    store.take(reference, "asha")
    store.say(reference, "asha", "I am here", "k")
    assert [(seq, state) for seq, state, _ in store.outbox_of(conversation_id)] == [
        (2, "sending"), (3, "cancelled"), (4, "queued"), (5, "queued")]
    assert store.not_delivered(conversation_id, 2) == "cancelled"
    assert [d.message.author for d in store.next_deliveries("whatsapp")] == [Author.NOTICE]


def test_what_a_provider_refused_is_tried_again_later_and_fails_in_the_end(store: Store) -> None:
    conversation_id = on_whatsapp(store, "hi")
    store.commit_turn(claimed(store), a_turn(1))
    states = []
    for _ in range(6):
        assert len(store.next_deliveries("whatsapp")) == 1
        states.append(store.not_delivered(conversation_id, 2))
        assert store.next_deliveries("whatsapp") == []
        make_older(store, "outbox", "next_at", 3_601)
    assert states == ["queued"] * 5 + ["failed"]


def test_a_refusal_for_good_fails_at_once(store: Store) -> None:
    conversation_id = on_whatsapp(store, "hi")
    store.commit_turn(claimed(store), a_turn(1))
    store.next_deliveries("whatsapp")
    assert store.not_delivered(conversation_id, 2, for_good=True) == "failed"


def test_what_a_dead_sender_had_in_hand_is_not_sent_twice(store: Store) -> None:
    conversation_id = on_whatsapp(store, "hi")
    store.commit_turn(claimed(store), a_turn(1))
    store.next_deliveries("whatsapp")
    assert store.fail_lost_deliveries() == 0
    make_older(store, "outbox", "next_at", 121)
    assert store.fail_lost_deliveries() == 1
    assert store.next_deliveries("whatsapp") == []
    assert store.outbox_of(conversation_id) == [(2, "failed", "")]
