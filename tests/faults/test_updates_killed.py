"""kill -9 while followers are told, and two that tell at once: every follower hears each change once."""
from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bot.conversation.messages import Author
from bot.settings import ROOT, Settings
from bot.store.store import Store
from tests.fixtures.following import PARTS, WHOLE, follower, page

FOLLOWERS = 12

_TELL = """
import os, signal, sys
from bot.operations.updates import UpdateTeller
from bot.services import Services

where, number = sys.argv[1], int(sys.argv[2])
services = Services()
store, calls = services.store, []

def dies(work):
    def does(*arguments):
        done = work(*arguments)
        calls.append(1)
        if len(calls) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return done
    return does

if where == "before_commit":
    store._append_notice = dies(store._append_notice)
elif where == "after_commit":
    store.tell = dies(store.tell)
print("ready", flush=True)
sys.stdin.readline()
UpdateTeller(store, services.facts).once()
"""


def start(settings: Settings, where: str = "nowhere", number: int = 0) -> subprocess.Popen[str]:
    """A process that is about to tell; it begins when its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", _TELL, where, str(number)], cwd=ROOT, text=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={
            **os.environ, "CONSULAR_STATE": str(settings.state), "CONSULAR_KEYS": str(settings.key_file),
            "DATABASE_URL": settings.database_url})
    assert process.stdout is not None and process.stdout.readline() == "ready\n", process.communicate()[1]
    return process


def told(store: Store, conversation_id: str) -> list[str]:
    """What the notices said the level is now, in order."""
    return [line.split("against ")[1] for m in store.messages(conversation_id) if m.author is Author.NOTICE
            for line in m.body.splitlines() if line.startswith("**Now:**")]


@pytest.fixture
def followers(store: Store) -> list[str]:
    """Two changes of Egypt's level wait for each."""
    store.put_page(page("EG"))
    made = [follower(store, "EG") for _ in range(FOLLOWERS)]
    store.put_page(page("EG", PARTS, day=1))
    store.put_page(page("EG", WHOLE, day=2))
    return made


BOTH = ["all travel to parts of Egypt.", "all travel to Egypt."]


@pytest.mark.parametrize("where", ["before_commit", "after_commit"])
def test_who_was_told_when_a_process_was_killed_is_told_once_and_the_others_too(
        where: str, store: Store, followers: list[str], database_settings: Settings) -> None:
    killed = start(database_settings, where, FOLLOWERS // 2)
    _, errors = killed.communicate("")
    assert killed.returncode == -9, errors
    heard = sum(len(told(store, each)) for each in followers)
    assert heard == FOLLOWERS // 2 - (where == "before_commit")
    again = start(database_settings)
    _, errors = again.communicate("")
    assert again.returncode == 0, errors
    assert [told(store, each) for each in followers] == [BOTH] * FOLLOWERS


def test_two_processes_at_once_one_of_them_killed_tell_everybody_once(
        store: Store, followers: list[str], database_settings: Settings) -> None:
    processes = [start(database_settings, "before_commit", 5), start(database_settings)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
    codes = [process.wait(60) for process in processes]
    for process in processes:
        process.communicate()
    assert codes[1] == 0
    start(database_settings).communicate("")
    assert [told(store, each) for each in followers] == [BOTH] * FOLLOWERS
