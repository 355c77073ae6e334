"""What a citizen reads when something goes wrong: plain words, the numbers, and a way on. JSON for scripts."""
from __future__ import annotations

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.errors import BadInput, ConversationError
from bot.ui.environment import EMERGENCY_ABROAD
from bot.web.site import NoConversation, Site
from bot.web.visitor import Refused, wants_json

CALL = f"If you need help now, call {EMERGENCY_ABROAD}, day or night."
WORDS: dict[int, tuple[str, str]] = {
    400: ("We could not read that", "Go back and try again."),
    403: ("We cannot open your messages on this device",
          "The link or page you used is not valid any more, or your messages were removed from this device."),
    404: ("Page not found", "If you typed the address, check that it is right."),
    405: ("That does not work here", "This page cannot be used in that way. Go to the start page."),
    408: ("That took too long", "Your connection may be slow. Try again."),
    413: ("That is too long", "A message can have 8,000 characters. Send it in shorter parts."),
    429: ("Too many at once", "Wait a moment, then try again."),
    500: ("Something went wrong", "It is our fault, not yours. Try again in a minute."),
    503: ("We cannot take messages at the moment", "It is our fault, not yours. Try again in a minute."),
}
REFUSED = "We could not check that this came from our own page. Go back, open the page again and send it once more."


def status_of(error: BaseException) -> int:
    if isinstance(error, Refused | NoConversation | ConversationError):
        return 403
    if isinstance(error, BadInput):
        return 400
    if isinstance(error, SanicException):
        return int(getattr(error, "status_code", None) or 500)
    return 500


def attach(app: Sanic, site: Site) -> None:
    """Answer every error of the app in our own words."""

    async def failed(request: Request, error: Exception) -> HTTPResponse:
        # Sanic raises ValueError for a request line or header it cannot read, before it knows the route.
        status = 400 if isinstance(error, ValueError) and request.route is None else status_of(error)
        if status >= 500:
            site.journal.error(route_of(request), error)
        return answer(site, request, status, error)

    app.error_handler.add(Exception, failed)


def answer(site: Site, request: Request, status: int, error: Exception | None = None) -> HTTPResponse:
    """The page, or the JSON, of one error."""
    heading, line = WORDS.get(status, WORDS[400 if status < 500 else 500])
    lines = [line]
    if isinstance(error, Refused):
        heading, lines = "We did not send that", [REFUSED]
    elif isinstance(error, BadInput):
        lines = [str(error)]
    if wants_json(request):
        return json({"error": " ".join(lines), "call": CALL}, status=status)
    visitor = site.visitor(request)
    response = site.page(request, visitor, "problem.html", status=status, heading=heading, lines=lines)
    if isinstance(error, NoConversation):
        # The key opens nothing any more: without it the start page works again.
        site.cookies.forget(response, site.cookies.session)
    return response


def route_of(request: Request) -> str:
    """The route's name for the log; never the path."""
    return str(request.route.name).rpartition(".")[2] if request.route else "none"
