"""`./consular evaluate`: the tables of quality on labelled files, with every miss of an escalation in full."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from tqdm import tqdm

from bot.errors import BadInput, KeyRingError
from bot.operations import measures
from bot.operations.behaviour import SUITE, judge_suite, load_suite, suite_measures
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
    parser.add_argument(
        "--behaviour", metavar="FOLDER", help=f"the behavioural suite, by default {SUITE.relative_to(ROOT)}"
    )
    parser.add_argument(
        "--curve", action="store_true", help="only the learning curve: what more training data would bring"
    )
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {RESULTS.relative_to(ROOT)}")


def run(arguments: argparse.Namespace, services: Services) -> int:
    """Exit code 0 whatever the figures are, 2 where there is nothing to measure on."""
    if arguments.curve:
        return _curve(arguments.messages or _default("messages"))
    asked = {part: getattr(arguments, part) for part in _PARTS}
    files = {part: path or _default(part) for part, path in asked.items() if path or not any(asked.values())}
    there = {part: path for part, path in files.items() if path}
    if not there:
        raise BadInput(
            f"There are no labelled files in {LABELLED}. Name your own: --messages FILE, --locations FILE, "
            "--questions FILE, --behaviour FOLDER; `./consular help evaluate` lists their fields."
        )
    figures: dict[str, dict[str, list[Measure]]] = {}
    for part, path in there.items():
        try:
            figures[part] = _PARTS[part](Path(path), services)
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


def _curve(labelled: str | Path | None) -> int:
    if labelled is None:
        raise BadInput(f"There are no labelled messages in {LABELLED}. Name your own: --messages FILE --curve.")
    print("  trained on   topic right   recall at 6 % false alarms (of the model alone, on these rows)")
    command = [sys.executable, "-W", "ignore", "-m", "bot.assistant.learning_curve", str(Path(labelled).resolve())]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        for line in process.stdout:
            point = json.loads(line)
            print(f"  {point['messages']:>10} {point['topic'] * 100:>12.1f} % {point['recall_at_6'] * 100:>11.1f} %")
    return process.returncode


def _default(part: str) -> Path | None:
    path = SUITE if part == "behaviour" else LABELLED / f"{part}.dev.jsonl"
    return path if path.exists() else None


def _rows(part: str, path: Path, fields: Sequence[str]) -> list[dict[str, Any]]:
    rows = list(read_rows(str(path), ("text",)))
    print(f"\n{part}: {len(rows)} rows of {path.name}")
    _need(rows, fields)
    return rows


def _messages(path: Path, services: Services) -> dict[str, list[Measure]]:
    rows = _rows("messages", path, ("route", "topic"))
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


def _locations(path: Path, services: Services) -> dict[str, list[Measure]]:
    rows = _rows("locations", path, ("countries",))
    places = services.places
    for row in rows:
        row["got"] = {"countries": list(places.locate(row["text"]).named)}
    return {"all rows": measures.location_measures(rows)}


def _questions(path: Path, services: Services) -> dict[str, list[Measure]]:
    rows = _rows("questions", path, ("part", "gold"))
    library = services.library
    if library.synced() == 0:
        print("  not measured: no travel advice is stored. Run ./consular sync first.")
        return {}
    for row in _bar(rows, len(rows)):
        answer = library.ask(row["text"], row.get("country"))
        row["got"] = {"answered": answer.answered, "part": answer.part, "headings": list(answer.headings)}
    return {"all rows": measures.question_measures(rows)}


def _behaviour(path: Path, services: Services) -> dict[str, list[Measure]]:
    groups = load_suite(path)
    texts = list(dict.fromkeys(text for group in groups for text in group.texts()))
    print(f"\nbehaviour: {len(groups)} groups, {len(texts)} texts of {path.name}")
    rows = [{"id": text, "text": text} for text in texts]
    with JudgingProcess() as judges:
        judged = {str(verdict["id"]): verdict for verdict in _bar(judges.judge(rows), len(rows))}
    cases = judge_suite(groups, judged)
    failed = [case for case in cases if case.wrong]
    print(f"\n  Failed: {len(failed)} of {len(cases)} cases")
    for case in failed:
        print(f"    {case.capability} ({case.kind}): {case.wrong}: {case.text}")
    return {"all rows": suite_measures(cases)}


_PARTS: dict[str, Callable[[Path, Services], dict[str, list[Measure]]]] = {
    "messages": _messages,
    "locations": _locations,
    "questions": _questions,
    "behaviour": _behaviour,
}


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
    today = datetime.now(timezone.utc).date().isoformat()
    first = before.get("first_run_of_behaviour")
    if first is None and "behaviour" in kept:
        # Written before cues and data knew the suite; later runs stand beside it.
        first = {"date": today, "figures": kept["behaviour"]["all rows"]}
    RESULTS.write_text(
        json.dumps({"date": today, "figures": kept, "first_run_of_behaviour": first}, indent=1) + "\n",
        encoding="utf-8",
    )
    print(f"\nKept in {RESULTS.relative_to(ROOT)}.", file=sys.stderr)
