"""Notes of answers: what content designers may count and read, and when it goes."""
from __future__ import annotations

from datetime import timedelta

import pytest

from bot.casework.case import Resolution
from bot.content.answer_records import DAYS_KEPT, Group, Kind, record_of
from bot.conversation.claims import Discarded, Turn
from bot.conversation.messages import Reply
from bot.store.engine import SECOND
from bot.store.store import Store
from tests.fixtures.cases import a_case, a_citizen_writes, claimed, danger

NONE = {"topic": "local_laws_customs", "country": "JP", "part": "safety-and-security", "helpful": True, "answered": False}
PAGE = {**NONE, "answered": True, "shown": ["japan/safety-and-security#3", "japan/health#1"]}
GUIDE = {"topic": "insurance", "country": None, "helpful": True, "shown": ["guide:insurance"]}
DAY = 86_400 * SECOND
KEY = ("local_laws_customs", "JP", "safety-and-security")


def answered(store: Store, words: str, about: dict[str, object]) -> str:
    """A citizen asks, and gets a reply with `about` as message 2 → the conversation."""
    conversation_id = a_citizen_writes(store, words)
    store.commit_turn(claimed(store), Turn(1, (Reply("Words.", about=about),)), release=True)
    return conversation_id


def older(store: Store, conversation_id: str, days: float) -> None:
    with store.database.write() as tx:
        tx.run("UPDATE answer_record SET at = at - :gap WHERE conversation_id = :id", gap=int(days * DAY),
               id=conversation_id)


def words(store: Store, kind: Kind = Kind.UNANSWERED, key: tuple[str, str, str] = KEY) -> list[str | None]:
    return [each.words for each in store.asked_questions(kind, key, 90, "dan", str.upper)]


def summary(groups: list[Group]) -> list[tuple[object, ...]]:
    return [(g.topic, g.country, g.part, g.count) for g in groups]


def test_only_what_answers_or_should_have_is_noted(store: Store) -> None:
    answered(store, "hello", {"topic": "greeting_chitchat"})
    answered(store, "visa?", {"clarifies": True})
    with store.database.read() as tx:
        assert tx.rows("SELECT * FROM answer_record") == []


def test_questions_without_an_answer_are_counted_by_topic_country_and_part_newest_first(store: Store) -> None:
    first = answered(store, "can I vape in Japan", NONE)
    older(store, first, 3)
    answered(store, "is vaping allowed", NONE)
    guide = answered(store, "can I vape in Laos", {**NONE, "country": "LA"})
    older(store, guide, 1)
    answered(store, "cover for skiing", GUIDE)
    assert summary(store.answer_groups(Kind.UNANSWERED, 90)) == [(*KEY, 2), ("local_laws_customs", "LA", KEY[2], 1)]
    assert summary(store.answer_groups(Kind.UNANSWERED, 2)) == [(*KEY, 1), ("local_laws_customs", "LA", KEY[2], 1)]


def test_answers_marked_unhelpful_say_what_was_shown_and_how_many_it_helped(store: Store) -> None:
    bad, good, unmarked = (answered(store, "is it safe", PAGE) for _ in range(3))
    store.feedback(bad, 2, False)
    store.feedback(good, 2, True)
    group, = store.answer_groups(Kind.UNHELPFUL, 30)
    assert (group.count, group.helped, group.answers) == (1, 1, 3)
    assert group.shown == ("japan/safety-and-security#3", "japan/health#1")
    assert words(store, Kind.UNHELPFUL) == ["IS IT SAFE"]
    store.feedback(bad, 2, True)
    assert store.answer_groups(Kind.UNHELPFUL, 30) == []
    assert unmarked != bad


def test_no_to_a_reply_that_found_nothing_is_not_counted_twice(store: Store) -> None:
    store.feedback(answered(store, "can I vape", NONE), 2, False)
    assert store.answer_groups(Kind.UNHELPFUL, 90) == []
    assert summary(store.answer_groups(Kind.UNANSWERED, 90)) == [(*KEY, 1)]


def test_words_come_only_through_the_mask(store: Store) -> None:
    answered(store, "my name is Priya", NONE)
    hidden = store.asked_questions(Kind.UNANSWERED, KEY, 90, "dan", lambda text: None)
    assert [each.words for each in hidden] == [None]


@pytest.mark.parametrize("resolved", [False, True])
def test_words_of_a_conversation_with_a_case_are_never_read(store: Store, resolved: bool) -> None:
    conversation_id = answered(store, "can I vape in Japan", NONE)
    assert words(store) == ["CAN I VAPE IN JAPAN"]
    store.receive(conversation_id, "later", "they arrested my brother")
    reference = store.open_case(conversation_id, 3, danger()).reference
    if resolved:
        store.take(reference, "asha")
        store.resolve(reference, "asha", Resolution.HELPED, "", Reply("Closed."))
    assert words(store) == [None]
    assert summary(store.answer_groups(Kind.UNANSWERED, 90)) == [(*KEY, 1)], "it still counts"


def test_every_reading_is_in_the_audit_without_words(store: Store) -> None:
    answered(store, "can I vape in Japan", NONE)
    words(store)
    entry = store.audit(limit=1)[0]
    assert (entry.actor, entry.action, entry.detail) == (
        "dan", "read questions", "unanswered: local_laws_customs, JP, safety-and-security; 1 shown")
    store.note_export("dan", "insurance")
    assert (store.audit(limit=1)[0].action, store.audit(limit=1)[0].detail) == ("exported a guide", "insurance")
    assert store.verify_audit() > 0


def test_a_note_goes_with_its_conversation(store: Store) -> None:
    conversation_id = answered(store, "can I vape in Japan", NONE)
    store.feedback(conversation_id, 2, False)
    store.erase(conversation_id)
    assert store.answer_groups(Kind.UNANSWERED, 90) == []
    assert words(store) == []
    with store.database.read() as tx:
        assert tx.rows("SELECT * FROM answer_record") == []


def test_a_note_is_deleted_after_a_quarter_and_not_shown_before_that_happens(store: Store) -> None:
    old, young = answered(store, "can I vape", NONE), answered(store, "may I smoke", NONE)
    older(store, old, DAYS_KEPT + 0.1)
    older(store, young, DAYS_KEPT - 0.1)
    assert words(store) == ["MAY I SMOKE"]
    assert summary(store.answer_groups(Kind.UNANSWERED, 10_000)) == [(*KEY, 1)]
    assert store.forget_answer_records() == 1
    assert store.forget_answer_records() == 0
    assert words(store) == ["MAY I SMOKE"]


def test_a_turn_that_is_thrown_away_leaves_no_note(store: Store) -> None:
    _, reference = a_case(store)
    claim = claimed(store)
    store.take(reference, "asha")
    assert store.commit_turn(claim, Turn(1, (Reply("Words.", about=NONE),))) is Discarded.CASEWORKER_TOOK_OVER
    assert store.answer_groups(Kind.UNANSWERED, 90) == []


def test_a_group_is_as_new_as_its_newest_question(store: Store) -> None:
    older(store, answered(store, "one", NONE), 5)
    now = store.messages(answered(store, "two", NONE))[0].at
    assert abs(store.answer_groups(Kind.UNANSWERED, 90)[0].newest - now) < timedelta(minutes=1)


def test_a_record_cuts_what_cannot_be_right(store: Store) -> None:
    made = record_of({"helpful": True, "topic": "x" * 500, "country": "JPN", "part": None, "shown": ["a"] * 100})
    assert made is not None
    assert (len(made.topic), made.country, made.part, len(made.shown), made.answered) == (64, "JP", "", 12, True)
    odd = record_of({"helpful": True, "shown": "guide:insurance"})
    assert odd is not None and odd.shown == ()
    answered(store, "long names", {**NONE, "shown": ["n" * 400, "with blank", "m" * 700, "guide:insurance"]})
    assert store.answer_groups(Kind.UNANSWERED, 90)[0].shown == ("n" * 400, "guide:insurance")
