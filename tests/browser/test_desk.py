"""One case at the desk in a real browser: taking, writing, noting, closing, and no lost word."""
from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from bot.casework.case import Status
from bot.conversation.messages import Mode
from bot.store.store import Store
from tests.fixtures.browser import axe_violations, browser
from tests.fixtures.desk_browser import context, desk, page, said, sign_in, take, visit
from tests.fixtures.desk_server import PASSWORD, DeskServer, open_case

__all__ = ["browser", "context", "desk", "page"]
pytestmark = pytest.mark.browser


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
        route.fetch() if lost else None
        if lost:
            lost.pop()
            route.abort()
        else:
            route.continue_()

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
