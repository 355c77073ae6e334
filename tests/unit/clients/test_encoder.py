"""The sentence encoder: any text becomes a vector of known size, and only known files are used."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.clients.encoder import SideBySide, Vectors, load_encoder, minilm
from bot.clients.encoder.known_files import checked
from bot.errors import StartError


class CountingEncoder:
    """A small encoder: the number of characters, and remembers what it was asked."""

    name = "counting"
    dimensions = 1

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[float(len(text))] for text in texts], dtype=np.float32)


def test_a_text_is_encoded_once_while_it_is_remembered():
    counting = CountingEncoder()
    encoder = SideBySide([counting, counting], remembered=2)
    assert encoder.encode(["hi", "there", "hi"]).tolist() == [[2, 2], [5, 5], [2, 2]]
    encoder.encode(["there"])
    assert counting.asked == ["hi", "there", "hi", "there"]  # twice each: two encoders side by side


def test_the_oldest_text_is_forgotten_first():
    counting = CountingEncoder()
    encoder = SideBySide([counting], remembered=1)
    for text in ("old", "new", "old"):
        encoder.encode([text])
    assert counting.asked == ["old", "new", "old"]


def test_a_damaged_model_file_is_refused_in_plain_words(tmp_path: Path):
    file = tmp_path / "model.onnx"
    file.write_bytes(b"not the model")
    with pytest.raises(StartError, match="model.onnx is damaged"):
        checked(file, "0" * 64)
    with pytest.raises(StartError, match="gone.onnx is missing"):
        checked(tmp_path / "gone.onnx", "0" * 64)


def test_minilm_judges_with_the_tuned_file_and_with_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("model.onnx", "tokenizer.json"):
        shutil.copy(minilm.FOLDER / name, tmp_path / name)
    monkeypatch.setattr(minilm, "FOLDER", tmp_path)
    assert minilm.MiniLm().name == "minilm-l6-consular-int8"
    other = bytearray((tmp_path / "model.onnx").read_bytes())
    other[len(other) // 2] ^= 1
    (tmp_path / "model.onnx").write_bytes(other)
    with pytest.raises(StartError, match="model.onnx is damaged or is not the one this was built with"):
        minilm.MiniLm()


@pytest.mark.parametrize("text", ["", " ", "😀" * 300, "x" * 8000, "字" * 2000, "\x00\ud800", "help " * 1600])
def test_any_text_becomes_a_vector(text: str):
    vectors = load_encoder().encode([text, "where is the embassy"])
    assert vectors.shape == (2, load_encoder().dimensions)
    assert vectors.dtype == np.float32 and np.isfinite(vectors).all()


def test_a_text_has_the_same_vector_whoever_stands_beside_it():
    from bot.clients.encoder.minilm import MiniLm
    from bot.clients.encoder.use import MultilingualUse

    for encoder in (MiniLm(), MultilingualUse()):
        alone = encoder.encode(["my passport was stolen"])[0]
        beside = encoder.encode(["a long neighbour " * 20, "my passport was stolen"])[1]
        assert np.abs(alone - beside).max() < 1e-5


def test_meaning_is_nearer_than_words():
    stolen, taken, visa = load_encoder().encode(
        ["my passport was stolen", "someone took my travel document", "is my passport good for a visa on arrival"]
    )
    assert stolen @ taken > 0.8
    assert stolen @ taken > taken @ visa
