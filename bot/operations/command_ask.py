"""`./consular ask --jsonl FILE`: official passages that answer questions, by the code that answers citizens."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from bot.content.library import Library
from bot.errors import BadInput
from bot.operations.first_key import ensure_key
from bot.operations.jsonl import read_rows, write_row
from bot.services import Services


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--jsonl",
        required=True,
        metavar="FILE",
        help='rows {"id", "text", "country"}; country may be null: the places in the text; - reads standard input',
    )


def run(arguments: argparse.Namespace, services: Services) -> int:
    """One JSON line for each row. Raises BadInput for a row that cannot be used, naming its place, not its words."""
    ensure_key(services, lambda text: print(text, file=sys.stderr))
    library = services.library
    if library.synced() == 0:
        print("No travel advice is stored, so no question can be answered. Run ./consular sync first.", file=sys.stderr)
    for row in read_rows(arguments.jsonl, ("text",)):
        country = row.get("country")
        if country is not None and not (isinstance(country, str) and services.facts.has(country)):
            raise BadInput(
                f'Row {row["id"]}: "country" is not an ISO 3166-1 alpha-2 code. Mend the row, or write null.'
            )
        write_row(answer_row(library, row["id"], row["text"], country))
    return 0


def answer_row(library: Library, id: Any, text: str, country: str | None) -> dict[str, Any]:
    """The answer to one question as the command line's contract has it (design, section 5)."""
    answer = library.ask(text, country)
    return {
        "id": id,
        "answered": answer.answered,
        "part": answer.part,
        "heading": answer.heading,
        "headings": list(answer.headings),
        "passage": "\n\n".join(p.body for p in answer.passages),
        "url": answer.url,
        "reviewed_at": answer.reviewed_at.isoformat() if answer.reviewed_at else None,
    }
