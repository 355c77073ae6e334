"""The case and the notice after two failed runs of a message: a person reads it, and the citizen has the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework.case import CaseOpening, Origin, Severity, Wait
from bot.content.facts import FcdoLine
from bot.conversation.messages import Author, Reply


def failed_opening(topic: str, countries: Sequence[str], line: FcdoLine) -> CaseOpening:
    """What to open for a message that the assistant could not answer."""

    def first_replies(reference: str, wait: Wait, again: bool) -> tuple[Reply, ...]:
        return (
            Reply(
                "Sorry, something went wrong and I could not answer your message. A person will read it.\n\n"
                f"Your reference is {reference}.\n\n"
                f"If you cannot wait, call us at any time: {line.abroad} from abroad, or {line.uk} in the UK.",
                author=Author.NOTICE,
                about={"topic": topic},
            ),
        )

    return CaseOpening(
        Origin.FAILED,
        Severity.P3,
        topic,
        ("The assistant failed twice on this message.",),
        tuple(countries),
        "unanswered",
        first_replies,
    )
