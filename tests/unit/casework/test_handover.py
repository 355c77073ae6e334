"""What a caseworker reads in the first ten seconds."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone

from bot.casework.case import Case, Origin, Question, Severity, Status
from bot.casework.handover import card_rows
from bot.conversation.messages import Author, Message

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=timezone.utc)


def case(**changes: object) -> Case:
    values: dict[str, object] = {
        "reference": "CON-7F3K2M", "conversation_id": "c", "status": Status.WAITING, "origin": Origin.DANGER, "severity": Severity.P1,
        "topic": "arrest_detention", "kind": "custody_unreachable", "reasons": ("taken or held where nobody can reach them",),
        "countries": ("TH",), "opened_at": NOW, "opened_seq": 3}
    return Case(**{**values, **changes})


def zone(country: str) -> str | None:
    return {"TH": "Asia/Bangkok"}.get(country)


def message(seq: int, author: Author, body: str, minutes_ago: int) -> Message:
    return Message("c", seq, author, body, NOW - timedelta(minutes=minutes_ago))


LOG = [message(1, Author.CITIZEN, "hi", 9), message(2, Author.ASSISTANT, "Hello.", 9),
       message(3, Author.CITIZEN, "they took my brother and I can't reach him", 5), message(4, Author.NOTICE, "Call 191.", 5)]


def test_the_card_of_a_new_case_holds_what_is_known_and_says_what_is_not() -> None:
    rows = dict(card_rows(case(card={"where": "Bangkok, Thailand", "who": "The writer's brother"}), LOG, NOW, zone))
    assert rows == {
        "What": "taken or held where nobody can reach them", "Danger now": "Not known yet", "Who": "The writer's brother",
        "Where": "Bangkok, Thailand", "Local time": "17:00 on 22 November (Bangkok)", "UK time": "10:00 on 22 November",
        "Safe to call": "Not known: do not call", "How to reach them": "Not known yet", "Nationality": "Not known yet",
        "In their own words": "22 Nov 09:55 UTC: “they took my brother and I can't reach him”",
        "What the assistant said": "Hello.\nCall 191.", "Last here": "Wrote 5 minutes ago"}


def test_a_journey_stands_on_the_card_where_it_is_known() -> None:
    rows = card_rows(case(card={"where": "Hanoi, Vietnam", "going_to": "Laos", "from": "Kenya"}), LOG, NOW, zone)
    assert rows[3:6] == [("Where", "Hanoi, Vietnam"), ("Going to", "Laos"), ("From", "Kenya")]


def test_an_answer_that_forbids_calls_is_shown_as_do_not_call() -> None:
    questions = (Question("contact", "answered", "07700 900123 but don't call, my husband reads my phone"),)
    rows = dict(card_rows(case(questions=questions), LOG, NOW, zone))
    assert rows["Safe to call"] == "No: do not call"
    assert rows["How to reach them"] == "07700 900123 but don't call, my husband reads my phone"


def test_a_number_alone_does_not_make_a_call_safe() -> None:
    rows = dict(card_rows(case(questions=(Question("contact", "answered", "07700 900123"),)), LOG, NOW, zone))
    assert rows["Safe to call"] == "Not known: do not call"


def test_a_caseworkers_correction_outweighs_the_citizens_answer() -> None:
    questions = (Question("contact", "answered", "you can call me on 07700 900123"),)
    rows = dict(card_rows(case(questions=questions, card={"safe_to_call": "no"}), LOG, NOW, zone))
    assert rows["Safe to call"] == "No: do not call"


def test_an_unknown_country_leaves_the_local_time_open() -> None:
    rows = dict(card_rows(case(countries=()), [], NOW, zone))
    assert rows["Local time"] == "Not known: we do not know the country"
    assert rows["In their own words"] == "Not known yet"


def test_hints_of_who_and_when_stand_only_where_the_words_gave_them() -> None:
    card = {"nationality_hint": "Says: British and Iranian", "writer_is": "In the UK", "when": "Last week"}
    rows = dict(card_rows(case(card=card), LOG, NOW, zone))
    assert (rows["Nationality hint"], rows["Writer is"], rows["When"]) == ("Says: British and Iranian", "In the UK", "Last week")
    assert not {"Nationality hint", "Writer is", "When"} & set(dict(card_rows(case(), LOG, NOW, zone)))


def test_the_citizens_answer_outweighs_what_was_read_in_their_words() -> None:
    answered = (Question("nationality", "answered", "British"), Question("who", "answered", "my husband Tom Jones"))
    card = {"who": "The writer's son (17)", "nationality_hint": "Says: British and Iranian"}
    rows = dict(card_rows(case(questions=answered, card=card), LOG, NOW, zone))
    assert (rows["Who"], rows["Nationality"]) == ("my husband Tom Jones", "British") and "Nationality hint" not in rows


def test_a_caseworkers_entry_about_who_outweighs_the_citizens_answer() -> None:
    rows = dict(card_rows(case(questions=(Question("who", "answered", "Tom"),), card={"who": "Thomas Jones"}), LOG, NOW, zone))
    assert rows["Who"] == "Thomas Jones"
