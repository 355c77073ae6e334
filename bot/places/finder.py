"""Finds the countries that a citizen's words name. `load_places()` makes it.

docs/adr/0008-places.md says why it is built so.

Longest name first. A word that is also a place (Nice, Split, Reading) needs a cue ("in", "to") or a capital; an
abbreviation its capitals. A misspelt name is mended only where one place is meant: between countries that are easily
confused it gives both, and asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path

from bot.errors import ContentError
from bot.places.belief import STRONG, Belief, is_street
from bot.places.gazetteer import FACTS, Gazetteer, Name, load_gazetteer
from bot.places.points import Points, coordinates_in, load_points
from bot.places.ports import Located, Mention
from bot.places.roles import whereabouts, with_roles
from bot.places.spelling import Spelling
from bot.places.tokens import Token, plain, tokens

LONGEST_READ = 8_000
"""Characters of a text that are read: the longest message."""


_THE_COUNTRY = re.compile(r"\W{0,3}(?:the |as a )?country\b", re.IGNORECASE)
_THING = re.compile(
    r"\s+(?:driving |driver's |bank |debit |credit |phone |mobile |state |adult |child |sim |tax |national )?"
    r"(?:passports?|banks?|accounts?|cards?|citizens?|nationals?|embass(?:y|ies)|consulates?|licen[cs]es?|phones?|"
    r"numbers?|sims?|insurance|pensions?|gov|government|citizenship|nationality|mobile)\b",
    re.IGNORECASE,
)
"""What somebody carries or is, after a country's name: "UK passport", "US citizen"."""
_OWNERS = frozenset({("GB",), ("US",)})
_THE_STATE = re.compile(r"\W{0,3}(?:the )?(?:us |american )?state\b", re.IGNORECASE)


_SHORTENED = frozenset({"st", "mt", "ft", "dom", "s", "n", "e", "w", "so", "rep", "dem", "is", "pt"})
"""Words that a full stop shortens, within a name: "St. Kitts", "S. Korea"."""


class Finder:
    """The `Places` port over one gazetteer."""

    def __init__(self, gazetteer: Gazetteer, points: Points | None = None) -> None:
        """`points` gives coordinates a country ("I'm at 7.88, 98.39"); without it they are not read."""
        self._gazetteer, self._belief, self._points = gazetteer, Belief(gazetteer), points
        self._guess = lru_cache(maxsize=4096)(Spelling(gazetteer).countries)
        self._words_from: dict[str, int] = {}
        """First word of a name of several words → words of the longest such name."""
        for name in (*gazetteer.names, *gazetteer.not_places):
            first, _, more = name.partition(" ")
            if more:
                self._words_from[first] = max(self._words_from.get(first, 1), name.count(" ") + 1)

    def locate(self, text: str) -> Located:
        """Every country that a reader would take the text's places to be. Never raises; an empty text gives nothing."""
        text = text[:LONGEST_READ]
        mentions = self._mentions(text) or self._pinned(text)
        found = with_roles(text, self._settle(text, mentions))
        places = [mention for mention in found if not mention.of_thing]
        by_weight = sorted(found, key=lambda mention: mention.of_thing)
        named = tuple(dict.fromkeys(code for mention in by_weight for code in mention.countries))
        asks = any(len(mention.countries) > 1 for mention in found)
        where = whereabouts(found)
        there = [mention for mention in places if set(mention.countries) & set(where.trouble)]
        # Somebody who only says whose their passport is has not said where they are.
        countries = named if places else ()
        return Located(tuple(found), countries, asks, self._finest(there or places), where, named)

    def name(self, country: str) -> str:
        """ "Thailand" for "TH". Raises ContentError for an unknown code."""
        try:
            return self._gazetteer.country_names[country].removeprefix("The ")
        except KeyError:
            raise ContentError(
                f"{country!r} is not the code of a country that we know. Use ISO 3166-1 alpha-2."
            ) from None

    # -- reading --------------------------------------------------------------------------------------------------
    def _pinned(self, text: str) -> list[Mention]:
        """Coordinates, in a text that names no place: the country they lie in; near a border, each it may be."""
        pinned = coordinates_in(text) if self._points else None
        if pinned is None or self._points is None:
            return []
        codes = self._points.countries_at(pinned.point)
        return [Mention(pinned.start, pinned.end, text[pinned.start : pinned.end], codes)] if codes else []

    def _mentions(self, text: str) -> list[Mention]:
        words = tokens(text)
        found: list[Mention] = []
        shouted = text.isupper()
        place = 0
        while place < len(words):
            if found and (state := self._state_of(text, words[place], found[-1])) is not None:
                found.append(state)
                place += 1
                continue
            length, mention = self._at(text, words, place, shouted)
            if mention is not None and mention.countries in _OWNERS:
                mention = replace(mention, of_thing=_is_owner(mention.text) and bool(_THING.match(text, mention.end)))
            if mention is not None:
                found.append(mention)
            place += length
        return found

    def _state_of(self, text: str, word: Token, before: Mention) -> Mention | None:
        """ "Akron, OH", "London, ON": the state or province of the place before."""
        code = self._gazetteer.after_comma.get(word.text)
        if code is None or not re.fullmatch(r",\s*", text[before.end : word.start]):
            return None
        return Mention(word.start, word.end, word.text, (code,))

    def _at(self, text: str, words: Sequence[Token], place: int, shouted: bool) -> tuple[int, Mention | None]:
        """The longest name that starts at word `place` → (words used, mention or None)."""
        gazetteer = self._gazetteer
        first, known = words[place], False
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
                if (
                    written == "GB"
                    and _THING.match(text, first.end)
                    and not (place and words[place - 1].plain.isdigit())
                ):
                    written = "UK"  # "my GB licence"; "a 5 GB sim" is none
                if written == "us" and self._stands_beside_country(text, words, place):
                    written = "US"
                code = gazetteer.upper.get(written)
                name = (
                    Name((code,), needs_cue=written in gazetteer.upper_needs_cue)
                    if code and not (shouted and code == "US")
                    else None
                )
            known = known or name is not None
            if name is not None and not name.is_country and is_street(words, place):
                return length, None
            if name is not None and self._belief.is_meant(name, text, words, place, length, shouted):
                return length, Mention(
                    stretch[0].start, stretch[-1].end, text[stretch[0].start : stretch[-1].end], name.countries
                )
        # A word that is a place's name and means none here is no slip for another either.
        guessed = None if known else self._misspelt(text, words, place)
        if guessed is not None:
            length, codes = guessed
            start, end = first.start, words[place + length - 1].end
            return length, Mention(start, end, text[start:end], codes)
        return 1, None

    def _stands_beside_country(self, text: str, words: Sequence[Token], place: int) -> bool:
        """ "us/canada": a stroke, and a country on its other side."""
        first = words[place]
        for other, stroke in ((place + 1, text[first.end :][:1]), (place - 1, text[max(0, first.start - 1) :][:1])):
            if 0 <= other < len(words) and stroke in {"/", "-"}:
                known = self._gazetteer.names.get(words[other].plain)
                if known is not None and known.is_country:
                    return True
        return False

    def _longest_at(self, words: Sequence[Token], place: int) -> int:
        """Words of the longest name that could start here: most words start none of several."""
        first = words[place].plain.partition(" ")[0]
        longest = self._words_from.get(first, 1)
        if first == "the" and place + 1 < len(words):  # "the Gambia": see _with_article
            longest = max(longest, 1 + self._words_from.get(words[place + 1].plain.partition(" ")[0], 1))
        return min(self._gazetteer.longest, longest)

    # -- misspelt names -------------------------------------------------------------------------------------------
    def _misspelt(self, text: str, words: Sequence[Token], place: int) -> tuple[int, tuple[str, ...]] | None:
        for length in (3, 2, 1):
            stretch = words[place : place + length]
            if len(stretch) < length or any(
                token.plain in self._gazetteer.ordinary for token in (stretch if length == 1 else stretch[:1])
            ):
                continue
            if length > 1 and _is_broken(text, stretch):
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
    def _settle(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """An ambiguous name next to a certain one is that one's: "Tbilisi, Georgia"; "Perth, Australia"."""
        mentions = [self._moved(text, mention, after) for mention, after in zip_longest(mentions, mentions[1:])]
        sure = [mention for mention in mentions if len(mention.countries) == 1 and not mention.of_thing]
        certain = {mention.countries[0] for mention in sure}
        settled = []
        for mention in mentions:
            shared = tuple(code for code in mention.countries if code in certain)
            if "GB" in mention.countries and len(mention.countries) > 1:
                shared = self._at_home_or_not(text, mention, sure, shared)
            if len(mention.countries) > 1 and len(shared) != 1:
                shared = self._told_apart(mention, text[mention.end : mention.end + 30])
            if len(mention.countries) > 1 and len(shared) == 1:
                mention = replace(mention, countries=shared)
            settled.append(mention)
        return settled

    def _at_home_or_not(
        self, text: str, mention: Mention, sure: Sequence[Mention], shared: tuple[str, ...]
    ) -> tuple[str, ...]:
        """The country of a name of the UK and elsewhere, for British people: one, or `shared` where nothing tells.

        "London to Doha to Perth" goes abroad; "a crash in Portugal, I'm in Birmingham" is at home.
        """
        abroad = any(other.countries[0] not in mention.countries for other in sure)
        if mention.countries[0] == "GB":
            return shared if shared or not abroad else ("GB",)
        beside = any(other.countries == ("GB",) and _touch(text, mention, other) for other in sure)
        if "GB" not in shared or beside:
            return shared
        rest = tuple(code for code in shared if code != "GB")
        return rest or (tuple(code for code in mention.countries if code != "GB") if abroad else mention.countries)

    def _told_apart(self, mention: Mention, after: str) -> tuple[str, ...]:
        """ "Georgia, the country"; "Georgia (the US state)"."""
        if _THE_COUNTRY.match(after):
            names = self._gazetteer.country_names
            return tuple(code for code in mention.countries if plain(names.get(code, "")) == plain(mention.text))
        return ("US",) if "US" in mention.countries and _THE_STATE.match(after) else ()

    def _moved(self, text: str, mention: Mention, after: Mention | None) -> Mention:
        """A famous town that a place of another country follows at once is that one's: "London Ontario"."""
        own = plain(mention.text)
        well_known = self._gazetteer.names.is_curated(own) and len(mention.countries) == 1
        if after is not None and not well_known and self._ends_address(text, mention, after):
            return replace(mention, countries=after.countries)
        elsewhere = self._gazetteer.elsewhere.get(own, ())
        if after is None or not elsewhere or text[mention.end : after.start].strip(" ,(") not in {"", "in"}:
            return mention
        shared = tuple(code for code in after.countries if code in elsewhere)
        return (
            replace(mention, countries=shared[:1])
            if shared and mention.countries[0] not in after.countries
            else mention
        )

    def _ends_address(self, text: str, town: Mention, after: Mention) -> bool:
        """ "Alvorada, Peru": a country ends an address, and no list goes on ("Alvorada, Peru, Chile")."""
        country = self._gazetteer.names.get(plain(after.text))
        return (
            country is not None
            and country.is_country
            and len(after.countries) == 1
            and text[town.end : after.start].strip() == ","
            and re.match(r"\s*(?:,|/|&|and\b|or\b)", text[after.end :]) is None
        )

    def _finest(self, mentions: Sequence[Mention]) -> str:
        """The first place that is smaller than a country, else the first, as written."""
        for mention in mentions:
            name = self._gazetteer.names.get(plain(mention.text))
            if name is not None and not name.is_country:
                return mention.text
        return mentions[0].text if mentions else ""


def _touch(text: str, one: Mention, other: Mention) -> bool:
    """Whether one place says where the other is: "Perth, Scotland", "Perth in Scotland"."""
    first, second = sorted((one, other), key=lambda mention: mention.start)
    return re.fullmatch(r"[\s,(]*(?:in\s+)?(?:the\s+)?", text[first.end : second.start], re.IGNORECASE) is not None


def _is_owner(name: str) -> bool:
    """ "UK", "US", "Britain": what may stand before a thing; a town may not."""
    return plain(name) in {"uk", "gb", "britain", "us", "usa"}


def _with_article(gazetteer: Gazetteer, key: str) -> Name | None:
    """ "the Gambia"; but "the bath" is no place."""
    name = gazetteer.names.get(key[4:]) if key.startswith("the ") else None
    return None if name is None or name.needs_cue else name


def _may_name_a_place(words: Sequence[Token], place: int) -> bool:
    """A short word is mended only where a place is likely: after a cue, with a capital in mid-sentence, or alone."""
    before = words[place - 1].plain if place else ""
    return before in STRONG or before == "for" or (words[place].is_capitalised and place > 0) or len(words) <= 2


def _is_broken(text: str, stretch: Sequence[Token]) -> bool:
    """Whether a sentence ends, or a line breaks, between the words of a stretch."""
    return any(
        re.search(r"[!?;:()\n\u2026]|,|\.\s", text[left.end : right.start]) is not None and left.plain not in _SHORTENED
        for left, right in zip(stretch, stretch[1:], strict=False)
    )


def load_places(facts: Path = FACTS) -> Finder:
    """The finder over data/facts. Raises ContentError where a file cannot be read. About a tenth of a second."""
    return Finder(load_gazetteer(facts), load_points(facts))
