"""Pages about the service, and whether it is well."""
from __future__ import annotations

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.web.site import Site

PAGES = ("privacy", "cookies", "accessibility")


class InformationRoutes:
    """`/privacy`, `/cookies`, `/accessibility` and `/health`."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def attach(self, app: Sanic) -> None:
        for name in PAGES:
            app.add_route(self._shows(name), f"/{name}", methods=["GET", "HEAD"], name=name)
        app.add_route(self.health, "/health", methods=["GET", "HEAD"], name="health")

    def _shows(self, name: str):  # type: ignore[no-untyped-def]  # Sanic's handler type is not exported
        async def show(request: Request) -> HTTPResponse:
            return self.site.pages.render(request, f"{name}.html", names=self.site.cookies)
        return show

    async def health(self, request: Request) -> HTTPResponse:
        """200 with the database reachable, 503 without."""
        try:
            await self.site.call(self.site.services.store.assistant_is_off)
        except Exception as error:
            self.site.journal.error("health", error)
            return json({"ok": False, "database": False}, status=503)
        return json({"ok": True, "database": True})
