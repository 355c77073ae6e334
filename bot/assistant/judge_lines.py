"""Judges texts for another process of ours: `python -m bot.assistant.judge_lines`, JSON lines in, JSON lines out.

`./consular triage` and `evaluate` start it, so that they judge by the code that answers citizens, without importing
Rasa. A line in is a list of {"id", "text"}. Standard output holds one line {"ready": true}, then a verdict for each.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import warnings
from collections.abc import Sequence
from typing import IO, Any

from bot.assistant import without_tensorflow
from bot.assistant.judging import judge_of
from bot.assistant.training import model_path, train
from bot.errors import ConsularError
from bot.services import Services, current
from bot.triage.model import judgement_of
from bot.triage.verdicts import Verdict

MOST_AT_ONCE = 32


class Judges:
    """The trained model and the danger cues, as a citizen's message meets them."""

    def __init__(self, services: Services) -> None:
        from rasa.core.agent import Agent

        from bot.assistant.action_endpoint import load_actions
        from bot.assistant.engine import Engine

        self._engine = Engine(Agent.load(str(model_path(services.settings))), load_actions())
        self._judge = judge_of(services)

    def verdicts(self, texts: Sequence[str]) -> list[Verdict]:
        """Each text by itself. A text that the graph cannot read is judged by the danger cues alone."""
        try:
            parsed = self._engine.parse(texts)
        except Exception:
            if len(texts) == 1:
                return [self._judge.verdict(texts[0], None)]
            return [verdict for text in texts for verdict in self.verdicts([text])]
        return [self._judge.verdict(text, judgement_of(data)) for text, data in zip(texts, parsed, strict=True)]


def row_of(id: Any, verdict: Verdict) -> dict[str, Any]:
    """The command line's contract (design, section 5)."""
    return {
        "id": id,
        "route": verdict.route.value,
        "severity": verdict.severity.value if verdict.severity else None,
        "topic": verdict.topic,
        "countries": list(verdict.countries),
        "confidence": round(verdict.confidence, 4),
        "reasons": list(verdict.reasons),
    }


def main() -> int:
    """Exit code 0 at the end of the input; else one plain sentence on standard error."""
    # Rasa prints to standard output, which is for verdicts alone.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    warnings.simplefilter("ignore")
    os.environ["LOG_LEVEL"] = "ERROR"
    without_tensorflow.install()
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    logging.getLogger("rasa").setLevel(logging.ERROR)
    services = current()
    try:
        if not model_path(services.settings).exists():
            print("There is no model of this data yet; training one first.", file=sys.stderr)
            train(services.settings)
        judges = Judges(services)
    except ConsularError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(json.dumps({"ready": True}), file=out)
    for rows in _batches(sys.stdin):
        for row, verdict in zip(rows, judges.verdicts([row["text"] for row in rows]), strict=True):
            print(json.dumps(row_of(row["id"], verdict), ensure_ascii=False), file=out)
    return 0


def _batches(lines: IO[str]) -> Any:
    """A line is a list of at most MOST_AT_ONCE rows, judged in one run of the graph."""
    for line in lines:
        rows = json.loads(line)
        for start in range(0, len(rows), MOST_AT_ONCE):
            yield rows[start : start + MOST_AT_ONCE]


if __name__ == "__main__":
    sys.exit(main())
