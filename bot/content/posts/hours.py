"""Opening hours read from the words of a post: a week, or nothing where the words cannot be read with certainty. PURE.

GOV.UK's hours are free text: "The consulate is open to visitors Monday to Friday from 8:30 am to 1.30pm, excluding
public holidays." A statement is read only if every word of it is understood: days, times and words that change
nothing. Seasons, "alternate", "closed", a day with two different times: then there is no week, and the citizen reads
the source's own words. Where a text has hours for the public and for the office, those for the public count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.content.posts.post import PostContact, Words

LONGEST_WORDS = 700
"""Characters of hours that are shown; a longer text is cut after a whole line and the page is linked."""
EARLIEST, LATEST = 5 * 60, 24 * 60
"""Minutes of the day between which an office may be open. Outside, "1.30 to 4" was not meant as written."""
LONGEST_DAY = 12 * 60
"""A longer day is a slip of the pen: "9:00 am to 11:00 pm"."""


class Span(NamedTuple):
    """Open from `start` until `end`, minutes after midnight."""

    start: int
    end: int


Week = tuple[tuple[Span, ...], ...]
"""Seven days, Monday first; each its spans in order, none where closed."""


@dataclass(frozen=True)
class Hours:
    """What a post says of its opening hours."""

    words: str
    """The source's own words, the Markdown subset of `Reply.body`; never empty."""
    week: Week | None
    """None where the words cannot be read with certainty."""
    for_public: bool = False
    """The week is said to be that of the consular section, the counter or the public, not just of the office."""
    by_appointment: bool = False
    """The words speak of appointments."""


LONGEST_READ = 6_000
"""Characters of one section that are read; the longest of 689 offices has 5,100."""


def read_hours(contact: PostContact) -> Hours | None:
    """The hours that an office states, or None where it states none. Never raises, whatever the text."""
    given = [Words(each.heading[:200], _spaced(each.body)) for each in contact.sections]
    sections = [
        section
        for section in given
        if section.body and _ABOUT_HOURS.search(section.heading) and not _NOT_HOURS.search(section.heading)
    ]
    if not sections:
        sections = [found for section in given if (found := _hour_lines(section)) is not None]
    described = _hour_lines(Words("", _spaced(contact.description))) if contact.description else None
    stated = sections or ([described] if described else [])
    if not stated:
        return None
    words = _cut("\n\n".join(_shown(section, len(stated) > 1) for section in stated))
    names = frozenset(re.findall(r"[^\W\d_]+", f"{contact.title} {contact.locality}".lower()))
    weeks = [_week(sections, names)] if sections else []
    if described is not None:
        weeks.append(_week([described], names))
    # What an office says of itself twice, it must say alike.
    read = {week for week, _ in weeks}
    week, public = weeks[0] if len(read) == 1 else (None, False)
    whole = " ".join(f"{s.heading} {s.body}" for s in (*stated, *([described] if described else [])))
    return Hours(words, week, public and week is not None, bool(re.search(r"appointments?\b", whole, re.IGNORECASE)))


_ABOUT_HOURS = re.compile(r"\b(?:hours|opening|times?)\b|\bopen to the public\b", re.IGNORECASE)
_NOT_HOURS = re.compile(
    r"\b(?:holidays?|out of hours|access for|visas?|telephone|phone|emergency|press|media|journal\w*|dit|trade)\b",
    re.IGNORECASE,
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?"
_TIME = r"\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?\s?m\b\.?)?"
_HAS_DAY = re.compile(rf"\b{_DAY}\b", re.IGNORECASE)
_DAYS_ALONE = re.compile(rf"(?:\W*\b(?:{_DAY}|to|and|through)\b)+\W*", re.IGNORECASE)
_HOLDS_HOURS = re.compile(
    r"\d\s*(?:[ap]\.?m\.?|hrs|hours)?\.?\s*(?:-|–|—|to|till|until)\s*\d|\b(?:opening|office|working) (?:hours|times)\b"
    r"|\bby appointment\b",
    re.IGNORECASE,
)


def _spaced(text: str) -> str:
    """The part that is read, with no run of spaces in it."""
    return re.sub(r"[^\S\n]+", " ", text[:LONGEST_READ])


def _hour_lines(section: Words) -> Words | None:
    """The lines of a text that speak of hours, with a label line just before; None where none does."""
    lines = [line.strip() for line in section.body.splitlines()]
    kept: list[str] = []
    for at, line in enumerate(lines):
        if not line or not _HOLDS_HOURS.search(line) or not re.search(rf"\b{_DAY}\b|{_TIME}|appointment", line, re.I):
            continue
        before = lines[at - 1] if at else ""
        if before.endswith(":") and before not in kept:
            kept.append(before)
        kept.append(line)
    if not _HAS_DAY.search(" ".join(kept)):
        return None
    return Words("" if _NOT_HOURS.search(section.heading) else section.heading, "\n".join(kept))


def _shown(section: Words, several: bool) -> str:
    """The section's words; a heading that says whose hours these are stays before them."""
    heading = section.heading.rstrip(": ")
    says_nothing = not several and re.fullmatch(r"(?:opening )?(?:hours|times)", heading, re.IGNORECASE)
    return section.body if says_nothing or not heading else f"{heading}:\n{section.body}"


def _cut(words: str) -> str:
    if len(words) <= LONGEST_WORDS:
        return words
    whole = words[:LONGEST_WORDS].rpartition("\n")[0]
    return whole or words[:LONGEST_WORDS].rpartition(" ")[0]


# -- reading ----------------------------------------------------------------------------------------------------------
_UNSURE = re.compile(
    r"\b(?:summer|winter|ramad[ah]n|season\w*|tempor\w+|until further|covid\w*|suspen\w+|alternate"
    r"|every (?:other|second)|clos\w+ (?:to|until|from|on|for|at)|first|second|third|last (?:mon|tue|wed|thu|fri)\w*"
    r"|fortnight\w*|january|february|march|april|june|july|august|september|october|november|december|may \d|\d may)\b",
    re.IGNORECASE,
)
_CLOSED_ON_HOLIDAYS = re.compile(
    r"\(?(?:excluding|except(?: for| on)?|other than|apart from|not|closed(?: on| for)?)\s+(?:on\s+)?"
    r"(?:the\s+)?(?:(?:uk|us|local|public|bank|official|national|and|or|&|our|all)\s+)*holidays?\)?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"\b(?:tele)?phones?\b|\bswitchboard\b|\blines\b|\bcalls?\b|\bcalling\b|\benquir\w+|\bhelpline\b", re.IGNORECASE
)
_OTHER = re.compile(
    r"\bvisas?\b|\bdit\b|\btrade\b|\bpress\b|\bmedia\b|\bdeliver\w+|\blibrary\b|\bcommercial\b|\bnotari\w+|\bpassports?\b"
    r"|\bout[- ]of[- ](?:office[- ])?hours\b|\boutside\b|\bemergenc\w+|\bcollect\w*|\bregistr\w+|\beducation\b|\bdfid\b"
    r"|\bstaff\b|\bcanteen\b|\bsecurity\b|\bparking\b|\bweb ?site\b|\bbritish council\b", re.IGNORECASE,
)
_PUBLIC = re.compile(r"\bconsular\b|\bpublic\b(?! holiday)|\bvisitors?\b|\bcounters?\b|\bwalk[- ]?in\b", re.I)
_CONSULATE = re.compile(r"\bconsulate\b", re.IGNORECASE)
_OTHER_CLOCK = re.compile(r"\b(?:gmt|utc)\b", re.IGNORECASE)
_OFFSET = re.compile(r"(?:\(?local (?:time)?[\s=:(]{0,4}|\()?\b(?:gmt|utc)\s*[+-]\s*\d+(?:\s*hours?)?\)?:?", re.I)
""" "local time = GMT+2" says nothing new: the hours are local."""
_HAS_TIMES = re.compile(
    r"\d\s*(?:[ap]\.?\s?m\.?|hrs|h|hours|noon)?\.?\s*(?:-|–|—|to|till|until|and)\s*(?:\d|noon|mid)", re.IGNORECASE
)
_SPLIT = re.compile(r"\n+|(?<=[a-z)])\.\s+(?=[A-Z(])|;\s+|\s/\s(?=[A-Z])|(?<=\.)\s+(?=[A-Z][a-z]+ [a-z])")
_BETWEEN = re.compile(rf"\bbetween\s+({_TIME})\s*(?:and|-|–)\s*(?={_TIME}|noon|midday)", re.IGNORECASE)


def _statements(sections: Sequence[Words]) -> Iterator[tuple[str, str]]:
    """(label that stands over it, statement) of each stretch that gives times."""
    for section in sections:
        label, days, carried = section.heading, "", ""
        for line in _SPLIT.split(_OFFSET.sub(" ", section.body)):
            line = re.sub(r"^[-*\s]+|\*\*|\\", "", line).strip()
            if line and _HAS_TIMES.search(line):
                # "Telephone: 9am to 4pm Monday to Thursday" goes on in the next line: "9am to 1pm Friday".
                named = _OTHER.search(line) or _PHONE.search(line)
                carried = line if named else "" if _PUBLIC.search(line) or _CONSULATE.search(line) else carried
                yield f"{label} {carried}".strip(), line if _HAS_DAY.search(line) else f"{days} {line}".strip()
            elif _DAYS_ALONE.fullmatch(line):
                days = line
            elif line.endswith(":") or (line and _PUBLIC.search(line) and len(line) < 60):
                label, days, carried = f"{section.heading} {line}", "", ""


def _tier(label: str, line: str) -> str | None:
    """Whose times a statement gives: "public", "consulate", "office"; None where they are no visitor's."""
    if _OTHER.search(line) or _PHONE.search(line):
        return None
    if _PUBLIC.search(line):
        return "public"
    if _OTHER.search(label) or _PHONE.search(label):
        # "Consular hours (notarial services only)": who may come then is not certain.
        return "unsure" if _PUBLIC.search(label) and not _PHONE.search(label) else None
    if _PUBLIC.search(label):
        return "public"
    return "consulate" if _CONSULATE.search(f"{label} {line}") else "office"


def _week(sections: Sequence[Words], names: frozenset[str]) -> tuple[Week | None, bool]:
    """The week that the sections state, and whether it is said to be for the public; None where not certain.

    `names`: words of the office's own name and town, which a statement may hold.
    """
    tiers: dict[str, list[tuple[str, str]]] = {"public": [], "unsure": [], "consulate": [], "office": []}
    stated = list(_statements(sections))
    if any(re.search(r"\blocal\b", f"{label} {line}", re.IGNORECASE) for label, line in stated):
        stated = [(label, line) for label, line in stated if not _OTHER_CLOCK.search(f"{label} {line}")]
    for label, line in stated:
        tier = _tier(label, line)
        if tier:
            tiers[tier].append((label, line))
    whose = next((tier for tier, found in tiers.items() if found), "unsure")
    text = _CLOSED_ON_HOLIDAYS.sub("", " ".join(f"{section.heading} {section.body}" for section in sections))
    clocks = any(_OTHER_CLOCK.search(f"{label} {line}") for label, line in tiers[whose])
    if whose == "unsure" or clocks or _UNSURE.search(text):
        return None, False
    known = _CHANGES_NOTHING | names
    days: dict[int, tuple[Span, ...]] = {}
    for label, line in tiers[whose]:
        if not {word.lower() for word in re.findall(r"[^\W\d_]+", label)} <= known | _IN_LABELS:
            return None, False
        read = _read(_BETWEEN.sub(r"\1 - ", _CLOSED_ON_HOLIDAYS.sub("", line)), known)
        if read is None:
            return None, False
        for day, spans in read:
            joined = _joined((*days.get(day, ()), *spans))
            if joined is None:
                return None, False
            days[day] = joined
    if any(sum(end - start for start, end in spans) > LONGEST_DAY for spans in days.values()):
        return None, False
    return tuple(days.get(day, ()) for day in range(7)), whose != "office"


def _joined(spans: Sequence[Span]) -> tuple[Span, ...] | None:
    """In order; None where two of them lie over each other and are not the same."""
    ordered = sorted(set(spans))
    if any(after.start < before.end for before, after in zip(ordered, ordered[1:], strict=False)):
        return None
    return tuple(ordered)


_TOKEN = re.compile(
    rf"(?P<day>\b{_DAY}\b\.?)"
    r"|(?P<noon>\b(?:12 )?(?:noon|midday)\b)"
    r"|(?P<clock>\b(?:[01]?\d|2[0-4])(?:\s?[:.h]\s?[0-5]\d)?\s*(?:(?P<half>[ap])\s?\.?\s?m\b\.?)?"
    r"(?:\s?(?:hrs|hours|h)\b)?(?!\d))"
    r"|(?P<four>\b[0-2]\d[0-5]\d\b(?:\s?(?:hrs|hours|h)\b)?)"
    r"|(?P<range>\b(?:to|till|until|through|thru)\b|[-–—]+)"
    r"|(?P<and>,|&|:|/|\band\b|\+)"
    r"|(?P<word>[^\W\d_]+(?:['’][a-z]+)?)"
    r"|(?P<drop>[.()\s*])"
    r"|(?P<odd>.)",
    re.IGNORECASE,
)
_DAYS = {"mo": 0, "tu": 1, "we": 2, "th": 3, "fr": 4, "sa": 5, "su": 6}
_CHANGES_NOTHING = frozenset(
    {
        "open", "opens", "opening", "hours", "hour", "times", "time", "office", "offices", "the", "is", "are", "we",
        "our", "us", "from", "at", "on", "of", "for", "in", "british", "embassy", "high", "deputy", "commission",
        "consulate", "consulates", "consular", "consul", "general", "vice", "honorary", "section", "sections",
        "public", "visitors", "visitor", "counter", "counters", "service", "services", "local", "only", "hrs",
        "working", "business", "operating", "normal", "official", "members", "now", "hr", "nationals", "uk",
        "reception", "department", "by", "appointment", "appointments", "strictly", "walk", "all", "to", "its",
        "please", "will", "be", "during", "days", "week", "a", "an", "assistance", "customers",
    }
)
"""Words that a statement of hours may hold and still say what its days and times say. Not "daily" or "weekdays": the
working week differs between countries."""
_IN_LABELS = frozenset(
    {
        "access", "and", "location", "contact", "help", "daily", "times", "information", "general", "main", "with",
    }
)
"""Further words that a line over the statements may hold."""


class _Clock(NamedTuple):
    minutes: int
    half: str
    """ "a", "p" or "" where the text does not say."""


def _read(statement: str, known: frozenset[str]) -> list[tuple[int, tuple[Span, ...]]] | None:
    """(day, spans) of one statement; None unless every word of it is understood."""
    sentence: list[str] = []
    for found in _TOKEN.finditer(statement):
        text = found[0].lower()
        if found["day"]:
            sentence.append(f"d{_DAYS[text[:2]]}")
        elif found["clock"] or found["four"] or found["noon"]:
            clock = _clock(found)
            sentence.append(f"c{clock.minutes}{clock.half or '.'}")
        elif found["range"]:
            sentence.append("-")
        elif found["and"]:
            sentence.append(",")
        elif found["odd"] or (found["word"] and text not in known):
            return None
    return _sentence(re.sub(r",+", ",", "".join(sentence)).strip(",-"))


_SOME_DAYS = r"d\d(?:-d\d)?(?:,d\d(?:-d\d)?)*"
_SOME_SPANS = r"c\d+[ap.]-c\d+[ap.](?:,c\d+[ap.]-c\d+[ap.])*"
_DAYS_FIRST = re.compile(rf"(?P<days>{_SOME_DAYS})[,-]?(?P<spans>{_SOME_SPANS}),?")
_SPANS_FIRST = re.compile(rf"(?P<spans>{_SOME_SPANS}),?(?P<days>{_SOME_DAYS}),?")


def _sentence(sentence: str) -> list[tuple[int, tuple[Span, ...]]] | None:
    """Days then times, or times then days, as often as they come, and nothing else: "d0-d4,c510.-c720p"."""
    pattern = _DAYS_FIRST if sentence.startswith("d") else _SPANS_FIRST
    found: list[tuple[int, tuple[Span, ...]]] = []
    at = 0
    while at < len(sentence):
        part = pattern.match(sentence, at)
        if part is None:
            return None
        spans = [
            _span(_Clock(int(one), half.strip(".")), _Clock(int(two), other.strip(".")))
            for one, half, two, other in re.findall(r"c(\d+)([ap.])-c(\d+)([ap.])", part["spans"])
        ]
        sure = tuple(span for span in spans if span is not None)
        if len(sure) < len(spans):
            return None
        found += [(day, sure) for day in _listed_days(part["days"])]
        at = part.end()
    return found or None


def _listed_days(days: str) -> Iterator[int]:
    """ "d0-d2,d6" → 0, 1, 2, 6; a week may turn: "d6-d3" is Sunday to Thursday."""
    for first, last in re.findall(r"d(\d)(?:-d(\d))?", days):
        length = (int(last) - int(first)) % 7 if last else 0
        yield from ((int(first) + n) % 7 for n in range(length + 1))


def _clock(found: re.Match[str]) -> _Clock:
    if found["noon"]:
        return _Clock(12 * 60, "p")
    digits = re.findall(r"\d+", found[0])
    if found["four"]:
        return _Clock(int(digits[0][:2]) * 60 + int(digits[0][2:]), "")
    minutes = int(digits[0]) * 60 + (int(digits[1]) if len(digits) > 1 else 0)
    half = (found["half"] or "").lower()
    # "13.30pm" can only be one time.
    return _Clock(minutes, half if int(digits[0]) <= 12 else "")


def _span(start: _Clock, end: _Clock) -> Span | None:
    """The only span that the two clocks can mean, or None where there is none, or another as likely."""
    literal = Span(start.minutes, end.minutes)
    if not start.half and not end.half:
        return literal if EARLIEST <= literal.start < literal.end <= LATEST else None
    spans = {Span(a, b) for a in _minutes(start) for b in _minutes(end) if EARLIEST <= a < b <= LATEST}
    return spans.pop() if len(spans) == 1 else None


def _minutes(clock: _Clock) -> tuple[int, ...]:
    twelve = 12 * 60
    if clock.half:
        return (clock.minutes % twelve + (twelve if clock.half == "p" else 0),)
    if clock.minutes >= twelve:
        return (clock.minutes,)
    return (clock.minutes, clock.minutes + twelve)
