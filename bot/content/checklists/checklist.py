"""A personal checklist: what one citizen needs and does, in order, with fee, time and official link. PURE.

Made anew from the answers each time it is shown, so that a fee that rose since then is not shown as it was. The same
list is written in three forms: `reply` for a chat, `text` to download or to send, `sms` for a text message.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.content.checklists.journey_facts import JourneyFacts, load_journey_facts
from bot.content.checklists.journeys import SKIPPED, Item, Journey, Link, journeys
from bot.content.fact_types import Fee
from bot.content.facts import Facts
from bot.content.freshness import CHECK_FIRST, said_date, today
from bot.content.guides.guide import Guides
from bot.content.text_messages import BASIC, MOST_PARTS, TWO_EACH, size
from bot.conversation.messages import Reply, Source
from bot.errors import ContentError

PLACE = re.compile(r"\{fact:(?:([a-z_]+)\.)?([a-z0-9_]+)\}")
"""`{fact:id}` of data/facts/journeys.json, `{fact:topic.id}` of that topic's guide: a fact has one home."""


@dataclass(frozen=True)
class Line:
    """One thing to have or to do, as the citizen reads it."""

    text: str
    short: str
    cost: str = ""
    """As "£125 (checked on 22 August 2026)"."""
    short_cost: str = ""
    takes: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Checklist:
    """One citizen's list."""

    journey: str
    title: str
    told: tuple[tuple[str, str], ...]
    """(label, answer) of what it was made from; private answers are left out."""
    need: tuple[Line, ...]
    steps: tuple[Line, ...]
    contact: Link | None
    """The official page to reach whoever helps British people in the country."""
    checked: str
    """When the list was compared with its sources, as a sentence."""
    line: str
    """How to call the FCDO."""
    sources: tuple[Source, ...]

    def body(self) -> str:
        """For a chat, in the Markdown subset of `Reply.body`."""
        blocks = [f"## {self.title}"]
        if self.told:
            told = (f"{_small(label)}: {answer}" for label, answer in self.told)
            blocks.append(f"You told me: {'; '.join(told)}.")
        blocks.append("**What you need**\n\n" + "\n".join(f"- {_chat(line)}" for line in self.need))
        steps = (f"{number}. {_chat(line)}" for number, line in enumerate(self.steps, 1))
        blocks.append("**What to do**\n\n" + "\n".join(steps))
        return "\n\n".join([*blocks, f"{self.checked} {self.line}"])

    def text(self) -> str:
        """Plain text of at most 78 characters a line where words allow it, boxes to tick, addresses written out."""
        lines = [self.title, "=" * min(len(self.title), 30), ""]
        lines += [f"{label}: {answer}" for label, answer in self.told] + ([""] if self.told else [])
        lines += ["What you need", ""]
        for line in self.need:
            lines += _wrapped(line.text, "[ ] ", "    ") + [f"    {link.url}" for link in line.links]
        lines += ["", "What to do", ""]
        for number, line in enumerate(self.steps, 1):
            lines += _wrapped(line.text, f"[ ] {number}. ", "    ")
            if line.cost:
                lines += _wrapped(f"Cost: {line.cost}", "    ", "    ")
            if line.takes:
                lines += _wrapped(f"Time: {line.takes}", "    ", "    ")
            lines += [f"    {link.title}: {link.url}" for link in line.links]
        lines += ["", *_wrapped(self.checked, "", ""), *_wrapped(self.line, "", "")]
        return "\n".join(lines) + "\n"

    def sms(self) -> str:
        """At most three text messages in the seven-bit alphabet: the steps first, then what to bring, as far as it
        fits."""
        tail = f" More: {self.sources[0].url.removeprefix('https://').removeprefix('www.')}"
        written = f"{self.title}."
        for number, line in enumerate((row for row in self.steps if row.short), 1):
            more = f" {number}. {line.short}" + (f", {line.short_cost}" if line.short_cost else "") + "."
            if not _fits(written + more + tail):
                break
            written += more
        lead = " Bring: "
        for line in (row for row in self.need if row.short):
            more = f"{lead}{line.short}"
            if not _fits(f"{written}{more}.{tail}"):
                break
            written, lead = written + more, ", "
        written += "." if lead == ", " else ""
        return plain(f"{written}{tail}")

    def reply(self, about: Mapping[str, object]) -> Reply:
        """The chat form as a reply. `about` is remembered with it (see Reply.about)."""
        return Reply(self.body(), sources=self.sources, about=dict(about))


class Checklists:
    """Makes checklists. Raises ContentError when made, where a journey names a fee, fact or note that is not there."""

    def __init__(self, facts: Facts, guides: Guides, own: JourneyFacts | None = None) -> None:
        self._facts, self._guides, self._own = facts, guides, own or load_journey_facts()
        for journey in journeys().values():
            for item in journey.items():
                self._check(journey, item)

    def personal(self, journey: Journey, answers: Mapping[str, str], on: date | None = None) -> Checklist:
        """The list for these answers: question → ISO code or choice, SKIPPED or missing where it was left out.

        `on` is the day of reading in the UK, today when left out. An answer that nobody could have given counts as
        skipped.
        """
        day, known = on or today(), self._known(journey, answers)
        where = journey.country_ask()
        country = known.get(where.id, SKIPPED) if where else SKIPPED
        named = self._facts.country(country).spoken if country else ""
        contact = None
        if country and country != "GB":
            contact = Link(f"Who helps British people in {named}", self._facts.posts(country).contact_url)
        need, steps = (self._lines(items, known, country, contact, day) for items in (journey.need, journey.steps))
        late = f" It is past its date: {CHECK_FIRST}." if day > journey.expires else ""
        line = self._facts.fcdo_line
        return Checklist(
            journey.id,
            journey.title_in.format(country=named) if country else journey.title,
            tuple(self._told(journey, known)),
            need,
            steps,
            contact,
            f"We checked this list on {said_date(journey.checked)}.{late}",
            f"Questions? Call {line.abroad}, or {line.uk} in the UK, day or night.",
            tuple(Source(link.title, link.url, journey.checked) for link in journey.sources),
        )

    def again(self, made: Mapping[str, object], on: date | None = None) -> Checklist | None:
        """The list of a message's `about["checklist"]`, {"id", "answers", "token"}, as it is on that day; None where it
        cannot be read. For whatever shows or sends a finished list: the page, an SMS."""
        journey, answers = journeys().get(str(made.get("id"))), made.get("answers")
        if journey is None or not isinstance(answers, Mapping):
            return None
        return self.personal(journey, {str(ask): str(value) for ask, value in answers.items()}, on)

    def _known(self, journey: Journey, answers: Mapping[str, str]) -> dict[str, str]:
        known = {}
        for ask in journey.asks:
            value = answers.get(ask.id, SKIPPED)
            if (ask.type == "country" and self._facts.has(value)) or ask.choice(value) is not None:
                known[ask.id] = value
        return known

    def _told(self, journey: Journey, known: Mapping[str, str]) -> Sequence[tuple[str, str]]:
        found = []
        where = journey.country_ask()
        country = known.get(where.id, SKIPPED) if where else SKIPPED
        for ask in journey.asks:
            value = known.get(ask.id, SKIPPED)
            if value == SKIPPED or ask.private:
                continue
            choice = None if ask.place and value == "there" and country else ask.choice(value)
            found.append((ask.label, _small(choice.title) if choice else self._facts.country(country or value).spoken))
        return found

    def _lines(
        self, items: Sequence[Item], known: Mapping[str, str], country: str, contact: Link | None, day: date
    ) -> tuple[Line, ...]:
        lines: list[Line] = []
        for item in items:
            line = self._line(item, known, country, contact, day)
            if line is not None and item.adds and lines:
                before = lines[-1]
                lines[-1] = replace(before, text=f"{before.text} {line.text}", short=line.short or before.short)
            elif line is not None:
                lines.append(line)
        return tuple(lines)

    def _line(
        self, item: Item, known: Mapping[str, str], country: str, contact: Link | None, day: date
    ) -> Line | None:
        """The item as it is for these answers; None where it is not for them."""
        skipped = [id for id in item.when if id not in known]
        if any(known[id] not in answers for id, answers in item.when.items() if id in known):
            return None
        if skipped and not item.unsure:
            return None
        if item.note:
            note = self._own.note(item.note, country) if country else None
            return Line(note.text(day), "") if note else None
        fee = self._facts.fee(item.fee) if item.fee else None
        links = ([item.link] if item.link else []) + ([contact] if item.contact and contact else [])
        return Line(
            self._fill(item.unsure if skipped else item.text, day),
            self._fill(item.short, day),
            fee.text(day) if fee else "",
            _short_cost(fee, day) if fee else "",
            self._fill(item.takes, day),
            tuple(links),
        )

    def _fill(self, text: str, day: date) -> str:
        def put(found: re.Match[str]) -> str:
            if found[1]:
                return self._guides.get(found[1]).facts[found[2]].text(day)
            return self._own.facts[found[2]].text(day)

        return PLACE.sub(put, text)

    def _check(self, journey: Journey, item: Item) -> None:
        try:
            if item.fee:
                self._facts.fee(item.fee)
            if item.note:
                self._own.notes[item.note]
            for text in (item.text, item.short, item.takes, item.unsure):
                self._fill(text, journey.checked)
        except KeyError as error:
            raise ContentError(
                f"data/checklists/{journey.id}.yml: “{item.text or item.note}” names {error}, which no guide and not "
                "data/facts/journeys.json has."
            ) from error
        except ContentError as error:
            raise ContentError(f"data/checklists/{journey.id}.yml: “{item.text}”: {error}") from error


def plain(text: str) -> str:
    """In the seven-bit alphabet of text messages: other letters lose their accents, other signs become a blank."""
    kept = []
    for character in text.translate(_SIGNS):
        if character in BASIC or character in TWO_EACH:
            kept.append(character)
            continue
        bare = unicodedata.normalize("NFKD", character)[0]
        kept.append(bare if bare in BASIC else " ")
    return re.sub(r" {2,}", " ", "".join(kept)).strip()


_SIGNS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " ", "ł": "l", "Ł": "L"})


def _fits(text: str) -> bool:
    return size(plain(text)).parts <= MOST_PARTS


def _short_cost(fee: Fee, day: date) -> str:
    """As "£125 (on 22 Aug 2026)", with "may have changed" unless it is certain and in date."""
    on = f"{fee.checked.day} {said_date(fee.checked).split()[1][:3]} {fee.checked.year}"
    doubt = "" if fee.confidence == "high" and not fee.stale(day) else ", check it"
    return f"{fee.amount} (on {on}{doubt})"


def _small(text: str) -> str:
    """Inside a sentence: "The UK State Pension" → "the UK State Pension"; "UK paper" stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _chat(line: Line) -> str:
    parts = [line.text]
    if line.cost:
        parts.append(f"**Cost:** {line.cost}.")
    if line.takes:
        parts.append(f"**Time:** {line.takes}.")
    parts += [f"[{link.title}]({link.url})" for link in line.links]
    return " ".join(parts)


def _wrapped(text: str, first: str, then: str, width: int = 78) -> list[str]:
    lines, line = [], first
    for word in text.split():
        if len(line) + len(word) + 1 > width and line.strip() not in ("", first.strip()):
            lines.append(line.rstrip())
            line = then
        line += word + " "
    return [*lines, line.rstrip()]
