"""The desk as a Sanic app. `make_app` connects to nothing; the store is opened when the first request needs it."""
from __future__ import annotations

import asyncio
import logging
import secrets
from datetime import timezone

from sanic import Sanic
from sanic.config import Config
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.desk import (
    case_actions,
    case_page,
    guide_edit,
    guide_pages,
    management,
    question_pages,
    queue_page,
    sign_in,
    streaming,
)
from bot.desk.desk import Desk, desk_of
from bot.desk.refusals import on_error
from bot.desk.signed_in import find_session
from bot.services import Services
from bot.ui.security import LARGEST_REQUEST

log = logging.getLogger("consular.desk")

BEAT_SECONDS = 5.0
"""How often this process says that it is alive (Casework.beat)."""


def make_app(services: Services) -> Sanic:
    """Every route, the checks before them and the poller beside them."""
    # Sanic keeps a register of names; tests make several apps in one process.
    app = Sanic(f"desk-{secrets.token_hex(4)}", configure_logging=False, config=Config({
        "ACCESS_LOG": False, "REQUEST_MAX_SIZE": LARGEST_REQUEST, "RESPONSE_TIMEOUT": 60, "KEEP_ALIVE_TIMEOUT": 75,
        "GRACEFUL_SHUTDOWN_TIMEOUT": 5.0, "FALLBACK_ERROR_FORMAT": "text", "MOTD": False}))
    desk = Desk(services)
    app.ctx.desk = desk
    app.ctx.stopping = asyncio.Event()
    desk.pages.attach(app)
    app.register_middleware(find_session, "request")
    app.register_middleware(_log_answer, "response")
    app.error_handler.add(Exception, on_error)
    for module in (queue_page, case_page, case_actions, sign_in, streaming, management, guide_pages, guide_edit,
                   question_pages):
        app.blueprint(module.routes)
    app.add_route(health, "/health", methods=["GET"])
    app.register_listener(_start, "after_server_start")
    app.register_listener(_stop, "before_server_stop")
    app.register_listener(_close, "after_server_stop")
    return app


async def health(request: Request) -> HTTPResponse:
    """200 while the database answers, else 503; for the supervisor and a load balancer. Says nothing about anybody."""
    desk = desk_of(request)
    try:
        await desk.call(desk.store.version)
        await desk.call(desk.store.beats)
    except Exception as error:  # whatever it is, the answer is the same and its text is not ours to show
        log.error("health: the database does not answer (%s)", type(error).__name__)
        return json({"status": "unavailable", "database": False}, status=503)
    now = desk.now().astimezone(timezone.utc).isoformat(timespec="seconds")
    return json({"status": "ok", "database": True, "time": now})


async def _log_answer(request: Request, response: HTTPResponse) -> None:
    """The access log: method, route and status. Never the address with its query, nor anything that was typed."""
    if request.path != "/health" and not request.path.startswith("/static/"):
        route = request.route.path if request.route else "no route"
        log.info("%s /%s %s", request.method, route, response.status)


async def _beat(desk: Desk) -> None:
    while True:
        try:
            await desk.call(desk.store.beat, "desk")
        except asyncio.CancelledError:
            raise
        except Exception as error:  # the poller says it on every page
            log.error("the desk cannot say that it is alive (%s)", type(error).__name__)
        await asyncio.sleep(BEAT_SECONDS)


async def _start(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
    app.ctx.tasks = [loop.create_task(app.ctx.desk.hub.run()), loop.create_task(_beat(app.ctx.desk))]


async def _stop(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
    app.ctx.stopping.set()
    app.ctx.desk.hub.wake()
    for task in app.ctx.tasks:
        task.cancel()
    await asyncio.gather(*app.ctx.tasks, return_exceptions=True)


async def _close(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
    app.ctx.desk.close()
