"""What the encoder learns: the four judgements of training.py, likeness of the like, and a larger encoder's vectors.

The heads are thrown away afterwards: the product learns its own judgements over the tuned vectors.
"""

from __future__ import annotations

import math
import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.clients.encoder import Vectors
from bot.clients.encoder.tuning.messages import SEVERITIES, Message, roughened
from bot.clients.encoder.tuning.network import Network, batches

SCALE = 8.0
"""Heads see vectors of length 8, as the regressions of bot.assistant.components.training do."""
SMOOTHING = 0.05
TEMPERATURE = 0.1
RIDGE = 1.0
"""Strength of the ridge regression with which the map to the larger encoder's vectors begins."""


@dataclass(frozen=True)
class Settings:
    """Chosen among eight by the messages of writers whom the encoder had not seen: taught by 2,734 messages, topics of
    2,357 others 57.6 % untuned, 61.0 to 62.2 % tuned on labels alone, 64.8 % with these, 66.5 % the larger encoder."""

    rounds: int = 4
    rate: float = 3e-4
    """Learning rate of the top layer; each layer below learns at LAYER_DECAY of the one above. Embeddings stay."""
    head_rate: float = 2e-3
    layer_decay: float = 0.8
    batch: int = 32
    warm_up: float = 0.1
    """Share of the steps in which the rates rise; after them they fall to 0."""
    weight_decay: float = 0.01
    out_of_scope: float = 0.5
    severity: float = 0.5
    """Weights of two judgements; topic and escalate count 1."""
    contrastive: float = 0.5
    imitation: float = 15.0
    """Weight of 1 - cosine between a linear map of the vector and the larger encoder's."""
    seed: int = 1


@dataclass(frozen=True)
class _Targets:
    """What is to be learned, as tensors of one row for each message."""

    topic: Any
    danger: Any
    elsewhere: Any
    severity: Any
    person: Any
    group: Any
    """Topic, danger and severity as one number: messages of one group should be alike."""
    larger: Any
    """(n, dimensions of the larger encoder)."""


def tune(
    network: Network, messages: Sequence[Message], larger: Vectors, settings: Settings, say: Callable[[str], None]
) -> None:
    """Changes the network's weights. `larger`: the larger encoder's vectors of the messages, (n, its dimensions)."""
    import torch  # type: ignore[import-not-found]

    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    targets = _targets(messages, larger)
    heads = _heads(network.encode([message.text for message in messages]), messages, larger)
    say("heads begun")
    trained = _groups(network, settings)
    optimiser = torch.optim.AdamW(
        [*trained, {"params": list(heads.parameters()), "lr": settings.head_rate}], weight_decay=settings.weight_decay
    )
    parameters = [parameter for group in trained for parameter in group["params"]]
    total = settings.rounds * math.ceil(len(messages) / settings.batch)
    rising = max(1.0, settings.warm_up * total)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / rising, max(0.0, (total - step) / (total - rising)))
    )
    began = time.monotonic()
    for number in range(1, settings.rounds + 1):
        network.body.train()
        tokens = network.tokens(roughened(messages, rng))
        losses = []
        for batch in batches([len(ids) for ids in tokens], settings.batch, rng):
            loss = _loss(network.read([tokens[row] for row in batch]), heads, targets, batch, settings)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        say(f"round {number}: loss {np.mean(losses):.3f}, {time.monotonic() - began:.0f} s")
    network.body.eval()


def _targets(messages: Sequence[Message], larger: Vectors) -> _Targets:
    import torch

    topics = sorted({message.topic for message in messages})
    topic = [topics.index(message.topic) for message in messages]
    classes = [SEVERITIES.index(message.severity) if message.severity else len(SEVERITIES) for message in messages]
    return _Targets(
        torch.tensor(topic),
        torch.tensor([float(message.is_danger) for message in messages]),
        torch.tensor([float(message.route == "out_of_scope") for message in messages]),
        torch.tensor([message.severity_class for message in messages]),
        torch.tensor([message.asks_for_person for message in messages]),
        torch.tensor(
            [
                topic * 8 + message.is_danger * 4 + severity
                for topic, message, severity in zip(topic, messages, classes, strict=True)
            ]
        ),
        torch.tensor(larger),
    )


def _heads(vectors: Vectors, messages: Sequence[Message], larger: Vectors) -> Any:
    """Linear layers, begun where regression over the untuned encoder ends: no judgement is unlearned at the start."""
    from sklearn.linear_model import LogisticRegression
    from torch import nn

    heads = nn.ModuleDict()

    def begin(name: str, kept: npt.NDArray[np.bool_], target: Sequence[object]) -> None:
        model = LogisticRegression(C=0.1, max_iter=100, tol=1e-2, random_state=1)
        model.fit(vectors[kept] * SCALE, np.array(target)[kept])
        heads[name] = _linear(model.coef_, model.intercept_)

    person = np.array([message.asks_for_person for message in messages])
    severity = [message.severity_class for message in messages]
    begin("topic", np.ones(len(messages), dtype=bool), [message.topic for message in messages])
    begin("escalate", ~person, [message.is_danger for message in messages])
    begin("out_of_scope", ~person, [message.route == "out_of_scope" for message in messages])
    begin("severity", np.array(severity) >= 0, severity)
    wide = np.hstack([vectors, np.ones((len(vectors), 1), dtype=np.float32)])
    solved = np.linalg.solve(wide.T @ wide + RIDGE * np.eye(wide.shape[1]), wide.T @ larger)
    heads["larger"] = _linear(solved[:-1].T, solved[-1])
    return heads


def _linear(weight: npt.NDArray[np.float64], bias: npt.NDArray[np.float64]) -> Any:
    import torch

    layer = torch.nn.Linear(weight.shape[1], weight.shape[0])
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(weight))
        layer.bias.copy_(torch.tensor(bias))
    return layer


def _groups(network: Network, settings: Settings) -> list[dict[str, Any]]:
    """The layers' weights, each with its rate. The embeddings are frozen: words we never use keep their meaning."""
    depths: dict[int, list[Any]] = {}
    for name, parameter in network.body.named_parameters():
        layer = re.search(r"encoder\.layer\.(\d+)\.", name)
        if layer:
            depths.setdefault(int(layer.group(1)), []).append(parameter)
        else:
            parameter.requires_grad_(False)
    top = max(depths)
    return [
        {"params": parameters, "lr": settings.rate * settings.layer_decay ** (top - depth)}
        for depth, parameters in sorted(depths.items())
    ]


def _loss(vectors: Any, heads: Any, targets: _Targets, rows: Sequence[int], settings: Settings) -> Any:
    import torch
    from torch.nn import functional  # type: ignore[import-not-found]

    batch = torch.tensor(rows)
    topic, severity, person = targets.topic[batch], targets.severity[batch], targets.person[batch]

    def yes_or_no(name: str, wanted: Any) -> Any:
        smoothed = wanted * (1 - SMOOTHING) + SMOOTHING / 2
        return functional.binary_cross_entropy_with_logits(heads[name](vectors * SCALE)[~person, 0], smoothed[~person])

    loss = functional.cross_entropy(heads["topic"](vectors * SCALE), topic, label_smoothing=SMOOTHING)
    if not person.all():
        loss = loss + yes_or_no("escalate", targets.danger[batch])
        loss = loss + settings.out_of_scope * yes_or_no("out_of_scope", targets.elsewhere[batch])
    judged = severity >= 0
    if judged.any():
        found = heads["severity"](vectors[judged] * SCALE)
        # Twice the share of messages that have one: as if half of every batch had.
        share = 2 * judged.float().mean()
        loss = loss + settings.severity * share * functional.cross_entropy(
            found, severity[judged], label_smoothing=SMOOTHING
        )
    loss = loss + settings.contrastive * _contrast(vectors, targets.group[batch])
    cosine = functional.cosine_similarity(heads["larger"](vectors), targets.larger[batch])
    return loss + settings.imitation * (1 - cosine).mean()


def _contrast(vectors: Any, groups: Any) -> Any:
    """Supervised contrastive loss (Khosla et al. 2020) within the batch: messages of one group nearer than others."""
    import torch

    scores = vectors @ vectors.T / TEMPERATURE
    itself = torch.eye(len(vectors), dtype=torch.bool)
    same = (groups[:, None] == groups[None, :]) & ~itself
    log_share = scores - torch.logsumexp(scores.masked_fill(itself, -1e9), dim=1, keepdim=True)
    paired = same.any(1)
    if not paired.any():
        return vectors.sum() * 0
    return -((log_share * same).sum(1)[paired] / same.sum(1)[paired]).mean()
