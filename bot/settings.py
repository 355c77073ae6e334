"""The environment, read once. `docs/settings.md` documents each; a test holds the two together."""
from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import StartError

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder."""


def _state_home() -> Path:
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "consular"


def _key_home() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "consular"


@dataclass(frozen=True)
class Settings:
    """Where things are and how they behave. Build it with `read_settings`."""

    production: bool = False
    """CONSULAR_ENV=production: no key is made, cookies are Secure, missing settings refuse the start."""
    database_url: str = ""
    """DATABASE_URL; SQLite in `state` when unset. SQLAlchemy form, postgresql:// or sqlite:///."""
    redis_url: str = ""
    """REDIS_URL: wake-up hints between processes; optional."""
    state: Path = field(default_factory=_state_home)
    """CONSULAR_STATE: database, logs of `up`, models. Outside the tree."""
    key_file: Path = field(default_factory=lambda: _key_home() / "keys.json")
    """CONSULAR_KEYS: the key ring. Never in the tree, nor in the database's folder."""
    web_host: str = "127.0.0.1"
    web_port: int = 8000
    """WEB_HOST, WEB_PORT: the citizens' page."""
    desk_host: str = "127.0.0.1"
    desk_port: int = 8001
    """DESK_HOST, DESK_PORT: the caseworkers' desk."""
    assistant_port: int = 8002
    """ASSISTANT_PORT: Rasa's own HTTP API, loopback only."""
    public_url: str = ""
    """PUBLIC_URL: the citizens' address as they see it, for resume links and webhooks; http://host:port when unset."""
    desk_url: str = ""
    """DESK_URL: the desk's address for links in alerts."""
    govuk_url: str = "https://www.gov.uk"
    """GOVUK_URL: where travel advice comes from."""
    notify_url: str = "https://api.notifications.service.gov.uk"
    notify_api_key: str = ""
    notify_template: str = ""
    on_call: tuple[str, ...] = ()
    """NOTIFY_URL, NOTIFY_API_KEY, NOTIFY_TEMPLATE, ON_CALL (telephone numbers, comma-separated)."""
    assistants: int = 1
    """ASSISTANTS: how many assistant processes `up` starts."""
    fail_points: str = ""
    """CONSULAR_FAIL_POINTS: tests only; refused in production."""

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.state / 'consular.db'}"

    @property
    def models(self) -> Path:
        return self.state / "models"


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check the environment. Raises StartError in plain English for a value that cannot be used."""
    env = os.environ if environ is None else environ

    def number(name: str, default: int, lowest: int, highest: int) -> int:
        text = env.get(name, "").strip()
        if not text:
            return default
        if not text.isdigit() or not lowest <= int(text) <= highest:
            raise StartError(f"{name} is {text!r}. Set it to a whole number from {lowest} to {highest}, "
                             "or leave it out.")
        return int(text)

    defaults = Settings()
    settings = Settings(
        production=env.get("CONSULAR_ENV", "") == "production",
        database_url=env.get("DATABASE_URL", ""),
        redis_url=env.get("REDIS_URL", ""),
        state=Path(env["CONSULAR_STATE"]).expanduser().absolute() if env.get("CONSULAR_STATE") else defaults.state,
        key_file=Path(env["CONSULAR_KEYS"]).expanduser().absolute() if env.get("CONSULAR_KEYS") else defaults.key_file,
        web_host=env.get("WEB_HOST") or defaults.web_host,
        web_port=number("WEB_PORT", defaults.web_port, 1, 65535),
        desk_host=env.get("DESK_HOST") or defaults.desk_host,
        desk_port=number("DESK_PORT", defaults.desk_port, 1, 65535),
        assistant_port=number("ASSISTANT_PORT", defaults.assistant_port, 1, 65535),
        public_url=env.get("PUBLIC_URL", "").rstrip("/"),
        desk_url=env.get("DESK_URL", "").rstrip("/"),
        govuk_url=(env.get("GOVUK_URL") or defaults.govuk_url).rstrip("/"),
        notify_url=(env.get("NOTIFY_URL") or defaults.notify_url).rstrip("/"),
        notify_api_key=env.get("NOTIFY_API_KEY", ""),
        notify_template=env.get("NOTIFY_TEMPLATE", ""),
        on_call=tuple(n.strip() for n in env.get("ON_CALL", "").split(",") if n.strip()),
        assistants=number("ASSISTANTS", defaults.assistants, 1, 32),
        fail_points=env.get("CONSULAR_FAIL_POINTS", ""),
    )
    if settings.production and settings.fail_points:
        raise StartError("CONSULAR_FAIL_POINTS is for tests. Unset it before you start production.")
    return settings
