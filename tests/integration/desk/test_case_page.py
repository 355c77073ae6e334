"""One case through a real server: reading, taking, writing, noting, the card, handing back, closing."""
from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from bot.casework.case import CaseOpening, Origin, Resolution, Severity, Status
from bot.conversation.messages import Author, Mode
from bot.store.store import Store
from tests.fixtures.desk_server import HEADERS, Caseworker, open_case


def actions(store: Store, reference: str) -> list[tuple[str, str]]:
    """(actor, action) of a case's audit, oldest first."""
    return [(entry.actor, entry.action) for entry in reversed(store.audit(reference))]


def written(store: Store, conversation: str) -> list[tuple[Author, str]]:
    return [(message.author, message.body) for message in store.messages(conversation)]


def post(caseworker: Caseworker, path: str, **fields: str) -> httpx.Response:
    """What the page's script sends."""
    return caseworker.post(path, data={"csrf": caseworker.field("csrf"), **fields}, headers=HEADERS)


def test_the_page_shows_what_a_caseworker_needs_first(asha: Caseworker, sqlite_store: Store) -> None:
    reference, _ = open_case(sqlite_store)
    page = asha.look(f"/cases/{reference}")
    for words in ("Arrested or detained, Thailand", "P1 Danger now", "detained, nobody can reach him", "Nobody has it",
                  "Citizen is here now", "Take this case", "my brother was taken by police in Bangkok", "Danger seen here",
                  "Tourist police: 1155", "British Embassy Bangkok", "Local time", "Danger was seen in what they wrote"):
        assert words in page, words


def test_one_page_view_is_audited_once_however_long_it_is_kept_live(asha: Caseworker, sqlite_store: Store) -> None:
    reference, conversation = open_case(sqlite_store)
    asha.look(f"/cases/{reference}")
    for n in range(5):
        sqlite_store.receive(conversation, f"more-{n}", f"word {n}")
        assert f"word {n}" in asha.get(f"/cases/{reference}/live?after={n + 2}", headers=HEADERS).json()["messages"]
    assert actions(sqlite_store, reference) == [("service", "opened"), ("asha", "opened the case page")]


def test_reading_the_live_parts_without_a_page_view_is_audited(ben: Caseworker, sqlite_store: Store) -> None:
    reference, _ = open_case(sqlite_store)
    assert "Bangkok" in ben.get(f"/cases/{reference}/live", headers=HEADERS).json()["messages"]
    assert actions(sqlite_store, reference) == [("service", "opened"), ("ben", "opened the case page")]


def test_an_unchanged_page_gets_only_its_mark_back(asha: Caseworker, sqlite_store: Store) -> None:
    reference, _ = open_case(sqlite_store)
    asha.look(f"/cases/{reference}")
    mark = asha.get(f"/cases/{reference}/live?after=2", headers=HEADERS).json()["mark"]
    assert asha.get(f"/cases/{reference}/live?after=2&have={mark}", headers=HEADERS).json() == {"mark": mark}


def test_what_a_citizen_wrote_is_shown_as_text_and_never_runs(asha: Caseworker, sqlite_store: Store) -> None:
    words = "<script>alert(1)</script> <img src=x onerror=alert(2)> [x](javascript:alert(3)) **bold** {{ 7 * 7 }}"
    reference, _ = open_case(sqlite_store, words)
    asha.look(f"/cases/{reference}")
    shown = asha.page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown and "&lt;img src=x onerror=alert(2)&gt;" in shown
    assert "[x](javascript:alert(3)) **bold** {{ 7 * 7 }}" in shown
    assert "<script>alert" not in shown and "<img" not in shown and 'href="javascript' not in shown


def test_taking_a_case_silences_the_assistant_and_says_so(asha: Caseworker, sqlite_store: Store) -> None:
    reference, conversation = open_case(sqlite_store)
    asha.look(f"/cases/{reference}")
    page = asha.submit(f"/cases/{reference}/take")
    assert "You have this case. The assistant is silent now." in page and "You have it since" in page
    assert sqlite_store.conversation(conversation).mode is Mode.CASEWORKER


def test_who_lost_the_race_reads_who_has_it(asha: Caseworker, ben: Caseworker, sqlite_store: Store) -> None:
    reference, _ = open_case(sqlite_store)
    asha.look(f"/cases/{reference}")
    ben.look(f"/cases/{reference}")
    post(asha, f"/cases/{reference}/take")
    answer = post(ben, f"/cases/{reference}/take")
    assert answer.status_code == 409
    assert re.fullmatch(r"Asha Rao has it since \d\d:\d\d UK time\.", answer.json()["error"])
    assert re.search(r"Error: </span>Asha Rao has it since \d\d:\d\d UK time\.", ben.submit(f"/cases/{reference}/take"))
    assert ben.page.status_code == 409


def test_two_who_take_at_once_do_not_both_get_it(asha: Caseworker, ben: Caseworker, sqlite_store: Store) -> None:
    for n in range(10):
        reference, conversation = open_case(sqlite_store, f"case {n}")
        for one in (asha, ben):
            one.look(f"/cases/{reference}")
        with ThreadPoolExecutor(2) as pool:
            taken = [pool.submit(post, one, f"/cases/{reference}/take") for one in (asha, ben)]
            answers = [one.result().status_code for one in taken]
        assert sorted(answers) == [200, 409]
        case = sqlite_store.case_of(conversation)
        assert case is not None and case.caseworker == ("asha" if answers[0] == 200 else "ben")


def test_pressing_take_twice_is_taking_once(asha: Caseworker, sqlite_store: Store) -> None:
    reference, _ = open_case(sqlite_store)
    asha.look(f"/cases/{reference}")
    assert [post(asha, f"/cases/{reference}/take").json()["said"] for _ in range(2)] == ["taken", "taken"]
    assert [action for _, action in actions(sqlite_store, reference)].count("taken") == 1


@pytest.fixture
def held(asha: Caseworker, sqlite_store: Store) -> tuple[str, str]:
    """Asha has a case and looks at it."""
    reference, conversation = open_case(sqlite_store)
    asha.look(f"/cases/{reference}")
    asha.submit(f"/cases/{reference}/take")
    return reference, conversation


def test_a_reply_reaches_the_log_and_the_page(asha: Caseworker, held: tuple[str, str], sqlite_store: Store) -> None:
    reference, conversation = held
    page = asha.submit(f"/cases/{reference}/say", key=asha.field("key"), body="  I am here.\r\nAre you safe?  ")
    assert written(sqlite_store, conversation)[-1] == (Author.CASEWORKER, "I am here.\nAre you safe?")
    assert "Asha Rao (you)" in page and "I am here.<br>Are you safe?" in page


def test_the_same_form_posted_twice_sends_one_message(asha: Caseworker, held: tuple[str, str], sqlite_store: Store) -> None:
    reference, conversation = held
    asha.look(f"/cases/{reference}")
    key, csrf = asha.field("key"), asha.field("csrf")

    def send(_: int) -> int:
        return int(asha.post(f"/cases/{reference}/say", data={"csrf": csrf, "key": key, "body": "once"}, headers=HEADERS).json()["seq"])

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(send, range(4)))) == 1
    assert [body for author, body in written(sqlite_store, conversation) if author is Author.CASEWORKER] == ["once"]


@pytest.mark.parametrize("body, sentence", [
    ("", "Write something first."), (" \n\t ", "Write something first."),
    ("x" * 8001, "A message can be up to 8,000 characters. Yours has 8,001. Shorten it, or send it in parts."),
    ("y" * 100_000, "A message can be up to 8,000 characters. Yours has 100,000. Shorten it, or send it in parts."),
])
def test_a_reply_that_cannot_be_sent_stays_in_its_box(
        asha: Caseworker, held: tuple[str, str], sqlite_store: Store, body: str, sentence: str) -> None:
    reference, conversation = held
    before = written(sqlite_store, conversation)
    page = asha.submit(f"/cases/{reference}/say", key="12345678abc", body=body)
    assert asha.page.status_code == 400 and sentence in page
    assert f'aria-describedby="reply-hint">{body.strip()}</textarea>' in page
    assert written(sqlite_store, conversation) == before


def test_the_longest_reply_is_sent_whole(asha: Caseworker, held: tuple[str, str], sqlite_store: Store) -> None:
    reference, conversation = held
    asha.submit(f"/cases/{reference}/say", key=asha.field("key"), body="é" * 8000)
    assert written(sqlite_store, conversation)[-1] == (Author.CASEWORKER, "é" * 8000)


def test_who_does_not_have_the_case_cannot_write_and_keeps_the_words(
        asha: Caseworker, ben: Caseworker, held: tuple[str, str], sqlite_store: Store) -> None:
    reference, conversation = held
    ben.look(f"/cases/{reference}")
    page = ben.submit(f"/cases/{reference}/say", key="12345678abc", body="my words")
    assert ben.page.status_code == 409 and "Asha Rao has it since" in page and ">my words</textarea>" in page
    assert (Author.CASEWORKER, "my words") not in written(sqlite_store, conversation)


def test_a_reply_written_after_the_session_ended_is_in_the_box_after_signing_in(
        asha: Caseworker, held: tuple[str, str], sqlite_store: Store) -> None:
    reference, conversation = held
    csrf = asha.field("csrf")
    sqlite_store.sign_out(str(asha.cookies["desk"]))
    asha.page = asha.post(f"/cases/{reference}/say", data={"csrf": csrf, "key": "12345678abc", "body": 'I "called" <them>'})
    assert asha.page.status_code == 401 and "Your sign-in has ended." in asha.page.text
    page = asha.post("/sign-in", data={name: asha.field(name) for name in ("form_token", "go", "body", "key")}
                     | {"name": "asha", "password": "correct horse battery"})
    assert page.status_code == 200 and "It was not sent." in page.text
    assert "I &#34;called&#34; &lt;them&gt;</textarea>" in page.text
    assert [author for author, _ in written(sqlite_store, conversation)] == [Author.CITIZEN, Author.ASSISTANT]


def test_a_card_filled_in_after_the_session_ended_is_given_back(
        asha: Caseworker, held: tuple[str, str], sqlite_store: Store) -> None:
    reference, _ = held
    asha.look(f"/cases/{reference}/card")
    fields = {"csrf": asha.field("csrf"), "shown": asha.field("shown"), "who": "Tom Reed", "where": "Thonglor"}
    sqlite_store.sign_out(str(asha.cookies["desk"]))
    asha.page = asha.post(f"/cases/{reference}/card", data=fields)
    page = asha.post("/sign-in", data={name: asha.field(name) for name in ("form_token", "go", "note")}
                     | {"name": "asha", "password": "correct horse battery"})
    assert "The card, not saved:\nwho: Tom Reed\nwhere: Thonglor</textarea>" in page.text


def test_checking_for_new_messages_without_script_keeps_the_draft(
        asha: Caseworker, held: tuple[str, str], sqlite_store: Store) -> None:
    reference, conversation = held
    sqlite_store.receive(conversation, "later", "are you there?")
    page = asha.submit(f"/cases/{reference}/say", key=asha.field("key"), body="half a sen", check="yes")
    assert "are you there?" in page and ">half a sen</textarea>" in page


def test_a_note_is_kept_for_colleagues_and_never_reaches_the_citizen(
        asha: Caseworker, held: tuple[str, str], sqlite_store: Store) -> None:
    reference, conversation = held
    page = asha.submit(f"/cases/{reference}/note", note="Embassy <called>")
    assert "Note saved. Citizens do not see it." in page
    assert [(note.author, note.body) for note in sqlite_store.notes(reference)] == [("asha", "Embassy <called>")]
    assert all("Embassy" not in body for _, body in written(sqlite_store, conversation))
    assert "Embassy &lt;called&gt;" in asha.page.text


def test_only_the_holders_page_makes_words_read_by_a_person(
        asha: Caseworker, ben: Caseworker, held: tuple[str, str], sqlite_store: Store) -> None:
    reference, conversation = held
    ben.look(f"/cases/{reference}")
    post(ben, f"/cases/{reference}/read", seq="2")
    assert sqlite_store.conversation(conversation).read_up_to == 0
    assert post(asha, f"/cases/{reference}/read", seq="2").json() == {"ok": True}
    assert sqlite_store.conversation(conversation).read_up_to == 2
    assert post(asha, f"/cases/{reference}/read", seq="x").status_code == 400


def test_correcting_the_card_writes_only_what_changed(asha: Caseworker, held: tuple[str, str], sqlite_store: Store) -> None:
    reference, conversation = held
    page = asha.look(f"/cases/{reference}/card")
    assert "Change the handover card" in page
    asha.submit(f"/cases/{reference}/card", shown=asha.field("shown"), who="Tom Reed, brother", safe_to_call="no", where="")
    case = sqlite_store.case_of(conversation)
    assert case is not None and (case.card["who"], case.card["safe_to_call"]) == ("Tom Reed, brother", "no")
    assert ("asha", "changed the card") in actions(sqlite_store, reference)
    assert "Tom Reed, brother" in asha.look(f"/cases/{reference}")
    asha.look(f"/cases/{reference}/card")
    before = len(sqlite_store.audit(reference))
    asha.submit(f"/cases/{reference}/card", shown=asha.field("shown"), who="Tom Reed, brother", safe_to_call="no")
    assert len(sqlite_store.audit(reference)) == before + 1, "an unchanged card writes nothing but the page view after it"


def test_handing_back_gives_the_assistant_its_voice_and_tells_the_citizen(
        asha: Caseworker, held: tuple[str, str], sqlite_store: Store) -> None:
    reference, conversation = held
    page = asha.submit(f"/cases/{reference}/hand-back")
    assert "You handed the case back to the assistant." in page and "Handed back to the assistant, to be closed (1)" in page
    assert sqlite_store.conversation(conversation).mode is Mode.ASSISTANT
    assert written(sqlite_store, conversation)[-1] == (
        Author.NOTICE, "Your caseworker has left this conversation. The assistant answers you again. Your reference is "
                       f"{reference}. If you are in danger, call +44 20 7008 5000 now.")


def test_a_case_that_was_handed_back_is_closed_without_taking_it_again(
        asha: Caseworker, ben: Caseworker, held: tuple[str, str], sqlite_store: Store) -> None:
    reference, _ = held
    asha.submit(f"/cases/{reference}/hand-back")
    ben.look(f"/cases/{reference}")
    assert "The case is closed." in ben.submit(f"/cases/{reference}/resolve", resolution="helped")


@pytest.mark.parametrize("resolution", [one for one in Resolution if one is not Resolution.ANSWERED])
def test_closing_a_case_keeps_the_code_and_the_note(
        asha: Caseworker, held: tuple[str, str], sqlite_store: Store, resolution: Resolution) -> None:
    reference, conversation = held
    page = asha.submit(f"/cases/{reference}/resolve", resolution=resolution.value, note="All well")
    assert "The case is closed." in page
    closed = sqlite_store.case(reference, "test")
    assert (closed.status, closed.resolution) == (Status.RESOLVED, resolution)
    assert [note.body for note in sqlite_store.notes(reference)] == ["All well"]
    assert written(sqlite_store, conversation)[-1][1].startswith(f"Your caseworker has closed case {reference}.")
    assert reference in asha.look("/closed")


@pytest.mark.parametrize("resolution", ["", "answered", "nonsense"])
def test_a_case_is_not_closed_without_a_code_of_ours(
        asha: Caseworker, held: tuple[str, str], sqlite_store: Store, resolution: str) -> None:
    reference, conversation = held
    page = asha.submit(f"/cases/{reference}/resolve", resolution=resolution, note="my closing note")
    assert asha.page.status_code == 400 and "Choose how the case ended." in page and ">my closing note</textarea>" in page
    assert sqlite_store.case_of(conversation) is not None


def test_the_audit_of_a_whole_case_is_exact(asha: Caseworker, sqlite_store: Store) -> None:
    reference, _ = open_case(sqlite_store)
    asha.look(f"/cases/{reference}")
    post(asha, f"/cases/{reference}/take")
    post(asha, f"/cases/{reference}/read", seq="2")
    post(asha, f"/cases/{reference}/say", key="12345678abc", body="Hello")
    post(asha, f"/cases/{reference}/note", note="Called")
    post(asha, f"/cases/{reference}/resolve", resolution="no_danger_found", note="")
    assert actions(sqlite_store, reference) == [
        ("service", "opened"), ("asha", "opened the case page"), ("asha", "taken"), ("asha", "read"), ("asha", "wrote"),
        ("asha", "noted"), ("asha", "resolved")]
    assert sqlite_store.verify_audit() > 0


def test_an_earlier_case_of_the_same_citizen_is_linked(asha: Caseworker, sqlite_store: Store) -> None:
    first, conversation = open_case(sqlite_store)
    sqlite_store.resolve(first, "ben", Resolution.HELPED)
    seq = sqlite_store.receive(conversation, "again", "they took him again").seq
    second = sqlite_store.open_case(conversation, seq, CaseOpening(Origin.DANGER, Severity.P1, "arrest_detention", ("detained",)))
    page = asha.look(f"/cases/{second.reference}")
    assert "Earlier cases of this citizen" in page and f'href="/cases/{first}"' in page and "Helped" in page


def test_a_case_that_there_is_not_is_said_plainly(asha: Caseworker) -> None:
    page = asha.look("/cases/CON-222222")
    assert asha.page.status_code == 404 and "There is no case CON-222222." in page


def test_a_conversation_longer_than_a_page_shows_its_end_and_leads_to_the_rest(asha: Caseworker, sqlite_store: Store) -> None:
    reference, conversation = open_case(sqlite_store)
    for n in range(520):
        sqlite_store.receive(conversation, f"n-{n}", f"word number {n}.")
    page = asha.look(f"/cases/{reference}")
    assert "word number 519." in page and "word number 3." not in page and "Show 22 earlier messages" in page
    assert "word number 3." in asha.look(f"/cases/{reference}?messages=all")
