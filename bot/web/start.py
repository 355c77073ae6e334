"""The start page: the numbers, a country's numbers, and the message box. The first message starts a conversation."""
from __future__ import annotations

import asyncio
from collections import OrderedDict

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.conversation.messages import LONGEST_MESSAGE
from bot.errors import BadInput
from bot.ui.security import clean_words
from bot.web.site import NoConversation, Site
from bot.web.visitor import Refused, Visitor, delivery_key, fields_of, new_delivery_key

REMEMBERED = 2_000
"""First messages whose forms are remembered, so that pressing Send twice starts one conversation."""
EMPTY = "Write a message first."
TOO_LONG = f"Your message is too long. It can have {LONGEST_MESSAGE:,} characters. Send it in shorter parts."
NOT_KEPT = "We could not send that. Your words are still in the box: send them again."
NOT_STORED = "We could not send your message. Your words are still in the box. Try again in a minute."


class StartRoutes:
    """`GET /` and `POST /`."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._started: OrderedDict[str, asyncio.Task[str]] = OrderedDict()

    def attach(self, app: Sanic) -> None:
        app.add_route(self.show, "/", methods=["GET", "HEAD"], name="start")
        app.add_route(self.send, "/", methods=["POST"], name="start_send")

    async def show(self, request: Request) -> HTTPResponse:
        return await self.page(request, self.site.visitor(request))

    async def page(self, request: Request, visitor: Visitor, status: int = 200, draft: str = "", error: str = "",
                   key: str = "") -> HTTPResponse:
        """The start page, also where the database is away: then it says so, and the numbers are there."""
        off, under_way, trouble = None, False, False
        try:
            off = await self.site.call(self.site.services.store.assistant_is_off)
            under_way = await self.site.conversation_of(visitor) is not None
        except NoConversation:
            pass
        except Exception as problem:
            self.site.journal.error("start", problem)
            trouble = True
        country = str(request.args.get("country", "")).upper()
        return self.site.page(
            request, visitor, "start.html", status=status, draft=draft, error=error, off=off, under_way=under_way,
            trouble=trouble, countries=self.site.countries(), chosen=country, numbers=self.site.numbers(country),
            key=key or new_delivery_key(), longest=LONGEST_MESSAGE)

    async def send(self, request: Request) -> HTTPResponse:
        """Start a conversation with its first message, or go on with the one that this browser has open."""
        visitor = self.site.visitor(request)
        fields = fields_of(request)
        words = clean_words(fields.get("body", ""))
        try:
            visitor.check_form(fields)
        except Refused:
            if visitor.cross_site():
                raise
            # An old page, or cookies that were cleared in between: nothing is lost, the box is filled again.
            return await self.page(request, visitor, 403, words, NOT_KEPT)
        key = delivery_key(fields.get("key"))
        if not words or len(words) > LONGEST_MESSAGE:
            return await self.page(request, visitor, 400, words, TOO_LONG if words else EMPTY, key)
        try:
            secret = await self._start_once(visitor, key, words)
        except BadInput as problem:
            return await self.page(request, visitor, 400, words, str(problem), key)
        except Exception as problem:
            self.site.journal.error("start_send", problem)
            return await self.page(request, visitor, 503, words, NOT_STORED, key)
        response = redirect("/conversation", status=303)
        self.site.cookies.keep(response, self.site.cookies.session, secret)
        self.site.cookies.forget(response, self.site.cookies.away)
        return response

    async def _start_once(self, visitor: Visitor, key: str, words: str) -> str:
        """The conversation's key. Shielded: once begun, storing goes on though the browser hangs up."""
        name = f"{visitor.secret}:{key}"
        task = self._started.get(name)
        if task is None:
            task = asyncio.ensure_future(self.site.call(self._start, visitor.key, key, words))
            self._started[name] = task
            while len(self._started) > REMEMBERED:
                self._started.popitem(last=False)
        try:
            return await asyncio.shield(task)
        except Exception:
            self._started.pop(name, None)
            raise

    def _start(self, session: str, key: str, words: str) -> str:
        """In a thread."""
        store = self.site.services.store
        known = store.conversation_for_key(session) if session else None
        if known is None:
            known, session = store.start("web")
        self.site.take_in(known, key, words)
        return session
