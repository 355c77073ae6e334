"""The tables of patterns: short enough to be reviewed, and found by their own words without missing one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.triage.cues import RULES, _index
from bot.triage.normalise import normalise
from bot.triage.rules import expand, lines_of
from bot.triage.rules_index import own_words
from bot.triage.rules_signs import SIGNS
from bot.triage.rules_words import WORDS

LINES = yaml.load(
    (Path(__file__).parent / "cues.yml").read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
)
PATTERNS = [(number, line) for number, rule in enumerate(RULES) for line in range(len(rule.patterns))]


def test_the_index_leaves_out_no_pattern_that_would_match() -> None:
    left_out = []
    for block in LINES["fires"]:
        for written in block["lines"]:
            text = normalise(written)
            possible = set(_index().possible(text))
            left_out += [
                (written, RULES[number].patterns[line])
                for number, line in PATTERNS
                if (number, line) not in possible and expand(RULES[number].patterns[line]).search(text)
            ]
    assert left_out == []


@pytest.mark.parametrize(("pattern", "words"), [
    ("(he|she) (killed|hurt) me", {"killed", "hurt"}),
    ("(was |been )?arrested", {"arrested"}),
    ("un(conscious|well)", {"un"}),
    ("(step)?mother <3>dead", {"dead"}),
    ("bodies? (?! found)", {"bodie"}),
    ("suicid\\S* (note|plan)", {"suicid"}),
    ("(<3>)?(a )?", None),
])
def test_the_own_words_of_a_pattern_are_beginnings_that_every_match_holds(pattern: str, words: set[str] | None) -> None:
    assert own_words(pattern) == (None if words is None else frozenset(words))


def test_no_pattern_is_written_twice_in_a_rule() -> None:
    assert [rule.cue.kind for rule in RULES if len(set(rule.patterns)) != len(rule.patterns)] == []


def test_an_indented_line_carries_on_the_pattern_above_it() -> None:
    table = """
        # heard
        (a|b|
            c) d
            unless (e|f)
        g
    """
    assert lines_of(table) == ("(a|b|c) d(?! (?:e|f))", "g")


def test_every_word_list_is_used() -> None:
    tables = "\n".join([*(p for rule in RULES for p in rule.patterns), *WORDS.values(),
                        *(f"{s.strong}{s.heavy}{s.light}" for s in SIGNS)])
    assert set(re.findall(r"<([A-Z]+)>", tables)) == set(WORDS)


def test_no_word_of_the_patterns_is_mended_away_before_they_read_it() -> None:
    """Typing is mended towards words of danger; a word that the patterns wait for must stay as it is."""
    tables = [*WORDS.values(), *(p for rule in RULES for p in rule.patterns),
              *(listed for s in SIGNS for listed in (s.strong, s.heavy, s.light))]
    words = {word for table in tables for word in re.findall(r"(?<![a-z\\])[a-z]{5,}(?![a-z(?\\\[])", table)}
    written_out = {"theres", "gonna", "someones"}
    assert {word for word in words - written_out if normalise(word).strip() != word} == set()
