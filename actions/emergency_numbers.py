"""The numbers to call in a country: its own emergency services, then ours."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import remember, say, shown, this_turn
from bot.content.facts import Facts
from bot.content.freshness import said_date
from bot.conversation.messages import Source
from bot.errors import ContentError


def numbers_text(facts: Facts, country: str | None) -> tuple[str, tuple[Source, ...]]:
    """The numbers as Markdown, with their source. Without a country, or with one that has none, ours alone."""
    line = facts.fcdo_line
    ours = f"Call us at any time, day or night: **{line.abroad}** from abroad, or **{line.uk}** in the UK."
    if country is None:
        return ours, ()
    try:
        local = facts.emergency(country)
    except ContentError:
        return ours, ()
    lines = "\n".join(f"- {each}" for each in local.lines())
    parts = [f"In an emergency, call the local services first:\n\n{lines}"] if lines else []
    if local.remark:
        parts.append(local.remark)
    parts += [f"We checked these numbers on {said_date(local.checked)}."] if lines else []
    parts.append(ours)
    named = facts.country(country)
    return "\n\n".join(parts), (Source(f"Getting help in {named.spoken} - GOV.UK", local.source, local.checked),)


class EmergencyNumbers(Action):
    """They never disappear: past their date they are shown with it."""

    def name(self) -> str:
        return "action_emergency_numbers"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn, services = this_turn()
        body, sources = numbers_text(services.facts, turn.question.country)
        say(dispatcher, shown(turn, body), sources, topic="emergency_numbers", country=turn.question.country, helpful=True)
        remember(turn)
        return []
