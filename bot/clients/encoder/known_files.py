"""Model files are checked by their hash before they are used: a damaged or exchanged file must not judge danger."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot.errors import StartError


def checked(path: Path, sha256: str) -> Path:
    """`path`, where its contents are the known ones. Raises StartError otherwise."""
    try:
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    except OSError:
        raise StartError(
            f"The language model file {path.name} is missing. Run ./consular again so that it installs "
            "everything that requirements.lock names, or clone the project again."
        ) from None
    if digest.hexdigest() != sha256:
        raise StartError(
            f"The language model file {path.name} is damaged or is not the one this was built with. "
            "Delete the .venv folder and run ./consular again, or clone the project again."
        )
    return path
