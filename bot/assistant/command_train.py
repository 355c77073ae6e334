"""`./consular train`: make the assistant's model where the data changed since the last one."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time

from tqdm import tqdm

from bot.assistant import without_tensorflow
from bot.assistant.training import model_path, train
from bot.services import Services


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--again", action="store_true", help="train although this data's model is there")


def run(arguments: argparse.Namespace, services: Services) -> int:
    """Prints the model's path. The progress bar and Rasa's own words go to standard error."""
    path = model_path(services.settings)
    if arguments.again:
        path.unlink(missing_ok=True)
    if path.exists():
        print(f"The model of this data is there already: {path.name}", file=sys.stderr)
        print(path)
        return 0
    # Other people's warnings are about their own future, not about our data. A filter does not hold: ruamel.yaml, which
    # rasa imports, sets one of its own for everybody.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    os.environ["LOG_LEVEL"] = "ERROR"  # no progress bars of Rasa's own inside ours
    without_tensorflow.install()
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    logging.getLogger("rasa").setLevel(logging.ERROR)
    began = time.monotonic()
    with tqdm(
        total=1,
        desc="Training",
        unit="step",
        file=sys.stderr,
        bar_format="{desc}: {percentage:3.0f}%|{bar}| {postfix} [{elapsed}]",
    ) as bar:

        def progress(step: str, done: int, of: int) -> None:
            bar.total, bar.n = of, done
            bar.set_postfix_str(step.replace("run_", "").replace("train_", "learning: ")[:40])

        path = train(services.settings, progress)
    print(f"Trained in {time.monotonic() - began:.0f} s.", file=sys.stderr)
    print(path)
    return 0
