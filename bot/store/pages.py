"""Synced pages of GOV.UK: public text, one row a country, and a version that goes up with every change."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.content.ports import ChangeNote, ContentChange, Passage, TravelAdvice
from bot.store.audit import SERVICE, Audit
from bot.store.engine import SECOND, Transaction, moment

_SETTLED_SECONDS = 3600
"""GOV.UK's caches lag by seconds and a run takes minutes; after an hour an older page is GOV.UK's own wish."""
_CHANGE = "id, country, at, old_status, new_status, change_description, updated_at"


class Pages(Audit):
    """bot.content.ports.ContentStore and ContentChanges."""

    def put_page(self, advice: TravelAdvice) -> bool:
        """See ContentStore.put_page. A new `fetched_at` alone is stored too, but is no change.

        A page older than one that was stored within the last hour is left out: it comes from a run that began before,
        or from a cache of GOV.UK's that lags behind.
        """
        page, digest = _to_json(advice), _digest(advice)
        with self.database.write() as tx:
            self._content_in_hand(tx)
            known = tx.row("SELECT page, digest, stored_at, {now} AS now FROM content_page WHERE country = :country",
                           country=advice.country)
            before = _from_json(known["page"]) if known else None
            if known and before and before.updated_at > advice.updated_at and \
                    known["now"] - known["stored_at"] < _SETTLED_SECONDS * SECOND:
                return False
            changed = known is None or known["digest"] != digest
            tx.run("INSERT INTO content_page (country, slug, page, digest, updated_at, stored_at) VALUES "
                   "(:country, :slug, :page, :digest, :updated_at, {now}) ON CONFLICT (country) DO UPDATE SET "
                   "slug = excluded.slug, page = excluded.page, digest = excluded.digest, "
                   "updated_at = excluded.updated_at, stored_at = excluded.stored_at", country=advice.country,
                   slug=advice.slug, page=page, digest=digest, updated_at=advice.updated_at.isoformat())
            if changed:
                version = self._next_version(tx)
                if before is not None:
                    self._note_change(tx, version, before, advice)
        if changed:
            self.signals.send("")
        return changed

    def remove_page(self, country: str, reason: str) -> None:
        with self.database.write() as tx:
            self._content_in_hand(tx)
            if not tx.run("DELETE FROM content_page WHERE country = :country", country=country):
                return
            self._next_version(tx)
            self._audit(tx, SERVICE, "page removed", detail=f"{country}: {reason}")
        self.signals.send("")

    def _content_in_hand(self, tx: Transaction) -> None:
        """Writers of content follow one another on PostgreSQL too: what is compared next is what will be replaced."""
        tx.run("UPDATE content_version SET version = version WHERE one = 1")

    def _next_version(self, tx: Transaction) -> int:
        return int(tx.value("UPDATE content_version SET version = version + 1 WHERE one = 1 RETURNING version"))

    def _note_change(self, tx: Transaction, version: int, before: TravelAdvice, now: TravelAdvice) -> None:
        """A row where the alert status is another, or GOV.UK describes another change of a page that it did change."""
        same_words = before.change_description == now.change_description or before.updated_at == now.updated_at
        if same_words and set(before.alert_status) == set(now.alert_status):
            return
        tx.run("INSERT INTO content_change (id, country, at, old_status, new_status, change_description, updated_at) "
               "VALUES (:id, :country, {now}, :old, :new, :words, :updated_at)", id=version, country=now.country,
               old=json.dumps(before.alert_status), new=json.dumps(now.alert_status), words=now.change_description,
               updated_at=now.updated_at.isoformat())

    def changes_after(self, id: int, limit: int) -> Sequence[ContentChange]:
        with self.database.read() as tx:
            rows = tx.rows(f"SELECT {_CHANGE} FROM content_change WHERE id > :id ORDER BY id LIMIT :limit", id=id,
                           limit=limit)
        return [_change(row) for row in rows]

    def changes_of(self, country: str, limit: int) -> Sequence[ContentChange]:
        with self.database.read() as tx:
            rows = tx.rows(f"SELECT {_CHANGE} FROM content_change WHERE country = :country ORDER BY id DESC "
                           "LIMIT :limit", country=country, limit=limit)
        return [_change(row) for row in rows]

    def digests(self) -> Mapping[str, str]:
        with self.database.read() as tx:
            return {row["country"]: row["digest"] for row in tx.rows("SELECT country, digest FROM content_page")}

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
    data["history"] = [{"at": note["at"].isoformat(), "words": note["words"]} for note in data["history"]]
    return data


def _to_json(advice: TravelAdvice) -> str:
    return json.dumps(_plain(advice), ensure_ascii=True, separators=(",", ":"))


def _digest(advice: TravelAdvice) -> str:
    data = _plain(advice)
    # a longer history of a page that says the same is no change of it
    del data["fetched_at"], data["history"]
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def _from_json(text: str) -> TravelAdvice:
    data = json.loads(text)
    for name in ("reviewed_at", "updated_at", "fetched_at"):
        data[name] = datetime.fromisoformat(data[name]) if data[name] is not None else None
    data["alert_status"] = tuple(data["alert_status"])
    data["passages"] = tuple(Passage(**{**p, "headings": tuple(p["headings"])}) for p in data["passages"])
    data["history"] = tuple(ChangeNote(datetime.fromisoformat(note["at"]), note["words"])
                            for note in data.get("history", ()))
    return TravelAdvice(**data)


def _change(row: Mapping[str, Any]) -> ContentChange:
    return ContentChange(int(row["id"]), row["country"], moment(row["at"]), tuple(json.loads(row["old_status"])),
                         tuple(json.loads(row["new_status"])), row["change_description"],
                         datetime.fromisoformat(row["updated_at"]))
