"""Danger in ordinary words: several signs of one trouble, about a person, in one message.

People in trouble seldom use the word for it: "he's on a ward, the doctors want to operate" names no emergency. Each
kind of danger has signs with weights; where they add up to `ENOUGH` in a message that is about somebody
(I, we, my mother), its cue fires.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.casework.case import Severity
from bot.triage.guards import Guard, is_harmless
from bot.triage.rules import expand, lines_of
from bot.triage.verdicts import Cue

ENOUGH = 4
"""Weights that must add up: one strong sign (4), or two heavy ones (2), or a heavy one with two light ones (1)."""
STRONG, HEAVY, LIGHT = 4, 2, 1
_WITHIN = 700
"""Characters: signs further apart than that are about different things."""
_GUARDS = frozenset({Guard.IF, Guard.PAST, Guard.FICTION, Guard.STUDY})
_GUARDS_OF_KIND = {"arrest": _GUARDS | {Guard.GENERIC}}
"""People ask what may lead to arrest; nobody asks whether they could be on a ventilator."""
_SOMEBODY = "(i|we|me|us|he|she|they|him|her|them|my|our|<KIN>)"


@dataclass(frozen=True)
class Signs:
    """The signs of one kind of danger."""

    cue: Cue
    strong: str
    heavy: str
    light: str

    def fire(self, text: str, offset: int) -> bool:
        """Whether the signs in normalised text, at least one of them beyond `offset`, are enough."""
        found: list[tuple[int, int, str]] = []
        guards = _GUARDS_OF_KIND.get(self.cue.kind, _GUARDS)
        for weight, pattern in ((STRONG, self.strong), (HEAVY, self.heavy), (LIGHT, self.light)):
            for count, match in enumerate(expand(pattern).finditer(text)):
                if count >= 12:
                    break
                if weight is LIGHT or not is_harmless(text, match.start(), match.end(), guards):
                    found.append((match.start(), weight, match.group().strip()))
        if not found or max(weight for _, weight, _ in found) < HEAVY:
            return False
        found.sort()
        for place, (start, _, _) in enumerate(found):
            window = [sign for sign in found[place:] if sign[0] - start <= _WITHIN]
            total = sum({words: weight for _, weight, words in window}.values())
            if (
                total >= ENOUGH
                and window[-1][0] + len(window[-1][2]) > offset
                and any(weight >= HEAVY for _, weight, _ in window)
            ):
                if any(weight == STRONG for _, weight, _ in window):
                    return True
                return expand(_SOMEBODY).search(text, max(0, start - 200), start + _WITHIN) is not None
        return False


def signs(kind: str, topic: str, severity: Severity, reason: str, strong: str, heavy: str, light: str) -> Signs:
    """As the table writes it: lines as in bot.triage.rules, of which each may hold several signs with `|` between."""
    strong_, heavy_, light_ = ("|".join(lines_of(listed)) for listed in (strong, heavy, light))
    return Signs(Cue(kind, topic, severity, reason), strong_, heavy_, light_)
