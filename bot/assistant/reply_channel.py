"""What Rasa utters, gathered as replies on the turn in hand. Nothing is sent: the commit writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.conversation.messages import QuickReply, Reply, Source
from bot.conversation.turn_in_hand import TurnInHand


class ReplyChannel(OutputChannel):
    """One for each turn."""

    def __init__(self, turn: TurnInHand) -> None:
        self._turn = turn

    @classmethod
    def name(cls) -> str:
        return "conversation"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Text, buttons, and in `custom` the sources and what to remember; an empty text says nothing."""
        body = str(message.get("text") or "").strip()
        if not body:
            return
        custom = message.get("custom") or {}
        self._turn.replies.append(
            Reply(
                body,
                tuple(_quick_reply(button) for button in message.get("buttons") or ()),
                tuple(_source(source) for source in custom.get("sources") or ()),
                about=dict(custom.get("about") or {}),
            )
        )


def _quick_reply(button: Mapping[str, Any]) -> QuickReply:
    payload = button.get("payload")
    return QuickReply(str(button["title"]), dict(payload) if isinstance(payload, Mapping) else {})


def _source(source: Mapping[str, Any]) -> Source:
    reviewed = source.get("reviewed_at")
    return Source(str(source["title"]), str(source["url"]), date.fromisoformat(reviewed) if reviewed else None)
