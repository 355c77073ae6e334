"""Which model file belongs to the training data as it is now. Knows nothing of rasa, so that asking costs milliseconds."""
from __future__ import annotations

import hashlib
from pathlib import Path

from bot.settings import ROOT, Settings

SOURCES = ("config.yml", "domain.yml", "data/nlu", "data/rules", "data/stories", "bot/assistant/components",
           "bot/triage/model.py", "bot/clients/encoder.py")
"""Files and folders (their .yml and .py files) that a model is made from. The code of components is part of it: a model
that was trained by other code may not load."""


def model_path(settings: Settings, root: Path = ROOT) -> Path:
    """Where the model of the present data is, or has to be written: <state>/models/<checksum>.tar.gz."""
    return settings.models / f"{data_checksum(root)}.tar.gz"


def data_checksum(root: Path = ROOT) -> str:
    """16 hexadecimal digits that change with every byte, or name, of the sources."""
    digest = hashlib.sha256()
    for source in SOURCES:
        path = root / source
        files = sorted(each for each in path.rglob("*") if each.suffix in {".yml", ".py"}) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                content = file.read_bytes()
                digest.update(f"{file.relative_to(root).as_posix()}\0{len(content)}\0".encode())
                digest.update(content)
    return digest.hexdigest()[:16]
