"""The one family of errors that the product raises on purpose.

    ConsularError
    ├── BadInput             what came from outside is refused; nothing was stored
    ├── ConversationError    a conversation cannot do that (unknown, ended, another's key)
    │   └── StoreUnavailable the database is full, busy or away: nothing was stored, try again
    ├── CaseworkError        a case cannot do that (taken by somebody else, closed)
    ├── ContentError         a guide, a fact or a page of GOV.UK cannot be used
    ├── KeyRingError         the encryption key is missing or cannot read what is stored
    ├── ClientError          another service (GOV.UK, Notify) did not do its part
    │   └── NoAnswer         it did not answer, however often it was asked
    └── StartError           this machine is not ready (port in use, full disk, missing model)

Every message is plain English for the person who reads it, and says what to do next.
The command line prints it to standard error and exits with `exit_code`.
"""
from __future__ import annotations

__all__ = [
    "BadInput", "CaseworkError", "ClientError", "ConsularError", "ContentError", "ConversationError",
    "KeyRingError", "NoAnswer", "StartError", "StoreUnavailable",
]


class ConsularError(Exception):
    """Anything that went wrong in a way we foresaw."""

    exit_code = 1


class BadInput(ConsularError):
    """What came from outside is refused; nothing was stored."""

    exit_code = 2


class ConversationError(ConsularError):
    """A conversation cannot do that."""


class StoreUnavailable(ConversationError):
    """The database is full, busy or away: nothing was stored or read, and the same may work in a moment."""


class CaseworkError(ConsularError):
    """A case cannot do that."""


class ContentError(ConsularError):
    """A guide, a fact or a page of GOV.UK cannot be used."""


class KeyRingError(ConsularError):
    """The encryption key is missing, or cannot read what is stored."""


class ClientError(ConsularError):
    """Another service did not do its part."""


class NoAnswer(ClientError):
    """Another service did not answer, or only that it is busy, however often it was asked."""


class StartError(ConsularError):
    """This machine is not ready to run the product."""
