"""The assistant as a process: what it needs to start, that it is ready, that it drains, and that a kill loses nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.conversation.messages import Author
from bot.settings import ROOT, Settings
from tests.fixtures.assistant import wait_for
from tests.fixtures.trained_model import with_trained_model


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(settings: Settings, **extra: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG"}}
    where = {"CONSULAR_STATE": str(settings.state), "CONSULAR_KEYS": str(settings.key_file), "PYTHONPATH": str(ROOT)}
    return {**kept, **where, **extra}


def ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/status", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def process(settings: Settings, log: Path, **extra: str) -> Iterator[tuple[subprocess.Popen[Any], int]]:
    port = free_port()
    with log.open("w") as out:
        started = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "bot", "assistant", "--port", str(port)],
            cwd=ROOT,
            env=environment(settings, **extra),
            stdout=out,
            stderr=out,
        )
    try:
        yield started, port
    finally:
        if started.poll() is None:
            started.kill()
        started.wait(10)


def test_without_a_model_it_says_which_command_makes_one(settings):
    done = subprocess.run(
        [sys.executable, "-m", "bot", "assistant", "--port", str(free_port())],
        cwd=ROOT,
        env=environment(settings),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1] == (
        "There is no model of this data yet. Run ./consular train, then start the assistant again."
    )


def test_a_port_in_use_is_said_plainly(settings):
    with_trained_model(settings)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "bot", "assistant", "--port", str(port)],
            cwd=ROOT,
            env=environment(settings),
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith(f"Port {port} is in use by another program.")


def test_a_kill_after_rasa_and_before_the_commit_loses_nothing_and_doubles_nothing(settings, sqlite_store, tmp_path):
    with_trained_model(settings)
    conversation = sqlite_store.start("web")[0]
    seq = sqlite_store.receive(conversation, "k1", "hello, planted zanzibarsecret").seq
    fired = tmp_path / "fired"
    with process(settings, tmp_path / "one.log", CONSULAR_FAIL_POINTS=f"after_rasa=kill:{fired}") as (first, _):
        assert first.wait(90) == -signal.SIGKILL, (tmp_path / "one.log").read_text("utf-8")[-2000:]
    assert fired.exists()
    assert sqlite_store.conversation(conversation).answered == 0
    with process(settings, tmp_path / "two.log") as (second, port):
        # The dead worker's lease of 12 s ends first.
        wait_for(lambda: sqlite_store.conversation(conversation).answered == seq, 120)
        replies = [m for m in sqlite_store.messages(conversation) if m.author is Author.ASSISTANT]
        assert [m.details["in_reply_to"] for m in replies] == [seq]
        assert ready(port)
        # Rasa's own HTTP API and channels are off.
        for path in ("/conversations/x/tracker", "/model", "/webhooks/rest/webhook", "/domain"):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5)
                raise AssertionError(f"{path} answered")
            except urllib.error.HTTPError as refused:
                assert refused.code in {404, 405}
        began = time.monotonic()
        second.send_signal(signal.SIGTERM)
        assert second.wait(30) == 0
        assert time.monotonic() - began < 20
    for log in ("one.log", "two.log"):
        assert "zanzibarsecret" not in (tmp_path / log).read_text("utf-8", "replace")
