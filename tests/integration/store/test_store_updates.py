"""Wishes for updates: kept with the turn, told once, forgotten with the conversation."""
from __future__ import annotations

import threading

import pytest

from bot.conversation.claims import Discarded, Follow, StopFollowing
from bot.conversation.messages import Author, Reply
from bot.conversation.updates import CHANNEL_RULES, MOST_FOLLOWED
from bot.store.store import Store
from tests.fixtures.cases import a_case, a_turn, claimed, make_older
from tests.fixtures.following import PARTS, WHOLE, countries_of, follower, known_change, page, wish

NOTICE = Reply("The level changed.", author=Author.NOTICE)
HOUR, DAY = 3_600, 86_400


def notices(store: Store, conversation_id: str) -> list[str]:
    return [m.body for m in store.messages(conversation_id) if m.author is Author.NOTICE]


def tell_all(store: Store) -> int:
    """Everything that may be told now, each with its level → how many were."""
    told = 0
    for each in store.untold(100):
        words = Reply(f"{each.country}: {','.join(each.change.new_alert_status) or 'none'}")
        told += store.tell(each, words) is not None
    return told


def test_a_wish_is_kept_with_its_turn_and_taken_back_by_another(store: Store) -> None:
    conversation_id = follower(store, "EG", "TH")
    assert countries_of(store, conversation_id) == ["EG", "TH"]
    wish(store, conversation_id, StopFollowing(("EG", "IL")))
    assert countries_of(store, conversation_id) == ["TH"]
    assert countries_of(store, store.start("web")[0]) == []


def test_a_turn_that_is_thrown_away_leaves_no_wish(store: Store) -> None:
    conversation_id, reference = a_case(store)
    claim = claimed(store)
    store.take(reference, "asha")
    assert store.commit_turn(claim, a_turn(1, wishes=(Follow("EG", "EG", 0),))) is Discarded.CASEWORKER_TOOK_OVER
    assert countries_of(store, conversation_id) == []


def test_no_conversation_follows_more_than_it_may(store: Store) -> None:
    codes = [f"{a}{b}" for a in "XYZ" for b in "ABCD"]
    conversation_id = follower(store, *codes, known=0)
    assert countries_of(store, conversation_id) == codes[:MOST_FOLLOWED]
    wish(store, conversation_id, StopFollowing((codes[0],)), Follow("ZZ", "ZZ", 0))
    assert countries_of(store, conversation_id)[-1] == "ZZ" and len(countries_of(store, conversation_id)) == MOST_FOLLOWED


def test_a_change_of_level_is_told_to_its_followers_once_and_to_nobody_else(store: Store) -> None:
    for country in ("EG", "GD"):
        store.put_page(page(country))
    asked, other, nobody = follower(store, "EG", "GD"), follower(store, "GD"), store.start("web")[0]
    store.put_page(page("EG", PARTS, day=1))
    [untold] = store.untold(10)
    assert (untold.conversation_id, untold.country, untold.change.new_alert_status) == (asked, "EG", (PARTS,))
    assert tell_all(store) == 1
    assert tell_all(store) == 0 and store.tell(untold, NOTICE) is None
    assert notices(store, asked) == [f"EG: {PARTS}"]
    assert notices(store, other) == notices(store, nobody) == []


def test_other_words_on_what_changed_are_not_told(store: Store) -> None:
    store.put_page(page("EG", PARTS))
    follower(store, "EG")
    store.put_page(page("EG", PARTS, day=1, words="Our invented ferry goes again."))
    assert store.untold(10) == []


def test_what_changed_before_the_wish_is_not_told_and_what_changed_on_its_way_is(store: Store) -> None:
    store.put_page(page("EG"))
    store.put_page(page("EG", PARTS, day=1))
    knew = known_change(store, "EG")
    late = follower(store, "EG")
    store.put_page(page("EG", WHOLE, day=2))
    on_its_way = follower(store, "EG", known=knew)
    assert [(each.conversation_id, each.change.new_alert_status) for each in store.untold(10)] == [
        (conversation_id, (WHOLE,)) for conversation_id in sorted((late, on_its_way))]


def test_to_wish_again_swallows_nothing(store: Store) -> None:
    store.put_page(page("EG"))
    conversation_id = follower(store, "EG")
    store.put_page(page("EG", PARTS, day=1))
    wish(store, conversation_id, Follow("EG", "EG", known_change(store, "EG")))
    assert tell_all(store) == 1


def test_two_changes_are_told_in_their_order_and_none_is_left_out(store: Store) -> None:
    store.put_page(page("EG"))
    conversation_id = follower(store, "EG")
    store.put_page(page("EG", PARTS, day=1))
    store.put_page(page("EG", WHOLE, day=2))
    first, second = store.untold(10)
    assert store.tell(second, NOTICE) is None, "the first is not told yet"
    assert tell_all(store) == 2
    assert notices(store, conversation_id) == [f"EG: {PARTS}", f"EG: {WHOLE}"]
    assert first.change.id < second.change.id


def test_the_same_level_in_another_order_is_marked_without_a_word(store: Store) -> None:
    store.put_page(page("EG", PARTS, WHOLE))
    conversation_id = follower(store, "EG")
    store.put_page(page("EG", WHOLE, PARTS, day=1, words="Our invented ferry goes again."))
    for each in store.untold(10):
        assert not each.change.changes_status
        assert store.tell(each, None) is None
    assert store.untold(10) == [] and notices(store, conversation_id) == []


def test_a_notice_is_told_while_a_caseworker_talks_and_reaches_a_messengers_outbox(store: Store) -> None:
    store.put_page(page("TH"))
    conversation_id, reference = a_case(store)
    wish(store, conversation_id, Follow("TH", "TH", 0))
    store.take(reference, "asha")
    on_telegram = follower(store, "TH", channel="telegram")
    store.put_page(page("TH", PARTS, day=1))
    assert tell_all(store) == 2
    assert store.messages(conversation_id)[-1].author is Author.NOTICE
    told = store.messages(on_telegram)[-1]
    assert (told.seq, "queued", "") in store.outbox_of(on_telegram)


@pytest.mark.parametrize("forget", ["end", "erase"])
def test_a_conversation_that_is_ended_or_erased_follows_nothing(store: Store, forget: str) -> None:
    store.put_page(page("EG"))
    conversation_id = follower(store, "EG")
    store.put_page(page("EG", PARTS, day=1))
    [untold] = store.untold(10)
    getattr(store, forget)(conversation_id)
    assert store.untold(10) == [] and store.tell(untold, NOTICE) is None
    with store.database.read() as tx:
        assert tx.value("SELECT COUNT(*) FROM follow") == 0
    assert notices(store, conversation_id) == []


@pytest.mark.parametrize("channel", sorted(CHANNEL_RULES))
def test_a_messengers_window_is_kept_and_what_is_due_waits_until_they_write_again(store: Store, channel: str) -> None:
    store.put_page(page("EG"))
    conversation_id = follower(store, "EG", channel=channel)
    store.put_page(page("EG", PARTS, day=1))
    make_older(store, "conversation", "last_citizen_at", 24 * HOUR + 60)
    assert len(store.untold(10)) == (CHANNEL_RULES[channel].writes_within is None)
    wish(store, conversation_id)
    assert len(store.untold(10)) == 1


def test_nothing_is_told_while_words_wait_for_an_answer_since_they_may_say_stop(store: Store) -> None:
    store.put_page(page("EG"))
    conversation_id = follower(store, "EG")
    store.put_page(page("EG", PARTS, day=1))
    [untold] = store.untold(10)
    store.receive(conversation_id, "again", "stop")
    assert store.untold(10) == [] and store.tell(untold, NOTICE) is None and notices(store, conversation_id) == []
    wish(store, conversation_id)
    assert store.untold(10) == [untold]


def test_a_channel_without_a_rule_gets_the_strictest(store: Store) -> None:
    store.put_page(page("EG"))
    follower(store, "EG", channel="pigeon")
    store.put_page(page("EG", PARTS, day=1))
    assert len(store.untold(10)) == 1
    make_older(store, "conversation", "last_citizen_at", 24 * HOUR + 60)
    assert store.untold(10) == []


def test_wishes_of_conversations_that_nobody_opens_any_more_are_forgotten(store: Store) -> None:
    here, gone = follower(store, "EG", "TH"), follower(store, "EG", "TH")
    on_telegram = follower(store, "EG", channel="telegram")
    make_older(store, "conversation", "seen_at", 7 * DAY + 60)
    store.receive(here, "again", "hello")
    assert store.forget_lapsed() == 2 and store.forget_lapsed() == 0
    assert [countries_of(store, each) for each in (here, gone, on_telegram)] == [["EG", "TH"], [], ["EG"]]
    make_older(store, "conversation", "seen_at", 83 * DAY)
    assert store.forget_lapsed() == 3


def test_to_stop_outside_a_turn_says_so_once(store: Store) -> None:
    conversation_id = follower(store, "EG", "TH")
    notice = Reply("I have stopped.", author=Author.NOTICE)
    seq = store.stop_following(conversation_id, ("EG",), notice, "stop:4")
    assert seq is not None and countries_of(store, conversation_id) == ["TH"]
    wish(store, conversation_id, Follow("EG", "EG", 0))
    assert store.stop_following(conversation_id, ("EG",), notice, "stop:4") is None
    assert countries_of(store, conversation_id) == ["TH", "EG"]
    assert notices(store, conversation_id) == ["I have stopped."]


def test_many_tellers_at_once_tell_each_follower_once(store: Store) -> None:
    store.put_page(page("EG"))
    followers = [follower(store, "EG") for _ in range(12)]
    store.put_page(page("EG", PARTS, day=1))
    store.put_page(page("EG", WHOLE, day=2))
    start = threading.Barrier(4)
    failed: list[BaseException] = []

    def tell() -> None:
        try:
            start.wait(10)
            while store.untold(5):
                tell_all(store)
        except BaseException as error:
            failed.append(error)

    tellers = [threading.Thread(target=tell) for _ in range(4)]
    for teller in tellers:
        teller.start()
    for teller in tellers:
        teller.join(60)
    assert failed == []
    assert {tuple(notices(store, each)) for each in followers} == {(f"EG: {PARTS}", f"EG: {WHOLE}")}
