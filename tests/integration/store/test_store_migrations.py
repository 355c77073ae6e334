"""Migrations: from nothing, again without effect, by two processes at once, and equal to the tables we program against."""
from __future__ import annotations

import multiprocessing
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.errors import StartError
from bot.store.engine import Database
from bot.store.migrate import migrate
from bot.store.schema import HEAD, metadata
from tests.conftest import POSTGRESQL


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'consular.db'}"
        return
    request.getfixturevalue("_postgresql_database")  # skips where no server answers
    import psycopg2
    server = psycopg2.connect(f"{POSTGRESQL}/postgres")
    server.autocommit = True
    name = f"consular_test_{secrets.token_hex(6)}"
    with server.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield f"{POSTGRESQL}/{name}"
    with server.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    server.close()


def test_the_newest_migration_is_the_one_the_program_expects() -> None:
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_migrations_make_every_table_and_do_nothing_the_second_time(empty_url: str) -> None:
    assert migrate(empty_url) is True
    assert migrate(empty_url) is False
    database = Database(empty_url)
    with database.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
        assert [d for d in differences if d[0] != "remove_table"] == []
        assert connection.execute(text("SELECT id, hash FROM audit_head")).fetchall() == [(0, "")]
    database.close()


def _migrate(url: str, results: multiprocessing.Queue[bool]) -> None:
    results.put(migrate(url))


def test_processes_that_start_together_migrate_once(empty_url: str) -> None:
    start = multiprocessing.get_context("spawn")
    results = start.Queue()
    processes = [start.Process(target=_migrate, args=(empty_url, results)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert sorted(results.get(timeout=5) for _ in processes) == [False, False, False, True]


def test_a_migration_that_fails_leaves_nothing_behind(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("in the middle")

    with monkeypatch.context() as patch:
        patch.setattr("bot.store.migrate.seed", fail)
        with pytest.raises(RuntimeError, match="in the middle"):
            migrate(empty_url)
    assert migrate(empty_url) is True


def test_a_database_of_a_newer_program_is_refused(empty_url: str) -> None:
    migrate(empty_url)
    database = Database(empty_url)
    with database.write() as tx:
        tx.run("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(StartError, match="newer version"):
        migrate(empty_url)


@pytest.mark.parametrize(("url", "said"), [
    ("mysql://x", "DATABASE_URL cannot be used"), ("nonsense", "DATABASE_URL cannot be used"),
    ("postgresql://postgres@127.0.0.1:1/x", "does not answer"),
    ("sqlite:////proc/nowhere/consular.db", "cannot be made"),
])
def test_a_database_that_cannot_be_had_is_a_plain_sentence(url: str, said: str) -> None:
    with pytest.raises(StartError, match=said):
        migrate(url)
