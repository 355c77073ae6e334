"""`./consular evaluate`: the tables of quality on labelled files, with every miss of an escalation in full."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from tqdm import tqdm

from bot.errors import BadInput, KeyRingError
from bot.operations import measures
from bot.operations.jsonl import read_rows
from bot.operations.judges import JudgingProcess
from bot.operations.measures import Measure, Row
from bot.services import Services
from bot.settings import ROOT

LABELLED = ROOT.parent / "shared" / "evaluation"
"""Where the project's own labelled files are, on the machines that have them."""
RESULTS = ROOT / "docs" / "evaluation.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    for part, fields in (
        ("messages", "text, route, severity, topic, note"),
        ("locations", "text, countries"),
        ("questions", "text, country, part, gold, answerable"),
    ):
        parser.add_argument(f"--{part}", metavar="FILE", help=f"labelled rows: {fields}")
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {RESULTS.relative_to(ROOT)}")


def run(arguments: argparse.Namespace, services: Services) -> int:
    """Exit code 0 whatever the figures are, 2 where there is nothing to measure on."""
    asked = {part: getattr(arguments, part) for part in ("messages", "locations", "questions")}
    files = {part: path or _default(part) for part, path in asked.items() if path or not any(asked.values())}
    there = {part: path for part, path in files.items() if path}
    if not there:
        raise BadInput(
            f"There are no labelled files in {LABELLED}. Name your own: --messages FILE, --locations FILE, "
            "--questions FILE; `./consular help evaluate` lists their fields."
        )
    parts: dict[str, Callable[[list[dict[str, Any]], Services], dict[str, list[Measure]]]] = {
        "messages": _messages,
        "locations": _locations,
        "questions": _questions,
    }
    figures: dict[str, dict[str, list[Measure]]] = {}
    for part, path in there.items():
        rows = list(read_rows(str(path), ("text",)))
        print(f"\n{part}: {len(rows)} rows of {Path(path).name}")
        try:
            figures[part] = parts[part](rows, services)
        except (ModuleNotFoundError, NotImplementedError) as missing:
            print(f"  not measured: a part that it needs is missing here ({missing}).")
            continue
        except KeyRingError as error:
            print(f"  not measured: {error}")
            continue
        _print(figures[part])
    before = _before()
    _compare(figures, before)
    if arguments.write:
        _write(figures, before)
    return 0


def _default(part: str) -> Path | None:
    path = LABELLED / f"{part}.dev.jsonl"
    return path if path.exists() else None


def _messages(rows: list[dict[str, Any]], services: Services) -> dict[str, list[Measure]]:
    _need(rows, ("route", "topic"))
    with JudgingProcess() as judges:
        for row, verdict in zip(rows, _bar(judges.judge(rows), len(rows)), strict=True):
            row["got"] = verdict
    clear = [row for row in rows if not measures.is_borderline(row)]
    _print_misses(rows)
    print("\n  severity: labelled (down), judged (across)")
    for labelled, judged in measures.severity_table(rows).items():
        print(f"    {labelled}  " + "  ".join(f"{name} {count:3d}" for name, count in judged.items()))
    tables = {"all rows": measures.message_measures(rows)}
    if len(clear) < len(rows):
        tables["without borderline rows"] = measures.message_measures(clear)
    return tables


def _locations(rows: list[dict[str, Any]], services: Services) -> dict[str, list[Measure]]:
    _need(rows, ("countries",))
    places = services.places
    for row in rows:
        row["got"] = {"countries": list(places.locate(row["text"]).countries)}
    return {"all rows": measures.location_measures(rows)}


def _questions(rows: list[dict[str, Any]], services: Services) -> dict[str, list[Measure]]:
    _need(rows, ("part", "gold"))
    library = services.library
    if library.synced() == 0:
        print("  not measured: no travel advice is stored. Run ./consular sync first.")
        return {}
    for row in _bar(rows, len(rows)):
        answer = library.ask(row["text"], row.get("country"))
        row["got"] = {"answered": answer.answered, "part": answer.part, "headings": list(answer.headings)}
    return {"all rows": measures.question_measures(rows)}


def _need(rows: Sequence[Row], fields: Sequence[str]) -> None:
    for row in rows:
        for field in fields:
            if field not in row:
                raise BadInput(
                    f'Row {row["id"]} has no label "{field}". `./consular help evaluate` lists the fields.'
                )


def _bar(rows: Iterable[dict[str, Any]], total: int) -> Iterable[dict[str, Any]]:
    return tqdm(rows, total=total, unit="row", file=sys.stderr, leave=False)


def _print_misses(rows: Sequence[Row]) -> None:
    missed = [row for row in rows if row["route"] == "escalate" and not measures.raised(row)]
    print(
        f"\n  Missed: {len(missed)} of those in trouble, {sum(row['severity'] == 'P1' for row in missed)} of them P1"
    )
    for row in sorted(missed, key=lambda row: str(row["severity"])):
        print(
            f"    {row['severity']} {row['topic']} (judged {row['got']['route']}, {row['got']['topic']}) "
            f"{'borderline ' if measures.is_borderline(row) else ''}{row['id']}: {row['text']}"
        )


def _print(tables: dict[str, list[Measure]]) -> None:
    for name, table in tables.items():
        print(f"\n  {name}")
        for measure in table:
            print(f"    {measure.shown()}")


def _before() -> dict[str, Any]:
    try:
        return dict(json.loads(RESULTS.read_text(encoding="utf-8")))
    except (OSError, json.JSONDecodeError):
        return {}


def _compare(figures: dict[str, dict[str, list[Measure]]], before: dict[str, Any]) -> None:
    """Against the results that were committed last, where they are of as many rows."""
    lines = []
    for part, tables in figures.items():
        for measure in tables.get("all rows", []):
            last = before.get("figures", {}).get(part, {}).get("all rows", {}).get(measure.name)
            if last and measure.value is not None and last["rows"] == measure.rows:
                lines.append(f"    {measure.name:<44} {last['value'] * 100:5.1f} → {measure.value * 100:5.1f} %")
    if lines:
        print(f"\nSince the results of {before.get('date', 'an unknown day')} (docs/evaluation.json)")
        print("\n".join(lines))


def _write(figures: dict[str, dict[str, list[Measure]]], before: dict[str, Any]) -> None:
    """Keep each part that was measured now; the others stay as they were."""
    kept = dict(before.get("figures", {}))
    for part, tables in figures.items():
        kept[part] = {
            name: {
                m.name: {"value": round(m.value, 4), "low": round(m.low, 4), "high": round(m.high, 4), "rows": m.rows}
                for m in table
                if m.value is not None
            }
            for name, table in tables.items()
        }
    RESULTS.write_text(
        json.dumps({"date": datetime.now(timezone.utc).date().isoformat(), "figures": kept}, indent=1) + "\n",
        encoding="utf-8",
    )
    print(f"\nKept in {RESULTS.relative_to(ROOT)}.", file=sys.stderr)
