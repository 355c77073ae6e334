"""`./consular sync`: fetch travel advice from GOV.UK."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import cast

from tqdm import tqdm

from bot.errors import BadInput, ClientError, ContentError
from bot.operations.first_key import ensure_key
from bot.operations.sync import sync
from bot.services import Services


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
    parser.add_argument("--all", action="store_true", help="fetch pages that GOV.UK's list says are unchanged, too")


def run(arguments: argparse.Namespace, services: Services) -> int:
    """Exit code 0 where every page is up to date, 1 where one is not."""
    if not 0 < arguments.rate <= 10_000:
        raise BadInput("--rate is requests a second: a number above 0.")
    ensure_key(services, lambda text: print(text, file=sys.stderr))
    facts = services.facts
    countries = [code.upper() for code in arguments.country]
    for code in countries:
        if facts.country(code).advice != code:
            raise BadInput(f"GOV.UK has no travel advice page of its own for {facts.country(code).name}.")
    try:
        report = sync(services.govuk(arguments.rate), services.store, facts, countries, arguments.all, _bar)
    except (ClientError, ContentError) as error:
        have = len(services.store.pages())
        kept = (
            f"The {have} pages stored before are still there." if have else "Guides and emergency numbers still work."
        )
        print(f"No travel advice was fetched. {error} {kept}", file=sys.stderr)
        return 1
    known = {country.iso2: country.name for country in facts.countries()}
    for line in report.lines(lambda code: known.get(code, code)):
        print(line, file=sys.stderr)
    return 1 if report.failed else 0


def _bar(finished: Iterable[object], total: int) -> Iterable[object]:
    return cast(
        Iterable[object],
        tqdm(finished, total=total, desc="Travel advice", unit="page", file=sys.stderr, disable=total == 0),
    )
