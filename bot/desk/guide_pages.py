"""For content designers: the guides, and what each looks like to citizens, for any country on any day."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.content.freshness import said_date, today
from bot.content.guides.guide import Guide
from bot.desk.access import needs
from bot.desk.desk import desk_of
from bot.desk.guide_preview import country_choices, day_from, preview, stale_lines
from bot.desk.refusals import page, plain_page
from bot.desk.signed_in import DESIGN

routes = Blueprint("guides")
TOPIC = "<topic:[a-z_]{3,40}>"


@dataclass(frozen=True)
class GuideRow:
    """A guide in the list."""

    topic: str
    title: str
    urgent: bool
    checked: str
    stale: int
    """How many things in it are past their date."""


def _row(guide: Guide, on: date) -> GuideRow:
    return GuideRow(guide.topic, guide.title, guide.urgent, said_date(guide.checked), len(stale_lines(guide, on)))


def no_guide(request: Request) -> HTTPResponse:
    return plain_page(request, 404, "There is no such guide", "Choose one from the list.", next_url="/guides",
                      next_text="Go to the guides")


def chosen(request: Request, country: str, day: str) -> tuple[str, date, dict[str, str]]:
    """(ISO code or "", the day, errors by field) of what somebody chose for a preview."""
    on, wrong = day_from(day[:20], today())
    errors = {"on": wrong} if wrong else {}
    if country and not desk_of(request).services.facts.has(country):
        country, errors["country"] = "", "Choose a country from the list."
    return country, on, errors


@routes.get("/guides")
@needs(*DESIGN)
async def guides(request: Request) -> HTTPResponse:
    """Every guide, and how much of it is past its date on `?on=`."""
    desk = desk_of(request)
    _, on, errors = chosen(request, "", str(request.args.get("on", "")))
    known = await desk.call(lambda: desk.services.guides)
    rows = sorted((_row(known.get(topic), on) for topic in known.topics()), key=lambda row: row.title.casefold())
    return page(request, "guides.html", 400 if errors else 200, title="Guides", rows=rows, on=on, errors=errors,
                said_on=said_date(on), stale=sum(1 for row in rows if row.stale))


@routes.get(f"/guides/{TOPIC}")
@needs(*DESIGN)
async def guide(request: Request, topic: str) -> HTTPResponse:
    """As web, WhatsApp and SMS; `?country=` (ISO) and `?on=` choose what it is shown for."""
    desk = desk_of(request)
    known = await desk.call(lambda: desk.services.guides)
    if not known.has(topic):
        return no_guide(request)
    country, on, errors = chosen(request, str(request.args.get("country", "")), str(request.args.get("on", "")))
    found = known.get(topic)
    return page(request, "guide.html", 400 if errors else 200, title=found.title, guide=found, country=country, on=on,
                said_on=said_date(on), errors=errors, countries=country_choices(desk.services.facts),
                preview=preview(found, country or None, on))
