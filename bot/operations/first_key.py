"""The encryption key of a new installation: made where nothing was ever written, never where one was lost."""
from __future__ import annotations

from collections.abc import Callable

from bot.errors import KeyRingError
from bot.services import Services

BACK_UP = "Back this file up now, apart from the database: without it nobody can read what is stored."


def ensure_key(services: Services, say: Callable[[str], None]) -> None:
    """Check the key ring, or make the first key and `say` so.

    Raises KeyRingError where it cannot be used, where production has none, and where words are stored that were
    written with a key that is gone: a new key could not read them.
    """
    settings = services.settings
    if settings.key_file.exists():
        services.key_ring()
    elif settings.production:
        raise KeyRingError(f"There is no encryption key at {settings.key_file}, and production makes none. Put your "
                           "backed-up key file there, or run `./consular keys make` on a new installation.")
    elif services.holds_words():
        raise KeyRingError(f"There is no encryption key at {settings.key_file}, but the database holds words that were "
                           "written with one. Put your backed-up key file there.")
    else:
        say(f"Made an encryption key: {services.make_key()}\n{BACK_UP}")
