"""What may be shown of a citizen's question to somebody who must not know who asked: ordinary words only. PURE.

The rule hides rather than looks for names: a word is shown only if it is on a list of ordinary words, and everything
else becomes `[hidden]`. Figures of four digits and more, e-mail addresses, links, dates, streets, rooms and codes (a
passport's number, a booking, a postcode) have marks of their own. Where too much had to be hidden, and where somebody
may be hiding, nothing is shown.
docs/adr/0017-content-designers.md says why, and what can still slip through.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from bot.errors import ContentError

WORDS = Path(__file__).resolve().parent.parent.parent / "data" / "facts" / "ordinary_words.txt"
LONGEST_READ, LONGEST_SHOWN = 600, 240
"""Characters of a question that are looked at, and that are shown: enough to know what is missing in the content."""
MOST_HIDDEN = 0.4
"""Of all words. Beyond it what is left says little about the question, and may say much about the person."""
FEWEST_SHOWN = 2

HIDDEN, NUMBER, EMAIL, LINK, DATE, CODE, ADDRESS = (
    "[hidden]", "[number]", "[email]", "[link]", "[date]", "[code]", "[address]")
MOST_DIGITS = 7
"""Digits of a whole question that may be shown ("90 days in any 180, with 6 months left"). Eight, however far apart and
whatever words stand between them, may be a number to call."""

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_SPOKEN = r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double|triple)"
_FIGURE = rf"(?:{_SPOKEN}|\d{{1,4}})"
_ROOM = r"(?:room|flat|apartment|apt|unit|suite|house|block|floor|villa|cabin|bungalow|dorm|building)"
_STREET = r"(?:street|road|avenue|lane|crescent|terrace)"
_NO_NAME = r"(?:the|a|an|this|that|any|every|by|on|of|off|in|to|and|or|is|are|safe|toll)"
_IN_TROUBLE = re.compile(
    r"\b(?:hiding|hidden|hid|shelters?|refuge|safe ?house|trapped|stalk\w*|abus\w*|violen\w*|threat\w*|secret(?:ly)?"
    r"|escap\w+|(?:ran|run|running) away|lock(?:ed|s)? (?:me|us|her|him|them|in|up)|kick(?:ed|s)? me out"
    r"|(?:scared|afraid|frightened|terrified)|(?:hits?|beats?|hurts?|kills?|attack\w*) (?:me|us|her|him|them)"
    r"|(?:must|may|can|should|does|do|will|would)(?: ?not|n?['’]?t) (?:know|find out)"
    r"|without (?:him|her|them|my \w+) knowing"
    r"|(?:finds?|found|tracks?|follow(?:s|ed|ing)?|looking for|after) (?:me|us))\b", re.I)
"""Where somebody is in hiding or in fear, the most ordinary words may say where they are ("above the bakery on the
market"), and no rule on words can tell. So nothing of such a question is shown. Not a judgement of danger: that is
`bot.triage`, which had its say before; this is what it left to routine."""
_PATTERNS = (
    (EMAIL, re.compile(r"[^\s<>,;]+@[^\s<>,;]+|\S+(?: [\[(]?at[\])]? \S+(?: [\[(]?dot[\])]? \S+)+)+", re.I)),
    (LINK, re.compile(r"\b(?:https?://|www\.)\S+|\b(?!gov\.uk\b)[a-z0-9-]+(?:\.[a-z0-9-]+)*"
                      r"\.(?:com|net|org|uk|co|io|me|gg|info|app|eu|de|fr|es|th|in)\b(?:/\S*)?|(?<!\w)@\w+", re.I)),
    (DATE, re.compile(rf"\b\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}}\b"
                      rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?:,? ?\d{{2,4}}\b)?"
                      rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? ?\d{{4}}\b)?", re.I)),
    (NUMBER, re.compile(rf"\+?\(?\d(?:[\W_]{{0,4}}\d){{4,}}|\b{_FIGURE}(?:[\W_]{{1,4}}{_FIGURE}){{3,}}\b", re.I)),
    (ADDRESS, re.compile(rf"\b{_ROOM}(?: (?:no|number)\b\.?)? ?\d{{1,5}}[a-z]?\b"
                         rf"|\b\d{{1,4}}[a-z]?,? (?:[^\W\d]+ ){{1,3}}{_STREET}\b"
                         rf"|\b(?!{_NO_NAME}\b)[^\W\d]+ {_STREET}\b", re.I)),
    (CODE, re.compile(r"\S*<\S*")),
)
_TOKEN = re.compile(r"\[(?:hidden|number|email|link|date|code|address)\]|[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]|_|\s+")
_MARK = re.compile(r"\[[a-z]+\]$")
_AMOUNT = re.compile(r"\d{1,3}(?:st|nd|rd|th|am|pm|mg|ml|kg|km|hrs?|yo|yrs?|k|x|m|(?:day|week|month|year)s?)?"
                     r"(?:-(?:day|week|month|year|hour)s?(?:-old)?)?", re.I)

def _these(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = _these("""
    mr mrs ms miss dr sir prof professor lord lady dear captain sergeant
""")
_INTRODUCED = re.compile(r"(?:\bnames?(?: is|'s|’s| are| was)?|\bcalled|\bnamed|\bsurname(?: is)?|\bi am|\bi['’]?m"
                         r"|\bthis is|\bregards|\bthanks|\bsigned|\bcheers)[\s,:-]*$", re.I)
"""What stands before a name. After the weaker of these ("I am stuck") an ordinary word in small letters is shown."""
_SURELY = re.compile(r"(?:\bnames?(?: is|'s|’s| are| was)|\bcalled|\bnamed|\bsurname(?: is)?)[\s,:-]*$", re.I)
_RELATION = _these("""
    son daughter wife husband partner boyfriend girlfriend fiance fiancee brother sister mum mother mom dad
    father mate friend cousin uncle aunt auntie nephew niece nan gran grandma grandad granddad grandmother
    grandfather stepson stepdaughter baby child kid colleague boss flatmate girl boy ex twin
""")
_ALSO_NAMES = _these("""
    grace hope faith joy dawn april june bill grant chase dale dean earl art rich may summer autumn heather
    hazel robin angel christian brown baker cook carter king bishop black white young hill wood woods bell price
    rice banks fields rivers lane park parks bush stone cross wells day noble love long short sharp wise swift
    ford bond knight page bird fox wolf lamb fish waters flowers english scott lee miles max victor sterling
    chance sunny sky star jade amber basil clay cliff drake gene glen iris ivory jasmine lance olive opal pierce
    reed reid rusty sage sandy savannah skip storm trinity violet wade ward warren woody bath reading kelly
    london paris florence sydney chelsea brooklyn austin dallas phoenix lincoln chester israel jordan georgia
    chad kenya india china asia america tyre cork derby will
""")
"""Ordinary words and places that people are called by, too: hidden with a capital in mid-sentence or after "my son"."""
_LITTLE = _these("""
    a an the and or but is was are were be been has have had do does did will would can could should may might
    must in on at to from for of with by as if it i he she we they you my his her our their your me him us them
    who what when where why how that this there here not no so then than because about after before into out
    over under up down now just only also very too im its aged got gets going went being
""")
_PROPER = _these("""
    i i'm i've i'd i'll
    gov uk gb eu usa us uae fcdo fco nhs covid english british brit brits schengen esta eta etias ees adhd hiv
    gp europe european africa african asia asian america american london heathrow gatwick christmas easter
    ramadan eid hajj umrah muslim christian jewish hindu sikh monday tuesday wednesday thursday friday saturday
    sunday january february march april may june july august september october november december
""")
"""Words written with a capital that name nobody."""


class _Word(NamedTuple):
    at: int
    """Place in the tokens."""
    text: str
    base: str
    """In small letters, straight apostrophe, without a possessive."""
    first: bool
    """Begins a sentence."""


class Mask:
    """Masks questions. `ordinary` and `places` are words in small letters; see `load_ordinary_words`."""

    def __init__(self, ordinary: frozenset[str], places: Iterable[str] = ()) -> None:
        self._places = frozenset(word.lower() for place in places for word in re.findall(r"[^\W\d_]+", place))
        self._ordinary = ordinary

    def __call__(self, text: str) -> str | None:
        """What may be shown, at most LONGEST_SHOWN characters; None where too much had to be hidden."""
        if _IN_TROUBLE.search(" ".join(text.split())):
            return None
        text = " ".join(text[:LONGEST_READ].split())
        for mark, pattern in _PATTERNS:
            text = pattern.sub(f" {mark} ", text)
        tokens = _TOKEN.findall(text)
        words = list(_words(tokens))
        hidden = self._hidden(tokens, words)
        shown = len(words) - len(hidden)
        marks = sum(1 for token in tokens if _MARK.match(token))
        if shown < FEWEST_SHOWN or len(hidden) + marks > MOST_HIDDEN * (len(words) + marks):
            return None
        for word in words:
            if word.at in hidden:
                tokens[word.at] = hidden[word.at]
        said = re.sub(r"\s+", " ", "".join(tokens)).strip()
        said = re.sub(r"(\[hidden\])(?:[\s'’.-]*\[hidden\])+", r"\1", said)
        said = re.sub(r"\s+([?!.,;:)])", r"\1", said)
        return said if len(said) <= LONGEST_SHOWN else said[:LONGEST_SHOWN].rsplit(" ", 1)[0] + " …"

    def _hidden(self, tokens: list[str], words: list[_Word]) -> dict[int, str]:
        """Place of a token → the mark that takes its place."""
        letters = [word for word in words if word.text[:1].isalpha()]
        shouted = sum(word.text.isupper() for word in letters) > len(letters) / 2
        hidden: dict[int, str] = {}
        name_goes_on = 0
        for number, word in enumerate(words):
            before = words[number - 1] if number else None
            if any(c.isdigit() for c in word.text):
                if not _AMOUNT.fullmatch(word.text) and word.base not in self._ordinary:
                    hidden[word.at] = NUMBER if word.text.isdigit() else CODE
                continue
            lead = "".join(tokens[max(0, word.at - 8):word.at])
            capital = word.text[:1].isupper() and not shouted and not word.first
            parted = before is not None and _parted(tokens, before, word)
            if before is not None and before.base in _TITLES and not parted or _SURELY.search(lead):
                name_goes_on = 3
            elif parted or word.base in _LITTLE:
                name_goes_on = 0
            after_relation = before is not None and before.base in _RELATION and not parted
            introduced = _INTRODUCED.search(lead) is not None
            if (name_goes_on and word.base not in _LITTLE) or not self._may_stand(
                    word, capital, after_relation or introduced, introduced):
                hidden[word.at] = HIDDEN
            name_goes_on = max(0, name_goes_on - 1)
        figures = [word for word in words if any(c.isdigit() for c in word.text)]
        if sum(c.isdigit() for word in figures for c in word.text) > MOST_DIGITS:
            hidden |= {word.at: NUMBER for word in figures if word.at not in hidden}
        # A figure beside a hidden word may be the rest of a code: "ab 123 cd 456".
        for one, other in zip(words, words[1:], strict=False):
            for this, that in ((one, other), (other, one)):
                if hidden.get(this.at) == HIDDEN and that in figures and not _parted(tokens, one, other):
                    hidden.setdefault(that.at, CODE)
        # A capital beside a hidden word is the other half of a name.
        for one, other in zip(words, words[1:], strict=False):
            if _parted(tokens, one, other) or shouted:
                continue
            for this, that in ((one, other), (other, one)):
                if hidden.get(this.at) == HIDDEN and this.text[:1].isupper() and that.text[:1].isupper() \
                        and that.base not in _PROPER and not (that.first and that.base in _LITTLE):
                    hidden.setdefault(that.at, HIDDEN)
        return hidden

    def _may_stand(self, word: _Word, capital: bool, after_relation: bool, introduced: bool) -> bool:
        if capital and introduced and word.base not in _PROPER:
            return False
        if word.base in _ALSO_NAMES and word.base not in _LITTLE and (capital or after_relation):
            return capital and not after_relation and (word.base in _PROPER or word.base in self._places)
        if capital and after_relation and word.base not in _PROPER:
            return False
        parts = re.split(r"[-]", word.base)
        return all(part in self._ordinary or part in self._places or part in _PROPER or part in _LITTLE
                   for part in parts)


def _words(tokens: list[str]) -> Iterator[_Word]:
    first = True
    for at, token in enumerate(tokens):
        if token[:1].isalnum():
            base = token.lower().replace("’", "'")
            yield _Word(at, token, base if base.endswith("'s") and len(base) < 4 else base.removesuffix("'s"), first)
            first = False
        elif token in {".", "!", "?", "\n"}:
            first = True


def _parted(tokens: list[str], one: _Word, other: _Word) -> bool:
    """Whether a full stop, comma or the like stands between two words."""
    return any(token in set(".,;:!?()") or _MARK.match(token) for token in tokens[one.at + 1:other.at])


@lru_cache(maxsize=2)
def load_ordinary_words(path: Path = WORDS) -> frozenset[str]:
    """The words of `data/facts/ordinary_words.txt`. Raises ContentError where the file cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ContentError(f"data/facts/{path.name} cannot be read. Get it again from the repository.") from error
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
