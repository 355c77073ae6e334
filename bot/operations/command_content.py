"""`./consular content check`: what is stale, missing, contradictory, unreadable or too long in guides and facts."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.content.checks import check as content_check
from bot.content.checks.check import KINDS, Finding
from bot.content.checks.of_checklists import check_with
from bot.content.checks.of_pages import check_page, phrases
from bot.content.facts import FACTS, Facts, load_facts
from bot.content.freshness import said_date, today
from bot.content.guides.country_links import load_country_links
from bot.content.guides.guide import GUIDES, Guide, GuideError, guide_from, read_guide_file
from bot.content.guides.readability import Syllables
from bot.content.guides.rules import load_rules
from bot.errors import BadInput, ConsularError, ContentError
from bot.services import Services
from bot.triage.first_replies import FILE as FIRST_REPLIES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["check"], help="check: list what has to be put right")
    parser.add_argument("--release", action="store_true",
                        help="before a release: whatever is past its date fails the check")
    parser.add_argument("--on", metavar="DATE", help="as if it were this day, such as 2027-06-01 (today in the UK)")
    parser.add_argument("--guides", type=Path, default=GUIDES, metavar="FOLDER", help="another folder of guides")
    parser.add_argument("--facts", type=Path, default=FACTS, metavar="FOLDER", help="another folder of facts")
    parser.add_argument("--json", action="store_true", help="findings as JSON lines")


def run(arguments: argparse.Namespace, services: Services) -> int:
    """Exit code 0 where nothing has to be put right, 1 where something has."""
    on = _day(arguments.on)
    for folder in (arguments.guides, arguments.facts):
        if not folder.is_dir():
            raise BadInput(f"{folder} is not a folder.")
    facts = load_facts(arguments.facts)
    guides, findings = _load(arguments.guides, facts)
    if not guides and not findings:
        raise BadInput(f"{arguments.guides} holds no guide. A guide is a file such as insurance.yml.")
    findings += check(guides, facts, on, arguments.release, services.syllables, arguments.facts)
    compared, pages = _pages(services, facts, arguments.facts)
    findings += pages
    if arguments.json:
        for finding in findings:
            print(json.dumps({"kind": finding.kind, "where": finding.where, "says": finding.says,
                              "error": finding.error}, ensure_ascii=False))
    else:
        print(report(findings, len(guides), compared, on))
    return 1 if any(finding.error for finding in findings) else 0


def check(
    guides: Iterable[Guide], facts: Facts, on: date, release: bool, syllables: Syllables, folder: Path = FACTS
) -> list[Finding]:
    """All findings that need no synced page."""
    every, rules, links = list(guides), load_rules(), load_country_links(facts, folder)
    return [
        *content_check.check_guides(every, rules, syllables, on),
        *content_check.check_dates(every, facts, links, on, release),
        *content_check.check_each_other(every, _other_facts(folder)),
        *content_check.check_contacts(every, facts),
        *check_with(facts, every, folder, rules.terms, syllables, on, release),
    ]


def report(findings: list[Finding], guides: int, compared: int, on: date) -> str:
    """For people: by kind, what has to be put right first."""
    by_kind: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_kind[finding.kind].append(finding)
    lines: list[str] = []
    for kind in KINDS:
        for finding in sorted(by_kind[kind], key=lambda each: (not each.error, each.where)):
            lines.append(f"{kind if finding.error else f'({kind})':<15}{finding}")
    errors = sum(finding.error for finding in findings)
    pages = f"{compared} GOV.UK pages" if compared else "no GOV.UK page is stored here, so none"
    lines.append(
        f"{guides} guides checked for {said_date(on)}; numbers and fees compared with {pages}. "
        + (f"{errors} to put right." if errors else "Nothing has to be put right.")
    )
    return "\n".join(lines)


def _load(folder: Path, facts: Facts) -> tuple[list[Guide], list[Finding]]:
    links, rules = load_country_links(facts), load_rules()
    guides, findings, files = [], [], sorted(folder.glob("*.yml"))
    for file in files:
        try:
            guides.append(guide_from(read_guide_file(file), file.name, facts, links, rules))
        except GuideError as error:
            findings += [
                Finding("broken", f"guides/{file.name}" + (f": {each.key}" if each.key else ""), each.says)
                for each in error.problems
            ]
    if files:
        findings += content_check.missing_topics(file.stem for file in files)
    return guides, findings


def _pages(services: Services, facts: Facts, folder: Path) -> tuple[int, list[Finding]]:
    """(pages compared, findings). Without a database there is nothing to compare with, and that is said."""
    settings = services.settings
    if not settings.database_url and not (settings.state / "consular.db").is_file():
        # Opening it would make an empty one, and reading content is no reason for that.
        return 0, []
    try:
        pages = services.store.all_pages()
    except ConsularError as error:
        print(f"The stored pages of GOV.UK could not be read, so nothing was compared with them. {error}",
              file=sys.stderr)
        return 0, []
    said = phrases(_rows(folder / "fees.json", "fees"))
    return len(pages), [finding for page in pages for finding in check_page(page, facts, said)]


def _other_facts(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """What the document journeys and the first replies to danger state as facts: subject → (where, says)."""
    file = folder / "journeys.json"
    rows = _read(file).get("facts", {}) if file.is_file() else {}
    found = {id: [(f"facts/journeys.json: {id}", str(row["says"]))] for id, row in rows.items()}
    for id, row in yaml.safe_load(FIRST_REPLIES.read_text(encoding="utf-8")).get("helplines", {}).items():
        number = re.search(r"\+?\d[\d ]+\d", str(row["text"]))
        if number:
            found.setdefault(id, []).append((f"first_replies.yml: helplines.{id}", number[0]))
    return found


def _rows(file: Path, key: str) -> list[dict[str, Any]]:
    rows = _read(file)[key]
    return rows if isinstance(rows, list) else []


def _read(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ContentError(f"data/facts/{file.name} cannot be read: {type(error).__name__}.") from error
    return data if isinstance(data, dict) else {}


def _day(text: str | None) -> date:
    if text is None:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"--on is a day such as 2027-06-01, not {text!r}.") from None
