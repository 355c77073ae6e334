"""Alembic's migrations, run by bot.store.migrate."""
