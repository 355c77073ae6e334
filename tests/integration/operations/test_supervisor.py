"""The supervisor with small stand-ins for our processes: readiness, new starts, draining, and nothing left behind."""
from __future__ import annotations

import asyncio
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import StartError
from bot.operations.child import Program, RotatingLog
from bot.operations.machine import check_disk, check_port, free_port, only_one
from bot.operations.supervisor import Supervisor, answers
from bot.settings import ROOT

STAND_IN = str(Path(__file__).with_name("stand_in.py"))


def stand_in(name: str, port: int, *words: str) -> Program:
    return Program(name, (sys.executable, STAND_IN, str(port), *words), ready_url=f"http://127.0.0.1:{port}/health")


async def until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.02)


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def started(log: Path) -> list[int]:
    """The process ids that a stand-in's log holds."""
    lines = log.read_text().splitlines() if log.exists() else []
    return [int(line.split()[1]) for line in lines if line.startswith("started ")]


async def test_a_process_is_ready_when_it_answers_and_drains_when_asked(tmp_path: Path) -> None:
    said: list[str] = []
    port = free_port("127.0.0.1")
    supervisor = Supervisor(tmp_path / "logs", said.append)
    web = supervisor.start(stand_in("web", port, "slow-to-stop", "0.3"))
    assert await web.wait_ready(10)
    assert await answers(f"http://127.0.0.1:{port}/health")
    assert not await answers(f"http://127.0.0.1:{port}/other")
    pid = web.child.pid if web.child else None
    assert pid is not None and runs(pid)
    await supervisor.drain()
    assert not runs(pid)
    assert (tmp_path / "logs" / "web.log").read_text() == f"started {pid}\ndrained\n"
    assert said == []
    assert stat.S_IMODE((tmp_path / "logs" / "web.log").stat().st_mode) == 0o600


async def test_a_process_that_is_killed_is_started_again_and_answers(tmp_path: Path) -> None:
    said: list[str] = []
    port = free_port("127.0.0.1")
    supervisor = Supervisor(tmp_path, said.append)
    web = supervisor.start(stand_in("web", port))
    assert await web.wait_ready(10)
    os.kill(started(tmp_path / "web.log")[0], signal.SIGKILL)
    await until(lambda: len(started(tmp_path / "web.log")) == 2)
    assert await web.wait_ready(10)
    await supervisor.drain()
    assert said == [f"web stopped (killed by signal 9). Starting it again in 0.5 s. [{tmp_path / 'web.log'}]"]


async def test_a_process_that_dies_again_and_again_is_started_ever_more_slowly(tmp_path: Path) -> None:
    said: list[str] = []
    supervisor = Supervisor(tmp_path, said.append)
    began = time.monotonic()
    web = supervisor.start(stand_in("web", free_port("127.0.0.1"), "die-after", "0"))
    with pytest.raises(StartError, match=r"^web does not start\. It said: cannot go on More is in "):
        await web.wait_ready(30)
    assert [line.split(". It said")[0] for line in said] == [
        f"web stopped (exit code 3). Starting it again in {wait} s" for wait in ("0.5", "1", "2", "4")]
    assert time.monotonic() - began > 3.5
    await supervisor.drain()


async def test_a_program_that_is_not_there_stops_nothing_else(tmp_path: Path) -> None:
    said: list[str] = []
    port = free_port("127.0.0.1")
    supervisor = Supervisor(tmp_path, said.append)
    supervisor.start(Program("gone", (str(tmp_path / "gone"),)))
    web = supervisor.start(stand_in("web", port))
    assert await web.wait_ready(10)
    await supervisor.drain()
    assert said[0] == "gone cannot be started: No such file or directory. Trying again in 0.5 s."


async def test_a_process_that_will_not_stop_is_killed_and_so_are_its_children(tmp_path: Path) -> None:
    port = free_port("127.0.0.1")
    supervisor = Supervisor(tmp_path, lambda _: None, drain_seconds=0.5)
    web = supervisor.start(stand_in("web", port, "ignore-term", "yes", "child", str(tmp_path / "child")))
    assert await web.wait_ready(10)
    pids = [*started(tmp_path / "web.log"), int((tmp_path / "child").read_text())]
    assert [runs(pid) for pid in pids] == [True, True]
    began = time.monotonic()
    await supervisor.drain()
    await until(lambda: [runs(pid) for pid in pids] == [False, False])
    assert 0.5 <= time.monotonic() - began < 5


async def test_a_child_that_outlives_its_process_is_ended_too(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path, lambda _: None)
    code, last = await supervisor.once(
        Program("once", (sys.executable, STAND_IN, "0", "child", str(tmp_path / "child"), "die-after", "0")))
    assert (code, last) == (3, "cannot go on")
    await until(lambda: not runs(int((tmp_path / "child").read_text())))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
async def test_nothing_is_left_where_the_supervisor_itself_is_killed(tmp_path: Path) -> None:
    port = free_port("127.0.0.1")
    program = f"""
import asyncio, sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from bot.operations.child import Program
from bot.operations.supervisor import Supervisor
async def main():
    supervisor = Supervisor(Path({str(tmp_path)!r}), print)
    web = supervisor.start(Program("web", (sys.executable, {STAND_IN!r}, "{port}"),
                                   ready_url="http://127.0.0.1:{port}/health"))
    assert await web.wait_ready(10)
    print("ready", flush=True)
    await asyncio.sleep(600)
asyncio.run(main())
"""
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert parent.stdout is not None and parent.stdout.readline() == b"ready\n"
    child = started(tmp_path / "web.log")[0]
    assert runs(child)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    await until(lambda: not runs(child))


async def test_a_log_is_put_aside_when_it_is_full(tmp_path: Path) -> None:
    log = RotatingLog(tmp_path / "web.log", most_bytes=10, kept=2)
    for number in range(5):
        log.write(b"%d" % number * 10)
    assert {path.name: path.read_bytes()[:1] for path in tmp_path.iterdir()} == {"web.log.1": b"4", "web.log.2": b"3"}


async def test_a_process_that_shouts_is_not_blocked(tmp_path: Path) -> None:
    port = free_port("127.0.0.1")
    supervisor = Supervisor(tmp_path, lambda _: None)
    web = supervisor.start(stand_in("web", port, "shout", "12000000"))
    assert await web.wait_ready(20)
    await supervisor.drain()
    assert sum(path.stat().st_size for path in tmp_path.glob("web.log*")) > 12_000_000


def test_a_port_in_use_is_named_with_the_setting_that_changes_it() -> None:
    import socket
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StartError) as refused:
            check_port("127.0.0.1", port, "WEB_PORT")
    words = str(refused.value)
    assert words.startswith(f"Port {port} is in use by another program. Stop that program, or choose another port: "
                            "WEB_PORT=")
    check_port("127.0.0.1", int(words.split("WEB_PORT=")[1].split()[0]), "WEB_PORT")


def test_an_address_that_is_not_this_machine_s_is_refused_in_plain_words() -> None:
    with pytest.raises(StartError, match=r"^Cannot listen on 203\.0\.113\.1 \(.*\)\. Check WEB_HOST\.$"):
        check_port("203.0.113.1", free_port("127.0.0.1"), "WEB_PORT")


def test_a_disk_that_is_nearly_full_is_refused_in_plain_words(tmp_path: Path) -> None:
    check_disk(tmp_path, least=1)
    with pytest.raises(StartError, match=r"^The disk is nearly full: \d+ MB are free at .* and \d+ MB are needed\."):
        check_disk(tmp_path, least=10**18)


def test_a_second_up_on_the_same_state_is_told_who_runs(tmp_path: Path) -> None:
    again = pytest.raises(StartError, match=rf"^\./consular up is running here already \(process {os.getpid()}\)\.")
    with only_one(tmp_path / "up.lock"), again, only_one(tmp_path / "up.lock"):
        pass
    with only_one(tmp_path / "up.lock"):
        pass
