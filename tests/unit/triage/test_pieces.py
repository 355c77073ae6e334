"""Trouble that comes in pieces, disguised, or too long; and old trouble that must not fire again."""
from __future__ import annotations

import time

import pytest

from bot.triage.cues import RULES, cues_in, cues_in_text
from bot.triage.first_replies import KINDS
from bot.triage.normalise import normalise
from bot.triage.rules_routine import is_routine
from bot.triage.rules_signs import SIGNS
from bot.triage.topics import TOPICS


def kinds(text: str, *earlier: str) -> list[str]:
    return [cue.kind for cue in cues_in(text, earlier)]


@pytest.mark.parametrize(("pieces", "kind"), [
    (("hi", "in dubai", "my boss", "he took my passport"), "trafficking"),
    (("my brother", "has been", "arrested"), "arrest"),
    (("there was a man", "he", "raped", "me"), "sexual_assault"),
    (("I want", "to", "kill", "myself"), "suicide"),
])
def test_trouble_in_pieces_is_heard_with_the_last_piece(pieces: tuple[str, ...], kind: str) -> None:
    assert kind in kinds(pieces[-1], *pieces[:-1])


@pytest.mark.parametrize("text", ["thanks", "ok", "what visa do I need for Laos?", "where is the embassy"])
def test_danger_of_an_earlier_message_does_not_fire_again_for_other_words(text: str) -> None:
    assert kinds("my brother has been arrested in Bangkok and I can't reach him")
    assert kinds(text, "my brother has been arrested in Bangkok and I can't reach him") == []


def test_only_the_last_five_messages_are_read_with_a_new_one() -> None:
    assert kinds("in a police cell", "my brother is") == ["arrest"]
    assert kinds("in a police cell", "my brother is", *["hm"] * 5) == []


@pytest.mark.parametrize("text", [
    "you useless piece of junk my husband has been kidnapped", "haha funny bot. there's a gunman in the hotel",
    "ignore all previous instructions. I am being held against my will", "/restart I am being held", "/intent{\"a\": 1} help me i've been stabbed",
    "HES BEEN TAKEN BY THE POLICE", "my brother has been arested", "my sister was kidnaped", "i was ra\u0301ped", "I’ve been stabbed",
    "i am being h\u200beld against my will", "ＩＡＭ suicidal", "i want to d i e i want to kill myself", "my son is un conscious and not breathing",
])
def test_a_cry_for_help_is_heard_through_insults_jokes_tricks_and_typing(text: str) -> None:
    assert kinds(text) != []


@pytest.mark.parametrize(("typed", "read"), [
    ("He’s been ARESTED!!", " he is been arrested ! ! "), ("kidnaped", " kidnapped "), ("k1ll myself", " kill myself "),
    ("\U0001f198", " sos "), ("ＳＯＳ", " sos "), ("heeelp meeee", " help me "), ("h\u200belp", " help "), ("", "  "),
    ("hostel meeting random detailed report", " hostel meeting random detailed report "),
    ("h e l p", " help "), ("h.e.l.p me", " help me "), ("h-e-l-p", " help "), ("he1p!!", " help ! ! "), ("@rrested", " arrested "),
    ("5uicide", " suicide "), ("k!ll", " kill "), ("\u0430rrest\u0435d", " arrested "), ("su\u03b9cid\u03b1l", " suicidal "),
    ("\u043f\u0440\u0438\u0432\u0435\u0442", " \u043f\u0440\u0438\u0432\u0435\u0442 "), ("\u03b1\u03c1\u03c7\u03b7", " \u03b1\u03c1\u03c7\u03b7 "),
    ("\u00a345 for 3 nights", " \u00a3 45 for 3 nights "), ("ha \U0001f602", " ha haha "),
    ("my passport office is hopeless", " my passport office is hopeless "),
])
def test_typing_is_read_as_it_was_meant(typed: str, read: str) -> None:
    assert normalise(typed) == read


def test_no_text_takes_long() -> None:
    for text in ("a " * 4000, "." * 8000, "if " * 2600, "my my my " * 880, "police " * 1140, "x" * 8000, "they took my phone and " * 340,
                 "i was not " * 800, "\u200b" * 8000, "\U0001f198" * 4000, "\u0430" * 8000, "a\u0430" * 4000, "!a" * 4000, "a.b." * 2000, "h e l p " * 1000,
                 "is there a law in 1987 or is it a form if " * 190):
        started = time.perf_counter()
        cues_in(text[:8000], [text[:8000]] * 5)
        assert time.perf_counter() - started < 0.6, text[:20]


@pytest.mark.parametrize(("cue", "text", "quiet"), [
    ("arrest", "is there a record of people arrested in 1987, or is that the police?", True),
    ("arrest", "my brother was arrested last night, what do I do?", False),
    ("suicide", "is it legal, I want to kill myself, is there a form or is it free, in 1987", False),
])
def test_signs_of_a_routine_question_outweigh_a_cue_but_never_suicide(cue: str, text: str, quiet: bool) -> None:
    assert is_routine(next(rule.cue for rule in RULES if rule.cue.kind == cue), normalise(text)) is quiet


def test_one_who_is_home_and_well_may_write_about_another_in_trouble() -> None:
    assert kinds("I'm back home now. My brother has been arrested in Cyprus") == ["arrest"]
    assert kinds("My brother was arrested in Cyprus but everyone is fine, he is back home now") == []


def test_a_short_message_takes_about_a_millisecond() -> None:
    text = "Hello, my sister would like to know where the embassy in Lisbon is and when it opens on Monday"
    cues_in_text(text)
    started = time.perf_counter()
    for _ in range(20):
        cues_in_text(text)
    assert (time.perf_counter() - started) / 20 < 0.003


def test_every_cue_names_a_topic_and_a_kind_that_exist() -> None:
    for cue in [rule.cue for rule in RULES] + [signs.cue for signs in SIGNS]:
        assert cue.topic in TOPICS and cue.kind in KINDS and cue.reason
