"""Who is asking: cookies in and out, forms and JSON read within bounds, proof that a form is ours."""
from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from sanic.request import Request
from sanic.response import BaseHTTPResponse

from bot.errors import BadInput
from bot.ui.security import JSON_HEADER, form_token, form_token_is_right, from_another_site

_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
_SECRET = re.compile(r"[A-Za-z0-9_=-]{16,200}")
MOST_FIELDS = 20


class Refused(Exception):
    """A request that another site may have made: not done, and told so."""


@dataclass(frozen=True)
class Cookies:
    """The names of our three cookies, all for this browser session only. `docs` and the cookies page list them."""

    production: bool

    @property
    def session(self) -> str:
        """The conversation's key."""
        return "__Host-session" if self.production else "session"

    @property
    def form(self) -> str:
        """The secret that our forms' tokens are derived from."""
        return "__Host-form" if self.production else "form"

    @property
    def away(self) -> str:
        """Set when the page was left by "Exit this page": nothing is shown until the citizen asks for it."""
        return "away"

    def keep(self, response: BaseHTTPResponse, name: str, value: str, script_may_read: bool = False) -> None:
        response.cookies[name] = value
        response.cookies[name]["path"] = "/"
        response.cookies[name]["samesite"] = "Lax"
        response.cookies[name]["httponly"] = not script_may_read
        response.cookies[name]["secure"] = self.production

    def forget(self, response: BaseHTTPResponse, *names: str) -> None:
        for name in names:
            self.keep(response, name, "")
            response.cookies[name]["max-age"] = 0


class Visitor:
    """One browser, as far as one request shows it."""

    def __init__(self, request: Request, cookies: Cookies, public_url: str) -> None:
        self._request, self._cookies, self._public_url = request, cookies, public_url
        self.key = self._cookie(cookies.session)
        """The conversation's key, "" without one. Checked by nobody yet."""
        self.away = request.cookies.get(cookies.away) == "1"
        known = self._cookie(cookies.form)
        self.fresh = not known
        self.secret = known or secrets.token_urlsafe(32)

    def _cookie(self, name: str) -> str:
        value = self._request.cookies.get(name) or ""
        return value if _SECRET.fullmatch(value) else ""

    @property
    def csrf(self) -> str:
        return form_token(self.secret)

    def remember(self, response: BaseHTTPResponse) -> None:
        """Give a new browser the secret that its forms are checked against."""
        if self.fresh:
            self._cookies.keep(response, self._cookies.form, self.secret)

    def check_form(self, fields: Mapping[str, str]) -> None:
        """Raises Refused unless this browser got the form from us."""
        if self.cross_site() or not form_token_is_right("" if self.fresh else self.secret, fields.get("csrf", "")):
            raise Refused

    def check_json(self) -> None:
        """Raises Refused unless a script of ours on our own page sent it."""
        if self.cross_site() or not self._request.headers.get(JSON_HEADER):
            raise Refused

    def cross_site(self) -> bool:
        return from_another_site(self._request.headers, self._request.host, self._public_url)


def is_json(request: Request) -> bool:
    return str(request.headers.get("content-type", "")).lower().startswith("application/json")


def wants_json(request: Request) -> bool:
    """Whether an error should be JSON: for scripts, not for people."""
    return is_json(request) or "application/json" in str(request.headers.get("accept", ""))


def fields_of(request: Request) -> dict[str, str]:
    """The fields of a posted form, each once. Raises BadInput for what is not one."""
    kind = str(request.headers.get("content-type", "")).lower()
    if request.body and not kind.startswith("application/x-www-form-urlencoded"):
        raise BadInput("Send a form or JSON.")
    try:
        text = request.body.decode("utf-8", "replace")
        found = parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise BadInput("That form has too many fields.") from None
    return {name: values[0] for name, values in found.items()}


def json_of(request: Request) -> dict[str, Any]:
    """A JSON object. Raises BadInput, in plain words and without what was sent."""
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError):
        raise BadInput("We could not read that. Send JSON with a key and a body.") from None
    if not isinstance(found, dict):
        raise BadInput("We could not read that. Send a JSON object with a key and a body.")
    return found


def delivery_key(value: object) -> str:
    """The client's own id of a message. Raises BadInput for one that could not be ours."""
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise BadInput("The message has no usable key. Use 8 to 64 letters, digits, - or _.")
    return value


def new_delivery_key() -> str:
    """For a form without script: pressing Send twice sends one message."""
    return secrets.token_urlsafe(16)
