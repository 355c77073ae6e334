"""An edited guide as YAML: what was edited changes, everything else stays as it was written, and it loads as previewed."""
from __future__ import annotations

import copy
import difflib
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.guides.edited import edited, plain
from bot.content.guides.guide import GUIDES, SECTIONS

FILE = """\
# What a designer should know first.
topic: insurance
title: Travel insurance
summary: One. Two.   # said short
now:
  # the order matters
  - Call your insurer.   # at once
  - "Keep {fact:copies} of it."
  - >
    A folded text
    over two lines.
fees: [emergency_travel_document]
facts:
  copies: {says: 2 copies, source: "https://www.gov.uk/x", checked: 2026-11-22, expires: 2027-05-22}  # from the page
  days:
    says: 2 days
    source: "https://www.gov.uk/x"
    checked: 2026-11-22
    expires: 2027-05-22
# Links are checked by hand.
links:
  - {title: One, url: "https://www.gov.uk/one"}
  - {title: "Two: more", url: "https://www.gov.uk/two"}
sms: "Short: words."
checked: 2026-11-22
expires: 2027-05-22
"""


def changed(change: Any, text: str = FILE) -> tuple[str, list[str]]:
    """(the new text, the lines that differ with + and -), after a check that it holds what was asked for."""
    data = copy.deepcopy(yaml.safe_load(text))
    change(data)
    new = edited(text, data)
    assert plain(yaml.safe_load(new)) == plain(data)
    return new, [line for line in difflib.ndiff(text.splitlines(), new.splitlines()) if line[0] in "+-"]


def test_nothing_edited_is_the_same_file_to_the_last_byte() -> None:
    assert edited(FILE, yaml.safe_load(FILE)) == FILE


def test_a_changed_text_changes_its_line_alone_and_keeps_the_comment_behind_it() -> None:
    _, lines = changed(lambda d: d.update(summary="Three words: now."))
    assert lines == ["- summary: One. Two.   # said short", '+ summary: "Three words: now."   # said short']
    _, lines = changed(lambda d: d["now"].__setitem__(0, "Ring your insurer."))
    assert lines == ["-   - Call your insurer.   # at once", "+   - Ring your insurer.   # at once"]
    _, lines = changed(lambda d: d["facts"]["copies"].update(says="3 copies", checked=date(2026, 12, 1)))
    assert [line[0] for line in lines] == ["-", "+"] and lines[1].endswith("# from the page")
    assert "checked: 2026-12-01, expires: 2027-05-22" in lines[1]


def test_items_are_added_moved_and_taken_out_line_by_line() -> None:
    _, lines = changed(lambda d: d["now"].insert(1, "Then sit down."))
    assert lines == ["+   - Then sit down."]
    _, lines = changed(lambda d: d["now"].insert(0, "First breathe."))
    assert lines == ["+   - First breathe."]
    _, lines = changed(lambda d: d["now"].pop(1))
    assert lines == ['-   - "Keep {fact:copies} of it."']
    _, lines = changed(lambda d: d["links"].append({"title": "Three", "url": "https://www.gov.uk/3"}))
    assert lines == ['+   - {title: Three, url: "https://www.gov.uk/3"}']
    _, lines = changed(lambda d: d["facts"].update(weeks={"says": "2 weeks", "checked": date(2026, 1, 1)}))
    assert lines == ["+   weeks:", "+     says: 2 weeks", "+     checked: 2026-01-01"]
    _, lines = changed(lambda d: d["facts"].pop("days"))
    assert [line[0] for line in lines] == ["-"] * 5


def test_a_new_section_stands_where_sections_stand_and_an_empty_one_goes() -> None:
    text, lines = changed(lambda d: d.update(need=["A pen."], we_can=["Help."]))
    assert lines == ["+ we_can:", "+   - Help.", "+ need:", "+   - A pen."]
    assert text.index("now:") < text.index("we_can:") < text.index("need:") < text.index("fees:")
    _, lines = changed(lambda d: d.pop("links"))
    assert "- # Links are checked by hand." not in lines, "no comment is lost"


def test_a_folded_text_that_is_edited_becomes_a_line_and_is_else_left_alone() -> None:
    _, lines = changed(lambda d: d["now"].__setitem__(2, "A folded text over two lines."))
    assert lines == []
    _, lines = changed(lambda d: d["now"].__setitem__(2, "Now short."))
    assert "+   - Now short." in lines


@pytest.mark.parametrize("words", [
    "no", "yes", "null", "~", "2026-11-22", "12", "1.5", "a: b", "a #b", "#b", "- x", "[x]", "{fact:days}", "'x'", 'say "x"',
    "*x", "&x", "!x", "%x", "@x", "`x", "x,y", "?", ":", "…", "é ü 漢", "back\\slash", "trailing:", "| x", "> x", "=", "<<",
])
def test_words_that_mean_something_to_yaml_stay_words(words: str) -> None:
    changed(lambda d: d.update(title=words, sms=words, now=[words, "x"], links=[{"title": words, "url": words}]))


@pytest.mark.parametrize("path", sorted(GUIDES.glob("*.yml")), ids=lambda path: path.stem)
def test_every_guide_of_ours_can_be_edited_everywhere_with_few_lines_changed(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    assert edited(text, yaml.safe_load(text)) == text

    def everything(data: dict[str, Any]) -> None:
        data["title"] += " and more"
        for key in SECTIONS:
            if key in data:
                data[key][0] = "New words: here."
                data[key].append("Last words.")

    data = yaml.safe_load(text)
    _, lines = changed(everything, text)
    assert len(lines) <= 2 + 3 * sum(key in data for key in SECTIONS) + 4


WORDS = st.text(alphabet=st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp"), blacklist_characters="\ufeff\ufffe\uffff"),
                min_size=1, max_size=30).map(lambda s: " ".join(s.split())).filter(bool)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(["title", "summary", "sms"]), WORDS),
       st.dictionaries(st.sampled_from(list(SECTIONS)), st.lists(WORDS, max_size=6)),
       st.lists(st.tuples(WORDS, WORDS), max_size=4))
def test_whatever_is_written_loads_as_it_was_written(texts: dict[str, str], sections: dict[str, list[str]],
                                                     links: list[tuple[str, str]]) -> None:
    data = yaml.safe_load(FILE)
    data.update(texts)
    for key, items in sections.items():
        data[key] = items
        if not items:
            del data[key]
    data["links"] = [{"title": title, "url": url} for title, url in links]
    if not links:
        del data["links"]
    new = edited(FILE, data)
    assert plain(yaml.safe_load(new)) == plain(data)
    assert "# What a designer should know first." in new
