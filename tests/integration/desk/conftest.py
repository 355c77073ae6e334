"""A running desk over SQLite with four people, and Asha signed in."""
from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.settings import Settings
from bot.store.store import Store
from tests.fixtures.desk_server import Caseworker, DeskServer, add_people, desk_server


@pytest.fixture
def desk(sqlite_store: Store, settings: Settings) -> Iterator[DeskServer]:
    add_people(sqlite_store)
    with desk_server(sqlite_store, settings) as server:
        yield server


@pytest.fixture
def asha(desk: DeskServer) -> Iterator[Caseworker]:
    with Caseworker(desk) as caseworker:
        caseworker.sign_in("asha")
        yield caseworker


@pytest.fixture
def ben(desk: DeskServer) -> Iterator[Caseworker]:
    with Caseworker(desk) as caseworker:
        caseworker.sign_in("ben")
        yield caseworker


@pytest.fixture
def mina(desk: DeskServer) -> Iterator[Caseworker]:
    """A manager."""
    with Caseworker(desk) as caseworker:
        caseworker.sign_in("mina")
        yield caseworker
