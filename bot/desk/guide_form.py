"""A guide as a form, and a form as a guide: fields to data, and the loader's mistakes beside the fields. Pure."""
from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from bot.content.guides.guide_types import SECTIONS, Problem
from bot.ui.security import clean_words

_BEGINNINGS = frozenset({"it", "a", "an", "the", "there", "says", "codes", "title", "summary", "sms", "checked",
                         "expires", "unknown"})
"""How the loader's sentences begin. What begins otherwise quotes what somebody typed, and is left as it was typed."""
SECRET_FIELDS = frozenset({"csrf", "base"})
"""Fields of the form that are no words of a guide."""
MOST_ROWS = 60
"""Rows of one table that are read."""
MOST_CODES = 300
"""Countries of one row, each once. There are 250, so whatever is cut off, a code that is none of theirs is left and is
told; checking and writing a hundred thousand would keep the desk busy for half a minute."""
MOST_FIELDS = 1_500
"""Fields of a form that are kept when a sign-in has ended in between."""


@dataclass(frozen=True)
class Column:
    """One field of a row."""

    name: str
    label: str
    kind: str = "line"
    """`line`, `text` or `day`."""
    optional: bool = False


_ID = Column("id", "Name (small letters, digits and _)")
_SAYS = Column("says", "What it says", "text")
_DATED = (Column("source", "Source (web address)"), Column("checked", "Checked on", "day"),
          Column("expires", "Runs out on", "day"))
TABLES: Mapping[str, tuple[str, str, tuple[Column, ...]]] = {
    "must_say": ("Must-say sentences", "Shown first, under “Important”.",
                 (_ID, _SAYS, Column("sms", "Words of it that the text message must hold (optional)", optional=True),
                  *_DATED)),
    "facts": ("Figures and facts", "Write {fact:name} in a text where the figure belongs.", (_ID, _SAYS, *_DATED)),
    "countries": ("What is otherwise in some countries", "{country} becomes the country’s name.",
                  (Column("codes", "Countries (two-letter codes with blanks between, as TH NO)"), _SAYS, *_DATED)),
    "links": ("Links", "Only to the addresses that guides may link to.",
              (Column("title", "Words of the link"), Column("url", "Web address"))),
    "sources": ("Sources", "Where the guide comes from.",
                (Column("title", "Name"), Column("url", "Web address"))),
}
"""Key in the file → (heading, hint, fields of a row)."""
NAMED = ("must_say", "facts")
"""Tables that are mappings of names to rows; the others are lists."""
TEXTS = ("title", "summary", "sms", "checked", "expires")
ONE_A_LINE = (*SECTIONS, "fees")


@dataclass
class Row:
    """One row of a table as the form shows it."""

    table: str
    number: int
    values: dict[str, str]
    errors: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not any(self.values.values())


@dataclass
class GuideForm:
    """What stands in the form, and what is wrong with it. `errors` is by field; "" for the guide as a whole."""

    values: dict[str, str]
    rows: dict[str, list[Row]]
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def wrong(self) -> bool:
        return bool(self.errors) or any(row.errors for rows in self.rows.values() for row in rows)

    def summary(self) -> list[tuple[str, str]]:
        """(id of the field, sentence) of every mistake, in the order of the page; each says where it stands."""
        found = [(name or "guide-form", said) for name in ("", *TEXTS[:2]) for said in self.errors.get(name, ())]
        found += self._of_table("must_say")
        found += [(name, f"{SECTIONS.get(name, 'Fees')}: {said}") for name in ONE_A_LINE
                  for said in self.errors.get(name, ())]
        for table in ("facts", "countries", "links", "sources"):
            found += self._of_table(table)
        return found + [(name, said) for name in TEXTS[2:] for said in self.errors.get(name, ())]

    def _of_table(self, table: str) -> list[tuple[str, str]]:
        name = TABLES[table][0]
        whole = [(table, f"{name}: {said}") for said in self.errors.get(table, ())]
        return whole + [(f"{table}-{row.number}", f"{name}, row {row.number + 1}: {said}")
                        for row in self.rows[table] for said in row.errors]


def form_of(data: Mapping[str, Any]) -> GuideForm:
    """The form for a guide's YAML, with an empty row at the end of each table."""
    values = {key: _said(data.get(key)) for key in TEXTS}
    values |= {key: "\n".join(_said(item) for item in data.get(key) or ()) for key in ONE_A_LINE}
    rows: dict[str, list[Row]] = {}
    for table, (_, _, columns) in TABLES.items():
        given = data.get(table) or {}
        each = [{"id": id, **row} for id, row in given.items()] if table in NAMED else list(given)
        rows[table] = [Row(table, n, {c.name: _said(row.get(c.name)) for c in columns}) for n, row in enumerate(each)]
    return _with_empty_rows(GuideForm(values, rows))


def form_from(given: Mapping[str, str]) -> GuideForm:
    """The form as it was sent: cleaned, blank lines and empty rows left out."""
    values = {key: " ".join(clean_words(given.get(key, "")).split()) for key in TEXTS}
    for key in ONE_A_LINE:
        lines = (" ".join(line.split()) for line in clean_words(given.get(key, "")).split("\n"))
        values[key] = "\n".join(filter(None, lines))
    rows: dict[str, list[Row]] = {}
    for table, (_, _, columns) in TABLES.items():
        sent = (Row(table, n, {c.name: " ".join(clean_words(given.get(f"{table}-{n}-{c.name}", "")).split())
                               for c in columns}) for n in range(MOST_ROWS))
        rows[table] = [Row(table, n, row.values) for n, row in enumerate(row for row in sent if not row.empty)]
    return _with_empty_rows(GuideForm(values, rows))


def data_from(form: GuideForm, base: Mapping[str, Any]) -> dict[str, Any]:
    """What the guide's YAML would hold: `base` with the form's words. Notes in the form what cannot even be written."""
    data = copy.deepcopy(dict(base))
    for key in TEXTS:
        _put(data, key, _day(form.values[key]) if key in ("checked", "expires") else form.values[key])
    for key in ONE_A_LINE:
        _put(data, key, form.values[key].split("\n") if form.values[key] else [])
    for table in TABLES:
        rows = [row for row in form.rows[table] if not row.empty]
        _put(data, table, _mapping(rows, base.get(table) or {}) if table in NAMED else [_row(row) for row in rows])
    return data


def _mapping(rows: Sequence[Row], base: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in rows:
        id = row.values["id"]
        if not re.fullmatch(r"[a-z0-9_]{1,40}", id):
            row.errors.append("Give it a name of small letters, digits and _.")
        elif _is_no_text(id):
            row.errors.append(f"{id} alone means something else in the file. Give it a longer name.")
        elif id in found:
            row.errors.append(f"{id} stands there twice. Give one another name.")
        else:
            # What the form does not show (a fact's subject) stays as it was.
            kept = {key: value for key, value in (base.get(id) or {}).items()
                    if key not in {c.name for c in TABLES[row.table][2]}}
            made = _row(row)
            made.pop("id")
            found[id] = {**made, **kept}
    return found


def _is_no_text(id: str) -> bool:
    """Whether YAML reads the name as a number, a yes or no, or nothing ("12", "on", "null")."""
    try:
        return not isinstance(yaml.safe_load(id), str)
    except (yaml.YAMLError, ValueError):
        return True


def _row(row: Row) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for column in TABLES[row.table][2]:
        value = row.values[column.name]
        if column.name == "codes":
            made["codes"] = list(dict.fromkeys(re.findall(r"[^\s,;]+", value.upper())))[:MOST_CODES]
        elif value or not column.optional:
            made[column.name] = _day(value) if column.kind == "day" else value
    return made


def note_problems(form: GuideForm, problems: Sequence[Problem]) -> None:
    """Put the loader's mistakes beside their fields."""
    for problem in problems:
        table, _, name = problem.key.partition(".")
        at = re.fullmatch(r"(\w+)\[(\d+)\]", problem.key)
        filled = [row for row in form.rows.get(at[1] if at else table, ()) if not row.empty]
        if at and at[1] in ONE_A_LINE:
            form.errors.setdefault(at[1], []).append(f"Line {at[2]}: {_sentence(problem.says, capital=False)}")
        elif at and at[1] in TABLES and int(at[2]) <= len(filled):
            filled[int(at[2]) - 1].errors.append(_sentence(problem.says))
        elif table in NAMED and any(row.values["id"] == name for row in filled):
            next(row for row in filled if row.values["id"] == name).errors.append(_sentence(problem.says))
        else:
            key = problem.key if problem.key in {*TEXTS, *ONE_A_LINE, *TABLES} else ""
            said = problem.says if key or not problem.key else f"{problem.key}: {problem.says}"
            form.errors.setdefault(key, []).append(_sentence(said))


def words_of(given: Mapping[str, str]) -> str:
    """What was sent as text, for somebody who must copy it: a form that could not be taken."""
    return "\n".join(f"{name}: {clean_words(text)}" for name, text in list(given.items())[:MOST_FIELDS]
                     if name not in SECRET_FIELDS and text.strip())


def _with_empty_rows(form: GuideForm) -> GuideForm:
    for table, (_, _, columns) in TABLES.items():
        rows = form.rows[table]
        rows.append(Row(table, len(rows), dict.fromkeys((c.name for c in columns), "")))
    return form


def _put(data: dict[str, Any], key: str, value: Any) -> None:
    if value in ("", [], {}):
        data.pop(key, None)
    else:
        data[key] = value


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _said(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return " ".join(map(_said, value))
    return "" if value is None else value.isoformat() if isinstance(value, date) else " ".join(str(value).split())


def _sentence(says: str, capital: bool = True) -> str:
    said = says.strip().rstrip(".")
    ours = said.partition(" ")[0] in _BEGINNINGS
    return (said[:1].upper() + said[1:] if capital and ours else said) + "."
