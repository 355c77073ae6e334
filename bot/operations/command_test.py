"""`./consular test`: what CI runs. Every step runs, whatever failed before it, and the end says what each came to."""
from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.services import Services
from bot.settings import ROOT

CHROMIUM = "chromium"
"""As Debian names it; tests/fixtures/browser.py starts what is found under this name."""
POSTGRESQL = "postgresql://postgres@127.0.0.1:5432"
REDIS = "redis://127.0.0.1:6379"
WORKERS = "2"
"""Processes for the tests that are safe beside each other; CI has two cores."""
_NOT_FOR_TESTS = frozenset({"DATABASE_URL", "REDIS_URL", "CONSULAR_ENV", "CONSULAR_FAIL_POINTS", "NOTIFY_API_KEY",
                            "ON_CALL"})
_NO_TESTS = 5
"""pytest's exit code where a folder holds none."""


@dataclass(frozen=True)
class Step:
    """One thing to check. `missing` says why it, or a part of it, cannot be run here; empty where it can."""

    group: str
    name: str
    command: tuple[str, ...]
    missing: Callable[[], str] = str
    left_out: bool = False
    """Nothing of it can run where something is missing."""


@dataclass(frozen=True)
class Outcome:
    """What became of a step."""

    name: str
    state: str
    """`passed`, `failed` or `left out`."""
    seconds: float
    remark: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", choices=GROUPS, action="append", metavar="PART",
                        help=f"one of {', '.join(GROUPS)}; may be given again for more than one")


def run(arguments: argparse.Namespace, services: Services) -> int:
    """Exit code 0 where nothing failed; a part that cannot run here is left out and named."""
    wanted = tuple(arguments.only or GROUPS)
    if "browser" in wanted:
        get_chromium()
    outcomes = [outcome for step in steps() if step.group in wanted for outcome in _run(step)]
    for line in summary(outcomes):
        print(line, file=sys.stderr)
    return 1 if any(outcome.state == "failed" for outcome in outcomes) else 0


def steps() -> list[Step]:
    """In the order of what fails fastest."""
    python = sys.executable
    pytest = (python, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", "-m")
    # A test module stays in one process: its fixtures (a trained model, a migrated database) are dear.
    many = (*pytest, "not browser", "-n", WORKERS, "--dist", "loadfile")
    paths = [path for path in ("bot", "actions", "tests") if (ROOT / path).exists()]
    found = [
        Step("lint", "lint (ruff)", (python, "-m", "ruff", "check", *paths)),
        Step("types", "types (mypy)", (python, "-m", "mypy", "bot", "actions")),
        Step("unit", "unit tests", (*many, "tests/unit")),
        Step("unit", "architecture and documentation", (*pytest, "not browser", *_top_level_tests())),
        Step("integration", "integration tests", (*many, *_integration_folders()), _services_missing),
        Step("assistant", "assistant tests", (*many, "tests/assistant"), _services_missing),
    ]
    found.append(Step("browser", "browser tests", (*pytest, "browser", "tests"), _chromium_missing, left_out=True))
    return found


def summary(outcomes: list[Outcome]) -> Iterator[str]:
    """The last lines: one a step, what was left out, and one verdict."""
    width = max((len(outcome.name) for outcome in outcomes), default=0)
    yield ""
    for outcome in outcomes:
        remark = f"  {outcome.remark}" if outcome.remark else ""
        yield f"{outcome.state:>8}  {outcome.name:<{width}}  {outcome.seconds:6.1f} s{remark}"
    failed = [outcome.name for outcome in outcomes if outcome.state == "failed"]
    total = sum(outcome.seconds for outcome in outcomes)
    if failed:
        yield f"FAILED in {total:.0f} s: {', '.join(failed)}."
    else:
        yield f"All that could run here passed, in {total:.0f} s."


def _run(step: Step) -> Iterator[Outcome]:
    missing = step.missing()
    if missing and step.left_out:
        print(f"-- {step.name}: left out. {missing}", file=sys.stderr)
        yield Outcome(step.name, "left out", 0.0, missing)
        return
    print(f"-- {step.name}", file=sys.stderr, flush=True)
    began = time.monotonic()
    code = subprocess.run(step.command, cwd=ROOT, env=_environment(), stdout=sys.stderr, check=False).returncode
    passed = code == 0 or (code == _NO_TESTS and "pytest" in step.command)
    yield Outcome(step.name, "passed" if passed else "failed", time.monotonic() - began, missing)


def _environment() -> dict[str, str]:
    """Ours, without settings of this machine that would change what a test sees."""
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_FOR_TESTS}
    return {**kept, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"}


def _top_level_tests() -> list[str]:
    return sorted(f"tests/{path.name}" for path in (ROOT / "tests").glob("test_*.py"))


def _integration_folders() -> list[str]:
    """Every folder of tests that has no step of its own."""
    return sorted(f"tests/{path.name}" for path in (ROOT / "tests").iterdir()
                  if path.is_dir() and path.name not in {"unit", "assistant", "browser", "fixtures"}
                  and any(path.rglob("test_*.py")))


def get_chromium() -> None:
    """Install Chromium from the system's packages where it is missing and we may: root, with apt-get."""
    if chromium() or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("-- Chromium is missing: installing it from the system's packages …", file=sys.stderr, flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (("apt-get", "update", "-q"),
                    ("apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium")):
        # Whatever it says, the browser tests are left out by name where Chromium is not there afterwards.
        subprocess.run(command, env=quiet, stdout=sys.stderr, check=False)


def chromium() -> str | None:
    """The browser for the tests, or None."""
    return shutil.which(CHROMIUM)


def _chromium_missing() -> str:
    if chromium():
        return ""
    return "No Chromium here, so no browser test ran. Install it (Debian: apt-get install chromium)."


def _services_missing() -> str:
    missing = [name for name, url in (("PostgreSQL", os.environ.get("TEST_DATABASE_URL", POSTGRESQL)), ("Redis", REDIS))
               if not _listens(url)]
    return f"{' and '.join(missing)} did not answer: the tests that need it were left out." if missing else ""


def _listens(url: str) -> bool:
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 0), timeout=2):
            return True
    except OSError:
        return False


GROUPS = ("lint", "types", "unit", "integration", "assistant", "browser")
