"""`python tests/conversations/run.py MODEL`: Rasa's own test of these stories, without TensorFlow; exit code 1 on a miss."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import tempfile
import warnings
from pathlib import Path

from bot.assistant import without_tensorflow

HERE = Path(__file__).resolve().parent


def main(model: str) -> int:
    """Print how many stories Rasa played as they are written."""
    warnings.simplefilter("ignore")
    without_tensorflow.install()
    from rasa.core.agent import Agent
    from rasa.core.test import test
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)

    with tempfile.TemporaryDirectory() as folder:
        report = asyncio.run(test(str(HERE / "journeys.yml"), Agent.load(model), out_directory=folder))
    actions = report["actions"]
    right = sum(1 for action in actions if action["action"] == action["predicted"])
    print(json.dumps({"actions": len(actions), "right": right}))
    return 0 if actions and right == len(actions) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
