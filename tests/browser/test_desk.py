"""The desk in a real browser: what a tired caseworker would meet, at a desk, on a phone and without script."""
from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from bot.casework.case import CaseOpening, Origin, Resolution, Severity, Status
from bot.conversation.messages import Author, Mode
from bot.settings import Settings
from bot.store.store import Store
from tests.fixtures.browser import SIZES, axe_violations, browser, too_wide
from tests.fixtures.desk_server import PASSWORD, DeskServer, add_people, desk_server, open_case

__all__ = ["browser"]
pytestmark = pytest.mark.browser


@pytest.fixture
def desk(sqlite_store: Store, settings: Settings) -> Iterator[DeskServer]:
    add_people(sqlite_store)
    with desk_server(sqlite_store, settings) as running:
        yield running


def visit(browser: Browser, size: str = "desktop", **options: object) -> BrowserContext:
    context = browser.new_context(viewport=SIZES[size], **options)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    return context


def sign_in(page: Page, desk: DeskServer, name: str = "asha") -> Page:
    page.goto(f"{desk.url}/sign-in")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{desk.url}/")
    return page


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = visit(browser)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, desk: DeskServer) -> Page:
    """Asha, signed in, looking at the cases."""
    return sign_in(context.new_page(), desk)


def take(page: Page, desk: DeskServer, reference: str) -> None:
    page.goto(f"{desk.url}/cases/{reference}")
    page.get_by_role("button", name="Take this case").click()
    expect(page.locator("#reply")).to_be_focused()


def said(store: Store, conversation: str) -> list[str]:
    return [message.body for message in store.messages(conversation) if message.author is Author.CASEWORKER]


def test_a_case_from_the_first_sign_in_to_its_end(browser: Browser, desk: DeskServer, sqlite_store: Store) -> None:
    token = sqlite_store.add_user("eve", "Eve Hall", "caseworker")
    context = visit(browser)
    page = context.new_page()
    page.goto(f"{desk.url}/sign-in/once?token={token}")
    page.fill("#password", "three plain words")
    page.fill("#again", "three plain words")
    page.get_by_role("button", name="Save and sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cases")
    expect(page.locator("#connection")).to_have_text("Live")
    expect(page).to_have_title("Cases")

    reference, conversation = open_case(sqlite_store)
    expect(page).to_have_title("(1) Cases", timeout=4_000)
    expect(page.get_by_role("link", name="Arrested or detained, Thailand")).to_be_visible()
    expect(page.locator("#desk")).to_have_attribute("data-played", "1")
    expect(page.locator("#alarm")).to_contain_text(f"Danger now: a case needs you. Open {reference}")

    page.get_by_role("link", name="Open the next case").click()
    expect(page.locator("#log")).to_contain_text("my brother was taken by police in Bangkok")
    page.get_by_role("button", name="Take this case").click()
    expect(page.locator("#said")).to_have_text("You have this case. The assistant is silent now.")
    expect(page.locator("#reply")).to_be_focused()
    expect(page).to_have_title(reference)
    assert sqlite_store.conversation(conversation).mode is Mode.CASEWORKER

    page.keyboard.type("I am Eve.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#log li").last).to_contain_text("I am Eve.")
    expect(page.locator("#reply")).to_have_value("")
    expect(page.locator("#reply")).to_be_focused()
    expect(page.locator("#sent-state")).to_have_text(re.compile(r"Sent at \d\d:\d\d UK time"))
    assert said(sqlite_store, conversation) == ["I am Eve."]

    sqlite_store.receive(conversation, "later", "he is in Thonglor station")
    expect(page.locator("#log li").last).to_contain_text("he is in Thonglor station", timeout=4_000)
    until = time.monotonic() + 4
    while sqlite_store.conversation(conversation).read_up_to < 4 and time.monotonic() < until:
        page.wait_for_timeout(50)
    assert sqlite_store.conversation(conversation).read_up_to == 4

    page.get_by_label("Write a note, not a reply").fill("Embassy rings the station")
    page.get_by_role("button", name="Save the note").click()
    expect(page.locator(".desk-notes")).to_contain_text("Embassy rings the station")
    assert said(sqlite_store, conversation) == ["I am Eve."]

    page.get_by_text("Hand back to the assistant", exact=True).click()
    page.get_by_role("button", name="Hand back", exact=True).click()
    expect(page.locator("#said")).to_have_text("You handed the case back to the assistant.")
    expect(page.get_by_role("heading", name="Handed back to the assistant, to be closed (1)")).to_be_visible()
    expect(page).to_have_title("Cases")

    page.get_by_role("link", name="Arrested or detained, Thailand").click()
    page.get_by_text("Close the case", exact=True).first.click()
    page.get_by_label("No danger found").check()
    page.get_by_role("button", name="Close the case").click()
    expect(page.locator("#said")).to_have_text("The case is closed.")
    assert sqlite_store.case(reference, "test").status is Status.RESOLVED
    context.close()


def test_a_double_click_sends_one_message(page: Page, desk: DeskServer, sqlite_store: Store) -> None:
    reference, conversation = open_case(sqlite_store)
    take(page, desk, reference)
    page.fill("#reply", "once")
    page.get_by_role("button", name="Send to the citizen").dblclick()
    expect(page.locator("#log li").last).to_contain_text("once")
    page.wait_for_timeout(500)
    assert said(sqlite_store, conversation) == ["once"]


def test_a_reply_whose_answer_was_lost_is_sent_once_and_other_words_are_not_swallowed(
        page: Page, desk: DeskServer, sqlite_store: Store) -> None:
    reference, conversation = open_case(sqlite_store)
    take(page, desk, reference)
    lost = [True, True]

    def lose(route: object) -> None:
        route.fetch() if lost else None  # type: ignore[attr-defined]
        if lost:
            lost.pop()
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    page.route("**/say", lose)
    page.fill("#reply", "first words")
    for _ in range(2):
        page.keyboard.press("Control+Enter")
        expect(page.locator("#error")).to_contain_text("No connection. Nothing is lost")
        expect(page.locator("#reply")).to_have_value("first words")
        page.focus("#reply")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#reply")).to_have_value("")
    assert said(sqlite_store, conversation) == ["first words"]
    lost.append(True)
    page.fill("#reply", "second words")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#error")).to_contain_text("No connection")
    page.fill("#reply", "second words, changed")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#reply")).to_have_value("")
    assert said(sqlite_store, conversation) == ["first words", "second words", "second words, changed"]


def test_a_draft_survives_a_sign_in_that_ended_and_is_sent_after_signing_in_on_the_page(
        page: Page, context: BrowserContext, desk: DeskServer, sqlite_store: Store) -> None:
    reference, conversation = open_case(sqlite_store)
    take(page, desk, reference)
    page.fill("#reply", "a long and careful answer")
    with sqlite_store.database.write() as tx:
        tx.run("DELETE FROM session")
    page.keyboard.press("Control+Enter")
    dialog = page.get_by_role("dialog", name="Sign in again")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Password").fill("not the password")
    dialog.get_by_role("button", name="Sign in").click()
    expect(page.locator("#sign-in-again-error")).to_contain_text("The name or the password is not right.")
    assert axe_violations(page) == []
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#log li").last).to_contain_text("a long and careful answer")
    assert said(sqlite_store, conversation) == ["a long and careful answer"]


def test_new_danger_in_a_case_that_is_held_sounds_and_is_said_on_its_page(
        page: Page, desk: DeskServer, sqlite_store: Store) -> None:
    reference, conversation = open_case(sqlite_store)
    take(page, desk, reference)
    page.wait_for_timeout(600)
    played = page.locator("#desk").get_attribute("data-played") or "0"
    seq = sqlite_store.receive(conversation, "worse", "he has a knife").seq
    sqlite_store.open_case(conversation, seq, CaseOpening(Origin.DANGER, Severity.P1, "assault_crime", ("a weapon",), ("TH",)))
    expect(page.locator("#alarm")).to_contain_text("New danger in this conversation. Read the last messages now.", timeout=4_000)
    expect(page.locator(f"#message-{seq}")).to_contain_text("Danger seen here")
    expect(page.locator("#desk")).not_to_have_attribute("data-played", played)
    assert axe_violations(page) == []


def test_who_lost_the_race_reads_it_and_gets_no_reply_box(
        page: Page, desk: DeskServer, sqlite_store: Store) -> None:
    reference, _ = open_case(sqlite_store)
    page.goto(f"{desk.url}/cases/{reference}")
    expect(page.locator("#hand-back")).to_be_hidden()
    page.route("**/live*", lambda route: route.abort())
    sqlite_store.take(reference, "ben")
    page.get_by_role("button", name="Take this case").click()
    expect(page.locator("#error")).to_have_text(re.compile(r"Ben Cole has it since \d\d:\d\d UK time\."))
    expect(page.locator("#reply-section")).to_be_hidden()


def test_a_case_that_went_to_somebody_else_leaves_the_draft_in_sight(page: Page, desk: DeskServer, sqlite_store: Store) -> None:
    reference, _ = open_case(sqlite_store)
    take(page, desk, reference)
    page.fill("#reply", "half a sentence")
    sqlite_store.back_to_queue(reference, "reconciler")
    expect(page.locator("#error")).to_contain_text("You do not have this case any more.", timeout=4_000)
    expect(page.locator("#reply")).to_have_value("half a sentence")
    expect(page.locator("#reply")).to_be_visible()


def test_leaving_a_page_with_unsent_words_asks_first(page: Page, desk: DeskServer, sqlite_store: Store) -> None:
    reference, _ = open_case(sqlite_store)
    take(page, desk, reference)
    page.keyboard.type("unsent")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="All cases").click()
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    expect(page.locator("#reply")).to_have_value("unsent")


def test_a_second_tab_hears_through_the_first_and_goes_on_when_it_closes(
        page: Page, context: BrowserContext, desk: DeskServer, sqlite_store: Store) -> None:
    second = context.new_page()
    streams: list[str] = []
    second.on("request", lambda request: streams.append(request.url) if request.url.endswith("/live") else None)
    second.goto(desk.url)
    open_case(sqlite_store, "one")
    expect(second).to_have_title("(1) Cases", timeout=5_000)
    assert streams == [], "one stream a browser: the seventh tab would wait for ever"
    page.close()
    open_case(sqlite_store, "two")
    expect(second).to_have_title("(2) Cases", timeout=5_000)
    assert len(streams) == 1


def test_a_muted_desk_is_silent_and_stays_muted(page: Page, desk: DeskServer, sqlite_store: Store) -> None:
    page.get_by_role("button", name="Sound is on").click()
    expect(page.get_by_role("button", name="Sound is off")).to_have_attribute("aria-pressed", "false")
    open_case(sqlite_store)
    expect(page.locator("#alarm")).to_contain_text("a case needs you", timeout=4_000)
    page.wait_for_timeout(300)
    assert page.locator("#desk").get_attribute("data-played") is None
    page.reload()
    expect(page.get_by_role("button", name="Sound is off")).to_be_visible()


def test_a_notification_names_nobody(browser: Browser, desk: DeskServer, sqlite_store: Store) -> None:
    context = visit(browser, permissions=["notifications"])
    context.add_init_script("""
      window.shown = [];
      window.Notification = class { constructor(title, options) { window.shown.push([title, options.body]); }
        static permission = "granted"; static requestPermission() { return Promise.resolve("granted"); } close() {} };""")
    page = sign_in(context.new_page(), desk)
    page.wait_for_timeout(500)
    open_case(sqlite_store)
    expect(page.locator("#alarm")).to_contain_text("a case needs you", timeout=4_000)
    page.wait_for_timeout(500)
    assert page.evaluate("window.shown") == [["Consular desk", "A case needs you."]]
    context.close()


def test_keys_work_when_nobody_is_typing_and_can_be_turned_off(page: Page, desk: DeskServer, sqlite_store: Store) -> None:
    reference, _ = open_case(sqlite_store)
    page.keyboard.press("n")
    page.wait_for_url(f"{desk.url}/cases/{reference}")
    page.get_by_role("button", name="Take this case").click()
    expect(page.locator("#reply")).to_be_focused()
    page.keyboard.type("non")
    expect(page.locator("#reply")).to_have_value("non")
    page.fill("#reply", "")
    page.locator("h1").click()
    page.keyboard.press("o")
    expect(page.locator("#note")).to_be_focused()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_label("Use these keys").uncheck()
    page.locator("h1").click()
    page.keyboard.press("q")
    page.wait_for_timeout(300)
    assert page.url.split("?")[0] == f"{desk.url}/cases/{reference}"


def test_an_open_hidden_page_keeps_its_caseworker_present(page: Page, desk: DeskServer, sqlite_store: Store) -> None:
    with sqlite_store.database.write() as tx:
        tx.run("DELETE FROM presence")
    sqlite_store.recently.forget("present", "asha")
    page.wait_for_timeout(11_000)
    assert sqlite_store.signed_in() == ["asha"]


def test_a_lost_connection_is_said_and_comes_back_by_itself(
        page: Page, desk: DeskServer, sqlite_store: Store, settings: Settings) -> None:
    expect(page.locator("#connection")).to_have_text("Live")
    page.context.set_offline(True)
    expect(page.locator("#connection")).to_have_text("Connection lost. Trying again", timeout=15_000)
    open_case(sqlite_store)
    page.context.set_offline(False)
    expect(page).to_have_title("(1) Cases", timeout=15_000)
    expect(page.locator("#connection")).to_have_text("Live")


@pytest.mark.parametrize("size", sorted(SIZES))
def test_every_page_passes_axe_and_fits_its_window(browser: Browser, desk: DeskServer, sqlite_store: Store, size: str) -> None:
    reference, conversation = open_case(sqlite_store)
    open_case(sqlite_store, "hm", Severity.P3, origin=Origin.UNANSWERED, countries=())
    closed, _ = open_case(sqlite_store, "done", Severity.P2)
    sqlite_store.alert_done(reference, "failed")
    token = sqlite_store.one_time_sign_in("ben")
    context = visit(browser, size)
    page = context.new_page()
    found: dict[str, object] = {}

    def look(name: str) -> None:
        page.wait_for_timeout(300)
        found[name] = (axe_violations(page), too_wide(page))

    page.goto(f"{desk.url}/sign-in")
    look("sign in")
    page.fill("#name", "mina")
    page.fill("#password", "not the password")
    page.get_by_role("button", name="Sign in").click()
    look("sign in refused")
    page.goto(f"{desk.url}/sign-in/once?token={token}")
    look("choose a password")
    sign_in(page, desk, "mina")
    look("cases")
    page.get_by_role("button", name="Keyboard shortcuts").click()
    look("cases with the keys")
    page.goto(f"{desk.url}/cases/{reference}")
    look("a waiting case")
    take(page, desk, reference)
    page.fill("#reply", "word " * 300)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".desk-message--caseworker")
    sqlite_store.add_note(reference, "ben", "a note")
    for details in page.locator("#finish > details > summary, .desk-column-side > details > summary").all():
        details.click()
    look("a case of mine")
    page.get_by_role("button", name="Close the case").click()
    look("a refused step")
    page.goto(f"{desk.url}/cases/{reference}/card")
    look("the card")
    sqlite_store.resolve(closed, "mina", Resolution.HELPED)
    for path in ("/closed", f"/cases/{closed}", "/texts", "/assistant", "/people", "/audit", "/audit?verify=1", "/nowhere"):
        page.goto(f"{desk.url}{path}")
        look(path)
    page.goto(f"{desk.url}/assistant")
    page.get_by_role("button", name="Continue").click()
    look("switch off?")
    page.get_by_role("button", name="Switch it off now").click()
    look("switched off")
    assert {name: problem for name, problem in found.items() if problem != ([], 0)} == {}
    assert len(found) == 19
    context.close()


def test_a_case_without_script(browser: Browser, desk: DeskServer, sqlite_store: Store) -> None:
    context = visit(browser, "phone", java_script_enabled=False)
    reference, conversation = open_case(sqlite_store)
    page = sign_in(context.new_page(), desk)
    expect(page.get_by_role("link", name="Check for new cases")).to_be_visible()
    page.get_by_role("link", name="Open the next case").click()
    page.get_by_role("button", name="Take this case").click()
    expect(page.locator("#said")).to_contain_text("You have this case.")
    page.fill("#reply", "half a sen")
    sqlite_store.receive(conversation, "later", "are you there?")
    page.get_by_role("button", name="Check for new messages").click()
    expect(page.locator("#log li").last).to_contain_text("are you there?")
    expect(page.locator("#reply")).to_have_value("half a sen")
    page.fill("#reply", "I am here.")
    page.get_by_role("button", name="Send to the citizen").click()
    expect(page.locator("#log li").last).to_contain_text("I am here.")
    page.get_by_label("Write a note, not a reply").fill("a note")
    page.get_by_role("button", name="Save the note").click()
    expect(page.locator(".desk-notes")).to_contain_text("a note")
    page.get_by_text("Close the case", exact=True).first.click()
    page.get_by_label("Helped").check()
    page.get_by_role("button", name="Close the case").click()
    expect(page.locator("#said")).to_have_text("The case is closed.")
    assert said(sqlite_store, conversation) == ["I am here."]
    context.close()
