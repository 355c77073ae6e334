"""The other countries of a question: "Kenya or Tanzania?" is two questions, "Sydney via Dubai" one about a transit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.content.fact_types import Country
from bot.conversation.followups import live_context
from bot.conversation.messages import QuickReply, Reply
from bot.conversation.phrases import phrase
from bot.conversation.turn_in_hand import TurnInHand
from bot.services import Services

MOST_TOGETHER = 2
"""Other countries answered in the same reply; more would not be read in a chat, so they become buttons."""
MOST_NAMED = 5
_OUR_LINE = "(FCDO)"
"""What the sentence with our telephone line holds, and no other line of a list of numbers does."""
_IN_TRANSIT = "I only change planes there, in transit, on a layover. Do I need a visa?"
"""Asked with the citizen's own words about a country where they only change planes; never shown."""


def with_others(
    reply: Reply, turn: TurnInHand, services: Services, about: Callable[[Country], Reply] | None = None
) -> Reply:
    """The reply about the first country, then what is to be said of the next ones, each under its own name.

    `about` makes the reply on one of them; without it, what its page says to the question.
    """
    named = [code for code in _others(turn, services) if services.facts.has(code) and code != "GB"][:MOST_NAMED]
    others = [services.facts.country(code) for code in named]
    if not others:
        return reply
    transit = services.places.locate(turn.message.body).where.transit
    for country in others[:MOST_TOGETHER]:
        if about is None:
            reply = _and(reply, _about(country, country.iso2 in transit, turn, services))
        else:
            made = about(country)
            reply = _and(reply, replace(made, body=f"For {country.spoken}:\n\n{made.body}"))
    left = others[MOST_TOGETHER:]
    if not left:
        return reply
    names = " and ".join(country.spoken for country in left)
    return replace(
        reply,
        body=f"{reply.body}\n\n{phrase('other_country', countries=names)}",
        quick_replies=tuple(QuickReply(country.name, {"country": country.iso2}) for country in left),
    )


def _others(turn: TurnInHand, services: Services) -> tuple[str, ...]:
    """The other countries that the message names; where it names none, those of the question that it follows."""
    if turn.candidates or not turn.question.follows:
        return turn.candidates
    before = live_context(turn.context, turn.now)
    if before.get("country") != turn.question.country or services.places.locate(turn.message.body).countries:
        return ()
    return tuple(str(code) for code in before.get("others") or ())


def _about(country: Country, in_transit: bool, turn: TurnInHand, services: Services) -> Reply:
    """The one passage that fits best, under the country's warning."""
    question = turn.question
    text = f"{_IN_TRANSIT} {question.text}" if in_transit else question.text
    answer = services.library.ask(text, country.iso2)
    answer = replace(answer, passages=answer.passages[:1], headings=answer.headings[:1])
    return services.library.reply_for(answer, f"For {country.spoken}", question.topic)


def _and(first: Reply, second: Reply) -> Reply:
    """Both, one after the other. What the first says already, as our telephone line, is not said again."""
    said = set(first.body.split("\n\n"))
    new = [block for block in second.body.split("\n\n") if not (block in said and _OUR_LINE in block)]
    return replace(first, body="\n\n".join([first.body, *new]), sources=first.sources + second.sources)
