"""The queue: every open case, what is wrong with the service, and the way to closed cases."""
from __future__ import annotations

import re
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, redirect

from bot.casework.case import Case, Status
from bot.casework.queue import handed_back, held_by, in_order, next_to_take
from bot.casework.queue import waiting as waiting_only
from bot.desk.access import needs
from bot.desk.desk import Desk, desk_of
from bot.desk.live import digest
from bot.desk.refusals import page, plain_page
from bot.desk.rows import Names, queue_row
from bot.desk.service_state import ServiceWarning, warnings
from bot.desk.signed_in import CASEWORK, session_of

routes = Blueprint("queue")

FILTERS = {"all": "All open", "mine": "Mine", "waiting": "Waiting"}
REFERENCE = re.compile(r"^(?:CON-?)?([A-Z0-9]{6})$")
MOST_RESOLVED = 50
"""Closed cases listed at once; older ones are found by reference."""
REFRESH_SECONDS = 30
"""How often the page reloads itself without script, where the caseworker asked for that."""


async def names_of(desk: Desk) -> Names:
    """Sign-in name → display name, of everybody who ever worked here."""
    return {user.name: user.display_name for user in await desk.call(desk.store.users)}


async def service_warnings(desk: Desk, me: str, names: Names) -> list[ServiceWarning]:
    """What every caseworker must know about the service itself, on every page."""
    beats = await desk.call(desk.store.beats)
    off = await desk.call(desk.store.assistant_is_off)
    people = await desk.call(desk.store.signed_in)
    settings = desk.settings
    configured = bool(settings.notify_api_key and settings.notify_template and settings.on_call)
    return warnings(beats, desk.now(), configured, off,
                    [names.get(name, name) for name in people if name != me], desk.hub.state.reachable)


async def _values(request: Request, chosen: str) -> dict[str, Any]:
    desk, me = desk_of(request), session_of(request).caseworker.name
    cases: list[Case] = await desk.call(desk.store.queue)
    names, now = await names_of(desk), desk.now()
    people = [names.get(name, name) for name in await desk.call(desk.store.signed_in) if name != me]

    def rows(some: list[Case]) -> list[Any]:
        return [queue_row(case, now, me, names, desk.texts, desk.country) for case in some]

    waiting, mine = waiting_only(cases), held_by(cases, me)
    others = in_order(c for c in cases if c.status is Status.IN_HANDOVER and c.caseworker != me)
    back = handed_back(cases)
    groups = {"all": [("Waiting for a caseworker", waiting), ("Yours", mine), ("With other caseworkers", others),
                      *([("Handed back to the assistant, to be closed", back)] if back else [])],
              "mine": [("Yours", mine)], "waiting": [("Waiting for a caseworker", waiting)]}[chosen]
    first = next_to_take(cases)
    return {"groups": [(heading, rows(some)) for heading, some in groups], "chosen": chosen,
            "filters": [(key, label, {"all": len(cases), "mine": len(mine), "waiting": len(waiting)}[key])
                        for key, label in FILTERS.items()],
            "waiting": len(waiting), "next": first.reference if first else "", "people": people,
            "warnings": await service_warnings(desk, me, names)}


def _chosen(request: Request) -> str:
    given = str(request.args.get("show", "all"))
    return given if given in FILTERS else "all"


def title(waiting: int, page_name: str) -> str:
    """The tab's title: how many wait stands first, so that it is read in a narrow tab. Names nobody."""
    return f"({waiting}) {page_name}" if waiting else page_name


@routes.get("/")
@needs("caseworker", "manager", "designer")
async def queue(request: Request) -> HTTPResponse:
    """The list. `?show=` filters; `?refresh=on` reloads it without script."""
    if session_of(request).caseworker.role not in CASEWORK:
        return redirect("/guides", status=303)
    values = await _values(request, _chosen(request))
    reloads = request.args.get("refresh") == "on"
    headers = {"Refresh": str(REFRESH_SECONDS)} if reloads else None
    return page(request, "queue.html", headers=headers, title=title(values["waiting"], "Cases"), page_name="Cases",
                reloads=reloads, refresh_seconds=REFRESH_SECONDS, said=SAID.get(str(request.args.get("said", "")), ""),
                **values)


SAID = {"handed_back": "You handed the case back to the assistant.", "resolved": "The case is closed."}
"""Fixed sentences after a step, by name: the address never carries a text to show."""


@routes.get("/queue/live")
@needs(*CASEWORK)
async def live(request: Request) -> HTTPResponse:
    """The parts of the queue page that change; an unchanged page gets only its digest back."""
    desk = desk_of(request)
    values = await _values(request, _chosen(request))
    parts = {name: desk.pages.environment.get_template(f"parts/{name}.html").render(**values)
             for name in ("warnings", "queue_list", "queue_filters", "queue_next")}
    mark = digest(parts)
    if request.args.get("have") == mark:
        return json({"mark": mark})
    return json({"mark": mark, "parts": parts, "waiting": values["waiting"]})


@routes.get("/next")
@needs(*CASEWORK)
async def next_case(request: Request) -> HTTPResponse:
    """Straight to the case that a free caseworker takes now."""
    desk = desk_of(request)
    first = next_to_take(await desk.call(desk.store.queue))
    return redirect(f"/cases/{first.reference}" if first else "/", status=303)


@routes.get("/find")
@needs(*CASEWORK)
async def find(request: Request) -> HTTPResponse:
    """By reference, open or closed: `con 7f3k2m` is understood."""
    typed = re.sub(r"\s+", "", str(request.args.get("reference", ""))).upper()
    found = REFERENCE.match(typed)
    if found is None:
        return plain_page(request, 400, "That is not a reference", "A reference looks like CON-7F3K2M.")
    return redirect(f"/cases/CON-{found[1]}", status=303)


@routes.get("/closed")
@needs(*CASEWORK)
async def closed(request: Request) -> HTTPResponse:
    """The last closed cases, without anything that a citizen wrote."""
    desk, me = desk_of(request), session_of(request).caseworker.name
    cases: list[Case] = await desk.call(desk.store.queue, Status.RESOLVED)
    names, now = await names_of(desk), desk.now()
    newest = sorted(cases, key=lambda case: case.resolved_at or case.opened_at, reverse=True)[:MOST_RESOLVED]
    rows = [(queue_row(case, now, me, names, desk.texts, desk.country),
             desk.texts.resolutions[case.resolution.value] if case.resolution else "", case.resolved_at)
            for case in newest]
    return page(request, "closed.html", title="Closed cases", rows=rows, now=now)
