"""What a citizen should do, what the FCDO can do and what it cannot: one guide a topic, written by us.

`data/guides/<topic>.yml` is checked when it is read. No figure stands in a text as it is: `{fee:id}` takes the
amount from `data/facts/fees.json`, `{fact:id}` from the guide's own `facts`, each with its source, the day it was
checked and the day from which it is shown with "check before you rely on this".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from bot.content import replies
from bot.content.facts import Facts, load_facts
from bot.content.freshness import CHECK_FIRST, said_date, today
from bot.conversation.messages import Reply, Source
from bot.errors import ContentError
from bot.triage.topics import TOPICS

GUIDES = Path(__file__).resolve().parent.parent.parent / "data" / "guides"

ALLOWED_HOSTS = (
    "gov.uk",
    "nhs.uk",
    "travelhealthpro.org.uk",
    "prisonersabroad.org.uk",
    "reunite.org",
    "samaritans.org",
    "caa.co.uk",
    "lbt.global",
)
"""Where a guide may link to: these hosts and those below them. Charities are those that GOV.UK itself sends people
to."""

SECTIONS = {
    "now": "What to do now",
    "we_can": "What the FCDO can do",
    "we_cannot": "What the FCDO cannot do",
    "who_can": "Who else can help",
    "need": "What you need",
    "takes": "How long it takes",
}
"""Key in the file → heading; in the order in which they are shown."""
_TEXTS = ("title", "summary", "sms")
_KEYS = frozenset(
    {*_TEXTS, *SECTIONS, "topic", "urgent", "fcdo_first", "fees", "facts", "links", "sources", "checked", "expires"}
)
_PLACE = re.compile(r"\{(fee|fact):([a-z0-9_]+)\}")


@dataclass(frozen=True)
class GuideFact:
    """A figure or rule that may change, with where it comes from."""

    id: str
    says: str
    source: str
    checked: date
    expires: date

    def text(self, on: date) -> str:
        if on <= self.expires:
            return self.says
        return f"{self.says} (checked on {said_date(self.checked)}: {CHECK_FIRST})"


@dataclass(frozen=True)
class Guide:
    """One topic. Texts still hold their `{fee:…}` and `{fact:…}`; `reply` fills them."""

    topic: str
    title: str
    summary: str
    urgent: bool
    """Somebody may be in danger: emergency numbers stand first."""
    fcdo_first: bool
    """Going to the police can harm here, so our number stands above theirs (design, section 4)."""
    sections: Mapping[str, tuple[str, ...]]
    fees: tuple[str, ...]
    facts: Mapping[str, GuideFact]
    links: tuple[tuple[str, str], ...]
    """(title, address)."""
    sms: str
    sources: tuple[Source, ...]
    checked: date
    expires: date
    known: Facts

    def stale(self, on: date) -> bool:
        """Whether the guide, or a figure in it, is past its date."""
        return (
            on > self.expires
            or any(on > fact.expires for fact in self.facts.values())
            or any(self.known.fee(fee).stale(on) for fee in self.fees)
        )

    def reply(self, country: str | None = None, on: date | None = None) -> Reply:
        """The guide as the citizen reads it, with the country's own numbers and contact where it is known.

        `on` is the day of reading in the UK, today when left out. Raises ContentError for an unknown country.
        """
        day = on or today()
        lines = [f"## {self.title}", self._fill(self.summary, day)]
        if self.urgent:
            lines.append(self._numbers(country, day))
        for key, heading in SECTIONS.items():
            items = [self._fill(item, day) for item in self.sections.get(key, ())]
            if items and key == "now":
                lines.append(f"**{heading}**\n\n" + "\n".join(f"{n}. {item}" for n, item in enumerate(items, 1)))
            elif items:
                lines.append(f"**{heading}**\n\n" + "\n".join(f"- {item}" for item in items))
        if self.fees:
            costs = [f"- {self.known.fee(fee).name}: {self.known.fee(fee).text(day)}" for fee in self.fees]
            lines.append("**What it costs**\n\n" + "\n".join(costs))
        if country is not None:
            lines.append(self._contact(country))
        elif not self.urgent:
            lines.append(replies.fcdo_sentence(self.known, None))
        if self.links:
            lines.append("**Read more**\n\n" + "\n".join(f"- [{title}]({url})" for title, url in self.links))
        late = f" It is past its date: {CHECK_FIRST}." if day > self.expires else ""
        lines.append(f"We checked this on {said_date(self.checked)}.{late}")
        return Reply(
            "\n\n".join(lines), sources=self.sources, about={"topic": self.topic, "country": country, "helpful": True}
        )

    def part(self, key: str, on: date | None = None) -> Reply | None:
        """What the guide says about one thing alone: a key of SECTIONS, or `fees`. None where it says nothing."""
        day = on or today()
        if key == "fees":
            heading = "What it costs"
            items = [f"{self.known.fee(fee).name}: {self.known.fee(fee).text(day)}" for fee in self.fees]
        else:
            heading, items = SECTIONS[key], [self._fill(item, day) for item in self.sections.get(key, ())]
        if not items:
            return None
        late = f" It is past its date: {CHECK_FIRST}." if day > self.expires else ""
        lines = [f"## {self.title}", f"**{heading}**\n\n" + "\n".join(f"- {item}" for item in items)]
        lines.append(f"We checked this on {said_date(self.checked)}.{late}")
        return Reply("\n\n".join(lines), sources=self.sources, about={"topic": self.topic, "helpful": True})

    def short(self, on: date | None = None) -> str:
        """The form for a text message: plain words, no Markdown."""
        return self._fill(self.sms, on or today())

    def texts(self) -> tuple[str, ...]:
        """Every sentence-bearing text as written, for the checks."""
        return (self.title, self.summary, self.sms, *(item for items in self.sections.values() for item in items))

    def _fill(self, text: str, on: date) -> str:
        def put(found: re.Match[str]) -> str:
            return self.known.fee(found[2]).text(on) if found[1] == "fee" else self.facts[found[2]].text(on)

        return _PLACE.sub(put, text)

    def _numbers(self, country: str | None, on: date) -> str:
        """The local emergency services and the FCDO, in the order that is safer for this topic."""
        ours = replies.fcdo_sentence(self.known, country)
        if country is None:
            local = "**If you are in danger, call the local emergency services.**"
        else:
            numbers = self.known.emergency(country)
            called = "; ".join(numbers.lines()[:4])
            where = self.known.country(country).spoken
            local = f"**If you are in danger in {where}, call:** {called}." if called else ""
            local = f"{local} {numbers.remark}".strip()
            if numbers.stale(on):
                local += f" These numbers were checked on {said_date(numbers.checked)}: {CHECK_FIRST}."
        return "\n\n".join(filter(None, (ours, local) if self.fcdo_first else (local, ours)))

    def _contact(self, country: str) -> str:
        posts, name = self.known.posts(country), self.known.country(country).spoken
        if posts.note:
            return f"**In {name}**\n\n{posts.note} [Who to contact]({posts.authority_url or posts.contact_url})."
        who = (
            " or ".join(f"[{post.name}]({post.url})" for post in posts.posts[:2])
            or f"[GOV.UK's contact page]({posts.contact_url})"
        )
        return f"**In {name}**\n\nContact {who}." + (
            "" if self.urgent else f" {replies.fcdo_sentence(self.known, country)}"
        )


class Guides:
    """All guides by topic."""

    def __init__(self, guides: Mapping[str, Guide]) -> None:
        self._guides = dict(guides)

    def get(self, topic: str) -> Guide:
        """Raises ContentError where the topic has no guide."""
        try:
            return self._guides[topic]
        except KeyError:
            raise ContentError(f"There is no guide about {topic!r}.") from None

    def has(self, topic: str) -> bool:
        return topic in self._guides

    def topics(self) -> tuple[str, ...]:
        return tuple(sorted(self._guides))


def load_guides(folder: Path = GUIDES, facts: Facts | None = None) -> Guides:
    """Read and check every guide. Raises ContentError naming the file and what is wrong with it."""
    known = facts or load_facts()
    return Guides({guide.topic: guide for guide in (_load(file, known) for file in sorted(folder.glob("*.yml")))})


def _load(file: Path, facts: Facts) -> Guide:
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ContentError(f"{file.name} cannot be read: {type(error).__name__}.") from error
    try:
        return _guide(data, file.stem, facts)
    except (KeyError, TypeError, ValueError, ContentError) as error:
        raise ContentError(f"data/guides/{file.name}: {error}") from error


def _guide(data: Any, stem: str, facts: Facts) -> Guide:
    _require(isinstance(data, dict), "it is not a mapping")
    _require(not (set(data) - _KEYS), f"unknown keys {sorted(set(data) - _KEYS)}")
    _require(data.get("topic") == stem and stem in TOPICS, "its topic is not the name of the file and one of the 43")
    for key in _TEXTS:
        _require(isinstance(data.get(key), str) and bool(data[key].strip()), f"{key} is missing")
    sections = {key: _items(data.get(key, []), key) for key in SECTIONS}
    _require(bool(sections["now"]), "it does not say what to do now")
    checked, expires = _day(data, "checked"), _day(data, "expires")
    own = {
        key: GuideFact(key, str(row["says"]), str(row["source"]), _day(row, "checked"), _day(row, "expires"))
        for key, row in (data.get("facts") or {}).items()
    }
    fees = _items(data.get("fees", []), "fees")
    for fee in fees:
        facts.fee(fee)
    links = tuple((str(row["title"]), _link(row["url"])) for row in data.get("links", []))
    sources = tuple(Source(str(row["title"]), _link(row["url"]), checked) for row in data.get("sources", []))
    _require(bool(sources), "it names no source")
    guide = Guide(
        stem,
        " ".join(data["title"].split()),
        " ".join(data["summary"].split()),
        bool(data.get("urgent", False)),
        bool(data.get("fcdo_first", False)),
        sections,
        fees,
        own,
        links,
        " ".join(data["sms"].split()),
        sources,
        checked,
        expires,
        facts,
    )
    for text in guide.texts():
        for kind, name in _PLACE.findall(text):
            _require(name in own if kind == "fact" else bool(facts.fee(name)), f"{{{kind}:{name}}} is not known")
    for fact in own.values():
        _link(fact.source)
    return guide


def _items(raw: Any, key: str) -> tuple[str, ...]:
    _require(
        isinstance(raw, list) and all(isinstance(item, str) and item.strip() for item in raw),
        f"{key} is not a list of texts",
    )
    return tuple(" ".join(item.split()) for item in raw)


def _day(row: Mapping[str, Any], key: str) -> date:
    value = row.get(key)
    _require(isinstance(value, date), f"{key} is not a date")
    assert isinstance(value, date)
    return value


def _link(url: Any) -> str:
    parts = urlsplit(str(url))
    host = parts.hostname or ""
    _require(
        parts.scheme == "https" and any(host == each or host.endswith("." + each) for each in ALLOWED_HOSTS),
        f"{url} is not on the list of addresses that a guide may link to",
    )
    return str(url)


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
