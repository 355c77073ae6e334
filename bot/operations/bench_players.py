"""Who plays a benchmark's conversations: one way in for each assistant, the one its citizens use.

Ours is spoken to through the conversation log (store a message, wait until it is dealt with), a stock one through
Rasa's REST channel (post a message, wait for the answer). Both are timed from the citizen's message to the reply.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol
from uuid import uuid4

import httpx
from tqdm import tqdm

from bot.errors import ConsularError
from bot.services import Services

PATIENCE = 60.0
"""Seconds for one turn; past it the benchmark stops, for its figures would be worth nothing."""


class Player(Protocol):
    """Speaks for many citizens at once."""

    def begin(self) -> str:
        """A new conversation → its id."""

    def say(self, conversation: str, text: str) -> int:
        """One turn, to its end → how many replies it had."""


@dataclass(frozen=True)
class Played:
    """What one run measured. `turns` holds the seconds of each turn, in no order."""

    turns: tuple[float, ...]
    seconds: float
    silent: int
    """Turns without any reply."""

    @property
    def per_second(self) -> float:
        return len(self.turns) / self.seconds

    def quantile(self, share: float) -> float:
        """Milliseconds."""
        ordered = sorted(self.turns)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class StockPlayer:
    """Through `POST /webhooks/rest/webhook`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._client = httpx.Client(
            timeout=PATIENCE, limits=httpx.Limits(max_connections=64, max_keepalive_connections=64)
        )

    def begin(self) -> str:
        return uuid4().hex

    def say(self, conversation: str, text: str) -> int:
        answer = self._client.post(self._url, json={"sender": conversation, "message": text})
        answer.raise_for_status()
        return len(answer.json())


class LogPlayer:
    """Through the conversation log, as `web` does. One thread watches the log for everybody who waits."""

    def __init__(self, services: Services) -> None:
        self._store = services.store
        self._waiting: dict[str, threading.Event] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def close(self) -> None:
        self._stop.set()
        self._watcher.join()

    def begin(self) -> str:
        return self._store.start("bench")[0]

    def say(self, conversation: str, text: str) -> int:
        dealt_with = threading.Event()
        seq = self._store.receive(conversation, uuid4().hex, text).seq
        with self._lock:
            self._waiting[conversation] = dealt_with
        if not dealt_with.wait(PATIENCE):
            raise ConsularError(
                f"The assistant did not answer within {PATIENCE:.0f} s. Read its log, then run this again."
            )
        return len(self._store.messages(conversation, after=seq))

    def _watch(self) -> None:
        version, looked = -1, 0.0
        while not self._stop.is_set():
            now = self._store.version()
            # Looked again now and then: an answer may come before its citizen waits for it.
            if now == version and time.monotonic() - looked < 0.05:
                time.sleep(0.001)
                continue
            version, looked = now, time.monotonic()
            with self._lock:
                waiting = dict(self._waiting)
            # One question for everybody: what the players cost is taken from what the assistant may use.
            unanswered = self._store.waiting() if waiting else frozenset()
            for conversation, dealt_with in waiting.items():
                if conversation not in unanswered:
                    with self._lock:
                        self._waiting.pop(conversation, None)
                    dealt_with.set()


def play(player: Player, scripts: Sequence[Sequence[str]], at_once: int, title: str) -> Played:
    """Play every script, `at_once` of them side by side, each its turns one after the other."""
    turns: list[float] = []
    silent = 0
    lock = threading.Lock()
    bar = tqdm(total=sum(map(len, scripts)), desc=title, unit="turn", leave=False)

    def one(script: Sequence[str]) -> None:
        nonlocal silent
        conversation = player.begin()
        for text in script:
            began = time.perf_counter()
            replies = player.say(conversation, text)
            took = time.perf_counter() - began
            with lock:
                turns.append(took)
                silent += not replies
                bar.update()

    began = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        for done in [pool.submit(one, script) for script in scripts]:
            done.result()
    bar.close()
    return Played(tuple(turns), time.perf_counter() - began, silent)


def play_long(player: Player, script: Sequence[str], marks: Sequence[int], title: str) -> dict[int, float]:
    """One long conversation → the median milliseconds of the ten turns that end at each mark."""
    conversation = player.begin()
    took: list[float] = []
    for text in tqdm(script, desc=title, unit="turn", leave=False):
        began = time.perf_counter()
        player.say(conversation, text)
        took.append(1000 * (time.perf_counter() - began))
    return {mark: sorted(took[max(0, mark - 10) : mark])[len(took[max(0, mark - 10) : mark]) // 2] for mark in marks}
