"""The live stream and the sign of life of every open page."""
from __future__ import annotations

import asyncio
import json as json_text
import random
from contextlib import suppress

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from bot.casework.queue import alarms
from bot.desk.access import needs
from bot.desk.desk import desk_of
from bot.desk.live import State
from bot.desk.signed_in import CASEWORK, session_of
from bot.desk.sounds import CALL, WORD, tones

routes = Blueprint("streaming")

HEARTBEAT_SECONDS = 15.0
LONGEST_STREAM_SECONDS = 600.0
JITTER_SECONDS = 60.0
"""Streams end after 10 minutes and a little, so that proxies do not cut them and a restart does not bring all back
at once (../shared/recipes.md, section 4)."""


SESSION_CHECK_SECONDS = 5.0
"""How soon a stream notices that its session has ended though nothing else changed."""


def _line(state: State, me: str) -> str:
    return json_text.dumps({"queue": state.queue, "cases": state.of_case, "waiting": state.waiting,
                            "alarms": alarms(state.cases, me), "reachable": state.reachable})


@routes.get("/live")
@needs(*CASEWORK)
async def stream(request: Request) -> HTTPResponse | None:
    """Server-Sent Events that say what changed, without words of anybody.

    One line of JSON: `queue` and `cases` are digests to compare, `waiting` the number for the title, `alarms` names
    of what
    calls for this caseworker, `reachable` False while the database is away. `event: signed-out` ends it for good.
    """
    desk, me, token = desk_of(request), session_of(request).caseworker.name, request.ctx.token
    response = await request.respond(content_type="text/event-stream; charset=utf-8", headers={
        "X-Accel-Buffering": "no", "Cache-Control": "no-cache, no-transform"})
    clock = asyncio.get_running_loop().time
    ends = clock() + LONGEST_STREAM_SECONDS + random.uniform(0, JITTER_SECONDS)
    beat_at, sent = clock() + HEARTBEAT_SECONDS, None
    with desk.hub.listening() as changed:
        while clock() < ends and not request.app.ctx.stopping.is_set():
            changed.clear()
            if await desk.call(desk.store.session, token) is None:
                await response.send("event: signed-out\ndata: 1\n\n")
                break
            if desk.hub.state is not sent:
                sent = desk.hub.state
                await response.send(f"data: {_line(sent, me)}\n\n")
            elif clock() >= beat_at:
                beat_at = clock() + HEARTBEAT_SECONDS
                await response.send("event: beat\ndata: 1\n\n")
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(changed.wait(), SESSION_CHECK_SECONDS)
    await response.eof()
    return None


@routes.post("/present")
@needs(*CASEWORK)
async def present(request: Request) -> HTTPResponse:
    """A page is open. `find_session` has written it down already; the answer tells a page that came late what it
    missed."""
    return json({"ok": True})


@routes.get("/sounds/<name:str>")
async def sound(request: Request, name: str) -> HTTPResponse:
    """`call.wav` for a new case or new danger, `word.wav` for a new word in a case that is held."""
    notes = {"call.wav": CALL, "word.wav": WORD}.get(name)
    if notes is None:
        return raw(b"There is no such sound.\n", status=404, content_type="text/plain; charset=utf-8")
    return raw(tones(notes), content_type="audio/wav", headers={"Cache-Control": "private, max-age=86400"})
