"""A model belongs to the data it was trained on: any change asks for a new one, and nothing else does."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.trained_model import data_checksum, model_path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "data" / "nlu" / "a.yml").write_text("one")
    (tmp_path / "config.yml").write_text("pipeline")
    return tmp_path


def test_the_same_data_names_the_same_model(root: Path) -> None:
    before = data_checksum(root)
    (root / "README.md").write_text("nothing that is trained on")
    (root / "data" / "nlu" / "a.yml.swp").write_text("an editor's file")
    assert data_checksum(root) == before
    assert model_path(Settings(state=root / "state"), root) == root / "state" / "models" / f"{before}.tar.gz"


@pytest.mark.parametrize("change", [
    lambda root: (root / "data" / "nlu" / "a.yml").write_text("two"),
    lambda root: (root / "data" / "nlu" / "a.yml").rename(root / "data" / "nlu" / "b.yml"),
    lambda root: (root / "domain.yml").write_text(""),
    lambda root: (root / "config.yml").unlink(),
])
def test_any_change_of_the_data_names_another_model(root: Path, change: Callable[[Path], object]) -> None:
    before = data_checksum(root)
    change(root)
    assert data_checksum(root) != before
