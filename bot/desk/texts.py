"""The words of data/desk_texts.yml: what caseworkers read and insert, and the notices that their steps send."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.casework.case import Origin, Resolution, Severity
from bot.conversation.messages import Author, Reply
from bot.errors import ContentError
from bot.settings import ROOT
from bot.triage.topics import TOPICS
from bot.ui.environment import EMERGENCY_ABROAD

FILE = ROOT / "data" / "desk_texts.yml"
MINUTES_PROMISED = 10
"""What "I need a few minutes" promises unless the caseworker changes it."""


@dataclass(frozen=True)
class Opening:
    """A text that a caseworker may insert and change before sending."""

    title: str
    body: str


@dataclass(frozen=True)
class DeskTexts:
    """Every text by its name; made by `load_desk_texts`."""

    severities: Mapping[str, Mapping[str, str]]
    origins: Mapping[str, str]
    resolutions: Mapping[str, str]
    topics: Mapping[str, str]
    openings: tuple[Opening, ...]
    notices: Mapping[str, str]

    def topic(self, name: str) -> str:
        """Plain words for a topic; an unknown one is shown with spaces, never hidden."""
        return self.topics.get(name) or name.replace("_", " ").capitalize() or "Not known yet"

    def openings_for(self, display_name: str) -> list[Opening]:
        """The openings as this caseworker would send them: first name only, as staff do not give surnames."""
        first = display_name.split()[0] if display_name.split() else display_name
        return [Opening(o.title, o.body.replace("{name}", first).replace("{minutes}", str(MINUTES_PROMISED)))
                for o in self.openings]

    def notice(self, name: str, reference: str) -> Reply:
        """A notice to the citizen that goes with a caseworker's step (`handed_back`, `resolved`)."""
        body = self.notices[name].format(reference=reference, line=EMERGENCY_ABROAD)
        return Reply(body, author=Author.NOTICE, about={"notice": name})


@lru_cache(maxsize=4)
def load_desk_texts(path: Path = FILE) -> DeskTexts:
    """Read and check the file. Raises ContentError where a topic, severity, origin or resolution has no words."""
    given: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for part, names in (("severities", [s.value for s in Severity]), ("origins", [o.value for o in Origin]),
                        ("resolutions", [r.value for r in Resolution]), ("topics", list(TOPICS)),
                        ("notices", ["handed_back", "resolved"])):
        missing = sorted(set(names) ^ set(given.get(part, {})))
        if missing:
            raise ContentError(f"{path.name}: {part} lacks, or does not know, {', '.join(missing)}")
    return DeskTexts(
        severities=given["severities"], origins=given["origins"], resolutions=given["resolutions"],
        topics=given["topics"], notices=given["notices"],
        openings=tuple(Opening(o["title"], o["body"].strip()) for o in given["openings"]))
