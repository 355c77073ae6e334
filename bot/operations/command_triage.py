"""`./consular triage --jsonl FILE`: route, severity and topic, by the code that judges citizens' messages."""

from __future__ import annotations

import argparse
import sys
from itertools import chain

from tqdm import tqdm

from bot.operations.jsonl import read_rows, write_row
from bot.operations.judges import JudgingProcess
from bot.services import Services


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--jsonl",
        required=True,
        metavar="FILE",
        help='rows {"id", "text"}; - reads standard input. The model is trained first where there is none',
    )


def run(arguments: argparse.Namespace, services: Services) -> int:
    """One JSON line for each row, in order. Raises BadInput for a row that cannot be used, naming its place only."""
    rows = read_rows(arguments.jsonl, ("text",))
    first = next(rows, None)
    if first is None:
        return 0
    with JudgingProcess() as judges, tqdm(desc="Judging", unit="message", file=sys.stderr) as bar:
        for verdict in judges.judge(chain([first], rows)):
            write_row(verdict)
            bar.update()
    return 0
