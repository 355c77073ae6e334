"""Danger cues: what in a citizen's words shows danger, whatever the model says.

Pure; under a millisecond a short message.

Cues can only raise. The phrases stand in the tables `rules_*`, signs that must add up in `rules_signs`, their
language in `rules`, what takes the danger out of words in `guards`, and the reviewed lines that hold them in
tests/unit/triage/cues.yml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.triage.guards import is_harmless
from bot.triage.normalise import normalise
from bot.triage.rules import Rule, expand
from bot.triage.rules_body import BODY
from bot.triage.rules_call import ASKS_FOR_PERSON, BARE_WORDS, CALL, CALLS_FOR_HELP
from bot.triage.rules_disaster import DISASTER
from bot.triage.rules_family import FAMILY
from bot.triage.rules_harm import HARM
from bot.triage.rules_index import Index
from bot.triage.rules_liberty import LIBERTY
from bot.triage.rules_mind import MIND
from bot.triage.rules_need import NEED
from bot.triage.rules_plain import PLAIN
from bot.triage.rules_routine import is_routine
from bot.triage.rules_signs import cues_by_signs
from bot.triage.verdicts import Cue

RULES: tuple[Rule, ...] = (*LIBERTY, *FAMILY, *MIND, *HARM, *DISASTER, *BODY, *NEED, *PLAIN, *CALL)
"""In the order in which dangers of one severity lead a case."""

LONGEST_READ = 8_000
"""Characters of one message that are read: the longest message that is taken in."""
EARLIER_READ = 5
"""Earlier messages of the citizen that are read together with a new one (design, section 2)."""
EARLIER_CHARACTERS = 600
"""Characters of each earlier message that are read with the new one: pieces of trouble are short."""

_MOST_MATCHES = 20
_AIRLINE = re.compile(
    r" (?:airline|airlines|refund\S*|compensation|ryanair|easyjet|jet2|tui|wizz|baggage|luggage|layover|connection|"
    r"connecting|rebook\S*|delay\S*|missed my flight|voucher\S*) "
)
_NOT_THE_AIRLINE = re.compile(
    r" (?:border|borders|lockdown|repatriat\S*|covid|coronavirus|pandemic|quarantine|war|military|"
    r"coup|embassy|no money|no food|children|child|baby|weeks?|visa (?:runs|expires)|medication) "
)
"""Airline trouble is signposted, not escalated (label guide), unless something else holds the person there."""
_SETTLED = re.compile(
    r" (?:serving (?:\S+ ){0,3}?(?:years?|months?|life|sentence)|years? into|(?:do|can|how to|to) (?:\S+ )?visit (?:him"
    r"|her|them|my)|prison account|visiting (?:hours|rights)"
    r"|(?:finish|rest of|serve|end of) (?:his|her|the|their|my) sentence"
    r"|\d+ (?:year|month) sentence|sentenced to (?:\S+ ){0,2}?(?:years?|months?|life)) "
)
_JUST_ARRESTED = re.compile(r" (?:arrested|detained|custody|police|taken|held|court|charged|bail|remand) ")
"""A settled sentence is prisoner_support, and answered (label guide)."""
_OVER = r"(?:court|case|judge|debts?|loans?|fine|lawsuit|travel ban|exit ban|unpaid|prosecutor|police)"
_BARRED = re.compile(
    rf" (?:leave|leaving|exit|board|fly|out of) (?:\S+ ){{0,12}}?{_OVER} "
    rf"| {_OVER} (?:\S+ ){{0,12}}?(?:leave|board|fly) "
)
_HELD = re.compile(
    r" (?:lock\S*|employer|boss|agents?|agency|madam|room|compound|ransom|husband|wife|uncle|father|family|men|gang|"
    r"guards?|recruiter|recruiters|flat|house|hotel|hospital|clinic) "
)
"""To be kept in a country over a debt or a case is to be barred from leaving (an arrest, P2), not held by somebody."""
_BARE_CALL = re.compile(
    r"(?: (?:please|oh|god|omg|agent|human|operator|person|representative|help|me|us|my|emergency|urgent|urgently|sos|"
    r"now|someone|somebody|anyone|anybody|is|there|out|any|i|we|am|are|scared|begging|quick|quickly|just|[.!?,]))+ "
)
_BARE_WORD = re.compile(
    rf" (?:(?:please|help|me|i|am|we|are|my|he|she|have|has|been|was|got|being|god|omg|sos|just|[.!,]) )*"
    rf"({'|'.join(BARE_WORDS)}) (?:(?:please|help|me|us|now|here|sos|urgent|[.!,]) )*"
)
_CRY = re.compile(r" (?:help|sos|emergency) ")
"""With nothing beside it but words of calling: \"can you help me find\" is a question, \"help\" is none."""
_BARE_PERSON = re.compile(r" (?:agent|human|operator|representative|adviser|advisor|real person|person) ")


@lru_cache(maxsize=1)
def _index() -> Index:
    """Made at the first message, so that starting a process costs nothing."""
    return Index(
        ((number, line), pattern)
        for number, rule in enumerate(RULES)
        for line, pattern in enumerate(rule.patterns)
    )


def _found(text: str, offset: int = 0) -> list[Cue]:
    """Cues in normalised text whose words reach beyond `offset`, worst first, each kind once."""
    found: dict[str, Cue] = {}
    for number, line in _index().possible(text):
        rule = RULES[number]
        known = found.get(rule.cue.kind)
        if known is not None and not rule.cue.severity.is_worse_than(known.severity):
            continue
        if _fires(rule, rule.patterns[line], text, offset):
            found[rule.cue.kind] = rule.cue
    for cue in cues_by_signs(text, offset):
        known = found.get(cue.kind)
        if known is None or cue.severity.is_worse_than(known.severity):
            found[cue.kind] = cue
    if "arrest" in found and _SETTLED.search(text) and not _JUST_ARRESTED.search(text):
        del found["arrest"]
    if "kidnap" in found and _BARRED.search(text) and not _HELD.search(text):
        found["arrest"] = BARE_WORDS["detained"]
        del found["kidnap"]
    if "stranded" in found and _AIRLINE.search(text) and not _NOT_THE_AIRLINE.search(text):
        del found["stranded"]
    found = {kind: cue for kind, cue in found.items() if not is_routine(cue, text)}
    return sorted(found.values(), key=lambda cue: cue.severity.value)


def _fires(rule: Rule, pattern: str, text: str, offset: int) -> bool:
    for count, match in enumerate(expand(pattern).finditer(text)):
        if count >= _MOST_MATCHES:
            break
        if match.end() > offset and not is_harmless(text, match.start(), match.end(), rule.guards):
            return True
    return False


def cues_in_text(text: str) -> list[Cue]:
    """Cues of one message read alone, worst first."""
    normal = normalise(text[:LONGEST_READ])
    found = _found(normal)
    if not found and len(normal) < 60 and _BARE_PERSON.search(normal) and _BARE_CALL.fullmatch(normal):
        found = [ASKS_FOR_PERSON]
    if not found and len(normal) < 60 and (bare := _BARE_WORD.fullmatch(normal)):
        found = [BARE_WORDS[bare.group(1)]]
    if not found and len(normal) < 60 and _CRY.search(normal) and _BARE_CALL.fullmatch(normal):
        found = [CALLS_FOR_HELP]
    return found


def cues_in(text: str, earlier: Sequence[str] = ()) -> list[Cue]:
    """Cues of `text`, alone and read on from up to five earlier messages (oldest first), worst first, each kind once.

    A joined reading counts only where the words that fire reach into `text`: old danger, for which a case stands
    already, does not fire again for a later "thanks". Joining can only raise.
    """
    found = {cue.kind: cue for cue in cues_in_text(text)}
    pieces = [normalise(piece[-EARLIER_CHARACTERS:]).strip() for piece in earlier[-EARLIER_READ:]]
    new = normalise(text[:EARLIER_CHARACTERS])
    for start in range(len(pieces)):
        before = " ".join(filter(None, pieces[start:]))
        if not before:
            continue
        joined = f" {before}{new}"
        for cue in _found(joined, len(before) + 2):
            known = found.get(cue.kind)
            if known is None or cue.severity.is_worse_than(known.severity):
                found[cue.kind] = cue
    return sorted(found.values(), key=lambda cue: cue.severity.value)
