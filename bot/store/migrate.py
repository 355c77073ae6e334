"""Brings a database to the newest form, whoever else tries at the same time."""
from __future__ import annotations

import sqlalchemy.exc
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from bot.errors import StartError
from bot.store.engine import Database, plain_words
from bot.store.schema import HEAD, metadata

__all__ = ["empty", "migrate", "needs_migration"]

_LOCK = 0x434F4E53
"""PostgreSQL's advisory lock of our migrations."""
WAIT_SECONDS = 60
"""How long a process waits for another one's migration."""


def migrate(url: str) -> bool:
    """Make or change the tables where needed → whether anything was done. Safe to call by many processes at once.

    Raises StartError where the database cannot be reached or written, or is newer than this program.
    """
    database = Database(url)
    try:
        return migrate_database(database)
    finally:
        database.close()


def migrate_database(database: Database) -> bool:
    """The same on an open database."""
    try:
        with database.engine.connect() as connection:
            if not needs_migration(connection):
                return False
        with database.engine.execution_options(consular_writes=True).connect() as connection:
            connection.detach()  # not for the pool: it waits longer than others may
            if database.is_sqlite:
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
            # One transaction for everything: half a migration is rolled back on both databases.
            with connection.begin():
                if not database.is_sqlite:
                    connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                if not needs_migration(connection):
                    return False
                _upgrade(connection)
                return True
    except sqlalchemy.exc.SQLAlchemyError as error:
        raise StartError(plain_words(error)) from None


def needs_migration(connection: Connection) -> bool:
    """Whether the tables are older than this program. Raises StartError where they are newer."""
    if not inspect(connection).has_table("alembic_version"):
        return True
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found == HEAD:
        return False
    if found is not None and str(found) > HEAD:
        raise StartError("The database was made by a newer version of this program. Update the program first.")
    return True


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def empty(connection: Connection) -> None:
    """Delete every row (for tests: a migrated, empty database)."""
    for table in reversed(metadata.sorted_tables):
        connection.execute(table.delete())
    seed(connection)


def seed(connection: Connection) -> None:
    """The rows that must be there from the beginning."""
    connection.execute(text("INSERT INTO audit_head (one, id, hash) VALUES (1, 0, '')"))
    connection.execute(text("INSERT INTO content_version (one, version) VALUES (1, 0)"))
