"""`./consular users`: who may sign in at the desk. No password is ever typed here: each person chooses their own."""
from __future__ import annotations

import argparse
import sys

from bot.operations.first_sign_in import sign_in_link
from bot.services import Services

ROLES = ("caseworker", "designer", "manager")
DISABLED = "\tdisabled"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="add somebody; prints a link with which they choose a password")
    add.add_argument("name", help="to sign in with, lower case: asha")
    add.add_argument("--display-name", help="what citizens and colleagues read: Asha (otherwise made from the name)")
    add.add_argument("--role", choices=ROLES, default="caseworker",
                     help="designer: content designer, who sees guides and what was asked about, never cases; "
                          "manager: everything, and the off switch (caseworker)")
    for action, does in (("disable", "no more sign-in, and every session of theirs ends"),
                         ("sign-in", "a new one-time link, for somebody who forgot their password")):
        actions.add_parser(action, help=does).add_argument("name")
    actions.add_parser("list", help="everybody, with their role")


def run(arguments: argparse.Namespace, services: Services) -> int:
    """The link, and the list, go to standard output. Raises BadInput for a name in use or unknown."""
    store = services.store
    if arguments.action == "add":
        token = store.add_user(arguments.name, arguments.display_name or arguments.name.replace(".", " ").title(),
                               arguments.role)
        print(f"Added {arguments.name}. Give them this link; it works once, for 24 hours:", file=sys.stderr)
        print(sign_in_link(services.settings, token or ""))
    elif arguments.action == "sign-in":
        print(f"Give {arguments.name} this link; it works once, for 24 hours:", file=sys.stderr)
        print(sign_in_link(services.settings, store.one_time_sign_in(arguments.name)))
    elif arguments.action == "disable":
        store.disable_user(arguments.name)
        print(f"{arguments.name} can no longer sign in.", file=sys.stderr)
    else:
        for user in store.users():
            print(f"{user.name}\t{user.display_name}\t{user.role}{DISABLED if user.disabled else ''}")
    return 0
