"""What may be shown of a question: ordinary words, and nobody's name, number or address."""
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.facts import load_facts
from bot.conversation.masking import LONGEST_SHOWN, Mask, load_ordinary_words

PLACES = [name for c in load_facts().countries() for name in (c.name, c.capital, c.demonym)]
mask = Mask(load_ordinary_words(), PLACES)


@pytest.mark.parametrize("question", [
    "can I take my ADHD tablets to Japan?",
    "is vaping legal in Singapore, and what is the fine?",
    "can i stay 90 days on a 30-day visa",
    "WHAT DO I NEED TO TAKE MY DOG TO FRANCE",
    "I'm stuck, is it safe to go to Egypt",
    "How long does it take for a new passport to come to me in New Zealand?",
])
def test_a_question_of_ordinary_words_is_shown_as_it_is(question: str) -> None:
    assert mask(question) == question


@pytest.mark.parametrize(("question", "shown"), [
    ("my name is Priya Patel and I lost my passport 533380006, what do i do?",
     "my name is [hidden] and I lost my passport [number], what do i do?"),
    ("My son Jordan is 6, does he need a visa for Jordan?", "My son [hidden] is 6, does he need a visa for Jordan?"),
    ("my son jordan needs a visa for thailand", "my son [hidden] needs a visa for thailand"),
    ("my daughter hope may need a visa for india", "my daughter [hidden] may need a visa for india"),
    ("Mr Bishop told me to ask about a visa for Laos", "[hidden] me to ask about a visa for Laos"),
    ("John Smith here, Do I need a yellow fever jab for Ghana", "[hidden] here, Do I need a yellow fever jab for Ghana"),
    ("MY SON KARIM WAS BORN IN FRANCE", "MY SON [hidden] WAS BORN IN FRANCE"),
    ("I'm Mark, is it safe to go to Egypt", "I'm [hidden], is it safe to go to Egypt"),
    ("he is called ali hassan and he needs a visa", "he is called [hidden] and he needs a visa"),
    ("Will it be safe for Will Young to visit", "Will it be safe for [hidden] to visit"),
    ("email me at jo.bloggs@gmail.com about the visa rules", "email me at [email] about the visa rules"),
    ("call me on +44 7700 900 123 or 07700900123 about the visa", "call me on [number] or [number] about the visa"),
    ("zero seven seven double oh nine is my number for the embassy", "[number] is my number for the embassy"),
    ("I was born on 12/03/1984, or 3 March 1984, can I renew my passport?",
     "I was born on [date], or [date], can I renew my passport?"),
    ("my postcode is SW1A 1AA, can I vote from Spain", "my postcode is [code] [code], can I vote from Spain"),
    ("book ref XK29QP flight cancelled what now", "book ref [code] flight cancelled what now"),
    ("P<GBRSMITH<<JOHN<<<<<<<< is my passport line, can I renew it", "[code] is my passport line, can I renew it"),
    ("facebook.com/jo.b or @jo_b is me and I want a visa", "[link] or [link] is me and I want a visa"),
    ("My husband Butcher needs a visa for Spain", "My husband [hidden] needs a visa for Spain"),
    ("my friend kwabena asked about visas", "my friend [hidden] asked about visas"),
])
def test_names_numbers_addresses_and_codes_are_hidden(question: str, shown: str) -> None:
    assert mask(question) == shown


@pytest.mark.parametrize("question", [
    "¿Dónde está la embajada británica?", "thanks, Emily", "Priya Patel", "أين السفارة البريطانية؟", "", "   ", "?!",
    "Priya Patel Rashid Khan visa", "a visa for Priya Patel, Rashid Khan, Olga Novak", "🙏🙏",
])
def test_where_too_much_would_be_hidden_nothing_is_shown(question: str) -> None:
    assert mask(question) is None


def test_a_long_question_is_cut_after_a_whole_word() -> None:
    shown = mask("do i need a visa for thailand " * 100)
    assert shown is not None and len(shown) <= LONGEST_SHOWN + 2
    assert re.fullmatch(r"(do|i|need|a|visa|for|thailand| )+ …", shown)


def test_the_list_of_ordinary_words_holds_no_common_name() -> None:
    words = load_ordinary_words()
    assert len(words) > 5_000 and {"passport", "visa", "tablets", "baby", "insurance"} <= words
    assert words.isdisjoint({"james", "john", "mary", "priya", "mohammed", "fatima", "oliver", "sophie", "emily", "smith", "jones",
                             "patel", "khan", "hussain", "singh", "jack", "mark"})


NAMES = ("Siobhan", "Oluwaseun", "Katarzyna", "Nguyen", "MacDonald", "O'Brien", "Smith-Jones", "zbigniew", "Fitzwilliam")
FRAMES = ("{} wants to know if you need a visa for Spain", "do you need a visa for Spain, asks {} who lives there",
          "my wife {} needs a new passport and we are in Spain", "is it safe in Spain for {} to drive a car at night")


@given(st.sampled_from(NAMES), st.sampled_from(FRAMES), st.sampled_from((str, str.lower, str.upper)))
def test_a_name_is_hidden_wherever_it_stands_and_however_it_is_written(name: str, frame: str, written: object) -> None:
    shown = mask(written(frame.format(name)))
    assert shown is None or name.lower() not in shown.lower()


@given(st.from_regex(r"\A[A-Z]{0,2}[0-9]{4,12}\Z"))
def test_no_long_number_is_shown(number: str) -> None:
    shown = mask(f"i lost my passport {number} and need a new one in spain")
    assert shown is not None and number not in shown


@given(st.text(max_size=400))
def test_whatever_is_written_what_is_shown_are_ordinary_words(text: str) -> None:
    shown = mask(text)
    assert shown is None or not re.search(r"\d{4}|@\w|https?:", shown)


@pytest.mark.parametrize("number", [
    "077 – 009 – 001 – 23", "077:009:001:23", "0\ufe0f\u20e37\ufe0f\u20e37\ufe0f\u20e30\ufe0f\u20e30\ufe0f\u20e39\ufe0f\u20e3",
    "077 then 009 then 001 then 23", "077_009_001_23", "one two three 4 5 6 7 8 nine", "077 and 00 and 90 and 01", "07 7…00…90",
])
def test_a_number_to_call_is_hidden_however_it_is_cut_in_pieces(number: str) -> None:
    shown = mask(f"my number is {number} if you want to know more about the visa rules for my trip to spain")
    assert shown is None or not re.search(r"\d|\b(?:one|two|three|nine)\b", shown)


@pytest.mark.parametrize(("question", "shown"), [
    ("email me at grace dot hope at mail dot com about the visa rules", "email [email] about the visa rules"),
    ("we are at 12 church road near the park, can i vape", "we are at [address] near the park, can i vape"),
    ("i am in room 12 at the beach hotel, can i drink", "i am in [address] at the beach hotel, can i drink"),
    ("i am in flat 4b on market street and want to vote", "i am in [address] on [address] and want to vote"),
    ("passport ab 123 cd 456 is lost, how do i get a new one in spain",
     "passport [hidden] [code] [hidden] [code] is lost, how do i get a new one in spain"),
    ("can i stay 90 days in any 180 with 6 months left?", "can i stay 90 days in any 180 with 6 months left?"),
    ("is it safe to drive on the road at night", "is it safe to drive on the road at night"),
])
def test_addresses_and_codes_of_ordinary_words_are_hidden_and_figures_of_a_rule_are_not(question: str, shown: str) -> None:
    assert mask(question) == shown


@pytest.mark.parametrize("question", [
    "i am hiding in the cellar of the red house behind the market in Hanoi, can i get a visa",
    "she is staying at the women's shelter by the church, do i need a visa",
    "i live above the bakery and my husband must not know, is divorce legal",
    "he can't find out that i am at the hotel by the beach, how do i get a new passport",
    "my father locked me in the house, can i get a passport at 17", "i ran away to the blue hotel, can i get a passport",
    f"can i get a visa{' please' * 100} i am hiding in the red house",
])
def test_where_somebody_hides_or_fears_is_never_shown(question: str) -> None:
    assert mask(question) is None
