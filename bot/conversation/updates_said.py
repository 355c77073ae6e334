"""What a citizen reads about their updates: started, stopped, listed. The words are in data/phrases.yml. PURE."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.messages import Author, Reply
from bot.conversation.phrases import phrase
from bot.conversation.updates import ChannelRule


def joined(names: Sequence[str]) -> str:
    """As in a sentence: "Egypt, Jordan and Oman"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def lasts(rule: ChannelRule) -> str:
    """How and for how long updates come on a channel."""
    return phrase(rule.lasts, platform=rule.platform, days=str(rule.kept_for.days))


def stopped(names: Sequence[str], left: Sequence[str], reference: str = "") -> str:
    """`names` are followed no more, `left` still are; `reference` is the open case's."""
    lines = [phrase("updates_stopped", countries=joined(names))]
    if left:
        lines.append(phrase("updates_still", countries=joined(left)))
    else:
        lines.append(phrase("updates_start_again", country=names[0]))
    if reference:
        lines.append(phrase("updates_case_stays", reference=reference))
    return "\n\n".join(lines)


def stopped_notice(names: Sequence[str], left: Sequence[str], reference: str = "") -> Reply:
    """The same as a notice, for who talks to a caseworker."""
    return Reply(stopped(names, left, reference), author=Author.NOTICE, about={"notice": "updates_stopped"})
