"""The language of the danger patterns, and what one rule says.

Patterns are regular expressions over normalised text, where every word and mark stands between single spaces, so that
a space in a pattern is a word boundary. They are written one a line, and

- a line that is indented further carries on the pattern above it; a line that begins with `#` is a comment;
- `(a|b)` is one of these words, and remembers nothing;
- `<KIN>` is a word list of bot.triage.rules_words;
- `<5>` is up to five words, `<S5>` up to five of one sentence, `<G5>` up to five without "not", "if" and the like.
  Every gap is bounded, so no pattern can run away;
- `unless (a|b)` at the end: not where one of these follows.

A pattern is compiled when a message first holds one of its own words (bot.triage.rules_index), so that importing costs
nothing and a message is tried against the few patterns that it could match.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.casework.case import Severity
from bot.triage.guards import EVERY, Guard
from bot.triage.rules_words import WORDS
from bot.triage.verdicts import Cue

_LISTS = re.compile(r"<([A-Z]+)>")
_GAPS = re.compile(r"<([GS]?)(\d+)>")
_A_WORD = {
    "": r"(?:\S+ )",
    "S": r"(?:[^ .?!]+ )",
    "G": r"(?:(?!not |never |nobody |none |if |unless |without |how |whether |nor )[^ .?!]+ )",
}
_UNLESS = re.compile(r" unless \((.*\))$")
_REMEMBERING = re.compile(r"(?<!\\)\((?!\?)")


def lines_of(table: str) -> tuple[str, ...]:
    """The patterns of a table, each as one line."""
    found: list[str] = []
    margin = min((len(line) - len(line.lstrip()) for line in table.split("\n") if line.strip()), default=0)
    for line in table.split("\n"):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        if len(line) - len(line.lstrip()) > margin and found:
            found[-1] += words if found[-1].endswith(("|", "(")) else f" {words}"
        else:
            found.append(words)
    return tuple(_UNLESS.sub(r"(?! (?:\1)", line) for line in found)


@lru_cache(maxsize=256)
def word_list(name: str) -> str:
    """The word list of that name, as a regular expression that may hold further lists."""
    return f"(?:{'|'.join(lines_of(WORDS[name]))})"


@lru_cache(maxsize=2048)
def expand(pattern: str) -> re.Pattern[str]:
    """One line as a regular expression, to be searched in normalised text. Raises KeyError for an unknown word list."""
    while _LISTS.search(pattern):
        pattern = _LISTS.sub(lambda match: word_list(match.group(1)), pattern)
    pattern = _GAPS.sub(lambda match: f"{_A_WORD[match.group(1)]}{{0,{match.group(2)}}}?", pattern)
    pattern = _REMEMBERING.sub("(?:", pattern)
    return re.compile(rf"(?<= )(?:{pattern})(?= )")


@dataclass(frozen=True)
class Rule:
    """One danger: the cue that it raises, its patterns, and what may take the danger out of them."""

    cue: Cue
    patterns: tuple[str, ...]
    """As written in the table, one line each; `expand` makes them regular expressions."""
    guards: frozenset[Guard]


def rule(kind: str, topic: str, severity: Severity, reason: str, table: str, without: Sequence[Guard] = ()) -> Rule:
    """A rule as the tables write it; `without` names guards that do not apply."""
    cue = Cue(kind=kind, topic=topic, severity=severity, reason=reason)
    return Rule(cue, lines_of(table), EVERY - frozenset(without))
