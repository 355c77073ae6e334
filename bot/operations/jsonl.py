"""JSON lines in and out of the command line. Rows are checked here, so that each command meets only good ones."""
from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from bot.errors import BadInput

__all__ = ["LONGEST_LINE", "MOST_ROWS", "read_rows", "write_row"]

LONGEST_LINE = 1_000_000
"""Bytes in one line. The longest message has 8,000 characters; the rest is room for labels and notes."""
MOST_ROWS = 1_000_000
"""Rows in one file: more is a mistake, not a set of messages."""


def read_rows(path: str, required: Sequence[str] = ("text",)) -> Iterator[dict[str, Any]]:
    """Each row of a JSONL file, in order; `-` reads standard input. Blank lines are left out.

    A row without `id` gets its line number (from 1). Every name in `required` must be there and hold text.

    Raises:
        BadInput: the file cannot be opened, or a line is not a row; names the file and the line.
    """
    shown = "standard input" if path == "-" else path
    with contextlib.ExitStack() as stack:
        stream: IO[bytes]
        if path == "-":
            stream = sys.stdin.buffer
        else:
            try:
                stream = stack.enter_context(open(path, "rb"))
            except OSError as error:
                raise BadInput(f"Cannot read {path}: {error.strerror}. Check the name of the file.") from None
        yield from _rows(stream, shown, required)


def write_row(row: Mapping[str, Any]) -> None:
    """One JSON line on standard output, written through at once so that a reader of a pipe need not wait."""
    line = json.dumps(row, ensure_ascii=False)
    if not line.isprintable() and any("\ud800" <= c <= "\udfff" for c in line):
        line = json.dumps(row)  # half a character of somebody's `id` cannot be written but as \ud800
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _rows(stream: IO[bytes], shown: str, required: Sequence[str]) -> Iterator[dict[str, Any]]:
    number = 0
    rows = 0
    while True:
        try:
            line = stream.readline(LONGEST_LINE + 1)
        except OSError as error:
            raise BadInput(f"Cannot read {shown}: {error.strerror}. Give the name of a JSONL file.") from None
        if not line:
            return
        number += 1
        where = f"{shown}, line {number}"
        if len(line) > LONGEST_LINE:
            raise BadInput(f"{where}: longer than {LONGEST_LINE:,} bytes. Put one row in each line.")
        if not line.strip():
            continue
        rows += 1
        if rows > MOST_ROWS:
            raise BadInput(f"{where}: more than {MOST_ROWS:,} rows. Split the file.")
        yield _row(line, where, number, required)


def _row(line: bytes, where: str, number: int, required: Sequence[str]) -> dict[str, Any]:
    try:
        # A file saved on Windows starts with a byte-order mark.
        row = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError:
        raise BadInput(f"{where}: not UTF-8. Save the file as UTF-8.") from None
    except json.JSONDecodeError as error:
        # The line itself may hold what a citizen wrote, so it is not repeated.
        raise BadInput(f"{where}: not JSON ({error.msg} at character {error.pos + 1}).") from None
    except (RecursionError, ValueError):
        raise BadInput(f"{where}: not JSON that can be read (nested too deep, or a number too long).") from None
    if not isinstance(row, dict):
        raise BadInput(f'{where}: not an object. Write each row as {{"id": "1", "text": "…"}}.')
    for name in required:
        if not isinstance(row.get(name), str):
            raise BadInput(f'{where}: "{name}" is missing or is not text.')
    if row.get("id") is None:
        row["id"] = number
    return row
