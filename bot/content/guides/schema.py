"""Reads one guide and says everything that is wrong with it, key by key, in plain English. PURE.

No figure stands in a text as it is: `{fee:id}` takes the amount from `data/facts/fees.json`, `{fact:id}` from the
guide's own `facts`. `bare_figures` is the written rule of what counts as one.
"""
from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from bot.content.fact_types import FCDO_LINE
from bot.content.facts import Facts
from bot.content.guides.guide_types import (
    ALLOWED_HOSTS,
    SECTIONS,
    Difference,
    GuideError,
    GuideFact,
    MustSay,
    Problem,
)
from bot.conversation.messages import Source
from bot.errors import ContentError
from bot.triage.topics import TOPICS

GUIDE_TOPICS: tuple[str, ...] = (*TOPICS, "emergency_numbers")
"""The 43, and the numbers of a country, which are an intent of their own."""
TEXTS = ("title", "summary", "sms")
KEYS = (
    "topic", "urgent", "fcdo_first", "title", "summary", "must_say", *SECTIONS, "fees", "facts", "countries", "links",
    "sources", "sms", "checked", "expires",
)
"""In the order in which a file has them."""
PLACE = re.compile(r"\{(fee|fact):([a-z0-9_]+)\}")
ADDRESS = re.compile(
    r"(?:https?://)?\b(?:[a-z0-9-]+\.)+(?:uk|org|net|com|global|je|gg|im)\b(?:/[\w./#?=&%-]*\w)?", re.I
)
"""A web address as it stands in a text message: gov.uk/overseas-passports."""

_WRITTEN_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^\s,;]+", re.I)
_MAKES_A_LINK = re.compile(r"\]\s*[(\[]|\b(?:java|vb)script\s*:|\bdata\s*:[^\s,;]*[,;]", re.I)
"""Words that become a link, or run: only `links` makes links, because there the address is checked."""
_IN_A_LINK = re.compile(r"[\s<>\"'`\\^{}|()]")
"""What would end the address of a link early, so that what follows is read as something else."""
LONGEST_TEXT = 600
"""Characters of one text. The longest that a citizen reads on a telephone without scrolling."""
MOST_ITEMS = 12

_OUR_LINE = re.compile("|".join(map(re.escape, (FCDO_LINE.abroad, FCDO_LINE.uk))))
_FIXED = re.compile(r"\b(?:999|112)\b")
_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|hundred)"
_UNIT = (r"(?:working |calendar )?(?:hours?|days?|weeks?|months?|years?|pounds?|euros?|dollars?|countries|copies|"
         r"photos?|per ?cent|percent|miles|kilometres)")
_SPELT = re.compile(rf"\b{_NUMBER}(?: or {_NUMBER}| to {_NUMBER})? {_UNIT}\b", re.I)
_DIGIT = re.compile(r"[£€$]\s*\d|\d")


def bare_figures(text: str) -> tuple[str, ...]:
    """The figures of a text that carry no date of their own.

    A figure is a digit, an amount of money, or a number word before a unit ("three months"). Not counted: what
    `{fee:…}` and `{fact:…}` fill in; 999 and 112, which the law fixes; the FCDO's own number, whose date is in
    `bot/content/fact_types.py`; web addresses. Every other telephone number is a fact.
    """
    left = text
    for known in (PLACE, ADDRESS, _OUR_LINE, _FIXED):
        left = known.sub(" ", left)
    return tuple(found[0] for found in _SPELT.finditer(left)) + tuple(
        found[0] for found in re.finditer(r"[£€$]?\s?\+?\d[\d ,.]*", left) if _DIGIT.search(found[0])
    )


def allowed_link(url: str) -> bool:
    """Whether a guide may send a citizen there."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme != "https" or "@" in parts.netloc or _IN_A_LINK.search(url.replace("{slug}", "")):
        return False
    return allowed_host(parts.hostname or "")


def _host(address: str) -> str:
    """The host of an address as it is written in a text, with or without a scheme; "" where it has none."""
    try:
        return urlsplit(address if "://" in address else f"https://{address}").hostname or ""
    except ValueError:
        return ""


def allowed_host(host: str) -> bool:
    return any(host.lower() == each or host.lower().endswith("." + each) for each in ALLOWED_HOSTS)


class GuideReader:
    """One file, read key by key. Every mistake is kept, so that all are told at once."""

    def __init__(self, file: str, data: Any, facts: Facts) -> None:
        self.file, self.facts = file, facts
        self.problems: list[Problem] = []
        self.data: dict[str, Any] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            self.wrong("", "it is not a mapping of keys to texts")
        self.own: dict[str, GuideFact] = {}

    def wrong(self, key: str, says: str) -> None:
        self.problems.append(Problem(key, says))

    def finish(self) -> None:
        """Raises GuideError where anything is wrong."""
        if self.problems:
            raise GuideError(self.file, tuple(self.problems))

    def topic(self) -> str:
        stem = self.file.removesuffix(".yml")
        unknown = [str(key) for key in self.data if key not in KEYS]
        for key in unknown:
            self.wrong(key, f"unknown keys are refused; known are {', '.join(KEYS)}")
        if self.data.get("topic") != stem or stem not in GUIDE_TOPICS:
            self.wrong("topic", "its topic is not the name of the file and one of the 43 (or emergency_numbers)")
        return stem

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.wrong(key, "it is neither true nor false")
        return value is True

    def text(self, key: str) -> str:
        value = self.data.get(key)
        if not isinstance(value, str) or not value.strip():
            self.wrong(key, f"{key} is missing")
            return ""
        return self._checked(key, " ".join(value.split()))

    def items(self, key: str) -> tuple[str, ...]:
        raw = self.data.get(key, [])
        if not isinstance(raw, list) or not all(isinstance(item, str) and item.strip() for item in raw):
            self.wrong(key, f"{key} is not a list of texts")
            return ()
        if len(raw) > MOST_ITEMS:
            self.wrong(key, f"it has {len(raw)} items, more than {MOST_ITEMS}, which nobody reads in a chat")
        return tuple(self._checked(f"{key}[{n}]", " ".join(item.split())) for n, item in enumerate(raw, 1))

    def fees(self) -> tuple[str, ...]:
        raw = self.data.get("fees", [])
        if not isinstance(raw, list):
            self.wrong("fees", "fees is not a list of ids")
            return ()
        return tuple(str(id) for id in raw if self._fee("fees", str(id)))

    def own_facts(self) -> dict[str, GuideFact]:
        """The guide's own dated figures; read before the texts, which may use them."""
        for id, row in self._rows("facts").items():
            if read := self._fact(f"facts.{id}", row, {"says", "source", "checked", "expires", "subject"}):
                self.own[id] = GuideFact(id, *read, subject=str(row.get("subject") or id))
        return self.own

    def must_say(self) -> dict[str, MustSay]:
        found: dict[str, MustSay] = {}
        for id, row in self._rows("must_say").items():
            if read := self._fact(f"must_say.{id}", row, {"says", "source", "checked", "expires", "sms"}):
                self._places(f"must_say.{id}", read[0])
                found[id] = MustSay(id, *read, sms=str(row.get("sms", "")))
        return found

    def differences(self) -> tuple[Difference, ...]:
        raw = self.data.get("countries", [])
        if not isinstance(raw, list):
            self.wrong("countries", "countries is not a list of differences")
            return ()
        found = []
        for n, row in enumerate(raw, 1):
            key = f"countries[{n}]"
            codes = row.get("codes") if isinstance(row, dict) else None
            if not isinstance(codes, list) or not codes:
                self.wrong(key, "codes is not a list of countries (ISO 3166-1 alpha-2)")
                continue
            # YAML reads the code of Norway as "no".
            unknown = [code for code in codes if not isinstance(code, str) or not self.facts.has(code)]
            for code in unknown:
                hint = " (write \"NO\" in quotation marks)" if code is False else ""
                self.wrong(key, f"{code!r} is not the code of a country that we know{hint}")
            read = self._fact(key, row, {"codes", "says", "source", "checked", "expires"})
            if read and not unknown:
                found.append(Difference(key, *read, countries=tuple(codes)))
        return tuple(found)

    def links(self) -> tuple[tuple[str, str], ...]:
        return tuple(self._titled("links"))

    def sources(self, checked: date) -> tuple[Source, ...]:
        found = tuple(Source(title, url, checked) for title, url in self._titled("sources"))
        if not found:
            self.wrong("sources", "it names no source")
        return found

    def day(self, key: str, row: Mapping[str, Any] | None = None, under: str = "") -> date:
        value = (self.data if row is None else row).get(key)
        # A datetime is a date to Python, and its hour would be a lie.
        if type(value) is not date:
            self.wrong(under or key, f"{key} is not a date (write it as 2026-11-22)")
            return date.min
        return value

    def dates(self, row: Mapping[str, Any] | None = None, under: str = "") -> tuple[date, date]:
        """When it was checked and from when it is shown with a warning."""
        checked, expires = self.day("checked", row, under), self.day("expires", row, under)
        if date.min not in (checked, expires) and checked >= expires:
            self.wrong(under or "expires", "it expires on or before the day it was checked")
        return checked, expires

    def _titled(self, key: str) -> list[tuple[str, str]]:
        raw, found = self.data.get(key, []), []
        if not isinstance(raw, list):
            self.wrong(key, f"{key} is not a list of title and url")
            return []
        for n, row in enumerate(raw, 1):
            title, url = (row.get("title"), row.get("url")) if isinstance(row, dict) else (None, None)
            if not isinstance(title, str) or not title.strip() or not isinstance(url, str):
                self.wrong(f"{key}[{n}]", "it needs a title and a url")
            elif set(title) & set("[]<>`") or len(title) > LONGEST_TEXT:
                self.wrong(f"{key}[{n}]", f"a title has at most {LONGEST_TEXT} characters and none of [ ] < > `")
            elif not allowed_link(url):
                self.wrong(f"{key}[{n}]", f"{url} is not on the list of addresses that a guide may link to")
            else:
                found.append((" ".join(title.split()), url))
        return found

    def _rows(self, key: str) -> dict[str, Any]:
        raw = self.data.get(key) or {}
        if not isinstance(raw, dict):
            self.wrong(key, f"{key} is not a mapping of names to facts")
            return {}
        return {str(id): row for id, row in raw.items()}

    def _fact(self, key: str, row: Any, known: set[str]) -> tuple[str, str, date, date] | None:
        if not isinstance(row, dict) or set(row) - known:
            self.wrong(key, f"a fact has the keys {', '.join(sorted(known))}")
            return None
        says, source = row.get("says"), row.get("source")
        if not isinstance(says, str) or not says.strip():
            self.wrong(key, 'says is missing (a number is written in quotation marks: "111")')
            return None
        if not isinstance(source, str) or not allowed_link(source.replace("{slug}", "x")):
            self.wrong(key, f"{source} is not on the list of addresses that a guide may link to")
        if re.search(r"[£€]\s*\d", says):
            self.wrong(key, "an amount of money belongs in data/facts/fees.json; write {fee:id}")
        if len(says) > LONGEST_TEXT:
            self.wrong(key, f"it is longer than {LONGEST_TEXT} characters")
        self._harmless(key, says)
        before = len(self.problems)
        checked, expires = self.dates(row, key)
        return None if len(self.problems) > before else (" ".join(says.split()), str(source), checked, expires)

    def _checked(self, key: str, text: str) -> str:
        if len(text) > LONGEST_TEXT:
            self.wrong(key, f"it is longer than {LONGEST_TEXT} characters")
        self._harmless(key, text)
        self._places(key, text)
        for figure in bare_figures(text):
            self.wrong(key, f"“{figure.strip()}” is a figure without a date; make it a fact or a fee: {{fact:…}}")
        return text

    def _harmless(self, key: str, text: str) -> None:
        """No HTML, and no way to an address but those on the list: whoever reads must not be led elsewhere."""
        if "<" in text or ">" in text:
            self.wrong(key, "a guide holds no HTML; leave out < and >")
        if _MAKES_A_LINK.search(text):
            self.wrong(key, "a text holds no link; write it under links, where its address is checked")
        for address in dict.fromkeys((*_WRITTEN_ADDRESS.findall(text), *ADDRESS.findall(text))):
            if not allowed_host(_host(address)):
                self.wrong(key, f"{address} is not on the list of addresses that a guide may link to")

    def _places(self, key: str, text: str) -> None:
        for kind, name in PLACE.findall(text):
            if kind == "fee":
                self._fee(key, name)
            elif name not in self.own:
                self.wrong(key, f"{{fact:{name}}} is not known; add {name} to its facts")
        if re.search(r"[{}]", PLACE.sub("", text)):
            self.wrong(key, "a bracket { or } that is neither {fee:…} nor {fact:…}")

    def _fee(self, key: str, id: str) -> bool:
        try:
            self.facts.fee(id)
        except ContentError as error:
            self.wrong(key, str(error).rstrip("."))
            return False
        return True
