"""docs/settings.md and bot/settings.py say the same: every setting is documented, and nothing else is."""
from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from bot.errors import StartError
from bot.settings import ROOT, Settings, read_settings

DOCUMENT = ROOT / "docs" / "settings.md"
READ_ELSEWHERE = {"CONSULAR_FROM", "HOME", "PYTHONPATH", "RASA_TELEMETRY_ENABLED", "TEST_DATABASE_URL"}
"""Names that tests and the script use; TEST_DATABASE_URL is documented with them."""


def read_by(path: Path) -> set[str]:
    """Names of environment variables that a module reads, or passes to the function that reads a number."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        read = isinstance(node, ast.Call) or isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load)
        text = ast.unparse(node) if read else ""
        if match := re.match(r"(?:env|environ|os\.environ)(?:\.get\(|\[)'([A-Z_]+)'|number\('([A-Z_]+)'", text):
            found.add(match[1] or match[2])
        elif match := re.match(r"os\.getenv\('([A-Z_]+)'", text):
            found.add(match[1])
    return found


def documented() -> dict[str, str]:
    """Setting → what stands beside it as its default."""
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+?) \| .+ \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(rows)


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    assert set(documented()) - {"TEST_DATABASE_URL"} == read_by(ROOT / "bot" / "settings.py")


def test_no_other_module_reads_a_setting_of_its_own() -> None:
    others = {f"{path.relative_to(ROOT)}: {name}" for folder in ("bot", "actions") for path in (ROOT / folder).rglob("*.py")
              if path != ROOT / "bot" / "settings.py" for name in read_by(path) - READ_ELSEWHERE}
    assert others == set()


@pytest.mark.parametrize(("name", "value"), [
    ("WEB_HOST", Settings().web_host), ("WEB_PORT", Settings().web_port), ("DESK_HOST", Settings().desk_host),
    ("DESK_PORT", Settings().desk_port), ("ASSISTANT_PORT", Settings().assistant_port),
    ("GOVUK_URL", Settings().govuk_url), ("NOTIFY_URL", Settings().notify_url), ("ASSISTANTS", Settings().assistants)])
def test_the_documented_default_is_the_real_one(name: str, value: object) -> None:
    assert documented()[name] == f"`{value}`"


@pytest.mark.parametrize("value", ["0", "65536", "-1", "80 80", "eighty"])
def test_a_port_that_is_none_is_refused_by_name(value: str) -> None:
    with pytest.raises(StartError, match=r"^WEB_PORT is .* Set it to a whole number from 1 to 65535, or leave it out\.$"):
        read_settings({"WEB_PORT": value})


def test_production_refuses_fail_points() -> None:
    with pytest.raises(StartError, match="^CONSULAR_FAIL_POINTS is for tests"):
        read_settings({"CONSULAR_ENV": "production", "CONSULAR_FAIL_POINTS": "after_claim=kill:/tmp/x"})


def test_every_command_of_the_runbook_exists() -> None:
    from bot.__main__ import COMMANDS
    named = set(re.findall(r"`\./consular ([a-z]+)", (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")))
    assert named - {command.name for command in COMMANDS} - {"lock", "help"} == set()
