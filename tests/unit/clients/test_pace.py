"""No second holds more requests than GOV.UK allows, however late a thread wakes up."""

from __future__ import annotations

import random

import pytest

from bot.clients.govuk import SPARE, Pace


class Clock:
    """A clock that only sleeping moves, and whose sleepers wake up late."""

    def __init__(self, latest: float) -> None:
        self.now, self._latest, self._chance = 1000.0, latest, random.Random(4)

    def read(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds + self._chance.uniform(0.0, self._latest)


def starts(rate: float, number: int, latest: float = 0.0) -> list[float]:
    clock = Clock(latest)
    pace = Pace(rate, clock.read, clock.sleep)
    found = []
    for _ in range(number):
        pace.wait()
        found.append(clock.now)
    return found


@pytest.mark.parametrize("latest", [0.0, 0.02, 0.09, 0.3, 2.0])
def test_no_second_holds_more_than_its_share(latest: float) -> None:
    began = starts(10, 200, latest)
    assert min(later - earlier for earlier, later in zip(began, began[10:], strict=False)) > 1.0


def test_nearly_all_of_the_rate_is_used() -> None:
    began = starts(10, 601)
    assert began[-1] - began[0] == pytest.approx(60 * SPARE)


def test_requests_are_spread_and_not_sent_all_at_once() -> None:
    began = starts(10, 50)
    assert min(later - earlier for earlier, later in zip(began, began[1:], strict=False)) > 0.1


def test_less_than_one_a_second_works_too() -> None:
    began = starts(0.5, 4)
    assert [round(later - earlier, 2) for earlier, later in zip(began, began[1:], strict=False)] == [2 * SPARE] * 3


def test_everybody_waits_while_gov_uk_asks_for_a_pause() -> None:
    clock = Clock(0.0)
    pace = Pace(1000, clock.read, clock.sleep)
    pace.wait()
    pace.hold(30)
    pace.wait()
    assert clock.now == pytest.approx(1030)
