"""Where the nearest British embassy, high commission or consulate is, and its official page."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import remember, say, say_response, shown, this_turn
from bot.content.facts import Facts
from bot.content.freshness import said_date
from bot.conversation.messages import Source
from bot.errors import ContentError

MOST_POSTS = 6


def posts_text(facts: Facts, country: str) -> tuple[str, tuple[Source, ...]]:
    """The posts as Markdown with links, and where this is from. Raises ContentError for an unknown code."""
    found, named, line = facts.posts(country), facts.country(country), facts.fcdo_line
    parts = [found.note] if found.note else []
    if found.posts:
        lines = "\n".join(f"- [{post.name}]({post.url})" for post in found.posts[:MOST_POSTS])
        parts.append(f"These offices help British people in {named.spoken}. Each page has the address, telephone number and opening "
                     f"hours:\n\n{lines}")
    elif found.authority_url:
        parts.append(f"[The local government's page]({found.authority_url}) says who can help you.")
    else:
        parts.append(f"[GOV.UK's page for {named.spoken}]({found.contact_url}) says how to reach us.")
    parts.append(f"For urgent help at any time, call **{line.abroad}** from abroad, or **{line.uk}** in the UK.")
    if found.posts:
        parts.append(f"We checked this list on {said_date(found.checked)}.")
    return "\n\n".join(parts), (Source(f"Contact us in {named.spoken} - GOV.UK", found.contact_url, found.checked),)


class NearestPost(Action):
    """The posts of the country asked about."""

    def name(self) -> str:
        return "action_nearest_post"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn, services = this_turn()
        remember(turn)
        try:
            body, sources = posts_text(services.facts, turn.question.country or "")
        except ContentError:
            line = services.facts.fcdo_line
            say_response(dispatcher, "utter_find_embassy", abroad=line.abroad, uk=line.uk, about={"topic": "embassy_contact"})
            return []
        say(dispatcher, shown(turn, body), sources, topic="embassy_contact", country=turn.question.country, helpful=True)
        return []
