"""What Rasa's policies decide: the journeys of tests/conversations, every topic, and the window of last turns."""

from __future__ import annotations

import asyncio
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk.events import SlotSet

from bot.conversation.followups import ResolvedQuestion
from bot.conversation.messages import Author, Message
from bot.conversation.ports import StoredTurn
from bot.conversation.turn_in_hand import TurnInHand
from bot.settings import ROOT
from bot.triage.topics import TOPICS

NOW = datetime(2026, 11, 22, tzinfo=timezone.utc)
JOURNEYS = yaml.safe_load((ROOT / "tests/conversations/journeys.yml").read_text("utf-8"))["stories"]
RULES = [
    rule
    for path in sorted((ROOT / "data/rules").glob("*.yml"))
    for rule in yaml.safe_load(path.read_text("utf-8"))["rules"]
]
ONLY_SHOWN_BY_THE_CONVERSATION = {
    "in_trouble",
    "answer_to_question",
    "skip_question",
    "checklist",
    "which_country",
    "unclear",
    "emergency_numbers",
    "what_changed",
    "updates",
}


@pytest.fixture
def quiet_actions(engine: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every action says its own name and counts its turns in a slot; the list holds the names in order."""
    ran: list[str] = []
    executor = engine._processor.action_endpoint._executor

    def saying(name: str) -> Any:
        def run(dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
            ran.append(name)
            before = tracker.get_slot("open_question") or ""
            dispatcher.utter_message(text=f"{name} after {before}")
            return [SlotSet("open_question", f"{len(before)}{name}"[:20])]

        return run

    for name in executor.actions:
        monkeypatch.setitem(executor.actions, name, saying(name))
    return ran


async def play(engine: Any, intents: list[str], last: int) -> tuple[list[str], list[Any]]:
    """Run the intents, Rasa seeing only the last turns → (what was said, slots before each turn)."""
    history: tuple[StoredTurn, ...] = ()
    said, before = [], []
    for seq, intent in enumerate(intents, 1):
        message = Message("c", seq, Author.CITIZEN, "words", NOW)
        turn = TurnInHand(message, ResolvedQuestion("words", intent, None, ""), NOW, history=history[-last:])
        await engine.run(turn, intent)
        said.append(" | ".join(reply.body for reply in turn.replies))
        before.append(turn.before)
        history = (*history, StoredTurn(seq, tuple(turn.events), turn.before))
    return said, before


@pytest.mark.parametrize("story", JOURNEYS, ids=[story["story"] for story in JOURNEYS])
def test_a_journey_takes_its_actions(story, engine, quiet_actions):
    steps = story["steps"]
    asyncio.run(play(engine, [step["intent"] for step in steps if "intent" in step], 6))
    assert quiet_actions == [step["action"] for step in steps if "action" in step]


def test_every_topic_and_every_other_intent_has_exactly_one_rule():
    intents = [rule["steps"][0]["intent"] for rule in RULES]
    assert sorted(intents) == sorted({*TOPICS, *ONLY_SHOWN_BY_THE_CONVERSATION})


def test_every_rule_stands_in_the_file_of_its_action():
    for path in Path(ROOT / "data/rules").glob("*.yml"):
        for rule in yaml.safe_load(path.read_text("utf-8"))["rules"]:
            assert rule["steps"][1]["action"] == f"action_{path.stem}"
        assert (ROOT / "actions" / f"{path.stem}.py").is_file()


@pytest.mark.parametrize("topic", [*TOPICS, *sorted(ONLY_SHOWN_BY_THE_CONVERSATION)])
def test_every_intent_is_answered_by_its_rule(topic, engine, quiet_actions):
    asyncio.run(play(engine, [topic], 6))
    assert quiet_actions == [rule["steps"][1]["action"] for rule in RULES if rule["steps"][0]["intent"] == topic]


@pytest.mark.parametrize("last", [1, 2, 4, 6])
def test_the_last_turns_give_the_same_replies_and_slots_as_the_whole_history(last, engine, quiet_actions, monkeypatch):
    script = [
        "greeting_chitchat", "which_country", "entry_requirements", "unclear", "unclear", "in_trouble", "answer_to_question",
        "health_vaccination", "skip_question", "embassy_contact", "passport_renewal", "which_country", "local_laws_customs",
        "abuse_prompt_injection", "answer_to_question", "talk_to_human",
    ]  # fmt: skip
    assert len(script) == 16
    monkeypatch.setattr("bot.assistant.turn_store.LAST_TURNS", 1000)
    whole = asyncio.run(play(engine, script, 1000))
    assert asyncio.run(play(engine, script, last)) == whole
    assert whole[1][1] == {"slots": {"open_question": "0action_chitchat"}}


def test_what_was_said_is_not_stored_again_with_the_turn(engine, quiet_actions):
    turn = TurnInHand(
        Message("c", 1, Author.CITIZEN, "a secret", NOW), ResolvedQuestion("a secret", "unclear", None, ""), NOW
    )
    asyncio.run(engine.run(turn, "unclear"))
    assert "a secret" not in str(turn.events) and "action_clarify after" not in str(turn.events)


def test_a_tracker_is_not_saved_outside_a_turn(engine):
    from bot.errors import ConversationError

    store = engine._processor.tracker_store
    with pytest.raises(ConversationError, match="only be saved inside a turn"):
        asyncio.run(store.save(store.tracker("c", ())))


def test_the_five_hundredth_turn_has_the_tracker_of_the_tenth(engine, quiet_actions):
    async def length(turns: int) -> int:
        one = StoredTurn(1, ({"event": "user", "text": "", "parse_data": {"intent": {"name": "unclear"}, "entities": []}},
                             {"event": "action", "name": "action_clarify"}, {"event": "action", "name": "action_listen"}), {})  # fmt: skip
        turn = TurnInHand(Message("c", turns + 1, Author.CITIZEN, "x", NOW), ResolvedQuestion("x", "unclear", None, ""), NOW,
                          history=(one,) * turns)  # fmt: skip
        await engine.run(turn, "unclear")
        return turn.before_events

    assert asyncio.run(length(500)) == asyncio.run(length(10))
