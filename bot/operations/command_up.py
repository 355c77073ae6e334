"""`./consular up`: everything on this machine. Page and desk come first: from then on somebody in trouble is heard."""
from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.errors import StartError
from bot.operations.child import Program, consular
from bot.operations.first_key import ensure_key
from bot.operations.first_sign_in import FIRST_USER, desk_address, first_sign_in, shown_host, sign_in_link, web_address
from bot.operations.machine import check_disk, check_port, make_folder, only_one
from bot.operations.supervisor import Kept, Supervisor
from bot.services import Services
from bot.settings import Settings

READY_SECONDS = 90.0
"""For web and desk. They take 2 s; a machine that starts everything at once takes longer."""
ASSISTANT_READY_SECONDS = 180.0
SYNC_EVERY_SECONDS = 15 * 60.0
"""GOV.UK changes a few pages a day, and travel advice can matter within the hour."""
SYNC_AGAIN_SECONDS = 60.0
"""After a sync that left something out; doubled each time, up to SYNC_EVERY_SECONDS. Only what failed is fetched."""
TRAIN_AGAIN_SECONDS = 60.0
"""After training failed; doubled each time."""
LONGEST_TRAIN_WAIT = 15 * 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--user", default=FIRST_USER, help=f"sign-in name of the first caseworker ({FIRST_USER})")
    parser.add_argument("--no-sync", action="store_true", help="do not fetch travel advice from GOV.UK")


def run(arguments: argparse.Namespace, services: Services) -> int:
    """Run until SIGTERM or Ctrl-C → 0. Raises ConsularError in plain English where this machine is not ready."""
    settings = services.settings
    make_folder(settings.state)
    with only_one(settings.state / "up.lock"):
        prepare(services)
        return asyncio.run(Up(services, arguments.user, not arguments.no_sync).run())


def prepare(services: Services) -> None:
    """Everything that must be right before a process starts: disk, ports, key, tables."""
    settings = services.settings
    check_disk(settings.state)
    check_port(settings.web_host, settings.web_port, "WEB_PORT")
    check_port(settings.desk_host, settings.desk_port, "DESK_PORT")
    for port in assistant_ports(settings):
        check_port("127.0.0.1", port, "ASSISTANT_PORT")
    ensure_key(services, say)
    services.migrate()


def assistant_ports(settings: Settings) -> range:
    """One port an assistant, from ASSISTANT_PORT on."""
    return range(settings.assistant_port, settings.assistant_port + settings.assistants)


def say(text: str) -> None:
    """To the person at the terminal."""
    print(text, file=sys.stderr, flush=True)


def programs_first(settings: Settings) -> list[Program]:
    """What a person in trouble needs: the page, the desk and the reconciler. None of them needs a model."""
    return [
        Program("web", consular("web", "web").command,
                ready_url=f"http://{shown_host(settings.web_host)}:{settings.web_port}/health"),
        Program("desk", consular("desk", "desk").command,
                ready_url=f"http://{shown_host(settings.desk_host)}:{settings.desk_port}/health"),
        consular("reconcile", "reconcile"),
    ]


def programs_assistant(settings: Settings) -> list[Program]:
    """The assistants, each with a port of its own."""
    return [Program(f"assistant-{number}", consular("", "assistant", "--port", str(port)).command,
                    {"ASSISTANT_PORT": str(port)}, f"http://127.0.0.1:{port}/status", consular("", "train").command)
            for number, port in enumerate(assistant_ports(settings), start=1)]


@dataclass
class Up:
    """One run of `up`."""

    services: Services
    first_user: str
    syncs: bool = True
    first: Callable[[Settings], list[Program]] = programs_first
    assistants: Callable[[Settings], list[Program]] = programs_assistant
    train: Program = field(default_factory=lambda: consular("train", "train"))
    sync: Program = field(default_factory=lambda: consular("sync", "sync", "--prepare"))

    async def run(self) -> int:
        """Start, stay, drain."""
        began = time.monotonic()
        settings = self.services.settings
        stopping = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.add_signal_handler(number, stopping.set)
        supervisor = Supervisor(settings.state / "logs", say)
        work = loop.create_task(self._work(supervisor, began))
        stop = loop.create_task(stopping.wait())
        try:
            await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                work.result()                   # raises what went wrong
            return 0
        finally:
            say("Stopping: what is in hand is finished first …")
            for task in (work, stop):
                task.cancel()
            await asyncio.gather(work, stop, return_exceptions=True)
            await supervisor.drain()
            say("Stopped.")

    async def _work(self, supervisor: Supervisor, began: float) -> None:
        settings = self.services.settings
        say("Starting the page and the desk …")
        first = [supervisor.start(program) for program in self.first(settings)]
        for kept in first:
            if not await kept.wait_ready(READY_SECONDS):
                say(f"{kept.program.name} is slow to start. Its log: {kept.log.path}")
        token = await asyncio.to_thread(first_sign_in, self.services.store, self.first_user)
        say(f"  The page: {web_address(settings)}\n  The desk: {desk_address(settings)}")
        if token:
            say(f"  First sign-in at the desk, works once, for 24 hours: {sign_in_link(settings, token)}")
        say(f"  After {time.monotonic() - began:.0f} s. A person in trouble reaches a person from now on.")
        background = asyncio.ensure_future(self._keep_content(supervisor)) if self.syncs else None
        try:
            await self._train(supervisor)
            await self._start_assistants(supervisor, began, token)
            await asyncio.Event().wait()        # until cancelled
        finally:
            if background is not None:
                background.cancel()
                await asyncio.gather(background, return_exceptions=True)

    async def _start_assistants(self, supervisor: Supervisor, began: float, token: str | None) -> None:
        settings = self.services.settings
        say("Starting the assistant …")
        assistants = [supervisor.start(program) for program in self.assistants(settings)]
        await asyncio.gather(*(self._wait_for_assistant(kept) for kept in assistants))
        say(f"Ready after {time.monotonic() - began:.0f} s.\n  The page: {web_address(settings)}\n"
            f"  The desk: {desk_address(settings)}")
        if token:
            say(f"  First sign-in at the desk: {sign_in_link(settings, token)}")
        if not (settings.notify_api_key and settings.notify_template and settings.on_call):
            say("  On-call alerts are not set up: somebody must watch the desk (docs/settings.md, NOTIFY_API_KEY).")
        say("Press Ctrl-C to stop.")

    @staticmethod
    async def _wait_for_assistant(kept: Kept) -> None:
        """However long it takes: the supervisor goes on starting it, and a person may be mending what is wrong."""
        while True:
            try:
                if await kept.wait_ready(ASSISTANT_READY_SECONDS):
                    return
                why = f"{kept.program.name} is slow to start."
            except StartError as error:
                why = str(error)
            say(f"{why} It is tried again. Until then citizens see the numbers to call, and their messages reach the "
                "desk.")
            kept.deaths = 0

    async def _train(self, supervisor: Supervisor) -> None:
        """Until there is a model of the present data. Everything else goes on meanwhile."""
        wait = TRAIN_AGAIN_SECONDS
        while True:
            code, _ = await supervisor.once(self.train, to_terminal=True)
            if code == 0:
                return
            say(f"Training failed; the reason is above. Trying again in {wait:.0f} s. Until then nothing is answered "
                "automatically: citizens see the numbers to call, and their messages reach the desk.")
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_TRAIN_WAIT)

    async def _keep_content(self, supervisor: Supervisor) -> None:
        """Fetch GOV.UK's content now and every 15 minutes, sooner where some is missing; say it once when that fails,
        and once when it works again."""
        before: int | None = None
        wait = SYNC_AGAIN_SECONDS
        while True:
            code, last = await supervisor.once(self.sync)
            if code != 0 and not before:
                say(f"Not all travel advice could be fetched. {last}\n  What is not here is answered from our guides, "
                    f"with a link to GOV.UK. Trying again in {wait:.0f} s, then less and less often.")
            elif code == 0 and before != 0:
                say(f"Travel advice is up to date. {last}")
            before = code
            wait = min(wait, SYNC_EVERY_SECONDS)
            await asyncio.sleep(wait if code != 0 else SYNC_EVERY_SECONDS)
            wait = wait * 2 if code != 0 else SYNC_AGAIN_SECONDS
