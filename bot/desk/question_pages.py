"""For content designers: which questions found no answer, and which answers did not help.

The lists count, by topic, country and part. Words stand on a page of their own, only as far as
`bot.conversation.masking` shows them, and each reading is in the audit (docs/adr/0017-content-designers.md).
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.content.answer_records import PERIODS, Asked, Group, Kind, words_may_be_shown
from bot.content.facts import Facts
from bot.content.guides.guide_types import SECTIONS
from bot.content.passages import ADVICE, STANDARD_PARTS
from bot.conversation.masking import Mask, load_ordinary_words
from bot.desk.access import needs
from bot.desk.desk import Desk, desk_of
from bot.desk.refusals import page
from bot.desk.signed_in import DESIGN, session_of

routes = Blueprint("questions")
USUAL_DAYS = 30
HEADINGS = {Kind.UNANSWERED: "Questions without an answer", Kind.UNHELPFUL: "Answers that did not help"}
INTRODUCTIONS = {
    Kind.UNANSWERED: "Citizens asked this, and neither a guide nor GOV.UK’s page answered.",
    Kind.UNHELPFUL: "Citizens pressed No under “Did this answer your question?”.",
}


@dataclass(frozen=True)
class Shown:
    """A guide or passage that was shown, and where to read it."""

    text: str
    url: str


@dataclass(frozen=True)
class GroupRow:
    """A group as the list shows it."""

    heading: str
    group: Group
    may_read: bool
    query: str
    """Names the group in an address: codes of ours, no words of anybody."""
    shown: tuple[Shown, ...]
    marked: str
    """"3 pressed No and 4 Yes, of 20 answers"; empty for questions without an answer."""


@lru_cache(maxsize=1)
def _mask(facts: Facts) -> Mask:
    places = [name for country in facts.countries() for name in (country.name, country.capital, country.demonym)]
    return Mask(load_ordinary_words(), places)


def _days(request: Request) -> int:
    given = str(request.args.get("days", ""))
    return next((days for days in PERIODS if str(days) == given), USUAL_DAYS)


def heading_of(desk: Desk, topic: str, country: str, part: str) -> str:
    """"Local laws and customs, Japan: Health"; what is not known is left out."""
    said = desk.texts.topic(topic) if topic else "No topic"
    where = f", {desk.country(country)}" if country else ""
    section = STANDARD_PARTS.get(part) or SECTIONS.get(part) or part.replace("-", " ").capitalize()
    return f"{said}{where}{': ' + section if section else ''}"


def shown_as(desk: Desk, name: str) -> Shown:
    """`guide:insurance#costs` and `japan/health#2` as a designer reads them."""
    kind, colon, rest = name.partition(":")
    if colon and kind == "guide":
        topic, _, part = rest.partition("#")
        guides = desk.services.guides
        title = guides.get(topic).title if guides.has(topic) else topic
        return Shown(f"Guide: {title}{', ' + SECTIONS[part] if part in SECTIONS else ''}",
                     f"/guides/{topic}" if guides.has(topic) else "/guides")
    page_name, _, number = name.partition("#")
    slug, _, part = page_name.partition("/")
    known = next((c.name for c in desk.services.facts.with_page() if c.slug == slug), slug)
    section = STANDARD_PARTS.get(part, part.replace("-", " ").capitalize())
    return Shown(f"GOV.UK: {known}, {section}{', passage ' + number if number else ''}", f"{ADVICE}/{slug}/{part}")


def _row(desk: Desk, kind: Kind, group: Group, days: int) -> GroupRow:
    no, yes = group.count, group.helped
    marked = f"{no} pressed No and {yes} pressed Yes, of {group.answers} answers" if kind is Kind.UNHELPFUL else ""
    return GroupRow(heading_of(desk, group.topic, group.country, group.part), group, words_may_be_shown(group.topic),
                    urlencode({"topic": group.topic, "country": group.country, "part": group.part, "days": days}),
                    tuple(shown_as(desk, name) for name in group.shown[:5]), marked)


async def _list(request: Request, kind: Kind) -> HTTPResponse:
    desk, days = desk_of(request), _days(request)
    groups = await desk.call(desk.store.answer_groups, kind, days)
    return page(request, "questions.html", title=HEADINGS[kind], kind=kind.value, introduction=INTRODUCTIONS[kind],
                rows=[_row(desk, kind, group, days) for group in groups], days=days, periods=PERIODS,
                total=sum(group.count for group in groups), now=desk.now())


async def _words(request: Request, kind: Kind) -> HTTPResponse:
    """The newest questions of one group. Nothing is read, and nothing audited, where words may not be shown."""
    desk, days = desk_of(request), _days(request)
    topic, country, part = (str(request.args.get(name, ""))[:64] for name in ("topic", "country", "part"))
    allowed = words_may_be_shown(topic)
    asked: list[Asked] = []
    if allowed:
        reader, mask = session_of(request).caseworker.name, _mask(desk.services.facts)
        asked = await desk.call(desk.store.asked_questions, kind, (topic, country, part), days, reader, mask)
    readable = [each for each in asked if each.words is not None]
    heading = heading_of(desk, topic, country, part)
    return page(request, "asked.html", title=heading, heading=heading, kind=kind.value, list_name=HEADINGS[kind],
                asked=readable, hidden=len(asked) - len(readable), allowed=allowed, days=days, now=desk.now(),
                guide=topic if desk.services.guides.has(topic) else "")


@routes.get("/unanswered")
@needs(*DESIGN)
async def unanswered(request: Request) -> HTTPResponse:
    """What found no answer in `?days=`, newest first."""
    return await _list(request, Kind.UNANSWERED)


@routes.get("/unhelpful")
@needs(*DESIGN)
async def unhelpful(request: Request) -> HTTPResponse:
    """What was marked unhelpful in `?days=`, newest first."""
    return await _list(request, Kind.UNHELPFUL)


@routes.get("/unanswered/questions")
@needs(*DESIGN)
async def unanswered_words(request: Request) -> HTTPResponse:
    return await _words(request, Kind.UNANSWERED)


@routes.get("/unhelpful/questions")
@needs(*DESIGN)
async def unhelpful_words(request: Request) -> HTTPResponse:
    return await _words(request, Kind.UNHELPFUL)
