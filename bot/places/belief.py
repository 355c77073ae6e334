"""Whether a name that was found in a text means the place: not a person, a dish, a sea or an ordinary word. PURE."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.places.gazetteer import Gazetteer, Name
from bot.places.tokens import Token


def listed(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


CUES = listed(
    "in to from at near visit visiting arriving around via through into outside inside towards leaving leave "
    "for of between across reach "
    "reached reaching within under over off on round tour toward beyond explore exploring ex"
)
STRONG = listed(
    "in to from at near visit visiting arriving via into towards outside around leaving reach through toward"
)
ARTICLES = listed(
    "the city central downtown northern southern eastern western north south east west rural old sunny "
    "beautiful greater mainland"
)
_AFTER_SMALL = listed(
    "and or for on at by with next last this tomorrow today tonight yesterday when where we i but since because "
    "from to airport city "
    "then now please help again is was via as during after before if without until he she my they right without "
    "hospital police "
    "station so im its ive not anymore any about have has had can do does he's there alone still"
)
_PLACE_FOLLOWS = listed(
    "visa visas airport embassy consulate border entry evisa trip holiday advice travel coup earthquake flights "
    "tourism currency "
    "airspace currently citizenship"
)
"""Words that follow the name of a country: "turkey visa"."""
_COMMON_FOLLOWS = listed("airport embassy consulate")
"""Those of them that tell even after an ordinary word: "nice airport", but a "nice trip"."""
_IS_IT = listed("is are was was's about does will has")
_SO = listed(
    "safe dangerous open closed ok okay part at on still currently really risky stable unsafe allowing allow "
    "require requires need "
    "worth locked under in safer"
)
_NO_PLACE_BEFORE = listed(
    "a an my your his her our their this that very so really some how what too quite such more any no frozen "
    "cooked roast"
)
_STREETS = listed("rue ruelle impasse calle avenida jalan jl plaza boulevard blvd")
"""Words before the name of a street: "rue Saint Pierre" is nobody's town."""
_SPEAKS = listed(
    "spoke speak speaking talk talked talking said listen listened according married engaged related introduced "
    "explained apologised lied wrote write writing send sent give gave"
)
"""Verbs after which "to" is followed by a person."""
_PORTS = listed("airport airports arrivals departures")
"""Words after the code of an airport: "PAP airport"."""
_JOINS = listed("and or to then via from vs versus")

_KIN = listed(
    "son daughter mother father brother sister husband wife partner boyfriend girlfriend mum mom mam dad baby "
    "child kid uncle aunt "
    "auntie cousin nephew niece gran grandma grandad nan nana grandmother grandfather grandson granddaughter "
    "friend mate colleague "
    "fiance fiancee flatmate housemate boss teacher stepson stepdaughter twin toddler godson goddaughter "
    "neighbour employer pal "
    "bestie roommate lad lodger carer tutor"
)
_NAMES_HIM = listed(
    "mr mrs ms miss mx sir lady called named dr prof professor inspector sergeant officer judge reverend sister nurse"
)
_THEIRS = listed("my our his her their the")
_HAPPENS = listed(
    "arrested missing ill sick lost stuck hurt injured dead died robbed attacked detained pregnant kind "
    "vanished stranded taken "
    "unwell depressed suicidal my our his her aged turning crying upset mugged raped assaulted drunk asleep "
    "unconscious"
)

_ENDS = re.compile(r"[.!?;:\u2026]\s|\n")
"""A sentence's end."""

_WATERS = listed("gulf sea strait straits ocean canal")
_NO_WATER_AFTER = listed("view views front food level side bass turtles life wall cruise")


class Belief:
    """Judges a stretch of words with what stands before and after it."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def is_meant(self, name: Name, text: str, words: Sequence[Token], place: int, length: int, shouted: bool) -> bool:
        """Whether the place is meant by words[place : place + length]; `shouted`: the text is all capitals."""
        key = " ".join(token.plain for token in words[place : place + length])
        if is_water(words, place, length) or self._is_person(key, text, words, place, length):
            return False
        return not name.needs_cue or self._has_cue(key, name, text, words, place, length, shouted)

    def _has_cue(
        self, key: str, name: Name, text: str, words: Sequence[Token], place: int, length: int, shouted: bool
    ) -> bool:
        token = words[place]
        before = [word.plain for word in words[max(0, place - 3) : place] if word.plain not in ARTICLES]
        cue = before[-1] if before else ""
        after = words[place + length].plain if place + length < len(words) else ""
        capital = token.is_capitalised and not shouted
        if cue == "to" and not name.is_country and _SPEAKS & {word.plain for word in words[max(0, place - 4) : place]}:
            return False  # "I spoke to Farah"
        if name.joins_its_country and place and words[place - 1].plain == "the":
            return False  # "across the Atlantic": no little town is called "the"
        if capital and (cue in CUES or (name.capital_is_enough and place > 0)):
            return True
        if capital and name.capital_is_enough and place + length == len(words):
            return True
        if length == len(words):
            return name.capital_is_enough or token.text in self._gazetteer.upper_alone
        if place and words[place - 1].plain == "the" and not capital:
            return False  # "in the bath"
        if cue in STRONG and (after == "" or after in _AFTER_SMALL):
            return True
        if cue not in _NO_PLACE_BEFORE and self._joins(words, place, length):
            return True
        if name.joins_its_country and self._beside_its_country(name, text, words, place, length):
            return True
        return key in self._gazetteer.proper and self._is_asked_about(name, words, place, length, cue, after)

    def _is_asked_about(
        self, name: Name, words: Sequence[Token], place: int, length: int, cue: str, after: str
    ) -> bool:
        """ "turkey visa", "is georgia safe", "Jordan in June": a country, by what is said of it."""
        if cue in _NO_PLACE_BEFORE:
            return False
        country = name.is_country or key_country(name)
        if after in (_PLACE_FOLLOWS if country else _COMMON_FOLLOWS):
            return True
        if not country:
            return False
        following = {word.plain for word in words[place + length : place + length + 2]}
        return bool(cue in _IS_IT and following & _SO) or (place == 0 and words[0].is_capitalised)

    def _beside_its_country(self, name: Name, text: str, words: Sequence[Token], place: int, length: int) -> bool:
        """ "Sagaing, Myanmar", "Haiti: Hinche": a certain name of the same country stands next to it."""
        right = place + length
        for start, end in ((right, right + 2), (right, right + 1), (place - 2, place), (place - 1, place)):
            if start < 0 or end > len(words):
                continue
            known = self._gazetteer.names.get(" ".join(word.plain for word in words[start:end]))
            if known is not None and not known.needs_cue and known.countries == name.countries:
                left_end, next_start = (
                    (words[right - 1].end, words[start].start)
                    if start >= right
                    else (
                        words[end - 1].end,
                        words[place].start,
                    )
                )
                return _ENDS.search(text[left_end:next_start]) is None or ":" in text[left_end:next_start]
        return False

    def _joins(self, words: Sequence[Token], place: int, length: int) -> bool:
        """Whether "and", "or" or "to", or nothing, stands between it and a name that is certain: "greece and "
        "turkey"."""
        names, upper = self._gazetteer.names, self._gazetteer.upper

        def certain(token: Token) -> bool:
            if token.text in upper:
                return True
            known = names.get(token.plain)
            return known is not None and not known.needs_cue and token.plain not in self._gazetteer.people

        code = words[place].text in upper
        if code and words[place + length : place + length + 1] and words[place + length].plain in _PORTS:
            return True
        right = place + length
        if right + 1 < len(words) and words[right].plain in _JOINS and certain(words[right + 1]):
            return True
        if code and right < len(words) and words[right].text in upper:
            return True
        if place >= 2 and words[place - 1].plain in _JOINS and certain(words[place - 2]):
            return True
        return code and place >= 1 and words[place - 1].text in upper

    def _is_person(self, key: str, text: str, words: Sequence[Token], place: int, length: int) -> bool:
        if length > 1:
            return False
        before = [word.plain for word in words[max(0, place - 3) : place]]
        if place and _ENDS.search(text[words[place - 1].end : words[place].start]):
            before = []
        after = [word.plain for word in words[place + 1 : place + 5]]
        last = before[-1] if before else ""
        if last in {"mr", "mrs", "ms", "miss", "mx", "inspector", "sergeant"}:
            return True
        if key not in self._gazetteer.people:
            return False
        if last in _NAMES_HIM or before[-2:] in (["name", "is"], ["names", "is"]) or last in {"names"}:
            return True
        if last in _KIN and not (after and after[0] in _PLACE_FOLLOWS):
            return True
        if place > 1 and last in CUES:
            return False
        if len(after) > 1 and after[0] in _THEIRS and after[1] in _KIN:
            return True
        if after[:1] in (["is"], ["was"], ["has"], ["got"], ["had"], ["went"], ["gets"]):
            return bool(_HAPPENS & set(after[1:3])) and after[1:2] not in (["in"], ["at"])
        return False


def key_country(name: Name) -> bool:
    """Whether an ordinary word is a place of several countries: "georgia", which is asked about like a country."""
    return len(name.countries) > 1


def is_street(words: Sequence[Token], place: int) -> bool:
    """ "rue Saint Marc", "Place Saint Pierre": a street that is called after a place, a saint or a person."""
    if not place:
        return False
    named_place = words[place - 1].text == "Place" and place > 1 and words[place].is_capitalised
    return words[place - 1].plain in _STREETS or named_place


def is_water(words: Sequence[Token], place: int, length: int) -> bool:
    """ "Gulf of Aden", "South China Sea": a sea tells no country."""
    before = [word.plain for word in words[max(0, place - 3) : place] if word.plain != "the"]
    if len(before) >= 2 and before[-1] == "of" and before[-2] in _WATERS:
        return True
    after = [word.plain for word in words[place + length : place + length + 2]]
    return bool(after) and after[0] in _WATERS - {"canal"} and not (len(after) > 1 and after[1] in _NO_WATER_AFTER)
