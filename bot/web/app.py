"""The Sanic app of the citizens' page. `make_app` connects to nothing; the store is opened when it is first used."""
from __future__ import annotations

import asyncio
import itertools
import time

from sanic import Sanic
from sanic.exceptions import PayloadTooLarge
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse

from bot.services import Services
from bot.ui.security import LARGEST_BODY, LARGEST_REQUEST
from bot.web import failures
from bot.web.checklists import ChecklistRoutes
from bot.web.conversation import ConversationRoutes
from bot.web.information import InformationRoutes
from bot.web.journal import Journal
from bot.web.leaving import LeavingRoutes
from bot.web.site import Site
from bot.web.start import StartRoutes
from bot.web.stream import StreamRoutes

BEAT_SECONDS = 5.0
_names = itertools.count(1)


def make_app(services: Services, journal: Journal | None = None) -> Sanic:
    """The app, ready for `app.run` or `app.create_server`. `app.ctx.site` is its Site."""
    app = Sanic(f"citizens_{next(_names)}", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST
    app.config.REQUEST_TIMEOUT = 30
    app.config.KEEP_ALIVE_TIMEOUT = 30
    app.config.RESPONSE_TIMEOUT = 60
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = 3.0
    app.config.ACCESS_LOG = False
    app.config.FALLBACK_ERROR_FORMAT = "text"
    site = Site(services, journal)
    app.ctx.site = site
    failures.attach(app, site)
    _keep_time(app, site)
    for routes in (StartRoutes(site), ConversationRoutes(site), LeavingRoutes(site), StreamRoutes(site),
                   ChecklistRoutes(site), InformationRoutes(site)):
        routes.attach(app)
    site.pages.attach(app)
    _keep_watch(app, site)
    return app


def _keep_time(app: Sanic, site: Site) -> None:
    """Bounds before, a line in the log after each request."""

    async def before(request: Request) -> HTTPResponse | None:
        request.ctx.began = getattr(request.ctx, "began", None) or time.monotonic()
        if len(request.body or b"") > LARGEST_BODY and not getattr(request.ctx, "refused", False):
            request.ctx.refused = True
            raise PayloadTooLarge("more than a message can be")
        return None

    async def after(request: Request, response: BaseHTTPResponse) -> None:
        began = getattr(request.ctx, "began", None) or time.monotonic()
        milliseconds = (time.monotonic() - began) * 1000
        site.journal.request(request.method, failures.route_of(request), response.status, milliseconds)

    app.register_middleware(before, "request")
    app.register_middleware(after, "response")  # Sanic wants a value back; None keeps the answer


def _keep_watch(app: Sanic, site: Site) -> None:
    """The poller and the sign of life, from the start of the server to its end."""
    tasks: list[asyncio.Task[None]] = []

    async def live() -> None:
        while not site.watch.stopping:
            try:
                await site.call(site.services.store.beat, "web")
            except Exception as error:
                site.journal.error("beat", error)
            await asyncio.sleep(BEAT_SECONDS)

    async def begin(_app: Sanic, _loop: object) -> None:
        tasks.append(asyncio.ensure_future(site.watch.run(lambda error: site.journal.error("watch", error))))
        tasks.append(asyncio.ensure_future(live()))

    async def finish(_app: Sanic, _loop: object) -> None:
        site.watch.stop()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def close(_app: Sanic, _loop: object) -> None:
        site.close()

    app.register_listener(begin, "after_server_start")
    app.register_listener(finish, "before_server_stop")
    app.register_listener(close, "after_server_stop")
