"""Training, once for each state of the data: the model's name is a checksum of all that it is made from.

Data, domain, configuration and our graph components count. Rasa's own cache is off: it would keep training data
outside the state folder, and a model that is there is not trained again anyway. Takes 10 to 30 s without TensorFlow.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bot.assistant import without_tensorflow
from bot.errors import StartError
from bot.settings import ROOT, Settings

MADE_FROM = (
    "domain.yml",
    "config.yml",
    "data/nlu",
    "data/rules",
    "data/stories",
    "bot/assistant/components",
    "bot/clients/encoder",
    "bot/triage/held_out.py",
    "bot/triage/model.py",
    "bot/triage/surface.py",
    "bot/triage/windows.py",
)
"""Files and folders, below the project's root, that decide what a model is."""
MODELS_KEPT = 3

Progress = Callable[[str, int, int], None]
"""(step, done, of how many)."""


def checksum(root: Path = ROOT) -> str:
    """Twelve hexadecimal digits that change when anything does that a model is made from."""
    digest = hashlib.sha256(without_tensorflow.RASA_VERSION.encode())
    for name in MADE_FROM:
        place = root / name
        files = (
            sorted(p for p in place.rglob("*") if p.suffix in {".yml", ".yaml", ".py"}) if place.is_dir() else [place]
        )
        for file in files:
            if file.is_file():
                digest.update(f"{file.relative_to(root)}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def model_path(settings: Settings, root: Path = ROOT) -> Path:
    """Where the model of this state of the data is, or will be."""
    return settings.models / f"consular-{checksum(root)}.tar.gz"


def train(settings: Settings, progress: Progress = lambda step, done, of: None, root: Path = ROOT) -> Path:
    """The model of this state of the data, trained where it is not there yet. Raises StartError where it cannot be."""
    path = model_path(settings, root)
    if path.exists():
        return path
    settings.models.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    without_tensorflow.install()
    with tempfile.TemporaryDirectory(dir=settings.models, prefix="training-") as folder:
        os.environ["RASA_CACHE_DIRECTORY"] = str(Path(folder) / "cache")
        # Rasa prints to standard output, which is for answers.
        with contextlib.redirect_stdout(sys.stderr), _reporting(progress):
            from rasa.model_training import train as rasa_train

            result = rasa_train(
                str(root / "domain.yml"),
                str(root / "config.yml"),
                [str(root / "data" / part) for part in ("nlu", "rules", "stories")],
                output=folder,
                fixed_model_name="model",
                force_training=True,
            )
        if not result.model or result.code != 0:
            raise StartError("Training did not make a model. What Rasa wrote above says which file is wrong.")
        os.replace(result.model, path)
    _drop_old(settings.models)
    return path


@contextlib.contextmanager
def _reporting(progress: Progress) -> Iterator[None]:
    """Report each node of the training graph. Rasa offers no hook for it, so the call itself is watched."""
    from rasa.engine.graph import GraphNode
    from rasa.engine.training.graph_trainer import GraphTrainer

    call, run = GraphNode.__call__, GraphTrainer.train
    done = {"nodes": 0, "of": 1}

    def counted(node: Any, *inputs: Any) -> Any:
        progress(node._node_name, done["nodes"], done["of"])
        result = call(node, *inputs)
        done["nodes"] += 1
        return result

    def started(trainer: Any, configuration: Any, *arguments: Any, **options: Any) -> Any:
        done["of"] = len(configuration.train_schema.nodes)
        result = run(trainer, configuration, *arguments, **options)
        progress("saved", done["of"], done["of"])
        return result

    GraphNode.__call__, GraphTrainer.train = counted, started
    try:
        yield
    finally:
        GraphNode.__call__, GraphTrainer.train = call, run


def _drop_old(models: Path) -> None:
    """Keep the newest models only; one that another process is loading has been read already."""
    newest = sorted(models.glob("consular-*.tar.gz"), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in newest[MODELS_KEPT:]:
        path.unlink(missing_ok=True)
