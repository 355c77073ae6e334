"""`./consular keys`: the encryption keys of everything that citizens and caseworkers write."""
from __future__ import annotations

import argparse
import sys

from bot.operations.first_key import BACK_UP
from bot.operations.machine import make_folder
from bot.services import Services


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("make", help="make the first key, for a new installation")
    actions.add_parser("rotate", help="add a key that writes from now on; the old ones go on reading")
    actions.add_parser("list", help="ids of the keys, never the keys themselves")


def run(arguments: argparse.Namespace, services: Services) -> int:
    if arguments.action == "make":
        make_folder(services.settings.state)
        print(f"Made an encryption key: {services.make_key()}\n{BACK_UP}", file=sys.stderr)
    elif arguments.action == "rotate":
        made = services.rotate_key()
        print(f"The key {made} writes from now on. Restart web, desk, assistant and reconcile so that they use it.\n"
              f"{BACK_UP} ({services.settings.key_file})", file=sys.stderr)
    else:
        ring = services.key_ring()
        for key in ring.keys:
            print(f"{key}{'  writes' if key == ring.newest else ''}")
    return 0
