"""Wishes for updates on a country, and telling each follower once.

The mark of what was told stands in the follower's own row and is moved in the transaction that appends the notice. So
it does not matter how many processes tell, or where one of them dies: a notice without its mark, or a mark without its
notice, cannot be. One mark for all followers together would be lost, or told again, with a process in the middle.
"""
from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.content.ports import ContentChange
from bot.conversation.claims import Follow, StopFollowing
from bot.conversation.messages import Reply
from bot.conversation.updates import CHANNEL_RULES, MOST_FOLLOWED, UNKNOWN_CHANNEL, ChannelRule, Followed, Untold
from bot.store.engine import SECOND, Transaction, moment
from bot.store.repository import Repository


class Updates(Repository):
    """bot.conversation.updates.Updates."""

    def followed(self, conversation_id: str) -> list[Followed]:
        with self.database.read() as tx:
            rows = tx.rows("SELECT country, page, at FROM follow WHERE conversation_id = :id ORDER BY at, country",
                           id=conversation_id)
        return [Followed(row["country"], row["page"], moment(row["at"])) for row in rows]

    def _keep_follow(self, tx: Transaction, conversation_id: str, wish: Follow | StopFollowing) -> None:
        """Inside the turn's transaction. What is followed already keeps its mark: what it was not told yet, it is."""
        if isinstance(wish, StopFollowing):
            self._forget(tx, conversation_id, wish.countries)
            return
        tx.run("INSERT INTO follow (conversation_id, country, page, told, at) "
               "SELECT :id, :country, :page, :known, {now} "
               "WHERE (SELECT COUNT(*) FROM follow WHERE conversation_id = :id) < :most "
               "ON CONFLICT (conversation_id, country) DO NOTHING", id=conversation_id, country=wish.country,
               page=wish.page, known=wish.known, most=MOST_FOLLOWED)

    def _forget(self, tx: Transaction, conversation_id: str, countries: Sequence[str]) -> int:
        return sum(tx.run("DELETE FROM follow WHERE conversation_id = :id AND country = :country", id=conversation_id,
                          country=country) for country in countries)

    def stop_following(self, conversation_id: str, countries: Sequence[str], notice: Reply, once: str) -> int | None:
        with self.database.write() as tx:
            row = self._lock(tx, conversation_id)
            if not tx.run("INSERT INTO notice_once (conversation_id, name, seq) VALUES (:id, :name, :seq) "
                          "ON CONFLICT DO NOTHING", id=conversation_id, name=once[:128], seq=row["seq"] + 1):
                return None
            self._forget(tx, conversation_id, countries)
            seq = self._append_notice(tx, conversation_id, notice)
        self.signals.send(conversation_id)
        return seq

    # -- telling --------------------------------------------------------------------------------------------------
    def untold(self, limit: int) -> list[Untold]:
        """See bot.conversation.updates.Updates. A change that only ordered the alert status anew is listed too: whoever
        tells must mark it."""
        may_write = " OR ".join(_within("v.last_citizen_at", "writes_within"))
        with self.database.read() as tx:
            rows = tx.rows(
                "SELECT f.conversation_id, f.country, c.id, c.country AS page, c.at, c.old_status, c.new_status, "
                "c.change_description, c.updated_at FROM follow f "
                "JOIN content_change c ON c.country = f.page AND c.id > f.told AND c.old_status <> c.new_status "
                "JOIN conversation v ON v.id = f.conversation_id "
                f"WHERE v.ended_at IS NULL AND v.last_citizen <= v.answered AND ({may_write}) "
                "ORDER BY c.id, f.conversation_id, f.country LIMIT :limit", limit=limit)
        return [Untold(row["conversation_id"], row["country"], ContentChange(
            int(row["id"]), row["page"], moment(row["at"]), tuple(json.loads(row["old_status"])),
            tuple(json.loads(row["new_status"])), row["change_description"],
            datetime.fromisoformat(row["updated_at"]))) for row in rows]

    def tell(self, untold: Untold, notice: Reply | None) -> int | None:
        """See bot.conversation.updates.Updates. A change is told only after those before it: its mark would swallow
        them."""
        conversation_id = untold.conversation_id
        with self.database.write() as tx:
            place = self._lock(tx, conversation_id)
            waits = place["last_citizen"] > place["answered"]
            if waits or not tx.run(
                    "UPDATE follow SET told = :change WHERE conversation_id = :id AND country = :country "
                    "AND told < :change AND NOT EXISTS (SELECT 1 FROM content_change c WHERE c.country = page "
                    "AND c.id > told AND c.id < :change AND c.old_status <> c.new_status)",
                    change=untold.change.id, id=conversation_id, country=untold.country):
                tx.undo()
                return None
            seq = self._append_notice(tx, conversation_id, notice) if notice is not None else None
        if seq is not None:
            self.signals.send(conversation_id)
        return seq

    def forget_lapsed(self) -> int:
        gone = " OR ".join(_within("COALESCE(v.seen_at, v.created_at)", "kept_for", passed=True))
        with self.database.read() as tx:
            rows = tx.rows("SELECT DISTINCT v.id FROM follow f JOIN conversation v ON v.id = f.conversation_id "
                           f"WHERE {gone}")
        forgotten = 0
        for row in rows:
            with self.database.write() as tx:
                forgotten += tx.run("DELETE FROM follow WHERE conversation_id = :id AND EXISTS ("
                                    f"SELECT 1 FROM conversation v WHERE v.id = :id AND ({gone}))", id=row["id"])
        return forgotten


def _within(column: str, name: str, passed: bool = False) -> Iterator[str]:
    """For each channel a condition: `column` lies within (or, `passed`, beyond) the time that its rule `name` gives."""
    known = ", ".join(f"'{channel}'" for channel in CHANNEL_RULES)
    rules: list[tuple[str, ChannelRule]] = [(f"= '{channel}'", rule) for channel, rule in CHANNEL_RULES.items()]
    for channel, rule in [*rules, (f"NOT IN ({known})", UNKNOWN_CHANNEL)]:
        span: timedelta | None = getattr(rule, name)
        if span is None:
            yield f"v.channel {channel}"
        else:
            micros = int(span.total_seconds() * SECOND)
            yield f"(v.channel {channel} AND {column} {'<' if passed else '>='} {{now}} - {micros})"
