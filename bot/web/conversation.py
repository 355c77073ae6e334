"""The conversation's page, and what is sent from it: messages, pressed buttons, whether an answer helped."""
from __future__ import annotations

import hashlib
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json, redirect

from bot.conversation.messages import LONGEST_MESSAGE, Author, Message
from bot.conversation.ports import Received
from bot.errors import BadInput
from bot.ui.security import clean_words
from bot.web.site import NoConversation, Site
from bot.web.start import EMPTY, NOT_KEPT, NOT_STORED, TOO_LONG
from bot.web.view import pressed, show, show_all
from bot.web.visitor import Refused, Visitor, delivery_key, fields_of, is_json, json_of, new_delivery_key

MOST_SHOWN = 5_000
"""Messages on one page. The transcript holds all."""


class ConversationRoutes:
    """`/conversation`, `/messages`, `/feedback`, and `/exit` with the way back."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def attach(self, app: Sanic) -> None:
        app.add_route(self.show, "/conversation", methods=["GET", "HEAD"], name="conversation")
        app.add_route(self.send, "/messages", methods=["POST"], name="messages")
        app.add_route(self.feedback, "/feedback", methods=["POST"], name="feedback")

    # -- reading ----------------------------------------------------------------------------------------------------
    async def show(self, request: Request) -> HTTPResponse:
        visitor = self.site.visitor(request)
        if not visitor.key:
            return redirect("/", status=303)
        return await self.page(request, visitor)

    async def page(self, request: Request, visitor: Visitor, status: int = 200, draft: str = "", error: str = "",
                   key: str = "") -> HTTPResponse:
        conversation = await self.site.conversation_of(visitor)
        if conversation is None:
            raise NoConversation
        if visitor.away and not draft:
            return self.site.page(request, visitor, "away.html")
        values = await self.site.call(self._read, conversation)
        # The channel's name lets the tabs of one conversation find each other; it opens nothing.
        channel = hashlib.sha256(f"tabs:{visitor.key}".encode()).hexdigest()[:24]
        return self.site.page(request, visitor, "conversation.html", status=status, draft=draft, error=error,
                              key=key or new_delivery_key(), channel=channel, longest=LONGEST_MESSAGE,
                              **values)

    def _read(self, conversation: str) -> dict[str, Any]:
        """In a thread."""
        store = self.site.services.store
        store.seen(conversation)
        snapshot = self.site.snapshot(conversation)
        messages = show_all(store.messages(conversation, 0, MOST_SHOWN), store.feedback_of(conversation))
        return {"messages": messages, "snapshot": snapshot, "case": snapshot.case_box(),
                "numbers": self.site.numbers(snapshot.country)}

    # -- sending ----------------------------------------------------------------------------------------------------
    async def send(self, request: Request) -> HTTPResponse:
        """Store what the citizen wrote or pressed: 201, or 200 for a key that came before, with its `seq`."""
        visitor = self.site.visitor(request)
        if is_json(request):
            visitor.check_json()
            sent = json_of(request)
            conversation = await self.site.conversation_of(visitor)
            if conversation is None:
                raise NoConversation
            received = await self._take_in(conversation, sent)
            return json({"seq": received.seq, "fresh": received.fresh}, status=201 if received.fresh else 200)
        return await self._send_form(request, visitor)

    async def _send_form(self, request: Request, visitor: Visitor) -> HTTPResponse:
        fields = fields_of(request)
        words = clean_words(fields.get("body", ""))
        conversation = await self.site.conversation_of(visitor)
        if conversation is None:
            raise NoConversation
        try:
            visitor.check_form(fields)
        except Refused:
            if visitor.cross_site():
                raise
            return await self.page(request, visitor, 403, words, NOT_KEPT)
        try:
            await self._take_in(conversation, fields)
        except BadInput as problem:
            return await self.page(request, visitor, 400, words, str(problem))
        except Exception as problem:
            self.site.journal.error("messages", problem)
            return self.site.page(request, visitor, "not_stored.html", 503, draft=words, error=NOT_STORED,
                                  key=fields.get("key", ""), longest=LONGEST_MESSAGE)
        response = redirect("/conversation#write", status=303)
        if visitor.away:
            self.site.cookies.forget(response, self.site.cookies.away)
        return response

    async def _take_in(self, conversation: str, sent: dict[str, Any]) -> Received:
        """Raises BadInput in words for the citizen; then nothing was stored."""
        key = delivery_key(sent.get("key"))
        body, button = sent.get("body", ""), sent.get("button") or ""
        if not isinstance(body, str) or not isinstance(button, str):
            raise BadInput("We could not read that. The body must be text.")
        words, details = clean_words(body), None
        if button:
            messages = await self.site.call(self.site.services.store.messages, conversation)
            found = pressed(messages, button)
            if found is not None:
                words, details = found[0], {"button": found[1]}
        if not words:
            raise BadInput(EMPTY)
        if len(words) > LONGEST_MESSAGE:
            raise BadInput(TOO_LONG)
        received = await self.site.call(self.site.take_in, conversation, key, words, details)
        self.site.watch.nudge(conversation)
        return received

    async def feedback(self, request: Request) -> HTTPResponse:
        """Whether reply `seq` answered the question. `helpful` is yes or no; a later answer replaces the earlier."""
        visitor = self.site.visitor(request)
        if is_json(request):
            visitor.check_json()
            sent: dict[str, Any] = json_of(request)
        else:
            sent = dict(fields_of(request))
            visitor.check_form(sent)
        conversation = await self.site.conversation_of(visitor)
        if conversation is None:
            raise NoConversation
        seq, helpful = str(sent.get("seq", "")), sent.get("helpful")
        if not (seq.isascii() and seq.isdigit() and len(seq) < 10) or helpful not in {"yes", "no"}:
            raise BadInput("Choose Yes or No.")
        message = await self.site.call(self._feedback, conversation, int(seq), helpful == "yes")
        if is_json(request):
            form = self.site.pages.environment.get_template("helpful.html").render(
                message=show(message, helped=helpful == "yes"), csrf=visitor.csrf)
            return json({"seq": int(seq), "html": form.strip()})
        return redirect(f"/conversation#helpful-{int(seq)}", status=303)

    def _feedback(self, conversation: str, seq: int, helpful: bool) -> Message:
        store = self.site.services.store
        for message in store.messages(conversation, seq - 1, 1):
            if message.seq == seq and message.author is Author.ASSISTANT:
                store.feedback(conversation, seq, helpful)
                return message
        raise BadInput("There is no such answer.")
