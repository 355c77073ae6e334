"""Every unanswered message is read before any is answered: each alone, and with what the citizen said just before.

Trouble comes in pieces ("hi" / "in dubai" / "they took my passport"), so a message is read a second time joined to the
previous five. Joining can only raise. One run of Rasa's graph reads both texts, and the dialogue goes on from the same parse.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.casework.case import Case, CaseOpening, Severity
from bot.conversation.messages import Message
from bot.places.ports import Located
from bot.services import Services
from bot.triage.verdicts import Judgement, Route, Verdict


class Parser(Protocol):
    """Texts → Rasa's parse data, see `bot.assistant.engine`."""

    def parse(self, texts: Sequence[str]) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Reading:
    """What was found in one message."""

    message: Message
    parse: Mapping[str, Any]
    located: Located
    verdict: Verdict
    """Of the message alone, or joined to what came before where that raises it."""
    joined: bool = False
    """The message alone is no trouble; only what came before makes it so."""
    opening: CaseOpening | None = None

    @property
    def escalates(self) -> bool:
        return self.verdict.route is Route.ESCALATE


def judgement(parse: Mapping[str, Any]) -> Judgement:
    """The model's judgement, out of the data that the graph's components wrote into the message."""
    triage = parse.get("triage") or {}
    ranking = parse.get("intent_ranking") or []
    return Judgement(
        topics=tuple((str(row["name"]), float(row["confidence"])) for row in ranking if row.get("name")),
        escalate=float(triage.get("escalate", 0.0)), out_of_scope=float(triage.get("out_of_scope", 0.0)),
        severities=tuple((Severity(name), float(p)) for name, p in dict(triage.get("severities") or {}).items()))
