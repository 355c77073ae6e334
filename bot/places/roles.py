"""What each place is to the people of a message: where they are, go, come from or change planes. PURE.

Read from the words just before a place, and a few after it, within its sentence. Where trouble is decides whose numbers
are given first: a place with words of trouble beats another, somebody else's place beats the writer's, and a
destination or a home counts only where nothing better is named.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from bot.places.ports import Mention, Role, Whereabouts

FARTHEST = 240
"""Characters before and after a place that are read: a longer sentence says it nearer by."""
_SENTENCE = re.compile(r"[.!?;\n\u2026]+(?:\s|$)")
_MARKS = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'"})
_SKIP = (
    r"(?:(?:the|a|my|our|his|her|their|mainland|central|downtown|rural|northern|southern|eastern|western|north|"
    r"south|east|west|old|"
    r"hospital|prison|jail|airport|hotel|city|town|centre|sunny|custody|transit|police|station)\s+)*"
)


def _ends(words: str) -> re.Pattern[str]:
    """The words as the last before a place, small ones between them left out."""
    return re.compile(rf"\b(?:{words})\s+{_SKIP}$", re.IGNORECASE)


_NOT_THERE = re.compile(
    r"\b(?:not|no longer|isn't|aren't|wasn't|never|nowhere|instead of|isnt|arent)\s+(?:\w+\s+){0,2}?(?:in|at|to|"
    r"near|from)\s+$|\bleft\s+$"
    r"|\b(?:used to live|used to be|used to work|lived|studied|worked|grew up|have been|had been|been)\s+(?:in|"
    r"at|to)\s+$"
    r"|\b(?:back|returned|home|came|come)\s+from\s+$|\b(?:got|made it|escaped|flown|evacuated)\s+out\s+of\s+$",
    re.IGNORECASE,
)
_BEEN_FOR = re.compile(r"\b(?:have|has|'ve|'s|ive|hes|shes)\s+been\s+(?:in|at)\s+$", re.IGNORECASE)
_BORN = _ends(
    r"(?:born|raised|grew up|family|brought up)\s+in|originally from|(?:i'm|im|i am|we're|we are|come|comes|"
    r"both|am)\s+from"
)
_HOME = _ends(
    r"(?:back home|at home|home|house|address|flat|resident|based|parents)\s+in|(?:back home|home)\s+(?:to|is)"
)
_LIVES = _ends(
    r"(?:live|lives|living|resident|work|works|working|based|retired|settled|moved|expat)\s+(?:here\s+)?(?:in|to)"
)
_TRANSIT = _ends(
    r"via|(?:layovers?|stopovers?|stop overs?|stopping|stops?|changing|change|changing planes|change planes|"
    r"connecting|"
    r"connections?|connect|transit|transiting|transfer|transferring|touchdown)(?:\s+(?:in|at|through|over))?|"
    r"(?:pass|passing|going|flying|fly|travelling|driving|go|come|coming|drive|travel)\s+through|through"
)
_TRANSIT_AFTER = re.compile(r"^\W*(?:airport\s+)?(?:layover|stopover|transit|connection)\b", re.IGNORECASE)
_WANT_OUT = re.compile(
    r"\b(?:can't|cannot|cant|couldn't|can not|unable to|trying to|try to|want to|need to|how (?:do|can) \w+|"
    r"desperate to|help \w+|"
    r"not allowed to|won't let \w+|wont let \w+|forbidden to|banned from|barred from|stopped from|waiting to|"
    r"evacuat\w+|rescue \w+|get \w+|fly \w+|"
    r"bring \w+|stuck|stranded)\b[^.!?\n]*\b(?:leave|leaving|out of|from|escape|flee|exit)\s+$"
    r"|\b(?:calling|writing|messaging|texting|call|message|help|news|report|evacuated|way home|get home|flight "
    r"home|flights home|home)\s+from\s+$",
    re.IGNORECASE,
)
_LEAVING = re.compile(r"\b(?:leave|leaving|depart|departing|out of)\s+$", re.IGNORECASE)
_CAME = _ends(
    r"(?:went|came|flew|travelled|traveled|got|taken|brought|moved|made it|arrived|flown|transferred|airlifted|"
    r"rushed|admitted|taken back)\s+(?:over\s+)?(?:to|into|in|at)|"
    r"(?:arrived|landed|stopped|reached|checked in|stuck|stranded|trapped|detained|held|arrested|stay|stays|"
    r"visited)(?:\s+(?:in|at|near|outside|inside))?"
)
_GOING = _ends(
    r"to|for|towards?|into|visit|visiting|see|enter|entering|reach|bound for|heading|arriving in|arriving at|"
    r"arrive in|landing in|landing at"
)
_FROM = _ends(r"from|leaving|depart|departing|out of|ex")
_AT = _ends(r"in|at|near|outside|inside|around|within|on|across|off|here|now|throughout|over")
_SOON = re.compile(
    r"\b(?:will|'ll|gonna|going to|plan|plans|planning|want to|wants to|would like|hoping|hope to|next (?:week|"
    r"month|year|summer|winter)|tomorrow|"
    r"thinking of|booked|booking|trip|holiday|honeymoon|wedding|getting married|to marry|dreaming|about to|"
    r"considering|soon)\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?:ago|last (?:week|month|year|summer|winter)|previously|in (?:19|20)\d\d|when i was)\b",
    re.IGNORECASE,
)
_WAS = re.compile(r"\b(?:was|were|had|once)\b", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:now|currently|right now|at the moment|i'm|im|i am|we're|we are|am|is|are|he's|she's|they're|stuck|"
    r"still|here)\b",
    re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"\b(?:stuck|stranded|trapped|arrest\w*|held|hold|custody|detain\w*|injur\w*|rob(?:bed)?|mugged|attack\w*|"
    r"died?|dead|dying|lost|stolen|stole|missing|"
    r"rap(?:ed|ist)|kidnap\w*|abduct\w*|assault\w*|hospital|icu|unconscious|ill|sick|collapsed|hurt|stab\w*|"
    r"shot|crash\w*|accident|drowned|prison|jail|"
    r"police|taken|no money|destitute|homeless|scammed|threat\w*|beat\w*|abus\w*|earthquake|flood\w*|fire|"
    r"bomb\w*|evacuat\w*|suicid\w*|broke|"
    r"spiked|help|hostage|vanished|cannot leave|can't leave|cant leave)\b",
    re.IGNORECASE,
)
_ABOUT = _ends(
    r"(?:embassy|consulate|high commission|ambassador|laws?|rules?|weather|apostille|passport "
    r"office)\s+(?:in|at|for|of|to)"
)
_KIN = (
    r"son|daughter|mother|father|brother|sister|husband|wife|partner|boyfriend|girlfriend|mum|mom|dad|parents?|"
    r"child|children|kids?|baby|uncle|aunt|cousin|"
    r"nephew|niece|gran|grandma|grandad|nan|grandson|granddaughter|friends?|mate|colleague|fianc[e\u00e9]e?|"
    r"flatmate|family|twin|stepson|stepdaughter"
)
_SUBJECT = re.compile(
    rf"\b(?P<self>i|i'm|im|i've|ive|i'd|we|we're|we've|weve|me)\b"
    rf"|\b(?P<other>he|she|they|he's|hes|she's|shes|they're|theyre)\b"
    rf"|(?P<with>\b(?:with|and|visit|visiting|see|seeing|meet|meeting|join|joining|to|from)\s+)?\b(?:my|our|his|"
    rf"her)\s+(?:\w+\s+)?(?:{_KIN})\b(?P<verb>(?:'s|\s+(?:is|was|has|got|are|were|been|went|cannot|can't)\b))?",
    re.IGNORECASE,
)


def with_roles(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions (in order of the text) with `role`, `theirs` and `in_trouble` read from the words around them."""
    text = text.translate(_MARKS)
    sentence_ends = [match.end() for match in _SENTENCE.finditer(text)]
    found: list[Mention] = []
    for index, mention in enumerate(mentions):
        at = bisect_right(sentence_ends, mention.start)
        begins = max(sentence_ends[at - 1] if at else 0, mention.start - FARTHEST)
        stops = sentence_ends[at] if at < len(sentence_ends) else len(text)
        previous = mentions[index - 1].end if index else 0
        following = mentions[index + 1].start if index + 1 < len(mentions) else len(text)
        sentence = text[begins : mention.start]
        clause = text[max(begins, previous) : mention.start]
        after = text[mention.end : min(stops, following, mention.end + FARTHEST)]
        role = _joined(found, clause, previous > begins) or _role(clause, sentence, after)
        found.append(
            replace(
                mention,
                role=role,
                theirs=_is_theirs(sentence),
                in_trouble=_TROUBLE.search(_nearest(clause)) is not None
                or _TROUBLE.search(re.split(r",|\bbut\b", after)[0]) is not None,
            )
        )
    return _settled(found, text)


def whereabouts(mentions: Sequence[Mention]) -> Whereabouts:
    """The countries of mentions that have their roles."""
    mentions = [mention for mention in mentions if not mention.of_thing]
    here = [mention for mention in mentions if mention.role is Role.HERE]
    best = min(here, key=_distance, default=None)
    return Whereabouts(
        here=_codes(mention for mention in here if not mention.theirs),
        trouble=best.countries if best else (),
        destination=_codes(mention for mention in mentions if mention.role is Role.DESTINATION),
        transit=_codes(mention for mention in mentions if mention.role is Role.TRANSIT),
        origin=_codes(mention for mention in mentions if mention.role in {Role.ORIGIN, Role.HOME}),
        likeliest=_codes(sorted(mentions, key=_distance)),
    )


def _codes(mentions: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for mention in mentions for code in mention.countries))  # type: ignore[attr-defined]


def _distance(mention: Mention) -> int:
    """How far from the trouble a place is likely to be; equals keep the order of the text."""
    if mention.role is Role.HERE:
        # Home is not where a traveller's trouble is: "I'm in Leeds, my son is in hospital in Goa".
        at_home = mention.countries == ("GB",) and not mention.theirs
        return (0 if mention.in_trouble else 2) + (1 if at_home or not mention.theirs else 0) + (1 if at_home else 0)
    if mention.role in {Role.UNKNOWN, Role.TRANSIT, Role.ORIGIN}:
        return 5 if mention.countries != ("GB",) else 7
    return 6 if mention.role is Role.DESTINATION and mention.countries != ("GB",) else 8


def _joined(found: Sequence[Mention], between: str, same_sentence: bool) -> Role | None:
    """ "in Leeds or York", "to Laos, Vietnam and Cambodia", "in Phuket, Thailand": as the place before."""
    if found and same_sentence and re.fullmatch(r"\W*(?:and|or|&|then)?\W*", between, re.IGNORECASE):
        return found[-1].role
    return None


def _role(clause: str, sentence: str, after: str) -> Role:
    near = _nearest(clause)
    stuck = _TROUBLE.search(near) is not None
    if _WANT_OUT.search(near):
        return Role.HERE
    if _BORN.search(near) or _HOME.search(near):
        return Role.HOME
    if _NOT_THERE.search(near) and not _BEEN_FOR.search(near):
        return Role.PAST
    if not stuck and (_TRANSIT.search(near) or _TRANSIT_AFTER.search(after)):
        return Role.TRANSIT
    if _ABOUT.search(near):
        return Role.UNKNOWN
    if _CAME.search(near) or (_AT.search(near) and stuck) or re.match(r"\s+(?:right\s+)?now\b", after, re.IGNORECASE):
        return Role.PAST if _AGO.search(clause + after) and not stuck else Role.HERE
    if _LEAVING.search(near):
        return Role.HERE if re.match(r"\W*(?:tomorrow|today|tonight|soon|on)\b", after, re.IGNORECASE) else Role.ORIGIN
    if _FROM.search(near):
        return Role.ORIGIN
    if _AT.search(near):
        if _SOON.search(near) or (_SOON.search(after[:30]) and not _NOW.search(near)):
            return Role.DESTINATION
        if re.search(r"\barriving|\blanding", near, re.IGNORECASE):
            return Role.DESTINATION
        return Role.PAST if _AGO.search(clause + after) and _WAS.search(near) else Role.HERE
    if _GOING.search(near):
        return Role.DESTINATION
    return Role.UNKNOWN


def _nearest(clause: str) -> str:
    """The clause's last part: what stands before a "but" or a comma is about something else."""
    return re.split(r",\s|\bbut\b|\bthen\b|\(|:\s", clause)[-1][-90:]


def _is_theirs(sentence: str) -> bool:
    """Whether the last one spoken of before the place is not the writer."""
    theirs = False
    for subject in _SUBJECT.finditer(sentence):
        if subject["self"]:
            theirs = False
        elif subject["other"] or not subject["with"] or (subject["with"].strip().lower() == "and" and subject["verb"]):
            theirs = True
    return theirs


def _settled(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Where they live is home once they are elsewhere: "I live in Spain but I'm in Turkey now"."""
    lives = [bool(_LIVES.search(text[max(0, mention.start - 60) : mention.start])) for mention in mentions]
    settled = []
    for mention, living in zip(mentions, lives, strict=True):
        elsewhere = living and any(
            other.role is Role.HERE
            and other.theirs == mention.theirs
            and other.countries != mention.countries
            and not lived
            for other, lived in zip(mentions, lives, strict=True)
        )
        settled.append(replace(mention, role=Role.HOME) if elsewhere and mention.role is Role.HERE else mention)
    return settled
