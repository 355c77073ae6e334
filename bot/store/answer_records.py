"""Notes of answers: written with the turn, read by content designers, deleted after a quarter or with the conversation.

A note holds no words. The words of a question are read through to the log, and only where `_MAY_BE_READ` allows it:
never from a conversation that has or had a case, never after an erasure. See docs/adr/0017-content-designers.md.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.content.answer_records import DAYS_KEPT, MOST_GROUPS, Asked, Group, Kind, record_of
from bot.conversation.messages import Reply
from bot.store.audit import Audit
from bot.store.engine import SECOND, Transaction, moment

DAY = 86_400 * SECOND
LONGEST_SHOWN = 1_000
"""Characters of the names of what was shown."""

_OF = {
    Kind.UNANSWERED: "FROM answer_record r WHERE r.answered = 0",
    Kind.UNHELPFUL: "FROM answer_record r JOIN feedback f ON f.conversation_id = r.conversation_id AND f.seq = r.seq "
                    "WHERE r.answered = 1 AND f.helpful = 0",
}
_IN_TIME = "AND r.at >= {now} - :span"
_MAY_BE_READ = ("v.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM case_file c WHERE c.conversation_id = v.id)")


class AnswerRecords(Audit):
    """What content designers ask of the store."""

    def _note_answers(self, tx: Transaction, conversation_id: str, asked: int, replies: Sequence[Reply],
                      seqs: Sequence[int]) -> None:
        """Inside the turn's transaction, so that a turn that is dropped leaves no note."""
        for seq, reply in zip(seqs, replies, strict=True):
            record = record_of(reply.about)
            if record is not None:
                tx.run("INSERT INTO answer_record (conversation_id, seq, asked, answered, topic, country, part, shown, "
                       "at) VALUES (:id, :seq, :asked, :answered, :topic, :country, :part, :shown, {now})",
                       id=conversation_id, seq=seq, asked=asked, answered=int(record.answered), topic=record.topic,
                       country=record.country, part=record.part, shown=_joined(record.shown))

    def answer_groups(self, kind: Kind, days: int) -> list[Group]:
        """Questions of the last `days` days by topic, country and part; the newest group first."""
        span = min(days, DAYS_KEPT) * DAY
        columns = "r.topic, r.country, r.part"
        with self.database.read() as tx:
            rows = tx.rows(f"SELECT {columns}, r.shown, COUNT(*) AS n, MAX(r.at) AS newest {_OF[kind]} {_IN_TIME} "
                           f"GROUP BY {columns}, r.shown", span=span)
            totals = {_key(row): row for row in tx.rows(
                f"SELECT {columns}, COUNT(*) AS n, COALESCE(SUM(f.helpful), 0) AS helped FROM answer_record r "
                "LEFT JOIN feedback f ON f.conversation_id = r.conversation_id AND f.seq = r.seq "
                f"WHERE r.answered = 1 {_IN_TIME} GROUP BY {columns}", span=span)}
        counts: Counter[tuple[str, str, str]] = Counter()
        newest: dict[tuple[str, str, str], int] = {}
        shown: dict[tuple[str, str, str], Counter[str]] = {}
        for row in rows:
            key = _key(row)
            counts[key] += row["n"]
            newest[key] = max(newest.get(key, 0), row["newest"])
            shown.setdefault(key, Counter()).update(dict.fromkeys(row["shown"].split(), row["n"]))
        ordered = sorted(counts, key=lambda key: (-newest[key], key))[:MOST_GROUPS]
        return [Group(*key, counts[key], moment(newest[key]), tuple(name for name, _ in shown[key].most_common()),
                      *_totals(totals.get(key))) for key in ordered]

    def asked_questions(self, kind: Kind, group: tuple[str, str, str], days: int, reader: str,
                        mask: Callable[[str], str | None], most: int = 50) -> list[Asked]:
        """The newest questions of a group (topic, country, part), newest first; audited as one reading.

        Words leave the store only through `mask`, which gives None for what may not be shown. A question of a
        conversation with a case, or of an erased one, is listed without its words, which are not even opened.
        """
        topic, country, part = group
        with self.database.write() as tx:
            rows = tx.rows(
                "SELECT r.conversation_id, r.asked, r.shown, r.at, m.body, "
                f"CASE WHEN {_MAY_BE_READ} THEN 1 ELSE 0 END AS may_be_read "
                f"{_OF[kind].replace('WHERE', _JOINED, 1)} {_IN_TIME} AND r.topic = :topic AND r.country = :country "
                "AND r.part = :part ORDER BY r.at DESC, r.conversation_id, r.seq DESC LIMIT :most",
                span=min(days, DAYS_KEPT) * DAY, topic=topic, country=country, part=part, most=most)
            found = [Asked(moment(row["at"]), self._words(row, mask), tuple(row["shown"].split())) for row in rows]
            readable = sum(1 for each in found if each.words is not None)
            self._audit(tx, reader, "read questions", detail=f"{kind.value}: {topic or 'no topic'}, "
                        f"{country or 'no country'}{', ' + part if part else ''}; {readable} shown")
        return found

    def _words(self, row: Mapping[str, Any], mask: Callable[[str], str | None]) -> str | None:
        if not row["may_be_read"] or row["body"] is None:
            return None
        return mask(self.sealer.open_text(row["body"], "message.body", row["conversation_id"], row["asked"]))

    def note_export(self, reader: str, topic: str) -> None:
        """In the audit: somebody took a changed guide away as a file."""
        with self.database.write() as tx:
            self._audit(tx, reader, "exported a guide", detail=topic)

    def forget_answer_records(self) -> int:
        """Delete notes past DAYS_KEPT → how many. Looks first, so that an idle look takes no write lock."""
        late = "at < {now} - :span"
        with self.database.read() as tx:
            if tx.value(f"SELECT 1 FROM answer_record WHERE {late} LIMIT 1", span=DAYS_KEPT * DAY) is None:
                return 0
        with self.database.write() as tx:
            return tx.run(f"DELETE FROM answer_record WHERE {late}", span=DAYS_KEPT * DAY)


_JOINED = ("JOIN conversation v ON v.id = r.conversation_id JOIN message m ON m.conversation_id = r.conversation_id "
           "AND m.seq = r.asked AND m.author = 'citizen' WHERE")


def _key(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["topic"], row["country"], row["part"]


def _totals(row: Mapping[str, Any] | None) -> tuple[int, int]:
    """(how many it helped, how many answers); a group of which nothing was ever answered has neither."""
    return (0, 0) if row is None else (int(row["helped"]), int(row["n"]))


def _joined(names: Sequence[str]) -> str:
    """Names hold no blanks; one that does not fit is left out whole."""
    kept = ""
    for name in names:
        if name and not any(c.isspace() for c in name) and len(kept) + len(name) < LONGEST_SHOWN:
            kept = f"{kept} {name}".strip()
    return kept
