"""What more training messages would bring: `python -m bot.assistant.learning_curve LABELLED.jsonl`.

`./consular evaluate --curve` starts it. The model is trained on growing shares of data/nlu (drawn once, the larger hold
the smaller) and judges the labelled rows each time, without cues. Prints one JSON object a share.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from pathlib import Path

import numpy as np

from bot.assistant.components.training import Labels, fit_topics, fit_triage
from bot.services import current
from bot.settings import ROOT
from bot.triage.held_out import held_out
from bot.triage.model import Readings
from bot.triage.surface import Vocabulary
from bot.triage.taught import taught_messages

SHARES = (0.125, 0.25, 0.5, 1.0)


def main(labelled: Path) -> int:
    """Exit code 0."""
    warnings.simplefilter("ignore")
    encoder = current().encoder
    rows = taught_messages(ROOT / "data" / "nlu")
    vectors = encoder.encode([row.text for row in rows])
    tests = [json.loads(line) for line in labelled.read_text(encoding="utf-8").splitlines() if line.strip()]
    test_vectors = encoder.encode([row["text"] for row in tests])
    order = np.random.default_rng(2026).permutation(len(rows))
    for share in SHARES:
        chosen = np.sort(order[: int(len(rows) * share)])
        picked = [rows[i] for i in chosen]
        vocabulary = Vocabulary.learn(row.text for row in picked)
        readings = Readings(vectors[chosen], tuple(vocabulary.surfaces([row.text for row in picked])))
        flags = np.array([held_out(row.text) for row in picked])
        topics = fit_topics(readings, [row.topic for row in picked], flags)
        _, topic_names, routes, severities = zip(*picked, strict=True)
        triage, _ = fit_triage(readings, Labels(topic_names, routes, severities), flags)
        asked = Readings(test_vectors, tuple(vocabulary.surfaces([row["text"] for row in tests])))
        named = [topics.topics.labels[i] for i in topics.topics.probabilities(asked).argmax(axis=1)]
        danger = triage.escalate.probabilities(asked)[:, 0]
        trouble = np.array([row["route"] == "escalate" for row in tests])
        limit = np.quantile(danger[~trouble], 0.94)
        figures = {
            "messages": len(picked),
            "topic": float(np.mean([name == row["topic"] for name, row in zip(named, tests, strict=True)])),
            "recall_at_6": float((danger[trouble] > limit).mean()),
        }
        print(json.dumps(figures), flush=True)
    return 0


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    sys.exit(main(Path(sys.argv[1])))
