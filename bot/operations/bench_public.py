"""`./consular bench --public FOLDER`: our pipeline and that of `rasa init` on public sets of messages, in one run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.errors import StartError
from bot.operations.bench_stock import CONFIG
from bot.operations.public_sets import PublicSet, accuracy, read_sets, stranger_auroc
from bot.settings import ROOT

Judged = Sequence[tuple[str, float]]

_NOT_FOR_OTHERS = ("TriageClassifier", "PlaceExtractor")
"""What public sets have no labels for: trouble and places."""


def compare(folder: Path, most_per_label: int | None = None) -> int:
    """Print the table, a line as soon as it is known. Raises BadInput for sets that cannot be read, StartError where a
    pipeline cannot be trained."""
    print(f"{'set':<30} {'pipeline':<12} {'accuracy':>9} {'AUROC':>7} {'training':>10}   texts taught, judged")
    for each in read_sets(folder, most_per_label):
        for pipeline in ("ours", "rasa init"):
            seconds, judged = _trial(each, pipeline)
            strangers = stranger_auroc(each, judged)
            print(
                f"{each.name:<30} {pipeline:<12} {accuracy(each, judged) * 100:>8.1f}% "
                f"{'–' if strangers is None else f'{strangers * 100:.1f}':>7} {seconds:>8.0f} s   "
                f"{len(each.train)}, {len(each.test)}",
                flush=True,
            )
    return 0


def _trial(each: PublicSet, pipeline: str) -> tuple[float, Judged]:
    names = {label: f"label_{number}" for number, label in enumerate(sorted(each.labels()))}
    with tempfile.TemporaryDirectory(prefix="consular-public-") as made:
        place = Path(made)
        (place / "config.yml").write_text(CONFIG if pipeline == "rasa init" else _ours(), encoding="utf-8")
        (place / "nlu.yml").write_text(_nlu(each, names), encoding="utf-8")
        (place / "test.json").write_text(json.dumps([text for text, _ in each.test]), encoding="utf-8")
        command = [sys.executable, "-W", "ignore", "-m", "bot.assistant.intent_trial", str(place)]
        done = subprocess.run(
            [*command, "--stock"] if pipeline == "rasa init" else command,
            cwd=ROOT,
            env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
        if done.returncode or not (place / "result.json").exists():
            raise StartError(f"{pipeline} could not be trained on {each.name}: {done.stderr[-400:].strip()}")
        result = json.loads((place / "result.json").read_text(encoding="utf-8"))
    labels = {name: label for label, name in names.items()}
    return float(result["seconds"]), [(labels.get(name, ""), confidence) for name, confidence in result["rows"]]


def _ours() -> str:
    """Our own config.yml without what needs labels of ours."""
    config: dict[str, Any] = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    kept = [row for row in config["pipeline"] if row["name"].rsplit(".", 1)[-1] not in _NOT_FOR_OTHERS]
    return yaml.safe_dump({"recipe": config["recipe"], "language": config["language"], "pipeline": kept})


def _nlu(each: PublicSet, names: dict[str, str]) -> str:
    """Rasa's training data; brackets would be read as entities."""
    safe = str.maketrans("[]{}", "()()")
    blocks = [
        {
            "intent": names[label],
            "examples": [{"text": " ".join(text.translate(safe).split())} for text, own in each.train if own == label],
        }
        for label in sorted(names)
    ]
    return yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True, sort_keys=False)
