"""Reading with transformers what the product reads with onnxruntime: text → mean of the token vectors, of length 1."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.clients.encoder import Vectors
from bot.clients.encoder.minilm import LONGEST_TEXT, MOST_TOKENS

AT_ONCE = 64
"""Texts read together where nothing is learned."""
SORTED_TOGETHER = 16
"""Batches whose texts are put in order of length together: little padding, and still chance."""


@dataclass(frozen=True)
class Network:
    """A published encoder. `body` is transformers' model, `tokenizer` that of tokenizers."""

    body: Any
    tokenizer: Any
    padding: int

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of each text, cut as `MiniLm` cuts them."""
        return [list(found.ids) for found in self.tokenizer.encode_batch([text[:LONGEST_TEXT] for text in texts])]

    def read(self, tokens: Sequence[Sequence[int]]) -> Any:
        """Tensor (n, dimensions) of 32 bits. The products are of 16 bits (bfloat16): a third of the time, and vectors
        within 0.0001 of the cosine."""
        import torch  # type: ignore[import-not-found]
        from torch.nn.functional import normalize  # type: ignore[import-not-found]

        width = max(map(len, tokens))
        ids = torch.full((len(tokens), width), self.padding)
        mask = torch.zeros((len(tokens), width), dtype=torch.long)
        for row, of_text in enumerate(tokens):
            ids[row, : len(of_text)] = torch.tensor(of_text)
            mask[row, : len(of_text)] = 1
        with torch.autocast("cpu", torch.bfloat16):
            hidden = self.body(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        weight = mask.unsqueeze(-1).float()
        return normalize((hidden * weight).sum(1) / weight.sum(1), dim=-1)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dimensions), each of length 1."""
        import numpy as np
        import torch

        self.body.eval()
        tokens = self.tokens(texts)
        order = sorted(range(len(tokens)), key=lambda row: len(tokens[row]))
        vectors = np.empty((len(texts), self.body.config.hidden_size), dtype=np.float32)
        with torch.no_grad():
            for start in range(0, len(order), AT_ONCE):
                rows = order[start : start + AT_ONCE]
                vectors[rows] = self.read([tokens[row] for row in rows]).numpy()
        return vectors


def load(folder: Path) -> Network:
    """The encoder in `folder` (sources.py), with the dropout of its publishers."""
    import torch
    from tokenizers import Tokenizer
    from transformers import AutoConfig, AutoModel  # type: ignore[import-not-found]

    config = AutoConfig.from_pretrained(folder)
    body = AutoModel.from_pretrained(folder, config=config, add_pooling_layer=False, dtype=torch.float32)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.no_padding()
    return Network(body, tokenizer, config.pad_token_id)


def batches(lengths: Sequence[int], size: int, rng: random.Random) -> list[list[int]]:
    """Rows of about the same length together, in random order. A batch of one teaches nothing and is left out."""
    order = list(range(len(lengths)))
    rng.shuffle(order)
    found = []
    for start in range(0, len(order), size * SORTED_TOGETHER):
        together = sorted(order[start : start + size * SORTED_TOGETHER], key=lambda row: lengths[row])
        found += [together[place : place + size] for place in range(0, len(together), size)]
    rng.shuffle(found)
    return [batch for batch in found if len(batch) > 1]
