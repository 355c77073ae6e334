"""Rasa's own test plays the journeys of journeys.yml with the trained model, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys

from bot.settings import ROOT
from tests.fixtures.trained_model import trained_model


def test_rasa_predicts_every_action_of_the_journeys():
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "tests/conversations/run.py", str(trained_model())],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout.strip().splitlines()[-1]) == {"actions": 54, "right": 54}
