"""The one way into Rasa: it takes its messages from the conversation log, and nobody can post any.

Rasa's server starts and stops it. `/status` (bot/assistant/command_assistant.py) says whether it works.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic

from bot.assistant.action_endpoint import load_actions
from bot.assistant.engine import Engines
from bot.assistant.worker import Worker
from bot.services import current


class ConversationInput(InputChannel):
    """Claims conversations from the log while the server runs."""

    def __init__(self) -> None:
        self.worker: Worker | None = None
        self._task: asyncio.Task[None] | None = None
        self._engines: Engines | None = None
        self._agent: Callable[[], Agent | None] = lambda: None

    @classmethod
    def name(cls) -> str:
        return "conversation"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> ConversationInput:
        return cls()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Rasa's way in to a channel; `on_new_message` is not used, since a turn is more than a message."""
        blueprint = Blueprint("conversation_input")

        @blueprint.listener("after_server_start")  # the agent is loaded before_server_start
        async def start(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
            engines = self._engines = Engines(load_actions())
            self._agent = lambda: getattr(app.ctx, "agent", None)
            self.worker = Worker(current(), lambda: engines.ready(self._agent()))
            self._task = loop.create_task(self.worker.run())

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
            if self.worker is not None and self._task is not None:
                self.worker.stop()
                await self._task

        return blueprint

    @property
    def ready(self) -> bool:
        """The model is loaded and the worker claims conversations."""
        return (
            self._task is not None
            and not self._task.done()
            and self._engines is not None
            and self._engines.ready(self._agent()) is not None
        )
