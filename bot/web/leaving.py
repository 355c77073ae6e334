"""Leaving: exit at once, come back, end and remove, take a link or a copy along."""
from __future__ import annotations

import re
from datetime import datetime, timezone

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw, redirect

from bot.conversation.messages import Author
from bot.ui.dates import UK, clock, day
from bot.ui.environment import EMERGENCY_ABROAD, EXIT_URL
from bot.ui.markup import to_text
from bot.web.site import NoConversation, Site
from bot.web.view import label
from bot.web.visitor import fields_of

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,200}")


class LeavingRoutes:
    """`/exit`, `/show`, `/end`, `/resume-link`, `/resume`, `/transcript.txt`."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def attach(self, app: Sanic) -> None:
        app.add_route(self.exit, "/exit", methods=["GET", "HEAD"], name="exit")
        app.add_route(self.come_back, "/show", methods=["POST"], name="show")
        app.add_route(self.ask_to_end, "/end", methods=["GET", "HEAD"], name="ask_to_end")
        app.add_route(self.end, "/end", methods=["POST"], name="end")
        app.add_route(self.make_link, "/resume-link", methods=["POST"], name="resume_link")
        app.add_route(self.ask_to_resume, "/resume/<token:str>", methods=["GET", "HEAD"], name="ask_to_resume")
        app.add_route(self.resume, "/resume", methods=["POST"], name="resume")
        app.add_route(self.transcript, "/transcript.txt", methods=["GET", "HEAD"], name="transcript")

    async def _conversation(self, request: Request) -> str:
        conversation = await self.site.conversation_of(self.site.visitor(request))
        if conversation is None:
            raise NoConversation
        return conversation

    async def exit(self, request: Request) -> HTTPResponse:
        """Away at once. "Back" then shows an empty page with a button, not the conversation."""
        response = redirect(EXIT_URL, status=303)
        self.site.cookies.keep(response, self.site.cookies.away, "1", script_may_read=True)
        return response

    async def come_back(self, request: Request) -> HTTPResponse:
        self.site.visitor(request).check_form(fields_of(request))
        response = redirect("/conversation#write", status=303)
        self.site.cookies.forget(response, self.site.cookies.away)
        return response

    async def ask_to_end(self, request: Request) -> HTTPResponse:
        conversation = await self._conversation(request)
        case = await self.site.call(self.site.services.store.case_of, conversation)
        return self.site.page(request, self.site.visitor(request), "end.html", reference=case.reference if case else "")

    async def end(self, request: Request) -> HTTPResponse:
        """Forget the key everywhere and clear this browser. An open case stays with its people."""
        visitor = self.site.visitor(request)
        visitor.check_form(fields_of(request))
        await self.site.call(self.site.services.store.end, await self._conversation(request))
        names = self.site.cookies
        response = self.site.pages.render(request, "ended.html")
        names.forget(response, names.session, names.form, names.away)
        response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return response

    async def make_link(self, request: Request) -> HTTPResponse:
        visitor = self.site.visitor(request)
        visitor.check_form(fields_of(request))
        token = await self.site.call(self.site.services.store.make_resume_token, await self._conversation(request))
        address = self.site.settings.public_url or f"{request.scheme}://{request.host}"
        return self.site.page(request, visitor, "resume_link.html", link=f"{address}/resume/{token}")

    async def ask_to_resume(self, request: Request, token: str) -> HTTPResponse:
        """Only a press uses the link, so that a preview of it changes nothing. Every token looks the same here."""
        return self.site.page(request, self.site.visitor(request), "resume.html",
                              token=token if _TOKEN.fullmatch(token) else "")

    async def resume(self, request: Request) -> HTTPResponse:
        visitor = self.site.visitor(request)
        fields = fields_of(request)
        visitor.check_form(fields)
        token = fields.get("token", "")
        found = None
        if _TOKEN.fullmatch(token):
            found = await self.site.call(self.site.services.store.conversation_for_resume_token, token)
        if found is None:
            return self.site.page(
                request, visitor, "problem.html", status=403, heading="This link does not work any more",
                lines=["A link works for 7 days, and a newer link ends an older one. You can start again."])
        response = redirect("/conversation#write", status=303)
        self.site.cookies.keep(response, self.site.cookies.session, found[1])
        self.site.cookies.forget(response, self.site.cookies.away)
        return response

    async def transcript(self, request: Request) -> HTTPResponse:
        """All that was said, as plain text, under a name that says nothing."""
        conversation, visitor = await self._conversation(request), self.site.visitor(request)
        if visitor.away:
            # The browser's list of downloads keeps the address: a press there must not bring the words back.
            return self.site.page(request, visitor, "away.html")
        text = await self.site.call(self._transcript, conversation)
        return raw(text.encode("utf-8"), content_type="text/plain; charset=utf-8",
                   headers={"Content-Disposition": 'attachment; filename="messages.txt"'})

    def _transcript(self, conversation: str) -> str:
        """In a thread."""
        now = datetime.now(timezone.utc)
        case = self.site.services.store.case_of(conversation)
        lines = [f"Messages, saved on {_both(now)}.", f"To call, day or night: {EMERGENCY_ABROAD}."]
        if case is not None:
            lines.append(f"Reference: {case.reference}")
        after = 0
        while True:
            messages = self.site.services.store.messages(conversation, after)
            if not messages:
                return "\n".join(lines) + "\n"
            for message in messages:
                spoken_by_us = message.author in {Author.ASSISTANT, Author.NOTICE}
                lines += ["", f"{label(message)}, {_both(message.at)}:",
                          to_text(message.body) if spoken_by_us else message.body]
                for source in message.details.get("sources") or ():
                    lines.append(f"Source: {source.get('title', '')} {source.get('url', '')}".rstrip())
            after = messages[-1].seq


def _both(when: datetime) -> str:
    """UTC and UK time: "22 November 2026, 21:40 UTC (9:40pm UK time)". Which zone the citizen is in, we do not know."""
    utc = when.astimezone(timezone.utc)
    return f"{day(utc.date())}, {utc:%H:%M} UTC ({clock(when, UK)})"
