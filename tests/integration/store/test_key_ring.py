"""The key ring: made once, readable by us only, rotated without losing a word."""
from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import KeyRingError
from bot.settings import ROOT, Settings
from bot.store.keyring import KeyRing, make_key, rotate

WORDS = b"I am in trouble"


def test_a_made_key_is_readable_by_its_owner_only(settings: Settings) -> None:
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600


def test_a_key_is_never_made_over_an_existing_one(settings: Settings) -> None:
    before = settings.key_file.read_bytes()
    with pytest.raises(KeyRingError, match="already"):
        make_key(settings)
    assert settings.key_file.read_bytes() == before


def test_a_key_inside_the_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyRingError, match="inside the project"):
        make_key(Settings(state=tmp_path, key_file=ROOT / "var" / "keys.json"))
    assert not (ROOT / "var" / "keys.json").exists()


def test_a_key_in_the_folder_of_the_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyRingError, match="database's folder"):
        make_key(Settings(state=tmp_path, key_file=tmp_path / "below" / "keys.json"))
    assert list(tmp_path.iterdir()) == []


def test_what_was_sealed_opens_again_in_the_same_place_only(key_ring: KeyRing) -> None:
    sealed = key_ring.seal(WORDS, "message.body/a/1")
    assert WORDS not in sealed
    assert key_ring.open(sealed, "message.body/a/1") == WORDS
    with pytest.raises(KeyRingError, match="was changed"):
        key_ring.open(sealed, "message.body/a/2")


def test_one_changed_bit_is_found(key_ring: KeyRing) -> None:
    sealed = bytearray(key_ring.seal(WORDS, "x"))
    sealed[-1] ^= 1
    with pytest.raises(KeyRingError, match="was changed"):
        key_ring.open(bytes(sealed), "x")


def test_after_a_rotation_old_words_open_and_new_ones_use_the_new_key(settings: Settings) -> None:
    old = KeyRing.load(settings)
    sealed = old.seal(WORDS, "x")
    made = rotate(settings)
    new = KeyRing.load(settings)
    assert new.open(sealed, "x") == WORDS
    assert new.newest == made != old.newest
    assert new.seal(WORDS, "x")[1:5].hex() == made
    assert new.keyed_hash("account", "447700900000") == old.keyed_hash("account", "447700900000")
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600
    assert list(settings.key_file.parent.iterdir()) == [settings.key_file]


def test_a_ring_without_the_key_says_which_one_is_missing(settings: Settings, tmp_path: Path) -> None:
    ring = KeyRing.load(settings)
    other = replace(settings, key_file=tmp_path / "other" / "keys.json")
    make_key(other)
    with pytest.raises(KeyRingError, match=f"written with the encryption key {ring.newest}"):
        KeyRing.load(other).open(ring.seal(WORDS, "x"), "x")


def test_a_missing_key_file_is_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(KeyRingError, match="There is no encryption key at"):
        KeyRing.load(Settings(state=tmp_path, key_file=tmp_path / "keys.json"))


def test_a_key_file_that_others_can_read_is_refused(settings: Settings) -> None:
    settings.key_file.chmod(0o644)
    with pytest.raises(KeyRingError, match="Other users can read"):
        KeyRing.load(settings)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"keys": []}', '{"index": "x", "keys": [{"id": "1", "key": "y"}]}'])
def test_a_damaged_key_file_is_a_plain_sentence(settings: Settings, text: str) -> None:
    settings.key_file.write_text(text)
    with pytest.raises(KeyRingError, match="is damaged"):
        KeyRing.load(settings)


def test_the_key_file_is_json_that_names_its_keys(settings: Settings) -> None:
    data = json.loads(settings.key_file.read_text())
    assert sorted(data) == ["index", "keys"]
    assert [sorted(k) for k in data["keys"]] == [["id", "key", "made_at"]]
