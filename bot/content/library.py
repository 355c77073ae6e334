"""Answers questions from synced travel advice, guides and facts. PURE: the store stands behind a port.

The same code answers the citizen and `./consular ask`. An answer comes from the asked country's page alone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from threading import Lock

from bot.content import replies
from bot.content.answering.general_safety import asks_in_general, in_general
from bot.content.answering.ranking import PageIndex, Reading, names_in, parts_of
from bot.content.answering.relevance import Relevance, load_relevance
from bot.content.answering.vectors import Vectors
from bot.content.changes import level_words
from bot.content.facts import Country, Facts
from bot.content.freshness import today, uk_day
from bot.content.guides.guide import Guides
from bot.content.passages import ADVICE
from bot.content.ports import Answer, ContentStore, Passage, TravelAdvice
from bot.content.posts.help_abroad import HelpAbroad
from bot.content.warnings import warning
from bot.conversation.asking import mended
from bot.conversation.messages import Reply, Source
from bot.errors import ConsularError, ContentError
from bot.places.ports import Places

LONGEST_QUESTION = 2_000
"""Characters that are looked at; a longer message has its question at the front or has none."""
GUIDE_PART = "guide"
"""What stands in the place of a page's part where one of our guides answers."""
GUIDE_LIKELY, GUIDE_PLAIN = 0.9, 0.95
"""Probability from which a question that the page does not answer gets the guide on its topic, and from which it gets
the guide whatever the page says: no page tells what to do after a death. Of the 1,470 questions of data/questions two
reach the first and none the second; "I lost my passport in Bali" has 0.999, "my dad died in Spain" 0.97."""

_LOG = logging.getLogger(__name__)


class Library:
    """All content, ready to be asked. Safe to use from several threads."""

    def __init__(
        self,
        store: ContentStore,
        facts: Facts,
        guides: Guides,
        places: Places,
        vectors: Vectors | None = None,
        help_abroad: HelpAbroad | None = None,
    ) -> None:
        """Without `vectors`, or where their model cannot be read, questions are answered by their words alone. Without
        `help_abroad`, questions about posts get what data/facts lists."""
        self._help_abroad = help_abroad
        self._store, self._facts, self._guides, self._places = store, facts, guides, places
        self._vectors = vectors
        self._lock = Lock()
        self._version: int | None = None
        self._digests: Mapping[str, str] = {}
        self._indexes: dict[str, tuple[TravelAdvice, PageIndex] | None] = {}
        self._learned: Relevance | None = None
        self._learned_tried = vectors is None

    def ask(self, question: str, country: str | None = None) -> Answer:
        """What answers `question` about `country` (ISO; None: the places that the question names).

        The country's page first; where it does not answer, the guide that the question is about. Below the confidence
        line, and where nothing is synced, `answered` is False and `url` leads to the part or page.
        Raises ContentError for an unknown country.
        """
        question = mended(question[:LONGEST_QUESTION])
        located = self._places.locate(question)
        if country is None:
            known = [code for code in located.countries if self._facts.has(code)]
            country = known[0] if known and not located.asks else None
        learned = self._relevance()
        reading = self._read(question, learned) if learned else None
        if country is None:
            return self._from_guide(reading, learned, None) or Answer(False, None, "", "", (), (), ADVICE, None)
        where = self._facts.country(country)
        found = self._page(where.advice) if where.advice else None
        if found is None:
            url = where.page_url if where.slug else self._facts.posts(country).contact_url
            return self._from_guide(reading, learned, country) or Answer(False, country, "", "", (), (), url, None)
        advice, index = found
        reviewed = uk_day(advice.reviewed_at) if advice.reviewed_at else None
        warned = warning(advice, where.spoken)
        names = {where.spoken, where.slug.replace("-", " "), *where.name.split("/")}
        # "Kenya or Tanzania?" is asked of each page in turn.
        names |= {mention.text for mention in located.mentions if country not in mention.countries}
        if asks_in_general(question, names, [mention.text for mention in located.mentions]):
            told = in_general(advice)
            if told:
                level = "" if advice.alert_status else level_words((), where.spoken)
                return replace(_answer(country, told, reviewed, warned), level=level)
        places = names_in(" ".join(mention.text for mention in located.mentions))
        ranking = index.rank(reading or question, self._names(where), places)
        best = ranking.shown
        guide = self._from_guide(reading, learned, country, GUIDE_PLAIN if best else GUIDE_LIKELY)
        if guide is not None:
            return replace(guide, warning=warned)
        if best:
            return _answer(country, best, reviewed, warned)
        # Not one word in common is no nearness: then the page itself is the nearest.
        if not ranking.fits:
            return Answer(False, country, "", "", (), (), advice.url, reviewed, warned)
        nearest = ranking.passages[0]
        return Answer(False, country, nearest.part, _heading(nearest), (), (), nearest.url, reviewed, warned)

    def prepare(
        self,
        countries: Collection[str] = (),
        progress: Callable[[Iterable[object], int], Iterable[object]] | None = None,
    ) -> int:
        """Have the stored pages of `countries` (all, when left out) read, so that no question waits for it → how many.

        What was read before is not read again. `progress` wraps the countries, with their number, to draw a bar.
        """
        if self._vectors is None or self._relevance() is None:
            return 0
        due = [code for code in self._store.pages() if not countries or code in countries]
        every: list[Passage] = []
        for code in progress(due, len(due)) if progress else due:
            page = self._store.page(str(code))
            if page is not None:
                self._vectors.of(page.passages)
                every += page.passages
        if not countries:
            self._vectors.keep_only(every)
        return len(due)

    def reply_for(self, answer: Answer, shown_as: str = "", topic: str = "") -> Reply:
        """An answer as the citizen reads it. `shown_as` begins it ("For Laos"); `topic` is remembered with it."""
        if answer.guide:
            guide = self._guides.get(answer.guide).reply(answer.country)
            lead = f"{shown_as.rstrip(':')}:\n\n" if shown_as else ""
            lead += f"**Warning**\n\n{answer.warning}\n\n" if answer.warning else ""
            return replace(guide, body=lead + guide.body)
        if answer.country is None:
            return replies.passages_reply(answer, "", shown_as, topic)
        where = self._facts.country(answer.country)
        covered = self._facts.country(where.advice).spoken if where.advice not in ("", where.iso2) else ""
        if not where.advice:
            posts = self._facts.posts(where.iso2)
            return Reply(
                f"{posts.note} {'' if where.iso2 == 'GB' else 'GOV.UK has no travel advice for it.'}".strip(),
                sources=(Source(where.name, posts.contact_url, posts.checked),),
                about={"topic": topic, "country": where.iso2, "helpful": True, "answered": False},
            )
        return replies.passages_reply(answer, where.spoken, shown_as, topic, covered)

    def emergency_numbers(self, country: str) -> Reply:
        """The country's emergency numbers and the FCDO's. Raises ContentError for an unknown country."""
        return replies.emergency_numbers_reply(self._facts, country, today())

    def contact(self, country: str, text: str = "", earlier: str = "", now: datetime | None = None) -> Reply:
        """The embassy or whoever helps there, with what `text` asks of it first (see HelpAbroad.contact). Raises
        ContentError for an unknown country."""
        if self._help_abroad is not None:
            return self._help_abroad.contact(country, text, earlier, now)
        return replies.contact_reply(self._facts, country, today())

    def guide(self, topic: str, country: str | None = None, on: date | None = None) -> Reply | None:
        """The guide on a topic, with the country's own contact where it is known; None where there is no guide."""
        try:
            return self._guides.get(topic).reply(country, on)
        except ContentError:
            return None

    def guide_part(self, topic: str, part: str, on: date | None = None) -> Reply | None:
        """One part of a guide (`takes`, `fees`, `need`), for a short question after it; None where it has none."""
        try:
            return self._guides.get(topic).part(part, on)
        except ContentError:
            return None

    def synced(self) -> int:
        """How many countries' pages are stored."""
        return len(self._store.pages())

    def _page(self, country: str) -> tuple[TravelAdvice, PageIndex] | None:
        version = self._store.content_version()
        with self._lock:
            known = version == self._version
        if not known:
            self._keep_what_is_the_same(version)
        with self._lock:
            if country in self._indexes:
                return self._indexes[country]
        advice = self._store.page(country)
        # A page of another country, whatever the reason, is never answered from.
        own = [p for p in advice.passages if p.country == country] if advice else []
        found = (advice, self._index(own)) if advice else None
        with self._lock:
            if version == self._version:
                self._indexes[country] = found
        return found

    def _keep_what_is_the_same(self, version: int) -> None:
        """Forget the pages that changed since they were indexed, and only those."""
        digests = self._store.digests()
        with self._lock:
            self._indexes = {
                code: found for code, found in self._indexes.items() if self._digests.get(code) == digests.get(code)
            }
            self._version, self._digests = version, digests

    def _index(self, passages: Sequence[Passage]) -> PageIndex:
        learned = self._relevance()
        if learned is None or self._vectors is None:
            return PageIndex(passages)
        return PageIndex(passages, self._vectors.of(passages), learned)

    def _relevance(self) -> Relevance | None:
        """What was learned, or None where it cannot be used: then words alone answer, and the log says why, once."""
        if not self._learned_tried and self._vectors is not None:
            try:
                learned = load_relevance()
                if learned.encoder != self._vectors.encoder.name:
                    raise ContentError("The ranking was learned with another encoder. Run ./consular learn.")
                self._learned = learned
            except ConsularError as error:
                _LOG.warning("Questions are answered by their words alone. %s", error)
            self._learned_tried = True
        return self._learned

    def _read(self, question: str, learned: Relevance) -> Reading:
        assert self._vectors is not None
        vectors = self._vectors.encoder.encode(parts_of(question))
        return Reading(question, vectors, learned.asked(vectors))

    def _from_guide(
        self, reading: Reading | None, learned: Relevance | None, country: str | None, least: float = GUIDE_LIKELY
    ) -> Answer | None:
        """The guide that a question is about, where that is at least so likely."""
        if reading is None or learned is None:
            return None
        topic, likely = max(learned.topics(reading.vectors[0]).items(), key=lambda each: each[1], default=("", 0.0))
        if likely < least or not self._guides.has(topic):
            return None
        guide = self._guides.get(topic)
        url = guide.links[0][1] if guide.links else guide.sources[0].url
        body = guide.reply(country).body
        passage = Passage(f"guide/{topic}", country or "", GUIDE_PART, GUIDE_PART, (guide.title,), body, url)
        return Answer(
            True, country, GUIDE_PART, guide.title, (guide.title,), (passage,), url, guide.checked, guide=topic
        )  # fmt: skip

    def _names(self, where: Country) -> frozenset[str]:
        return names_in(f"{where.name} {where.capital} {where.demonym}")


def _answer(country: str, shown: Sequence[Passage], reviewed: date | None, warned: str) -> Answer:
    best = tuple(shown)
    return Answer(
        True,
        country,
        best[0].part,
        _heading(best[0]),
        tuple(_heading(passage) for passage in best),
        best,
        best[0].url,
        reviewed,
        _unless_shown(warned, [passage.body for passage in best]),
    )


def _heading(passage: Passage) -> str:
    return passage.headings[-1] if passage.headings else passage.part_title


def _unless_shown(warned: str, bodies: Sequence[str]) -> str:
    """No warning twice: where the answer is the warning itself, it is not put above it too."""
    return "" if warned and all(any(block in body for body in bodies) for block in warned.split("\n\n")) else warned
