"""Signs of a routine question about a dangerous matter, which add up against signs of trouble.

"Does the embassy keep a record of arrests in the 1970s, or is that the police?" has no word that by itself takes the
danger out of "arrests": it is a question, about long ago, about records, with two answers offered. Somebody in trouble
writes of now, of me and us, of what is not there, and asks what to do. A cue stands unless the routine signs outweigh
the others by so much. The weights are the rounded ones of a logistic regression on hand-written labelled messages.
"""

from __future__ import annotations

from functools import lru_cache

from bot.casework.case import Severity
from bot.triage.rules import expand, lines_of
from bot.triage.verdicts import Cue

OUTWEIGHED = 2
"""Routine signs less signs of trouble from which a message about a P2 or P3 matter is taken for routine."""
OUTWEIGHED_GRAVELY = 3
"""The same for a P1 matter, and for a death, beside which papers are always asked for."""
_CRY = 50
"""Characters of a cry: "stranded in Tunis, any news?" is no routine question for its one mark."""
_NEVER_ROUTINE = frozenset(
    {"suicide", "sexual_assault", "domestic_abuse", "child_alone", "ill_treatment", "custody_unreachable"}
)
"""Told in the past, beside papers and in questions, and in earnest all the same."""

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAYS = "mon|tues|wednes|thurs|fri|satur|sun"
_ROUTINE: tuple[tuple[int, str], ...] = (
    # a question
    (2, "[?]"),
    # long ago
    (2, r"""
        (years?|decades?) (ago|back|later)|ages ago|long ago|once(?= [.,!])|used to|at the time
        last (year|spring|summer|autumn|winter|christmas|easter)
        (in|since|from|of|during) (19\d\d|20[01]\d|202[0-5])|19\d\d|20[01]\d|in the (19|20)?\d0s
    """),
    # two answers offered
    (2, "or (is|does|do|are|would|should|only|just|a|the|must)"),
    # wants to know
    (2, """
        (like|want|wanted|wish|need) to (know|ask|see)|curious|interested in|wonder\\S*|is (it|this|that) true
        tell me (whether|if|which|what)|could you tell|do you (have|keep|publish|hold)
    """),
    # law and custom
    (2, "law|laws|legal|illegal|legally|rules?|rights|crime|treaty|right to"),
    # official information
    (2, """
        list|page|link|leaflet|website|information|info|guidance|statistics|figures|number of|in general|generally
        procedures?|process|official|limit|deadline|policy
    """),
    # all is well
    (2, """
        fine|ok now|okay now|all (good|well|done|sorted|healed)|home now|back home|healed|recovered|settled|happy
        luckily|thankfully|no (rush|hurry|trouble|drama)|not urgent|lol|haha|honeymoon|wedding
    """),
    # papers, money
    (1, """
        forms?|visas?|certificates?|certified|apply|application|records?|files?|renew\\S*|residence|register\\S*
        registration|nationality|citizenship|apostille|cop(y|ies)|archives?
    """),
    (1, """
        claim\\S*|refund\\S*|insur\\S*|covers?|covered|compensation|pension|bill|tax|benefits?|fees?|costs?|estate
        probate|executor
    """),
    # supposes, plans, dwells
    (1, "if|whether|in case|before|were to|would"),
    (1, "next (year|month|spring|summer|autumn|winter)|planning|plan to|thinking of|booked"),
    (1, "(live|living|retired|moved) in"),
    (1, rf"(in|last|since) ({_MONTHS}|the (spring|summer|autumn|winter))"),
)
_TROUBLE: tuple[tuple[int, str], ...] = (
    (2, """
        what (do|should|can|am|are|shall) (i|we)|what now|who (do|can|should) (i|we) (call|ring|phone|contact)
        how (do|can) (i|we) (get|find|reach|help)
    """),
    # now
    (1, rf"""
        now|today|tonight|yesterday|this (morning|evening|afternoon)|last night|at the moment|tomorrow|again
        (hours?|minutes?|mins|days?|nights?) (ago|now)|({_DAYS})day
    """),
    # calls
    (1, """
        help|please|plz|urgent\\S*|nobody|no one|can not|desperate|scared|frightened|terrified|crying|alone|sos
        (call|ring) me
    """),
    # how it stands
    (1, """
        (i am|we are|he is|she is|they are|are|is|am) <2>(in|at|on|being|stuck|not|held|here|still|outside|inside)
        (has|have) been|has not|have not|will not|keeps?|says?|said|refus\\S*
    """),
    (1, "(my|our) <1>(husband|wife|son|daughter|brother|sister|mum|mother|dad|father|friend|mate|cousin|partner)s?"),
    (1, "me|us"),
    (1, "not|no|never|nothing|without"),
)


def _weights(signs: tuple[tuple[int, str], ...], text: str) -> list[int]:
    return [weight for weight, table in signs if expand("|".join(lines_of(table))).search(text)]


@lru_cache(maxsize=64)
def routine_balance(text: str) -> int:
    """Weights of the routine signs in normalised text less those of trouble; 0 for one sign in a cry."""
    routine = _weights(_ROUTINE, text)
    return sum(routine) - sum(_weights(_TROUBLE, text)) if len(routine) > 1 or len(text) > _CRY else 0


def is_routine(cue: Cue, text: str) -> bool:
    """Whether the words around a cue in normalised text make it a routine question."""
    if cue.kind in _NEVER_ROUTINE:
        return False
    grave = cue.severity is Severity.P1 or cue.kind == "death"
    return routine_balance(text) >= (OUTWEIGHED_GRAVELY if grave else OUTWEIGHED)
