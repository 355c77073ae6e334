"""The pages for "no": signed out, not allowed, not found, broken. Plain words, what to do next, and no lost text."""
from __future__ import annotations

import json as json_text
import logging
import secrets
from typing import Any

from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, html

from bot.casework.ports import Session
from bot.desk.desk import desk_of
from bot.desk.guide_form import words_of
from bot.desk.signed_in import DESIGN, SIGN_IN_ENDED, field, refused_json, to_sign_in, wants_json
from bot.errors import BadInput, CaseworkError, ConversationError, StoreUnavailable
from bot.ui.security import clean_words, form_token, from_another_site

log = logging.getLogger("consular.desk")

FORM_COOKIE = "desk-form"
"""A random value of this browser, so that a sign-in form can carry a token though there is no session yet."""
KEPT = ("body", "key", "note", "message", "guide")
"""Fields of a posted form in which somebody may have written."""


def frame(request: Request) -> dict[str, Any]:
    """What base_desk.html needs on every page."""
    session: Session | None = getattr(request.ctx, "session", None)
    who = session.caseworker if session else None
    pages: list[tuple[str, str]] = []
    if who is not None and who.role in {"caseworker", "manager"}:
        pages.append(("/", "Cases"))
    if who is not None and who.role == "manager":
        pages += [("/assistant", "Assistant"), ("/people", "People"), ("/audit", "Audit")]
    if who is not None and who.role in DESIGN:
        pages += [("/guides", "Guides"), ("/unanswered", "No answer found"), ("/unhelpful", "Did not help")]
    if who is not None:
        pages.append(("/texts", "Texts"))
    return {"who": who, "csrf": session.csrf if session else "", "serviceName": "Consular desk", "serviceUrl": "/",
            "navigation": [{"href": href, "text": text, "active": request.path == href} for href, text in pages]}


def page(request: Request, template: str, status: int = 200, headers: dict[str, str] | None = None,
         **values: Any) -> HTTPResponse:
    """A page of the desk in its frame."""
    return desk_of(request).pages.render(request, template, status, headers, **{**frame(request), **values})


def plain_page(request: Request, status: int, heading: str, *lines: str, kept: str = "", next_url: str = "/",
               next_text: str = "") -> HTTPResponse:
    """An error page, with the words that somebody had written where there are any."""
    if wants_json(request):
        return refused_json(" ".join((heading + ".", *lines)), status)
    return page(request, "refused.html", status, title=heading, heading=heading, lines=lines, kept=kept,
                next_url=next_url, next_text=next_text or _start(request))


def sign_in_page(request: Request, status: int = 200, *, error: str = "", go: str = "/", name: str = "",
                 kept: dict[str, str] | None = None, said: str = "") -> HTTPResponse:
    """The sign-in form. `kept` is a draft that was posted after the session ended: it travels in the form's hidden
    fields, so that the server never stores it and the browser keeps it no longer than the page (docs/adr)."""
    secret = str(request.cookies.get(FORM_COOKIE) or "") or secrets.token_urlsafe(32)
    response = page(request, "sign_in.html", status, title="Sign in", error=error, go=go, name=name, said=said,
                    kept=kept or {}, form_token=form_token(secret))
    response.cookies[FORM_COOKIE] = secret
    cookie = response.cookies[FORM_COOKIE]
    cookie["httponly"], cookie["samesite"], cookie["path"] = True, "Strict", "/"
    if desk_of(request).settings.production:
        cookie["secure"] = True
    return response


def written(request: Request) -> dict[str, str]:
    """What somebody had written in the form that cannot be taken."""
    kept = {name: text for name in KEPT if (text := clean_words(field(request, name)))}
    if request.path.startswith("/guides/"):
        # A guide has a field a text: all of them travel as one.
        sent = {str(name): str(values[0]) for name, values in (request.form or {}).items() if values}
        return {"guide": json_text.dumps(sent, ensure_ascii=False)} if sent else {}
    # The card's form has a field an entry; what it held comes back as one text in the note's box.
    entries = field(request, "shown")[:200].split()
    lines = [f"{name}: {text}" for name in entries if (text := clean_words(field(request, name)))]
    if lines:
        kept["note"] = "\n".join(["The card, not saved:", *lines])
    return kept


def sign_in_again(request: Request) -> HTTPResponse:
    """No live session: the script asks in place, a page leads to the sign-in form, a posted draft goes with it."""
    if wants_json(request):
        return refused_json(SIGN_IN_ENDED, 401, signed_out=True)
    if request.method == "POST":
        return sign_in_page(request, 401, said=SIGN_IN_ENDED, go=request.path, kept=written(request))
    if request.headers.get("sec-fetch-site") == "cross-site":
        # A link in an alert opens the desk from another site, and a Strict cookie stays at home. Asking once more, now
        # from our own page, brings the cookie along for somebody who is signed in.
        path = request.path if request.path.startswith("/") and '"' not in request.path else "/"
        return html('<!DOCTYPE html><html lang="en"><title>Consular desk</title>'
                    '<p><a href="/sign-in">Sign in</a></p></html>',
                    headers={"Refresh": f"0; url={path}"})
    return to_sign_in(request.path)


def forbidden(request: Request) -> HTTPResponse:
    return plain_page(request, 403, "You cannot use this page", "Your role does not include it.",
                      "Ask a manager if you need it.", next_text="Go back to the desk")


def _is_designer(request: Request) -> bool:
    session: Session | None = getattr(request.ctx, "session", None)
    return session is not None and session.caseworker.role == "designer"


def _start(request: Request) -> str:
    return "Go to the guides" if _is_designer(request) else "Go to the cases"


def form_not_ours(request: Request, keep_words: bool) -> HTTPResponse:
    """The form's token is missing or another session's. Another site's words are never shown back."""
    kept = _as_text(written(request)) if keep_words else ""
    return plain_page(request, 403, "This form is out of date", "Nothing was sent or changed.",
                      "Open the page again and repeat what you did.", kept=kept)


async def on_error(request: Request, error: Exception) -> HTTPResponse:
    """Every exception as a page in plain English. Our own errors are written for the reader; of others only the kind
    is logged."""
    if not hasattr(request.ctx, "session"):
        request.ctx.session = None
    if isinstance(error, StoreUnavailable):
        log.error("the database does not answer, in %s", request.endpoint or "no route")
        return plain_page(request, 503, "The desk cannot reach its database",
                          "Nothing was sent or saved. Try again in a minute.",
                          "If a citizen waits for you, call your on-call colleague and the operator.",
                          kept=_words_back(request))
    if isinstance(error, BadInput):
        return plain_page(request, 400, "This cannot be taken", str(error))
    if isinstance(error, (CaseworkError, ConversationError)):
        return plain_page(request, 409 if request.method == "POST" else 404, "This is not possible", str(error))
    status = getattr(error, "status_code", 500) if isinstance(error, SanicException) else 500
    if status == 404:
        return plain_page(request, 404, "There is no such page", "Check the address, or start from the list of "
                          f"{'guides' if _is_designer(request) else 'cases'}.")
    if status in {400, 405, 413}:
        return plain_page(request, status, "This cannot be taken", "What arrived is too large or not complete.",
                          "Go back and try again.")
    log.error("a page of the desk failed: %s in %s", type(error).__name__, request.endpoint or "no route")
    return plain_page(request, 500, "Something went wrong", "Your last step may not have been saved.",
                      "Go back and check. If it happens again, tell the operator.",
                      kept=_words_back(request))


def _words_back(request: Request) -> str:
    """What was posted, to be shown again; never what another site sent."""
    if request.method != "POST" or from_another_site(request.headers, request.host, desk_of(request).settings.desk_url):
        return ""
    return _as_text(written(request))


def _as_text(kept: dict[str, str]) -> str:
    """What somebody had written, to be copied."""
    return "\n\n".join(words_of(json_text.loads(text)) if name == "guide" else text
                       for name, text in kept.items() if name != "key")
