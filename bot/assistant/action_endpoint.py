"""Actions run in this process: what looks to Rasa like an action server is a function call."""

from __future__ import annotations

import json
import logging
from typing import Any

from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.conversation.turn_in_hand import turn_in_hand

logger = logging.getLogger(__name__)


class InProcessActions(EndpointConfig):
    """Runs the actions of the package `actions`.

    Rasa swallows an action that raises and goes on as if it had said nothing, so the failure is put on the turn in
    hand, and a turn that failed is never committed.
    """

    def __init__(self, executor: ActionExecutor) -> None:
        super().__init__(url="in-process", enable_selective_domain=True)
        self._executor = executor

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        """`json`: Rasa's action call → {"events", "responses"}."""
        call = kwargs["json"]
        action = str(call.get("next_action"))
        try:
            return await self._executor.run(call)
        except ActionExecutionRejection as rejection:
            raise ClientResponseError(
                400, "", json.dumps({"action_name": rejection.action_name, "error": str(rejection)})
            ) from None
        except Exception as error:
            turn = turn_in_hand()
            if turn is not None:
                turn.failure = action
            # Only the kind of error: its text may hold what a citizen wrote.
            logger.error("Action %s failed with %s", action, type(error).__name__)
            status = 404 if isinstance(error, ActionNotFoundException) else 500
            raise ClientResponseError(
                status, "", json.dumps({"action_name": action, "error": type(error).__name__})
            ) from None


def load_actions() -> InProcessActions:
    """Import the package `actions` and offer every action in it."""
    executor = ActionExecutor()
    executor.register_package("actions")
    return InProcessActions(executor)
