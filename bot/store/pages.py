"""Synced pages of GOV.UK: public text, one row a country, and a version that goes up with every change."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.content.ports import Passage, TravelAdvice
from bot.store.audit import SERVICE, Audit
from bot.store.engine import Transaction


class Pages(Audit):
    """bot.content.ports.ContentStore."""

    def put_page(self, advice: TravelAdvice) -> bool:
        """See ContentStore.put_page. A new `fetched_at` alone is stored too, but is no change."""
        page, digest = _to_json(advice), _digest(advice)
        with self.database.write() as tx:
            known = tx.value("SELECT digest FROM content_page WHERE country = :country", country=advice.country)
            changed = bool(known != digest)
            tx.run("INSERT INTO content_page (country, slug, page, digest, updated_at, stored_at) VALUES "
                   "(:country, :slug, :page, :digest, :updated_at, {now}) ON CONFLICT (country) DO UPDATE SET "
                   "slug = excluded.slug, page = excluded.page, digest = excluded.digest, "
                   "updated_at = excluded.updated_at, stored_at = excluded.stored_at", country=advice.country,
                   slug=advice.slug, page=page, digest=digest, updated_at=advice.updated_at.isoformat())
            if changed:
                self._next_version(tx)
        if changed:
            self.signals.send("")
        return changed

    def remove_page(self, country: str, reason: str) -> None:
        with self.database.write() as tx:
            if not tx.run("DELETE FROM content_page WHERE country = :country", country=country):
                return
            self._next_version(tx)
            self._audit(tx, SERVICE, "page removed", detail=f"{country}: {reason}")
        self.signals.send("")

    def _next_version(self, tx: Transaction) -> None:
        tx.run("UPDATE content_version SET version = version + 1 WHERE one = 1")

    def page(self, country: str) -> TravelAdvice | None:
        with self.database.read() as tx:
            found = tx.value("SELECT page FROM content_page WHERE country = :country", country=country)
        return None if found is None else _from_json(found)

    def pages(self) -> Mapping[str, datetime]:
        with self.database.read() as tx:
            rows = tx.rows("SELECT country, updated_at FROM content_page ORDER BY country")
        return {row["country"]: datetime.fromisoformat(row["updated_at"]) for row in rows}

    def all_pages(self) -> Sequence[TravelAdvice]:
        with self.database.read() as tx:
            rows = tx.rows("SELECT page FROM content_page ORDER BY country")
        return [_from_json(row["page"]) for row in rows]

    def content_version(self) -> int:
        with self.database.read() as tx:
            return int(tx.value("SELECT version FROM content_version WHERE one = 1"))


def _plain(advice: TravelAdvice) -> dict[str, Any]:
    data = asdict(advice)
    for name in ("reviewed_at", "updated_at", "fetched_at"):
        data[name] = data[name].isoformat() if data[name] is not None else None
    return data


def _to_json(advice: TravelAdvice) -> str:
    return json.dumps(_plain(advice), ensure_ascii=True, separators=(",", ":"))


def _digest(advice: TravelAdvice) -> str:
    data = _plain(advice)
    del data["fetched_at"]
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def _from_json(text: str) -> TravelAdvice:
    data = json.loads(text)
    for name in ("reviewed_at", "updated_at", "fetched_at"):
        data[name] = datetime.fromisoformat(data[name]) if data[name] is not None else None
    data["alert_status"] = tuple(data["alert_status"])
    data["passages"] = tuple(Passage(**{**p, "headings": tuple(p["headings"])}) for p in data["passages"])
    return TravelAdvice(**data)
