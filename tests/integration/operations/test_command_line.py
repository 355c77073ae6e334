"""`./consular COMMAND` as a person meets it: exit codes, plain sentences, and what goes to which stream."""
from __future__ import annotations

import errno
import os
import socket
import sqlite3
import subprocess
import sys
import types
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import __main__ as command_line
from bot.errors import BadInput, CaseworkError, ContentError
from bot.operations.command_test import Outcome, Step, steps, summary
from bot.operations.plain_errors import plain_sentence
from bot.services import Services
from bot.settings import ROOT, Settings
from bot.store.store import Store, open_store

FULL = ("The disk is full. Free some space and start again. What a citizen has seen as sent is stored; nothing is "
        "lost.")


def consular(*words: str, settings: Settings | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end, in a process of its own."""
    places = {} if settings is None else {"CONSULAR_STATE": str(settings.state),
                                          "CONSULAR_KEYS": str(settings.key_file)}
    return subprocess.run([sys.executable, "-m", "bot", *words], cwd=ROOT, capture_output=True, text=True, timeout=60,
                          env={**os.environ, **places, **environment})


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], int]], None]:
    """Make `./consular pretend` do something."""
    def make(work: Callable[[], int]) -> None:
        def run(arguments: Namespace, services: Services) -> int:
            return work()

        def add_arguments(parser: ArgumentParser) -> None:
            """There is nothing to choose."""
        module = types.ModuleType("pretended_command")
        module.run, module.add_arguments = run, add_arguments
        monkeypatch.setitem(sys.modules, "pretended_command", module)
        pretended = command_line.Command("pretend", "pretended_command", "nothing", True)
        monkeypatch.setattr(command_line, "COMMANDS", (pretended,))
    return make


def raising(error: BaseException) -> Callable[[], int]:
    def work() -> int:
        raise error
    return work


def test_help_names_every_command_and_what_it_does() -> None:
    shown = consular("help")
    assert (shown.returncode, shown.stderr) == (0, "")
    for command in command_line.COMMANDS:
        assert f"  {command.name} " in shown.stdout
        assert command.does in shown.stdout
    assert "Start here: ./consular up" in shown.stdout


def test_help_explains_one_command() -> None:
    shown = consular("help", "users")
    assert shown.returncode == 0
    assert shown.stdout.startswith("usage: ./consular users")


def test_an_unknown_command_is_refused_by_name() -> None:
    refused = consular("trriage")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "There is no command 'trriage'. `./consular help` lists them.\n"


def test_a_setting_that_cannot_be_used_is_a_plain_sentence() -> None:
    refused = consular("migrate", WEB_PORT="eighty")
    assert refused.returncode == 1
    assert refused.stderr == "WEB_PORT is 'eighty'. Set it to a whole number from 1 to 65535, or leave it out.\n"


@pytest.mark.parametrize(("error", "code", "sentence"), [
    (BadInput("Line 3 is not JSON."), 2, "Line 3 is not JSON."),
    (CaseworkError("There is no case CON-1."), 1, "There is no case CON-1."),
    (OSError(errno.ENOSPC, "No space left on device"), 1, FULL),
    (sqlite3.OperationalError("database or disk is full"), 1, FULL),
    (OSError(errno.EADDRINUSE, "Address already in use"), 1, "A port is in use by another program. Stop that program, "
     "or choose other ports with WEB_PORT, DESK_PORT and ASSISTANT_PORT."),
])
def test_what_can_be_mended_is_a_sentence_and_no_traceback(
        pretend: Callable[[Callable[[], int]], None], capsys: pytest.CaptureFixture[str], error: Exception, code: int,
        sentence: str) -> None:
    pretend(raising(error))
    assert command_line.main(["pretend"]) == code
    assert capsys.readouterr() == ("", sentence + "\n")


def test_an_interrupted_command_says_nothing_and_ends_with_130(pretend: Callable[[Callable[[], int]], None],
                                                               capsys: pytest.CaptureFixture[str]) -> None:
    pretend(raising(KeyboardInterrupt()))
    assert command_line.main(["pretend"]) == 130
    assert capsys.readouterr() == ("", "")


def test_an_error_that_nobody_foresaw_keeps_its_traceback(pretend: Callable[[Callable[[], int]], None]) -> None:
    pretend(raising(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        command_line.main(["pretend"])


def test_a_reader_that_has_enough_is_no_error() -> None:
    program = ("import sys; sys.path.insert(0, '.')\nfrom bot.__main__ import main\n"
               "from bot.operations import jsonl, command_audit\n"
               "def run(arguments, services):\n    for n in range(100000): jsonl.write_row({'id': n})\n    return 0\n"
               "command_audit.run = run\nsys.exit(main(['audit', 'verify']))")
    shell = f"{sys.executable} -c \"$PROGRAM\" | head -1"
    result = subprocess.run(["bash", "-c", f"set -o pipefail; {shell}"], cwd=ROOT, capture_output=True, text=True,
                            timeout=60, env={**os.environ, "PROGRAM": program})
    assert (result.returncode, result.stdout, result.stderr) == (0, '{"id": 0}\n', "")


def test_a_command_whose_module_is_missing_says_so(monkeypatch: pytest.MonkeyPatch,
                                                   capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(command_line, "COMMANDS", (command_line.Command("later", "bot.operations.command_later", "x"),))
    assert command_line.main(["later"]) == 1
    assert capsys.readouterr().err == "`later` is not in this copy: bot.operations.command_later is missing.\n"


def test_an_error_that_an_error_hides_is_found() -> None:
    try:
        try:
            raise OSError(errno.ENOSPC, "No space left on device")
        except OSError as inner:
            raise RuntimeError("could not write") from inner
    except RuntimeError as outer:
        assert str(plain_sentence(outer)).startswith("The disk is full.")
    assert plain_sentence(RuntimeError("no space left on device, wrote a citizen")) is None
    assert plain_sentence(ContentError("data/notices.yml cannot be used.")) == "data/notices.yml cannot be used."


# -- people, keys, audit, tables ----------------------------------------------------------------------------------
def test_somebody_is_added_listed_given_a_new_link_and_disabled(settings: Settings, sqlite_store: Store) -> None:
    added = consular("users", "add", "asha", "--display-name", "Asha K.", "--role", "manager", settings=settings,
                     DESK_PORT="8123")
    assert added.returncode == 0
    assert added.stderr == "Added asha. Give them this link; it works once, for 24 hours:\n"
    assert added.stdout.startswith("http://127.0.0.1:8123/sign-in/once?token=")
    first = added.stdout.strip().split("token=")[1]
    renewed = consular("users", "sign-in", "asha", settings=settings).stdout.strip().split("token=")[1]
    assert sqlite_store.redeem(first, "a long password") is None, "a new link ends the old one"
    assert sqlite_store.redeem(renewed, "a long password") is not None
    assert consular("users", "list", settings=settings).stdout == "asha\tAsha K.\tmanager\n"
    assert consular("users", "disable", "asha", settings=settings).returncode == 0
    assert consular("users", "list", settings=settings).stdout == "asha\tAsha K.\tmanager\tdisabled\n"
    assert sqlite_store.sign_in("asha", "a long password") is None


def test_a_name_in_use_is_refused(settings: Settings, sqlite_store: Store) -> None:
    sqlite_store.add_user("asha", "Asha", "caseworker")
    refused = consular("users", "add", "asha", settings=settings)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "The name asha is in use. Choose another one.\n"


def test_keys_are_made_rotated_and_listed_without_being_shown(tmp_path: Path) -> None:
    settings = Settings(state=tmp_path / "state", key_file=tmp_path / "keys" / "keys.json")
    made = consular("keys", "make", settings=settings)
    assert (made.returncode, made.stdout) == (0, "")
    assert "Back this file up now, apart from the database" in made.stderr
    assert consular("keys", "make", settings=settings).returncode == 1
    [only] = consular("keys", "list", settings=settings).stdout.splitlines()
    assert only.endswith("  writes")
    rotated = consular("keys", "rotate", settings=settings)
    old, new = consular("keys", "list", settings=settings).stdout.splitlines()
    assert (f"{old}  writes", new) == (only, f"{rotated.stderr.split()[2]}  writes")
    assert open_store(settings).users() == []


def test_the_audit_is_verified_and_a_changed_entry_is_named(settings: Settings, sqlite_store: Store) -> None:
    sqlite_store.add_user("asha", "Asha", "caseworker")
    assert consular("audit", "verify", settings=settings).stderr == "The audit holds: 1 entries, none changed.\n"
    with sqlite3.connect(settings.state / "consular.db") as connection:
        connection.execute("UPDATE audit SET actor = 'nobody'")
    broken = consular("audit", "verify", settings=settings)
    assert (broken.returncode, broken.stdout) == (1, "")
    assert "Traceback" not in broken.stderr


def test_migrating_twice_changes_nothing_the_second_time(tmp_path: Path) -> None:
    settings = Settings(state=tmp_path / "state", key_file=tmp_path / "keys" / "keys.json")
    assert consular("migrate", settings=settings).stderr == "The database is now up to date.\n"
    assert consular("migrate", settings=settings).stderr == "The database was up to date.\n"


def test_up_names_the_port_that_is_in_use_and_changes_nothing(tmp_path: Path) -> None:
    settings = Settings(state=tmp_path / "state", key_file=tmp_path / "keys" / "keys.json")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = consular("up", settings=settings, WEB_PORT=str(port))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"Port {port} is in use by another program. Stop that program, or choose another "
                                     "port: WEB_PORT=")
    assert not settings.key_file.exists()


# -- the test command ---------------------------------------------------------------------------------------------
def test_the_last_lines_say_what_failed_and_what_was_left_out() -> None:
    outcomes = [Outcome("lint", "passed", 1.0), Outcome("browser tests", "left out", 0.0, "No Chromium here.")]
    assert list(summary(outcomes)) == [
        "", "  passed  lint              1.0 s", "left out  browser tests     0.0 s  No Chromium here.",
        "All that could run here passed, in 1 s."]
    assert list(summary([*outcomes, Outcome("types", "failed", 2.0)]))[-1] == "FAILED in 3 s: types."


def test_every_folder_of_tests_belongs_to_a_step() -> None:
    folders = {f"tests/{path.name}" for path in (ROOT / "tests").iterdir()
               if path.is_dir() and any(path.rglob("test_*.py"))}
    run = {word for step in steps() for word in step.command if word.startswith("tests")}
    assert {folder for folder in folders if folder not in run} - {"tests/browser"} == set()
    assert "tests" in next(step.command for step in steps() if step.group == "browser")


def test_a_step_that_fails_fails_the_run_and_the_others_still_run(monkeypatch: pytest.MonkeyPatch,
                                                                  capfd: pytest.CaptureFixture[str]) -> None:
    from bot.operations import command_test
    fine = (sys.executable, "-c", "print('fine')")
    broken = (sys.executable, "-c", "import sys; sys.exit(1)")
    monkeypatch.setattr(command_test, "steps", lambda: [
        Step("lint", "one", broken), Step("types", "two", fine),
        Step("browser", "three", fine, lambda: "No Chromium.", True)])
    monkeypatch.setattr(command_test, "get_chromium", lambda: None)
    assert command_test.run(Namespace(only=None), Services(Settings())) == 1
    shown = capfd.readouterr()
    assert shown.out == ""
    assert "-- three: left out. No Chromium." in shown.err
    assert "fine" in shown.err
    assert command_test.run(Namespace(only=["types", "browser"]), Services(Settings())) == 0
