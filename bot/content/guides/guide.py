"""What a citizen should do, what the FCDO can do and what it cannot: one guide a topic, written by us. PURE.

`data/guides/<topic>.yml` is checked when it is read (`guide_schema`). Every figure, must-say sentence and difference
of a country has its source, the day it was checked and the day from which it says "check before you rely on this".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.content import replies
from bot.content.facts import Facts, load_facts
from bot.content.freshness import CHECK_FIRST, said_date, today
from bot.content.guides.country_links import CountryLinks, load_country_links
from bot.content.guides.guide_types import (
    ALLOWED_HOSTS,
    SECTIONS,
    Difference,
    GuideError,
    GuideFact,
    GuideRules,
    MustSay,
    Problem,
    Term,
)
from bot.content.guides.rules import load_rules
from bot.content.guides.schema import PLACE, GuideReader
from bot.conversation.messages import Reply, Source
from bot.errors import ContentError

__all__ = ["ALLOWED_HOSTS", "GUIDES", "SECTIONS", "Guide", "GuideError", "Guides", "Problem", "guide_from",
           "load_guides", "read_guide_file"]

GUIDES = Path(__file__).resolve().parents[3] / "data" / "guides"
MOST_LOCAL_LINES = 4


@dataclass(frozen=True)
class Guide:
    """One topic. Texts still hold their `{fee:…}` and `{fact:…}`; `reply`, `part` and `short` fill them."""

    topic: str
    title: str
    summary: str
    urgent: bool
    """Somebody may be in danger: emergency numbers stand first."""
    fcdo_first: bool
    """Going to the police can harm here, so our number stands above theirs (design, section 4)."""
    must_say: Mapping[str, MustSay]
    """Shown before anything else but the numbers."""
    sections: Mapping[str, tuple[str, ...]]
    fees: tuple[str, ...]
    facts: Mapping[str, GuideFact]
    differences: tuple[Difference, ...]
    """What is otherwise in some countries."""
    links: tuple[tuple[str, str], ...]
    """(title, address)."""
    sms: str
    sources: tuple[Source, ...]
    checked: date
    expires: date
    known: Facts
    country_links: CountryLinks
    rules: GuideRules

    def stale(self, on: date) -> bool:
        """Whether the guide, or a figure in it, is past its date."""
        return (
            on > self.expires
            or any(fact.stale(on) for fact in self.dated())
            or any(self.known.fee(fee).stale(on) for fee in self.fees)
        )

    def dated(self) -> tuple[GuideFact, ...]:
        """Everything in it that has its own source and dates."""
        return (*self.facts.values(), *self.must_say.values(), *self.differences)

    def reply(self, country: str | None = None, on: date | None = None) -> Reply:
        """The guide as the citizen reads it, with the country's own numbers, differences and contact where it is known.

        `on` is the day of reading in the UK, today when left out. Raises ContentError for an unknown country.
        """
        day = on or today()
        lines = [f"## {self.title}", self._fill(self.summary, day)]
        if self.urgent:
            lines.append(self._numbers(country, day))
        if self.must_say:
            lines.append(_list("Important", self._important(day)))
        for key, heading in SECTIONS.items():
            items = self._items(key, day)
            if items:
                lines.append(_list(heading, items, numbered=key == "now"))
        if country is not None:
            lines.append(self._country(country, day))
        elif not self.urgent:
            lines.append(replies.fcdo_sentence(self.known, None))
        if self.links:
            lines.append(_list("Read more", [f"[{title}]({url})" for title, url in self.links]))
        words = self._explained(country)
        if words:
            lines.append(_list("What these words mean", [f"{term.word}: {term.means}" for term in words]))
        lines.append(self._checked_line(day))
        return Reply(
            "\n\n".join(lines), sources=self.sources,
            about={"topic": self.topic, "country": country, "helpful": True, "shown": [f"guide:{self.topic}"]},
        )

    def part(self, key: str, on: date | None = None) -> Reply | None:
        """What the guide says about one thing alone: a key of SECTIONS (`fees` is `costs`). None where it says
        nothing."""
        day = on or today()
        key = "costs" if key == "fees" else key
        items = self._items(key, day)
        if not items:
            return None
        lines = [f"## {self.title}", _list(SECTIONS[key], items, numbered=key == "now"), self._checked_line(day)]
        about = {"topic": self.topic, "part": key, "helpful": True, "shown": [f"guide:{self.topic}#{key}"]}
        return Reply("\n\n".join(lines), sources=self.sources, about=about)

    def short(self, on: date | None = None) -> str:
        """The form for a text message: plain words, no Markdown."""
        return self._fill(self.sms, on or today())

    def different(self, country: str, on: date | None = None) -> tuple[str, ...]:
        """What is otherwise in a country, as the citizen reads it; empty where nothing is. Raises ContentError for an
        unknown country."""
        day, where = on or today(), self.known.country(country)
        return tuple(
            each.text(day).replace("{country}", where.spoken) for each in self.differences if country in each.countries
        )

    def texts(self) -> tuple[str, ...]:
        """Every sentence-bearing text as written, for the checks."""
        return (
            self.title,
            self.summary,
            self.sms,
            *(fact.says for fact in self.must_say.values()),
            *(item for items in self.sections.values() for item in items),
            *(each.says for each in self.differences),
        )

    def _items(self, key: str, on: date) -> list[str]:
        """Filled; under what it costs the fees stand first."""
        fees = [self.known.fee(id) for id in self.fees] if key == "costs" else []
        return [f"{fee.name}: {fee.text(on)}" for fee in fees] + [
            self._fill(item, on) for item in self.sections.get(key, ())
        ]

    def _important(self, on: date) -> list[str]:
        return [self._fill(fact.text(on), on) for fact in self.must_say.values()]

    def _fill(self, text: str, on: date) -> str:
        def put(found: re.Match[str]) -> str:
            return self.known.fee(found[2]).text(on) if found[1] == "fee" else self.facts[found[2]].text(on)

        return PLACE.sub(put, text)

    @cached_property
    def _terms(self) -> tuple[Term, ...]:
        """Terms of what every country reads; finding them is most of the work of a reply."""
        every = [text for text in self.texts() if text not in {each.says for each in self.differences}]
        return self.rules.explained("\n".join([*every, *(self.known.fee(fee).name for fee in self.fees)]))

    def _explained(self, country: str | None) -> tuple[Term, ...]:
        """The terms whose meaning stands under the guide, in alphabetical order."""
        own = self.rules.explained("\n".join(self.different(country))) if country else ()
        return tuple(sorted({*self._terms, *own}, key=lambda term: term.word.lower()))

    def _checked_line(self, on: date) -> str:
        late = f" It is past its date: {CHECK_FIRST}." if on > self.expires else ""
        return f"We checked this on {said_date(self.checked)}.{late}"

    def _numbers(self, country: str | None, on: date) -> str:
        """The local emergency services and the FCDO, in the order that is safer for this topic."""
        ours = replies.fcdo_sentence(self.known, country)
        if country is None:
            local = "**If you are in danger, call the local emergency services.**"
        else:
            numbers = self.known.emergency(country)
            called = "; ".join(numbers.lines()[:MOST_LOCAL_LINES])
            where = self.known.country(country).spoken
            local = f"**If you are in danger in {where}, call:** {called}." if called else ""
            local = f"{local} {numbers.remark}".strip()
            if numbers.stale(on):
                local += f" These numbers were checked on {said_date(numbers.checked)}: {CHECK_FIRST}."
        return "\n\n".join(filter(None, (ours, local) if self.fcdo_first else (local, ours)))

    def _country(self, country: str, on: date) -> str:
        """What is otherwise there, GOV.UK's page about it, and who to contact."""
        name = self.known.country(country).spoken
        lines = [f"**In {name}**"]
        differences = self.different(country, on)
        links = [f"[{title}]({url})" for title, url in self.country_links.of(self.topic, country)]
        if links and self.country_links.stale(on):
            links[-1] += f" (checked on {said_date(self.country_links.checked)}: {CHECK_FIRST})"
        if differences or links:
            lines.append("\n".join(f"- {item}" for item in (*differences, *links)))
        lines.append(self._contact(country))
        return "\n\n".join(lines)

    def _contact(self, country: str) -> str:
        posts = self.known.posts(country)
        if posts.note:
            return f"{posts.note} [Who to contact]({posts.authority_url or posts.contact_url})."
        who = (
            " or ".join(f"[{post.name}]({post.url})" for post in posts.posts[:2])
            or f"[GOV.UK's contact page]({posts.contact_url})"
        )
        return f"Contact {who}." + ("" if self.urgent else f" {replies.fcdo_sentence(self.known, country)}")


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
    """Read and check every guide. Raises ContentError (GuideError for a mistake in one) naming the file and what is
    wrong with it."""
    known = facts or load_facts()
    links, rules = load_country_links(known), load_rules()
    return Guides({
        file.stem: guide_from(read_guide_file(file), file.name, known, links, rules)
        for file in sorted(folder.glob("*.yml"))
    })


class _EachKeyOnce(yaml.SafeLoader):
    """YAML takes the last of two equal keys and loses the first without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value} stands there twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_guide_file(file: Path) -> Any:
    """What the YAML holds, not yet checked. Raises GuideError where it is no YAML."""
    try:
        return yaml.load(file.read_text(encoding="utf-8"), _EachKeyOnce)
    except yaml.MarkedYAMLError as error:
        at = f" in line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise GuideError(file.name, (Problem("", f"it cannot be read as YAML{at}: {error.problem}"),)) from error
    except (OSError, yaml.YAMLError, ValueError, RecursionError) as error:
        raise GuideError(file.name, (Problem("", f"it cannot be read: {type(error).__name__}"),)) from error


def guide_from(
    data: Any, file: str, facts: Facts, links: CountryLinks | None = None, rules: GuideRules | None = None
) -> Guide:
    """A guide from what its YAML holds; `file` is its name ("insurance.yml"). Raises GuideError with every mistake."""
    reader = GuideReader(file, data, facts)
    topic = reader.topic()
    own = reader.own_facts()
    title, summary, sms = reader.text("title"), reader.text("summary"), reader.text("sms")
    sections = {key: reader.items(key) for key in SECTIONS}
    if not sections["now"]:
        reader.wrong("now", "it does not say what to do now")
    checked, expires = reader.dates()
    must_say = reader.must_say()
    for id, fact in must_say.items():
        if fact.sms and fact.sms.lower() not in sms.lower():
            reader.wrong(f"must_say.{id}", f"the text message does not say “{fact.sms}”")
    guide = Guide(
        topic,
        title,
        summary,
        reader.flag("urgent"),
        reader.flag("fcdo_first"),
        must_say,
        sections,
        reader.fees(),
        own,
        reader.differences(),
        reader.links(),
        sms,
        reader.sources(checked),
        checked,
        expires,
        facts,
        links or load_country_links(facts),
        rules or load_rules(),
    )
    reader.finish()
    return guide


def _list(heading: str, items: Sequence[str], numbered: bool = False) -> str:
    lines = [f"{n}. {item}" if numbered else f"- {item}" for n, item in enumerate(items, 1)]
    return f"**{heading}**\n\n" + "\n".join(lines)
