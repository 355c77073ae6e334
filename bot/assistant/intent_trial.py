"""Trains one pipeline on labelled texts and judges others with it: `python -m bot.assistant.intent_trial FOLDER`.

`./consular bench --public` starts it for each pipeline in a process of its own. FOLDER holds `config.yml`, `nlu.yml`
and `test.json` (a list of texts); it writes `result.json`: {"seconds": of training, "rows": [[intent, confidence], …]}.
`--stock` leaves TensorFlow in place.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
import warnings
from pathlib import Path
from typing import Any

from bot.assistant import without_tensorflow


def main(folder: Path, stock: bool) -> int:
    os.environ["LOG_LEVEL"] = "ERROR"
    warnings.simplefilter("ignore")
    if not stock:
        without_tensorflow.install()
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    began = time.monotonic()
    model = train_nlu(
        config=str(folder / "config.yml"),
        nlu_data=str(folder / "nlu.yml"),
        output=str(folder / "model"),
        fixed_model_name="trial",
    )
    seconds = time.monotonic() - began
    if model is None:
        print("Rasa trained nothing. What it said is above.", file=sys.stderr)
        return 1
    agent = Agent.load(model)
    texts = json.loads((folder / "test.json").read_text(encoding="utf-8"))
    rows = asyncio.run(_judge(agent, texts))
    (folder / "result.json").write_text(json.dumps({"seconds": round(seconds, 1), "rows": rows}), encoding="utf-8")
    return 0


async def _judge(agent: Any, texts: list[str]) -> list[tuple[str, float]]:
    rows = []
    for text in texts:
        # A slash at the beginning is Rasa's own syntax for an intent.
        intent = (await agent.parse_message(text.lstrip("/ ")))["intent"]
        rows.append((str(intent.get("name") or ""), float(intent.get("confidence") or 0.0)))
    return rows


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "--stock" in sys.argv[2:]))
