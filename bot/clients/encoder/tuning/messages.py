"""The labelled messages that teach the encoder, and the slips of spelling with which it reads them."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.triage.held_out import held_out
from bot.triage.taught import taught_messages

SEVERITIES = ("P1", "P2", "P3")
ASKS_FOR_PERSON = "talk_to_human"
ROUGHENED = 0.4
"""Share of the messages that are roughened, anew in each round."""


@dataclass(frozen=True)
class Message:
    """One example of data/nlu and the labels of its block."""

    text: str
    topic: str
    route: str
    severity: str
    """Empty where the route is not escalate."""

    @property
    def is_danger(self) -> bool:
        return self.route == "escalate"

    @property
    def asks_for_person(self) -> bool:
        """Whether it is left out of danger and severity, as in bot.assistant.components.training."""
        return self.topic == ASKS_FOR_PERSON

    @property
    def severity_class(self) -> int:
        """Index into SEVERITIES; -1 where the message has none to learn."""
        return SEVERITIES.index(self.severity) if self.severity and not self.asks_for_person else -1


def read_messages(folder: Path) -> list[Message]:
    """Every labelled example of the folder that may teach the encoder: never one that is held out.

    Raises OSError where a file cannot be read, KeyError where it is no training file.
    """
    return [Message(*taught) for taught in taught_messages(folder) if not held_out(taught.text)]


def roughened(messages: Sequence[Message], rng: random.Random) -> list[str]:
    """The texts, ROUGHENED of them as people type who are in a hurry or upset."""
    return [roughen(message.text, rng) if rng.random() < ROUGHENED else message.text for message in messages]


_BESIDE = {
    **{"q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl"},
    **{"p": "ol", "a": "qsz", "s": "adw", "d": "sfe", "f": "dgr", "g": "fht", "h": "gjy", "j": "hku", "k": "jli"},
    **{"l": "ko", "z": "xa", "x": "zcs", "c": "xvd", "v": "cbf", "b": "vng", "n": "bmh", "m": "nj"},
}
"""Letter → the letters beside it on a British keyboard."""


def roughen(text: str, rng: random.Random) -> str:
    """`text` without its punctuation, or its sentences in another order, or with letters mistyped."""
    kind = rng.random()
    if kind < 0.3:
        return re.sub(r"[^\w\s]", "", text)
    if kind < 0.45:
        return text.replace("'", "").replace("’", "")
    if kind < 0.55:
        sentences = re.split(r"(?<=[.!?])\s+", text)
        if len(sentences) > 2:
            rng.shuffle(sentences)
            return " ".join(sentences)
    result = _mistyped(text, rng.choice((0.015, 0.03, 0.05)), rng)
    if rng.random() < 0.4:
        result = result.translate(str.maketrans("", "", string.punctuation))
    return result or text


def _mistyped(text: str, share: float, rng: random.Random) -> str:
    """`share` of the letters swapped with the next, left out, doubled, or replaced by a neighbour."""
    found = []
    place = 0
    while place < len(text):
        letter = text[place]
        following = text[place + 1 : place + 2]
        place += 1
        if not letter.isalpha() or rng.random() >= share:
            found.append(letter)
            continue
        slip = rng.random()
        if slip < 0.3 and following.isalpha():
            found.append(following + letter)
            place += 1
        elif slip >= 0.7:
            found.append(rng.choice(_BESIDE.get(letter.lower(), letter)))
        elif slip >= 0.55:
            found.append(letter * 2)
    return "".join(found)
