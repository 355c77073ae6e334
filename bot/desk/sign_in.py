"""Sign-in with name and password, once with a link, and sign-out."""
from __future__ import annotations

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, redirect

from bot.desk.access import needs
from bot.desk.case_page import show_case_with_draft
from bot.desk.desk import desk_of
from bot.desk.guide_edit import show_guide_with_draft
from bot.desk.refusals import FORM_COOKIE, form_not_ours, page, sign_in_page, written
from bot.desk.signed_in import (
    EVERYBODY,
    end_cookie,
    field,
    refused_json,
    safe_next,
    session_key,
    set_cookie,
    wants_json,
)
from bot.errors import BadInput
from bot.ui.security import form_token_is_right, from_another_site

routes = Blueprint("sign_in")

WRONG = ("The name or the password is not right. After 5 wrong tries in 15 minutes a name is locked for 15 minutes: "
         "then even the right password does not work. A manager can give you a new one-time link.")
"""One sentence for a wrong name, a wrong password and a locked name, so that nobody learns which names exist."""
USED = ("This link was used already, or it is older than 24 hours. If you chose a password with it, sign in with that. "
        "If not, ask a manager for a new link, or run ./consular users on the server.")
SHORTEST_PASSWORD = 12
"""Characters (bot.casework.ports, add_user)."""
LONGEST_PASSWORD = 200
"""Argon2 is slow on purpose: a megabyte of password would keep a core busy."""


def _ours(request: Request) -> bool:
    secret = str(request.cookies.get(FORM_COOKIE) or "")
    return not from_another_site(request.headers, request.host, desk_of(request).settings.desk_url) \
        and form_token_is_right(secret, field(request, "form_token"))


@routes.get("/sign-in")
async def show(request: Request) -> HTTPResponse:
    go = safe_next(str(request.args.get("next", "/")))
    if request.ctx.session is not None:
        return redirect(go, status=303)
    return sign_in_page(request, go=go, said="You are signed out." if request.args.get("out") else "")


@routes.post("/sign-in")
async def sign_in(request: Request) -> HTTPResponse:
    """Checks the password; a script that signs in again in place gets the new form token back."""
    desk = desk_of(request)
    script = wants_json(request)
    if not script and not _ours(request):
        return form_not_ours(request, keep_words=False)
    if script and from_another_site(request.headers, request.host, desk.settings.desk_url):
        return form_not_ours(request, keep_words=False)
    name, password = field(request, "name").strip().lower(), field(request, "password")
    go, kept = field(request, "go", "/"), written(request)
    token = None
    if name and 0 < len(password) <= LONGEST_PASSWORD:
        token = await desk.call(desk.store.sign_in, name, password)
    if token is None:
        if script:
            return refused_json(WRONG, 403)
        return sign_in_page(request, 403, error=WRONG, go=go, name=name, kept=kept)
    session = await desk.call(desk.store.session, token)
    if script:
        return set_cookie(desk, json({"ok": True, "csrf": session.csrf, "name": session.caseworker.name}), token)
    if kept.get("guide"):
        request.ctx.session, request.ctx.session_key = session, session_key(token)
        shown = await show_guide_with_draft(request, go, kept["guide"])
        if shown is not None:
            return set_cookie(desk, shown, token)
    if kept.get("body") or kept.get("note"):
        request.ctx.session, request.ctx.session_key = session, session_key(token)
        return set_cookie(desk, await show_case_with_draft(request, go, kept), token)
    return set_cookie(desk, redirect(safe_next(_page_of(go)), status=303), token)


def _page_of(path: str) -> str:
    """The page on which a posted form stood: /cases/X/say stands on /cases/X."""
    return "/".join(path.split("/")[:3]) if path.startswith("/cases/") else path


@routes.get("/sign-in/once")
async def show_once(request: Request) -> HTTPResponse:
    """The form to choose a password. Opening the link uses nothing up: mail scanners open links too."""
    return _once(request, str(request.args.get("token", "")))


def _once(request: Request, token: str, status: int = 200, error: str = "") -> HTTPResponse:
    return page(request, "sign_in_once.html", status, title="Choose a password", token=token[:200], error=error,
                shortest=SHORTEST_PASSWORD)


@routes.post("/sign-in/once")
async def redeem(request: Request) -> HTTPResponse:
    """Sets the password and signs in. The link's secret is the form's proof: another site does not have it."""
    desk = desk_of(request)
    if from_another_site(request.headers, request.host, desk.settings.desk_url):
        return form_not_ours(request, keep_words=False)
    token, password = field(request, "token"), field(request, "password")
    if len(password) < SHORTEST_PASSWORD or len(password) > LONGEST_PASSWORD:
        return _once(request, token, 400, f"Choose a password of {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters. "
                                          "Three or four words that you can remember make a good one.")
    if password != field(request, "again"):
        return _once(request, token, 400, "The two passwords are not the same. Type them again.")
    try:
        session_token = await desk.call(desk.store.redeem, token, password)
    except BadInput as error:
        return _once(request, token, 400, str(error))
    if session_token is None:
        return sign_in_page(request, 403, error=USED)
    return set_cookie(desk, redirect("/", status=303), session_token)


@routes.post("/sign-out")
@needs(*EVERYBODY)
async def sign_out(request: Request) -> HTTPResponse:
    desk = desk_of(request)
    await desk.call(desk.store.sign_out, request.ctx.token)
    desk.views.forget(request.ctx.session_key)
    desk.hub.wake()
    return end_cookie(desk, redirect("/sign-in?out=1", status=303))
