"""Who is asking: the session's cookie, the form's token and the roles."""
from __future__ import annotations

import hashlib
import hmac
from contextlib import suppress
from typing import Any, cast
from urllib.parse import quote

from sanic.request import Request
from sanic.response import HTTPResponse, json, redirect

from bot.casework.ports import Session
from bot.desk.desk import Desk, desk_of
from bot.errors import StoreUnavailable
from bot.ui.security import JSON_HEADER

CASEWORK = ("caseworker", "manager")
"""Roles that may read and work on cases. Designers write content and must not read what citizens tell us."""
MANAGE = ("manager",)
DESIGN = ("designer", "manager")
"""Roles that may see content pages: guides, and what citizens asked as far as bot.conversation.masking shows it."""
EVERYBODY = ("caseworker", "designer", "manager")
SESSION_SECONDS = 8 * 60 * 60
"""A session's longest life (bot.casework.ports)."""

SIGN_IN_ENDED = "Your sign-in has ended. Sign in again: what you have written is kept."


def cookie_name(desk: Desk) -> str:
    """`__Host-` binds the cookie to this host over https; browsers refuse that name on plain http."""
    return "__Host-desk" if desk.settings.production else "desk"


def set_cookie(desk: Desk, response: HTTPResponse, token: str) -> HTTPResponse:
    """Give the browser its session: not readable by script, never sent from another site's page."""
    response.cookies[cookie_name(desk)] = token
    cookie = response.cookies[cookie_name(desk)]
    cookie["httponly"], cookie["samesite"], cookie["path"] = True, "Strict", "/"
    cookie["max-age"] = SESSION_SECONDS
    if desk.settings.production:
        cookie["secure"] = True
    return response


def end_cookie(desk: Desk, response: HTTPResponse) -> HTTPResponse:
    set_cookie(desk, response, "")
    response.cookies[cookie_name(desk)]["max-age"] = 0
    return response


def session_key(token: str) -> str:
    """A name for a session in this process's memory; the token itself is not kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def wants_json(request: Request) -> bool:
    """Our script asks; its header cannot come from another site."""
    return bool(request.headers.get(JSON_HEADER))


def field(request: Request, name: str, default: str = "") -> str:
    """One field of the posted form as text."""
    form = request.form
    return str(form.get(name, default)) if form else default


async def find_session(request: Request) -> None:
    """Request middleware: `request.ctx.session` is the live session or None. Files need none."""
    request.ctx.session = None
    request.ctx.session_key = ""
    if request.path.startswith("/static/") or request.path == "/health":
        return
    desk = desk_of(request)
    token = str(request.cookies.get(cookie_name(desk), "") or "")
    if not 20 <= len(token) <= 200:
        return
    request.ctx.session = await desk.call(desk.store.session, token)
    request.ctx.token = token
    request.ctx.session_key = session_key(token)
    if request.ctx.session is not None and request.ctx.session.caseworker.role in CASEWORK:
        # Every request of theirs shows that they are here; without script there is no other sign. A content designer
        # answers nobody: citizens must not be told that somebody is at the desk.
        with suppress(StoreUnavailable):  # a database that is busy must not refuse what they came for
            await desk.call(desk.store.present, request.ctx.session.caseworker.name)


def session_of(request: Request) -> Session:
    return cast(Session, request.ctx.session)


def csrf_is_right(request: Request) -> bool:
    session: Session | None = request.ctx.session
    token = field(request, "csrf") or str(request.headers.get("x-csrf-token", ""))
    return session is not None and bool(session.csrf) and hmac.compare_digest(session.csrf.encode(), token.encode())


def to_sign_in(path: str) -> HTTPResponse:
    return redirect(f"/sign-in?next={quote(path, safe='')}" if path not in {"", "/"} else "/sign-in", status=303)


def safe_next(path: str) -> str:
    """Where to go after sign-in: a path of ours, never another host ("//evil", "/\\evil") and never a POST's
    address."""
    plain = path.split("?")[0]
    parts = plain.split("/")
    if plain in {"/audit", "/people", "/assistant", "/texts", "/guides", "/unanswered", "/unhelpful"} or (
            len(parts) == 3 and parts[1] == "cases" and not parts[0] and parts[2].replace("-", "").isalnum()) or (
            len(parts) in {3, 4} and parts[:2] == ["", "guides"] and parts[2].replace("_", "").isalnum()
            and parts[3:] in ([], ["edit"])):
        return plain
    return "/"


def refused_json(sentence: str, status: int, **more: Any) -> HTTPResponse:
    return json({"ok": False, "error": sentence, **more}, status=status)
