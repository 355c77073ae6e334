"""`./consular bench`: the same conversations against this assistant and a stock Rasa one, one after the other.

Not part of CI: the stock assistant takes many minutes to train (once for each state of the data), and figures of a busy
machine mean little. Both get a database of their own, empty at the start.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from bot.operations.bench_judging import measure
from bot.operations.bench_players import LogPlayer, Played, Player, StockPlayer, play, play_long
from bot.operations.bench_processes import free_port, memory_of, started, wait_for_http
from bot.operations.bench_public import compare
from bot.operations.bench_script import conversations, long_conversation
from bot.operations.bench_stock import run_stock, train_stock
from bot.services import Services
from bot.settings import ROOT, Settings

AT_ONCE = (1, 8, 32)
MARKS = (10, 100, 500)


@dataclass(frozen=True)
class Figures:
    """What one assistant measured."""

    name: str
    runs: dict[int, Played]
    """By conversations at once."""
    marks: dict[int, float]
    """Turn of one long conversation → milliseconds."""
    start_seconds: float
    memory: str
    """MB after all runs."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--conversations", type=int, default=200, metavar="N", help="conversations a run (200)")
    parser.add_argument("--turns", type=int, default=500, metavar="N", help="turns of the long conversation (500)")
    parser.add_argument(
        "--assistants", type=int, metavar="N", help="processes of this assistant (ASSISTANTS); stock Rasa runs one"
    )
    parser.add_argument("--judging", action="store_true", help="measure what reading one message costs instead")
    parser.add_argument("--ask", action="store_true", help="measure what one question about a country costs instead")
    parser.add_argument("--public", metavar="FOLDER", help="compare the pipelines on public sets in FOLDER instead")
    parser.add_argument("--per-label", type=int, metavar="N", help="training texts of each label of those sets (all)")
    parser.add_argument("--only", choices=("ours", "stock"), help="measure one of the two")


def run(arguments: argparse.Namespace, services: Services) -> int:
    """Print the table → 0. Raises StartError where an assistant cannot be trained or started."""
    from bot.assistant.training import train

    if arguments.ask:
        from bot.operations.bench_ask import bench_ask

        return bench_ask(services)
    if arguments.judging:
        train(services.settings)
        return measure()
    if arguments.public:
        return compare(Path(arguments.public), arguments.per_label)
    count, turns = max(1, arguments.conversations), max(10, arguments.turns)
    figures: list[Figures] = []
    train(services.settings)
    stock = train_stock(services.settings) if arguments.only != "ours" else None
    with tempfile.TemporaryDirectory(prefix="consular-bench-") as folder:
        # Content is part of an answer: both read the same synced pages, from a copy of the database in use.
        if arguments.only != "stock":
            processes = max(1, arguments.assistants or services.settings.assistants)
            with _ours(services, Path(folder) / "ours", processes) as (player, pids, start):
                name = "this assistant" if processes == 1 else f"this assistant, {processes} processes"
                figures.append(_measure(name, player, count, turns, start, pids, 0))
        if stock is not None:
            settings = _empty(services, Path(folder) / "actions")
            with run_stock(stock, Path(folder) / "stock", _environment(settings)) as assistant:
                figures.append(
                    _measure(
                        "stock Rasa",
                        StockPlayer(assistant.url),
                        count,
                        turns,
                        assistant.start_seconds,
                        assistant.pids[:1],
                        assistant.memory_with_actions(),
                    )
                )
    _print(figures, None if stock is None else stock.seconds)
    return 0


def _environment(settings: Settings) -> dict[str, str]:
    return {
        "CONSULAR_STATE": str(settings.state),
        "CONSULAR_KEYS": str(settings.key_file),
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "CONSULAR_FAIL_POINTS": "",
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
    }


def _empty(services: Services, folder: Path) -> Settings:
    """A state folder of its own with an empty database, the synced pages, a key, and the trained models."""
    settings = replace(
        services.settings,
        state=folder / "state",
        key_file=folder / "keys" / "keys.json",
        database_url="",
        redis_url="",
        assistant_port=free_port(),
    )
    settings.state.mkdir(parents=True)
    (settings.state / "models").symlink_to(services.settings.models)
    fresh = Services(settings)
    fresh.make_key()
    fresh.migrate()
    pages = services.store.all_pages()
    for page in pages:
        fresh.store.put_page(page)
    if not pages:
        print(
            "No travel advice is stored, so country questions get the short answer. Run ./consular sync first.",
            file=sys.stderr,
        )
    fresh.store.close()
    return settings


@contextmanager
def _ours(services: Services, folder: Path, processes: int) -> Iterator[tuple[Player, tuple[int, ...], float]]:
    """(player, the processes, seconds until all were ready)."""
    settings = _empty(services, folder)
    ports = [free_port() for _ in range(processes)]
    began = time.monotonic()
    with ExitStack() as running:
        pids = []
        for port in ports:
            env = {**os.environ, **_environment(settings), "ASSISTANT_PORT": str(port)}
            command = [sys.executable, "-m", "bot", "assistant"]
            pids.append(running.enter_context(started(command, cwd=ROOT, env=env, log=folder / f"{port}.log")))
        for port, process in zip(ports, pids, strict=True):
            wait_for_http(f"http://127.0.0.1:{port}/status", 120, process, folder / f"{port}.log")
        start = time.monotonic() - began
        driver = Services(settings)
        player = LogPlayer(driver)
        try:
            yield player, tuple(process.pid for process in pids), start
        finally:
            player.close()
            driver.store.close()


def _measure(
    name: str, player: Player, count: int, turns: int, start: float, pids: tuple[int, ...], with_actions: float
) -> Figures:
    play(player, conversations(10), 4, f"{name}: warming up")
    runs = {at_once: play(player, conversations(count), at_once, f"{name}: {at_once} at once") for at_once in AT_ONCE}
    marks = tuple(mark for mark in MARKS if mark <= turns)
    long = play_long(player, long_conversation(turns), marks, f"{name}: one of {turns} turns")
    memory = f"{memory_of(pids):.0f} MB"
    if with_actions:
        memory += f" (with the action server at its start: {with_actions:.0f} MB)"
    return Figures(name, runs, long, start, memory)


def _print(figures: list[Figures], training_seconds: float | None) -> None:
    cores = psutil.cpu_count()
    print(f"{cores} cores. A turn: from the citizen's message to the last stored or sent reply to it.\n")
    print("| | " + " | ".join(one.name for one in figures) + " |")
    print("| --- |" + " --- |" * len(figures))
    for at_once in AT_ONCE:
        print(
            f"| {at_once} at once: p50 / p95 / turns a second | "
            + " | ".join(
                f"{run.quantile(0.5):.0f} ms / {run.quantile(0.95):.0f} ms / {run.per_second:.0f}"
                for run in (one.runs[at_once] for one in figures)
            )
            + " |"
        )
    print(
        "| turns without a reply, of all | "
        + " | ".join(
            f"{sum(run.silent for run in one.runs.values())} of {sum(len(run.turns) for run in one.runs.values())}"
            for one in figures
        )
        + " |"
    )
    for mark in figures[0].marks:
        print(
            f"| turn {mark} of one conversation (median of ten) | "
            + " | ".join(f"{one.marks[mark]:.0f} ms" for one in figures)
            + " |"
        )
    print("| memory | " + " | ".join(one.memory for one in figures) + " |")
    print("| start | " + " | ".join(f"{one.start_seconds:.1f} s" for one in figures) + " |")
    if training_seconds is not None:
        print(f"\nThe stock model was trained in {training_seconds:.0f} s.")
    if len(figures) == 2:
        ours, stock = figures
        print(
            f"\nAt 32 at once: {ours.runs[32].per_second / stock.runs[32].per_second:.1f} times stock's turns a second."
        )
    for one in figures:
        if 10 in one.marks and 500 in one.marks:
            print(f"{one.name}: turn 500 costs {one.marks[500] / one.marks[10]:.2f} times turn 10.")
