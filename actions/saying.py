"""How an action speaks: words, buttons, sources and what to remember, as one utterance of Rasa's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from bot.conversation.checklists import KEY as CHECKLIST
from bot.conversation.claims import RememberContext
from bot.conversation.followups import live_context, new_context
from bot.conversation.messages import Reply, Source
from bot.conversation.tailoring import line_before
from bot.conversation.turn_in_hand import TurnInHand, turn_in_hand
from bot.errors import ConversationError
from bot.services import Services, current
from bot.triage.circumstances import circumstances


def this_turn() -> tuple[TurnInHand, Services]:
    """The turn that the action belongs to, and the process's services. Raises ConversationError outside a turn."""
    turn = turn_in_hand()
    if turn is None:
        raise ConversationError("an action needs a turn that was claimed")
    return turn, current()


def say(
    dispatcher: CollectingDispatcher,
    body: str,
    sources: Sequence[Source] = (),
    buttons: Sequence[tuple[str, Mapping[str, Any]]] = (),
    **about: Any,
) -> None:
    """Utter words that hold facts. `buttons` are (title, our payload)."""
    dispatcher.utter_message(
        text=body,
        buttons=[{"title": title, "payload": dict(payload)} for title, payload in buttons],
        json_message={"sources": [_plain(source) for source in sources], "about": about},
    )


def say_response(
    dispatcher: CollectingDispatcher,
    response: str,
    buttons: Sequence[tuple[str, Mapping[str, Any]]] = (),
    sources: Sequence[Source] = (),
    about: Mapping[str, Any] | None = None,
    **values: Any,
) -> None:
    """Utter a connecting phrase of domain.yml, with `values` filled in."""
    dispatcher.utter_message(
        response=response,
        buttons=[{"title": title, "payload": dict(payload)} for title, payload in buttons],
        json_message={"sources": [_plain(source) for source in sources], "about": dict(about or {})},
        **values,
    )


def say_reply(dispatcher: CollectingDispatcher, reply: Reply, lead: str = "") -> None:
    """Utter a reply that the core made."""
    say(
        dispatcher,
        f"{lead}{reply.body}",
        reply.sources,
        [(b.title, b.payload) for b in reply.quick_replies],
        **reply.about,
    )


def remember(turn: TurnInHand, waits_for: str = "", said: Sequence[str] = (), warned: bool = False) -> None:
    """Have the question, its topic and country remembered when the turn is committed.

    `said` names what was shown, `warned` that the country's warning was, so that neither is said twice.
    """
    context = new_context(turn.question, turn.now, waits_for)
    before = live_context(turn.context, turn.now)
    if before.get(CHECKLIST):
        context[CHECKLIST] = before[CHECKLIST]
    if said:
        context["said"] = list(said)
    country = turn.question.country
    spoke_of = None if country else _named(turn) or before.get("country") or before.get("spoke_of")
    if spoke_of:
        context["spoke_of"] = spoke_of
    others = turn.candidates or (before.get("others") if before.get("country") == country else ())
    if country and others and not waits_for:
        # "Kenya or Tanzania?": what follows is asked of both.
        context["others"] = list(others)
    if warned or (before.get("warned") and before.get("warned") == turn.question.country):
        context["warned"] = turn.question.country
    turn.wish(RememberContext(context))


def _named(turn: TurnInHand) -> str | None:
    """The one country that the message names, where its topic is about none: "in Peru, how do I become British?"."""
    located = current().places.locate(turn.message.body)
    return located.countries[0] if len(located.countries) == 1 and not located.asks else None


def shown_before(turn: TurnInHand) -> str:
    """What was understood, before the reply: "For Laos:" on a line of its own; "" where no country was."""
    return f"{turn.question.shown_as}:\n\n" if turn.question.shown_as else ""


def line_for(turn: TurnInHand, services: Services) -> str:
    """What an answer must say first to the person who asks (bot.conversation.tailoring); "" where nothing."""
    text, country = turn.question.text, turn.question.country
    name = services.facts.country(country).spoken if country and services.facts.has(country) else ""
    return line_before(turn.question.topic, circumstances(text, services.places.locate(text)), name)


def _plain(source: Source) -> dict[str, Any]:
    return {
        "title": source.title,
        "url": source.url,
        "reviewed_at": source.reviewed_at.isoformat() if source.reviewed_at else None,
    }
