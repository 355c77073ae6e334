"""Document journeys: two or three questions each, and what the checklist at their end may hold. PURE.

`data/checklists/<id>.yml` is checked when it is read; data/checklists/README.md says what each key means. What a
journey says is kept apart from what a citizen answered: `bot.content.checklists.checklist` puts the two together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from bot.content.guides.guide import ALLOWED_HOSTS
from bot.errors import ContentError
from bot.triage.topics import TOPICS

JOURNEYS = Path(__file__).resolve().parents[3] / "data" / "checklists"

SKIPPED = ""
"""The value of an answer that was left out."""
MOST_ASKS = 3
"""Questions of one journey: more is a form, not a short conversation."""


@dataclass(frozen=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True)
class Choice:
    """One answer to pick."""

    id: str
    title: str
    words: tuple[str, ...]
    """Phrases that mean it when somebody writes instead of pressing."""


@dataclass(frozen=True)
class Ask:
    """One question. Every question can be skipped."""

    id: str
    type: str
    """`country` (the answer is ISO 3166-1 alpha-2) or `choice` (the answer is a choice's id)."""
    text: str
    label: str
    """What stands before the answer on the checklist."""
    choices: tuple[Choice, ...] = ()
    private: bool = False
    """The answer shapes the checklist and is not printed on it: the page may be seen by others."""
    place: bool = False
    """The choices are `there`, `uk` and `other`: naming a country answers it too."""
    in_uk: str = ""
    """What to say, in place of a checklist, to somebody whose country is the UK; "" where it makes no difference."""
    in_uk_link: Link | None = None

    def choice(self, id: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.id == id), None)


@dataclass(frozen=True)
class Item:
    """Something to have, or to do. Texts still hold their `{fact:…}`."""

    text: str
    short: str = ""
    """For an SMS; "" where it can be left out of one."""
    note: str = ""
    """Instead of a text: the name of a table of data/facts/journeys.json, which says it for some countries."""
    fee: str = ""
    takes: str = ""
    link: Link | None = None
    contact: bool = False
    """The official page to reach the embassy in the citizen's country goes with it."""
    when: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Question → the answers with which it is shown."""
    adds: bool = False
    """It belongs to the line before it and is written behind that."""
    unsure: str = ""
    """What is shown where one of those questions was skipped; "" leaves it out then."""


@dataclass(frozen=True)
class Journey:
    """One journey."""

    id: str
    topics: tuple[str, ...]
    """Of the 43; the first is the one whose guide answers side questions."""
    order: int
    name: str
    """On a button."""
    title: str
    title_in: str
    """With `{country}` for the name as it stands in a sentence."""
    opening: str
    words: tuple[re.Pattern[str], ...]
    """Any of them in a message names this journey."""
    asks: tuple[Ask, ...]
    need: tuple[Item, ...]
    steps: tuple[Item, ...]
    sources: tuple[Link, ...]
    checked: date
    expires: date

    @property
    def topic(self) -> str:
        return self.topics[0]

    def ask(self, id: str) -> Ask | None:
        return next((ask for ask in self.asks if ask.id == id), None)

    def country_ask(self) -> Ask | None:
        return next((ask for ask in self.asks if ask.type == "country"), None)

    def items(self) -> tuple[Item, ...]:
        return (*self.need, *self.steps)


@lru_cache(maxsize=1)
def journeys() -> Mapping[str, Journey]:
    """Every journey by its id, in the order in which they are offered. Raises ContentError as `load_journeys`."""
    return load_journeys()


def load_journeys(folder: Path = JOURNEYS) -> Mapping[str, Journey]:
    """Read and check every journey. Raises ContentError naming the file and what is wrong with it."""
    found = sorted((_load(file) for file in sorted(folder.glob("*.yml"))), key=lambda journey: journey.order)
    return {journey.id: journey for journey in found}


def journey_named(text: str) -> Journey | None:
    """The journey that the words name: "a life certificate" is more than notary work, so the last one wins."""
    found = [j for j in journeys().values() if any(pattern.search(text) for pattern in j.words)]
    return found[-1] if found else None


def journey_about(topic: str, text: str = "") -> Journey | None:
    """The journey to offer after an answer about `topic`; `text` is what was asked. None for most topics."""
    about = [journey for journey in journeys().values() if topic in journey.topics]
    named = journey_named(text)
    return named if named in about else next(iter(about), None)


_TOP = frozenset({
    "id", "topics", "order", "name", "title", "title_in", "opening", "words", "asks", "need", "steps", "sources",
    "checked", "expires",
})  # fmt: skip
_ASK = frozenset({"id", "type", "text", "label", "choices", "private", "place", "in_uk", "in_uk_link"})
_ITEM = frozenset({"text", "short", "note", "fee", "takes", "link", "contact", "when", "adds", "unsure"})


def _load(file: Path) -> Journey:
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ContentError(f"data/checklists/{file.name} cannot be read: {type(error).__name__}.") from error
    try:
        return _journey(data, file.stem)
    except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        said = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise ContentError(f"data/checklists/{file.name}: {said}.") from error


def _journey(data: Any, stem: str) -> Journey:
    _keys(data, _TOP, "the file")
    _require(data.get("id") == stem, "its id is not the name of the file")
    topics = tuple(_text(topic, "topics") for topic in data["topics"])
    _require(bool(topics) and set(topics) <= set(TOPICS), "its topics are not among the 43")
    asks = tuple(_ask(row) for row in data["asks"])
    _require(0 < len(asks) <= MOST_ASKS, f"it asks {len(asks)} questions; at most {MOST_ASKS} are allowed")
    _require(len({ask.id for ask in asks}) == len(asks), "two questions have the same id")
    _require(sum(ask.type == "country" for ask in asks) == 1, "it must ask for one country")
    by_id = {ask.id: ask for ask in asks}
    need, steps = (tuple(_item(row, by_id) for row in data[key]) for key in ("need", "steps"))
    _require(bool(need) and bool(steps), "it has nothing to do or to have")
    sources = tuple(_link(row) for row in data["sources"])
    _require(bool(sources), "it names no source")
    for key in ("checked", "expires"):
        _require(isinstance(data[key], date), f"{key} is not a date")
    return Journey(
        stem, topics, int(data["order"]), _text(data["name"], "name"), _text(data["title"], "title"),
        _text(data["title_in"], "title_in"), _text(data.get("opening", ""), "opening", empty=True),
        tuple(re.compile(pattern, re.IGNORECASE) for pattern in data["words"]), asks, need, steps, sources,
        data["checked"], data["expires"],
    )  # fmt: skip


def _ask(row: Any) -> Ask:
    _keys(row, _ASK, "a question")
    kind = row["type"]
    _require(kind in {"country", "choice"}, f"question {row['id']} has the unknown type {kind}")
    choices = tuple(
        Choice(_text(c["id"], "a choice's id"), _text(c["title"], "a choice's title"),
               tuple(_text(word, "a choice's words").casefold() for word in c["words"]))
        for c in row.get("choices", ())
    )  # fmt: skip
    _require((kind == "choice") == (len(choices) >= 2), f"question {row['id']} needs choices, and only a choice does")
    place = bool(row.get("place", False))
    _require(not place or {c.id for c in choices} == {"there", "uk", "other"}, f"question {row['id']} is no place")
    return Ask(
        _text(row["id"], "a question's id"), kind, _text(row["text"], "a question's text"),
        _text(row["label"], "a question's label"), choices, bool(row.get("private", False)), place,
        _text(row.get("in_uk", ""), "in_uk", empty=True), _link(row["in_uk_link"]) if row.get("in_uk_link") else None,
    )  # fmt: skip


def _item(row: Any, asks: Mapping[str, Ask]) -> Item:
    _keys(row, _ITEM, "an entry")
    text, note = (_text(row.get(key, ""), key, empty=True) for key in ("text", "note"))
    _require(bool(text) != bool(note), "an entry needs either a text or a note")
    when: dict[str, frozenset[str]] = {}
    for id, answers in (row.get("when") or {}).items():
        ask = asks.get(id)
        _require(ask is not None and ask.type == "choice", f"“{text or note}” depends on {id}, which is no choice")
        assert ask is not None
        unknown = set(answers) - {choice.id for choice in ask.choices}
        _require(bool(answers) and not unknown, f"“{text or note}” depends on answers that {id} does not have")
        when[id] = frozenset(answers)
    unsure = _text(row.get("unsure", ""), "unsure", empty=True)
    _require(not unsure or bool(when), f"“{text}” says what to show when unsure, and depends on nothing")
    return Item(
        text, _text(row.get("short", ""), "short", empty=True), note, _text(row.get("fee", ""), "fee", empty=True),
        _text(row.get("takes", ""), "takes", empty=True), _link(row["link"]) if row.get("link") else None,
        bool(row.get("contact", False)), when, bool(row.get("adds", False)), unsure,
    )  # fmt: skip


def _keys(row: Any, known: frozenset[str], what: str) -> None:
    _require(isinstance(row, dict), f"{what} is not a mapping")
    _require(not set(row) - known, f"{what} has unknown keys {sorted(map(str, set(row) - known))}")


def _text(value: Any, key: str, empty: bool = False) -> str:
    _require(isinstance(value, str), f"{key} is not a text (put yes and no in quotes)")
    words = " ".join(str(value).split())
    _require(empty or bool(words), f"{key} is empty")
    return words


def _link(row: Any) -> Link:
    title, url = _text(row["title"], "a link's title"), _text(row["url"], "a link's url")
    parts = urlsplit(url)
    host = parts.hostname or ""
    _require(
        parts.scheme == "https" and any(host == each or host.endswith(f".{each}") for each in ALLOWED_HOSTS),
        f"{url} is not on the list of addresses that we may link to",
    )
    return Link(title, url)


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)


def texts_of(journey: Journey) -> Sequence[str]:
    """Every text of a journey as written, for the checks of reading age and of figures."""
    asks = [t for a in journey.asks for t in (a.text, a.in_uk, a.label, *(c.title for c in a.choices)) if t]
    items = [t for i in journey.items() for t in (i.text, i.short, i.takes, i.unsure) if t]
    return (journey.name, journey.title, journey.title_in, journey.opening, *asks, *items)
