"""Is this machine ready: free ports, room on the disk, and no second `up` on the same state."""
from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

from bot.errors import StartError

LEAST_FREE_BYTES = 500_000_000
"""A model, a synced year of content, and logs; the database grows by about 1 MB for 500 messages."""


def check_port(host: str, port: int, variable: str) -> None:
    """Raises StartError, naming `variable`, where something else listens on the port or the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise StartError(f"Port {port} is in use by another program. Stop that program, or choose another "
                                 f"port: {variable}={free_port(host)} ./consular up") from None
            if error.errno == errno.EACCES:
                raise StartError(f"You may not listen on port {port}. Choose one above 1023 with {variable}.") from None
            host_variable = variable.replace("_PORT", "_HOST")
            raise StartError(f"Cannot listen on {host} ({error.strerror}). Check {host_variable}.") from None


def free_port(host: str) -> int:
    """A port that is free now."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.bind((host, 0))
        return int(trial.getsockname()[1])


def check_disk(folder: Path, least: int = LEAST_FREE_BYTES) -> None:
    """Raises StartError where the disk of `folder` has less than `least` bytes free."""
    free = shutil.disk_usage(folder).free
    if free < least:
        raise StartError(f"The disk is nearly full: {free // 1_000_000} MB are free at {folder} and "
                         f"{least // 1_000_000} MB are needed. Free some space and start again.")


def make_folder(folder: Path) -> None:
    """Make `folder`, readable by this user only. Raises StartError where that cannot be done."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        why = "The disk is full" if error.errno == errno.ENOSPC else error.strerror
        raise StartError(f"Cannot make the folder {folder} ({why}). Set CONSULAR_STATE to one that you may write "
                         "to.") from None


@contextlib.contextmanager
def only_one(file: Path) -> Iterator[None]:
    """Hold `file` while this `up` runs; it is let go even where we are killed. Raises StartError for a second one."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 20).decode("ascii", "replace").strip()
            who = f" (process {holder})" if holder else ""
            raise StartError(f"./consular up is running here already{who}. Stop it first, or set CONSULAR_STATE to "
                             "another folder and choose other ports.") from None
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(handle)
