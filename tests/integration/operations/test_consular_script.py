"""The `./consular` script in a small copy of the project: set-up once, nothing twice, and a sentence for each obstacle.

A fake `uv` stands in for the real one: it writes down how it was called and makes what the real one would make.
"""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.settings import ROOT

TOOLS = ("sh", "dirname", "readlink", "pwd", "cat", "cksum", "grep", "rm", "mv", "ln", "mkdir", "sleep", "id", "printf",
         "chmod", "env", "touch", "cp")
FAKE_UV = """#!/bin/sh
printf '%s\\n' "$*" >>"$UV_CALLS"
if [ -n "${UV_SAYS:-}" ]; then printf '%s\\n' "$UV_SAYS" >&2; exit 2; fi
[ -n "${UV_SLEEPS:-}" ] && sleep "$UV_SLEEPS"
if [ "$1" = venv ]; then
    for last; do :; done
    mkdir -p "$last/bin"
    printf '#!/bin/sh\\nexec "%s" "$@"\\n' "$REAL_PYTHON" >"$last/bin/python"
    chmod +x "$last/bin/python"
fi
exit 0
"""
SHOW = """import json, os, sys
print(json.dumps({"words": sys.argv[1:], "path": os.environ["PYTHONPATH"], "from": os.environ["CONSULAR_FROM"],
                  "cwd": os.getcwd()}))
"""


class Copy:
    """A project folder with the script, a lock file and a `bot` that shows how it was called."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "a project with spaces"
        (self.root / "bot").mkdir(parents=True)
        shutil.copy(ROOT / "consular", self.root / "consular")
        (self.root / ".python-version").write_text("3.10\n")
        (self.root / "requirements.lock").write_text("nothing==1\n")
        (self.root / "bot" / "__init__.py").write_text("")
        (self.root / "bot" / "__main__.py").write_text(SHOW)
        self.calls_file = folder / "calls"
        self.tools = folder / "tools"
        self.tools.mkdir()
        for name in TOOLS:
            found = shutil.which(name)
            assert found, name
            (self.tools / name).symlink_to(found)
        self.give("uv", FAKE_UV)

    def give(self, name: str, text: str) -> None:
        """Put a program on the script's PATH."""
        (self.tools / name).unlink(missing_ok=True)
        (self.tools / name).write_text(text)
        (self.tools / name).chmod(0o755)

    def environment(self, **more: str) -> dict[str, str]:
        return {"PATH": str(self.tools), "HOME": str(self.root.parent), "UV_CALLS": str(self.calls_file),
                "REAL_PYTHON": sys.executable, **more}

    def run(self, *words: str, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([str(self.root / "consular"), *words], cwd=cwd or self.root, capture_output=True,
                              text=True, timeout=60, env=self.environment(**more))

    @property
    def calls(self) -> list[str]:
        """How uv was called so far, one line a call."""
        return self.calls_file.read_text().splitlines() if self.calls_file.exists() else []


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_the_first_start_sets_up_and_the_second_installs_nothing(copy: Copy) -> None:
    first = copy.run("help", "two words")
    assert first.returncode == 0, first.stderr
    venv = copy.root / ".venv"
    assert copy.calls == [f"venv --python 3.10 {venv}",
                          f"pip sync --python {venv}/bin/python --require-hashes requirements.lock"]
    assert '"words": ["help", "two words"]' in first.stdout
    assert "Setting up: Python 3.10" in first.stderr
    second = copy.run("help")
    assert (len(copy.calls), second.returncode, second.stderr) == (2, 0, "")


def test_another_lock_file_is_installed_into_the_same_environment(copy: Copy) -> None:
    copy.run("help")
    (copy.root / "requirements.lock").write_text("nothing==2\n")
    copy.run("help")
    assert [call.split()[:2] for call in copy.calls[2:]] == [["pip", "sync"]]


def test_another_python_makes_the_environment_anew(copy: Copy) -> None:
    copy.run("help")
    (copy.root / ".python-version").write_text("3.99\n")
    copy.run("help")
    assert [call.split()[:3] for call in copy.calls[2:]] == [["venv", "--python", "3.99"], ["pip", "sync", "--python"]]


def test_it_works_from_any_folder_and_through_a_link(copy: Copy, tmp_path: Path) -> None:
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    (elsewhere / "bot").mkdir()
    (elsewhere / "bot" / "__main__.py").write_text("raise SystemExit('the wrong bot')")
    (elsewhere / "consular").symlink_to(copy.root / "consular")
    shown = subprocess.run([str(elsewhere / "consular"), "x"], cwd=elsewhere, capture_output=True, text=True,
                           timeout=60, env=copy.environment())
    assert shown.returncode == 0, shown.stderr
    assert f'"from": "{elsewhere}"' in shown.stdout
    assert f'"path": "{copy.root}"' in shown.stdout
    assert f'"cwd": "{copy.root}"' in shown.stdout


def test_two_starts_at_once_set_up_once(copy: Copy) -> None:
    both = [subprocess.Popen([str(copy.root / "consular"), "help"], cwd=copy.root, stdout=subprocess.PIPE, text=True,
                             stderr=subprocess.PIPE, env=copy.environment(UV_SLEEPS="1")) for _ in range(2)]
    outputs = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert len(copy.calls) == 2
    assert sum("Another ./consular is setting this folder up" in errors for _, errors in outputs) == 1
    assert not (copy.root / ".setting-up").is_symlink()


def test_the_lock_of_a_start_that_was_killed_is_cleared(copy: Copy) -> None:
    process = subprocess.Popen([str(copy.root / "consular"), "help"], cwd=copy.root, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env=copy.environment(UV_SLEEPS="30"), start_new_session=True)
    end = time.monotonic() + 10
    while not copy.calls:
        assert time.monotonic() < end
        time.sleep(0.05)
    os.killpg(process.pid, 9)
    process.wait()
    assert (copy.root / ".setting-up").is_symlink()
    assert copy.run("help").returncode == 0
    assert not (copy.root / ".setting-up").is_symlink()


@pytest.mark.parametrize(("says", "sentence"), [
    ("error: Failed to fetch: `https://example.org/rasa/`\n  Caused by: dns error: failed to lookup address",
     "The packages cannot be reached. Check the network connection (behind a proxy, set HTTPS_PROXY) and run this "
     "again: what has arrived is kept."),
    ("error: Failed to fetch: `https://x`\n  Caused by: No space left on device (os error 28)",
     "The disk is full. Set-up needs about 3 GB in "),
    ("× Failed to build `psycopg2==2.9`\n error: command 'gcc' failed: No such file or directory",
     "A package has to be built here and that failed. Install a C compiler (Debian and Ubuntu: apt-get install "
     "build-essential; macOS: xcode-select --install) and run this again."),
    ("error: Hash mismatch for `rasa==3.6.21`", "A package is not the one that requirements.lock names, so it was not "
     "installed."),
    ("error: No interpreter found for Python 3.10 in managed installations or search path",
     "Python 3.10 is needed and could not be found or fetched."),
    ("error: failed to create directory: Permission denied (os error 13)", "Cannot write to "),
    ("error: something else", "Set-up failed; the installer's own words are above."),
])
def test_each_obstacle_is_one_plain_sentence(copy: Copy, says: str, sentence: str) -> None:
    failed = copy.run("up", UV_SAYS=says)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.rstrip().splitlines()[-1].startswith(sentence)
    assert [path.name for path in copy.root.iterdir() if path.name.startswith(".setting-up")] == []
    assert copy.run("up").returncode == 0, "the next try works"


def test_no_python_is_a_plain_sentence(copy: Copy) -> None:
    (copy.tools / "uv").unlink()
    failed = copy.run("up")
    assert failed.returncode == 1
    assert failed.stderr.strip() == ("Python 3 is missing. Install it (Debian and Ubuntu: apt-get install python3 "
                                     "python3-venv) and run this again.")


def test_a_python_without_venv_is_a_plain_sentence(copy: Copy) -> None:
    (copy.tools / "uv").unlink()
    copy.give("python3", "#!/bin/sh\nexit 1\n")
    failed = copy.run("up")
    assert failed.returncode == 1
    assert failed.stderr.strip() == ("Python's venv module is missing. Install it (Debian and Ubuntu: apt-get install "
                                     "python3-venv) and run this again.")


def test_without_uv_it_is_installed_beside_the_project_by_pip(copy: Copy) -> None:
    (copy.tools / "uv").rename(copy.root.parent / "uv")
    tool = '#!/bin/sh\nprintf "pip %s\\n" "$*" >>"$UV_CALLS"\ncp "$HOME/uv" "${0%/*}/uv"\n'
    copy.give("python3", f"""#!/bin/sh
[ "$1" = -c ] && exit 0
mkdir -p "$3/bin"
printf '%s' '{tool}' >"$3/bin/python"
chmod +x "$3/bin/python"
""")
    started = copy.run("help")
    assert started.returncode == 0, started.stderr
    assert copy.calls[0] == "pip -m pip install --disable-pip-version-check uv>=0.9,<1"
    assert len(copy.calls) == 3


def test_lock_resolves_again_and_starts_nothing(copy: Copy) -> None:
    done = copy.run("lock")
    assert (done.returncode, done.stdout) == (0, "")
    assert copy.calls == ["pip compile pyproject.toml --group dev --universal --python 3.10 --generate-hashes "
                          "--no-header --no-annotate --quiet -o requirements.lock"]
