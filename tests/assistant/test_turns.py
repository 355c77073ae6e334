"""One message in, one committed turn out."""
from __future__ import annotations

from bot.conversation.messages import Author


def said(messages):
    return [(m.author, m.body) for m in messages]


def test_a_greeting_is_answered_once(assistant, conversation):
    [reply] = assistant.ask(conversation, "hello")
    assert reply.author is Author.ASSISTANT
    assert reply.body.startswith("Hello. I am an automated assistant for British people abroad.")
    assert assistant.store.conversation(conversation).answered == 1
