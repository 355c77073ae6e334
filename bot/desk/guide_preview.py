"""A guide in the three forms in which citizens get it, and which of its figures are past their date on a day. Pure."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.content import forms, text_messages
from bot.content.facts import Facts
from bot.content.freshness import said_date
from bot.content.guides.guide import Guide


@dataclass(frozen=True)
class SourceLine:
    """As message_words.html shows a source."""

    title: str
    url: str
    checked: date | None


@dataclass(frozen=True)
class WebMessage:
    """What bot/ui/templates/message_words.html needs of a message."""

    body: str
    urgent: bool
    sources: tuple[SourceLine, ...]
    markup: bool = True
    language: str = ""
    direction: str = "ltr"


@dataclass(frozen=True)
class Preview:
    """One guide, for one country or none, on one day."""

    web: WebMessage
    whatsapp: tuple[str, ...]
    sms: forms.Sms
    cost: str
    """What the text message costs, in words."""
    stale: tuple[str, ...]
    """What is past its date, each as a sentence."""


def preview(guide: Guide, country: str | None, on: date) -> Preview:
    """Raises ContentError for an unknown country."""
    reply = guide.reply(country, on)
    sources = tuple(SourceLine(s.title, s.url, s.reviewed_at) for s in reply.sources)
    sms = forms.sms(guide.short(on))
    return Preview(WebMessage(reply.body, guide.urgent, sources), forms.whatsapp(reply.body, reply.sources), sms,
                   cost_of(sms), stale_lines(guide, on))


def cost_of(sms: forms.Sms) -> str:
    """"2 text messages, 210 characters, GSM-7 alphabet. At most 3 messages fit." and what makes it dear."""
    size = sms.size
    many = "1 text message" if size.parts == 1 else f"{size.parts} text messages"
    said = f"{many}, {size.units} characters, {size.alphabet} alphabet. A guide may take {text_messages.MOST_PARTS}."
    if size.outside:
        said += f" These characters make it dear: {' '.join(size.outside)}."
    return said


def stale_lines(guide: Guide, on: date) -> tuple[str, ...]:
    """What of a guide is past its date on a day in the UK: the guide itself, its facts, its fees."""
    lines = [f"The guide was checked on {said_date(guide.checked)} and ran out on {said_date(guide.expires)}."] \
        if on > guide.expires else []
    lines += [f"{fact.id}: “{fact.says}” was checked on {said_date(fact.checked)} and ran out on "
              f"{said_date(fact.expires)}." for fact in guide.dated() if fact.stale(on)]
    for id in guide.fees:
        fee = guide.known.fee(id)
        if fee.stale(on):
            lines.append(f"{fee.name} (a fee) was checked on {said_date(fee.checked)} and ran out on "
                         f"{said_date(fee.expires)}.")
    return tuple(lines)


def day_from(text: str, otherwise: date) -> tuple[date, str]:
    """(the day, what is wrong with what was given). Empty is `otherwise`."""
    text = text.strip()
    if not text:
        return otherwise, ""
    try:
        return date.fromisoformat(text), ""
    except ValueError:
        return otherwise, "Write the day as year, month and day with hyphens: 2026-11-22."


def country_choices(facts: Facts) -> list[tuple[str, str]]:
    """(ISO code, name) of every country and territory, by name."""
    return sorted(((c.iso2, c.name) for c in facts.countries()), key=lambda row: row[1].casefold())
