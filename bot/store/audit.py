"""The audit: who did what, and when. Each entry's hash covers the one before it.

The hash is keyed by the key ring, so whoever can only write to the database cannot mend the chain after a change.
Words that an entry needs (an earlier value of the card) are sealed beside it; the chain covers their digest, so an
erasure may overwrite them and the chain still holds. Entries are numbered without gaps by the row of `audit_head`,
the last row that any transaction locks.
"""
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.casework.case import AuditEntry
from bot.errors import CaseworkError
from bot.store.engine import Transaction, moment
from bot.store.repository import Repository

SERVICE = "service"
"""The actor where no person acted."""


class Audit(Repository):
    """Reads, writes and checks the audit."""

    def _audit(self, tx: Transaction, actor: str, action: str, reference: str | None = None, detail: str = "",
               words: str = "") -> None:
        """Append one entry; the last thing a transaction does. `detail` must hold no words of a citizen."""
        head = tx.row("UPDATE audit_head SET id = id + 1 WHERE one = 1 RETURNING id, hash")
        assert head is not None
        entry = {"id": int(head["id"]), "at": tx.now(), "actor": actor, "action": action, "reference": reference,
                 "detail": detail, "words_digest": self.sealer.ring.keyed_hash("audit.words", words) if words else ""}
        made = self._chained(head["hash"], entry)
        tx.run("INSERT INTO audit (id, at, actor, action, reference, detail, words, words_digest, hash) VALUES "
               "(:id, :at, :actor, :action, :reference, :detail, :words, :words_digest, :hash)", **entry, hash=made,
               words=self.sealer.text(words, "audit.words", entry["id"]) if words else None)
        tx.run("UPDATE audit_head SET hash = :hash WHERE one = 1", hash=made)

    def _chained(self, before: str, entry: Mapping[str, Any]) -> str:
        """Canonical: JSON with sorted keys, no spaces, ASCII only."""
        canonical = json.dumps(dict(entry), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return self.sealer.ring.keyed_hash("audit", f"{before}\n{canonical}")

    def audit(self, reference: str | None = None, limit: int = 500) -> list[AuditEntry]:
        """The newest entries, newest first; of one case where `reference` is given."""
        where = "WHERE reference = :reference " if reference is not None else ""
        values = {"reference": reference} if reference is not None else {}
        with self.database.read() as tx:
            rows = tx.rows("SELECT id, at, actor, action, reference, detail, words FROM audit "
                           f"{where}ORDER BY id DESC LIMIT :limit", limit=limit, **values)
        return [AuditEntry(moment(row["at"]), row["actor"], row["action"], row["reference"],
                           "\n".join(filter(None, (row["detail"],
                                                   self.sealer.open_text(row["words"], "audit.words", row["id"])))))
                for row in rows]

    def verify_audit(self) -> int:
        before, expected = "", 0
        with self.database.read() as tx:
            head = tx.row("SELECT id, hash FROM audit_head WHERE one = 1")
            assert head is not None
            while True:
                rows = tx.rows("SELECT id, at, actor, action, reference, detail, words, words_digest, hash FROM audit "
                               "WHERE id > :last AND id <= :newest ORDER BY id LIMIT 1000",
                               last=expected, newest=head["id"])
                if not rows:
                    break
                for row in rows:
                    expected += 1
                    if row["id"] != expected:
                        raise CaseworkError(f"Audit entry {expected} is missing. Compare the database with a backup.")
                    entry = {name: row[name] for name in
                             ("id", "at", "actor", "action", "reference", "detail", "words_digest")}
                    if self._chained(before, entry) != row["hash"] or not self._words_hold(row):
                        raise CaseworkError(f"Audit entry {expected} was changed. Compare the database with a backup.")
                    before = row["hash"]
        if expected != head["id"] or before != head["hash"]:
            raise CaseworkError(f"Audit entry {expected + 1} is missing. Compare the database with a backup.")
        return expected

    def _words_hold(self, row: Mapping[str, Any]) -> bool:
        if row["words"] is None:
            return True  # none, or erased
        words = self.sealer.open_text(row["words"], "audit.words", row["id"])
        return bool(self.sealer.ring.keyed_hash("audit.words", words) == row["words_digest"])
