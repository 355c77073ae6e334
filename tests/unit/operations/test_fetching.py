"""Many things fetched at once: what fails is told apart, and a service that stays away is left alone."""

from __future__ import annotations

import threading
from collections.abc import Iterable

import pytest

from bot.errors import ClientError, ContentError, NoAnswer, StoreUnavailable
from bot.operations.fetching import GIVE_UP_AFTER, STAYED_AWAY, WORKERS, Failed, fetch_each


def test_results_come_in_the_order_of_the_items_whatever_finished_first() -> None:
    gate = threading.Event()

    def work(item: int) -> int:
        if item == 0:
            gate.wait(10)
        if item == 5:
            gate.set()
        return item * item

    assert fetch_each(range(20), work) == [item * item for item in range(20)]


@pytest.mark.parametrize(("error", "said"), [
    (ClientError("GOV.UK answered 404 for /x."), "GOV.UK answered 404 for /x."),
    (ContentError("a part of the page has no name"), "GOV.UK's page cannot be used: a part of the page has no name."),
    (StoreUnavailable("The disk is full."), "The disk is full."),
    (ValueError("what somebody wrote"), "This program could not read GOV.UK's page (ValueError)."),
])
def test_what_goes_wrong_with_one_is_said_and_stops_no_other(error: Exception, said: str) -> None:
    def work(item: int) -> int:
        if item == 1:
            raise error
        return item

    assert fetch_each([0, 1, 2], work) == [0, Failed(said), 2]


def test_a_service_that_stays_away_is_not_asked_for_everything() -> None:
    asked: list[int] = []

    def work(item: int) -> None:
        asked.append(item)
        raise NoAnswer("GOV.UK did not answer in time for /x, 6 times.")

    results = fetch_each(range(300), work)
    assert GIVE_UP_AFTER <= len(asked) <= GIVE_UP_AFTER + WORKERS
    assert results.count(Failed(STAYED_AWAY)) == 300 - len(asked)


def test_answers_in_between_keep_it_going_and_a_refusal_is_an_answer() -> None:
    def work(item: int) -> int:
        if item % 4 == 3:
            raise ClientError("GOV.UK answered 404 for /x.")
        raise NoAnswer("busy")

    assert STAYED_AWAY not in fetch_each(range(300), work)


def test_the_bar_sees_every_item_finish() -> None:
    seen: list[tuple[int, int]] = []

    def bar(finished: Iterable[object], total: int) -> Iterable[object]:
        for number, each in enumerate(finished, start=1):
            seen.append((number, total))
            yield each

    fetch_each([1, 2, 3], str, bar)
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_stopped_by_ctrl_c_it_starts_nothing_new() -> None:
    started: list[int] = []
    gate = threading.Event()

    def work(item: int) -> None:
        started.append(item)
        gate.wait(10)

    def bar(finished: Iterable[object], total: int) -> Iterable[object]:
        threading.Timer(0.2, gate.set).start()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_each(range(100), work, bar)
    assert len(started) <= WORKERS
