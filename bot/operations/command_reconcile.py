"""`./consular reconcile`: act on overdue work and tell of changed alert levels, for ever or once."""
from __future__ import annotations

import argparse
import logging
import signal
import sys
import threading
from collections.abc import Callable

from bot.errors import StoreUnavailable
from bot.operations.first_sign_in import desk_address
from bot.operations.notices import load_notices
from bot.operations.reconciler import Reconciler, kind_and_place
from bot.operations.updates import UpdateTeller
from bot.services import Services

log = logging.getLogger("consular.reconcile")

EVERY_SECONDS = 2.0
"""Between two looks. The shortest deadline is 30 s; a look costs four short reads."""
TELL_SECONDS = 5.0
"""Between two looks for changed alert levels. A look at 10,000 wishes takes 0.1 ms on SQLite where nothing is due."""
FORGET_SECONDS = 3600.0
"""Between two looks for notes of answers that are past their quarter (bot.content.answer_records)."""
BEAT_SECONDS = 5.0
"""See `Casework.beat`."""
PATIENCE_SECONDS = 10.0
"""Between two tries while the database is away."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="look once, act, and end")


def run(arguments: argparse.Namespace, services: Services) -> int:
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    reconciler = make_reconciler(services)
    teller = UpdateTeller(services.store, services.facts)
    if arguments.once:
        print(f"{reconciler.once()} overdue things were acted on.", file=sys.stderr)
        print(f"{teller.once()} followers were told of a changed alert level.", file=sys.stderr)
        print(f"{services.store.forget_answer_records()} old notes of answers were deleted.", file=sys.stderr)
        return 0
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    # A telephone network that is slow to answer must not delay a notice, so alerts have a thread of their own.
    loops = [threading.Thread(target=repeat, args=(work, every, stopping), name=name) for name, work, every in (
        ("deadlines", reconciler.deadlines, EVERY_SECONDS),
        ("alerts", reconciler.send_alerts, EVERY_SECONDS),
        ("updates", teller.once, TELL_SECONDS),
        ("notes of answers", services.store.forget_answer_records, FORGET_SECONDS),
        ("beat", lambda: services.store.beat("reconcile"), BEAT_SECONDS))]
    log.info("Looking for overdue work.")
    for loop in loops:
        loop.start()
    for loop in loops:
        loop.join()
    log.info("Stopped.")
    return 0


def make_reconciler(services: Services) -> Reconciler:
    """The reconciler of this installation. Raises ConsularError where a part of it cannot be used."""
    settings = services.settings
    settings.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Reconciler(services.store, services.facts, load_notices(services.first_replies), services.alerts,
                      desk_address(settings), settings.state / "alerts.lock")


def repeat(work: Callable[[], object], every: float, stopping: threading.Event) -> None:
    """Do `work` until asked to stop. Whatever it raises is logged, never the end of the loop."""
    while not stopping.is_set():
        wait = every
        try:
            work()
        except StoreUnavailable:
            log.error("The database does not answer. Trying again in %.0f s.", PATIENCE_SECONDS)
            wait = PATIENCE_SECONDS
        except Exception as error:
            log.error("Overdue work failed (%s). Trying again in %.0f s.", kind_and_place(error), PATIENCE_SECONDS)
            wait = PATIENCE_SECONDS
        stopping.wait(wait)
