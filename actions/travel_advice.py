"""GOV.UK's own passage that fits the question, with its date and link."""
from __future__ import annotations

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.emergency_numbers import numbers_text
from actions.saying import remember, say, shown, this_turn
from bot.content.ports import Answer
from bot.conversation.messages import Source
from bot.errors import ConsularError
from bot.services import Services

MOST_PASSAGES = 3
LONGEST_PASSAGE = 1_800
"""Characters. A longer passage ends at a paragraph, with the link to the rest."""


def shortened(body: str, url: str) -> str:
    """The passage, cut at a paragraph where it is long."""
    if len(body) <= LONGEST_PASSAGE:
        return body
    cut = body[:LONGEST_PASSAGE]
    end = max(cut.rfind("\n\n"), cut.rfind("\n- "))
    return f"{cut[:end if end > 200 else cut.rfind(' ')].rstrip()}\n\n[Read the rest on GOV.UK]({url})"


def passages_text(answer: Answer) -> str:
    """The warning against travel first, whatever was asked, then each passage under its heading."""
    parts = [answer.warning] if answer.warning else []
    for passage in answer.passages[:MOST_PASSAGES]:
        heading = passage.headings[-1] if passage.headings else passage.part_title
        parts.append(f"## {heading}\n\n{shortened(passage.body, passage.url)}")
    return "\n\n".join(parts)


def link_text(services: Services, country: str, answer: Answer | None) -> tuple[str, tuple[Source, ...]]:
    """What to say where no passage answers, or no page was ever loaded: the link and the numbers."""
    named = services.facts.country(country)
    numbers, _ = numbers_text(services.facts, country)
    if answer is not None and answer.url and answer.reviewed_at is not None:
        lead = (f"{answer.warning}\n\n" if answer.warning else "") + (
            "I could not find the part of the travel advice that answers this. "
            f"[Read the travel advice for {named.spoken} on GOV.UK]({answer.url}).")
        return f"{lead}\n\n{numbers}", (Source(f"{named.name} travel advice - GOV.UK", answer.url, answer.reviewed_at),)
    return (f"I cannot show GOV.UK's travel advice right now. [Read the travel advice for {named.spoken} on GOV.UK]({named.page_url})."
            f"\n\n{numbers}"), (Source(f"{named.name} travel advice - GOV.UK", named.page_url),)


class TravelAdvice(Action):
    """The passages that fit, or plainly that it cannot show them."""

    def name(self) -> str:
        return "action_travel_advice"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn, services = this_turn()
        country = turn.question.country
        if country is None:
            line = services.facts.fcdo_line
            dispatcher.utter_message(response="utter_no_country_advice", abroad=line.abroad, uk=line.uk)
            return []
        try:
            # Ranking may read newly synced pages from the database: never on the event loop.
            answer: Answer | None = await asyncio.to_thread(services.library.ask, turn.question.text, country)
        except ConsularError:
            answer = None
        about = {"topic": turn.question.topic, "country": country, "helpful": True}
        if answer is not None and answer.answered and answer.passages:
            named = services.facts.country(country)
            say(dispatcher, shown(turn, passages_text(answer)),
                (Source(f"{named.name} travel advice - GOV.UK", answer.url, answer.reviewed_at),), **about)
        else:
            body, sources = link_text(services, country, answer)
            say(dispatcher, shown(turn, body), sources, **about)
        remember(turn)
        return []
