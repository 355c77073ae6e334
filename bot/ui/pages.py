"""Pages and files of a Sanic app: templates rendered with a nonce, security headers on every answer, `/static`."""
from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot.ui.environment import STATIC, make_environment
from bot.ui.security import content_security_policy, make_nonce, security_headers
from bot.ui.static_files import StaticFiles

WORTH_COMPRESSING = 1_000
"""Bytes; below it, gzip saves nothing on the wire."""


class Pages:
    """Renders an app's templates and answers for its files."""

    def __init__(self, templates: Path, static: Path | None = None, production: bool = False) -> None:
        self.static = StaticFiles(STATIC, *([static] if static else []))
        self.environment = make_environment(templates, self.static)
        self._headers = security_headers(production)

    def html(self, template: str, **values: Any) -> tuple[str, str]:
        """A page as text, and the Content-Security-Policy that lets its own script run."""
        nonce = make_nonce()
        text = self.environment.get_template(template).render(cspNonce=nonce, **values)
        return text, content_security_policy(nonce)

    def render(self, request: Request, template: str, status: int = 200, headers: Mapping[str, str] | None = None,
               **values: Any) -> HTTPResponse:
        """A page as an answer, gzipped where the browser takes that.

        A page never echoes what another site could send, so its length after compression betrays no form token.
        """
        text, policy = self.html(template, **values)
        body = text.encode("utf-8")
        answer = raw(body, status=status, content_type="text/html; charset=utf-8",
                     headers={"Content-Security-Policy": policy, **(headers or {})})
        if len(body) > WORTH_COMPRESSING and accepts_gzip(request):
            answer.body = gzip.compress(body, 6)
            answer.headers["Content-Encoding"] = "gzip"
        answer.headers["Vary"] = "Accept-Encoding"
        return answer

    def attach(self, app: Sanic) -> None:
        """Give the app `/static/<version>/<name>`, and every answer of it the security headers."""

        async def static(request: Request, version: str, name: str) -> HTTPResponse:
            return self._file(request, version, name)

        app.add_route(static, "/static/<version:str>/<name:str>", methods=["GET", "HEAD"], name="static_file")
        app.register_middleware(self._protect, "response")

    def _file(self, request: Request, version: str, name: str) -> HTTPResponse:
        file = self.static.get(name)
        if file is None:
            return raw(b"There is no such file.\n", status=404, content_type="text/plain; charset=utf-8")
        # A browser with yesterday's page asks for yesterday's version: better today's file than none, not for a year.
        kept = "public, max-age=31536000, immutable" if version == file.version else "no-cache"
        headers = {"Cache-Control": kept, "Vary": "Accept-Encoding", "ETag": f'"{file.version}"'}
        if request.headers.get("if-none-match") == f'"{file.version}"':
            return raw(b"", status=304, headers=headers)
        body = file.content
        if file.compressed is not None and accepts_gzip(request):
            body = file.compressed
            headers["Content-Encoding"] = "gzip"
        return raw(b"" if request.method == "HEAD" else body, headers=headers, content_type=file.content_type)

    async def _protect(self, request: Request, response: HTTPResponse) -> None:
        for name, value in self._headers.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", content_security_policy())


def accepts_gzip(request: Request) -> bool:
    return "gzip" in str(request.headers.get("accept-encoding", ""))
