"""What `./consular content check` finds in document journeys: past their date, hard to read, too long. PURE."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from bot.content.checklists.checklist import PLACE, Checklists
from bot.content.checklists.journey_facts import JourneyFacts, load_journey_facts
from bot.content.checklists.journeys import Journey, journeys, texts_of
from bot.content.checks.check import SOON, Finding
from bot.content.facts import Facts
from bot.content.freshness import said_date
from bot.content.guides.guide import Guide, Guides
from bot.content.guides.guide_types import Term
from bot.content.guides.readability import HARDEST, Syllables, long_sentences, reading
from bot.content.text_messages import MOST_PARTS, size
from bot.errors import ContentError


def check_checklists(
    made: Checklists, own: JourneyFacts, terms: Iterable[Term], syllables: Syllables, on: date, release: bool = False
) -> Iterator[Finding]:
    """Every finding about data/checklists and data/facts/journeys.json, on a day in the UK.

    As with guides, what is past its date is a notice, and an error before a release. A file that cannot be read never
    comes here: it stops the start.
    """
    known = tuple(terms)
    for journey in journeys().values():
        file = f"checklists/{journey.id}.yml"
        yield from _dated(file, journey.checked, journey.expires, on, release)
        texts = [PLACE.sub("it", text) for text in texts_of(journey)]
        for sentence in long_sentences(texts):
            yield Finding("unreadable", file, f"a sentence of {len(sentence.split())} words: “{sentence}”")
        grade = reading(texts, known, syllables)
        if grade.grade > HARDEST:
            hard = ", ".join(grade.hardest[:5])
            yield Finding("unreadable", file, f"grade {grade.grade:.1f}, {HARDEST:g} at most. Hardest words: {hard}")
        for text in texts_of(journey):
            if re.search(r"\d|£", PLACE.sub("", text)):
                yield Finding("missing", file, f"“{text}” has a figure without source and day; make it a fact or a fee")
        longest = max((made.personal(journey, answers, on).sms() for answers in _ways(journey)), key=len)
        if size(longest).parts > MOST_PARTS:
            yield Finding("too long", file, f"a list of {size(longest).parts} text messages, {MOST_PARTS} at most")
    for id, fact in own.facts.items():
        yield from _dated(f"facts/journeys.json: {id}", fact.checked, fact.expires, on, release)
    for table, rows in own.notes.items():
        for checked, expires in sorted({(fact.checked, fact.expires) for fact in rows.values()}):
            yield from _dated(f"facts/journeys.json: {table}", checked, expires, on, release)


def check_with(
    facts: Facts, guides: Iterable[Guide], folder: Path, terms: Iterable[Term], syllables: Syllables, on: date,
    release: bool,
) -> Iterator[Finding]:
    """The same over facts of `folder` and these guides. Where a guide that a list takes a fact from is not among them,
    the check is of a part only and says nothing: a broken guide is a finding of its own."""
    have = {guide.topic: guide for guide in guides}
    try:
        every = [text for journey in journeys().values() for text in texts_of(journey)]
        if not {found[1] for text in every for found in PLACE.finditer(text) if found[1]} <= set(have):
            return
        own = load_journey_facts(folder)
        made = Checklists(facts, Guides(have), own)
    except ContentError as error:
        yield Finding("broken", "checklists", str(error))
        return
    yield from check_checklists(made, own, terms, syllables, on, release)


def _dated(where: str, checked: date, expires: date, on: date, release: bool) -> Iterator[Finding]:
    if on > expires:
        says = f"it was checked on {said_date(checked)} and is past its date, {said_date(expires)}"
        yield Finding("stale", where, says, error=release)
    elif on + SOON > expires:
        yield Finding("due soon", where, f"it is past its date after {said_date(expires)}", error=False)


def _ways(journey: Journey) -> Iterator[dict[str, str]]:
    """Each way to answer the choices; the country is one with a long name."""
    options = [["VC"] if ask.type == "country" else ["", *(c.id for c in ask.choices)] for ask in journey.asks]
    for combination in itertools.product(*options):
        yield dict(zip((ask.id for ask in journey.asks), combination, strict=True))
