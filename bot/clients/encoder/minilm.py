"""MiniLM-L6 (sentence-transformers, Apache-2.0), tuned on our own messages, on onnxruntime: 384 dimensions.

The file is all-MiniLM-L6-v2 as `tuning/fine_tune.py` taught it from data/nlu, its constants folded and its weights in
8 bits: 23 MB. Tuned weights cannot be made again bit for bit on every machine, so the hash stands for this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.clients.encoder import Vectors
from bot.clients.encoder.known_files import checked

FOLDER = Path(__file__).resolve().parent / "minilm_files"
MODEL_SHA256 = "9fc9e92c7934a25c4dfe9a67e2b6ebd0ae2a4a51cbf49df909f422598e7e1991"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
MOST_TOKENS = 256
"""What the model was trained for; longer texts are cut here and read in windows by `bot.triage.windows`."""
LONGEST_TEXT = 2000
"""Characters given to the tokenizer; 256 tokens are never more."""


class MiniLm:
    """Mean of the token vectors, scaled to length 1."""

    name = "minilm-l6-consular-int8"
    dimensions = 384

    def __init__(self) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(checked(FOLDER / "tokenizer.json", TOKENIZER_SHA256)))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(checked(FOLDER / "model.onnx", MODEL_SHA256)), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for i, text in enumerate(texts):
            # One at a time: padding a short text to a long neighbour costs more than a batch saves on one thread, and
            # 8-bit arithmetic scales by the batch, so a text's vector would depend on its neighbours.
            ids = np.array([self._tokenizer.encode(text[:LONGEST_TEXT]).ids], dtype=np.int64)
            hidden = self._session.run(
                None, {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
            )[0][0]
            mean = hidden.mean(axis=0)
            vectors[i] = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return vectors
