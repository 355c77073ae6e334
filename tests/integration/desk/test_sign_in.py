"""Signing in and out, sessions, form tokens and roles, through a real server."""
from __future__ import annotations

import html
import logging

import pytest

from bot.store.store import Store
from tests.fixtures.desk_server import HEADERS, PASSWORD, Caseworker, DeskServer, open_case


def test_a_right_password_leads_to_the_cases_with_a_cookie_that_no_script_can_read(desk: DeskServer) -> None:
    with Caseworker(desk) as caseworker:
        caseworker.look("/sign-in")
        answer = caseworker.post("/sign-in", data={"form_token": caseworker.field("form_token"), "go": "/", "name": "Asha ",
                                                   "password": PASSWORD})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("desk=")
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie


@pytest.mark.parametrize("name, password", [("asha", "wrong password 1"), ("nobody", PASSWORD), ("", PASSWORD), ("asha", "")])
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(desk: DeskServer, name: str, password: str) -> None:
    with Caseworker(desk) as caseworker:
        page = caseworker.sign_in(name, password)
        assert caseworker.page.status_code == 403
        assert "The name or the password is not right. After 5 wrong tries in 15 minutes a name is locked for 15 minutes" in page
        assert "desk" not in caseworker.cookies


def test_after_five_wrong_tries_the_right_password_is_refused_too(desk: DeskServer) -> None:
    with Caseworker(desk) as caseworker:
        for _ in range(5):
            caseworker.sign_in("asha", "wrong password 1")
        assert "even the right password does not work" in caseworker.sign_in("asha")
        assert caseworker.page.status_code == 403


def test_a_sign_in_form_that_we_did_not_make_is_refused(desk: DeskServer) -> None:
    with Caseworker(desk) as caseworker:
        answer = caseworker.post("/sign-in", data={"name": "asha", "password": PASSWORD, "go": "/"})
        assert answer.status_code == 403 and "This form is out of date" in answer.text


@pytest.mark.parametrize("go", ["//evil.example/", "https://evil.example/", "/\\evil.example", "/sign-out", "/cases/../x"])
def test_signing_in_never_leads_to_another_place_than_ours(desk: DeskServer, go: str) -> None:
    with Caseworker(desk) as caseworker:
        caseworker.look("/sign-in")
        answer = caseworker.post("/sign-in", data={"form_token": caseworker.field("form_token"), "go": go, "name": "asha",
                                                   "password": PASSWORD})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_link_to_a_case_leads_there_after_signing_in(desk: DeskServer, sqlite_store: Store) -> None:
    reference, _ = open_case(sqlite_store)
    with Caseworker(desk) as caseworker:
        assert caseworker.get(f"/cases/{reference}").headers["location"] == f"/sign-in?next=%2Fcases%2F{reference}"
        caseworker.look(f"/cases/{reference}")
        caseworker.page = caseworker.post("/sign-in", data={
            "form_token": caseworker.field("form_token"), "go": caseworker.field("go"), "name": "asha", "password": PASSWORD})
        assert caseworker.page.headers["location"] == f"/cases/{reference}"


def test_a_link_from_an_alert_asks_once_more_so_that_the_strict_cookie_comes_along(desk: DeskServer) -> None:
    with Caseworker(desk) as caseworker:
        answer = caseworker.get("/cases/CON-7F3K2M", headers={"Sec-Fetch-Site": "cross-site"})
        assert (answer.status_code, answer.headers["refresh"]) == (200, "0; url=/cases/CON-7F3K2M")


def test_a_one_time_link_sets_a_password_and_works_once(desk: DeskServer, sqlite_store: Store) -> None:
    token = sqlite_store.add_user("eve", "Eve Hall", "caseworker")
    with Caseworker(desk) as caseworker:
        assert "Choose your password" in caseworker.look(f"/sign-in/once?token={token}")
        assert "Choose your password" in caseworker.look(f"/sign-in/once?token={token}"), "opening it must not use it up"
        fields = {"token": caseworker.field("token"), "password": "three plain words", "again": "three plain words"}
        page = html.unescape(caseworker.post("/sign-in/once", data=fields, follow_redirects=True).text)
        assert "Eve Hall" in page and "<h1" in page and "Cases" in page
    with Caseworker(desk) as other:
        answer = other.post("/sign-in/once", data=fields)
        assert answer.status_code == 403
        assert "This link was used already, or it is older than 24 hours." in answer.text
        assert "Eve Hall" in other.sign_in("eve", "three plain words")


@pytest.mark.parametrize("password, again, sentence", [
    ("too short", "too short", "Choose a password of 12 to 200 characters."),
    ("three plain words", "three plain word", "The two passwords are not the same."),
])
def test_a_password_that_will_not_do_does_not_use_up_the_link(
        desk: DeskServer, sqlite_store: Store, password: str, again: str, sentence: str) -> None:
    token = sqlite_store.one_time_sign_in("asha")
    with Caseworker(desk) as caseworker:
        answer = caseworker.post("/sign-in/once", data={"token": token, "password": password, "again": again})
        assert answer.status_code == 400 and sentence in answer.text
        answer = caseworker.post("/sign-in/once", data={"token": token, "password": "three plain words", "again": "three plain words"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_signing_out_ends_the_session(desk: DeskServer, asha: Caseworker, sqlite_store: Store) -> None:
    token = str(asha.cookies["desk"])
    asha.look("/")
    assert "You are signed out." in asha.submit("/sign-out")
    assert sqlite_store.session(token) is None
    assert asha.get("/").headers["location"] == "/sign-in"


def test_a_disabled_caseworker_is_out_at_once(asha: Caseworker, sqlite_store: Store) -> None:
    sqlite_store.disable_user("asha")
    assert asha.get("/").headers["location"] == "/sign-in"
    answer = asha.get("/queue/live", headers=HEADERS)
    assert (answer.status_code, answer.json()) == (401, {
        "ok": False, "error": "Your sign-in has ended. Sign in again: what you have written is kept.", "signed_out": True})


POSTS = ["/sign-out", "/present", "/cases/{ref}/take", "/cases/{ref}/say", "/cases/{ref}/note", "/cases/{ref}/card",
         "/cases/{ref}/hand-back", "/cases/{ref}/resolve", "/cases/{ref}/read"]
MANAGER_POSTS = ["/assistant", "/assistant/confirm"]


def test_every_post_route_is_in_the_lists_of_these_tests(desk: DeskServer) -> None:
    posts = {"/" + route.path for route in desk.app.router.routes if "POST" in route.methods}
    named = {path.replace("{ref}", "<reference:[A-Z0-9-]{5,16}>").replace("insurance", "<topic:[a-z_]{3,40}>")
             for path in POSTS + MANAGER_POSTS + DESIGNER_POSTS}
    assert posts == named | {"/sign-in", "/sign-in/once"}


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("token", ["", "0" * 64])
def test_a_post_without_the_sessions_form_token_changes_nothing(asha: Caseworker, sqlite_store: Store, path: str, token: str) -> None:
    reference, conversation = open_case(sqlite_store)
    before = sqlite_store.audit()
    answer = asha.post(path.format(ref=reference), data={"csrf": token, "body": "words", "note": "words", "key": "12345678"})
    assert answer.status_code == 403 and "This form is out of date" in answer.text
    assert sqlite_store.audit() == before and sqlite_store.conversation(conversation).seq == 2


@pytest.mark.parametrize("path", MANAGER_POSTS)
def test_the_managers_posts_need_the_token_too(mina: Caseworker, sqlite_store: Store, path: str) -> None:
    assert mina.post(path, data={"to": "off"}).status_code == 403
    assert sqlite_store.assistant_is_off() is None


def test_a_form_sent_by_another_site_is_refused_even_with_the_token(asha: Caseworker, sqlite_store: Store) -> None:
    reference, _ = open_case(sqlite_store)
    asha.look(f"/cases/{reference}")
    answer = asha.post(f"/cases/{reference}/take", data={"csrf": asha.field("csrf")}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert sqlite_store.case_of(sqlite_store.case(reference, "ben").conversation_id).caseworker is None


def test_words_in_a_form_with_an_old_token_are_given_back(asha: Caseworker, sqlite_store: Store) -> None:
    reference, _ = open_case(sqlite_store)
    answer = asha.post(f"/cases/{reference}/say", data={"csrf": "old", "body": "I have <b>called</b> them", "key": "12345678"})
    assert answer.status_code == 403
    assert "I have &lt;b&gt;called&lt;/b&gt; them" in answer.text and "It was not sent." in answer.text


PAGES = ["/", "/queue/live", "/next", "/find?reference=CON-7F3K2M", "/closed", "/cases/{ref}", "/cases/{ref}/live", "/cases/{ref}/card",
         "/live", "/texts", "/assistant", "/people", "/audit"]
FOR_MANAGERS = {"/assistant", "/people", "/audit"}
FOR_DESIGNERS = ["/guides", "/guides/insurance", "/guides/insurance/edit", "/unanswered", "/unhelpful",
                 "/unanswered/questions?topic=insurance", "/unhelpful/questions?topic=insurance"]
DESIGNER_POSTS = ["/guides/insurance/edit", "/guides/insurance/export"]


def test_every_page_is_in_the_lists_of_these_tests(desk: DeskServer) -> None:
    pages = {"/" + route.path for route in desk.app.router.routes if "GET" in route.methods}
    named = {path.split("?")[0].replace("{ref}", "<reference:[A-Z0-9-]{5,16}>").replace("insurance", "<topic:[a-z_]{3,40}>")
             for path in [*PAGES, *FOR_DESIGNERS]}
    assert pages - named == {"/sign-in", "/sign-in/once", "/health", "/sounds/<name:str>", "/static/<version:str>/<name:str>"}


@pytest.mark.parametrize("path", [*PAGES, *FOR_DESIGNERS])
def test_nobody_sees_a_page_without_signing_in(desk: DeskServer, sqlite_store: Store, path: str) -> None:
    reference, _ = open_case(sqlite_store)
    with Caseworker(desk) as stranger:
        answer = stranger.get(path.format(ref=reference))
        assert answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
        assert stranger.get(path.format(ref=reference), headers=HEADERS).status_code == 401
    assert [entry for entry in sqlite_store.audit(reference) if "page" in entry.action] == []


@pytest.mark.parametrize("path", [page for page in PAGES if page not in {"/", "/texts"}])
def test_a_designer_cannot_read_cases(desk: DeskServer, sqlite_store: Store, path: str) -> None:
    reference, _ = open_case(sqlite_store)
    with Caseworker(desk) as dan:
        assert "What citizens read, one guide a topic." in dan.sign_in("dan")
        answer = dan.get(path.format(ref=reference))
        assert answer.status_code == 403 and "You cannot use this page" in answer.text and "Bangkok" not in answer.text


@pytest.mark.parametrize("path", FOR_DESIGNERS)
def test_content_pages_are_for_designers_and_managers(desk: DeskServer, asha: Caseworker, mina: Caseworker, path: str) -> None:
    assert asha.get(path).status_code == 403
    assert mina.get(path).status_code == 200
    with Caseworker(desk) as dan:
        dan.sign_in("dan")
        assert dan.get(path).status_code == 200


@pytest.mark.parametrize("path", DESIGNER_POSTS)
def test_a_guide_is_changed_by_designers_with_the_form_s_token_alone(desk: DeskServer, asha: Caseworker, path: str) -> None:
    asha.look("/")
    assert asha.post(path, data={"csrf": asha.field("csrf")}).status_code == 403
    with Caseworker(desk) as dan:
        dan.sign_in("dan")
        for csrf in ({}, {"csrf": asha.field("csrf")}):
            answer = dan.post(path, data={**csrf, "title": "Planted words"})
            assert answer.status_code == 403 and "This form is out of date" in answer.text
            assert "title: Planted words" in answer.text, "what was written comes back"
        cross = dan.post(path, data={"title": "Planted words"}, headers={"sec-fetch-site": "cross-site"})
        assert cross.status_code == 403 and "Planted" not in cross.text


def test_a_designer_who_is_signed_in_is_nobody_for_citizens(desk: DeskServer, sqlite_store: Store) -> None:
    with Caseworker(desk) as dan:
        dan.sign_in("dan")
        dan.look("/guides")
    assert sqlite_store.signed_in() == []


@pytest.mark.parametrize("path", sorted(FOR_MANAGERS))
def test_only_managers_see_the_managers_pages(asha: Caseworker, mina: Caseworker, path: str) -> None:
    assert asha.get(path).status_code == 403
    assert mina.get(path).status_code == 200


@pytest.mark.parametrize("path", MANAGER_POSTS)
def test_only_managers_switch_the_assistant_off(asha: Caseworker, sqlite_store: Store, path: str) -> None:
    asha.look("/")
    answer = asha.post(path, data={"csrf": asha.field("csrf"), "to": "off"})
    assert answer.status_code == 403 and sqlite_store.assistant_is_off() is None


def test_no_token_query_or_word_is_in_the_log(
        asha: Caseworker, sqlite_store: Store, caplog: pytest.LogCaptureFixture) -> None:
    reference, _ = open_case(sqlite_store)
    with caplog.at_level(logging.DEBUG):
        asha.look(f"/cases/{reference}")
        asha.submit(f"/cases/{reference}/take")
        asha.submit(f"/cases/{reference}/say", key=asha.field("key"), body="planted-sentence")
        asha.get("/sign-in/once?token=planted-token")
        asha.get("/cases/planted-address")
    written = "\n".join(record.getMessage() for record in caplog.records if record.name == "consular.desk")
    assert "POST /cases/<reference:[A-Z0-9-]{5,16}>/say 303" in written and "GET /no route 404" in written
    everything = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith(("http", "markdown_it")))
    assert "planted" not in everything and str(asha.cookies["desk"]) not in everything
