"""Files that pages need: read once, named by their content, compressed once.

A page links to `/static/<hash>/<name>`. The hash changes with the content of any of them, so browsers may keep a file
for a year.
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
        contents: dict[str, bytes] = {}
        for folder in folders:
            contents.update({path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()})
        # One version for all: a script that imports "./other.js" then gets the very file that the page names, and a
        # browser runs it once.
        digest = hashlib.sha256()
        for name, content in sorted(contents.items()):
            digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
        version = digest.hexdigest()[:16]
        self._files = {name: _file(name, version, content) for name, content in contents.items()}

    def get(self, name: str) -> StaticFile | None:
        return self._files.get(name)

    def url(self, name: str) -> str:
        """The address of a file. Raises KeyError for an unknown name: a template's mistake."""
        file = self._files[name]
        return f"/static/{file.version}/{name}"

    def names(self) -> list[str]:
        return sorted(self._files)


def _file(name: str, version: str, content: bytes) -> StaticFile:
    small = gzip.compress(content, 9, mtime=0)
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return StaticFile(name, version, content, small if len(small) < len(content) else None,
                      _TYPES.get(Path(name).suffix, guessed))
