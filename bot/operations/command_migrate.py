"""`./consular migrate`: bring the database to this version."""
from __future__ import annotations

import argparse
import sys

from bot.operations.machine import make_folder
from bot.services import Services


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There is nothing to choose."""


def run(arguments: argparse.Namespace, services: Services) -> int:
    if not services.settings.database_url:
        make_folder(services.settings.state)
    changed = services.migrate()
    print("The database is now up to date." if changed else "The database was up to date.", file=sys.stderr)
    return 0
