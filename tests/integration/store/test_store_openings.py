"""Opening and raising a case: at once with the first reply, once per message, severity only rises."""
from __future__ import annotations

import pytest

from bot.casework.case import OpenedCase, Origin, Question, Resolution, Severity, Status
from bot.conversation.claims import Committed, NoteAnswer
from bot.conversation.messages import Author, Reply
from bot.errors import ConversationError
from bot.store.case_rows import LETTERS
from bot.store.store import Store
from tests.fixtures.cases import a_case, a_citizen_writes, a_turn, claimed, danger, make_older, nobody_answered


def test_danger_opens_a_case_and_says_the_numbers_in_the_same_step(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "they are holding me")
    opened = store.open_case(conversation_id, 1, danger())
    assert opened == OpenedCase(opened.reference, True, Severity.P1, (2,))
    assert [(m.author, m.body) for m in store.messages(conversation_id)] == [
        (Author.CITIZEN, "they are holding me"),
        (Author.ASSISTANT, f"Call +44 20 7008 5000. {opened.reference}, 0 here, no history.")]
    assert store.messages(conversation_id)[1].details == {"about": {"urgent": True}, "in_reply_to": 1}
    assert store.conversation(conversation_id).answered == 0


def test_a_reference_has_six_characters_without_look_alikes(store: Store) -> None:
    _, reference = a_case(store)
    assert reference.startswith("CON-")
    assert len(reference) == 10
    assert set(reference[4:]) <= set(LETTERS)
    assert not set("0O1IL5S8BZU") & set("".join(c for c in LETTERS if c not in "258"))


def test_the_case_holds_what_triage_found(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "help")
    reference = store.open_case(conversation_id, 1, danger(
        reasons=("detained", "no contact", "detained"), countries=("TH", "LA"), card={"who": "brother", "where": ""},
        questions=("contact", "nationality"))).reference
    case = store.case_of(conversation_id)
    assert case is not None
    assert (case.reference, case.status, case.origin, case.severity) == (
        reference, Status.WAITING, Origin.DANGER, Severity.P1)
    assert (case.topic, case.kind, case.reasons, case.countries) == (
        "arrest_detention", "detained", ("detained", "no contact"), ("TH", "LA"))
    assert case.card == {"who": "brother"}
    assert case.questions == (Question("contact", "asked"), Question("nationality", "open"))
    assert (case.opened_seq, case.raised_seq, case.unread, case.previous, case.caseworker) == (1, 1, True, None, None)
    assert case.waiting_since == case.opened_at


def test_opening_twice_for_one_message_changes_nothing(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "help")
    first = store.open_case(conversation_id, 1, danger())
    before = (store.messages(conversation_id), store.queue(), len(store.audit()))
    assert store.open_case(conversation_id, 1, danger(reason="kidnapped")) == OpenedCase(
        first.reference, False, Severity.P1, (2,))
    assert (store.messages(conversation_id), store.queue(), len(store.audit())) == before


def test_a_second_message_raises_the_open_case_and_is_answered_again(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "he was arrested", "they are beating him")
    first = store.open_case(conversation_id, 1, danger(Severity.P2, card={"who": "brother", "where": "Bangkok"}))
    second = store.open_case(conversation_id, 2, danger(
        Severity.P1, "beaten", topic="welfare_concern", kind="ill_treated", countries=("LA",),
        card={"who": "", "danger_now": "yes"}, questions=("contact",)))
    assert second == OpenedCase(first.reference, True, Severity.P1, (4,))
    assert store.messages(conversation_id)[-1].body == (
        f"Call +44 20 7008 5000. {first.reference}, 0 here, no history, again.")
    case = store.queue()[0]
    assert (case.severity, case.topic, case.kind) == (Severity.P1, "welfare_concern", "ill_treated")
    assert (case.reasons, case.countries) == (("detained", "beaten"), ("LA", "TH"))
    assert case.card == {"who": "brother", "where": "Bangkok", "danger_now": "yes"}
    assert case.questions == (Question("contact", "asked"),)
    assert (case.opened_seq, case.raised_seq) == (1, 2)


def test_severity_never_falls(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "help", "my bag was stolen")
    store.open_case(conversation_id, 1, danger())
    opened = store.open_case(conversation_id, 2, danger(
        Severity.P3, "stolen", topic="assault_crime", kind="crime"))
    case = store.queue()[0]
    assert opened.severity is Severity.P1
    assert (case.severity, case.topic, case.kind) == (Severity.P1, "arrest_detention", "detained")
    assert case.reasons == ("detained", "stolen")


def test_a_second_reading_of_a_message_that_finds_it_worse_raises_the_case_without_a_word(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "help")
    first = store.open_case(conversation_id, 1, danger(Severity.P2))
    again = store.open_case(conversation_id, 1, danger(Severity.P1, "life in danger"))
    assert again == OpenedCase(first.reference, False, Severity.P1)
    assert store.conversation(conversation_id).seq == 2
    assert store.queue()[0].severity is Severity.P1
    assert [case.reference for case in store.alerts_due()] == [first.reference]


def test_danger_in_a_message_that_nobody_had_answered_is_acted_on_in_full(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "they hold me")
    first = store.open_case(conversation_id, 1, nobody_answered())
    opened = store.open_case(conversation_id, 1, danger())
    assert opened == OpenedCase(first.reference, True, Severity.P1, (2,))
    case = store.queue()[0]
    assert (case.origin, case.severity, case.topic, case.kind) == (
        Origin.DANGER, Severity.P1, "arrest_detention", "detained")
    assert store.open_case(conversation_id, 1, danger()).fresh is False


def test_no_case_opens_because_of_silence_for_a_message_that_was_answered_meanwhile(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "hi")
    assert isinstance(store.commit_turn(claimed(store), a_turn(1)), Committed)
    assert store.open_case(conversation_id, 1, nobody_answered()) == OpenedCase("", False, Severity.P3)
    assert store.queue() == []


def test_after_a_resolution_danger_opens_a_linked_case(store: Store) -> None:
    conversation_id, first = a_case(store)
    store.resolve(first, "asha", Resolution.HELPED)
    store.receive(conversation_id, "k2", "they took me again")
    second = store.open_case(conversation_id, 3, danger()).reference
    assert second != first
    case = store.case(second, "asha")
    assert (case.previous, case.status) == (first, Status.WAITING)
    assert [c.reference for c in store.earlier(second)] == [first]
    assert store.earlier(first) == []
    assert store.case(first, "asha").status is Status.RESOLVED


def test_in_mode_caseworker_nothing_is_said_and_the_case_is_raised(store: Store) -> None:
    conversation_id, reference = a_case(store, Severity.P2)
    store.take(reference, "asha")
    store.receive(conversation_id, "k2", "they have a gun")
    store.read_up_to(reference, "asha", 3)
    before = store.conversation(conversation_id).seq
    assert store.alerts_due() == []
    opened = store.open_case(conversation_id, 3, danger(Severity.P1, "gun"))
    assert opened == OpenedCase(reference, True, Severity.P1)
    assert store.conversation(conversation_id).seq == before
    case = store.queue()[0]
    assert (case.severity, case.unread, case.status, case.caseworker) == (
        Severity.P1, True, Status.IN_HANDOVER, "asha")
    assert [c.reference for c in store.alerts_due()] == [reference]


def test_new_danger_in_a_p1_that_somebody_has_is_alerted_about_again(store: Store) -> None:
    conversation_id, reference = a_case(store)
    store.alert_done(reference, "sent")
    store.take(reference, "asha")
    store.receive(conversation_id, "k2", "they have a gun")
    store.open_case(conversation_id, 3, danger())
    assert [c.reference for c in store.alerts_due()] == [reference]


def test_the_wait_is_honest_about_who_is_there_and_what_was_measured(store: Store) -> None:
    store.present("asha")
    for number in range(5):
        _, reference = a_case(store)
        make_older(store, "case_file", "raised_at", 60 * 3)
        store.take(reference, "asha")
        assert number < 5
    conversation_id, reference = a_case(store)
    minutes = sorted([3, 6, 9, 12, 15])[2]
    assert store.messages(conversation_id)[1].body == (
        f"Call +44 20 7008 5000. {reference}, 1 here, {minutes} minutes.")


def test_four_cases_are_no_history(store: Store) -> None:
    for _ in range(4):
        _, reference = a_case(store)
        store.take(reference, "asha")
    conversation_id, reference = a_case(store)
    assert store.messages(conversation_id)[1].body.endswith("no history.")


def test_there_must_be_such_a_message(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "help")
    for seq in (0, 2):
        with pytest.raises(ConversationError, match="no such message"):
            store.open_case(conversation_id, seq, danger())
    with pytest.raises(ConversationError, match="no such conversation"):
        store.open_case("nothing", 1, danger())
    assert store.queue() == []


def test_answers_land_on_the_open_case_and_on_its_card(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "help", "email only", "skip")
    store.open_case(conversation_id, 1, danger(questions=("contact", "nationality", "since")))
    claim = claimed(store)
    store.commit_turn(claim, a_turn(1))
    store.commit_turn(claim, a_turn(2, wishes=(NoteAnswer("contact", "answered", "email only", 2),)))
    store.commit_turn(claim, type(a_turn(3))(3, (Reply("Since when?", about={"question_id": "since"}),),
                                             (NoteAnswer("nationality", "skipped", "", 3),)))
    case = store.queue()[0]
    assert case.questions == (Question("contact", "answered", "email only"), Question("nationality", "skipped"),
                              Question("since", "asked"))
    assert case.card == {"contact": "email only"}


def test_triage_never_overwrites_what_the_citizen_or_a_caseworker_wrote(store: Store) -> None:
    conversation_id = a_citizen_writes(store, "help", "email only", "worse")
    reference = store.open_case(conversation_id, 1, danger(card={"contact": "unknown", "who": "?"})).reference
    store.commit_turn(claimed(store), a_turn(2, wishes=(NoteAnswer("contact", "answered", "email only", 2),)))
    store.update_card(reference, "asha", {"who": "his brother"})
    store.open_case(conversation_id, 3, danger(card={"contact": "phone", "who": "me", "where": "Phuket"}))
    assert store.queue()[0].card == {"contact": "email only", "who": "his brother", "where": "Phuket"}
