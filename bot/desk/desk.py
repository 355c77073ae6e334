"""What every route of the desk shares: the services, the pages, the words, and a way to call the store."""
from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from sanic.request import Request

from bot.casework.case import Case, Status
from bot.desk.live import Hub
from bot.desk.texts import load_desk_texts
from bot.desk.times import moment, utc_now
from bot.desk.views import Views
from bot.errors import ContentError
from bot.services import Services
from bot.ui.pages import Pages

Result = TypeVar("Result")
HERE = Path(__file__).parent
STORE_THREADS = 8
"""Calls of the store at once: enough for a dozen caseworkers, few enough for a database's connection pool."""


class Desk:
    """One desk process."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.settings = services.settings
        self.pages = Pages(HERE / "templates", HERE / "static", self.settings.production)
        self.pages.environment.filters.update(moment=lambda when: moment(when, utc_now()))
        self.texts = load_desk_texts()
        self.views = Views()
        self.now = utc_now
        self._threads = ThreadPoolExecutor(STORE_THREADS, thread_name_prefix="desk-store")
        self.hub = Hub(services, self.call, self.views)

    @property
    def store(self) -> Any:
        """`bot.store.store.Store`: conversation log, casework and wake-up in one."""
        return self.services.store

    async def call(self, function: Callable[..., Result], *args: Any, **named: Any) -> Result:
        """Run a synchronous call of the store in a thread, off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(function, *args, **named))

    def close(self) -> None:
        self._threads.shutdown(wait=False)

    def country(self, code: str) -> str:
        """The plain name of a country; its code where nothing knows it."""
        try:
            return self.services.facts.country(code).name
        except ContentError:
            return code

    async def read_case(self, reference: str, session: str, reader: str) -> Case:
        """A new page view: read and audited. Raises CaseworkError where there is none."""
        case = cast(Case, await self.call(self.store.case, reference, reader))
        self.views.opened(session, case, self.now())
        return case

    async def same_case(self, reference: str, session: str, reader: str) -> Case:
        """The case for a page view that is open already: audited only where this process does not know the view."""
        view = self.views.get(session, reference, self.now())
        if view is None:
            return await self.read_case(reference, session, reader)
        if view.closed is not None:
            return view.closed
        case = cast("Case | None", await self.call(self.store.case_of, view.conversation_id))
        if case is None or case.reference != reference or case.status is Status.RESOLVED:
            return await self.read_case(reference, session, reader)
        return case


def desk_of(request: Request) -> Desk:
    return cast(Desk, request.app.ctx.desk)
