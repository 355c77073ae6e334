"""Can this key ring read what is stored? Asked before anything else is done with a database."""
from __future__ import annotations

import sqlalchemy.exc

from bot.errors import StartError
from bot.store.engine import Database, plain_words
from bot.store.sealing import Sealer


def holds_words(url: str) -> bool:
    """Whether words sealed with some key are stored: then a missing key must be put back, never made anew.

    Needs no key. Raises StartError where the database cannot be reached.
    """
    database = Database(url)
    try:
        with database.engine.connect() as connection:
            if not sqlalchemy.inspect(connection).has_table("message"):
                return False
            found = connection.execute(sqlalchemy.text("SELECT 1 FROM message WHERE body IS NOT NULL LIMIT 1")).first()
            return found is not None
    except sqlalchemy.exc.SQLAlchemyError as error:
        raise StartError(plain_words(error)) from None
    finally:
        database.close()


def check_key_ring(database: Database, sealer: Sealer) -> None:
    """Open the newest sealed words. Raises KeyRingError in plain English where that cannot be done."""
    with database.read() as tx:
        message = tx.row("SELECT conversation_id, seq, body FROM message WHERE body IS NOT NULL "
                         "ORDER BY at DESC LIMIT 1")
        switch = tx.row("SELECT name, message FROM switch WHERE message IS NOT NULL ORDER BY at DESC LIMIT 1")
    if message is not None:
        sealer.open_text(message["body"], "message.body", message["conversation_id"], message["seq"])
    if switch is not None:
        sealer.open_text(switch["message"], "switch.message", switch["name"])
