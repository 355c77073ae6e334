"""kill -9 at each named point, while 50 citizens write 500 messages to the real page.

Each message must be stored once, answered once or on the desk, in order; no case and no answer to a question twice.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.casework.case import Status
from bot.conversation.messages import Author
from bot.settings import Settings
from bot.store.store import Store
from tests.fixtures.product import PageCitizen, Product, product
from tests.fixtures.trained_model import with_trained_model

CITIZENS, EACH = 50, 10
POINTS = (
    "after_insert",
    "after_case",
    "after_case_by_assistant",
    "after_claim",
    "before_rasa",
    "after_rasa",
    "in_commit",
    "before_commit",
    "after_commit",
    "before_delivery",
)
"""Every name that `reach` is called with; test_points_are_all_named holds the two together."""

ROUTINE = (
    "do I need a visa for Thailand?",
    "what about Laos?",
    "how much is an emergency travel document?",
    "where is the embassy in Spain?",
    "is it safe to travel to Egypt?",
    "how do I register a birth in France?",
    "can I take my tablets to Japan?",
    "thank you",
    "hello",
    "who won the football?",
)
TROUBLE = (
    "hello",
    "I have been arrested in Dubai",
    "you can call me on +44 7700 900123",
    "do I need a visa for Laos?",
    "my brother",
    "he is with me",
    "British",
    "thank you",
    "what are the opening hours?",
    "thanks",
)


@pytest.fixture
def watched_folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "points"
    folder.mkdir()
    yield folder


def test_points_are_all_named() -> None:
    """A new fail point must be added to the list above, or nobody kills there."""
    import re

    from bot.settings import ROOT

    used = {
        name
        for file in (ROOT / "bot").rglob("*.py")
        if file.name != "fail_points.py"
        for name in re.findall(r'reach\("(\w+)"\)', file.read_text())
    }
    assert used == set(POINTS)


# PostgreSQL is killed at two points only: the others differ in nothing that a database does.
KILLS = [("sqlite", point) for point in POINTS] + [("postgresql", "after_claim"), ("postgresql", "before_commit")]


@pytest.mark.slow
@pytest.mark.parametrize(("database_settings", "point"), KILLS, indirect=["database_settings"])
def test_nothing_is_lost_when_a_process_is_killed(
    point: str, database_settings: Settings, watched_folder: Path
) -> None:
    fired = watched_folder / point
    settings = with_trained_model(database_settings)
    with product(settings, f"{point}=kill:{fired}") as running:
        running.run("web", "assistant", "reconcile")
        said = _write_all(running)
        assert fired.exists(), f"{point} was never reached"
        assert sum(one.starts for one in running.running.values()) == len(running.running) + 1
        _wait_until_dealt_with(running.services.store, said)
        for conversation, words in said.items():
            _check(running.services.store, conversation, words)


def _write_all(running: Product) -> dict[str, tuple[str, ...]]:
    """→ conversation → what its citizen wrote, in order."""
    citizens = [PageCitizen(running.web_url) for _ in range(CITIZENS)]
    scripts = [TROUBLE if index % 5 == 0 else ROUTINE for index in range(CITIZENS)]
    assert sum(map(len, scripts)) == CITIZENS * EACH

    def write(citizen: PageCitizen, script: tuple[str, ...]) -> str:
        for words in script:
            citizen.send(words)
        conversation = running.services.store.conversation_for_key(citizen.session)
        assert conversation is not None
        shown = citizen.read_all()
        assert shown == list(range(1, len(shown) + 1)) and len(shown) >= len(script)
        citizen.close()
        return conversation

    with ThreadPoolExecutor(10) as pool:
        conversations = list(pool.map(write, citizens, scripts))
    return dict(zip(conversations, scripts, strict=True))


def _wait_until_dealt_with(store: Store, said: dict[str, tuple[str, ...]], patience: float = 120) -> None:
    waiting = set(said)
    until = time.monotonic() + patience
    while waiting and time.monotonic() < until:
        waiting = {one for one in waiting if (now := store.conversation(one)).answered < now.last_citizen}
        time.sleep(0.2)
    assert not waiting, f"{len(waiting)} conversations still wait"


def _check(store: Store, conversation: str, words: tuple[str, ...]) -> None:
    messages = store.messages(conversation)
    assert [m.seq for m in messages] == list(range(1, len(messages) + 1))
    citizen = [m for m in messages if m.author is Author.CITIZEN]
    assert [m.body for m in citizen] == list(words), "each stored once, in order"
    replies = Counter((m.details.get("in_reply_to"), m.body) for m in messages if m.author is not Author.CITIZEN)
    assert [one for one, times in replies.items() if times > 1] == [], "no reply twice"
    case = store.case_of(conversation)
    answered = {m.details.get("in_reply_to") for m in messages if m.author is not Author.CITIZEN}
    unanswered = [m.seq for m in citizen if m.seq not in answered]
    assert not unanswered or case is not None, f"neither answered nor on the desk: {unanswered}"
    cases = [one for status in Status for one in store.queue(status) if one.conversation_id == conversation]
    if words is TROUBLE:
        assert case is not None and len([one for one in cases if one.status is not Status.RESOLVED]) == 1
        contact = [one for one in case.questions if one.id == "contact"]
        assert [(one.status, one.value) for one in contact] == [("answered", TROUBLE[2])]
        asked = [entry for entry in store.audit(case.reference) if entry.action == "opened"]
        assert len(asked) == 1
