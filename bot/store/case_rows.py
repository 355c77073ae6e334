"""Rows of `case_file` to cases and back, and what becomes of a card and of questions when a case is raised."""
from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.casework.case import Case, Origin, Question, Resolution, Severity, Status
from bot.store.engine import moment, moment_or_none
from bot.store.sealing import Sealer

LETTERS = "23456789CDFGHJKMNPQRTVWXY"
"""Of references: no look-alikes (0 O, 1 I L, 5 S is kept apart by leaving out S, 8 B by leaving out B, 2 Z by Z, U V by
U), and no A, E that would spell words."""

COLUMNS = ("c.reference, c.conversation_id, c.status, c.origin, c.severity, c.topic, c.kind, c.countries, c.reasons, "
           "c.card, c.questions, c.opened_at, c.opened_seq, c.caseworker, c.taken_at, c.resolved_at, "
           "c.resolution, c.unread, "
           "c.previous, c.alert, c.alert_at, c.waiting_at, c.raised_seq, c.handed_back, v.last_citizen_at, v.seen_at")
FROM = "FROM case_file c JOIN conversation v ON v.id = c.conversation_id"

TRIAGE, CITIZEN, CASEWORKER = 0, 1, 2
"""Who filled an entry of the card. Nobody overwrites what a person nearer to the truth wrote."""


def new_reference() -> str:
    return "CON-" + "".join(secrets.choice(LETTERS) for _ in range(6))


def case_of_row(sealer: Sealer, row: Mapping[str, Any]) -> Case:
    reference = row["reference"]
    return Case(
        reference=reference, conversation_id=row["conversation_id"], status=Status(row["status"]),
        origin=Origin(row["origin"]), severity=Severity(row["severity"]), topic=row["topic"], kind=row["kind"],
        reasons=tuple(sealer.open_json(row["reasons"], [], "case_file.reasons", reference)),
        countries=tuple(filter(None, row["countries"].split(","))), opened_at=moment(row["opened_at"]),
        opened_seq=row["opened_seq"], caseworker=row["caseworker"], taken_at=moment_or_none(row["taken_at"]),
        resolved_at=moment_or_none(row["resolved_at"]),
        resolution=Resolution(row["resolution"]) if row["resolution"] else None, unread=bool(row["unread"]),
        previous=row["previous"], questions=open_questions(sealer, row), card=open_card(sealer, row).shown(),
        last_citizen_at=moment_or_none(row["last_citizen_at"]), citizen_seen_at=moment_or_none(row["seen_at"]),
        alert=row["alert"], alert_at=moment_or_none(row["alert_at"]), waiting_since=moment_or_none(row["waiting_at"]),
        raised_seq=row["raised_seq"], handed_back=bool(row["handed_back"]))


def merged(*lists: Iterable[str]) -> tuple[str, ...]:
    """All items in order, each once."""
    return tuple(dict.fromkeys(item for items in lists for item in items))


class Card:
    """The handover card with, for each entry, who filled it."""

    def __init__(self, entries: Mapping[str, tuple[Any, int]] | None = None) -> None:
        self._entries: dict[str, tuple[Any, int]] = dict(entries or {})

    def shown(self) -> dict[str, Any]:
        return {name: value for name, (value, _) in self._entries.items()}

    def fill(self, entries: Mapping[str, Any], by: int) -> dict[str, Any]:
        """Merge → the earlier values of the entries that changed. A caseworker may empty an entry, nobody else."""
        earlier: dict[str, Any] = {}
        for name, value in entries.items():
            old, old_by = self._entries.get(name, (None, TRIAGE))
            empty = value in (None, "", [], {}, ())
            if by < old_by or (empty and by != CASEWORKER) or (value == old and by == old_by):
                continue
            if value != old:
                earlier[name] = old
            self._entries[name] = (value, by)
        return earlier

    def sealed(self, sealer: Sealer, reference: str) -> bytes:
        return sealer.json({name: [value, by] for name, (value, by) in self._entries.items()},
                           "case_file.card", reference)


def open_card(sealer: Sealer, row: Mapping[str, Any]) -> Card:
    stored = sealer.open_json(row["card"], {}, "case_file.card", row["reference"])
    return Card({name: (value, by) for name, (value, by) in stored.items()})


def open_questions(sealer: Sealer, row: Mapping[str, Any]) -> tuple[Question, ...]:
    stored = sealer.open_json(row["questions"], [], "case_file.questions", row["reference"])
    return tuple(Question(*item) for item in stored)


def sealed_questions(sealer: Sealer, reference: str, questions: Sequence[Question]) -> bytes:
    return sealer.json([[q.id, q.status, q.value] for q in questions], "case_file.questions", reference)


def with_questions(questions: Sequence[Question], ids: Sequence[str]) -> tuple[Question, ...]:
    """Add the questions that are not there yet; the very first of a case is asked at once."""
    known = {q.id for q in questions}
    added = [Question(i, "open") for i in dict.fromkeys(ids) if i not in known]
    if added and not questions:
        added[0] = Question(added[0].id, "asked")
    return (*questions, *added)
