"""A citizen's own checklist as a page to print, to download and to send.

Its address holds 128 random bits and works only beside the key of the conversation it was made in: whoever finds the
address alone reads nothing. Nothing is stored for it. The answers stand sealed in the message that showed the list, and
the page is made from them anew, so its prices are today's. The log holds the route's name, never the address.
"""
from __future__ import annotations

import hmac
from urllib.parse import quote

from sanic import Sanic
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot.content.checklists.checklist import Checklist
from bot.web.checklist_link import TOKEN, list_of
from bot.web.site import NoConversation, Site
from bot.web.visitor import Visitor

MOST_IN_A_MAIL = 6_000
"""Characters of a mail's text in a link: some mail programs cut longer ones."""


class ChecklistRoutes:
    """`/checklist/<token>` and `/checklist/<token>/list.txt`."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def attach(self, app: Sanic) -> None:
        app.add_route(self.show, "/checklist/<token:str>", methods=["GET", "HEAD"], name="checklist")
        app.add_route(self.text, "/checklist/<token:str>/list.txt", methods=["GET", "HEAD"], name="checklist_text")

    async def show(self, request: Request, token: str) -> HTTPResponse:
        visitor, found = await self._asked(request, token)
        if found is None:
            return self.site.page(request, visitor, "away.html")
        text, sms = found.text(), found.sms()
        return self.site.page(
            request, visitor, "checklist.html", list=found, token=token, text=text,
            mail=f"mailto:?subject=List&body={quote(text[:MOST_IN_A_MAIL])}", sms=f"sms:?&body={quote(sms)}")

    async def text(self, request: Request, token: str) -> HTTPResponse:
        """The list as plain text, under a name that says nothing."""
        visitor, found = await self._asked(request, token)
        if found is None:
            return self.site.page(request, visitor, "away.html")
        return raw(found.text().encode("utf-8"), content_type="text/plain; charset=utf-8",
                   headers={"Content-Disposition": 'attachment; filename="list.txt"'})

    async def _asked(self, request: Request, token: str) -> tuple[Visitor, Checklist | None]:
        """Whose list, and the list; None where the page was left. Raises NoConversation, and NotFound as `_made`."""
        visitor = self.site.visitor(request)
        conversation = await self.site.conversation_of(visitor)
        if conversation is None:
            raise NoConversation
        return visitor, None if visitor.away else await self.site.call(self._made, conversation, token)

    def _made(self, conversation: str, token: str) -> Checklist:
        """In a thread. Raises NotFound where this conversation has no such list."""
        if not TOKEN.fullmatch(token):
            raise NotFound("no such list")
        after = 0
        while messages := self.site.services.store.messages(conversation, after):
            for message in messages:
                made = list_of(message)
                if made is not None and hmac.compare_digest(str(made["token"]), token):
                    found = self.site.services.checklists.again(made)
                    if found is not None:
                        return found
            after = messages[-1].seq
        raise NotFound("no such list")
