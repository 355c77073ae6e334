"""The language of the danger patterns, and what one rule says.

Patterns read normalised text: every word and mark stands between single spaces, so a space in a pattern is a word boundary.
`<KIN>` and the like stand for the word lists below. Every gap is bounded in words, so no pattern can run away.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.casework.case import Severity
from bot.triage.guards import EVERY, Guard
from bot.triage.verdicts import Cue

_KIN = (
    r"(?:step|half |great |grand|god)?(?:husbands?|wife|wifes|sons?|daughters?|brothers?|sisters?|mums?|moms?|mothers?|dads?|fathers?|parents?|child|"
    r"children|kids?|baby|babys|babies|partners?|boyfriends?|girlfriends?|friends?|mates?|cousins?|uncles?|aunts?|auntie|nephews?|nieces?|grans?|"
    r"grandma|grandmas|grandpa|grandad|granddad|granddaughter|mam|mummy|daddy|nan|nans|nana|colleagues?|coworkers?|family|familys|fiancee?|fiance|"
    r"flatmates?|roommates?|housemates?|ex|ex (?:husband|wife|partner|boyfriend|girlfriend)|relatives?|relation|loved one|in laws?|"
    r"(?:mother|father|brother|sister|son|daughter) in law|little (?:boy|girl)|boy|girl|twins?|neighbours?|boss|tour group|group|student|pupil|employee|"
    r"guest|passenger|client|lad|mother and father|missus|bro|sis|year old|british (?:citizen|national|man|woman|tourist|boy|girl|lad|couple|family)|"
    r"uk citizen|elderly (?:man|woman|couple)|young (?:man|woman|girl|boy))"
)
_WORD = r"(?:(?!not |never |nobody |none |if |unless |without |how |whether |nor )[^ .?!]+ )"
_MACROS = {
    "KIN": _KIN,
    "MY": r"(?:(?:my|our|his|her|their|a|an|the|this|another|one of my|one of our|your|some|two|three|both|of) (?:\S+ ){0,2}?)?",
    "P": rf"(?:i|we|he|she|they|someone|somebody|everyone|everybody|{_KIN})",
    "HE": rf"(?:he|she|they|{_KIN})",
    "ME": r"(?:me|us|him|her|them)",
    "PO": rf"(?:me|us|him|her|them|someone|somebody|everyone|(?:(?:my|our|his|her|their|a|the|another) )(?:\S+ ){{0,2}}?{_KIN}|{_KIN})",
    "BE": r"(?:am|is|are|was|were|been|be|being|keep|kept|got|left)",
    "NOW": r"(?:am|is|are|s|re|been|being|be|currently|still|now|were|was|feel|feeling|here)",
    "AUX": (r"(?:(?:am|is|are|was|were|has|have|had|been|being|got|just|now|currently|also|still|both|all|apparently|recently|wrongly|wrongfully|"
            r"falsely|unlawfully|illegally|literally|actually|today|violently|badly|nearly|almost|brutally|physically|already|allegedly) ){1,5}"),
    "NOT": r"(?:not|never|no longer|refuse to|refuses to|refused to|refusing to)",
    "G1": rf"{_WORD}{{0,1}}?", "G2": rf"{_WORD}{{0,2}}?", "G3": rf"{_WORD}{{0,3}}?", "G4": rf"{_WORD}{{0,4}}?", "G6": rf"{_WORD}{{0,6}}?", "G8": rf"{_WORD}{{0,8}}?",
    "ANY6": r"(?:[^ .?!]+ ){0,6}?", "ANY12": r"(?:\S+ ){0,12}?",
    "COPS": (r"(?:(?:the |a |local |spanish |thai |turkish |border |airport |secret |riot |military |traffic |religious )*(?:police|cops|policeman|policemen|"
             r"officers?|soldiers|army|immigration|customs|authorities|security|security (?:services|forces|agents|service)|border (?:guards?|control|force)|"
             r"guards|government|intelligence|men in uniform|uniformed men|plain ?clothes men))"),
    "CHILD": r"(?:child|children|son|sons|daughter|daughters|kids?|baby|babies|boys?|girls?|toddler|twins|little (?:one|boy|girl)|\d{1,2} year olds?|grandson|granddaughter|grandchild|grandchildren)",
}


def expand(pattern: str) -> re.Pattern[str]:
    """The pattern with its word lists, to be searched in normalised text."""
    for name, words in _MACROS.items():
        pattern = pattern.replace(f"<{name}>", words)
    return re.compile(rf"(?<= )(?:{pattern})(?= )")


@dataclass(frozen=True)
class Rule:
    """One danger: the cue that it raises, its patterns, and what may take the danger out of them."""

    cue: Cue
    patterns: tuple[re.Pattern[str], ...]
    stems: tuple[str, ...]
    """Any of these letters must be in the text, else the patterns are not tried (speed only); none means always."""
    guards: frozenset[Guard]


def rule(kind: str, topic: str, severity: Severity, reason: str, stems: str, patterns: Sequence[str],
         without: Sequence[Guard] = ()) -> Rule:
    """A rule as the tables write it; `stems` are words apart by spaces, `without` names guards that do not apply."""
    cue = Cue(kind=kind, topic=topic, severity=severity, reason=reason)
    return Rule(cue, tuple(expand(pattern) for pattern in patterns), tuple(stems.split()), EVERY - frozenset(without))
