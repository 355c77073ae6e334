"""When it happened: now, in the past and open, in the past and over. PURE.

A first-person account is now unless it says that it ended or that it is long ago. Source: the label guide.
"""

# ruff: noqa: E501 - a pattern that is cut in two is harder to read
from __future__ import annotations

import re
from enum import Enum


class When(str, Enum):
    """How the text places the trouble in time."""

    NOW = "now"
    OPEN = "open"
    """In the past, and not said to be over."""
    OVER = "over"


_MONTH = (
    "january|february|march|april|june|july|august|september|october|november|december"
    "|may(?! (?:be|have|not|need|i|we|also|well) )"
)
_DAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_COUNT = r"\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a few|a couple of|several|some|many|couple of|few"
_RECENT = re.compile(r" (this morning|last night|yesterday|earlier today|tonight|this afternoon|this evening|today) ")
_LONG_AGO = re.compile(
    rf" (last (?:week|month|year|summer|winter|spring|autumn|christmas|easter|{_MONTH}|{_DAY})"
    rf"|(?:(?:{_COUNT}) )?(?:days|weeks?|months?|years?) ago|(?:years|months|weeks) back|a while ago|a long time ago|in (?:19|20)\d\d"
    rf"|(?:back )?in (?:{_MONTH})(?: (?:19|20)\d\d)?) "
)
_CHILDHOOD = re.compile(r" (?:when (?:i|he|she) was|as) (?:a|just a|only a) (?:child|kid|teenager) ")
_AHEAD = re.compile(
    r" (?:(?:will|going to|leave|leaving|fly|flying|travel|travelling)(?: (?!was|were|had)\S+){0,4}|until|from|before|by|for|since)$"
)
_WORDS_TO_FIGURES = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
_LASTING = re.compile(
    r" (?:still (?:in|missing|held|being|there|detained|stuck|inside|locked|unconscious|here|beating|hitting|happening)|is in|are in|am in"
    r"|is missing|has been missing|have been missing|since|being held|being kept|not let|am still in|now i am|now stuck|is being|are being"
    r"|can not (?:leave|get|reach|move|breathe|walk)|has not been seen|no contact) "
)
_ENDED = re.compile(
    r" (?:(?:is|are|am|was|has been|been|got) (?:now |all |all now |finally |since )*(?:over(?! (?:there|here|a|the|\d\S*|[a-z]+ years) )|sorted|settled(?! in)"
    r"|resolved|found safe|found alive|safe and well|released|set free|freed|recovered|out of hospital|discharged|better now|fine now"
    r"|ok now|okay now|safe now|solved|dealt with|returned to us)|(?:and|then|was) released|all sorted|it ended|turned up safe"
    r"|back safe(?:ly)?|got it back|has recovered|made a full recovery|fully recovered|(?:is|are|am) (?:fine|ok|okay) (?:now|again)|all fine now) "
)
_NOT_ENDED = re.compile(
    r" (?:not|never|nowhere near|is not|until|when|once|if|hope|hoping|wish|want|unless)(?: \S+){0,5}?"
    r" (?:over|sorted|settled|resolved|released|recovered|found safe|fine|better|safe now|freed|solved) "
    r"| not been (?:sorted|resolved|released|found|settled) "
)


def time_in(words: str) -> tuple[When, str]:
    """(when, the time that was said or "") of a normalised text."""
    ended = _ENDED.search(words) is not None and _NOT_ENDED.search(words) is None
    lasting = _LASTING.search(words) is not None
    long_ago = next((m for m in _LONG_AGO.finditer(words) if not _AHEAD.search(words[: m.start()])), None)
    since = next((m for m in _LONG_AGO.finditer(words) if re.search(r" since$", words[: m.start()])), None)
    childhood, recent = _CHILDHOOD.search(words), _RECENT.search(words)
    said = ""
    if long_ago or since:
        said = _in_figures((long_ago or since or _no_match())[1])
    elif childhood:
        said = "as a child"
    elif recent:
        said = recent[1]
    if ended:
        return When.OVER, said
    if (long_ago or childhood) and not lasting and since is None:
        return When.OPEN, said
    return When.NOW, said


def _no_match() -> re.Match[str]:
    raise AssertionError("one of the two was found")


def _in_figures(said: str) -> str:
    first, _, rest = said.partition(" ")
    return f"{_WORDS_TO_FIGURES.get(first, first)} {rest}".strip().removeprefix("back ")
