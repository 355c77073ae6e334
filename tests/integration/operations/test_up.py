"""`./consular up` with small stand-ins for the processes: the order, what the terminal says, and the end."""
from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import KeyRingError, StartError
from bot.operations import command_up
from bot.operations.child import Program
from bot.operations.command_up import Up, prepare, programs_assistant, programs_first
from bot.operations.machine import free_port
from bot.services import Services
from bot.settings import Settings

STAND_IN = str(Path(__file__).with_name("stand_in.py"))


def python(name: str, code: str) -> Program:
    return Program(name, (sys.executable, "-c", code))


class Started:
    """One `up` in this process, and what it said."""

    def __init__(self, settings: Settings, said: list[str], **programs: object) -> None:
        self.said = said
        settings = replace(settings, web_port=free_port("127.0.0.1"), desk_port=free_port("127.0.0.1"),
                           assistant_port=free_port("127.0.0.1"))
        self.settings = settings
        self.services = Services(settings)

        def at(name: str, port: int, path: str = "health") -> Program:
            return Program(name, (sys.executable, STAND_IN, str(port)), ready_url=f"http://127.0.0.1:{port}/{path}")

        values = {"first": lambda settings: [at("web", settings.web_port), at("desk", settings.desk_port)],
                  "assistants": lambda settings: [at("assistant-1", settings.assistant_port)],
                  "train": python("train", "pass"), "sync": python("sync", "print('230 countries checked.')"),
                  **programs}
        self.up = Up(self.services, "first", **values)

    async def until(self, words: str, stop: int = signal.SIGTERM) -> int:
        """Run until the terminal says `words`, then stop it → its exit code."""
        running = asyncio.ensure_future(self.up.run())
        end = time.monotonic() + 30
        while not any(words in line for line in self.said):
            assert time.monotonic() < end, self.said
            assert not running.done(), (self.said, running.exception())
            await asyncio.sleep(0.02)
        os.kill(os.getpid(), stop)
        return await asyncio.wait_for(running, 30)

    @property
    def text(self) -> str:
        return "\n".join(self.said)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    lines: list[str] = []
    monkeypatch.setattr(command_up, "say", lines.append)
    return lines


def pids(folder: Path) -> list[int]:
    """Processes that the stand-ins' logs name."""
    return [int(number) for log in folder.glob("*.log") for number in re.findall(r"^started (\d+)$", log.read_text(), re.M)]


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
async def test_everything_starts_in_order_and_ends_when_asked(settings: Settings, said: list[str], stop: int) -> None:
    started = Started(settings, said)
    assert await started.until("Ready after", stop) == 0
    text = started.text
    order = [text.index(words) for words in ("Starting the page and the desk", "First sign-in", "A person in trouble",
                                             "Starting the assistant", "Ready after", "Stopping", "Stopped.")]
    assert order == sorted(order)
    assert f"  The page: http://127.0.0.1:{started.settings.web_port}" in text
    assert f"  The desk: http://127.0.0.1:{started.settings.desk_port}" in text
    assert "On-call alerts are not set up" in text
    found = pids(settings.state / "logs")
    assert len(found) == 3
    assert [pid for pid in found if runs(pid)] == []


async def test_the_first_sign_in_is_offered_until_somebody_used_it(settings: Settings, said: list[str]) -> None:
    await Started(settings, said).until("Ready after")
    said.clear()
    second = Started(settings, said)
    await second.until("Ready after")
    tokens = re.findall(r"/sign-in/once\?token=(\S+)", second.text)
    assert len(set(tokens)) == 1
    assert second.services.store.redeem(tokens[0], "a long password") is not None
    said.clear()
    third = Started(settings, said)
    await third.until("Ready after")
    assert "sign-in" not in third.text
    assert [(user.name, user.role) for user in third.services.store.users()] == [("first", "manager")]


async def test_the_page_and_the_desk_are_up_while_training_goes_on(settings: Settings, said: list[str]) -> None:
    started = Started(settings, said, train=python("train", "import time; time.sleep(600)"))
    assert await started.until("A person in trouble reaches a person from now on.") == 0
    assert "Starting the assistant" not in started.text
    assert [pid for pid in pids(settings.state / "logs") if runs(pid)] == []


async def test_training_that_fails_is_said_and_tried_again(settings: Settings, said: list[str],
                                                           monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_up, "TRAIN_AGAIN_SECONDS", 0.1)
    once = "import os, sys; p = sys.argv[1]; e = os.path.exists(p); open(p, 'w').close(); sys.exit(0 if e else 1)"
    train = Program("train", (sys.executable, "-c", once, str(settings.state / "tried")))
    started = Started(settings, said, train=train)
    assert await started.until("Ready after") == 0
    assert "Training failed; the reason is above." in started.text


async def test_without_a_network_it_says_what_it_cannot_show_and_goes_on(settings: Settings, said: list[str]) -> None:
    sync = python("sync", "print('No travel advice was fetched. GOV.UK could not be reached.'); raise SystemExit(1)")
    started = Started(settings, said, sync=sync)
    assert await started.until("Not all travel advice") == 0
    assert ("Not all travel advice could be fetched. No travel advice was fetched. GOV.UK could not be reached.\n  What is "
            "not here is answered from our guides, with a link to GOV.UK. Trying again in 60 s, then less and less often.") in said


async def test_content_is_fetched_again_and_said_only_when_something_changes(
        settings: Settings, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_up, "SYNC_EVERY_SECONDS", 0.05)
    count = settings.state / "count"
    code = f"open({str(count)!r}, 'a').write('x'); print('230 countries checked.')"
    started = Started(settings, said, sync=python("sync", code),
                      train=python("train", "import time; time.sleep(2)"))
    assert await started.until("Ready after") == 0
    assert len(count.read_text()) > 3
    assert said.count("Travel advice is up to date. 230 countries checked.") == 1


async def test_content_that_could_not_be_fetched_is_tried_again_sooner_and_then_less_and_less_often(
        settings: Settings, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_up, "SYNC_AGAIN_SECONDS", 0.2)
    count = settings.state / "count"
    code = (f"import time; open({str(count)!r}, 'a').write(str(time.monotonic()) + '\\n'); "
            f"n = len(open({str(count)!r}).readlines()); print('Run', n); raise SystemExit(n < 5)")
    train = (f"import os, time\nwhile not os.path.exists({str(count)!r}) or len(open({str(count)!r}).readlines()) < 5:\n"
             "    time.sleep(0.05)\ntime.sleep(1)")
    started = Started(settings, said, sync=python("sync", code), train=python("train", train))
    assert await started.until("Ready after") == 0
    times = [float(line) for line in count.read_text().splitlines()]
    assert len(times) == 5, "after the fifth, which works, the next is 15 minutes away"
    waits = [later - earlier for earlier, later in zip(times, times[1:], strict=False)]
    assert all(wait >= least for wait, least in zip(waits, (0.2, 0.4, 0.8, 1.6), strict=True))
    assert [line for line in said if "travel advice" in line.lower()] == [
        "Not all travel advice could be fetched. Run 1\n  What is not here is answered from our guides, with a link to "
        "GOV.UK. Trying again in 0 s, then less and less often.", "Travel advice is up to date. Run 5"]


async def test_an_assistant_that_cannot_start_is_said_and_ready_only_later(settings: Settings, said: list[str]) -> None:
    mended = settings.state / "mended"
    code = f"import os, sys; sys.exit(0 if os.path.exists({str(mended)!r}) else 'There is no model.')"
    port = free_port("127.0.0.1")
    assistant = Program("assistant-1", (sys.executable, STAND_IN, str(port)), ready_url=f"http://127.0.0.1:{port}/health",
                        before=(sys.executable, "-c", code))
    started = Started(settings, said, assistants=lambda settings: [assistant])

    async def mend() -> None:
        while "does not start" not in started.text:
            await asyncio.sleep(0.05)
        assert "Ready after" not in started.text
        mended.touch()

    mending = asyncio.ensure_future(mend())
    assert await started.until("Ready after") == 0
    await mending
    assert "assistant-1 does not start. It said: There is no model. More is in " in started.text
    assert "Until then citizens see the numbers to call" in started.text


async def test_a_web_that_never_starts_ends_up_with_its_own_words(settings: Settings, said: list[str]) -> None:
    broken = Program("web", (sys.executable, "-c", "raise SystemExit('There is no key.')"), ready_url="http://127.0.0.1:9/")
    started = Started(settings, said, first=lambda settings: [broken])
    with pytest.raises(StartError, match=r"^web does not start\. It said: There is no key\. More is in .*web\.log$"):
        await started.up.run()


def test_the_key_is_made_once_with_advice_to_keep_it_safe(tmp_path: Path, said: list[str]) -> None:
    settings = Settings(state=tmp_path / "state", key_file=tmp_path / "keys" / "keys.json",
                        web_port=free_port("127.0.0.1"), desk_port=free_port("127.0.0.1"),
                        assistant_port=free_port("127.0.0.1"))
    settings.state.mkdir()
    prepare(Services(settings))
    before = settings.key_file.read_bytes()
    assert said == [f"Made an encryption key: {settings.key_file}\nBack this file up now, apart from the database: "
                    "without it nobody can read what is stored."]
    assert settings.key_file.stat().st_mode & 0o777 == 0o600
    prepare(Services(settings))
    assert (settings.key_file.read_bytes(), len(said)) == (before, 1)


def test_production_makes_no_key(tmp_path: Path, said: list[str]) -> None:
    settings = Settings(production=True, state=tmp_path, key_file=tmp_path / "k" / "keys.json",
                        web_port=free_port("127.0.0.1"), desk_port=free_port("127.0.0.1"),
                        assistant_port=free_port("127.0.0.1"))
    with pytest.raises(KeyRingError, match="production makes none"):
        prepare(Services(settings))
    assert not settings.key_file.exists()


def test_a_lost_key_is_asked_for_and_never_made_anew(database_settings: Settings, said: list[str]) -> None:
    settings = replace(database_settings, web_port=free_port("127.0.0.1"), desk_port=free_port("127.0.0.1"),
                       assistant_port=free_port("127.0.0.1"))
    store = Services(settings).store
    store.receive(store.start("web")[0], "key", "help")
    store.close()
    settings.key_file.unlink()
    with pytest.raises(KeyRingError, match=r"but the database holds words that were written with one\."):
        prepare(Services(settings))
    assert (settings.key_file.exists(), said) == (False, [])


@pytest.mark.parametrize("ports", [["web_port"], ["desk_port"], ["assistant_port"]])
def test_each_port_is_checked_before_anything_is_made(tmp_path: Path, said: list[str], ports: list[str]) -> None:
    import socket
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        free: dict[str, int] = {name: free_port("127.0.0.1") for name in ("web_port", "desk_port", "assistant_port")}
        free.update({name: taken.getsockname()[1] for name in ports})
        settings = Settings(state=tmp_path, key_file=tmp_path / "k" / "keys.json", **free)
        with pytest.raises(StartError, match=f"{ports[0].upper()}="):
            prepare(Services(settings))
    assert not settings.key_file.exists()


def test_as_many_assistants_start_as_the_setting_says() -> None:
    settings = Settings(assistants=3, assistant_port=9000)
    assert [(each.name, each.ready_url, each.environment) for each in programs_assistant(settings)] == [
        (f"assistant-{n}", f"http://127.0.0.1:{8999 + n}/status", {"ASSISTANT_PORT": str(8999 + n)}) for n in (1, 2, 3)]


@pytest.mark.parametrize(("host", "shown"), [("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("127.0.0.1", "127.0.0.1")])
def test_readiness_is_asked_where_this_machine_can_ask(host: str, shown: str) -> None:
    settings = Settings(web_host=host, desk_host=host)
    assert [program.ready_url for program in programs_first(settings)] == [
        f"http://{shown}:8000/health", f"http://{shown}:8001/health", ""]
