"""What changed on a country's page: the alert level in words, the answer to "has anything changed?", and what a
follower is told. PURE.

GOV.UK's note is about its latest change of the page, which need not be the one that changed the level: several changes
may lie between two looks of ours. So the note is shown as what it is, never as the reason.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.content.facts import Country
from bot.content.freshness import said_date, uk_day
from bot.content.passages import ADVICE
from bot.content.ports import ContentChange, TravelAdvice
from bot.content.replies import shorten
from bot.content.warnings import warning
from bot.conversation.messages import Author, Reply, Source
from bot.conversation.phrases import phrase

LONGEST_NOTE = 600
"""Characters of GOV.UK's note on its latest change; the longest of August 2026 had 550."""
LONGEST_EARLIER = 240
EARLIER = 3
"""Earlier changes that are listed: more is a page to read, not an answer."""

_ALL_WHOLE = "avoid_all_travel_to_whole_country"
_SOME_WHOLE = "avoid_all_but_essential_travel_to_whole_country"
_ALL_PARTS = "avoid_all_travel_to_parts"
_SOME_PARTS = "avoid_all_but_essential_travel_to_parts"


@dataclass(frozen=True)
class PageHistory:
    """What is known of a country's page. `advice` is None where no page is stored."""

    country: Country
    advice: TravelAdvice | None
    changes: Sequence[ContentChange] = ()
    """What we saw change, newest first."""
    covered_by: str = ""
    """The country inside a sentence whose page covers this one, where it is another."""

    @property
    def about(self) -> str:
        """Whose level and changes these are, inside a sentence."""
        return self.covered_by or self.country.spoken


def level_words(status: Collection[str], name: str, before: bool = False) -> str:
    """An alert status as a sentence; `name` is the country inside a sentence, `before` puts it into the past.

    The order of GOV.UK's list is not severity: the gravest and widest comes first here.
    """
    advises = "FCDO advised" if before else "FCDO advises"
    held = set(status)
    said: list[str] = []
    if _ALL_WHOLE in held:
        return f"{advises} against all travel to {name}."
    if _SOME_WHOLE in held:
        said.append(f"against all but essential travel to {name}")
    if _ALL_PARTS in held:
        said.append(f"against all travel to parts of {'it' if said else name}")
    if _SOME_PARTS in held and _SOME_WHOLE not in held:
        said.append(f"against all but essential travel to {'other parts' if said else f'parts of {name}'}")
    if not said:
        return f"FCDO {'did' if before else 'does'} not advise against travel to {name}."
    return f"{advises} {', and '.join(said)}."


def told_of(change: ContentChange, where: Country, covered_by: str = "") -> Reply:
    """The notice to a follower of `where`: what the level was, what it is now, GOV.UK's own note, its day and link.

    `covered_by`: the country inside a sentence whose page covers `where`, where it is another; the level is its own.
    """
    day, page, about = uk_day(change.updated_at), _page_of(where), covered_by or where.spoken
    lines = [
        phrase("update_heading", country=about),
        *([phrase("covered_by", country=where.spoken, page=covered_by)] if covered_by else []),
        f"**Before:** {level_words(change.old_alert_status, about, before=True)}",
        f"**Now:** {level_words(change.new_alert_status, about)}",
        _note(change.change_description, day, page),
        phrase("update_read", country=about, url=page),
        phrase("update_stop"),
    ]
    return Reply(
        "\n\n".join(lines),
        sources=(_source(where, page, day),),
        author=Author.NOTICE,
        about={"topic": "travel_advice_safety", "country": where.iso2, "notice": "alert_level_changed"},
    )


def changed(history: PageHistory, shown_as: str = "") -> Reply:
    """What GOV.UK changed last on one country's page: alert level first, then its note, then earlier ones."""
    where, advice = history.country, history.advice
    lines = [f"{shown_as}:"] if shown_as else []
    about: dict[str, object] = {"topic": "travel_advice_safety", "country": where.iso2, "helpful": True}
    if advice is None:
        lines.append(_not_known(where))
        return Reply("\n\n".join(lines), sources=(_source(where, _page_of(where), None),), about=about)
    level, warned = level_words(advice.alert_status, history.about), warning(advice, history.about)
    if not warned:
        lines.append(level)
    else:
        # The level in one sentence, then the page's own words on where, which may go on for a screen.
        in_short = f"{level}\n\n" if advice.alert_status and level not in warned else ""
        lines.append(f"**Warning**\n\n{in_short}{warned}")
    lines += _last_change(history, advice)
    earlier = earlier_notes(history)
    if earlier:
        listed = "\n".join(f"- {said_date(day)}: {_cut(words)}" for day, words in earlier)
        lines.append(f"{phrase('earlier_changes')}\n\n{listed}")
    return Reply("\n\n".join(lines), sources=(_source(where, advice.url, uk_day(advice.updated_at)),), about=about)


def changed_in_several(histories: Sequence[PageHistory]) -> Reply:
    """The same of several countries, shorter: the level in one sentence, and the latest change."""
    blocks: list[str] = []
    for history in histories:
        where, advice = history.country, history.advice
        if advice is None:
            lines = [_not_known(where)]
        else:
            level = level_words(advice.alert_status, history.about)
            lines = [f"**{level}**" if advice.alert_status else level, *_last_change(history, advice)]
            lines.append(phrase("update_read", country=history.about, url=advice.url))
        blocks.append("\n\n".join([f"## {where.name}", *lines]))
    sources = tuple(
        _source(each.country, each.advice.url, uk_day(each.advice.updated_at)) for each in histories if each.advice
    )
    about: dict[str, object] = {"topic": "travel_advice_safety", "country": histories[0].country.iso2, "helpful": True}
    return Reply("\n\n".join(blocks), sources=sources, about=about)


def earlier_notes(history: PageHistory) -> list[tuple[date, str]]:
    """(day, GOV.UK's note) of the changes before the latest, newest first: from the page's own history and from what we
    saw change ourselves."""
    if history.advice is None:
        return []
    latest = (uk_day(history.advice.updated_at), history.advice.change_description)
    found = [(uk_day(note.at), note.words) for note in history.advice.history]
    found += [(uk_day(each.updated_at), each.change_description) for each in history.changes]
    told = {latest[1]}
    notes: list[tuple[date, str]] = []
    for day, words in sorted(found, key=lambda note: note[0], reverse=True):
        if words and words not in told and day <= latest[0]:
            told.add(words)
            notes.append((day, words))
    return notes[:EARLIER]


def _last_change(history: PageHistory, advice: TravelAdvice) -> list[str]:
    where, day = history.country, uk_day(advice.updated_at)
    lines = []
    level = next((each for each in history.changes if each.changes_status), None)
    if level is not None:
        before = level_words(level.old_alert_status, history.about, before=True)
        lines.append(phrase("level_changed", day=said_date(uk_day(level.updated_at)), before=before))
    if history.covered_by:
        lines.append(phrase("covered_by", country=where.spoken, page=history.covered_by))
    lines.append(phrase("page_changed", country=history.about, day=said_date(day)))
    said = shorten(advice.change_description, LONGEST_NOTE, advice.url)
    lines.append(said or phrase("change_not_described"))
    return lines


def _note(words: str, day: date, page: str) -> str:
    if not words:
        return f"{phrase('update_note', day=said_date(day))} {phrase('change_not_described')}"
    return f"{phrase('update_note', day=said_date(day))}\n\n{shorten(words, LONGEST_NOTE, page)}"


def _not_known(where: Country) -> str:
    if not where.advice:
        return phrase("no_advice_page", country=where.spoken)
    return phrase("change_not_known", country=where.spoken, url=_page_of(where))


def _page_of(where: Country) -> str:
    return where.page_url if where.slug else ADVICE


def _source(where: Country, url: str, day: date | None) -> Source:
    return Source(f"GOV.UK travel advice: {where.spoken}", url, day)


def _cut(words: str) -> str:
    if len(words) <= LONGEST_EARLIER:
        return words
    return words[:LONGEST_EARLIER].rsplit(" ", 1)[0].rstrip(" ,;:(") + " …"
