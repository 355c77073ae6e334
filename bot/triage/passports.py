"""Which passports a text says somebody has: "I hold British and Iranian passports", "my Spanish wife". PURE.

Only words that say so count: a French restaurant, a Thai prison and a Greek landlord say nothing about passports.
"""

# ruff: noqa: E501 - a pattern that is cut in two is harder to read
from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from bot.triage.nationalities import ANOTHER, BRITISH, NOT_BRITISH, one_nationality, shown
from bot.triage.relations import RELATION

_HOLDER = r"(?:nationals?|citizens?|passports?|subjects?|nationality|nationalities|citizenships?|people|person)"
_NOT_A_PERSON = (
    r"(?! (?:speaking|speaker|language|restaurant|food|police|prison|jail|hospital|embassy|consulate|visa|polynesia|guiana|waters|soil|doctor"
    r"|lawyer|landlord|airlines?|airways|bank|army|airport|territory|side|part|hotel|takeaway|time|border|government|authorities|teacher"
    r"|virgin|samoa|law|laws|phone|sim|driving|licence|address|number|post) )"
)
_A = r"(?:(?:a|an|also|both|actually|only|originally|in fact|now|all|just|half|dual|technically|proud|young|the|registered|naturalised) )"


class _Patterns(NamedTuple):
    writer: tuple[re.Pattern[str], ...]
    other: tuple[re.Pattern[str], ...]
    words: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    one = one_nationality()
    joined = r"(?: and| /| \+| but also| ,)?(?: an?| also)*"
    some = rf"((?:not (?:a |an |actually |even )?)?{one}(?:{joined} {one}){{0,2}}){_NOT_A_PERSON}"
    passports = rf"{some} (?:{_HOLDER}\b)"
    more = rf"(?: passport)?(?: and (?:a |an |my )?({one})(?: one| passport| citizenship))?"
    has = r"(?:have|has|hold|holds|holding|having|with|on|use|using|used|got|carry|carries|carrying|travel on|and)"
    mine = r"(?:(?:an?|my|both|two|only|valid|the|also|our|his|her|their|dual) )*"
    about = rf"(?:my|our) {RELATION} (?:, )?(?:and )?(?:who )?"
    return _Patterns(
        (
            re.compile(rf" (?:i|we) (?:am|are|was|were) {_A}*{some} (?:{_HOLDER} )?"),
            re.compile(rf" i am (?:\S+ ){{0,2}}?(?:and )?(?:a )?{passports}"),
            re.compile(rf"(?<! same)(?<! child)(?<! him)(?<! her) as {_A}*{some} "),
            re.compile(rf"(?<! he)(?<! she)(?<! they) (?:i|we)? ?(?:\S+ ){{0,2}}?{has} {mine}{passports}{more}"),
            re.compile(rf" my {_A}*{some} (?:passport|passports|nationality|citizenship) "),
            re.compile(rf"^ (?:hi |hello |help |urgent |, |! |dual )*{passports} "),
        ),
        (
            re.compile(rf" (?:my|our) (?:\S+ ){{0,2}}?{some} (?:\S+ ){{0,1}}?{RELATION} "),
            re.compile(rf" {about}(?:is|are|was) {_A}*{some} "),
            re.compile(rf" {about}(?:is|are|was|, )?(?:\S+ )?{has} {mine}{passports}{more}"),
            re.compile(rf" (?:he|she) (?:is|was) {_A}*{some} "),
            re.compile(rf" (?:he|she|they) {has} {mine}{passports}{more}"),
            re.compile(
                r"(?<! am)(?<! are)(?<! as)(?<! not) an? (?:\S+ )?((?:british|english|scottish|welsh|uk)) (?:\S+ )?"
                r"(?:man|woman|girl|boy|lad|guy|lady|tourist|backpacker|student|couple|family) "
            ),
        ),
        re.compile(rf"not (?:a |an |actually |even )?(?:british|uk|english)\b|\b{one}(?= |$)"),
    )


_DUAL = re.compile(r" dual (?:\S+ ){0,3}?(?:nationals?|nationality|citizens?|citizenship|passports?) ")
_DUAL_OTHER = re.compile(
    rf" (?:(?:my|our) {RELATION}|he|she) (?:\S+ ){{0,3}}?dual (?:\S+ ){{0,3}}?(?:nationals?|nationality|citizens?|citizenship) "
)


def passports_in(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(the writer's, the other person's) in a normalised text: names as shown, each once, in the order said."""
    patterns = _patterns()
    other = _names(patterns.other, words, patterns.words)
    others_at = [match.span() for pattern in patterns.other for match in pattern.finditer(words)]
    # "My wife has a Spanish passport" is not the writer's: the words may be read only once.
    left = words
    for start, end in others_at:
        left = f"{left[: start + 1]}{'~' * (end - start - 2)}{left[end - 1 :]}"
    writer = _names(patterns.writer, left, patterns.words)
    if _DUAL.search(words):
        if _DUAL_OTHER.search(words):
            other = _dual(other)
        else:
            writer = _dual(writer)
    return writer, other


def _names(patterns: Iterable[re.Pattern[str]], words: str, single: re.Pattern[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for pattern in patterns:
        for match in pattern.finditer(words):
            for said in single.findall(" ".join(filter(None, match.groups()))):
                found[NOT_BRITISH if said.startswith("not ") else shown(said)] = None
    return tuple(found)


def _dual(said: tuple[str, ...]) -> tuple[str, ...]:
    """Two passports: who names one of them only has a British one too, or another."""
    names = [name for name in said if name != NOT_BRITISH]
    if len(names) >= 2:
        return said
    if names and names[0] != BRITISH:
        return (BRITISH, names[0])
    return (BRITISH, ANOTHER)
