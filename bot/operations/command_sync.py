"""`./consular sync`: fetch travel advice, posts and who helps where from GOV.UK."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import cast

from tqdm import tqdm

from bot.errors import BadInput, ClientError, ContentError
from bot.operations.fetching import Progress
from bot.operations.first_key import ensure_key
from bot.operations.sync import sync
from bot.operations.sync_posts import sync_posts
from bot.services import Services

SYNCED, SYNC_FAILED = "sync", "sync failed"
"""The beats of a whole run that left everything up to date, and of one that did not. The desk warns where the second is
the newer one (`bot.desk.service_state`)."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rate", type=float, default=10.0, metavar="N", help="requests a second at most (10, which is GOV.UK's limit)"
    )
    parser.add_argument(
        "--country",
        nargs="+",
        action="extend",
        default=[],
        metavar="XX",
        help="only these countries (ISO 3166-1 alpha-2)",
    )
    parser.add_argument(
        "--only", choices=["pages", "posts"], help="only travel advice pages, or only embassies and who helps where"
    )
    parser.add_argument(
        "--prepare",
        action="store_true",
        help="read new words on the pages at once, so that the first question about a country need not wait for it",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="fetch pages that GOV.UK's list says are unchanged, and posts read within the last day, too",
    )


def run(arguments: argparse.Namespace, services: Services) -> int:
    """Exit code 0 where everything is up to date, 1 where something is not."""
    if not 0 < arguments.rate <= 10_000:
        raise BadInput("--rate is requests a second: a number above 0.")
    ensure_key(services, _say)
    countries = [code.upper() for code in arguments.country]
    for code in countries:
        if services.facts.country(code).advice != code:
            raise BadInput(f"GOV.UK has no travel advice page of its own for {services.facts.country(code).name}.")
    complete = _fetch(arguments, services, countries)
    if arguments.prepare:
        services.library.prepare(countries, _bar("Reading pages", "page"))
    if not countries and arguments.only is None:
        services.store.beat(SYNCED if complete else SYNC_FAILED)
    return 0 if complete else 1


def _fetch(arguments: argparse.Namespace, services: Services, countries: list[str]) -> bool:
    """Pages first, since they change and matter most; then posts. → whether all of it is up to date."""
    govuk, facts, store = services.govuk(arguments.rate), services.facts, services.store
    names = {country.iso2: country.name for country in facts.countries()}
    complete = True
    try:
        if arguments.only != "posts":
            try:
                pages = sync(govuk, store, facts, countries, arguments.all, _bar("Travel advice", "page"))
            except (ClientError, ContentError) as error:
                have = len(store.pages())
                kept = f"The {have} pages stored before are still there." if have else _WITHOUT
                _say(f"No travel advice was fetched. {error} {kept}")
                return False
            complete = pages.complete
            _say(*pages.lines(lambda code: names.get(code, code)))
        if arguments.only != "pages":
            source = services.govuk_posts(govuk)
            posts = sync_posts(source, store, facts, countries, arguments.all, _bar("Embassies", "country"))
            complete = complete and posts.complete
            _say(*posts.lines(lambda code: names.get(code, code)))
    finally:
        govuk.close()
    return complete


_WITHOUT = "Guides and emergency numbers still work."


def _say(*lines: str) -> None:
    for line in lines:
        print(line, file=sys.stderr)


def _bar(what: str, unit: str) -> Progress:
    def draw(finished: Iterable[object], total: int) -> Iterable[object]:
        bar = tqdm(finished, total=total, desc=what, unit=unit, file=sys.stderr, disable=total == 0)
        return cast(Iterable[object], bar)

    return draw
