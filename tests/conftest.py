"""Fixtures for every test: settings and key ring in a temporary folder, and a store on both databases.

`store` runs a test on SQLite and on PostgreSQL; `sqlite_store` on SQLite alone, where the database is not the point.
"""
from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.settings import Settings
from bot.store.keyring import KeyRing, make_key

if TYPE_CHECKING:
    from bot.store.store import Store

POSTGRESQL = os.environ.get("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432")
"""A server on which tests may create and drop databases of their own."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """SQLite and a new key, both below `tmp_path`."""
    made = Settings(state=tmp_path / "state", key_file=tmp_path / "keys" / "keys.json")
    made.state.mkdir()
    make_key(made)
    return made


@pytest.fixture
def key_ring(settings: Settings) -> KeyRing:
    return KeyRing.load(settings)


@pytest.fixture(scope="session")
def _migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file that tests copy."""
    from bot.store.migrate import migrate
    folder = tmp_path_factory.mktemp("template")
    migrate(f"sqlite:///{folder / 'consular.db'}")
    return folder / "consular.db"


@pytest.fixture(scope="session")
def _postgresql_database() -> Iterator[str]:
    """A migrated PostgreSQL database of this test run, dropped at the end."""
    import psycopg2

    from bot.store.migrate import migrate
    try:
        server = psycopg2.connect(f"{POSTGRESQL}/postgres", connect_timeout=3)
    except psycopg2.OperationalError:
        pytest.skip("no PostgreSQL server answers at TEST_DATABASE_URL, so this test ran on SQLite only")
    server.autocommit = True
    name = f"consular_test_{secrets.token_hex(6)}"
    with server.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        migrate(f"{POSTGRESQL}/{name}")
        yield f"{POSTGRESQL}/{name}"
    finally:
        with server.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        server.close()


@pytest.fixture
def postgresql_url(_postgresql_database: str) -> str:
    """The run's PostgreSQL database, emptied."""
    from sqlalchemy import create_engine

    from bot.store.migrate import empty
    engine = create_engine(_postgresql_database)
    try:
        with engine.begin() as connection:
            empty(connection)
    finally:
        engine.dispose()
    return _postgresql_database


@pytest.fixture(params=["sqlite", "postgresql"])
def database_settings(request: pytest.FixtureRequest, settings: Settings) -> Settings:
    """Settings of an empty, migrated database: the test runs on SQLite and on PostgreSQL."""
    from dataclasses import replace
    if request.param == "postgresql":
        return replace(settings, database_url=request.getfixturevalue("postgresql_url"))
    shutil.copy(request.getfixturevalue("_migrated_sqlite"), settings.state / "consular.db")
    return settings


@pytest.fixture
def store(database_settings: Settings) -> Iterator[Store]:
    """An empty store, on SQLite and on PostgreSQL."""
    from bot.store.store import open_store
    opened = open_store(database_settings)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(settings: Settings, _migrated_sqlite: Path) -> Iterator[Store]:
    """An empty store on SQLite, at `settings.database`."""
    from bot.store.store import open_store
    shutil.copy(_migrated_sqlite, settings.state / "consular.db")
    opened = open_store(settings)
    yield opened
    opened.close()
