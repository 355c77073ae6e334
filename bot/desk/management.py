"""For managers: the assistant's off switch, the people, the audit. For everybody: the texts that the desk inserts."""
from __future__ import annotations

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.desk.access import needs
from bot.desk.case_page import said_action
from bot.desk.desk import desk_of
from bot.desk.queue_page import names_of, service_warnings
from bot.desk.refusals import page
from bot.desk.signed_in import EVERYBODY, MANAGE, field, session_of
from bot.errors import CaseworkError
from bot.ui.security import clean_words

routes = Blueprint("management")

LONGEST_SWITCH_MESSAGE = 500
"""Characters: citizens read it beside the emergency numbers, which must stay in sight."""
MOST_ENTRIES = 500
"""Audit entries on the page, newest first."""
SAID = {"off": "The assistant is off. Citizens see the numbers and your message.", "on": "The assistant is on again."}


@routes.get("/assistant")
@needs(*MANAGE)
async def switch(request: Request) -> HTTPResponse:
    desk = desk_of(request)
    off = await desk.call(desk.store.assistant_is_off)
    me = session_of(request).caseworker.name
    return page(request, "switch.html", title="Assistant", off=off, longest=LONGEST_SWITCH_MESSAGE, message="",
                error="", said=SAID.get(str(request.args.get("said", "")), ""),
                warnings=await service_warnings(desk, me, await names_of(desk)))


@routes.post("/assistant/confirm")
@needs(*MANAGE)
async def confirm(request: Request) -> HTTPResponse:
    """Between the form and the step: what citizens will read, and what happens."""
    message = clean_words(field(request, "message"))
    if len(message) > LONGEST_SWITCH_MESSAGE:
        error = f"The message can be up to {LONGEST_SWITCH_MESSAGE} characters. Yours has {len(message)}."
        return page(request, "switch.html", 400, title="Assistant", off=None, longest=LONGEST_SWITCH_MESSAGE,
                    message=message, error=error, said="")
    return page(request, "switch_confirm.html", title="Switch the assistant off?", message=message)


@routes.post("/assistant")
@needs(*MANAGE)
async def switch_now(request: Request) -> HTTPResponse:
    """`to` is `off`, with the confirmed message, or `on`. Audited by the store."""
    desk, me = desk_of(request), session_of(request).caseworker.name
    off = field(request, "to") != "on"
    message = clean_words(field(request, "message"))[:LONGEST_SWITCH_MESSAGE] if off else ""
    await desk.call(desk.store.switch_assistant, off, me, message)
    return redirect(f"/assistant?said={'off' if off else 'on'}", status=303)


@routes.get("/people")
@needs(*MANAGE)
async def people(request: Request) -> HTTPResponse:
    """Who may sign in. People are added and ended by `./consular users`, where the operator sees the one-time link."""
    desk = desk_of(request)
    here = set(await desk.call(desk.store.signed_in))
    return page(request, "people.html", title="People", users=await desk.call(desk.store.users), here=here)


@routes.get("/audit")
@needs(*MANAGE)
async def audit(request: Request) -> HTTPResponse:
    """Who did what, newest first, and whether the chain of entries holds."""
    desk = desk_of(request)
    entries = await desk.call(desk.store.audit, None, MOST_ENTRIES)
    names = await names_of(desk)
    broken, checked = "", 0
    if request.args.get("verify"):
        try:
            checked = await desk.call(desk.store.verify_audit)
        except CaseworkError as error:
            broken = str(error)
    return page(request, "audit.html", title="Audit", now=desk.now(), checked=checked, broken=broken, most=MOST_ENTRIES,
                entries=[(names.get(e.actor, e.actor), said_action(e.action), e) for e in entries])


@routes.get("/texts")
@needs(*EVERYBODY)
async def texts(request: Request) -> HTTPResponse:
    """What the desk inserts and what its steps say to citizens, to read and to improve in data/desk_texts.yml."""
    desk, who = desk_of(request), session_of(request).caseworker
    return page(request, "texts.html", title="Texts", openings=desk.texts.openings_for(who.display_name),
                notices=[desk.texts.notice(name, "CON-7F3K2M").body for name in desk.texts.notices])
