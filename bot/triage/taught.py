"""The labelled messages of data/nlu, as everybody reads them who learns from them or checks them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import yaml


class Taught(NamedTuple):
    """One training message and the labels of its block."""

    text: str
    topic: str
    """The file's intent, one of bot.triage.topics.TOPICS."""
    route: str
    severity: str
    """P1, P2 or P3; empty where the route is not escalate."""


def taught_messages(folder: Path) -> list[Taught]:
    """Every example of the folder's `*.yml`, file by file in the order of their names.

    Raises OSError where a file cannot be read, KeyError where one is no training file of ours.
    """
    found = []
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if "intent" not in block:
                continue  # Rasa's synonyms and look-up tables
            marks = block["metadata"]
            found += [
                Taught(line[2:], block["intent"], marks["route"], marks.get("severity") or "")
                for line in block["examples"].splitlines()
                if line.startswith("- ")
            ]
    return found
