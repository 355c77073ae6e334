"""An error that somebody at the terminal can mend → one plain sentence that says how."""
from __future__ import annotations

import errno

from bot.errors import ConsularError

_FULL = ("database or disk is full", "no space left on device", "could not extend file", "disk quota exceeded")


def plain_sentence(error: BaseException) -> str | None:
    """What to print instead of a traceback, or None for an error that nobody foresaw.

    Looks at what caused the error too: a full disk arrives wrapped in the database's own errors.
    """
    if isinstance(error, ConsularError):
        return str(error)
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        sentence = _of_one(cause)
        if sentence is not None:
            return sentence
        cause = getattr(cause, "orig", None) or cause.__cause__ or cause.__context__
    return None


def _of_one(error: BaseException) -> str | None:
    if isinstance(error, ConsularError):
        return str(error)
    number = error.errno if isinstance(error, OSError) else None
    # `str` of an SQLAlchemy error holds the statement, so only the driver's own error is searched.
    driver = type(error).__module__ in {"sqlite3", "psycopg2", "psycopg2.errors"}
    if number in (errno.ENOSPC, errno.EDQUOT) or driver and any(words in str(error).lower() for words in _FULL):
        return ("The disk is full. Free some space and start again. What a citizen has seen as sent is stored; "
                "nothing is lost.")
    if number == errno.EADDRINUSE:
        return ("A port is in use by another program. Stop that program, or choose other ports with WEB_PORT, "
                "DESK_PORT and ASSISTANT_PORT.")
    if driver and type(error).__name__ == "OperationalError" and "unable to open database" in str(error):
        return ("The database cannot be opened. Check that the folder in CONSULAR_STATE exists and that you may write "
                "to it.")
    if type(error).__module__.startswith("psycopg2") and "connection to server" in str(error):
        return "The database does not answer. Check that PostgreSQL runs and that DATABASE_URL is right."
    return None
