"""Synced posts and GOV.UK's list of who helps where: public text, one row a country."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from bot.content.posts.post import Assistance, Form, Helper, Phone, PostContact, PostPage, Words
from bot.store.engine import moment
from bot.store.pages import Pages


class PostPages(Pages):
    """bot.content.posts.post.PostStore."""

    def put_posts(self, country: str, posts: Sequence[PostPage]) -> bool:
        """See PostStore.put_posts. New `fetched_at` alone are stored too, but are no change."""
        text, digest = _to_json(posts), _digest(posts)
        with self.database.write() as tx:
            self._content_in_hand(tx)
            known = tx.value("SELECT digest FROM content_posts WHERE country = :country", country=country)
            # To learn that a country has no post is no change to anybody who reads.
            changed = bool(known != digest and (known is not None or posts))
            tx.run("INSERT INTO content_posts (country, posts, digest, stored_at) VALUES "
                   "(:country, :posts, :digest, {now}) ON CONFLICT (country) DO UPDATE SET posts = excluded.posts, "
                   "digest = excluded.digest, stored_at = excluded.stored_at",
                   country=country, posts=text, digest=digest)
            if changed:
                self._next_version(tx)
        if changed:
            self.signals.send("")
        return changed

    def posts_of(self, country: str) -> Sequence[PostPage]:
        with self.database.read() as tx:
            found = tx.value("SELECT posts FROM content_posts WHERE country = :country", country=country)
        return () if found is None else _from_json(found)

    def all_posts(self) -> Mapping[str, Sequence[PostPage]]:
        with self.database.read() as tx:
            rows = tx.rows("SELECT country, posts FROM content_posts ORDER BY country")
        return {row["country"]: _from_json(row["posts"]) for row in rows}

    def posts_read(self) -> Mapping[str, datetime]:
        """country → when its posts were last read with success, changed or not; aware, by the database's clock."""
        with self.database.read() as tx:
            rows = tx.rows("SELECT country, stored_at FROM content_posts")
        return {row["country"]: moment(row["stored_at"]) for row in rows}

    def put_assistance(self, found: Sequence[Assistance]) -> bool:
        new = {each.country: each for each in found}
        with self.database.write() as tx:
            self._content_in_hand(tx)
            known = {row["country"]: _assistance(row["assistance"])
                     for row in tx.rows("SELECT country, assistance FROM content_assistance")}
            changed = _unchecked(known) != _unchecked(new)
            tx.run("DELETE FROM content_assistance")
            for country, each in new.items():
                tx.run("INSERT INTO content_assistance (country, assistance, stored_at) VALUES "
                       "(:country, :assistance, {now})", country=country, assistance=_dump(asdict(each)))
            if changed:
                self._next_version(tx)
        if changed:
            self.signals.send("")
        return changed

    def assistance(self, country: str) -> Assistance | None:
        with self.database.read() as tx:
            found = tx.value("SELECT assistance FROM content_assistance WHERE country = :country", country=country)
        return None if found is None else _assistance(found)

    def all_assistance(self) -> Mapping[str, Assistance]:
        with self.database.read() as tx:
            rows = tx.rows("SELECT country, assistance FROM content_assistance ORDER BY country")
        return {row["country"]: _assistance(row["assistance"]) for row in rows}


def _unchecked(known: Mapping[str, Assistance]) -> dict[str, Assistance]:
    return {country: replace(each, checked=None) for country, each in known.items()}


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), default=datetime.isoformat)


def _to_json(posts: Sequence[PostPage]) -> str:
    return _dump([asdict(post) for post in posts])


def _digest(posts: Sequence[PostPage]) -> str:
    return hashlib.sha256(_to_json([replace(post, fetched_at=None) for post in posts]).encode()).hexdigest()


def _from_json(text: str) -> tuple[PostPage, ...]:
    return tuple(_page(data) for data in json.loads(text))


def _page(data: dict[str, Any]) -> PostPage:
    made = {**data, "countries": tuple(data["countries"]), "main": _contact(data["main"]) if data["main"] else None,
            "offices": tuple(_contact(office) for office in data["offices"])}
    return PostPage(**_with_moments(made, "updated_at", "fetched_at"))


def _contact(data: dict[str, Any]) -> PostContact:
    made = {**data, "services": tuple(data["services"]), "emails": tuple(data["emails"]),
            "phones": tuple(Phone(*each) for each in data["phones"]),
            "forms": tuple(Form(*each) for each in data["forms"]),
            "sections": tuple(Words(*each) for each in data["sections"])}
    return PostContact(**_with_moments(made, "updated_at"))


def _assistance(text: str) -> Assistance:
    data = json.loads(text)
    return Assistance(**_with_moments({**data, "by": tuple(Helper(*each) for each in data["by"])}, "checked"))


def _with_moments(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {**data, **{name: datetime.fromisoformat(data[name]) if data[name] else None for name in names}}
