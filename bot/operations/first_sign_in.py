"""The one-time link with which somebody comes to the desk and chooses a password."""
from __future__ import annotations

from urllib.parse import quote

from bot.casework.ports import Casework
from bot.settings import Settings

FIRST_USER = "first"


def desk_address(settings: Settings) -> str:
    """The desk as a caseworker reaches it."""
    return settings.desk_url or f"http://{shown_host(settings.desk_host)}:{settings.desk_port}"


def web_address(settings: Settings) -> str:
    """The page as a citizen reaches it."""
    return settings.public_url or f"http://{shown_host(settings.web_host)}:{settings.web_port}"


def shown_host(host: str) -> str:
    """A host that a browser on this machine can open."""
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)


def sign_in_link(settings: Settings, token: str) -> str:
    """Where the desk takes a one-time token."""
    return f"{desk_address(settings)}/sign-in/once?token={quote(token)}"


def first_sign_in(store: Casework, name: str = FIRST_USER) -> str | None:
    """A one-time token for the first person at the desk; None where somebody has come to it before."""
    users = store.users()
    if not users:
        return store.add_user(name, "First caseworker" if name == FIRST_USER else name.title(), "manager")
    if len(users) == 1 and not users[0].disabled and not any(
            (entry.actor, entry.action) == (users[0].name, "password set") for entry in store.audit()):
        # Nobody has used the link that an earlier start printed.
        return store.one_time_sign_in(users[0].name)
    return None
