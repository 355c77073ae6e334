"""`./consular web` as a process of its own, with the real danger cues."""
from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from bot.settings import ROOT, Settings
from bot.store.store import Store

NUMBER = "+44 20 7008 5000"


def begin(settings: Settings, port: int) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "CONSULAR_STATE": str(settings.state), "CONSULAR_KEYS": str(settings.key_file)}
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen([sys.executable, "-m", "bot", "web", "--port", str(port)], cwd=ROOT, env=environment,
                            stderr=subprocess.PIPE, stdout=subprocess.PIPE)


@pytest.fixture
def process(settings: Settings, sqlite_store: Store) -> Iterator[tuple[subprocess.Popen[bytes], str, list[str]]]:
    """The process, its address, and the lines of its log."""
    running = begin(settings, 0)
    assert running.stderr is not None
    first = running.stderr.readline().decode()
    while '"ready"' not in first:
        assert first, "the page did not start"
        first = running.stderr.readline().decode()
    lines = [first]
    threading.Thread(target=lambda: lines.extend(line.decode() for line in running.stderr or ()), daemon=True).start()
    address = f"http://127.0.0.1:{json.loads(first)['port']}"
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{address}/health", timeout=5)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield running, address, lines
    running.kill()
    running.wait(10)


def test_danger_is_answered_with_the_numbers_and_a_case_by_the_page_alone(
        process: tuple[subprocess.Popen[bytes], str, list[str]], sqlite_store: Store) -> None:
    _, address, lines = process
    with httpx.Client(base_url=address, follow_redirects=True, timeout=20) as citizen:
        page = citizen.get("/").text
        fields = {name: re.findall(rf'name="{name}" value="([^"]*)"', page)[-1] for name in ("csrf", "key")}
        words = "my brother was taken by police in Bangkok last night and I can't reach him"
        page = citizen.post("/", data={**fields, "body": words}).text
    case = sqlite_store.queue()[0]
    log = re.search(r'<ol class="app-messages".*?</ol>', page, re.DOTALL)
    assert log and NUMBER in log[0] and case.reference in page
    assert case.countries[:1] == ("TH",) and 'href="tel:1669"' in page
    time.sleep(0.2)
    assert lines and not any("brother" in line for line in lines)


def test_sigterm_ends_it_at_once_though_a_stream_is_open(
        process: tuple[subprocess.Popen[bytes], str, list[str]]) -> None:
    running, address, _ = process
    with httpx.Client(base_url=address, follow_redirects=True, timeout=20) as citizen:
        page = citizen.get("/").text
        fields = {name: re.findall(rf'name="{name}" value="([^"]*)"', page)[-1] for name in ("csrf", "key")}
        citizen.post("/", data={**fields, "body": "hello"})
        with citizen.stream("GET", "/stream") as stream:
            assert next(stream.iter_lines()) == "retry: 2000"
            running.send_signal(signal.SIGTERM)
            began = time.monotonic()
            assert running.wait(10) == 0
            assert time.monotonic() - began < 5


def test_a_port_in_use_is_said_in_a_plain_sentence(settings: Settings, sqlite_store: Store) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = begin(settings, port)
        _, errors = refused.communicate(timeout=60)
    assert refused.returncode == 1
    assert errors.decode().strip() == (
        f"The citizens' page cannot use 127.0.0.1:{port} (Address already in use). "
        "Set WEB_PORT to a free port, or stop what is using this one.")
