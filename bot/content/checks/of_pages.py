"""Our emergency numbers and fees beside what GOV.UK's stored pages say. PURE.

Numbers that a page gives and we do not, or the other way round, and amounts that differ, are contradictions. What a
page does not speak of is not compared.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from bot.content.checks.check import Finding
from bot.content.facts import FCDO_LINE, Facts, Fee
from bot.content.freshness import said_date, uk_day
from bot.content.ports import TravelAdvice

_EMERGENCY = re.compile(r"\bemergency (?:services|numbers|telephone|contacts)\b", re.I)
_GETTING_HELP = "getting-help"
_NUMBER = re.compile(r"\+?\d(?:[ \u00a0().-]{0,2}\d)*")
_OUR_LINE = re.sub(r"\D", "", FCDO_LINE.uk).removeprefix("0")
"""However the code before it is written: +44 20, +44 (0)20, 020."""
_SHORTEST = 2
"""Digits. France's police answer on 17."""


def check_page(page: TravelAdvice, facts: Facts, fees: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """One country's page. `fees` is `phrases(…)`: fee → the words that a sentence about it holds."""
    yield from _numbers(page, facts)
    yield from _fees(page, facts, fees)


def phrases(rows: list[dict[str, object]]) -> dict[str, tuple[str, ...]]:
    """`said_as` of each fee of fees.json, in small letters; only fees that have one."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        said = row.get("said_as")
        if isinstance(said, list) and said:
            found[str(row["id"])] = tuple(str(word).lower() for word in said)
    return found


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _numbers(page: TravelAdvice, facts: Facts) -> Iterator[Finding]:
    said = "\n".join(
        passage.body for passage in page.passages
        if passage.part == _GETTING_HELP and any(_EMERGENCY.search(heading) for heading in passage.headings)
    )
    if not said.strip():
        return
    kept = facts.emergency(page.country)
    # Years, ages and hours stand in these passages too: only what follows a colon or "call" is a number to dial.
    theirs = {digits(found) for line in said.splitlines() for found in _dialled(line)}
    ours = {digits(found[0]) for number in kept.numbers for found in _NUMBER.finditer(f"{number.number} {number.note}")}
    in_page = {digits(found[0]) for found in _NUMBER.finditer(said)}
    in_ours = ours | {digits(found[0]) for found in _NUMBER.finditer(f"{kept.raw} {kept.remark}")}
    theirs = {number for number in theirs if not number.endswith(_OUR_LINE)}
    where = f"facts/emergency_numbers.json: {page.country}"
    day = said_date(uk_day(page.updated_at))
    for number in sorted(theirs - in_ours):
        yield Finding("contradictory", where, f"GOV.UK's page of {day} gives {number}, which we do not")
    for number in sorted(each for each in ours - in_page if len(each) >= _SHORTEST and kept.numbers):
        yield Finding("contradictory", where, f"we give {number}, which GOV.UK's page of {day} does not")


def _dialled(line: str) -> list[str]:
    """The numbers of a line such as "Police: 191" or "Telephone 112 (ambulance, fire, police)"."""
    found = re.search(r"(?i)(?::|\btelephone\b|\bphone\b|\bcall\b|\bdial\b)\s*\**\s*(.*)", line)
    if not found:
        return []
    numbers = [each[0] for each in _NUMBER.finditer(found[1])]
    return [each for each in numbers if _SHORTEST <= len(digits(each)) <= 15]


def _fees(page: TravelAdvice, facts: Facts, fees: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    for passage in page.passages:
        for sentence in re.split(r"(?<=[.!?])\s+|\n", passage.body):
            small = sentence.lower()
            for id, words in fees.items():
                if not all(word in small for word in words):
                    continue
                fee = facts.fee(id)
                for amount in re.findall(r"£(\d[\d,]*(?:\.\d\d)?)", sentence):
                    if not _same(fee, Decimal(amount.replace(",", ""))):
                        yield Finding("contradictory", f"facts/fees.json: {id}",
                                      f"we say {fee.amount}, GOV.UK's page about {page.title} says £{amount}")


def _same(fee: Fee, amount: Decimal) -> bool:
    return fee.low <= amount <= fee.high
