"""The operator's off switch, and the heartbeat of each process."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.store.audit import Audit
from bot.store.engine import moment

_ASSISTANT = "assistant"


class Switch(Audit):
    """The operator's half of bot.casework.ports.Casework."""

    def assistant_is_off(self) -> str | None:
        with self.database.read() as tx:
            row = tx.row("SELECT is_off, message FROM switch WHERE name = :name", name=_ASSISTANT)
        if row is None or not row["is_off"]:
            return None
        return self.sealer.open_text(row["message"], "switch.message", _ASSISTANT)

    def switch_assistant(self, off: bool, actor: str, message: str = "") -> None:
        with self.database.write() as tx:
            tx.run("INSERT INTO switch (name, is_off, message, actor, at) "
                   "VALUES (:name, :off, :message, :actor, {now}) ON CONFLICT (name) DO UPDATE SET "
                   "is_off = excluded.is_off, message = excluded.message, "
                   "actor = excluded.actor, at = excluded.at", name=_ASSISTANT, off=int(off), actor=actor,
                   message=self.sealer.text(message, "switch.message", _ASSISTANT))
            self._audit(tx, actor, "assistant switched off" if off else "assistant switched on")
        self.signals.send("")

    def beat(self, process: str) -> None:
        with self.database.write() as tx:
            tx.run("INSERT INTO beat (process, at) VALUES (:process, {now}) "
                   "ON CONFLICT (process) DO UPDATE SET at = excluded.at", process=process[:64])

    def beats(self) -> Mapping[str, datetime]:
        with self.database.read() as tx:
            rows = tx.rows("SELECT process, at FROM beat ORDER BY process")
        return {row["process"]: moment(row["at"]) for row in rows}
