"""`./consular sync --prepare` reads what it fetched, so that the first question about a country need not wait."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.store.store import open_store
from tests.fixtures.govuk_server import serving

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(("words", "reads"), [((), False), (("--prepare",), True)])
def test_only_a_sync_that_prepares_reads_the_pages(settings: Settings, words: tuple[str, ...], reads: bool) -> None:
    with serving() as server:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "sync", "--only", "pages", "--rate", "1000", *words],
            env={
                **os.environ,
                "CONSULAR_STATE": str(settings.state),
                "CONSULAR_KEYS": str(settings.key_file),
                "GOVUK_URL": server.url,
                "DATABASE_URL": "",
                "PYTHONPATH": str(ROOT),
            },
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert "5 countries checked: 5 stored" in done.stderr, done.stderr
    assert ("Reading pages" in done.stderr) is reads
    store = open_store(settings)
    try:
        with store.database.read() as tx:
            rows = tx.value("SELECT count(*) FROM passage_vectors")
    finally:
        store.close()
    assert (rows > 40) is reads
