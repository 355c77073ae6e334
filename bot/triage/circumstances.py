"""Who a message is about, and when: the writer or another, a child, which passports, home already, now or past. PURE.

What is found here changes the reply and the handover card. It never decides whether somebody in trouble reaches a
person: triage does not read it. Everything is a hint; what the text does not say stays unknown.
"""

# ruff: noqa: E501 - a pattern that is cut in two is harder to read
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from bot.places.ports import Located, Places
from bot.triage.nationalities import ANOTHER, BRITISH, NOT_BRITISH, countries_of
from bot.triage.normalise import normalise
from bot.triage.passports import passports_in
from bot.triage.relations import ABOUT_A_CHILD, RELATION, relation_in, written_out
from bot.triage.times import When, time_in

ADULT = 18
"""Years from which a person is no child. Source: UN Convention on the Rights of the Child, article 1."""


class Whose(str, Enum):
    """Whose trouble or question it is."""

    SELF = "self"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Circumstances:
    """What a text says about who and when."""

    whose: Whose = Whose.UNKNOWN
    relation: str = ""
    """Who the other is to the writer ("son"); empty where that is not said."""
    child: bool = False
    """Somebody under 18 is part of it."""
    age: int | None = None
    """In years, of the person in need where their age is said; 0 for a baby of some months."""
    writer: tuple[str, ...] = ()
    """Passports that the writer says they have ("British", "Iranian"); see bot.triage.nationalities."""
    other: tuple[str, ...] = ()
    """Passports of the person written about."""
    in_uk: bool | None = None
    """The writer is in the UK; False where they say that they are in another country, None where they say nothing."""
    home: bool = False
    """The writer came back from abroad."""
    when: When = When.NOW
    said_when: str = ""
    """The time that was said, in a few words of ours: "last week"."""

    @property
    def passports(self) -> tuple[str, ...]:
        """Of the person in need."""
        return self.other if self.whose is Whose.OTHER else self.writer

    @property
    def not_british(self) -> bool:
        """The person in need is said to have a passport of another country, and no British one is spoken of."""
        return bool(self.passports) and BRITISH not in self.passports

    @property
    def child_in_need(self) -> bool:
        """The person in need is a child, and not only somebody with one."""
        if not self.child:
            return False
        if self.whose is Whose.OTHER:
            return True
        return self.whose is Whose.SELF and self.age is not None and self.age < ADULT and self.relation == ""

    def at_home_in(self, country: str | None) -> bool:
        """Whether the person in need may be a national of `country` (ISO 3166-1 alpha-2) themselves, not only British."""
        foreign = [name for name in self.passports if name not in (BRITISH, ANOTHER, NOT_BRITISH)]
        return country is not None and country != "GB" and any(country in countries_of(name) for name in foreign)


BACK_HOME, IN_THE_UK = "Back home", "In the UK"
_UNITED_STATES = re.compile(r"\bU\.\s?S\.(?:A\.)?")
_UNITED_KINGDOM = re.compile(r"\bU\.\s?K\.")
_LONGEST = 2_000
"""Characters that are read: who and when are said at the front, and a long paste must not cost time."""


def plain(text: str) -> str:
    """The text as the patterns of this module read it, see bot.triage.normalise."""
    return normalise(written_out(_UNITED_KINGDOM.sub("UK", _UNITED_STATES.sub("US", text[:_LONGEST]))))


def circumstances(text: str, located: Located) -> Circumstances:
    """Read `text`; `located` are its places. Never raises, whatever the text."""
    words = plain(text)
    relation, whose = _whose(words)
    age, child = _age(words, relation)
    writer, other = passports_in(words)
    home = _came_home(words, located)
    when, said = time_in(words)
    if home and when is When.NOW:
        when = When.OPEN
    return Circumstances(
        whose=whose,
        relation=relation,
        child=child,
        age=age,
        writer=writer,
        other=other,
        in_uk=True if home else _in_uk(words, located),
        home=home,
        when=when,
        said_when=said,
    )


# -- whose ---------------------------------------------------------------------------------------------------------
_ME = r"(?:me|i|myself)"
_TOGETHER = re.compile(rf" (?:{_ME} and (?:my|our) {RELATION}|(?:my|our) {RELATION} and {_ME}) ")
_TAKES = (
    r"(?:took|takes|taking|taken|take|abducted|kidnapped|kept|keeps|keeping|keep|hid|hides|hiding|beat|beats|hit|hits"
    r"|hurts?|attacked|abused|abuses)"
)
_CHILD_TAKEN = re.compile(rf" {_TAKES} (?:my|our) {RELATION} ")
_DOES_TO_ME = re.compile(
    rf" (?:my|our) {RELATION} (?:\S+ ){{0,4}}?(?:hits?|hitting|beats?|beating|hurts?|hurting|threatens?|threatening|threatened|locked|locks"
    r"|raped|rapes|forces|forced|forcing|attacked|attacks|attacking|abuses|abused|abusing|controls|controlling|follows|following|stalks|stalking|raping|kicked|pushed|choked|strangled"
    r"|left|robbed|wants|want|took|takes|has|keeps|hid|burned|stole) (?:me|my(?! (?:\S+ ){0,2}(?:son|daughter|child|kids|baby))) "
)
_TO_MARRY_ME = re.compile(
    rf" (?:my|our) {RELATION} (?:\S+ ){{0,3}}?(?:(?:wants?|trying|going|plans?|tries) to (?:marry|kill|hurt|sell|take|cut) me"
    r"|(?:making|forcing|makes|forces) me (?:to )?\S+) "
)
_MINE = re.compile(
    r" (?:i|we) (?:have been|was|were|am being|are being|have just been|just got|got|have|am|are) (?:\S+ ){0,2}?"
    r"(?:robbed|mugged|arrested|detained|attacked|raped|assaulted|stabbed|shot|kidnapped|evacuated|stranded|stuck|trapped|held"
    r"|poisoned|spiked|injured|bleeding|lost|deported|scammed|threatened) "
    r"| (?:stole|stolen|took|snatched) (?:my|our) (?:bag|passport|phone|wallet|money|car|purse) "
    r"| (?:my|our) (?:bag|passport|phone|wallet|money|purse) (?:has been|was|is|got) "
)
_OF_OTHERS = re.compile(rf" (?:my|our) (?!passport |visa )({RELATION}) ")
_SOMEBODY = re.compile(
    r" (?:a|an|the|one|some) (?:\S+ ){0,2}?(?:man|woman|girl|boy|guy|lad|lady|tourist|backpacker|stranger|student|couple|pensioner)"
    r" (?:\S+ ){0,5}?(?:is|was|has|have|are|were|fell|collapsed|died|needs) "
    r"| (?:someone|somebody) (?:else )?(?:was|has been|is being|has died|died|collapsed|has collapsed|fell) "
)
_THIRD_PERSON = re.compile(r" (?:he|she|him|her|his) ")
_ATTACKER = re.compile(
    r" (?:a|the|some|this|that) (?:\S+ ){0,2}?(?:man|woman|guy|stranger) |"
    r" (?:he|she|his) (?:\S+ ){0,4}?(?:me|my|us) "
)
_FIRST = re.compile(r" (?:i|me|my|mine|myself|we|us|our|ours) ")


def _whose(words: str) -> tuple[str, Whose]:
    """(relation, whose)."""
    if _TOGETHER.search(words):
        return "", Whose.SELF
    taken = _CHILD_TAKEN.search(words)
    if taken:
        return relation_in(taken.group()), Whose.OTHER
    if _DOES_TO_ME.search(words) or _TO_MARRY_ME.search(words):
        return "", Whose.SELF
    mine, others = _MINE.search(words), _OF_OTHERS.search(words)
    if others is not None and (mine is None or others.start() < mine.start()):
        accompanies = re.search(r" (?:with|have) $", words[: others.start() + 1]) is not None
        if not accompanies or re.search(r" (?:he|she|they) (?:is|has|was|have|are|had|needs|got) ", words[others.end() :]):
            return relation_in(others.group()), Whose.OTHER
        return "", Whose.SELF
    if mine is not None:
        return "", Whose.SELF
    if _SOMEBODY.search(words) and not re.search(r" (?:at the door|me|my|following) ", words):
        return "", Whose.OTHER
    if _THIRD_PERSON.search(words) and not _ATTACKER.search(words):
        return "", Whose.OTHER
    if _FIRST.search(words) or _SPEAKS_AS.search(words):
        return "", Whose.SELF
    return "", Whose.UNKNOWN


_SPEAKS_AS = re.compile(r"^ (?:\S+ ){1,3}(?:citizen|national|nationals|citizens) (?:here|stuck|in|lost|trapped|needing|needs) ")

# -- a child -------------------------------------------------------------------------------------------------------
_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"]
_NUMBER = rf"(\d{{1,2}}|{'|'.join(_NUMBERS)})"
_YEARS = r"(?:years?|yrs?|y) (?:old|o)|yo|years? of age"
_MONTHS = re.compile(rf" {_NUMBER} (?:months?|weeks?|days?) old ")
_AGED = re.compile(rf" {_NUMBER} ?(?:{_YEARS}) | aged? (?:of )?{_NUMBER} | (?:he|she) is (?:only |just ){_NUMBER} ")
_AGE_AFTER = re.compile(
    rf" (?:my|our) {RELATION} (?:, )?(?:who )?(?:is |, )?(?:only |just )?{_NUMBER}(?= (?:,|\.|and|has|is|was|in|fell|needs|who|nearly|had) )"
)
_I_AM = re.compile(
    rf" i am (?:only |just )?{_NUMBER}(?: (?:{_YEARS}))? (?=$|,|\.|!|and|but|from|alone|please|help|my|i|at|years|year)"
)
_CHILD_WORDS = re.compile(
    r" (?:bab(?:y|ies)|toddlers?|infants?|newborns?|child|childs|children|childrens|kids?|schoolgirls?|schoolboys?|minor|minors"
    r"|little (?:boys?|girls?|ones?|son|daughter|brother|sister|lad)|teenage\S*|teens?|under 18) "
)
_NO_CHILD = re.compile(
    r" (?:adult|grown up|grown|no) (?:children|kids|child) | (?:when (?:i|he|she) was|as) (?:a|only a|just a) (?:child|kid|baby|teenager) "
    r"| child (?:benefit|support|maintenance) | (?:his|her) baby daddy "
)


def _age(words: str, relation: str) -> tuple[int | None, bool]:
    """(age in years where said, whether a child is part of it)."""
    own = _I_AM.search(words)
    if own and int_of(own) is not None:
        age = int_of(own)
        return age, age is not None and age < ADULT
    if _MONTHS.search(words):
        return 0, True
    said = _AGED.search(words) or _AGE_AFTER.search(words)
    age = int_of(said) if said else None
    if age is not None:
        return age, age < ADULT
    spoken = _NO_CHILD.sub("  ", words)
    return None, _CHILD_WORDS.search(spoken) is not None or (relation in ABOUT_A_CHILD and not _NO_CHILD.search(words))


def int_of(match: re.Match[str]) -> int | None:
    """The number that a pattern caught, in figures or words."""
    said = next((group for group in match.groups() if group), None)
    if said is None:
        return None
    return int(said) if said.isdigit() else _NUMBERS.index(said) + 1


# -- in the UK, home -----------------------------------------------------------------------------------------------
_UK_WORDS = ["uk", "the uk", "united kingdom", "the united kingdom", "britain", "great britain", "england", "scotland", "wales", "northern ireland", "kent", "essex", "surrey", "sussex", "devon", "cornwall", "yorkshire", "lancashire", "cheshire", "hampshire", "somerset", "derbyshire"]
_HERE = (
    r"(?:currently|now|still|back|at|home|here|sat|sitting|based|living|just|actually|safely|only|both|all|at home|in bed|right|"
    r"happily|already|finally|again|over)"
)


def _names(located: Located, in_uk: bool) -> str:
    """A pattern of the places named in the text, of the UK or of anywhere else."""
    found = {
        normalise(mention.text).strip() for mention in located.mentions if (mention.countries == ("GB",)) is in_uk
    }
    names = sorted({*found, *(_UK_WORDS if in_uk else ())} - {""}, key=len, reverse=True)
    return f"(?:the )?(?:{'|'.join(map(re.escape, names))})" if names else "(?!)"


def _in_uk(words: str, located: Located) -> bool | None:
    uk, abroad = _names(located, True), _names(located, False)
    if re.search(rf" (?:i am|we are|i have been|we have been) (?:\S+ ){{0,3}}?(?:in|at|near) {abroad} ", words):
        return False
    supposed = "".join(f"(?<! {word})" for word in ("when", "until", "once", "if", "wish", "while"))
    says = (
        rf"{supposed} (?:i am|we are) (?:{_HERE} ){{0,4}}(?:in|at|near) {uk} ",
        rf"(?<! am)(?<! are)(?<! get)(?<! go)(?<! be)(?<! is)(?<! still)(?<! was) (?:here|back|at home|home) in {uk} ",
        rf" (?:calling|writing|messaging|emailing|ringing|typing|texting) from {uk} ",
        rf" (?:i|we)(?: both| all| am| are)? (?:live|living|reside|work) (?:\S+ )?in {uk} ",
        rf" (?:citizen|national|man|woman) (?:living|based|resident) in {uk} ",
    )
    return True if any(re.search(pattern, words) for pattern in says) else None


_CAME = re.compile(
    r"(?<! before)(?<! until)(?<! after they say) (?:i|we) (?:have |had |just |finally |all |both |only )*"
    r"(?:got|came|come|flew|returned|made it|arrived|travelled) (?:safely )?(?:back )?home (?!from (?:work|school|the)|early|late)"
)
_AM_HOME = re.compile(
    r"(?<! when)(?<! until)(?<! once)(?<! if)(?<! till)(?<! before)(?<! unless)(?<! as soon as)(?<! by the time) (?:i|we) (?:am|are) "
    r"(?:now |already |finally |safely |just |all |both |back )*home(?: (?:now|safe|again|already|safely|in)| [.,!]| and(?! (?:a|some)one)| but|$| $)"
)
_SINCE_HOME = re.compile(
    r" (?:since|after|now that) (?:i |we )?(?:have |am |are )?(?:come|coming|came|get|getting|got|returning|returned)? ?(?:back )?home "
)
_HOME_ALONE = re.compile(r" home (?:alone|schooled|sick|less) ")


def _came_home(words: str, located: Located) -> bool:
    uk, abroad = _names(located, True), _names(located, False)
    if re.search(rf" home in {abroad} ", words) or _HOME_ALONE.search(words):
        return False
    if _CAME.search(words) or _AM_HOME.search(words) or _SINCE_HOME.search(words):
        return True
    return (
        re.search(
            rf"(?<! when)(?<! until)(?<! once)(?<! if)(?<! before) (?:i|we) (?:have |am |are |just |finally |all |both )*"
            rf"(?:now |safely |already )*(?:back|returned|got back|came back|flew back|come back|arrived back)"
            rf"(?: home)?(?: here)? (?:in|to) {uk} ",
            words,
        )
        is not None
    )


# -- with what came before ------------------------------------------------------------------------------------------
def circumstances_after(text: str, earlier: Sequence[str], places: Places) -> Circumstances:
    """Read `text`; what it leaves open is taken from the citizen's `earlier` words (oldest first), newest first.

    Who is in trouble is taken over too, unless the text speaks of somebody itself.
    """
    found = circumstances(text, places.locate(text))
    for words in reversed(earlier):
        before = circumstances(words, places.locate(words))
        same = found.whose in (Whose.UNKNOWN, before.whose) or (before.relation != "" and not found.relation)
        if same and found.relation in ("", before.relation):
            found = replace(
                found,
                whose=before.whose if before.relation or found.whose is Whose.UNKNOWN else found.whose,
                relation=before.relation,
                child=found.child or before.child,
                age=before.age if found.age is None else found.age,
            )
        found = replace(
            found,
            writer=found.writer or before.writer,
            other=found.other or before.other,
            in_uk=before.in_uk if found.in_uk is None else found.in_uk,
            home=found.home or (before.home and found.in_uk is not False),
        )
    return found


# -- in words ------------------------------------------------------------------------------------------------------
def who_card(found: Circumstances) -> str:
    """ "The writer's son (17)", for the handover card; empty where the text does not say who."""
    age = f" ({'under 1' if found.age == 0 else found.age})" if found.age is not None else ""
    if found.whose is Whose.SELF:
        return "The writer" + ("" if found.child and not found.child_in_need else age)
    if found.whose is Whose.OTHER and found.relation:
        return f"The writer's {found.relation}{age}"
    return f"A child{age}" if found.child_in_need else ""


def passports_card(found: Circumstances) -> str:
    """ "Says: British and Iranian", of the person in need and else of the writer; empty where nothing is said."""
    if found.whose is Whose.OTHER and not found.other and found.writer:
        return f"The writer says: {_and(found.writer)}"
    if found.whose is not Whose.OTHER and not found.writer and found.other:
        return f"Somebody with the writer: {_and(found.other)}"
    return f"Says: {_and(found.passports)}" if found.passports else ""


def writer_card(found: Circumstances) -> str:
    """Where the writer is, where that is not where the trouble is."""
    return BACK_HOME if found.home else IN_THE_UK if found.in_uk else ""


def of_card(card: Mapping[str, Any]) -> Circumstances:
    """What an open case's card still says of who and where, for numbers that are shown again later."""
    about_another = str(card.get("who", "")).startswith("The writer's ")
    home = card.get("writer_is") == BACK_HOME
    return Circumstances(
        whose=Whose.OTHER if about_another else Whose.UNKNOWN,
        in_uk=True if home or card.get("writer_is") == IN_THE_UK else None,
        home=home,
    )


def when_card(found: Circumstances) -> str:
    """When it happened, only where the text says so."""
    said = found.said_when[:1].upper() + found.said_when[1:]
    if found.when is When.OVER:
        return f"{said}; says that it is over" if said else "Says that it is over"
    return said or ("In the past" if found.when is When.OPEN else "")


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
