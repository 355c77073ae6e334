"""Who may use a route: `@needs(*roles)` checks session, role and form token before the route does anything."""
from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.casework.ports import Session
from bot.desk.desk import desk_of
from bot.desk.refusals import forbidden, form_not_ours, sign_in_again
from bot.desk.signed_in import csrf_is_right
from bot.ui.security import from_another_site

Handler = Callable[..., Awaitable[HTTPResponse]]


def needs(*roles: str) -> Callable[[Handler], Handler]:
    """Only for people with one of these roles; a POST must also carry their session's form token."""

    def decorate(handler: Handler) -> Handler:
        @wraps(handler)
        async def checked(request: Request, **named: Any) -> HTTPResponse:
            session: Session | None = request.ctx.session
            ours = desk_of(request).settings.desk_url
            if request.method == "POST" and from_another_site(request.headers, request.host, ours):
                return form_not_ours(request, keep_words=False)
            if session is None:
                return sign_in_again(request)
            if session.caseworker.role not in roles:
                return forbidden(request)
            if request.method == "POST" and not csrf_is_right(request):
                return form_not_ours(request, keep_words=True)
            return await handler(request, **named)
        return checked
    return decorate
