"""Readings that take the danger out of dangerous words: an if, a question about people in general, a settled past, a
film, a "not", a matter of study. A guard reads the normalised sentence around a match (see bot.triage.normalise), those
of a trouble that is over and of study the whole message, and says whether the match counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from functools import lru_cache


class Guard(str, Enum):
    """What may take the danger out of a match."""

    IF = "if"
    GENERIC = "generic"
    PAST = "past"
    FICTION = "fiction"
    NEGATED = "negated"
    STUDY = "study"


EVERY = frozenset(Guard)


def _one_of(listed: str) -> str:
    """One of the words or patterns that stand apart by `|` or on lines of their own."""
    parts = (line.strip().strip("|") for line in listed.split("\n"))
    return f"(?:{'|'.join(part for part in parts if part)})"


_TOKEN = r"(?! , | but | and | help )(?: \S+)"
"""One more word of the same clause."""
_NO_IF = "".join(
    f"(?<! {word})"
    for word in ("know", "sure", "see", "wondering", "tell me", "ask", "asking", "even", "idea", "care", "out")
)
"""After these an "if" asks; it does not suppose."""
_SUPPOSED = _one_of(
    """
    what happens when|what would happen|what should people|hypothetical\\S*|theoretical\\S*|worst case|for example|e g
    """
)
_RISK_OF = _one_of(
    """
    avoid|avoiding|risk of|risks of|afraid of|scared of|worried about|worry about|fear of|chance of|chances of
    likelihood of|prevent|against|possibility of|odds of|threat of|how common is|how likely is|is it common to
    law on|laws on|information on|info on|about
    """
)
_IF = re.compile(
    rf"{_NO_IF} (?:if|unless|suppose|imagine|supposing|in case|in the event|in case of|should){_TOKEN}{{0,6}}$"
    rf"|{_SUPPOSED}{_TOKEN}{{0,8}}$"
    rf"| {_RISK_OF}(?: a| an| the| being| getting| be| get)*$"
)

_PEOPLE = _one_of(
    """
    you|one|people|persons|tourists?|foreigners?|anyone|anybody|britons|brits|travellers|travelers|visitors|expats|women
    men|gays|those|drivers|citizens|nationals|students|americans|whoever|many|most|they ever|ever|passengers|teenagers
    backpackers
    """
)
_GENERIC = re.compile(
    rf" {_PEOPLE}(?: who| that| ever| often| usually| also)?(?: get| gets| getting| be| are| been| is| were)?$"
    r"|(?<! i)(?<! we)(?<! he)(?<! she)(?<! they) (?:can|could|would|might|may|will|shall|do|does|did)"
    r"(?: i| we| my \S+| he| she| they| you| a \S+| the \S+)?(?: ever| still| also| then| really)?$"
    r"| i (?:can|could|would|might|may)$"
)
_UNNAMED = _one_of(
    """
    someone|somebody|anyone|anybody|an? (?:brit|british \\S+|client|traveller|tourist|student|citizen|national|person)
    an? (?:adult|relative|prisoner|detainee|visitor|missing person|uk citizen|family member|friend|foreigner|expat)
    missing person|the person|brits|britons
    """
)
_ASKED_OF_ANYBODY = re.compile(
    r" (?:how|what|which|when|where|whether|does|do|is there|are there|would|will|should|can(?! you)|could(?! you)"
    rf"|before)(?: (?!help |please )[^ ,.?!]+){{0,14}}? {_UNNAMED} "
)
_I_ASK = re.compile(r" (?:do|does|can|could|should|would|must|may|might) (?:i|we|he|she)(?= )")
_WHAT_DO_I_DO = re.compile(r" what (?:do|should|can|am|are|shall) (?:i|we|the|my)\b")
_ASKED_ABOUT = re.compile(
    " "
    + _one_of(
        """
        what (?:is|are|does|counts as) (?:a|an|the signs|the law|virtual|shelter|forced|someone)
        how (?:do|can|does|should) (?:i|you|we|one|somebody|someone|anyone) (?:spot|avoid|prevent|recognise|recognize)
        how do (?:i|you|we) report an?|in general|leaflet|training for|i am a student|how does it work
        who can apply|is it (?:a crime|legal|illegal|normal|common)|reading about|hearing about|to avoid|family tree
        what can the (?:british )?(?:embassy|consulate|fco|fcdo) (?:actually )?do for
        what advice can i give|can i give (?:him|her|them) about
        """
    )
    + " "
)
"""The matter is asked about, as a reader of a leaflet asks; not where the words that fired are about me or mine."""

_PAST = re.compile(
    " "
    + _one_of(
        """
        last year|years? ago|years? back|months? ago|decades? ago|ages ago|a long time ago|in the past|in my past
        previously|historic\\S*|formerly|when i was (?:young\\S*|a child|a kid|a teenager|a student|\\d+)
        as a (?:child|teenager|student)|(?:in|back in|during|of|from|around|since) (?:19\\d\\d|20[01]\\d|202[0-5])
        in the (?:19|20)?\\d0s|used to|in the (?:fiftie|sixtie|seventie|eightie|nineties?)s?
        last (?:spring|summer|autumn|winter|easter|christmas|january|february|march|april|may|june|july|august)
        last (?:september|october|november|december)|once(?= [.,!])|d [.] (?:19|20)\\d\\d|in [4-9]\\d(?= [.,:?])
        """
    )
    + " "
)
_OVER = re.compile(
    " "
    + _one_of(
        """
        (?:is|am|are|was|were|been|get|got|feel|feels) (?:all |much )?(?:better|fine|mending|recovered) now(?! but)
        home now(?: and (?:fine|mending|safe|well|ok|okay))|now home and (?:fine|mending|safe|well)|is better now
        no (?:trips?|holidays?|travel) (?:planned|booked|till|until)|not travelling any ?where
        (?:it is|is|all|been) (?:over now|done and dusted|all dealt with|dealt with)|right as rain|got home in the end
        (?:i am|we are|safely|am|are) (?:now )?(?:back |safely )?home (?:now|again|safe|safely|in)|back home (?:in|now)
        back in \\S+ now|back at home|(?:all|fully|long|since|has|have) (?:healed|mended|recovered)
        (?:is|legs|arms|ankles) mended|full recovery|in good health|treatment (?:is )?done
        all (?:buried|sorted|settled|finished|fine|good)
        (?:everyone|everybody) (?:is |was )?(?:fine|safe|ok|okay)|(?:nobody|no one) (?:is |was |got )?(?:hurt|died|ill)
        no (?:rush|hurry|harm done|panic|great hurry|problem to solve)|not urgent|nothing urgent|in no hurry
        laughing now|we laugh about it|ended well|done with now|it is done|(?:was|were) fine in
        (?:is|was) (?:this|it|that) (?:not )?(?:a |all a )?scam|scam is not it|says? (?:it is (?:a )?)?scam
        (?:forward|report) (?:this |the )?scams?
        not (?:sent|paid) (?:anything|a penny|yet)|have not paid(?! (?:me|us|him|her|any))
        cancel the panic|false alarm|happy ending
        """
    )
    + " "
)
"""The trouble is said to be over, or to be a trick, be it in another sentence."""
_PRESSING = re.compile(
    " "
    + _one_of(
        """
        please help|help (?:me|us|him|her|them)|urgent(?:ly)?|right now|tonight|scared|terrified|desperate
        still (?:in|missing|being|held|has|have|not|waiting|there|trapped)|can not (?:reach|find|contact|get|leave|go)
        not (?:heard|safe|ok|okay|well|come|answering|let)|dying|critical|worse|at once
        """
    )
    + " "
)
"""What stands against a word that all is well."""
_MADE = _one_of(
    """
    article|lesson|class|course|assignment|training|policy|risk assessment|handbook|procedures?|leaflet|talk|speech|play
    presentation|briefing|protocol|blog|guidance|advice|emergency plan|project
    """
)
_STUDY = re.compile(
    " "
    + _one_of(
        rf"""
        curious|curiosity|podcasts?|documentary|novels?|(?:pub )?quiz|dissertation|thesis|freedom of information|foi
        how many (?:british|brits|people|uk|nationals|citizens|britons|of)|statistics|true or false|a myth|gcse
        (?:number|percentage|proportion|sums) of|(?:figures?|numbers|sums) (?:for|of|rose|were)
        i (?:coach|lecture)|sixth form law
        i teach (?:a|law|history|politics|geography|at)
        i am (?:a|the|an) (?:\S+ )?(?:juror|journalist|novelist|researcher|historian|playwright|author|screenwriter)
        (?:coordinator|risk manager|operations director|safeguarding lead|travel manager) (?:here|of|at|for)
        (?:for|writing|updating|drafting|rewriting|revising|preparing|planning) (?:a|an|my|our|the|its) (?:\S+ )?{_MADE}
        doing training|staff training|is (?:that|this|it) true|(?:just )?read (?:that|about|somewhere)|school project
        was there ever|has (?:there|anyone|anybody) ever|have there (?:ever )?been|when was the last time|in general
        as a matter of (?:interest|principle|record)|in theory|the law on|studying (?!in |at |here |abroad )
        """
    )
    + " "
)
"""Asked for study, work or out of curiosity; said once, it is so of the whole message."""
_STILL = re.compile(
    " "
    + _one_of(
        """
        still (?!(?:have|have to pay|getting|nervous|owe) )|since (?!(?:19|20)\\d\\d )
        (?<!declare it )now(?! (?:and fine|and mending|on))|again|today|tonight
        this morning|yesterday|last night|is in|are in|am in|being held|awaiting|on trial|not let|nobody|no one
        """
    )
    + " "
)

_WORK = _one_of(
    """
    film|movie|novel|book|song|lyrics?|game|video game|episode|netflix|documentary|podcast|drama|thriller|series|tv show
    show|play|story|musical
    """
)
_ENJOYED = _one_of(
    """
    in|from|watch|watched|watching|read|reading|see|seen|saw|play|played|playing|write|writing|wrote|love|loved
    """
)
_TOLD_TO_SAY = re.compile(
    r" (?:pretend|say|type|print|repeat|imagine|role ?play|write)(?: me| that| you are| to be)*(?: i have| i am| i)?$"
)
"""\"Say I have been arrested\" is a game with the assistant."""
_FICTION = re.compile(
    rf" {_WORK} (?:about|called|where|in which|on|set|says?|said|goes|named|series|with) "
    rf"| {_ENJOYED} (?:a|an|the|this|that|my|your)(?: \S+)? {_WORK} "
    r"| (?:film|movie|novel|netflix|character|plot|fiction\S*|storyline|script|screenplay|comedian|stand up) "
    r"| (?:essay|dissertation|thesis|homework|research paper|school project|coursework|article) (?:is |was )?"
    r"(?:about|on|for) "
)
_PAPERS = _one_of("news|tv|telly|paper|papers|internet|bbc|twitter|article|radio|report")
_NEWS = re.compile(
    rf" (?:(?:saw|seen|see|heard|read|watched) (?:it |this )?(?:on|in|from) (?:the |a )?{_PAPERS}"
    r"|(?:saw|seen|heard|read|watched|something on) (?:about )?the news(?: of| about)?"
    r"|(?:the )?(?:news|paper|papers|bbc|guardian|cnn|article|reports?|headlines?|media|reuters|sun|telegraph)"
    r"(?: is| are| has| have)? (?:says?|said|saying|reported|reports|reporting|claims?|that)"
    r"|i read that|reading about|reportedly|according to) "
)
_OURS = re.compile(r" (?:my|our|us|we|me) ")
_MINE = re.compile(r" (?:my|our|us|we|me|i|him|her|he|she) ")
_BETWEEN = _one_of(
    """
    a|an|the|really|at all|any|in|being|been|that|one|of|us|yet|feeling|even|actually|have|has|had|was|were|is|are|need
    needs|want|wants|wish|to|trying
    """
)
_NEGATED = re.compile(rf" (?:not|never|nobody|no one|none|without|hardly|nothing|neither|no)(?: {_BETWEEN})*$")


def _if(before: str, found: str, after: str) -> bool:
    return _IF.search(before) is not None


def _generic(before: str, found: str, after: str) -> bool:
    if _GENERIC.search(before) is not None:
        return True
    asked = _I_ASK.sub("", f"{before}{found}")
    if _ASKED_OF_ANYBODY.search(asked) and not _MINE.search(asked) and not _WHAT_DO_I_DO.search(f"{before}{found}"):
        return True
    return _ASKED_ABOUT.search(f"{before}{found}{after}") is not None and _MINE.search(found) is None


def _past(before: str, found: str, after: str) -> bool:
    sentence = f"{before}{found}{after}"
    return _PAST.search(sentence) is not None and _STILL.search(f" {found.strip()} {after}") is None


def _fiction(before: str, found: str, after: str) -> bool:
    if _FICTION.search(f"{before}{found}{after}") or _TOLD_TO_SAY.search(before):
        return True
    news = _NEWS.search(f"{before} ")
    return news is not None and _OURS.search(before[news.end() - 1 :] + found) is None


@lru_cache(maxsize=64)
def _is_study(text: str) -> bool:
    return _STUDY.search(text) is not None and not _is_pressing(text)


@lru_cache(maxsize=64)
def _is_pressing(text: str) -> bool:
    return _PRESSING.search(text) is not None


def _is_said_to_be_over(text: str, end: int) -> bool:
    """Only words behind the trouble: "I am home now. My brother has been arrested" is about another."""
    return _OVER.search(text, end - 1) is not None and not _is_pressing(text)


def _negated(before: str, found: str, after: str) -> bool:
    return _NEGATED.search(before) is not None


_CHECKS: dict[Guard, Callable[[str, str, str], bool]] = {
    Guard.IF: _if,
    Guard.GENERIC: _generic,
    Guard.PAST: _past,
    Guard.FICTION: _fiction,
    Guard.NEGATED: _negated,
}
_SENTENCE_END = re.compile(r" [.?!](?= )")
_LONGEST_SENTENCE = 400


def is_harmless(text: str, start: int, end: int, guards: frozenset[Guard]) -> bool:
    """Whether one of `guards` takes the danger out of text[start:end].

    Reads at most 400 characters to each side, and the whole text, once, for words that it is over or for study.
    """
    if Guard.PAST in guards and _is_said_to_be_over(text, end):
        return True
    if Guard.STUDY in guards and _is_study(text):
        return True
    begin = max(0, start - _LONGEST_SENTENCE)
    for mark in _SENTENCE_END.finditer(text, begin, start):
        begin = mark.end()
    mark_after = _SENTENCE_END.search(text, max(end - 1, 0), min(len(text), end + _LONGEST_SENTENCE))
    stop = mark_after.start() if mark_after else min(len(text), end + _LONGEST_SENTENCE)
    before, found, after = text[begin:start].rstrip(" "), text[start:end], text[end:stop]
    before = f" {before.strip()}" if before.strip() else ""
    return any(
        _CHECKS[guard](before, f" {found.strip()} ", f"{after.strip()} ") for guard in guards if guard in _CHECKS
    )
