"""The citizens' page over HTTP, without script: what is shown, what is stored, what is refused."""
from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date

import pytest

from bot.conversation.messages import Author, QuickReply, Reply, Source
from bot.settings import Settings
from bot.store.store import Store
from tests.fixtures.web_server import Citizen, WebServer, answer, web_server

NUMBER = "+44 20 7008 5000"


@pytest.fixture
def server(sqlite_store: Store, settings: Settings) -> Iterator[WebServer]:
    with web_server(sqlite_store, settings) as running:
        yield running


@pytest.fixture
def citizen(server: WebServer) -> Iterator[Citizen]:
    with Citizen(server) as client:
        client.look("/")
        yield client


def conversation(server: WebServer, citizen: Citizen) -> str:
    found = server.services.store.conversation_for_key(citizen.session)
    assert found is not None
    return found


def bodies(server: WebServer, citizen: Citizen) -> list[str]:
    return [m.body for m in server.services.store.messages(conversation(server, citizen))]


def test_the_start_page_shows_the_numbers_the_box_and_that_a_computer_answers(citizen: Citizen) -> None:
    page = citizen.page.text
    assert "<title >Messages</title>" in page.replace("<title>", "<title >")
    assert 'href="tel:+442070085000"' in page and 'href="tel:02070085000"' in page
    assert 'id="body"' in page and "A computer answers first" in page
    assert "og:description" not in page


def test_a_country_s_numbers_are_shown_without_script(citizen: Citizen) -> None:
    page = citizen.look("/?country=TH")
    assert "Emergency numbers in Thailand" in page and 'href="tel:1155"' in page
    bar = page.split('<p class="app-bar__local">')[1].split("</p>")[0]
    assert [bar.index(word) for word in ("police", "191", "ambulance", "1669", "fire", "199")] == sorted(
        bar.index(word) for word in ("police", "191", "ambulance", "1669", "fire", "199"))
    assert "Emergency numbers in" not in citizen.look("/?country=%3Cscript%3E").replace("Emergency numbers where", "")


def test_a_first_message_starts_a_conversation_and_is_said_to_be_sent_only_once_it_is_stored(
        server: WebServer, citizen: Citizen) -> None:
    page = citizen.write("Do I need a visa for Laos?")
    assert citizen.page.url.path == "/conversation"
    assert "Do I need a visa for Laos?" in page and "Sent. Being answered" in page
    assert bodies(server, citizen) == ["Do I need a visa for Laos?"]


def test_an_answer_is_shown_with_its_source_its_date_and_its_buttons(server: WebServer, citizen: Citizen) -> None:
    citizen.write("Do I need a visa for Laos?")
    source = Source("Laos travel advice", "https://www.gov.uk/foreign-travel-advice/laos", date(2026, 6, 30))
    answer(server.services.store, Reply("For Laos: **yes**.", (QuickReply("And for my children?"),), (source,),
                                        about={"helpful": True, "country": "LA"}))
    page = citizen.look("/conversation")
    assert "<strong>yes</strong>" in page and "Assistant (automated)" in page
    assert "Checked on 30 June 2026" in page and ">And for my children?</button>" in page
    assert "Did this answer your question?" in page and "Sent. Being answered" not in page


def test_danger_shows_the_number_and_the_reference_in_the_very_next_page(server: WebServer, citizen: Citizen) -> None:
    page = citizen.write("My brother was taken by the police in Bangkok")
    case = server.services.store.case_of(conversation(server, citizen))
    assert case is not None
    assert f"Your reference is {case.reference}." in page and "A person will read this" in page
    assert "In Thailand:" in page and 'href="tel:1669"' in page
    assert "No caseworker is at their desk now." in page


def test_a_pressed_button_is_sent_as_its_words_with_the_message_it_stood_under(
        server: WebServer, citizen: Citizen) -> None:
    citizen.write("visa?")
    answer(server.services.store, Reply("Where?", (QuickReply("Laos", {"country": "LA"}), QuickReply("Peru"))))
    citizen.look("/conversation")
    citizen.submit("/messages", key="button-press-1", button="2.1")
    pressed = server.services.store.messages(conversation(server, citizen))[-1]
    assert (pressed.author, pressed.body) == (Author.CITIZEN, "Peru")
    assert pressed.details["button"] == {"message": 2, "choice": 1}
    # Late, after other words: it is still shown as words.
    late = citizen.send_json("button-press-2", "", button="2.0")
    assert late.status_code == 201
    assert bodies(server, citizen)[-1] == "Laos"


@pytest.mark.parametrize("token", ["1.0", "2.9", "99.0", "2", "2.-1", "x.y", "²." + "1", "2.0" * 50])
def test_a_button_that_was_never_shown_is_refused(server: WebServer, citizen: Citizen, token: str) -> None:
    citizen.write("visa?")
    answer(server.services.store, Reply("Where?", (QuickReply("Laos"),)))
    refused = citizen.send_json("button-press-1", "", button=token)
    assert (refused.status_code, refused.json()["error"]) == (400, "Write a message first.")
    assert len(bodies(server, citizen)) == 2


def test_a_repeated_key_is_answered_as_the_first_was_and_stored_once(server: WebServer, citizen: Citizen) -> None:
    citizen.write("one")
    first, second = citizen.send_json("key-number-1", "two"), citizen.send_json("key-number-1", "two")
    assert (first.status_code, first.json()) == (201, {"seq": 2, "fresh": True})
    assert (second.status_code, second.json()) == (200, {"seq": 2, "fresh": False})
    assert bodies(server, citizen) == ["one", "two"]


def test_send_pressed_twice_on_the_start_page_starts_one_conversation(server: WebServer, citizen: Citizen) -> None:
    form = {"csrf": citizen.field("csrf"), "key": citizen.field("key"), "body": "help"}
    cookies = {"form": str(citizen.cookies["form"])}
    sessions = set()
    for _ in range(3):
        with Citizen(server) as twin:
            twin.cookies.update(cookies)
            sent = twin.post("/", data=form)
            assert sent.status_code == 303
            sessions.add(twin.session)
    assert len(sessions) == 1


def test_a_message_of_8000_characters_is_stored_and_one_more_is_refused_with_the_draft_kept(
        server: WebServer, citizen: Citizen) -> None:
    citizen.write("é" * 8_000)
    page = citizen.write("x" * 8_001)
    assert citizen.page.status_code == 400
    assert "Your message is too long. It can have 8,000 characters." in page and "x" * 8_001 in page
    assert bodies(server, citizen) == ["é" * 8_000]
    refused = citizen.send_json("key-number-1", "x" * 8_001)
    assert refused.status_code == 400 and "too long" in refused.json()["error"]


def test_a_text_of_100_kb_comes_back_in_its_box_on_the_start_page_too(server: WebServer, citizen: Citizen) -> None:
    page = citizen.write("y" * 102_400)
    assert citizen.page.status_code == 400 and "y" * 102_400 in page and "too long" in page


@pytest.mark.parametrize("size", [300_000, 3_000_000])
def test_a_body_beyond_every_bound_gets_a_clear_answer_with_the_number(
        server: WebServer, citizen: Citizen, size: int) -> None:
    refused = citizen.post("/messages", content=b"{" + b"x" * size, headers={"Content-Type": "application/json"})
    assert refused.status_code == 413
    assert refused.json() == {"error": "A message can have 8,000 characters. Send it in shorter parts.",
                              "call": f"If you need help now, call {NUMBER}, day or night."}


def test_html_and_script_are_shown_as_text(server: WebServer, citizen: Citizen) -> None:
    page = citizen.write('<script>alert(1)</script> <img src=x onerror=alert(1)> **not bold** {{ 7 * 7 }}')
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "<script>alert" not in page and "<img" not in page
    assert "**not bold** {{ 7 * 7 }}" in page


def test_a_javascript_link_in_a_reply_is_never_a_link(server: WebServer, citizen: Citizen) -> None:
    citizen.write("hi")
    answer(server.services.store, Reply("[press](javascript:alert(1)) <a href='javascript:alert(2)'>x</a>",
                                        sources=(Source("bad", "javascript:alert(3)"),)))
    page = citizen.look("/conversation")
    assert 'href="javascript' not in page and "<a href='javascript" not in page


def test_an_empty_message_and_one_of_control_characters_are_refused(server: WebServer, citizen: Citizen) -> None:
    page = citizen.write("   \n\t ")
    assert citizen.page.status_code == 400 and "Write a message first." in page
    citizen.write("hello")
    assert citizen.send_json("key-number-1", "\x00\x07\u202e").json()["error"] == "Write a message first."
    citizen.send_json("key-number-2", "a\x00b\u202ec\td\r\ne\u0301")
    assert bodies(server, citizen) == ["hello", "abc\td\né"]


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"', b"\xff\xfe", b'{"key": 1}', b'{"key": "k"}', b"[" * 50_000,
                                  b'{"key": "long-enough", "body": 5}', b'{"key": "long-enough", "body": "\\ud800"}'])
def test_broken_json_gets_a_plain_answer_and_stores_nothing(server: WebServer, citizen: Citizen, body: bytes) -> None:
    citizen.write("hello")
    refused = citizen.post("/messages", content=body, headers={
        "Content-Type": "application/json", "X-Requested-With": "messages"})
    assert refused.status_code == 400 and NUMBER in refused.json()["call"]
    assert bodies(server, citizen) == ["hello"]


def test_fifty_messages_in_a_second_are_each_stored_in_order(server: WebServer, citizen: Citizen) -> None:
    citizen.write("start")
    began = time.monotonic()
    for number in range(50):
        assert citizen.send_json(f"flood-key-{number}", f"message {number}").status_code == 201
    print(f"50 messages stored in {time.monotonic() - began:.2f} s")
    assert bodies(server, citizen) == ["start", *(f"message {n}" for n in range(50))]


# -- who may ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/conversation", "/stream", "/poll", "/transcript.txt", "/end"])
def test_a_forged_key_opens_nothing_and_leads_to_the_numbers(server: WebServer, path: str) -> None:
    with Citizen(server) as stranger:
        stranger.cookies.set("session", "A" * 43)
        page = stranger.get(path)
        assert page.status_code == 403
        assert NUMBER in page.text and 'href="/"' in page.text
        assert "session=" in page.headers["set-cookie"] and "Max-Age=0" in page.headers["set-cookie"]


def test_another_conversation_s_key_shows_only_that_conversation(server: WebServer, citizen: Citizen) -> None:
    citizen.write("first citizen's words")
    with Citizen(server) as other:
        other.look("/")
        page = other.write("second citizen's words")
        assert "first citizen" not in page
    assert "second citizen" not in citizen.look("/conversation")


def test_a_form_without_our_token_is_not_done_and_the_words_come_back(server: WebServer, citizen: Citizen) -> None:
    citizen.write("hello")
    refused = citizen.post("/messages", data={"csrf": "0" * 64, "key": "key-number-1", "body": "my words"})
    assert refused.status_code == 403 and "my words" in refused.text
    assert bodies(server, citizen) == ["hello"]
    for path in ("/end", "/resume-link", "/feedback", "/show", "/resume"):
        assert citizen.post(path, data={"seq": "1", "helpful": "yes"}).status_code == 403, path
    assert server.services.store.conversation_for_key(citizen.session) is not None


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
                                     {"Origin": "https://evil.example"}])
def test_what_another_site_sends_is_refused_even_with_a_token(
        server: WebServer, citizen: Citizen, headers: dict[str, str]) -> None:
    citizen.write("hello")
    form = {"csrf": citizen.field("csrf"), "key": "key-number-1", "body": "evil"}
    assert citizen.post("/messages", data=form, headers=headers).status_code == 403
    assert citizen.post("/messages", json=form, headers={**headers, "X-Requested-With": "m"}).status_code == 403
    assert citizen.post("/", data=form, headers=headers).status_code == 403
    assert bodies(server, citizen) == ["hello"]


def test_json_without_our_header_is_refused(server: WebServer, citizen: Citizen) -> None:
    citizen.write("hello")
    assert citizen.post("/messages", json={"key": "key-number-1", "body": "x"}).status_code == 403
    assert bodies(server, citizen) == ["hello"]


def test_the_session_cookie_is_for_this_browser_session_only_and_out_of_scripts_reach(
        server: WebServer, citizen: Citizen) -> None:
    sent = citizen.post("/", data={"csrf": citizen.field("csrf"), "key": citizen.field("key"), "body": "hi"})
    cookie = next(line for line in sent.headers.get_list("set-cookie") if line.startswith("session="))
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert "max-age" not in cookie.lower() and "expires" not in cookie.lower()


# -- leaving ---------------------------------------------------------------------------------------------------------
def test_after_exit_the_page_shows_nothing_until_the_citizen_asks(server: WebServer, citizen: Citizen) -> None:
    citizen.write("secret words")
    left = citizen.get("/exit")
    assert (left.status_code, left.headers["location"]) == (303, "https://www.bbc.co.uk/weather")
    assert "secret words" not in citizen.look("/conversation")
    assert "secret words" in citizen.submit("/show")


def test_ending_removes_the_key_everywhere_and_clears_the_browser(server: WebServer, citizen: Citizen) -> None:
    citizen.write("My son was taken by the police")
    case = server.services.store.case_of(conversation(server, citizen))
    assert case is not None
    key, reference = citizen.session, case.reference
    assert reference in citizen.look("/end")
    page = citizen.submit("/end")
    assert NUMBER in page and "Removed from this device" in page
    assert citizen.page.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert citizen.session == "" and server.services.store.conversation_for_key(key) is None
    assert [case.reference for case in server.services.store.queue()] == [reference]


def test_a_resume_link_opens_the_conversation_elsewhere_and_looking_at_it_does_not_use_it(
        server: WebServer, citizen: Citizen) -> None:
    citizen.write("words to take along")
    page = citizen.submit("/resume-link")
    link = page.split('<code id="link">')[1].split("</code>")[0]
    path = link.removeprefix(server.url)
    with Citizen(server) as preview, Citizen(server) as phone:
        assert "words to take along" not in preview.look(path)
        assert "words to take along" not in phone.look(path)
        assert "words to take along" in phone.submit("/resume", token=phone.field("token"))
    assert path.split("/")[-1] not in server.log


def test_a_forged_resume_link_opens_nothing(server: WebServer, citizen: Citizen) -> None:
    for token in ("A" * 43, "x", "%00", "a" * 5_000):
        with Citizen(server) as stranger:
            stranger.look(f"/resume/{token}")
            page = stranger.submit("/resume", token=token)
            assert stranger.page.status_code == 403 and NUMBER in page
            assert stranger.session == ""


def test_the_transcript_holds_every_word_under_a_name_that_says_nothing(server: WebServer, citizen: Citizen) -> None:
    citizen.write("line one\nline <two>")
    source = Source("Laos", "https://www.gov.uk/x")
    answer(server.services.store, Reply("**Yes**, see [this](https://www.gov.uk/y).", sources=(source,)))
    copy = citizen.get("/transcript.txt")
    assert copy.headers["content-type"] == "text/plain; charset=utf-8"
    assert copy.headers["content-disposition"] == 'attachment; filename="messages.txt"'
    assert "line one\nline <two>" in copy.text and "Yes, see this (https://www.gov.uk/y)." in copy.text
    assert "Source: Laos https://www.gov.uk/x" in copy.text and " UTC (" in copy.text and "UK time)" in copy.text


# -- when something is off -------------------------------------------------------------------------------------------
def test_with_the_assistant_switched_off_the_operator_s_words_and_the_box_are_there(
        server: WebServer, citizen: Citizen) -> None:
    server.services.store.switch_assistant(True, "manager", "Back at <noon> UK time.")
    page = citizen.look("/")
    assert "Automatic answers are switched off" in page and "Back at &lt;noon&gt; UK time." in page and NUMBER in page
    page = citizen.write("please read this")
    assert "Sent. A person will read it" in page and "Back at &lt;noon&gt;" in page
    assert bodies(server, citizen) == ["please read this"]


def test_it_says_read_by_a_person_only_once_a_caseworker_s_screen_showed_it(
        server: WebServer, citizen: Citizen) -> None:
    store = server.services.store
    store.add_user("asha", "Asha", "caseworker", "a long pass phrase")
    citizen.write("taken by the police")
    case = store.case_of(conversation(server, citizen))
    assert case is not None
    store.take(case.reference, "asha")
    page = citizen.write("are you there?")
    assert "Asha is talking to you" in page and "Sent. Asha has not read it yet" in page
    store.say(case.reference, "asha", "Yes <i>", "say-key-1")
    store.read_up_to(case.reference, "asha", store.conversation(conversation(server, citizen)).seq)
    page = citizen.look("/conversation")
    assert "Read by a person" in page and "Caseworker Asha" in page and "Yes &lt;i&gt;" in page
    assert "has not read it yet" not in page


class BrokenStore:
    """A database that is away."""

    def __getattr__(self, name: str) -> object:
        def away(*_arguments: object) -> object:
            raise OSError("the database repeats: planted words")
        return away


def test_with_the_database_away_the_numbers_and_the_draft_are_there(settings: Settings) -> None:
    with web_server(BrokenStore(), settings) as server, Citizen(server) as citizen:
        page = citizen.look("/")
        assert citizen.page.status_code == 200 and NUMBER in page and "may not be able to take messages" in page
        page = citizen.write("my words")
        assert citizen.page.status_code == 503 and "my words" in page and NUMBER in page and "Try again" in page
        citizen.cookies.set("session", "A" * 43)
        page = citizen.look("/conversation")
        assert citizen.page.status_code == 500 and NUMBER in page
        health = citizen.get("/health")
        assert (health.status_code, health.json()) == (503, {"ok": False, "database": False})
        assert "planted" not in server.log and "OSError" in server.log


class BrokenDanger:
    """Danger cues that fall over."""

    def opening(self, *_arguments: object) -> None:
        raise ValueError("the cues repeat: planted words")


def test_a_message_is_sent_once_it_is_stored_even_where_reading_it_fails(
        sqlite_store: Store, settings: Settings) -> None:
    with web_server(sqlite_store, settings, danger=BrokenDanger()) as server, Citizen(server) as citizen:
        citizen.look("/")
        assert "Sent. Being answered" in citizen.write("my words")
        assert citizen.send_json("key-number-1", "more").status_code == 201
        assert bodies(server, citizen) == ["my words", "more"]
        assert "danger_reading_2" in server.log and "planted" not in server.log


def test_health_says_that_the_database_answers(citizen: Citizen) -> None:
    health = citizen.get("/health")
    assert (health.status_code, health.json()) == (200, {"ok": True, "database": True})


def test_an_unknown_page_and_a_wrong_method_have_the_numbers_as_a_page_and_as_json(citizen: Citizen) -> None:
    for method, path, status in (("GET", "/nope", 404), ("PUT", "/", 405), ("GET", "/messages", 405),
                                 ("GET", "/%00%ff", 404), ("GET", "/static/x/../../etc/passwd", 404)):
        page = citizen.request(method, path)
        assert page.status_code == status, path
        if not path.startswith("/static"):
            assert NUMBER in page.text and "text/html" in page.headers["content-type"]
            found = citizen.request(method, path, headers={"Accept": "application/json"})
            assert NUMBER in found.json()["call"]
