"""The fixed notices of `data/notices.yml`, filled with the numbers to call where the citizen is."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.conversation.messages import Author, Reply
from bot.errors import ContentError
from bot.settings import ROOT
from bot.triage.first_replies import FirstReplyTexts

FILE = ROOT / "data" / "notices.yml"
NAMES = ("unaccepted_p1", "danger_unheard", "caseworker_absent")


@dataclass(frozen=True)
class Notices:
    """Makes each notice. Build it with `load_notices`, which tries every text."""

    texts: Mapping[str, str]
    first_replies: FirstReplyTexts

    def make(self, name: str, kind: str, country: str | None, reference: str) -> Reply:
        """The notice `name` for trouble of `kind` (a key of data/first_replies.yml, "" where it is not known) in
        `country` (ISO 3166-1 alpha-2; None where it is not known: then our own line comes first)."""
        body = self.texts[name].format(numbers=self.first_replies.numbers(kind, country), reference=reference)
        return Reply(body.strip(), author=Author.NOTICE,
                     about={"urgent": True, "kind": kind, "country": country, "notice": name})


def load_notices(first_replies: FirstReplyTexts, path: Path = FILE) -> Notices:
    """Read and try every text. Raises ContentError where one is missing or names what nobody fills in."""
    try:
        notices = Notices(yaml.safe_load(path.read_text(encoding="utf-8")), first_replies)
        for name in NAMES:
            notices.make(name, "", None, "CON-7F3K2M")
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise ContentError(f"data/notices.yml cannot be used ({type(error).__name__}). "
                           "Get it again from the repository.") from error
    return notices
