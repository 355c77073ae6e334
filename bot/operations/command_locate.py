"""`./consular locate --jsonl FILE`: the countries that messages name, one JSON line each."""
from __future__ import annotations

import argparse

from bot.operations.jsonl import read_rows, write_row
from bot.services import Services


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jsonl", required=True, metavar="FILE", help='rows {"id", "text"}; - reads standard input')


def run(arguments: argparse.Namespace, services: Services) -> int:
    """Writes {"id", "countries", "asks"} for each row. Raises BadInput for a file that cannot be read."""
    for row in read_rows(arguments.jsonl):
        located = services.places.locate(row["text"])
        write_row({"id": row["id"], "countries": list(located.named), "asks": located.asks})
    return 0
