"""`./consular bench --judging`: what reading one message costs, on one core."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from bot.errors import StartError
from bot.operations.behaviour import load_suite
from bot.settings import ROOT


def measure() -> int:
    """Print the figures of the texts of the behavioural suite. Raises StartError where the assistant cannot judge."""
    texts = [text for group in load_suite() for text in group.texts()]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bot.assistant.judging_speed"],
        input=json.dumps(texts),
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise StartError(f"Judging could not be measured: {done.stderr[-400:].strip()}")
    figures = json.loads(done.stdout)
    print(f"{figures['texts']:.0f} texts of the behavioural suite, one core, all components")
    print(f"  ready after             {figures['start']:7.1f} s")
    print(f"  memory                  {figures['memory']:7.0f} MB")
    print(f"  one message, median     {figures['median']:7.1f} ms")
    print(f"  one message, 95th       {figures['p95']:7.1f} ms")
    print(f"  processor, 32 at once   {figures['batched']:7.1f} ms a message")
    return 0
