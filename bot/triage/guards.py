"""Readings that take the danger out of dangerous words: an if, a question about people in general, a settled past, a film,
a "not". Each guard reads the normalised sentence around a match (see bot.triage.normalise) and says whether the match counts.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum


class Guard(str, Enum):
    """What may take the danger out of a match."""

    IF = "if"
    GENERIC = "generic"
    PAST = "past"
    FICTION = "fiction"
    NEGATED = "negated"


EVERY = frozenset(Guard)

_TOKEN = r"(?! , | but | and | help )(?: \S+)"
_IF = re.compile(
    r"(?<! know)(?<! sure)(?<! see)(?<! wondering)(?<! tell me)(?<! ask)(?<! asking)(?<! even)(?<! idea)(?<! care)(?<! out) (?:if|unless|suppose|imagine|"
    r"supposing|in case|in the event|in case of|should)" + _TOKEN + r"{0,6}$"
    r"|(?:what happens when|what would happen|what should people|hypothetical\S*|theoretical\S*|worst case|for example|e g)" + _TOKEN + r"{0,8}$"
    r"| (?:avoid|avoiding|risk of|risks of|afraid of|scared of|worried about|worry about|fear of|chance of|chances of|likelihood of|prevent|against|"
    r"possibility of|odds of|threat of|how common is|how likely is|is it common to|law on|laws on|information on|info on|about)(?: a| an| the| being| getting| be| get)*$")
_GENERIC = re.compile(
    r" (?:you|one|people|persons|tourists?|foreigners?|anyone|anybody|britons|brits|travellers|travelers|visitors|expats|women|men|gays|those|"
    r"drivers|citizens|nationals|students|americans|whoever|many|most|they ever|ever|passengers|teenagers|backpackers)(?: who| that| ever| often| usually| also)?(?: get| gets| getting| be| are| been| is| were)?$"
    r"| (?:can|could|would|might|may|will|shall|do|does|did)(?: i| we| my \S+| he| she| they| you| a \S+| the \S+)?(?: ever| still| also| then| really)?$")
_PAST = re.compile(
    r" (?:last year|years? ago|years? back|months? ago|decades? ago|ages ago|a long time ago|in the past|in my past|previously|historic\S*|formerly|"
    r"when i was (?:young\S*|a child|a kid|a teenager|a student|\d+)|as a (?:child|teenager|student)|"
    r"(?:in|back in|during|of|from|around) (?:19\d\d|20[01]\d|202[0-4])|in the (?:19|20)?\d0s|used to) ")
_STILL = re.compile(r" (?:still|since|now|again|today|tonight|this morning|yesterday|last night) ")
_FICTION = re.compile(
    r" (?:film|movie|novel|book|song|lyrics?|game|video game|episode|netflix|documentary|podcast|drama|thriller|series|tv show|show|play|story|musical)"
    r" (?:about|called|where|in which|on|set|says?|said|goes|named|series|with) "
    r"| (?:in|from|watch|watched|watching|read|reading|see|seen|saw|play|played|playing|write|writing|wrote|love|loved) (?:a|an|the|this|that|my|your)"
    r"(?: \S+)? (?:film|movie|novel|book|song|game|video game|episode|documentary|podcast|series|tv show|show|play|story|musical) "
    r"| (?:film|movie|novel|netflix|character|plot|fiction\S*|storyline|script|screenplay) "
    r"| (?:essay|dissertation|thesis|homework|research paper|school project|coursework|article) (?:is |was )?(?:about|on|for) ")
_NEWS = re.compile(
    r" (?:(?:saw|seen|see|heard|read|watched) (?:it |this )?(?:on|in|from) (?:the |a )?(?:news|tv|telly|paper|papers|internet|bbc|twitter|article|radio|report)"
    r"|(?:the )?(?:news|paper|papers|bbc|guardian|cnn|article|reports?|headlines?|media|reuters|sun|telegraph)(?: is| are| has| have)? (?:says?|said|saying|"
    r"reported|reports|reporting|claims?|that)|i read that|reportedly|according to) ")
_OURS = re.compile(r" (?:my|our|us|we|me) ")
_NEGATED = re.compile(
    r" (?:not|never|nobody|no one|none|without|hardly|nothing|neither|no)"
    r"(?: (?:a|an|the|really|at all|any|in|being|been|that|one|of|us|yet|feeling|even|actually|have|has|had|was|were|is|are|need|needs|want|wants|wish|to|trying))*$")


def _if(before: str, found: str, after: str) -> bool:
    return _IF.search(before) is not None


def _generic(before: str, found: str, after: str) -> bool:
    return _GENERIC.search(before) is not None


def _past(before: str, found: str, after: str) -> bool:
    sentence = f"{before}{found}{after}"
    return _PAST.search(sentence) is not None and _STILL.search(f" {found.strip()}{after}") is None


def _fiction(before: str, found: str, after: str) -> bool:
    if _FICTION.search(f"{before}{found}{after}"):
        return True
    news = _NEWS.search(f"{before} ")
    return news is not None and _OURS.search(before[news.end() - 1:] + found) is None


def _negated(before: str, found: str, after: str) -> bool:
    return _NEGATED.search(before) is not None


_CHECKS: dict[Guard, Callable[[str, str, str], bool]] = {
    Guard.IF: _if, Guard.GENERIC: _generic, Guard.PAST: _past, Guard.FICTION: _fiction, Guard.NEGATED: _negated,
}
_SENTENCE_END = re.compile(r" [.?!](?= )")
_LONGEST_SENTENCE = 400


def is_harmless(text: str, start: int, end: int, guards: frozenset[Guard]) -> bool:
    """Whether one of `guards` takes the danger out of text[start:end]. Reads at most 400 characters to each side."""
    begin = max(0, start - _LONGEST_SENTENCE)
    for mark in _SENTENCE_END.finditer(text, begin, start):
        begin = mark.end()
    mark_after = _SENTENCE_END.search(text, max(end - 1, 0), min(len(text), end + _LONGEST_SENTENCE))
    stop = mark_after.start() if mark_after else min(len(text), end + _LONGEST_SENTENCE)
    before, found, after = text[begin:start].rstrip(" "), text[start:end], text[end:stop]
    before = f" {before.strip()}" if before.strip() else ""
    return any(_CHECKS[guard](before, f" {found.strip()} ", f"{after.strip()} ") for guard in guards)
