"""Stopping updates while a caseworker talks: the assistant says nothing there, but a word that stops must stop."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assistant.reading import Reading
from bot.conversation.asking_updates import STOP, asked_updates
from bot.conversation.updates_asked import wanted_updates
from bot.conversation.updates_said import stopped_notice
from bot.services import Services


def stop_updates(services: Services, conversation_id: str, readings: Sequence[Reading]) -> None:
    """Forget what these messages stop, each once, and confirm it by a notice. Danger is none of its business.

    Blocks; may be repeated for the same messages.
    """
    facts = services.facts
    for reading in readings:
        asked = asked_updates(reading.message.body)
        if reading.opening is not None or asked is None or asked.kind != STOP:
            continue
        followed = [each.country for each in services.store.followed(conversation_id)]
        wanted = wanted_updates(
            reading.message.body, None, reading.located, followed, True, {}, lambda code: facts.country(code).spoken
        )
        gone = [code for code in followed if wanted and (not wanted.countries or code in wanted.countries)]
        if not gone:
            continue
        left = [facts.country(code).spoken for code in followed if code not in gone]
        notice = stopped_notice([facts.country(code).spoken for code in gone], left)
        services.store.stop_following(conversation_id, gone, notice, f"stop:{reading.message.seq}")
