"""The command line: `./consular COMMAND`. Each command's module is imported only when it is asked for.

A command's module has `add_arguments(parser)` and `run(arguments, services) -> int`, the exit code. Standard output is
for JSON lines and what was asked for; everything else goes to standard error.
"""
from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from bot.errors import StartError
from bot.operations.plain_errors import plain_sentence
from bot.services import Services

INTERRUPTED = 130


class CommandModule(Protocol):
    """What the module of a command offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace, services: Services) -> int: ...


@dataclass(frozen=True)
class Command:
    """One line of `./consular help`."""

    name: str
    module: str
    does: str
    from_root: bool = False
    """It works in the project's folder; the others in the caller's, so that a file's name means what they typed."""


COMMANDS: tuple[Command, ...] = (
    Command("up", "bot.operations.command_up", "everything on this machine, with addresses and the first sign-in",
            True),
    Command("test", "bot.operations.command_test", "what CI runs: lint, types, every test", True),
    Command("web", "bot.web.command", "the citizens' page", True),
    Command("desk", "bot.desk.command", "the caseworkers' desk", True),
    Command("assistant", "bot.assistant.command_assistant", "one assistant that answers citizens", True),
    Command("reconcile", "bot.operations.command_reconcile",
            "overdue work: unanswered words, alerts, absent caseworkers, updates", True),
    Command("train", "bot.assistant.command_train", "train the assistant's model where the data changed", True),
    Command("triage", "bot.operations.command_triage", "route, severity and topic of messages (JSON lines)"),
    Command("locate", "bot.operations.command_locate", "the countries that messages name (JSON lines)"),
    Command("ask", "bot.operations.command_ask", "official passages that answer questions (JSON lines)"),
    Command("learn", "bot.operations.command_learn", "learn which passage answers which question, from labelled ones"),
    Command("evaluate", "bot.operations.command_evaluate", "the quality of answers and triage on labelled files"),
    Command("bench", "bot.operations.command_bench", "speed and memory beside a stock Rasa assistant"),
    Command("content", "bot.operations.command_content", "what is stale, missing or hard to read in guides and facts: "
            "check"),
    Command("sync", "bot.operations.command_sync", "fetch travel advice from GOV.UK"),
    Command("users", "bot.operations.command_users", "who may sign in at the desk: add, list, disable, sign-in"),
    Command("keys", "bot.operations.command_keys", "the encryption keys: make, rotate, list"),
    Command("audit", "bot.operations.command_audit", "check that no audit entry was changed: verify"),
    Command("migrate", "bot.operations.command_migrate", "bring the database to this version"),
)
"""Every command that Python runs; `./consular lock` is the script's own."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command → the exit code of the process."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in {"help", "-h", "--help"}:
        if len(words) < 2:
            print(help_text())
            return 0
        words = [words[1], "--help"]
    command = next((each for each in COMMANDS if each.name == words[0]), None)
    if command is None:
        print(f"There is no command {words[0]!r}. `./consular help` lists them.", file=sys.stderr)
        return 2
    try:
        return _run(command, words[1:])
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough of it. Python would complain once more when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        sentence = plain_sentence(error)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)
        return int(getattr(error, "exit_code", 1))


def help_text() -> str:
    """What `./consular help` prints."""
    width = max(len(command.name) for command in COMMANDS)
    lines = [f"  {command.name:<{width}}  {command.does}" for command in COMMANDS]
    lines.append(f"  {'lock':<{width}}  resolve pyproject.toml again into requirements.lock")
    lines.append(f"  {'help':<{width}}  this list; `help COMMAND` explains one")
    return "\n".join([
        "The consular assistant, for British nationals abroad.", "",
        "Start here: ./consular up", "",
        "Usage: ./consular COMMAND [options]", "", *lines, "",
        "Settings come from the environment: docs/settings.md. When something is down: docs/runbook.md.",
    ])


def _run(command: Command, words: Sequence[str]) -> int:
    module = _load(command)
    parser = argparse.ArgumentParser(prog=f"./consular {command.name}",
                                     description=f"{command.does[0].upper()}{command.does[1:]}.")
    module.add_arguments(parser)
    parsed = parser.parse_args(words)
    if not command.from_root and os.environ.get("CONSULAR_FROM"):
        try:
            os.chdir(os.environ["CONSULAR_FROM"])
        except OSError:
            raise StartError("The folder you are in is gone. Change to another and run this again.") from None
    result = module.run(parsed, Services())
    sys.stdout.flush()
    return result


def _load(command: Command) -> CommandModule:
    try:
        return cast(CommandModule, importlib.import_module(command.module))
    except ModuleNotFoundError as error:
        if error.name is None or not f"{command.module}.".startswith(f"{error.name}."):
            raise
        raise StartError(f"`{command.name}` is not in this copy: {command.module} is missing.") from None


if __name__ == "__main__":
    sys.exit(main())
