"""Finds the countries that a citizen's words name. `load_places()` makes it.

docs/adr/0008-places.md says why it is built so.

Longest name first. A word that is also a place (Nice, Split, Reading) needs a cue ("in", "to") or a capital; an
abbreviation its capitals. A misspelt name is mended only where one place is meant: between countries that are easily
confused it gives both, and asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from bot.errors import ContentError
from bot.places.gazetteer import FACTS, Gazetteer, Name, load_gazetteer
from bot.places.ports import Located, Mention
from bot.places.spelling import Spelling
from bot.places.tokens import Token, plain, tokens

LONGEST_READ = 8_000
"""Characters of a text that are read: the longest message."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_CUES = _words(
    "in to from at near visit visiting around via through into outside inside towards leaving leave for of between "
    "across "
    "reach reached "
    "reaching within under over off on round tour toward beyond explore exploring ex"
)
_STRONG = _words("in to from at near visit visiting via into towards outside around leaving reach through toward")
_AFTER_SMALL = _words(
    "and or for on at by with next last this tomorrow today tonight yesterday when where we i but since because from "
    "to airport city then now "
    "please help again is was via as during after before if without until he she my they"
)
_ARTICLES = frozenset(
    {
        "the",
        "city",
        "central",
        "downtown",
        "northern",
        "southern",
        "eastern",
        "western",
        "north",
        "south",
        "east",
        "west",
        "rural",
        "old",
        "sunny",
        "beautiful",
        "greater",
        "mainland",
    }
)
_HERE = _words("in at near outside inside around here")
_THERE = _words("to for via through visit visiting towards into")
_NOW = _words(
    "am is are im stuck trapped arrested held currently living live staying stranded here now detained injured robbed "
    "mugged "
    "hospital attacked died lost "
    "missing raped been was were happened working born based"
)


class Finder:
    """The `Places` port over one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._guess = lru_cache(maxsize=4096)(Spelling(gazetteer).countries)
        self._words_from: dict[str, int] = {}
        """First word of a name of several words → words of the longest such name."""
        for name in (*gazetteer.names, *gazetteer.not_places):
            first, _, more = name.partition(" ")
            if more:
                self._words_from[first] = max(self._words_from.get(first, 1), name.count(" ") + 1)

    def locate(self, text: str) -> Located:
        """Every country that a reader would take the text's places to be. Never raises; an empty text gives nothing."""
        found = self._settle(self._mentions(text[:LONGEST_READ]))
        countries = tuple(dict.fromkeys(code for mention in found for code in mention.countries))
        asks = any(len(mention.countries) > 1 for mention in found)
        return Located(tuple(found), countries, asks, self._finest(found))

    def here(self, text: str) -> str | None:
        """The one country where the writer, or the person they write about, is now.

        "I'm in Rome, flying to Paris" → IT.
        """
        text = text[:LONGEST_READ]
        mentions = [mention for mention in self._settle(self._mentions(text)) if len(mention.countries) == 1]
        words = tokens(text)
        best: tuple[int, str] | None = None
        for mention in mentions:
            before = [token.plain for token in words if token.end <= mention.start][-7:]
            near = [word for word in before[-3:] if word not in _ARTICLES]
            last = near[-1] if near else ""
            score = 0 if last in _THERE or last == "from" else 3 if last in _HERE else 1
            if score and any(word in _NOW for word in before):
                score += 1
            if score and (best is None or score > best[0]):
                best = (score, mention.countries[0])
        return best[1] if best else None

    def name(self, country: str) -> str:
        """ "Thailand" for "TH". Raises ContentError for an unknown code."""
        try:
            return self._gazetteer.country_names[country].removeprefix("The ")
        except KeyError:
            raise ContentError(
                f"{country!r} is not the code of a country that we know. Use ISO 3166-1 alpha-2."
            ) from None

    # -- reading --------------------------------------------------------------------------------------------------
    def _mentions(self, text: str) -> list[Mention]:
        words = tokens(text)
        found: list[Mention] = []
        shouted = text.isupper()
        place = 0
        while place < len(words):
            length, mention = self._at(text, words, place, shouted)
            if mention is not None:
                found.append(mention)
            place += length
        return found

    def _at(self, text: str, words: Sequence[Token], place: int, shouted: bool) -> tuple[int, Mention | None]:
        """The longest name that starts at word `place` → (words used, mention or None)."""
        gazetteer = self._gazetteer
        first = words[place]
        for length in range(min(self._longest_at(words, place), len(words) - place), 0, -1):
            stretch = words[place : place + length]
            if length > 1 and _is_broken(text, stretch):
                continue
            key = " ".join(token.plain for token in stretch)
            if key in gazetteer.not_places:
                return length, None
            name = gazetteer.names.get(key) or _with_article(gazetteer, key)
            if (
                name is None
                and key.endswith("s")
                and length == 1
                and text[first.start : first.end].endswith(("'s", "\u2019s"))
            ):
                name = gazetteer.names.get(key[:-1])
            if name is None and length == 1:
                written = first.text.replace(".", "")
                code = gazetteer.upper.get(written)
                name = (
                    Name((code,), needs_cue=written in gazetteer.upper_needs_cue)
                    if code and not (shouted and code == "US")
                    else None
                )
            if name is not None and self._is_meant(name, words, place, length, shouted):
                return length, Mention(
                    stretch[0].start, stretch[-1].end, text[stretch[0].start : stretch[-1].end], name.countries
                )
        guessed = self._misspelt(words, place)
        if guessed is not None:
            length, codes = guessed
            start, end = first.start, words[place + length - 1].end
            return length, Mention(start, end, text[start:end], codes)
        return 1, None

    def _longest_at(self, words: Sequence[Token], place: int) -> int:
        """Words of the longest name that could start here: most words start none of several."""
        first = words[place].plain.partition(" ")[0]
        longest = self._words_from.get(first, 1)
        if first == "the" and place + 1 < len(words):  # "the Gambia": see _with_article
            longest = max(longest, 1 + self._words_from.get(words[place + 1].plain.partition(" ")[0], 1))
        return min(self._gazetteer.longest, longest)

    def _is_meant(self, name: Name, words: Sequence[Token], place: int, length: int, shouted: bool) -> bool:
        if not name.needs_cue:
            return True
        token = words[place]
        before = [word.plain for word in words[max(0, place - 3) : place] if word.plain not in _ARTICLES]
        cue = before[-1] if before else ""
        capital = token.is_capitalised and not shouted
        if capital and (cue in _CUES or (name.capital_is_enough and place > 0)):
            return True
        if capital and name.capital_is_enough and place + length == len(words):
            return True
        after = words[place + length].plain if place + length < len(words) else ""
        if length == len(words):
            return name.capital_is_enough
        return cue in _STRONG and (after == "" or after in _AFTER_SMALL)

    # -- misspelt names -------------------------------------------------------------------------------------------
    def _misspelt(self, words: Sequence[Token], place: int) -> tuple[int, tuple[str, ...]] | None:
        for length in (3, 2, 1):
            stretch = words[place : place + length]
            if len(stretch) < length or any(
                token.plain in self._gazetteer.ordinary for token in (stretch if length == 1 else stretch[:1])
            ):
                continue
            if length > 1 and stretch[-1].plain in self._gazetteer.ordinary and len(stretch[-1].plain) <= 4:
                continue
            if length == 1 and len(stretch[0].plain) <= 6 and not _may_name_a_place(words, place):
                continue
            codes = self._guess(" ".join(token.plain for token in stretch))
            if codes:
                return length, codes
        return None

    # -- several places -------------------------------------------------------------------------------------------
    def _settle(self, mentions: Sequence[Mention]) -> list[Mention]:
        """An ambiguous name next to a certain one is that one's: "Tbilisi, Georgia"; "Perth, Australia"."""
        certain = {mention.countries[0] for mention in mentions if len(mention.countries) == 1}
        settled = []
        for mention in mentions:
            shared = tuple(code for code in mention.countries if code in certain)
            settled.append(
                Mention(mention.start, mention.end, mention.text, shared)
                if len(mention.countries) > 1 and len(shared) == 1
                else mention
            )
        return settled

    def _finest(self, mentions: Sequence[Mention]) -> str:
        """The first place that is smaller than a country, else the first, as written."""
        for mention in mentions:
            name = self._gazetteer.names.get(plain(mention.text))
            if name is not None and not name.is_country:
                return mention.text
        return mentions[0].text if mentions else ""


def _with_article(gazetteer: Gazetteer, key: str) -> Name | None:
    """ "the Gambia"; but "the bath" is no place."""
    name = gazetteer.names.get(key[4:]) if key.startswith("the ") else None
    return None if name is None or name.needs_cue else name


def _may_name_a_place(words: Sequence[Token], place: int) -> bool:
    """A short word is mended only where a place is likely: after a cue, with a capital in mid-sentence, or alone."""
    before = words[place - 1].plain if place else ""
    return before in _STRONG or before == "for" or (words[place].is_capitalised and place > 0) or len(words) <= 2


def _is_broken(text: str, stretch: Sequence[Token]) -> bool:
    """Whether a sentence ends, or a line breaks, between the words of a stretch."""
    return any(
        re.search(r"[!?;:\n\u2026]|,|\.\s", text[left.end : right.start]) is not None
        and left.plain not in {"st", "mt", "ft"}
        for left, right in zip(stretch, stretch[1:], strict=False)
    )


def load_places(facts: Path = FACTS) -> Finder:
    """The finder over data/facts. Raises ContentError where a file cannot be read. About a tenth of a second."""
    return Finder(load_gazetteer(facts))
