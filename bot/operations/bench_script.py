"""The conversations that `./consular bench` plays: the same for this assistant and for a stock Rasa one.

Each is what one citizen writes, in order. A routine mix with follow-ups, a change of country, thanks and a question
that nobody can answer. No danger: a stock assistant opens no case, so danger would compare unlike things.
"""

from __future__ import annotations

from itertools import cycle, islice

__all__ = ["conversations", "long_conversation"]

_COUNTRIES = (
    "Thailand",
    "Spain",
    "France",
    "Vietnam",
    "Japan",
    "Kenya",
    "Mexico",
    "Turkey",
    "India",
    "Brazil",
    "Italy",
    "Egypt",
    "Laos",
    "Cuba",
    "Norway",
    "Peru",
)

_OPENERS = (
    ("hello", "do I need a visa for {here}?", "and for my children?", "what about {there}?", "thank you"),
    ("is it safe to travel to {here} at the moment?", "where is the embassy in {here}?", "what are the opening hours?"),
    ("I lost my passport in {here}", "how much does an emergency travel document cost?", "how long does it take?"),
    ("what vaccinations do I need for {here}?", "can I take my tablets with me?", "what about {there}?"),
    ("how do I register a birth in {here}?", "which papers do I need?", "thanks that is helpful"),
    ("can I drink alcohol in {here}?", "is it ok to take photos there?", "do I need travel insurance?"),
    ("I want to get married in {here}", "what papers do we need?", "how long does that take?", "ok thanks"),
    ("my passport runs out next month, how do I renew it in {here}?", "how much is it?", "can my wife apply too?"),
    ("can you book me a hotel in {here}?", "do I need a visa for {there} then?", "how long can I stay?"),
    ("where can I find a lawyer in {here}?", "and a translator?", "what is the emergency number there?"),
)


def conversations(count: int) -> list[tuple[str, ...]]:
    """`count` conversations of three to five messages, the same ones for the same count."""
    made: list[tuple[str, ...]] = []
    for index, opener in enumerate(islice(cycle(_OPENERS), count)):
        here = _COUNTRIES[index % len(_COUNTRIES)]
        there = _COUNTRIES[(index * 7 + 3) % len(_COUNTRIES)]
        made.append(tuple(text.format(here=here, there=there) for text in opener))
    return made


def long_conversation(turns: int) -> tuple[str, ...]:
    """One conversation of exactly `turns` messages."""
    return tuple(
        islice((text for script in cycle([conversations(len(_OPENERS))]) for one in script for text in one), turns)
    )
