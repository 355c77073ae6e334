"""The behavioural suite: what must be judged (minimum), what must not matter (invariance), what must move a judgement
(direction), in the manner of CheckList (Ribeiro and others, 2020).

Files `<capability>.yml` are read into groups; every minimum row, every base that has an `expect` and every variant is
one case. The judgements come from whoever asks: nothing here knows the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.errors import BadInput
from bot.operations.measures import Measure, share
from bot.settings import ROOT

SUITE = ROOT / "tests" / "assistant" / "behaviour"

_URGENCY = {"P1": 3, "P2": 2, "P3": 1}
_KEPT = frozenset({"route", "severity", "topic", "countries"})
_EXPECTED = _KEPT | {"at_least"}
_MOVES: dict[str, Callable[[int, int], bool]] = {
    "up": lambda before, after: after > before,
    "down": lambda before, after: after < before,
    "not_down": lambda before, after: after >= before,
    "not_up": lambda before, after: after <= before,
}

Judgements = Mapping[str, Mapping[str, Any]]
"""Text → {"route", "severity", "topic", "countries"}, as `./consular triage` gives them."""


@dataclass(frozen=True)
class Group:
    """One entry of a file: a text, what is expected of it, and the variants that belong to it."""

    capability: str
    kind: str
    """minimum, invariance or direction."""
    text: str
    expect: Mapping[str, Any]
    variants: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    moves: str = ""

    def texts(self) -> tuple[str, ...]:
        return (self.text, *self.variants)


@dataclass(frozen=True)
class Case:
    """One case after it was judged; `wrong` says in plain words what was not as it must be, empty where all was."""

    capability: str
    kind: str
    text: str
    wrong: str


def load_suite(folder: Path = SUITE) -> list[Group]:
    """Every group of every file. Raises BadInput naming the file and the entry that cannot be read."""
    return [group for path in sorted(folder.glob("*.yml")) for group in _groups(path)]


def judge_suite(groups: Iterable[Group], judgements: Judgements) -> list[Case]:
    """The cases of `groups`; `judgements` holds every text of theirs."""
    return [case for group in groups for case in _cases(group, judgements)]


def suite_measures(cases: Sequence[Case]) -> list[Measure]:
    """The share that passes: of all, of each kind, of each capability."""
    rows = [{"capability": case.capability, "kind": case.kind, "passed": not case.wrong} for case in cases]
    figures = [share("behavioural suite", rows, _passed)]
    for column in ("kind", "capability"):
        figures += [
            share(f"{column} {name}", [row for row in rows if row[column] == name], _passed)
            for name in sorted({str(row[column]) for row in rows})
        ]
    return figures


def _passed(row: Mapping[str, Any]) -> bool:
    return bool(row["passed"])


def _groups(path: Path) -> list[Group]:
    try:
        file = yaml.safe_load(path.read_text(encoding="utf-8"))
        return [
            _group(str(file["capability"]), kind, entry)
            for kind in ("minimum", "invariance", "direction")
            for entry in file.get(kind) or ()
        ]
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise BadInput(f"{path.name} of the behavioural suite cannot be read: {error}") from error


def _group(capability: str, kind: str, entry: Mapping[str, Any]) -> Group:
    text, expect = str(entry["text"]), dict(entry.get("expect") or {})
    group = Group(
        capability,
        kind,
        text,
        expect,
        tuple(map(str, entry.get("variants") or ())),
        tuple(entry.get("keeps") or ()),
        str(entry.get("moves") or ""),
    )
    if set(expect) - _EXPECTED or set(group.keeps) - _KEPT:
        raise ValueError(f"“{text[:60]}” expects or keeps something that is not judged")
    if kind == "minimum" and not expect:
        raise ValueError(f"“{text[:60]}” expects nothing")
    if kind != "minimum" and not group.variants:
        raise ValueError(f"“{text[:60]}” has no variants")
    if kind == "invariance" and not group.keeps:
        raise ValueError(f"“{text[:60]}” does not say what it keeps")
    if kind == "direction" and group.moves not in _MOVES:
        raise ValueError(f"“{text[:60]}” does not say how it moves")
    return group


def _cases(group: Group, judgements: Judgements) -> Iterable[Case]:
    base = judgements[group.text]
    if group.expect:
        yield Case(group.capability, group.kind, group.text, _unlike(group.expect, base))
    for variant in group.variants:
        got = judgements[variant]
        wrong = [_moved(group.keeps, base, got)]
        if group.kind == "invariance":
            wrong.append(_unlike(group.expect, got))
        if group.kind == "direction" and not _MOVES[group.moves](_urgency(base), _urgency(got)):
            wrong.append(f"{_said(base)} → {_said(got)} did not go {group.moves}")
        yield Case(group.capability, group.kind, variant, "; ".join(filter(None, wrong)))


def _unlike(expect: Mapping[str, Any], got: Mapping[str, Any]) -> str:
    wrong = []
    for name, wanted in expect.items():
        if name == "at_least":
            if _urgency(got) < _URGENCY[str(wanted)]:
                wrong.append(f"{_said(got)}, must be at least {wanted}")
        elif name == "countries":
            if set(got["countries"]) != set(wanted):
                wrong.append(f"countries {sorted(got['countries'])}, must be {sorted(wanted)}")
        elif got[name] not in (wanted if isinstance(wanted, list) else [wanted]):
            wrong.append(f"{name} {got[name]}, must be {wanted}")
    return "; ".join(wrong)


def _moved(keeps: Sequence[str], base: Mapping[str, Any], got: Mapping[str, Any]) -> str:
    def plain(value: Any) -> Any:
        return sorted(value) if isinstance(value, list) else value

    return "; ".join(
        f"{name} went from {plain(base[name])} to {plain(got[name])}"
        for name in keeps
        if plain(base[name]) != plain(got[name])
    )


def _urgency(got: Mapping[str, Any]) -> int:
    return _URGENCY.get(str(got["severity"]), 0) if got["route"] == "escalate" else 0


def _said(got: Mapping[str, Any]) -> str:
    return str(got["severity"]) if got["route"] == "escalate" else str(got["route"])
