"""What every route of the citizens' page works with: the services, threads for them, and pages.

The store is synchronous: each use of it runs in one of a bounded number of threads, never on the event loop.
"""
from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.conversation.ports import Received
from bot.errors import ConversationError
from bot.services import Services
from bot.ui.pages import Pages
from bot.web.journal import Journal
from bot.web.numbers import CountryNumbers, country_choices, numbers_for
from bot.web.view import Snapshot
from bot.web.visitor import Cookies, Visitor
from bot.web.watch import Watch

HERE = Path(__file__).parent
THREADS = 12
"""For the store. SQLite writes one at a time anyway; a PostgreSQL pool of this size serves hundreds of streams."""
T = TypeVar("T")


class NoConversation(Exception):
    """The browser has a key that opens nothing: forged, ended or erased."""


class Site:
    """One process's citizens' page."""

    def __init__(self, services: Services, journal: Journal | None = None) -> None:
        self.services = services
        self.settings = services.settings
        self.journal = journal or Journal()
        self.cookies = Cookies(services.settings.production)
        self.pages = Pages(HERE / "templates", HERE / "static", services.settings.production)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="store")
        self.watch = Watch(self.call, lambda: services.store.version(), self._look, self._look_around)

    @property
    def public_url(self) -> str:
        """The address that citizens use."""
        return self.settings.public_url or f"http://{self.settings.web_host}:{self.settings.web_port}"

    async def call(self, work: Callable[..., T], *arguments: Any) -> T:
        """Run `work` in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(work, *arguments))

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def take_in(self, conversation_id: str, key: str, words: str, details: Mapping[str, Any] | None = None) -> Received:
        """In a thread: store the message and read it for danger. Raises only where nothing was stored.

        A reading that fails is tried once more. Then the message counts as sent all the same: it is on disk, the
        assistant reads every message again, and the reconciler finds what nobody answered.
        """
        stored: list[Received] = []
        for attempt in (1, 2):
            try:
                taken = self.services.intake.take_in(conversation_id, key, words, details, on_stored=stored.append)
                return taken.received
            except Exception as error:
                if not stored:
                    raise
                self.journal.error(f"danger_reading_{attempt}", error)
        return stored[0]

    # -- who asks ---------------------------------------------------------------------------------------------------
    def visitor(self, request: Request) -> Visitor:
        return Visitor(request, self.cookies, self.settings.public_url)

    async def conversation_of(self, visitor: Visitor) -> str | None:
        """The id of the conversation that the browser's key opens; None without a key.

        Raises NoConversation for a key that opens nothing.
        """
        if not visitor.key:
            return None
        found = await self.call(self.services.store.conversation_for_key, visitor.key)
        if found is None:
            raise NoConversation
        return found

    # -- what is shown ----------------------------------------------------------------------------------------------
    def snapshot(self, conversation_id: str) -> Snapshot:
        """In a thread. Raises ConversationError where there is no such conversation."""
        store = self.services.store
        row = store.conversation(conversation_id)
        case = store.case_of(conversation_id)
        name = row.caseworker or (case.caseworker if case else None)
        shown_name = next((user.display_name for user in store.users() if user.name == name), name) if name else None
        waits = case is not None and case.caseworker is None
        country = store.context(conversation_id).get("country") or next(iter(case.countries if case else ()), None)
        return Snapshot(row, case, shown_name, len(store.signed_in()) if waits else 0, store.assistant_is_off(),
                        country if isinstance(country, str) else None)

    def _look(self, conversation_id: str) -> object:
        try:
            return self.services.store.conversation(conversation_id)
        except ConversationError:
            return None

    def _look_around(self) -> object:
        return self.services.store.assistant_is_off(), bool(self.services.store.signed_in())

    def numbers(self, country: str | None) -> CountryNumbers | None:
        """A country's numbers; None too where the facts cannot be read: the FCDO's line is on every page anyway."""
        try:
            return numbers_for(self.services.facts, country)
        except Exception as error:
            self.journal.error("facts", error)
            return None

    def countries(self) -> list[tuple[str, str]]:
        try:
            return country_choices(self.services.facts)
        except Exception as error:
            self.journal.error("facts", error)
            return []

    def page(self, request: Request, visitor: Visitor, template: str, status: int = 200, **values: Any) -> HTTPResponse:
        """A page for this browser, with the token that its forms need."""
        answer = self.pages.render(request, template, status=status, csrf=visitor.csrf, **values)
        visitor.remember(answer)
        return answer
