"""What is new, at once: Server-Sent Events, and a long poll for networks that hold streams back."""
from __future__ import annotations

import asyncio
import json as json_text
import random
import time
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.conversation.messages import Author, Message
from bot.fail_points import reach
from bot.web.site import NoConversation, Site
from bot.web.view import Snapshot, show
from bot.web.visitor import Visitor, new_delivery_key

HEARTBEAT_SECONDS = 15.0
STREAM_SECONDS = 600.0
"""Then the browser connects again, at most a minute later than the others: a restarted proxy is not run over."""
JITTER_SECONDS = 60.0
POLL_SECONDS = 25.0
"""The longest a poll waits; below every proxy's patience that we know of."""
AT_ONCE = 200
"""Messages in one step of a stream."""


class StreamRoutes:
    """`GET /stream` and `GET /poll`, both with `after`: the seq of the last message that the page has."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def attach(self, app: Sanic) -> None:
        app.add_route(self.stream, "/stream", methods=["GET"], name="stream")
        app.add_route(self.poll, "/poll", methods=["GET"], name="poll")

    async def stream(self, request: Request) -> None:
        visitor = self.site.visitor(request)
        conversation = await self.site.conversation_of(visitor)
        if conversation is None:
            raise NoConversation
        after = _number(request.headers.get("last-event-id")) or _number(request.args.get("after"))
        response = await request.respond(content_type="text/event-stream; charset=utf-8", headers={
            "Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"})
        subscription = self.site.watch.subscribe(conversation)
        until = time.monotonic() + STREAM_SECONDS + random.uniform(0, JITTER_SECONDS)
        try:
            await response.send("retry: 2000\n\n")
            shown: dict[str, Any] = {}
            while time.monotonic() < until and not subscription.ended:
                messages, state = await self.site.call(self._read, visitor, conversation, after)
                for message in messages:
                    await response.send(_event("message", message, id=message["seq"]))
                    after = message["seq"]
                if state != shown:
                    await response.send(_event("state", state))
                    shown = state
                if len(messages) == AT_ONCE or await subscription.wait(HEARTBEAT_SECONDS):
                    continue
                if await self.site.call(self.site.services.store.conversation_for_key, visitor.key) is None:
                    await response.send(_event("ended", {}))
                    break
                await response.send(_event("beat", {}))
        except asyncio.CancelledError:
            raise
        except Exception as error:
            # The answer has begun, so no error page can be sent: the browser connects again, and is told then.
            self.site.journal.error("stream", error)
        finally:
            self.site.watch.leave(subscription)
        await response.eof()

    async def poll(self, request: Request) -> HTTPResponse:
        """{"messages", "state"}: at once where there is something new, else within `wait` seconds."""
        visitor = self.site.visitor(request)
        conversation = await self.site.conversation_of(visitor)
        if conversation is None:
            raise NoConversation
        after = _number(request.args.get("after"))
        wait = min(float(_number(request.args.get("wait"))), POLL_SECONDS)
        subscription = self.site.watch.subscribe(conversation)
        try:
            messages, state = await self.site.call(self._read, visitor, conversation, after)
            before, until = state, time.monotonic() + wait
            while not messages and state == before and await subscription.wait(until - time.monotonic()):
                if subscription.ended:
                    break
                messages, state = await self.site.call(self._read, visitor, conversation, after)
        finally:
            self.site.watch.leave(subscription)
        return json({"messages": messages, "state": state})

    def _read(self, visitor: Visitor, conversation: str, after: int) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """In a thread: what is new after `after`, and how things stand. A page that reads is a citizen who is there."""
        store = self.site.services.store
        store.seen(conversation)
        found = store.messages(conversation, after, AT_ONCE)
        if found:
            reach("before_delivery")
        snapshot = self.site.snapshot(conversation)
        return [self._message(visitor, snapshot, one) for one in found], self._state(snapshot)

    def _message(self, visitor: Visitor, snapshot: Snapshot, message: Message) -> dict[str, Any]:
        last_word = snapshot.conversation.last_citizen
        html = self.site.pages.environment.get_template("message.html").render(
            message=show(message, pressable=message.seq > last_word), snapshot=snapshot, csrf=visitor.csrf,
            key=new_delivery_key())
        return {"seq": message.seq, "author": message.author.value, "html": html.strip(),
                "mine": message.author is Author.CITIZEN}

    def _state(self, snapshot: Snapshot) -> dict[str, Any]:
        templates = self.site.pages.environment
        numbers = self.site.numbers(snapshot.country)
        return {**snapshot.state(),
                "case": templates.get_template("case.html").render(case=snapshot.case_box()).strip(),
                "off": templates.get_template("off.html").render(off=snapshot.off).strip(),
                "numbers": templates.get_template("country_bar.html").render(numbers=numbers).strip(),
                "all_numbers": numbers and templates.get_template("country_numbers.html").render(
                    numbers=numbers).strip() or ""}


def _number(text: object) -> int:
    """A seq or seconds from outside; 0 for anything else."""
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _event(name: str, data: dict[str, Any], id: int | None = None) -> str:
    numbered = f"id: {id}\n" if id is not None else ""
    return f"event: {name}\n{numbered}data: {json_text.dumps(data)}\n\n"
