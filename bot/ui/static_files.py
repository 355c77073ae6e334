"""Files that pages need: read once, named by their content, compressed once.

A page links to `/static/<hash>/<name>`. The hash changes with the content, so browsers may keep a file for a year.
"""
from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml",
          ".txt": "text/plain; charset=utf-8", ".html": "text/html; charset=utf-8", ".ico": "image/x-icon"}


@dataclass(frozen=True)
class StaticFile:
    """One file as it is sent."""

    name: str
    version: str
    content: bytes
    compressed: bytes | None
    """gzip; None where that gains nothing."""
    content_type: str


class StaticFiles:
    """The files of one or more folders; a later folder's file takes an earlier one's place."""

    def __init__(self, *folders: Path) -> None:
        self._files: dict[str, StaticFile] = {}
        for folder in folders:
            for path in sorted(folder.iterdir()):
                if path.is_file():
                    self._files[path.name] = _read(path)

    def get(self, name: str) -> StaticFile | None:
        return self._files.get(name)

    def url(self, name: str) -> str:
        """The address of a file. Raises KeyError for an unknown name: a template's mistake."""
        file = self._files[name]
        return f"/static/{file.version}/{name}"

    def names(self) -> list[str]:
        return sorted(self._files)


def _read(path: Path) -> StaticFile:
    content = path.read_bytes()
    small = gzip.compress(content, 9, mtime=0)
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return StaticFile(path.name, hashlib.sha256(content).hexdigest()[:16], content,
                      small if len(small) < len(content) else None, _TYPES.get(path.suffix, guessed))
