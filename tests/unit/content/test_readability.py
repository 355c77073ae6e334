"""Reading age is counted by a known formula, over what a citizen reads, without the words that nobody can replace."""

from __future__ import annotations

from datetime import date

import pytest

from bot.clients.syllables import syllables
from bot.content.facts import load_facts
from bot.content.guides.guide import GUIDES, load_guides
from bot.content.guides.guide_types import GuideFact
from bot.content.guides.readability import HARDEST, filled, long_sentences, reading, sentences, words
from bot.content.guides.rules import load_rules

RULES = load_rules()
ALL = load_guides(GUIDES, load_facts())


def test_the_formula_is_flesch_and_kincaids() -> None:
    # Two sentences, nine words, twelve syllables: 0.39 × 9/2 + 11.8 × 12/9 − 15.59.
    counted = reading(["The cat sat on the mat. Visitors may enter."], (), syllables)
    assert (counted.sentences, counted.words) == (2, 9)
    assert counted.grade == 1.9


@pytest.mark.parametrize(("word", "count"), [
    ("cat", 1), ("passport", 2), ("embassy", 3), ("emergency", 4), ("hospital", 3), ("a", 1), ("through", 1),
    ("understand", 3), ("country", 2), ("very", 2), ("makes", 1), ("away", 2), ("injury", 3), ("table", 2), ("policy", 3),
])
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_hard_text_is_graded_harder_than_an_easy_one() -> None:
    easy = reading(["Go to a safe place. Call us. We can help you."], (), syllables)
    hard = reading(["Individuals experiencing significant difficulties should immediately communicate with representatives."], (),
                   syllables)
    assert easy.grade < 2 < HARDEST < 12 < hard.grade
    assert hard.hardest[0] in ("representatives", "individuals", "difficulties", "experiencing", "significant")


def test_necessary_words_are_left_out_and_nothing_else() -> None:
    text = ["You need an emergency travel document."]
    with_terms, without = reading(text, RULES.terms, syllables), reading(text, (), syllables)
    assert with_terms.words == 3 and without.words == 6
    assert with_terms.grade < without.grade


def test_addresses_and_figures_are_not_read_out() -> None:
    assert words("See gov.uk/overseas-passports or call +44 20 7008 5000.") == ["See", "or", "call"]


def test_a_colon_ends_a_sentence_and_a_decimal_point_does_not() -> None:
    assert sentences("In danger: call. It costs £66.50 now! Why? Because.") == [
        "In danger:", "call.", "It costs £66.50 now!", "Why?", "Because."]


def test_26_words_are_too_many_and_25_are_not() -> None:
    assert long_sentences([" ".join(["word"] * 25) + "."]) == []
    assert long_sentences(["Short. " + " ".join(["word"] * 26) + "."]) == [" ".join(["word"] * 26) + "."]


def test_facts_are_read_in_and_fees_left_out() -> None:
    fact = GuideFact("days", "2 working days", "https://www.gov.uk", date(2026, 11, 23), date(2027, 5, 23))
    assert filled("It takes {fact:days}. It costs {fee:oath}.", {"days": fact}) == "It takes 2 working days. It costs  ."


@pytest.mark.parametrize("topic", ALL.topics())
def test_every_guide_reads_at_the_set_age(topic: str) -> None:
    guide = ALL.get(topic)
    texts = [filled(text, dict(guide.facts)) for text in guide.texts() if text != guide.sms]
    assert long_sentences([*texts, filled(guide.sms, dict(guide.facts))]) == []
    counted = reading(texts, RULES.terms, syllables)
    assert counted.grade <= HARDEST, counted
    # Leaving words out must not be what makes it easy: most of the guide is still counted.
    every = reading(texts, (), syllables)
    assert counted.words >= 0.75 * every.words


def test_every_necessary_word_is_used_and_explained_in_easy_words() -> None:
    everything = "\n".join(text for topic in ALL.topics() for text in ALL.get(topic).texts())
    fees = "\n".join(fee.name for fee in load_facts().fees())
    assert [term.word for term in RULES.terms if not term.used_in(f"{everything}\n{fees}")] == []
    assert long_sentences([term.means for term in RULES.terms]) == []
    # One sentence has no steady grade, so the meanings are read as one text.
    assert reading([term.means for term in RULES.terms], RULES.terms, syllables).grade <= HARDEST
