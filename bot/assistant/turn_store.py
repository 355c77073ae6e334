"""Rasa's tracker, built from the last committed turns and staged on the turn in hand. Nothing is written here.

A turn keeps its events and the slots and active loop before it, so the last few turns are enough to go on from: turn
500 costs what turn 10 costs. What the citizen and the assistant said is left out of the events, since the conversation
log holds it and no policy reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation.ports import StoredTurn
from bot.conversation.turn_in_hand import turn_in_hand
from bot.errors import ConversationError

LAST_TURNS = 3
"""Turns that Rasa sees. The rules look at one, memoised stories at five states (MemoizationPolicy's max_history), and a
turn makes two at least: the message, and what was done."""


def head(before: Mapping[str, Any]) -> list[Event]:
    """What stands for everything before the last turns."""
    loop = before.get("active_loop")
    return [
        ActionExecuted(ACTION_SESSION_START_NAME),
        SessionStarted(),
        *(SlotSet(name, value) for name, value in dict(before.get("slots") or {}).items()),
        *([ActiveLoop(str(loop))] if loop else []),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]


def state_of(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Slots that differ from their first value, and the active loop, as JSON."""
    state: dict[str, Any] = {
        "slots": {name: slot.value for name, slot in tracker.slots.items() if slot.value != slot.initial_value}
    }
    if tracker.active_loop_name:
        state["active_loop"] = tracker.active_loop_name
    return state


def kept(event: Event) -> Mapping[str, Any] | None:
    """The event as it is stored with its turn, or None where it is not needed again."""
    if isinstance(event, BotUttered):
        return None
    stored = dict(event.as_dict())
    stored.pop("metadata", None)
    if isinstance(event, UserUttered):
        data = {"intent": {"name": event.intent.get("name"), "confidence": 1.0}, "entities": _entities(event.entities)}
        return {"event": "user", "timestamp": event.timestamp, "text": "", "parse_data": {**data, "text": ""}}
    return stored


def _entities(entities: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{"entity": e.get("entity"), "value": e.get("value")} for e in entities]


class TurnStore(TrackerStore):
    """Reads from, and stages on, the turn in hand. Saving outside a turn (a reminder, a POST to Rasa's API) raises."""

    def __init__(self, domain: Domain) -> None:
        super().__init__(domain)

    def tracker(self, conversation_id: str, turns: Sequence[StoredTurn]) -> DialogueStateTracker:
        """A tracker that stands where the last of `turns` (oldest first) ended."""
        tracker = self.init_tracker(conversation_id)
        events = head(turns[0].before if turns else {})
        for turn in turns:
            events += [event for event in map(Event.from_parameters, map(dict, turn.events)) if event is not None]
        # update_with_events would look at the clock for each; these have their times already.
        for event in events:
            tracker.update(event, self.domain)
        return tracker

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        turn = turn_in_hand()
        if turn is None or turn.message.conversation_id != sender_id:
            return None
        tracker = self.tracker(sender_id, turn.history[-LAST_TURNS:])
        turn.before = state_of(tracker)
        turn.before_events = len(tracker.events)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        turn = turn_in_hand()
        if turn is None or turn.message.conversation_id != tracker.sender_id:
            raise ConversationError("A tracker can only be saved inside a turn that was claimed.")
        new = list(tracker.events)[turn.before_events :]
        turn.events = [event for event in map(kept, new) if event is not None]

    async def keys(self) -> Iterable[str]:
        """None: conversations are listed by the log, never by Rasa's API."""
        return []
