"""How long judging takes: `python -m bot.assistant.judging_speed`, a JSON list of texts in, one JSON object out.

`./consular bench --judging` starts it. One core, every component, cues, places and verdict; each text is new to the
encoder, for what it read last it remembers. {"start": seconds until ready, "memory": MB, "median", "p95": milliseconds
of one message alone, "batched": milliseconds of processor time a message when 32 are read at once}.
"""

from __future__ import annotations

import json
import os
import sys
import time
import warnings
from statistics import median, quantiles

from bot.assistant import without_tensorflow
from bot.assistant.judge_lines import MOST_AT_ONCE, Judges
from bot.services import current


def main() -> int:
    """Exit code 0. The model must have been trained."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    warnings.simplefilter("ignore")
    os.environ["LOG_LEVEL"] = "ERROR"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = list(dict.fromkeys(json.load(sys.stdin)))
    began = time.monotonic()
    without_tensorflow.install()
    judges = Judges(current())
    judges.verdicts(["hello"])
    start = time.monotonic() - began
    half = len(texts) // 2
    alone = [_milliseconds(judges, text) for text in texts[:half]]
    rest = texts[half:]
    work = time.process_time()
    for first in range(0, len(rest), MOST_AT_ONCE):
        judges.verdicts(rest[first : first + MOST_AT_ONCE])
    batched = (time.process_time() - work) / max(1, len(rest)) * 1000
    import psutil

    figures = {
        "start": start,
        "memory": psutil.Process().memory_info().rss / 1e6,
        "median": median(alone),
        "p95": quantiles(alone, n=20)[-1],
        "batched": batched,
        "texts": len(texts),
    }
    print(json.dumps({name: round(value, 2) for name, value in figures.items()}), file=out)
    return 0


def _milliseconds(judges: Judges, text: str) -> float:
    began = time.perf_counter()
    judges.verdicts([text])
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
