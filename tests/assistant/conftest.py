"""The engine is loaded once for all tests of the assistant; each test has its own store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.settings import Settings
from tests.fixtures.assistant import RunningAssistant, load_agent, running
from tests.fixtures.trained_model import trained_model


@pytest.fixture(scope="session")
def agent() -> Any:
    return load_agent(trained_model())


@pytest.fixture(scope="session")
def engine(agent: Any) -> Any:
    from bot.assistant.action_endpoint import load_actions
    from bot.assistant.engine import Engines

    return Engines(load_actions()).ready(agent)


@pytest.fixture
def assistant(settings: Settings, sqlite_store: Any, engine: Any) -> Iterator[RunningAssistant]:
    """An assistant at work on SQLite."""
    with running(settings, sqlite_store, engine) as at_work:
        yield at_work


@pytest.fixture
def conversation(assistant: RunningAssistant) -> str:
    return assistant.store.start("web")[0]
