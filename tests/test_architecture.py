"""The arrows of the design's section 3, held: who may import whom, what importing may do, and how the tree looks.

Every import counts, those inside functions too. The rules are tables at the top; the checks below read the code, not us.
"""
from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PURE = frozenset({"bot.conversation", "bot.casework", "bot.triage", "bot.places", "bot.content"})
GROUND = frozenset({"bot.errors", "bot.fail_points"})
"""What everybody may know. It knows nothing itself."""

MAY_IMPORT: Mapping[str, frozenset[str]] = {
    "bot": frozenset(),
    "bot.errors": frozenset(),
    "bot.fail_points": frozenset(),
    "bot.settings": GROUND,
    **dict.fromkeys(PURE, PURE | GROUND),
    "bot.store": PURE | GROUND | {"bot.settings"},
    "bot.clients": PURE | GROUND | {"bot.settings"},
    "bot.channels": PURE | GROUND | {"bot.settings", "bot.clients"},
    "bot.services": PURE | GROUND | {"bot.settings", "bot.store", "bot.clients", "bot.channels"},
    "bot.ui": PURE | GROUND | {"bot.settings"},
    "bot.web": PURE | GROUND | {"bot.settings", "bot.services", "bot.ui", "bot.channels"},
    "bot.desk": PURE | GROUND | {"bot.settings", "bot.services", "bot.ui"},
    "bot.assistant": PURE | GROUND | {"bot.settings", "bot.services"},
    "bot.operations": PURE | GROUND | {"bot.settings", "bot.services", "bot.assistant"},
    "bot.__main__": GROUND | {"bot.services", "bot.operations"},
    "actions": PURE | GROUND | {"bot.services"},
}
"""Package → packages of ours that its modules may import, besides itself. Operations may ask the assistant's training
where a model is; that it never loads rasa by it is a test of its own."""

PURE_MAY_USE = frozenset({"numpy", "rapidfuzz", "yaml"})
ONLY_HERE: Mapping[str, frozenset[str]] = {
    "rasa": frozenset({"bot.assistant"}),
    "rasa_sdk": frozenset({"bot.assistant", "actions"}),
    "sqlalchemy": frozenset({"bot.store"}),
    "psycopg2": frozenset({"bot.store"}),
    "redis": frozenset({"bot.store"}),
    "sanic": frozenset({"bot.ui", "bot.web", "bot.desk", "bot.assistant"}),
    "httpx": frozenset({"bot.clients", "bot.channels", "bot.operations"}),
    "notifications_python_client": frozenset({"bot.clients"}),
    "onnxruntime": frozenset({"bot.clients"}),
    "spacy": frozenset({"bot.clients"}),
}
"""Other people's package → the only packages of ours that may import it."""
NEVER = frozenset({"tensorflow", "keras", "tensorflow_hub", "tensorflow_text"})
MAY_PRINT = ("bot/operations/", "bot/__main__.py")
"""And every module whose name begins with `command`, or that is a program of its own."""
UNWANTED_FOLDERS = frozenset({"utils", "helpers", "common", "models", "misc", "lib"})
LONGEST_MODULE = 400


@dataclass(frozen=True)
class Module:
    """One file of ours."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def package(self) -> str:
        """bot.web for bot.web.view; bot.settings for itself; actions for actions.answer."""
        parts = self.name.split(".")
        return parts[0] if parts[0] == "actions" else ".".join(parts[:2])

    @property
    def shown(self) -> str:
        return self.path.relative_to(ROOT).as_posix()


def _modules() -> list[Module]:
    found = []
    for path in sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "actions").rglob("*.py")]):
        parts = list(path.relative_to(ROOT).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        found.append(Module(".".join(parts), path, ast.parse(path.read_text(encoding="utf-8"))))
    return found


MODULES = _modules()
NAMES = {module.name for module in MODULES}


def imports(module: Module, for_types: bool = True) -> Iterator[tuple[str, int]]:
    """(name, line) of everything that a module imports, anywhere in it; `for_types` also under `if TYPE_CHECKING`."""
    skipped: set[int] = set()
    for node in ast.walk(module.tree):
        if not for_types and isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            skipped |= {id(inner) for inner in ast.walk(node)}
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = module.name.split(".")
                above = above[:len(above) - node.level + (module.path.name == "__init__.py")]
                base = ".".join([*above, *([base] if base else [])])
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield (full if full in NAMES else base), node.lineno
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module") and node.args and \
                isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value), node.lineno


def package_of(name: str) -> str:
    parts = name.split(".")
    return parts[0] if parts[0] == "actions" else ".".join(parts[:2])


def is_ours(name: str) -> bool:
    return name.split(".")[0] in {"bot", "actions"}


def test_every_package_has_its_rule() -> None:
    assert {module.package for module in MODULES} - set(MAY_IMPORT) == set()


def test_imports_follow_the_arrows() -> None:
    wrong = [f"{module.shown}:{line} imports {name}" for module in MODULES for name, line in imports(module)
             if is_ours(name) and package_of(name) not in MAY_IMPORT[module.package] | {module.package}]
    assert wrong == []


def test_the_core_is_pure() -> None:
    wrong = [f"{module.shown}:{line} imports {name}" for module in MODULES if module.package in PURE
             for name, line in imports(module)
             if not is_ours(name) and name.split(".")[0] not in sys.stdlib_module_names | PURE_MAY_USE]
    assert wrong == []


def test_other_peoples_packages_stay_where_they_belong() -> None:
    wrong = [f"{module.shown}:{line} imports {name}" for module in MODULES for name, line in imports(module)
             if module.package not in ONLY_HERE.get(name.split(".")[0], frozenset({module.package}))]
    assert wrong == []


def test_nothing_imports_tensorflow() -> None:
    wrong = [f"{module.shown}:{line} imports {name}" for module in MODULES for name, line in imports(module)
             if name.split(".")[0] in NEVER]
    assert wrong == []


def test_no_module_imports_itself_by_a_detour() -> None:
    # A package and its own modules may know each other: they are one thing in several files.
    edges = {module.name: {name for name, _ in imports(module, for_types=False)
                           if name in NAMES and not module.name.startswith(f"{name}.") and name != module.name}
             for module in MODULES}
    assert _cycles(edges) == []


def test_no_packages_but_the_pure_ones_import_each_other() -> None:
    """The pure packages are one core: a case holds messages and a conversation opens cases."""
    edges: dict[str, set[str]] = {}
    for module in MODULES:
        start = "core" if module.package in PURE else module.package
        for name, _ in imports(module, for_types=False):
            end = "core" if package_of(name) in PURE else package_of(name)
            if is_ours(name) and end != start and end != "bot":
                edges.setdefault(start, set()).add(end)
    assert _cycles(edges) == []


def _cycles(edges: Mapping[str, set[str]]) -> list[str]:
    """Each cycle once, written "a → b → a"."""
    found: list[str] = []
    done: set[str] = set()

    def visit(name: str, path: list[str]) -> None:
        if name in path:
            found.append(" → ".join([*path[path.index(name):], name]))
            return
        if name in done:
            return
        for other in sorted(edges.get(name, ())):
            visit(other, [*path, name])
        done.add(name)

    for name in sorted(edges):
        visit(name, [])
    return found


def test_a_cycle_would_be_found() -> None:
    assert _cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == ["a → b → c → a"]


# -- what importing does ------------------------------------------------------------------------------------------
_WATCH = """
import importlib, json, os, sys
seen = []
def hook(event, args):
    if event in {"socket.connect", "socket.bind", "socket.getaddrinfo", "sqlite3.connect", "subprocess.Popen"}:
        if args[-1] != ("::1", 0):          # urllib3 asks in this way whether the machine has IPv6
            seen.append(f"{event} {args[-1]!r}")
    elif event == "open" and isinstance(args[0], (str, bytes, os.PathLike)):
        path, mode, flags = os.fspath(args[0]), args[1], args[2]
        writes = mode and any(c in mode for c in "wax+") or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes and path != os.devnull:
            seen.append(f"open {path}")
sys.addaudithook(hook)
for name in sys.argv[1:]:
    importlib.import_module(name)
loaded = sorted({name.split(".")[0] for name in sys.modules})
print(json.dumps({"seen": seen, "loaded": loaded}))
"""


def imported(names: list[str]) -> dict[str, list[str]]:
    """Import `names` in a process of its own → what it opened, and which top-level packages came with it."""
    result = subprocess.run(
        [sys.executable, "-B", "-c", _WATCH, *names], cwd=ROOT, capture_output=True, text=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CONSULAR_STATE": "/nonexistent", "DATABASE_URL": "",
             "REDIS_URL": ""})
    assert result.returncode == 0, result.stderr[-2000:]
    found: dict[str, list[str]] = json.loads(result.stdout.splitlines()[-1])
    return found


def _without_rasa() -> list[str]:
    """Every module that a process other than the assistant may load. Migrations only run inside Alembic."""
    return [module.name for module in MODULES if module.package not in {"bot.assistant", "actions"}
            and ".migrations" not in module.name]


@pytest.fixture(scope="module")
def everything_but_the_assistant() -> dict[str, list[str]]:
    return imported(_without_rasa())


def test_web_desk_and_operations_never_load_rasa(everything_but_the_assistant: dict[str, list[str]]) -> None:
    assert sorted({"rasa", "rasa_sdk"} & set(everything_but_the_assistant["loaded"])) == []


def test_nothing_loads_tensorflow(everything_but_the_assistant: dict[str, list[str]]) -> None:
    assert sorted(NEVER & set(everything_but_the_assistant["loaded"])) == []


def test_importing_connects_to_nothing_and_writes_nothing(everything_but_the_assistant: dict[str, list[str]]) -> None:
    assert everything_but_the_assistant["seen"] == []


def test_importing_a_package_would_be_caught_where_it_connects(tmp_path: Path) -> None:
    (tmp_path / "bad_module.py").write_text("import sqlite3\nsqlite3.connect(':memory:')\nopen('/dev/shm/x', 'a')\n")
    watched = subprocess.run([sys.executable, "-B", "-c", _WATCH, "bad_module"], cwd=tmp_path, capture_output=True,
                             text=True, env={**os.environ, "PYTHONPATH": str(tmp_path)}, timeout=60)
    assert json.loads(watched.stdout)["seen"] == ["sqlite3.connect b':memory:'", "open /dev/shm/x"]


# -- how the tree looks -------------------------------------------------------------------------------------------
def test_every_module_says_what_it_is() -> None:
    assert [module.shown for module in MODULES if not (ast.get_docstring(module.tree) or "").strip()] == []


def test_no_module_is_too_long_to_find_a_line_in() -> None:
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
               for folder in ("bot", "actions", "tests") for path in (ROOT / folder).rglob("*.py")}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_folder_is_named_after_nothing() -> None:
    wrong = [path.relative_to(ROOT).as_posix() for folder in ("bot", "actions", "tests", "data")
             for path in (ROOT / folder).rglob("*") if path.is_dir() and path.name in UNWANTED_FOLDERS]
    assert wrong == []


def test_only_the_command_line_prints() -> None:
    wrong = [f"{module.shown}:{node.lineno}" for module in MODULES
             if not module.shown.startswith(MAY_PRINT) and not module.path.name.startswith("command")
             and '__name__ == "__main__"' not in module.path.read_text(encoding="utf-8")
             for node in ast.walk(module.tree)
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"]
    assert wrong == []


def test_every_command_has_its_module() -> None:
    from bot.__main__ import COMMANDS
    assert [command.name for command in COMMANDS if command.module not in NAMES] == []
