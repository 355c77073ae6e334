"""What a citizen in trouble reads at once: numbers first, then what to do, the case reference, an honest wait, one
question.

The texts are data/first_replies.yml, written for each kind of danger; the numbers are facts. Nothing here is generated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any, Protocol

import yaml

from bot.casework.case import FirstReplies, Severity, Wait
from bot.casework.questions import QUESTIONS
from bot.conversation.messages import Author, QuickReply, Reply
from bot.errors import ContentError
from bot.triage.circumstances import Circumstances, Whose
from bot.triage.languages import language_words

FILE = Path(__file__).resolve().parent.parent.parent / "data" / "first_replies.yml"

KINDS = (
    "generic",
    "arrest",
    "custody_unreachable",
    "ill_treatment",
    "kidnap",
    "trafficking",
    "sexual_assault",
    "domestic_abuse",
    "forced_marriage",
    "child_taken",
    "child_alone",
    "suicide",
    "mental_health",
    "attack",
    "war",
    "disaster",
    "stranded",
    "missing",
    "death",
    "hospital",
    "assault",
    "threat",
    "robbed",
    "lost_passport_urgent",
    "destitute",
    "welfare",
    "asks_for_person",
    "unanswered",
    "unreadable_language",
)
"""Every kind of danger that may be the `kind` of a cue or a case."""

MOST_LOCAL_LINES = 5
NOTHING_SAID = Circumstances()


class Numbers(Protocol):
    """A country's emergency services, as `bot.content.facts.EmergencyNumbers` is."""

    @property
    def checked(self) -> date: ...
    @property
    def remark(self) -> str: ...
    def lines(self) -> tuple[str, ...]: ...
    def stale(self, today: date) -> bool: ...


class Line(Protocol):
    """The Foreign Office's own number, as `bot.content.facts.FcdoLine` is."""

    @property
    def abroad(self) -> str: ...
    @property
    def uk(self) -> str: ...


class Country(Protocol):
    @property
    def spoken(self) -> str: ...


class EmergencyFacts(Protocol):
    """What the first replies need of `bot.content.facts.Facts`."""

    @property
    def fcdo_line(self) -> Line: ...
    def has(self, iso2: str) -> bool: ...
    def country(self, iso2: str) -> Country: ...
    def emergency(self, iso2: str) -> Numbers: ...


def _today() -> date:
    return datetime.now(timezone.utc).date()


@dataclass(frozen=True)
class FirstReplyTexts:
    """Makes the first replies. Build it with `load_first_replies`, which checks every text."""

    words: Mapping[str, str]
    kinds: Mapping[str, Mapping[str, Any]]
    helplines: Mapping[str, Mapping[str, Any]]
    facts: EmergencyFacts
    today: Callable[[], date] = _today

    def for_case(
        self,
        kind: str,
        severity: Severity,
        countries: Sequence[str],
        language: str = "",
        found: Circumstances = NOTHING_SAID,
    ) -> FirstReplies:
        """What `CaseOpening.first_replies` wants. `countries` likeliest first; an unknown kind is read as `generic`;
        `language` is ISO 639-1 of a message that is not in English; `found` is who and when."""
        country = next((code for code in countries if self.facts.has(code)), None)

        def first_replies(reference: str, wait: Wait, again: bool) -> tuple[Reply, ...]:
            replies = self.make(kind, severity, country, reference, wait, again, found)
            return replies if again else (*self._in_their_language(language), *replies)

        return first_replies

    def _in_their_language(self, language: str) -> tuple[Reply, ...]:
        """That we answer in English and whom to call, in the words of a reader who may know no English."""
        words = language_words(language)
        if words is None:
            return ()
        about = {"urgent": True, "language": language, "direction": words.direction}
        body = words.says.format(number=f"**{self.facts.fcdo_line.abroad}**")
        return (Reply(body, author=Author.NOTICE, about=about),)

    def make(
        self,
        kind: str,
        severity: Severity,
        country: str | None,
        reference: str,
        wait: Wait,
        again: bool = False,
        found: Circumstances = NOTHING_SAID,
    ) -> tuple[Reply, ...]:
        """The urgent notice and, unless the case was open already (`again`), the first question with its buttons.

        `country` is ISO 3166-1 alpha-2, None where it is not known: then our own line comes first, and we ask.
        `found` is who and when: it changes whose number stands first and what is said after, never that they are said.
        """
        texts = self.kinds.get(kind) or self.kinds["generic"]
        blocks = [self._numbers(texts, country, kind, found)]
        if severity is not Severity.P3:
            blocks.append(self.words["cannot_speak"])
        about = {"urgent": True, "kind": kind, "country": country}
        if again:
            blocks.append(self.words["again"].format(reference=reference))
            return (Reply("\n\n".join(blocks), author=Author.NOTICE, about=about),)
        blocks += [
            *self._advice(texts, country, found),
            f"{self.words['reference'].format(reference=reference)} {texts['next']}",
            self._wait(wait, severity),
        ]
        question = QUESTIONS["contact"]
        buttons = tuple(
            QuickReply(self.words[name], {"question_id": question.id, "answer": answer})
            for name, answer in (
                ("not_safe", self.words["not_safe"]),
                ("write_here", self.words["write_here"]),
                ("skip", "skip"),
            )
        )
        return (
            Reply("\n\n".join(blocks), author=Author.NOTICE, about=about),
            Reply(question.text, buttons, author=Author.NOTICE, about={"question_id": question.id}),
        )

    def numbers(self, kind: str, country: str | None, found: Circumstances = NOTHING_SAID) -> str:
        """Whom to call, as the first reply to that kind of danger begins: for notices that repeat it later."""
        known = country if country and self.facts.has(country) else None
        return self._numbers(self.kinds.get(kind) or self.kinds["generic"], known, kind, found)

    def _advice(self, texts: Mapping[str, Any], country: str | None, found: Circumstances) -> list[str]:
        """What to do now, and what to say besides to this person: after the numbers, always."""
        at_home = found.home and found.whose is Whose.SELF
        lines = [str(texts["home"] if at_home and "home" in texts else texts["advice"])]
        if at_home and "home" not in texts:
            lines.append(self.words["home"])
        if found.child_in_need and "child" in texts:
            lines.append(str(texts["child"]))
        of_whom = "other" if found.whose is Whose.OTHER else "self"
        if country is not None and found.at_home_in(country):
            lines.append(self.words[f"dual_{of_whom}"].format(country=self.facts.country(country).spoken))
        elif found.not_british:
            lines.append(self.words[f"not_british_{of_whom}"])
        return lines

    def _numbers(
        self, texts: Mapping[str, Any], country: str | None, kind: str, found: Circumstances = NOTHING_SAID
    ) -> str:
        line = self.facts.fcdo_line
        police_can_harm = texts["first"] == "ours" and texts.get("police", True)
        ours_first = country is None or (texts["first"] == "ours" and (police_can_harm or not found.not_british))
        police = self.words["police_can_wait"] if police_can_harm else ""
        if country != "GB" and found.in_uk and (found.whose is Whose.OTHER or found.home):
            return self._numbers_from_uk(country, kind, found, police)
        if country == "GB":
            numbers = "; ".join(self.facts.emergency("GB").lines())
            local = [self.words["local_uk"].format(lines=numbers)]
            items = [*local, self.words["ours_uk"].format(uk=line.uk)]
            return "\n\n".join(filter(None, [_bullets(items + self._helplines(kind, country)), police]))
        ours = self.words["ours"].format(abroad=line.abroad, uk=line.uk)
        if country is None:
            return "\n\n".join(
                filter(
                    None,
                    [
                        _bullets([f"**{ours}**", *self._helplines(kind, country)]),
                        police,
                        texts["local"],
                        self.words["where"],
                    ],
                )
            )
        local_block = self._local(texts["local"], country)
        helplines = self._helplines(kind, country)
        if ours_first:
            return "\n\n".join(filter(None, [_bullets([f"**{ours}**", *helplines]), police, local_block]))
        return "\n\n".join([local_block, _bullets([ours, *helplines])])

    def _numbers_from_uk(self, country: str | None, kind: str, found: Circumstances, police: str) -> str:
        """For a writer in the UK: our number there stands first. Those abroad are for somebody who is there."""
        items = [f"**{self.words['from_uk'].format(uk=self.facts.fcdo_line.uk)}**"]
        if found.whose is not Whose.OTHER:
            items.append(self.words["local_uk"].format(lines="; ".join(self.facts.emergency("GB").lines())))
            items += self._helplines(kind, "GB")
        if country is not None:
            there = "local_there" if found.whose is Whose.OTHER else "local_left"
            rest = self._local("", country, there)
        else:
            rest = self.words["where_they_are"] if found.whose is Whose.OTHER else self.words["where"]
        return "\n\n".join(filter(None, [_bullets(items), police, rest]))

    def _local(self, lead: str, country: str, words: str = "local") -> str:
        numbers, name = self.facts.emergency(country), self.facts.country(country).spoken
        lines = numbers.lines()[:MOST_LOCAL_LINES]
        if not lines:
            return f"{lead} {self.words['no_local'].format(country=name)} {numbers.remark}".strip()
        items = "\n".join(f"- **{line}**" for line in lines)
        notes = [numbers.remark]
        if numbers.stale(self.today()):
            notes.append(self.words["checked"].format(day=f"{numbers.checked.day} {numbers.checked:%B %Y}"))
        return "\n\n".join(
            filter(
                None,
                [
                    f"{lead} {self.words[words].format(country=name)}:\n\n{items}".strip(),
                    " ".join(filter(None, notes)),
                ],
            )
        )

    def _helplines(self, kind: str, country: str | None) -> list[str]:
        if kind not in {"suicide", "mental_health"}:
            return []
        return [str(each["text"]) for each in self.helplines.values() if country in each["countries"]]

    def _wait(self, wait: Wait, severity: Severity) -> str:
        if wait.caseworkers_signed_in == 0:
            text = self.words["wait_nobody"]
        elif wait.median_minutes is None:
            text = self.words["wait_unknown"]
        else:
            minutes = "1 minute" if wait.median_minutes <= 1 else f"{wait.median_minutes} minutes"
            text = self.words["wait_minutes"].format(minutes=minutes)
        return f"{text} {self.words['do_not_wait']}" if severity is Severity.P1 else text


def _bullets(items: Sequence[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


_TRIED = (
    NOTHING_SAID,
    Circumstances(Whose.OTHER, "son", True, 9, (), ("French",), in_uk=True),
    Circumstances(Whose.OTHER, "wife", other=("Thai",)),
    Circumstances(Whose.SELF, writer=("British", "French"), in_uk=True, home=True),
    Circumstances(Whose.SELF, writer=("Thai",)),
)
"""With each of these every text is filled once when the process starts, so that none can fail later."""


def load_first_replies(
    facts: EmergencyFacts, path: Path = FILE, today: Callable[[], date] = _today
) -> FirstReplyTexts:
    """Read and try every text, with and without a country.

    Raises ContentError where one is missing or cannot be filled.
    """
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
        texts = FirstReplyTexts(data["words"], data["kinds"], data["helplines"], facts, today)
        missing = [kind for kind in KINDS if kind not in texts.kinds] + [
            kind for kind in texts.kinds if kind not in KINDS
        ]
        if missing:
            raise ContentError(
                f"data/first_replies.yml and bot.triage.first_replies disagree about: {', '.join(missing)}."
            )
        for kind in KINDS:
            for country in (None, "GB", "FR"):
                for found in _TRIED:
                    texts.make(kind, Severity.P1, country, "CON-7F3K2M", Wait(1, 5), found=found)
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise ContentError(
            f"data/first_replies.yml cannot be used ({type(error).__name__}). Get it again from the repository."
        ) from error
    return texts
