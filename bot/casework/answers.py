"""Which words answer which question of a case, and what they say about calling somebody safely.

Careful rather than clever: an answer that is not recognised stays an ordinary message, and a caseworker reads it.
Unknown means do not call.
"""
# ruff: noqa: E501 - a pattern or a list of words that is cut in two is harder to read
from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum

_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_DIGITS = re.compile(r"\+?\(?\d[\d\s().\-/]{4,28}\d")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'"})

_NOT_SAFE = re.compile(
    r"\b(do ?n[o']?t|do not|never|can ?n[o']?t|can'?t|cannot|please no|no|not safe to|unsafe to|not|stop)\s+"
    r"(?:\w+\s+){0,2}?(call|calls|calling|phone|phoning|ring|ringing|voicemails?|speak|talk|answer)\b"
    r"|\b(not|isn'?t|never|un) ?safe\b|\bunsafe\b"
    r"|\b(he|she|they|husband|wife|partner|boyfriend|girlfriend|father|dad|mum|mother|boss|employer|family|brother|uncle)\b"
    r"[^.!?]{0,25}\b(reads?|checks?|sees?|looks? at|goes through|listens?|hears?|has|took|takes|controls?|monitors?)\b"
    r"[^.!?]{0,15}\b(phone|mobile|messages?|texts?|emails?|calls?|me)\b"
    r"|\b(text|write|message|email|whatsapp|chat|here) (me )?only\b|\bonly (by )?(text|email|writ\w+|message\w*|whatsapp|chat|here)\b"
    r"|\bjust (text|write|message|email)\b", re.IGNORECASE)
_SAFE = re.compile(
    r"\b(safe to (call|phone|ring)|(you )?(can|may) (call|phone|ring)|(please |pls )?(call|phone|ring) me|it'?s safe|it is safe"
    r"|yes,? safe|safe to talk|call any ?time)\b", re.IGNORECASE)
_WAY = re.compile(
    r"\b(whatsapp|telegram|signal|facebook|messenger|instagram|viber|wechat|skype|sms|text( me)?|e-?mail( me)?|write( to)? me"
    r"|message me|this chat|no phone|no signal|no number|room \d{1,5})\b", re.IGNORECASE)
_CONTACT_WAYS_ALONE = re.compile(
    r"(you can |please |just )?(write|message|reply|contact|reach|text|talk to|email|chat)( to| with)? ?(me )?(here|in this chat|on this chat|by chat)"
    r"( please)?|(in |on )?(this chat|here)( only| is (fine|ok|safe))?", re.IGNORECASE)


class SafeToCall(str, Enum):
    """Whether the citizen said that a call is safe. Unknown means do not call."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def _plain(text: str) -> str:
    return text.translate(_APOSTROPHES)


def safe_to_call(answer: str) -> SafeToCall:
    """What an answer to "How can we reach you, and is it safe?" says about calling. "No" outweighs "yes"."""
    words = _plain(answer)
    if _NOT_SAFE.search(words):
        return SafeToCall.NO
    return SafeToCall.YES if _SAFE.search(words) else SafeToCall.UNKNOWN


def phone_numbers(text: str) -> tuple[str, ...]:
    """Telephone numbers of 7 to 15 digits (ITU-T E.164), as written; dates and money are left out."""
    found = []
    for match in _DIGITS.finditer(text):
        digits = sum(character.isdigit() for character in match.group())
        before = text[max(0, match.start() - 1):match.start()]
        if 7 <= digits <= 15 and before not in {"£", "$", "€"} and not _DATE.fullmatch(match.group().strip()):
            found.append(match.group().strip())
    return tuple(found)


def email_addresses(text: str) -> tuple[str, ...]:
    """Email addresses, as written."""
    return tuple(match.group() for match in _EMAIL.finditer(text))


_ABOUT_CONTACT = re.compile(r"\b(call|phone|ring|text|write|email|message|talk|speak|contact|reach)", re.IGNORECASE)


def _contact(text: str) -> str | None:
    words = _plain(text)
    if len(words) > 600:
        return None
    if _EMAIL.search(words) or phone_numbers(words):
        return text
    if _NOT_SAFE.search(words) and (_ABOUT_CONTACT.search(words) or len(words.split()) <= 5):
        return text
    if safe_to_call(words) is SafeToCall.YES and len(words.split()) <= 12:
        return text
    if _CONTACT_WAYS_ALONE.fullmatch(words.rstrip(".! ")):
        return text
    if len(words.split()) <= 8 and _WAY.search(words) and not _is_question(words):
        return text
    return None


_QUESTION_START = re.compile(
    r"(what|where|when|why|who|which|how|can|could|do|does|did|is|are|am|was|will|would|should|may|must|have|has|any)\b", re.IGNORECASE)


def _is_question(words: str) -> bool:
    return words.endswith("?") or (_QUESTION_START.match(words) is not None and len(words.split()) > 3)


_NEWS = re.compile(
    r"\b(died|dead|dying|killed|raped|attacked|stabbed|shot|beaten|robbed|stolen|lost|arrested|detained|missing|kidnapped|taken"
    r"|bleeding|hurt|want|wants|need|needs|help|please|thank\w*|hello|hi|sorry|happened|happening|said|says|told|think)\b", re.IGNORECASE)
_YES_NO = re.compile(
    r"(yes|yeah|yep|yh|no|nope|nah|not (now|right now|really|any ?more|sure|yet)|i (do not|don'?t) know|do not know|don'?t know|dunno"
    r"|unsure|maybe|i think so|i don'?t think so"
    r"|(i'?m|i am|we'?re|we are|he'?s|she'?s|they'?re|he is|she is|they are|everyone is|everybody is|nobody is|no ?one is)\b.{0,60}"
    r"\b(safe|hurt|injured|danger|ok|okay|fine|bleeding|unconscious|alright|all right))\b", re.IGNORECASE)


def _danger_now(text: str) -> str | None:
    words = _plain(text)
    return text if len(words) <= 200 and _YES_NO.match(words) and not words.endswith("?") else None


_PLACE_CUE = re.compile(
    r"\b(in|at|near|outside|inside|next to|opposite|on|from|between|behind|close to)\s+(?!danger|trouble|pain|touch|time|shock|tears|need|fact)\w"
    r"|\b(hotel|hostel|hospital|clinic|police station|prison|jail|airport|station|street|road|avenue|embassy|beach|room|flat|house|apartment"
    r"|building|island|village|town|city|centre|center|port|border|camp|mosque|church|school|home)\b", re.IGNORECASE)


def _where(text: str) -> str | None:
    words = _plain(text)
    if len(words) > 400 or _is_question(words):
        return None
    if re.search(r"https?://\S+|\b-?\d{1,3}\.\d{3,}\s*,\s*-?\d{1,3}\.\d{3,}", words):
        return text
    if _PLACE_CUE.search(words):
        return text
    if re.fullmatch(r"(i )?(do not|don'?t|dont) know( where)?[^?]{0,40}|no idea", words, re.IGNORECASE):
        return text
    short = len(words.split()) <= 5 and not _NEWS.search(words) and not _YES_NO.fullmatch(words)
    return text if short and re.search(r"[^\W\d_]{3}", words) and not _THANKS.fullmatch(words) else None


_THANKS = re.compile(r"(ok(ay)?|thanks?( you)?|thx|ta|cheers|great|fine|good|hello|hi|hey|bye|please|sure|right)[.! ]*", re.IGNORECASE)
_RELATION = (r"(me|myself|son|daughter|brother|sister|husband|wife|partner|boyfriend|girlfriend|mum|mom|mother|dad|father|friend|uncle|aunt"
             r"|cousin|nephew|niece|grand(son|daughter|father|mother|dad|ma|pa)|child|baby|fianc\w+|family|colleague|client|employee|student)")
_SELF = re.compile(r"(it'?s |it is |just )?(me|myself|for me|for myself)\b|(my (full )?name is|i'?m called|i am called|(his|her|their) name is)\b", re.IGNORECASE)
_NAME = re.compile(r"(?:[A-Z][\w'-]{1,30}\.?\s+){1,5}[A-Z][\w'-]{1,30}")


def _who(text: str) -> str | None:
    words = _plain(text)
    if len(words) > 300 or _is_question(words):
        return None
    if _SELF.match(words):
        return text
    if _NEWS.search(words):
        return None
    if _NAME.search(words):
        return text
    count = len(words.split())
    if re.match(rf"(my|our|his|her|a|the)\s+(\w+\s+)?{_RELATION}\b", words, re.IGNORECASE) and count <= 10:
        return text
    named = re.fullmatch(r"[^\W\d_][\w'-]+(\s+[^\W\d_][\w'-]*){1,3}", words) is not None
    return text if named and not _YES_NO.match(words) and not _THANKS.match(words) and not re.search(
        r"\b(i|it|is|are|was|not|have|do|can|the|my|to|what|how|visa|passport)\b", words, re.IGNORECASE) else None


_NATIONALITY = re.compile(
    r"\b(british|brit|uk|u\.k\.|united kingdom|english|scottish|welsh|northern irish|irish|dual|citizen\w*|national\w*|passports?"
    r"|\w{3,}(?:ese|ish)|[a-z]{3,}(?:ian|ean|can|gan|ani|eni|qi|aeli|ali|epali)|french|dutch|german|greek|swiss|thai|czech|danish|emirati|saudi"
    r"|omani|qatari|filipino|filipina|pakistani|bangladeshi|afghan|iraqi|israeli|yemeni|kuwaiti|stateless|settled status|ilr)\b", re.IGNORECASE)


def _nationality(text: str) -> str | None:
    words = _plain(text)
    if len(words) > 160 or _is_question(words):
        return None
    if re.match(r"(i (do not|don'?t) know|don'?t know|not sure|unsure)\b", words, re.IGNORECASE):
        return text
    if re.fullmatch(r"(yes|no|both|only british|same)[.! ]*", words, re.IGNORECASE):
        return text
    about_something_else = re.search(r"\b(lost|stolen|renew|expired|took|taken|arrested|died)\b", words, re.IGNORECASE)
    return text if _NATIONALITY.search(words) and not about_something_else else None


_PASSPORT = re.compile(r"\b(?:\d[ -]?){8}\d\b|\b[A-Z]{1,2}\s?\d{6,8}\b", re.IGNORECASE)


def _passport_number(text: str) -> str | None:
    words = _plain(text)
    found = _PASSPORT.search(words) if len(words) <= 120 else None
    return found.group().replace(" ", "").replace("-", "").upper() if found else None


ANSWER_CHECKS: dict[str, Callable[[str], str | None]] = {
    "contact": _contact,
    "danger_now": _danger_now,
    "where": _where,
    "who": _who,
    "nationality": _nationality,
    "passport_number": _passport_number,
}
