"""A stock Rasa assistant to compare with: the `rasa init` pipeline and policies, our domain and data.

It runs as Rasa's documentation tells a newcomer to run one: `rasa run` with the REST channel and an SQL tracker store,
and the actions in an action server of their own. Its model is cached by the checksum of everything it is made from, for
training it takes many minutes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StartError
from bot.operations.bench_processes import free_port, memory_of, started, wait_for_http
from bot.settings import ROOT, Settings

CONFIG = """\
recipe: default.v1
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: 100
    constrain_similarities: true
  - name: EntitySynonymMapper
  - name: ResponseSelector
    epochs: 100
    constrain_similarities: true
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
policies:
  - name: MemoizationPolicy
  - name: RulePolicy
  - name: UnexpecTEDIntentPolicy
    max_history: 5
    epochs: 100
  - name: TEDPolicy
    max_history: 5
    epochs: 100
    constrain_similarities: true
"""
"""What `rasa init` of 3.6 writes into config.yml when it chooses for you."""


@dataclass(frozen=True)
class StockModel:
    """A trained stock model. `seconds` is what its training took, on this machine, when it was trained."""

    path: Path
    seconds: float


@dataclass(frozen=True)
class StockAssistant:
    """A running stock assistant: where it listens, how long its start took, what it weighs."""

    url: str
    start_seconds: float
    pids: tuple[int, ...]

    def memory(self) -> float:
        """MB, proportional set size of `rasa run` alone; the action server is counted apart."""
        return memory_of(self.pids[:1])

    def memory_with_actions(self) -> float:
        return memory_of(self.pids)


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONPATH": str(ROOT),
        "SANIC_WORKERS": "1",
        "LOG_LEVEL": "ERROR",
        "LOG_LEVEL_LIBRARIES": "ERROR",
    }


def _training_files() -> list[Path]:
    folders = (ROOT / "data" / name for name in ("nlu", "rules", "stories"))
    return [ROOT / "domain.yml", *sorted(file for folder in folders for file in folder.glob("*.yml"))]


def train_stock(settings: Settings) -> StockModel:
    """Train, or find the cached model. Raises StartError where `rasa train` fails."""
    digest = hashlib.sha256(CONFIG.encode())
    for file in _training_files():
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    folder = settings.state / "bench" / f"stock-{digest.hexdigest()[:16]}"
    record = folder / "training.json"
    if record.exists():
        return StockModel(folder / "model.tar.gz", float(json.loads(record.read_text())["seconds"]))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "config.yml").write_text(CONFIG)
    print("Training the stock assistant. This takes 10 to 40 minutes, once.", file=sys.stderr)
    began = time.monotonic()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "rasa",
            "train",
            "--config",
            "config.yml",
            "--domain",
            str(ROOT / "domain.yml"),
            "--data",
            *(str(ROOT / "data" / name) for name in ("nlu", "rules", "stories")),
            "--out",
            str(folder),
            "--fixed-model-name",
            "model",
        ],
        cwd=folder,
        env=_environment(),
        stdout=sys.stderr,
        check=False,
    )
    seconds = time.monotonic() - began
    if done.returncode or not (folder / "model.tar.gz").exists():
        raise StartError(
            "The stock assistant could not be trained. Read what `rasa train` said above, and run it again."
        )
    record.write_text(json.dumps({"seconds": round(seconds, 1)}))
    return StockModel(folder / "model.tar.gz", seconds)


@contextmanager
def run_stock(model: StockModel, folder: Path, environment: dict[str, str]) -> Iterator[StockAssistant]:
    """`rasa run` and its action server, until the block ends. `environment` leads the actions to their services."""
    folder.mkdir(parents=True, exist_ok=True)
    port, actions_port = free_port(), free_port()
    (folder / "endpoints.yml").write_text(
        f"action_endpoint:\n  url: http://127.0.0.1:{actions_port}/webhook\n"
        f"tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: {folder / 'tracker.db'}\n"
    )
    (folder / "credentials.yml").write_text("rest:\n")
    env = {**_environment(), **environment}
    server = [
        sys.executable,
        "-m",
        "rasa",
        "run",
        "--model",
        str(model.path),
        "--port",
        str(port),
        "--interface",
        "127.0.0.1",
        "--endpoints",
        "endpoints.yml",
        "--credentials",
        "credentials.yml",
    ]
    actions = [sys.executable, "-m", "bot.assistant.stock_actions", str(actions_port)]
    with started(actions, cwd=ROOT, env=env, log=folder / "actions.log") as action_server:
        wait_for_http(f"http://127.0.0.1:{actions_port}/health", 60, action_server, folder / "actions.log")
        began = time.monotonic()
        with started(server, cwd=folder, env=env, log=folder / "rasa.log") as rasa:
            wait_for_http(f"http://127.0.0.1:{port}/", 300, rasa, folder / "rasa.log")
            yield StockAssistant(
                f"http://127.0.0.1:{port}/webhooks/rest/webhook",
                time.monotonic() - began,
                (rasa.pid, action_server.pid),
            )
