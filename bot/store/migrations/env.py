"""What Alembic runs for every migration: the connection is handed over by bot.store.migrate."""
from __future__ import annotations

from alembic import context

from bot.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata,
                  transaction_per_migration=False)
context.run_migrations()
