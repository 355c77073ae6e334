"""Can this key ring read what is stored? Asked before anything else is done with a database."""
from __future__ import annotations

from bot.store.engine import Database
from bot.store.sealing import Sealer


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
