"""Words in and out of the database: JSON and text, sealed for the row and column that holds them."""
from __future__ import annotations

import json
import threading
from typing import Any

from bot.errors import KeyRingError
from bot.settings import Settings
from bot.store.keyring import KeyRing


class Sealer:
    """The key ring with the file behind it: a key that another process added is read when it is first met."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self.ring = KeyRing.load(settings)

    def text(self, words: str, column: str, *row: object) -> bytes:
        # a lone surrogate (broken JSON escapes) has no UTF-8: it is shown as "?", the rest of the message is kept
        return self.ring.seal(words.encode("utf-8", "replace"), _place(column, row))

    def json(self, value: Any, column: str, *row: object) -> bytes:
        return self.ring.seal(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode(), _place(column, row))

    def raw(self, value: bytes, column: str, *row: object) -> bytes:
        return self.ring.seal(value, _place(column, row))

    def open_text(self, sealed: Any, column: str, *row: object) -> str:
        return "" if sealed is None else self.open_raw(sealed, column, *row).decode("utf-8")

    def open_json(self, sealed: Any, default: Any, column: str, *row: object) -> Any:
        return default if sealed is None else json.loads(self.open_raw(sealed, column, *row))

    def open_raw(self, sealed: Any, column: str, *row: object) -> bytes:
        sealed, place = bytes(sealed), _place(column, row)
        if sealed[1:5].hex() not in self.ring.keys:
            self._read_again()
        return self.ring.open(sealed, place)

    def _read_again(self) -> None:
        with self._lock:
            fresh = KeyRing.load(self._settings)
            if fresh.index != self.ring.index:
                raise KeyRingError("The key file was replaced by another installation's. Put the right one back.")
            self.ring = fresh


def _place(column: str, row: tuple[object, ...]) -> str:
    return "/".join([column, *map(str, row)])
