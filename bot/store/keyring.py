"""The key ring: encrypts every word at rest with AES-256-GCM, and rotates.

The file is JSON: `{"index": base64, "keys": [{"id", "key", "made_at"}]}`, oldest key first. The newest key writes, all
of them read. `index` keys the hashes that must stay equal for ever (a messenger's account, the audit chain), so it
never rotates. Losing this file loses every word that was stored: back it up apart from the database.
"""
from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import KeyRingError
from bot.settings import ROOT, Settings

_VERSION = b"\x01"
_ID_BYTES, _NONCE_BYTES, _KEY_BYTES = 4, 12, 32
_HEAD = len(_VERSION) + _ID_BYTES + _NONCE_BYTES

__all__ = ["KeyRing", "digest_of_secret", "make_key", "rotate"]


def digest_of_secret(secret: str) -> str:
    """SHA-256, hexadecimal. Only for secrets of 256 random bits: what people choose needs argon2."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class KeyRing:
    """Keys by id, and which of them writes."""

    keys: Mapping[str, bytes]
    newest: str
    index: bytes

    @classmethod
    def load(cls, settings: Settings) -> KeyRing:
        """Read the key file. Raises KeyRingError where it is missing, unreadable, open to others or damaged."""
        path = settings.key_file
        try:
            mode = stat.S_IMODE(path.stat().st_mode)
            text = path.read_text("utf-8")
        except FileNotFoundError:
            raise KeyRingError(
                f"There is no encryption key at {path}. Put your backed-up key file there, or, on a new "
                "installation, make one with `./consular keys make`.") from None
        except OSError as error:
            raise KeyRingError(f"The encryption key at {path} cannot be read ({error.strerror}). "
                               "Give this user permission to read it.") from None
        if mode & 0o077:
            raise KeyRingError(f"Other users can read the encryption key at {path}. Run: chmod 600 {path}")
        return cls._parse(text, path)

    @classmethod
    def _parse(cls, text: str, path: Path) -> KeyRing:
        try:
            data = json.loads(text)
            keys = {str(k["id"]): base64.b64decode(k["key"], validate=True) for k in data["keys"]}
            index = base64.b64decode(data["index"], validate=True)
            newest = str(data["keys"][-1]["id"])
            whole = all(len(bytes.fromhex(i)) == _ID_BYTES and len(k) == _KEY_BYTES for i, k in keys.items())
            if not whole or len(index) != _KEY_BYTES:
                raise ValueError
        except (ValueError, KeyError, TypeError, IndexError):
            raise KeyRingError(f"The encryption key file {path} is damaged. Restore it from your backup.") from None
        return cls(keys, newest, index)

    def seal(self, words: bytes, where: str) -> bytes:
        """Encrypt `words` for `where` ("table.column/row"): nobody can move the result to another row unnoticed."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        box = AESGCM(self.keys[self.newest]).encrypt(nonce, words, where.encode())
        return _VERSION + bytes.fromhex(self.newest) + nonce + box

    def open(self, sealed: bytes, where: str) -> bytes:
        """Decrypt. Raises KeyRingError where the key is not on the ring, or the bytes are not what was sealed here."""
        sealed = bytes(sealed)
        key_id = sealed[1:1 + _ID_BYTES].hex()
        if sealed[:1] != _VERSION or len(sealed) < _HEAD:
            raise KeyRingError("Something stored in the database is damaged. Restore the database from your backup.")
        key = self.keys.get(key_id)
        if key is None:
            raise KeyRingError(f"The database was written with the encryption key {key_id}, which is not on this key "
                               "ring. Put the key file back that was in use then.")
        try:
            return AESGCM(key).decrypt(sealed[1 + _ID_BYTES:_HEAD], sealed[_HEAD:], where.encode())
        except InvalidTag:
            raise KeyRingError("Something stored in the database was changed, or its encryption key is not the one "
                               "that wrote it. Restore the key file or the database from your backup.") from None

    def keyed_hash(self, purpose: str, value: str) -> str:
        """HMAC-SHA256, hexadecimal: equal for equal values and for ever, but no help to whoever guesses values."""
        return hmac.new(self.index, f"{purpose}\0{value}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def make_key(settings: Settings) -> Path:
    """Make the first key → the file. Durable before it returns, readable by this user only.

    Raises KeyRingError where a file is there already, or the place is inside the project or beside the database.
    """
    path = settings.key_file
    _refuse_place(settings)
    data = {"index": _base64(secrets.token_bytes(_KEY_BYTES)), "keys": [_new_key(set())]}
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_durably(path, data)
    except FileExistsError:
        raise KeyRingError(f"There is an encryption key at {path} already. It was left as it is.") from None
    except OSError as error:
        raise KeyRingError(f"The encryption key cannot be written to {path} ({error.strerror}). "
                           "Free some space or give this user permission to write there.") from None
    return path


def rotate(settings: Settings) -> str:
    """Add a new key that writes from now on → its id. Old words stay readable; running processes must be restarted."""
    path = settings.key_file
    KeyRing.load(settings)
    data = json.loads(path.read_text("utf-8"))
    made = _new_key({k["id"] for k in data["keys"]})
    data["keys"].append(made)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        _write_durably(beside, data)
        os.replace(beside, path)
        _sync_folder(path.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise KeyRingError(f"The new encryption key cannot be written to {path} ({error.strerror}). "
                           "The old one is still in use.") from None
    return str(made["id"])


def _refuse_place(settings: Settings) -> None:
    """A backup or a commit of the tree or of the database must never carry the key with it."""
    folder = settings.key_file.resolve().parent
    if folder.is_relative_to(ROOT.resolve()):
        raise KeyRingError(f"The encryption key must not be kept inside the project ({folder}). Set CONSULAR_KEYS to "
                           "a file elsewhere.")
    if settings.database.startswith("sqlite:///"):
        beside = Path(settings.database.removeprefix("sqlite:///").partition("?")[0]).resolve().parent
        if folder.is_relative_to(beside):
            raise KeyRingError(f"The encryption key must not be kept in the database's folder ({beside}): a copy of "
                               "the database would carry it along. Set CONSULAR_KEYS to a file elsewhere.")


def _new_key(taken: set[str]) -> dict[str, Any]:
    key_id = secrets.token_bytes(_ID_BYTES).hex()
    while key_id in taken:
        key_id = secrets.token_bytes(_ID_BYTES).hex()
    return {"id": key_id, "key": _base64(secrets.token_bytes(_KEY_BYTES)),
            "made_at": datetime.now(timezone.utc).isoformat(timespec="seconds")}


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _write_durably(path: Path, data: Mapping[str, Any]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
