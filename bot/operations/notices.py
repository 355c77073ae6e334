"""The fixed notices of `data/notices.yml`, filled with the numbers to call where the citizen is."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.content.facts import Facts
from bot.content.freshness import said_date
from bot.conversation.messages import Author, Reply
from bot.errors import ContentError
from bot.settings import ROOT

FILE = ROOT / "data" / "notices.yml"
NAMES = ("unanswered", "unaccepted_p1", "danger_unheard", "caseworker_absent")

POLICE_CAN_HARM = frozenset({"sexual_assault", "forced_marriage", "arrest_detention"})
"""Topics where going to the police can harm, so that our own line comes first (design, section 4)."""
POLICE_CAN_HARM_KINDS = ("abuse", "detain", "detention", "arrest", "forced_marriage", "fgm", "sexual", "trafficking")
"""Beginnings or parts of the kinds of danger (data/first_replies.yml) for which the same holds."""


@dataclass(frozen=True)
class Notices:
    """Makes each notice. `texts` is the file, checked by `load_notices`."""

    texts: Mapping[str, Any]
    facts: Facts

    def make(self, name: str, today: date, country: str | None, reference: str = "", police_can_harm: bool = False,
             nobody_at_the_desk: bool = False) -> Reply:
        """The notice `name` for somebody in `country` (ISO 3166-1 alpha-2; None where it is not known)."""
        nobody = str(self.texts["nobody_at_the_desk"]) if nobody_at_the_desk else ""
        body = str(self.texts[name]).format(numbers=self.numbers(today, country, police_can_harm),
                                            reference=reference, nobody=nobody)
        return Reply(body.strip(), author=Author.NOTICE, about={"urgent": True, "notice": name})

    def numbers(self, today: date, country: str | None, police_can_harm: bool = False) -> str:
        """A list of whom to call. Past its date a number is shown with the day it was checked (promise 4)."""
        words: Mapping[str, str] = self.texts["numbers"]
        line = self.facts.fcdo_line
        dated = words["checked"].format(day=said_date(line.checked)) if today > line.expires else ""
        if country == "GB":
            local, ours = words["uk_emergency"], words["uk_about_abroad"].format(line=line.uk) + dated
        else:
            local, ours = words["emergency"], words["abroad"].format(line=line.abroad) + dated
        listed = [ours]
        emergency = self._emergency(local, words, today, country)
        if emergency:
            listed.insert(1 if police_can_harm else 0, emergency)
        elif country is None:
            listed.append(words["unknown_place"].format(line=line.uk))
        text = "\n".join(f"- {each}" for each in listed)
        return f"{text}\n\n{words['police_can_harm']}" if police_can_harm and country != "GB" else text

    def _emergency(self, local: str, words: Mapping[str, str], today: date, country: str | None) -> str:
        if country is None:
            return ""
        try:
            found = self.facts.emergency(country)
            name = self.facts.country(country).spoken
        except ContentError:
            return ""
        if not found.numbers:
            return ""
        dated = words["checked"].format(day=said_date(found.checked)) if found.stale(today) else ""
        return local.format(country=name, lines="; ".join(found.lines())) + dated


def can_police_harm(topic: str, kind: str) -> bool:
    """Whether our own line stands before the police's for this trouble."""
    return topic in POLICE_CAN_HARM or any(part in kind for part in POLICE_CAN_HARM_KINDS)


def load_notices(facts: Facts, path: Path = FILE) -> Notices:
    """Read and try every text. Raises ContentError where one is missing or names what nobody fills in."""
    try:
        texts = yaml.safe_load(path.read_text(encoding="utf-8"))
        notices = Notices(texts, facts)
        for name in NAMES:
            for country in (None, "GB", "FR"):
                notices.make(name, date(2030, 1, 1), country, "CON-7F3K2M", True, True)
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise ContentError(f"data/notices.yml cannot be used ({type(error).__name__}). "
                           "Get it again from the repository.") from error
    return notices
