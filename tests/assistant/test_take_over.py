"""A caseworker takes the conversation while a reply is being made: not a word of the assistant after it.

The take-over is placed by barriers in the real engine: before Rasa, in the middle of an action, when Rasa is done and the
transaction has not begun, and after the commit. Fifty times each, on SQLite and on PostgreSQL. Placements inside the
transaction itself are tested with the store (tests/integration/store/test_store_races.py): a take-over waits for those.
"""
from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import Any

import pytest

from actions.chitchat import Chitchat
from bot.casework.case import CaseOpening, Origin, Severity
from bot.conversation.messages import Author
from bot.store.store import Store
from tests.fixtures.assistant import RunningAssistant, running, wait_for

ROUNDS = 50
POINTS = {"before Rasa": "before_rasa", "during": "", "before the commit": "after_rasa", "after the commit": "after_commit"}


class Barrier:
    """Holds the turn of one message at the placement until the take-over is done."""

    def __init__(self, point: str) -> None:
        self._point = point
        self.armed = False
        self.committed = 0
        """Turns that are behind their commit, points and all."""
        self.reached, self.go = threading.Event(), threading.Event()

    def arm(self) -> None:
        self.reached.clear()
        self.go.clear()
        self.armed = True

    def at(self, name: str) -> None:
        if self.armed and name == self._point:
            self._hold()
        self.committed += name == "after_commit"

    def _hold(self) -> None:
        self.armed = False
        self.reached.set()
        assert self.go.wait(10)

    async def in_action(self, dispatcher: Any, tracker: Any, domain: Any) -> Any:
        """Stands in the place of the action that greets, and greets."""
        if self.armed:
            await asyncio.to_thread(self._hold)
        return await Chitchat().run(dispatcher, tracker, domain)


@pytest.mark.parametrize("place", POINTS)
def test_no_word_of_the_assistant_after_a_take_over(place, database_settings, store, engine, monkeypatch):
    barrier = Barrier(POINTS[place])
    for module in ("bot.assistant.conversation_work", "bot.store.turns"):
        monkeypatch.setattr(f"{module}.reach", barrier.at)
    if place == "during":
        actions = engine._processor.action_endpoint._executor.actions
        monkeypatch.setitem(actions, "action_chitchat", barrier.in_action)
    store.add_user("asha", "Asha", "caseworker", "a long password 1")
    with running(replace(database_settings), store, engine) as assistant:
        said = [_round(assistant, store, barrier) for _ in range(ROUNDS)]
    assert said == [place == "after the commit"] * ROUNDS


def _round(assistant: RunningAssistant, store: Store, barrier: Barrier) -> bool:
    """One conversation → whether the reply that was in the making was said, before the take-over."""
    conversation, committed = store.start("web")[0], barrier.committed
    asked = assistant.tell(conversation, "hello")
    opening = CaseOpening(Origin.ASKED, Severity.P3, "talk_to_human", ("asks for a person",))
    reference = store.open_case(conversation, asked, opening).reference
    assistant.settle(conversation)
    wait_for(lambda: barrier.committed > committed)
    barrier.arm()
    second = assistant.tell(conversation, "hello")
    assert barrier.reached.wait(10), "the placement did not occur"
    store.take(reference, "asha")
    taken = store.conversation(conversation).seq
    barrier.go.set()
    messages = assistant.settle(conversation)
    assert [m for m in messages if m.author is Author.ASSISTANT and m.seq > taken] == []
    return any(m.author is Author.ASSISTANT and m.details["in_reply_to"] == second for m in messages)
