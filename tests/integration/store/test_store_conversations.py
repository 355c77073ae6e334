"""Citizens' side of the conversation log."""
from __future__ import annotations

import re
import time
from datetime import datetime, timedelta, timezone

import pytest

from bot.conversation.messages import LONGEST_MESSAGE, Author, Mode, QuickReply, Reply, Source
from bot.errors import BadInput, ConversationError
from bot.store.store import Store
from tests.fixtures.cases import a_case, a_citizen_writes, make_older


def test_a_new_conversation_is_opened_by_its_key_only(store: Store) -> None:
    conversation_id, key = store.start("web")
    other, _ = store.start("web")
    assert store.conversation_for_key(key) == conversation_id != other
    assert store.conversation_for_key(key[:-1] + ("A" if key[-1] != "A" else "B")) is None
    assert store.conversation_for_key("") is None
    assert len(key) >= 43


def test_the_key_itself_is_stored_nowhere(store: Store) -> None:
    _, key = store.start("web")
    with store.database.read() as tx:
        rows = tx.rows("SELECT key_hash FROM conversation_key")
    assert [len(row["key_hash"]) for row in rows] == [64]
    assert key not in rows[0]["key_hash"]


def test_a_messengers_account_finds_its_conversation_again(store: Store) -> None:
    first, key = store.start("whatsapp", "447700900123")
    assert key == ""
    assert store.start("whatsapp", "447700900123") == (first, "")
    assert store.start("telegram", "447700900123")[0] != first
    assert store.account(first) == ("whatsapp", "447700900123")
    store.end(first)
    assert store.start("whatsapp", "447700900123")[0] != first


def test_a_conversation_starts_empty_in_mode_assistant(store: Store) -> None:
    conversation_id, _ = store.start("web")
    found = store.conversation(conversation_id)
    assert (found.channel, found.mode) == ("web", Mode.ASSISTANT)
    assert (found.seq, found.last_citizen, found.answered) == (0, 0, 0)
    assert abs(found.created_at - datetime.now(timezone.utc)) < timedelta(seconds=5)
    with pytest.raises(ConversationError, match="no such conversation"):
        store.conversation("nothing")


def test_messages_are_numbered_from_one_and_read_in_order(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "hi", "in dubai", "they took my passport")
    found = store.messages(conversation_id)
    assert [(m.seq, m.author, m.body) for m in found] == [
        (1, Author.CITIZEN, "hi"), (2, Author.CITIZEN, "in dubai"), (3, Author.CITIZEN, "they took my passport")]
    assert [m.seq for m in store.messages(conversation_id, after=1, limit=1)] == [2]
    assert found[0].at <= found[1].at <= found[2].at
    assert found[0].at.tzinfo is timezone.utc


def test_a_repeated_delivery_changes_nothing_and_is_answered_as_the_first_was(store: Store) -> None:
    conversation_id, _ = store.start("web")
    first = store.receive(conversation_id, "key", "hello")
    again = store.receive(conversation_id, "key", "hello")
    assert (first.seq, first.fresh) == (1, True)
    assert (again.seq, again.fresh) == (1, False)
    assert store.conversation(conversation_id).seq == 1
    assert store.receive(conversation_id, "another key", "hello").seq == 2


def test_the_same_key_in_another_conversation_is_another_message(store: Store) -> None:
    one, _ = store.start("web")
    two, _ = store.start("web")
    assert store.receive(one, "key", "hello").fresh
    assert store.receive(two, "key", "hello").fresh


def test_a_delivery_repeated_after_the_conversation_ended_is_still_known(store: Store) -> None:
    first, _ = store.start("whatsapp", "447700900123")
    store.receive(first, "wamid.1", "hello")
    store.end(first)
    second, _ = store.start("whatsapp", "447700900123")
    again = store.receive(second, "wamid.1", "hello")
    assert (again.conversation_id, again.seq, again.fresh) == (first, 1, False)
    assert store.messages(second) == []


@pytest.mark.parametrize(("body", "said"), [
    ("", "empty"), (" \n\t ", "empty"), ("x" * (LONGEST_MESSAGE + 1), "too long"),
])
def test_an_unusable_message_is_refused_and_nothing_is_stored(store: Store, body: str, said: str) -> None:
    conversation_id, _ = store.start("web")
    with pytest.raises(BadInput, match=said):
        store.receive(conversation_id, "key", body)
    assert store.conversation(conversation_id).seq == 0


@pytest.mark.parametrize("body", [
    "x" * LONGEST_MESSAGE, "<script>alert(1)</script>", "\x00\x01 nul", "😀 šč", "'; DROP TABLE"])
def test_any_other_message_is_kept_as_it_was_written(store: Store, body: str) -> None:
    conversation_id = a_citizen_writes(store, body)
    assert store.messages(conversation_id)[0].body == body


def test_broken_unicode_is_kept_readable(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "help \ud800 me")
    assert store.messages(conversation_id)[0].body == "help ? me"


@pytest.mark.parametrize("key", ["", "x" * 501])
def test_a_delivery_without_a_usable_key_is_refused(store: Store, key: str) -> None:
    conversation_id, _ = store.start("web")
    with pytest.raises(BadInput, match="key"):
        store.receive(conversation_id, key, "hello")


def test_a_number_beyond_all_bounds_finds_nothing(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "hi")
    assert store.messages(conversation_id, after=10 ** 40) == []
    assert [m.seq for m in store.messages(conversation_id, after=-10 ** 40)] == [1]
    with pytest.raises(ConversationError, match="no such reply"):
        store.feedback(conversation_id, 10 ** 40, True)
    with pytest.raises(ConversationError, match="no such conversation"):
        store.receive("\0", "k", "hi")
    assert store.conversation_for_key("\0\ud800") is None


def test_details_of_a_message_come_back(store: Store) -> None:
    conversation_id, _ = store.start("web")
    store.receive(conversation_id, "key", "Yes", {"button": {"message": 1, "choice": 0}}, raw=b"{}")
    assert store.messages(conversation_id)[0].details == {"button": {"message": 1, "choice": 0}}


def test_recent_gives_the_citizens_last_words_before_a_message(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "one", "two", "three")
    store.notice(conversation_id, Reply("Numbers"), "n")
    store.receive(conversation_id, "k5", "five")
    assert [m.body for m in store.recent(conversation_id, 5, 2)] == ["two", "three"]
    assert [m.body for m in store.recent(conversation_id, 1, 5)] == []


def test_an_ended_conversation_has_no_key_and_takes_no_message(store: Store) -> None:
    conversation_id, key = store.start("web")
    token = store.make_resume_token(conversation_id)
    store.end(conversation_id)
    assert store.conversation_for_key(key) is None
    assert store.conversation_for_resume_token(token) is None
    assert store.conversation(conversation_id).ended_at is not None
    with pytest.raises(ConversationError, match="has ended"):
        store.receive(conversation_id, "key", "hello")
    with pytest.raises(ConversationError, match="has ended"):
        store.make_resume_token(conversation_id)
    assert store.conversation(conversation_id).seq == 0


def test_an_open_case_stays_open_when_the_citizen_ends_the_conversation(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.end(conversation_id)
    assert [case.reference for case in store.queue()] == [reference]


def test_a_resume_link_opens_the_conversation_on_another_device(store: Store) -> None:
    conversation_id, key = store.start("web")
    token = store.make_resume_token(conversation_id)
    found = store.conversation_for_resume_token(token)
    assert found is not None
    assert found[0] == conversation_id
    assert store.conversation_for_key(found[1]) == conversation_id == store.conversation_for_key(key)
    assert found[1] != key


def test_a_forged_replaced_or_old_resume_link_opens_nothing(store: Store) -> None:
    conversation_id, _ = store.start("web")
    replaced = store.make_resume_token(conversation_id)
    token = store.make_resume_token(conversation_id)
    assert store.conversation_for_resume_token("forged") is None
    assert store.conversation_for_resume_token(replaced) is None
    make_older(store, "conversation", "resume_until", 7 * 86_400 - 60)
    assert store.conversation_for_resume_token(token) is not None
    make_older(store, "conversation", "resume_until", 120)
    assert store.conversation_for_resume_token(token) is None


def test_a_notice_is_written_once_by_its_name(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "hi")
    notice = Reply("Call us", (QuickReply("More", {"x": 1}),), (Source("GOV.UK", "https://www.gov.uk"),))
    assert store.notice(conversation_id, notice, "unanswered-1") == 2
    assert store.notice(conversation_id, notice, "unanswered-1") is None
    assert store.notice(conversation_id, notice, "unanswered-2") == 3
    written = store.messages(conversation_id)[1]
    assert (written.author, written.body) == (Author.NOTICE, "Call us")
    assert written.details == {"quick_replies": [{"title": "More", "payload": {"x": 1}}],
                               "sources": [{"title": "GOV.UK", "url": "https://www.gov.uk", "reviewed_at": None}]}
    assert store.conversation(conversation_id).answered == 0


def test_a_connected_page_is_written_at_most_once_in_fifteen_seconds(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "hi")
    make_older(store, "conversation", "seen_at", 60)
    store.seen(conversation_id)
    make_older(store, "conversation", "seen_at", 10)
    before = _seen_at(store, conversation_id)
    store.seen(conversation_id)
    assert _seen_at(store, conversation_id) == before
    store.recently.forget("seen", conversation_id)  # another process
    store.seen(conversation_id)
    assert _seen_at(store, conversation_id) == before
    make_older(store, "conversation", "seen_at", 6)
    store.recently.forget("seen", conversation_id)
    store.seen(conversation_id)
    assert _seen_at(store, conversation_id) > before


def _seen_at(store: Store, conversation_id: str) -> int:
    with store.database.read() as tx:
        return int(tx.value("SELECT seen_at FROM conversation WHERE id = :id", id=conversation_id))


def test_a_second_answer_to_did_this_help_replaces_the_first(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "hi")
    store.notice(conversation_id, Reply("Call us"), "n")
    store.feedback(conversation_id, 2, True)
    store.feedback(conversation_id, 2, False)
    assert store.feedback_of(conversation_id) == {2: False}
    with pytest.raises(ConversationError, match="no such reply"):
        store.feedback(conversation_id, 1, True)


def test_times_are_the_databases(store: Store) -> None:
    before = time.time()
    conversation_id = a_citizen_writes(store, "hi")
    at = store.messages(conversation_id)[0].at.timestamp()
    assert before - 1 < at < time.time() + 1
    assert re.fullmatch(r"[0-9a-f]{32}", conversation_id)
