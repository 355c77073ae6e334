"""What is stale, missing, contradictory, unreadable or too long in guides and facts. PURE: rows in, findings out.

`./consular content check` prints them. A finding of an error fails the check; a notice is shown and does not. Past its
date a figure is shown to citizens with its date and "check before you rely on this", so that is a notice, and an error
only before a release.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.content.facts import FCDO_LINE, Facts
from bot.content.freshness import said_date
from bot.content.guides.country_links import CountryLinks
from bot.content.guides.guide import Guide
from bot.content.guides.guide_types import SECTIONS, GuideRules
from bot.content.guides.readability import HARDEST, Syllables, filled, long_sentences, reading
from bot.content.guides.schema import GUIDE_TOPICS
from bot.content.text_messages import MOST_PARTS, size

SOON = timedelta(days=30)
LONGEST_REPLY = 4096
"""Characters: the longest text that WhatsApp and Telegram take. Source: ../shared/recipes.md, section 5."""
WITHOUT_GUIDE: Mapping[str, str] = {
    "greeting_chitchat": "a greeting is answered with what the service is for (utter_greeting)",
    "other_out_of_scope": "it is not ours; the reply says what is (utter_out_of_scope)",
    "abuse_prompt_injection": "it asks nothing; the reply offers help (utter_abuse)",
}
"""Topics that need no guide, and why."""

KINDS = ("broken", "missing", "stale", "contradictory", "unreadable", "too long", "due soon")
"""In the order in which they are printed."""


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    kind: str
    """One of KINDS."""
    where: str
    """File and key: `guides/insurance.yml: need`."""
    says: str
    error: bool = True
    """False: shown, but the check passes."""

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"


def check_guides(guides: Iterable[Guide], rules: GuideRules, syllables: Syllables, on: date) -> Iterator[Finding]:
    """Everything about guides that stands in themselves, in the order of topics."""
    found = {guide.topic: guide for guide in guides}
    for guide in found.values():
        yield from _missing(guide, rules)
        yield from _readable(guide, rules, syllables)
        yield from _short_enough(guide, on)


def missing_topics(topics: Iterable[str]) -> Iterator[Finding]:
    """Topics of citizens without a guide; `topics` are those with a file, good or broken."""
    have = frozenset(topics)
    for topic in GUIDE_TOPICS:
        if topic not in have and topic not in WITHOUT_GUIDE:
            yield Finding("missing", f"guides/{topic}.yml", "the topic has no guide")


def check_dates(
    guides: Iterable[Guide], facts: Facts, links: CountryLinks, on: date, release: bool = False
) -> Iterator[Finding]:
    """What is past its date on a day in the UK, and what will be within 30 days.

    With `release`, everything past its date is an error but fees whose confidence is `stale`: those are declared to be
    old and are never shown without their date and a warning.
    """
    for guide in guides:
        file = f"guides/{guide.topic}.yml"
        yield from _dated(file, "the guide", guide.checked, guide.expires, on, release)
        for fact in guide.dated():
            yield from _dated(f"{file}: {fact.id}", "it", fact.checked, fact.expires, on, release)
    for fee in facts.fees():
        strict = release and fee.confidence != "stale"
        yield from _dated(f"facts/fees.json: {fee.id}", "it", fee.checked, fee.expires, on, strict)
    numbers, posts = defaultdict(list), defaultdict(list)
    for country in facts.countries():
        kept = facts.emergency(country.iso2)
        numbers[kept.checked, kept.expires].append(country.iso2)
        seen = facts.posts(country.iso2)
        posts[seen.checked, seen.expires].append(country.iso2)
    for (checked, expires), codes in sorted(numbers.items()):
        what = f"the emergency numbers of {_codes(codes)}"
        yield from _dated("facts/emergency_numbers.json", what, checked, expires, on, release)
    for (checked, expires), codes in sorted(posts.items()):
        yield from _dated("facts/posts.json", f"the posts of {_codes(codes)}", checked, expires, on, release)
    yield from _dated("facts/country_links.json", "the links", links.checked, links.expires, on, release)
    line = FCDO_LINE
    yield from _dated("bot/content/fact_types.py", "the FCDO's number", line.checked, line.expires, on, release)


def check_each_other(
    guides: Iterable[Guide], others: Mapping[str, Sequence[tuple[str, str]]] | None = None
) -> Iterator[Finding]:
    """Facts on one subject that say different things. `others` has facts from elsewhere: subject → (where, says)."""
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for guide in guides:
        for fact in guide.facts.values():
            said[fact.subject or fact.id][fact.says].append(f"guides/{guide.topic}.yml: facts.{fact.id}")
    for subject, elsewhere in (others or {}).items():
        for place, says in elsewhere:
            said[subject][says].append(place)
    for subject, values in said.items():
        if len(values) > 1:
            both = "; ".join(f"“{says}” in {', '.join(places)}" for says, places in values.items())
            yield Finding("contradictory", subject, f"{both}. Make them the same, or give one a `subject` of its own")


def check_contacts(guides: Iterable[Guide], facts: Facts) -> Iterator[Finding]:
    """Every reply of an urgent guide shows the country's numbers, or words that say there are none, and our line."""
    for guide in guides:
        if not guide.urgent:
            continue
        for country in facts.countries():
            body = guide.reply(country.iso2, FCDO_LINE.checked).body
            ours = FCDO_LINE.uk if country.iso2 == "GB" else FCDO_LINE.abroad
            lines = facts.emergency(country.iso2).lines()
            if ours not in body or (lines and lines[0] not in body):
                yield Finding("missing", f"guides/{guide.topic}.yml", f"{country.name} reads no emergency number in it")


def _missing(guide: Guide, rules: GuideRules) -> Iterator[Finding]:
    file = f"guides/{guide.topic}.yml"
    for key, heading in SECTIONS.items():
        if not guide.sections.get(key) and not (key == "costs" and guide.fees):
            yield Finding("missing", f"{file}: {key}", f"the section “{heading}” is empty")
    if not guide.links:
        yield Finding("missing", f"{file}: links", "it links to nothing official")
    for required in rules.required.get(guide.topic, ()):
        fact = guide.must_say.get(required.id)
        if fact is None:
            yield Finding("missing", f"{file}: must_say.{required.id}", f"it must be said. {required.why}")
            continue
        lost = [word for word in required.words if word not in fact.says.lower()]
        if lost:
            words = ", ".join(f"“{word}”" for word in lost)
            yield Finding("missing", f"{file}: must_say.{required.id}", f"it no longer says {words}. {required.why}")
        if required.sms and not fact.sms:
            yield Finding("missing", f"{file}: must_say.{required.id}", "the text message must say it too (sms)")
    if not rules.required.get(guide.topic):
        yield Finding("missing", f"guides/rules/must_say.yml: {guide.topic}", "nothing is listed that it must say")


def _readable(guide: Guide, rules: GuideRules, syllables: Syllables) -> Iterator[Finding]:
    file = f"guides/{guide.topic}.yml"
    texts = [filled(text, dict(guide.facts)) for text in guide.texts()]
    for sentence in long_sentences(texts):
        yield Finding("unreadable", file, f"a sentence of {len(sentence.split())} words, 25 at most: “{sentence}”")
    long_form = [text for text in texts if text != filled(guide.sms, dict(guide.facts))]
    for name, some in (("", long_form), (": sms", [filled(guide.sms, dict(guide.facts))])):
        read = reading(some, rules.terms, syllables)
        # One sentence more or less moves the grade of a text message by two, so it has that much room.
        if read.grade > HARDEST + (2 if name else 0):
            words = ", ".join(read.hardest)
            yield Finding("unreadable", f"{file}{name}",
                          f"grade {read.grade:.1f}, {HARDEST:.0f} at most. Replace, or list as necessary: {words}")


def _short_enough(guide: Guide, on: date) -> Iterator[Finding]:
    file = f"guides/{guide.topic}.yml"
    # A figure past its date brings its warning with it, so the longest form is the one of the last day.
    for day, when in ((on, ""), (date(9000, 1, 1), " once its figures are past their date")):
        counted = size(guide.short(day))
        if counted.parts > MOST_PARTS:
            outside = f"; {' '.join(counted.outside)} make it {counted.alphabet}" if counted.outside else ""
            yield Finding("too long", f"{file}: sms", f"{counted.parts} text messages{when} ({counted.units} "
                          f"characters{outside}), {MOST_PARTS} at most")
            break
    longest = max(
        (guide.reply(code, on).body for code in (None, *_countries_of(guide))), key=len
    )
    if len(longest) > LONGEST_REPLY:
        yield Finding("too long", file, f"{len(longest)} characters, {LONGEST_REPLY} at most for WhatsApp")


def _countries_of(guide: Guide) -> Iterator[str]:
    """Every country, since names, numbers and posts differ in length."""
    return (country.iso2 for country in guide.known.countries())


def _dated(where: str, what: str, checked: date, expires: date, on: date, strict: bool) -> Iterator[Finding]:
    if on > expires:
        shown = "" if strict else "; it is shown with its date and a warning"
        yield Finding("stale", where, f"{what} was checked on {said_date(checked)} and expired on {said_date(expires)}"
                      f"{shown}", error=strict)
    elif on + SOON > expires:
        yield Finding("due soon", where, f"{what} expires on {said_date(expires)}", error=False)
    if checked > on:
        yield Finding("broken", where, f"{what} was checked on {said_date(checked)}, which has not come yet")


def _codes(codes: Sequence[str]) -> str:
    return ", ".join(sorted(codes)) if len(codes) <= 5 else f"{len(codes)} countries"
