"""What a citizen in trouble reads at once, read as that citizen reads it."""
from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.casework.case import Severity, Wait
from bot.casework.questions import fits
from bot.content.facts import load_facts
from bot.conversation.messages import Author, Reply
from bot.errors import ContentError
from bot.triage.first_replies import FILE, KINDS, FirstReplyTexts, load_first_replies

FACTS = load_facts()
TEXTS = load_first_replies(FACTS, today=lambda: date(2026, 11, 22))
NOBODY, UNKNOWN, FIVE = Wait(0, None), Wait(2, None), Wait(1, 5)
POLICE_CAN_HARM = ("sexual_assault", "domestic_abuse", "forced_marriage", "arrest", "custody_unreachable", "ill_treatment", "trafficking")
LINE = "+44 20 7008 5000"


def replies(kind: str, country: str | None, severity: Severity = Severity.P1, wait: Wait = UNKNOWN, again: bool = False) -> tuple[Reply, ...]:
    return TEXTS.make(kind, severity, country, "CON-7F3K2M", wait, again)


def body(kind: str, country: str | None, **more: object) -> str:
    return replies(kind, country, **more)[0].body


@pytest.mark.parametrize("country", [None, "TH", "GB", "US", "XK"])
def test_numbers_come_before_the_reference_and_the_reference_before_the_wait(country: str | None) -> None:
    for kind in KINDS:
        text = body(kind, country, wait=NOBODY)
        number = text.index("7008 5000")
        assert number < text.index("CON-7F3K2M") < text.index("Nobody is at the desk right now")
        assert len(text[:number]) < 700, "the numbers must be the first thing read"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in POLICE_CAN_HARM])
def test_only_where_the_police_can_harm_do_we_say_that_they_can_wait(kind: str) -> None:
    assert "before you talk to the police" not in body(kind, "TH")


@pytest.mark.parametrize("kind", POLICE_CAN_HARM)
@pytest.mark.parametrize("country", ["TH", "AE", None])
def test_our_own_line_comes_first_where_the_police_can_harm(kind: str, country: str | None) -> None:
    text = body(kind, country)
    assert text.splitlines()[0] == f"- **The Foreign Office, day and night: {LINE}. If you are in the UK: 020 7008 5000**"
    assert text.index("You can talk to us before you talk to the police.") < text.index("local emergency services")


@pytest.mark.parametrize("kind", ["attack", "kidnap", "hospital", "suicide", "disaster", "war", "generic", "child_alone"])
def test_the_countrys_own_numbers_come_first_where_life_is_in_danger(kind: str) -> None:
    text = body(kind, "TH")
    assert text.index("Police: 191") < text.index(LINE)
    assert "Emergency services in Thailand" in text


@pytest.mark.parametrize("kind", KINDS)
def test_our_line_comes_first_and_we_ask_where_when_the_country_is_not_known(kind: str) -> None:
    text = body(kind, None)
    assert LINE in text.splitlines()[0]
    assert "Tell us which country you are in." in text


@pytest.mark.parametrize("kind", KINDS)
def test_in_the_uk_it_is_999_and_the_uk_number_for_somebody_abroad(kind: str) -> None:
    text = body(kind, "GB")
    assert "999 or 112" in text.splitlines()[0]
    assert text.splitlines()[1] == "- About somebody abroad, call the Foreign Office: 020 7008 5000"
    assert LINE not in text


@pytest.mark.parametrize(("wait", "words"), [
    (NOBODY, "Nobody is at the desk right now."), (UNKNOWN, "We do not know yet how long the wait will be."),
    (FIVE, "half of the people in a case like this waited 5 minutes or less"),
    (Wait(1, 0), "waited 1 minute or less"),
])
def test_the_wait_is_what_we_know_and_no_more(wait: Wait, words: str) -> None:
    text = body("hospital", "ES", wait=wait)
    assert words in text
    assert ("minute" in text) == (wait.median_minutes is not None)


def test_an_alert_is_never_claimed() -> None:
    assert not any("alert" in body(kind, None, wait=NOBODY).lower() for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_question_asks_how_to_reach_them_and_its_buttons_are_answers(kind: str) -> None:
    first, question = replies(kind, "TH")
    assert first.author is question.author is Author.NOTICE
    assert first.about["urgent"] is True
    assert question.body.startswith("How can we reach you, and is it safe?")
    assert [button.title for button in question.quick_replies] == ["It is not safe to call me", "Write to me here", "Skip this question"]
    assert question.quick_replies[2].payload == {"question_id": "contact", "answer": "skip"}
    assert all(fits("contact", str(button.payload["answer"])) for button in question.quick_replies[:2])


@pytest.mark.parametrize("kind", KINDS)
def test_danger_in_an_open_case_repeats_the_numbers_and_asks_nothing(kind: str) -> None:
    again = replies(kind, "TH", again=True)
    assert len(again) == 1 and again[0].quick_replies == ()
    assert LINE in again[0].body and "CON-7F3K2M" in again[0].body and "191" in again[0].body
    assert len(again[0].body) < len(body(kind, "TH"))


def test_samaritans_are_named_only_where_their_number_works() -> None:
    assert "116 123" in body("suicide", "GB") and "116 123" in body("suicide", "IE")
    assert "116 123" not in body("suicide", "TH") and "116 123" not in body("suicide", None) and "116 123" not in body("arrest", "GB")


def test_who_cannot_speak_is_told_to_keep_writing() -> None:
    assert "If you cannot speak, keep writing here." in body("attack", None)
    assert "If you cannot speak, keep writing here." not in body("robbed", None, severity=Severity.P3)


def test_numbers_past_their_date_are_shown_with_the_date() -> None:
    later = load_first_replies(FACTS, today=lambda: date(2027, 6, 1))
    assert "We checked this number on 22 August 2026." in later.make("attack", Severity.P1, "TH", "CON-7F3K2M", NOBODY)[0].body
    assert "We checked this number" not in body("attack", "TH")


def test_every_country_can_be_answered() -> None:
    assert all("7008 5000" in body("attack", country.iso2) for country in FACTS.countries())


def test_an_unknown_country_or_kind_still_gives_the_numbers() -> None:
    made = TEXTS.for_case("no_such_kind", Severity.P1, ("ZZ",))("CON-7F3K2M", NOBODY, False)
    assert LINE in made[0].body.splitlines()[0]


FORBIDDEN = ("be patient", "unfortunately", "inconvenience", "regrettably", "assist", "in order to", "utilise", "commence", "prior to", "ensure",
             "facilitate", "regarding", "should have", "your fault.", "valued")


def sentences(text: str) -> list[str]:
    flat = [re.sub(r"[*\-]", " ", line).strip() for line in text.splitlines() if line.strip()]
    return [part.strip() for line in flat for part in re.split(r"(?<=[.!?:])\s", line) if part.strip()]


@pytest.mark.parametrize("country", [None, "TH", "GB"])
def test_sentences_are_short_and_words_plain(country: str | None) -> None:
    for reply in [reply for kind in KINDS for reply in replies(kind, country, wait=FIVE)]:
        for sentence in sentences(reply.body):
            assert len(sentence.split()) <= 25, sentence
        lower = reply.body.lower().replace("it is not your fault.", "")
        assert not [word for word in FORBIDDEN if word in lower]


@pytest.mark.parametrize("kind", KINDS)
def test_a_nine_year_old_can_read_it(kind: str) -> None:
    """Flesch-Kincaid grade of our own words, without names and numbers, is at most 6 (age 11 at the most difficult kind)."""
    texts = TEXTS.kinds[kind]
    own = f"{texts['advice']} {texts['next']} {texts['local']}"
    words = re.findall(r"[A-Za-z']+", own)
    count = len(re.findall(r"[.!?]", own))
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower())))) for word in words)
    assert 0.39 * len(words) / count + 11.8 * syllables / len(words) - 15.59 <= 6.0


def test_a_missing_or_broken_text_stops_the_start(tmp_path: Path) -> None:
    broken = tmp_path / "first_replies.yml"
    broken.write_text(FILE.read_text("utf-8").replace("  suicide:\n", "  suicid:\n"), "utf-8")
    with pytest.raises(ContentError, match="suicide"):
        load_first_replies(FACTS, broken)
    broken.write_text(FILE.read_text("utf-8").replace("{abroad}", "{nowhere}"), "utf-8")
    with pytest.raises(ContentError):
        load_first_replies(FACTS, broken)


def test_the_texts_are_a_frozen_class_that_the_services_can_share() -> None:
    assert isinstance(TEXTS, FirstReplyTexts)
