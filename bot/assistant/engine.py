"""Rasa's agent as a private engine: read texts, and run one message through the dialogue.

Nothing is read from or written to the conversation log here. Our parts are put on an agent once, and again when another
model replaces it: ask `ready` for the engine before every claim and never keep it.
"""

from __future__ import annotations

import weakref
from collections.abc import Mapping, Sequence
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.engine.constants import PLACEHOLDER_MESSAGE
from rasa.shared.nlu.constants import TEXT

from bot.assistant.action_endpoint import InProcessActions
from bot.assistant.components.readings import with_windows
from bot.assistant.reply_channel import ReplyChannel
from bot.assistant.speed import StraightRunner
from bot.assistant.turn_store import TurnStore
from bot.conversation.turn_in_hand import TurnInHand, holding
from bot.errors import ConversationError
from bot.services import current


class TurnFailed(ConversationError):
    """Rasa made nothing of a message, or an action raised. Holds no words of the citizen."""


class Engine:
    """One loaded model."""

    def __init__(self, agent: Agent, actions: InProcessActions) -> None:
        processor = agent.processor
        if processor is None:
            raise ConversationError("the model is not loaded")
        # Rasa wraps its tracker store in one that turns a failed read into an empty conversation; ours goes in
        # unwrapped.
        processor.tracker_store = agent.tracker_store = TurnStore(agent.domain)
        processor.action_endpoint = agent.action_endpoint = actions
        processor.graph_runner = StraightRunner(processor.graph_runner)
        self._processor: MessageProcessor = processor
        self._last_reader = _before_slash_commands(processor)

    def parse(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """Each text as Rasa's graph reads it: text, intent, intent_ranking, entities, triage.

        The graph's last node turns "/restart" into a command. It is left out, so a slash from outside is only a
        character.
        """
        results = self._processor.graph_runner.run(
            inputs={PLACEHOLDER_MESSAGE: [UserMessage(text, sender_id="reading") for text in texts]},
            targets=[self._last_reader],
        )
        read = []
        for text, message in zip(texts, results[self._last_reader], strict=True):
            data = {
                "intent": {"name": None, "confidence": 0.0},
                "entities": [],
                **message.as_dict(only_output_properties=True),
            }
            data[TEXT] = text
            for extra in ("triage", "entities"):
                if message.get(extra) is not None:
                    data[extra] = message.get(extra)
            read.append(data)
        return read

    def read_ahead(self, texts: Sequence[str]) -> None:
        """Encode texts that will be parsed, so that `parse` finds their vectors. May run in any thread."""
        current().encoder.encode(with_windows(texts)[0])

    def has_read(self, texts: Sequence[str]) -> bool:
        """Whether their vectors are known already."""
        return current().encoder.knows(with_windows(texts)[0])

    async def run(self, turn: TurnInHand, intent: str, entities: Sequence[Mapping[str, Any]] = ()) -> None:
        """Let the dialogue answer: fills the turn's replies, wishes and events.

        Raises TurnFailed where an action raised, where nothing listens to the intent, and where nothing was said though
        something had to be.
        """
        parsed = {
            TEXT: turn.message.body,
            "intent": {"name": intent, "confidence": 1.0},
            "entities": [dict(e) for e in entities],
            "intent_ranking": [],
        }
        message = UserMessage(
            turn.message.body,
            ReplyChannel(turn),
            turn.message.conversation_id,
            parse_data=parsed,
            input_channel=ReplyChannel.name(),
            message_id=str(turn.message.seq),
        )
        with holding(turn):
            await self._processor.handle_message(message)
        if turn.failure:
            raise TurnFailed(f"the action {turn.failure} failed")
        if not turn.events:
            raise TurnFailed(f"the dialogue made nothing of a message about {intent}")
        if not turn.replies and not turn.quiet:
            raise TurnFailed(f"the dialogue had no reply to a message about {intent}")


def _before_slash_commands(processor: MessageProcessor) -> str:
    """The graph's node before RegexMessageHandler."""
    metadata = processor.model_metadata
    target = metadata.nlu_target
    node = metadata.predict_schema.nodes[target]
    if node.uses.__name__ != "RegexMessageHandler":
        raise ConversationError(
            f"the model's graph ends with {node.uses.__name__}, so slash commands cannot be kept out"
        )
    return str(node.needs["messages"])


class Engines:
    """The engine of whatever agent the server has now."""

    def __init__(self, actions: InProcessActions) -> None:
        self._actions = actions
        self._made: weakref.WeakKeyDictionary[Any, Engine] = weakref.WeakKeyDictionary()

    def ready(self, agent: Agent | None) -> Engine | None:
        """The engine, made once a model; None while no model is loaded, so that nothing is claimed."""
        if agent is None or agent.processor is None or not agent.is_ready():
            return None
        engine = self._made.get(agent.processor)
        if engine is None:
            engine = self._made[agent.processor] = Engine(agent, self._actions)
        return engine
