"""Words for who somebody is to the writer: "my stepson", "our friends". PURE."""

# ruff: noqa: E501 - a pattern that is cut in two is harder to read
from __future__ import annotations

import re

_FAMILY = (
    r"(?:mother|father|brother|sister|son|daughter) in law|in laws"
    r"|(?:(?:step|grand|god) ?)?(?:sons?|daughters?|mother|father|mum|dad|child|children|parents|kids)"
    r"|(?:step|half )?(?:brothers?|sisters?)"
    r"|husband|wife|partner|boyfriend|girlfriend|mom|mam|mummy|daddy|family|kid|baby|babies|toddler|newborn|twins?|uncle|aunt|auntie|aunty"
    r"|cousins?|nephews?|nieces?|gran|nan|nana|granny|grandma|grandad|granddad|grandpa"
)
_OTHERS = (
    r"friends?|mates?|pal|colleagues?|coworker|fiancee?|flatmate|housemate|roommate|neighbours?|neighbors?|ex|students?|pupil|client|carer"
    r"|girl|boy|lad|relatives?|loved one"
)
_ONE = rf"(?:{_FAMILY}|{_OTHERS}|year old(?! (?:\S+ )?(?:{_FAMILY}|{_OTHERS}) ))"
_BEFORE = (
    r"(?!(?:passport|visa|landlord|boss|employer|lawyer|bag|phone|flight|hotel|and|or|is|was|has|to|in|for|from|with|that|who|of|the|a|i)"
    r" )\S+ "
)
RELATION = rf"(?:{_BEFORE}){{0,4}}?{_ONE}"
"""Up to four words and who it is: after " my ". The words may hold an age ("17 year old") or a nationality."""

ABOUT_A_CHILD: frozenset[str] = frozenset(
    {"baby", "babies", "toddler", "newborn", "kid", "kids", "child", "children", "grandchild", "grandchildren", "stepchild",
     "stepchildren", "stepkids", "girl", "boy", "pupil"}
)  # fmt: skip
"""Who they are says that they are young. A son or a daughter may be forty."""
_AS_SHOWN = {
    "step daughter": "stepdaughter", "step son": "stepson", "step father": "stepfather", "step mother": "stepmother",
    "step dad": "stepdad", "step mum": "stepmum", "grand daughter": "granddaughter", "grand son": "grandson",
    "mother in law": "mother-in-law", "father in law": "father-in-law", "brother in law": "brother-in-law",
    "sister in law": "sister-in-law", "son in law": "son-in-law", "daughter in law": "daughter-in-law",
    "fiancee": "fiancée", "fiance": "fiancé", "in laws": "in-laws", "neighbor": "neighbour", "year old": "child",
    "granddad": "grandad",
}  # fmt: skip
_LAST = re.compile(rf"(?<![^ ]){_ONE}(?![^ ])")
_OWNS = (
    "passports?|house|flat|body|phone|bag|visa|hotel|room|ticket|birth|medication|insurance|name|number|things|school|bank|car|friends?"
    "|mother|father|son|daughter|wife|husband"
)
_APOSTROPHE_S = re.compile(rf"\b({_FAMILY.replace(' ', '[ -]')}|{_OTHERS})['\u2019]s\b(?= (?P<owned>{_OWNS})\b)?", re.IGNORECASE)


def written_out(text: str) -> str:
    """ "my son's in hospital" is "my son is in hospital", and "my son's passport" is his own: not several sons."""
    return _APOSTROPHE_S.sub(lambda match: f"{match[1]} own" if match["owned"] else f"{match[1]} is", text)


def relation_in(words: str) -> str:
    """The last relation in a stretch of normalised text that `RELATION` found, as the card shows it; "" without one."""
    found = _LAST.findall(words)
    return _AS_SHOWN.get(found[-1], found[-1]) if found else ""
