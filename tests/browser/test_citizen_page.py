"""The citizens' page in a real browser: what a frightened person on a phone would meet."""
from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from bot.conversation.messages import Reply
from bot.settings import Settings
from bot.store.store import Store
from tests.fixtures.browser import SIZES, axe_violations, browser, too_wide
from tests.fixtures.citizen_browser import BBC, VISA, begin, context, no_script_fails, page, server, stored, visit
from tests.fixtures.web_server import WebServer, answer, web_server

__all__ = ["browser", "context", "no_script_fails", "page", "server"]
pytestmark = pytest.mark.browser
NUMBER = "+44 20 7008 5000"


@pytest.mark.parametrize("size", sorted(SIZES))
def test_no_page_breaks_a_rule_of_wcag_or_scrolls_sideways(browser: Browser, server: WebServer, size: str) -> None:
    context = visit(browser, size)
    page = context.new_page()
    met: list[str] = []

    def check(name: str) -> None:
        met.append(name)
        assert axe_violations(page) == [], name
        assert too_wide(page) == 0, name

    for path in ("/", "/?country=TH", "/privacy", "/cookies", "/accessibility", "/nope", "/resume/abcdefghijklmnopqrstuv"):
        page.goto(server.url + path)
        check(path)
    begin(page, server)
    page.fill("#body", "visa for laos?")
    page.click("text=Send")
    expect(page.locator("[data-unsent]")).to_have_count(0)
    answer(server.services.store, VISA)
    expect(page.get_by_role("button", name="And for my children?")).to_be_visible()
    check("answer")
    page.fill("#body", "taken by police")
    page.click("text=Send")
    expect(page.locator("#case")).to_contain_text("A person will read this")
    check("danger")
    page.fill("#body", "x" * 8_001)
    page.click("text=Send")
    expect(page.locator("#body-error")).to_be_visible()
    check("too long")
    context.set_offline(True)
    page.fill("#body", "anybody there?")
    page.click("text=Send")
    expect(page.locator("#connection")).to_be_visible()
    check("offline")
    context.set_offline(False)
    expect(page.locator("#connection")).to_be_hidden(timeout=15_000)
    page.click("text=Get a link")
    expect(page.locator("#link")).to_be_visible()
    check("link")
    page.goto(server.url + "/conversation")
    page.click("text=Exit this page")
    page.wait_for_url(BBC)
    page.goto(server.url + "/conversation")
    check("away")
    page.click("text=Show messages")
    page.click("text=End and remove from this device")
    expect(page.locator("h1")).to_have_text("End and remove from this device")
    check("end")
    page.click("button:has-text('End and remove')")
    expect(page.locator("h1")).to_have_text("Removed from this device")
    check("ended")
    assert len(met) == 15
    context.close()


@pytest.mark.parametrize("size", sorted(SIZES))
def test_everything_works_without_script(browser: Browser, server: WebServer, size: str) -> None:
    context = visit(browser, size, java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url)
    page.fill("#body", "visa for laos?")
    page.click("text=Send")
    expect(page.locator("#messages")).to_contain_text("Sent. Being answered")
    answer(server.services.store, VISA)
    page.click("text=Show new messages")
    expect(page.locator("#messages")).to_contain_text("Checked on 30 June 2026")
    page.click("text=What about Peru?")
    expect(page.locator("#messages > li").last).to_contain_text("What about Peru?")
    page.click(".app-helpful__one >> text=Yes")
    expect(page.locator("#messages")).to_contain_text("You said yes, this answered your question. Thank you.")
    page.click("text=Change to no")
    expect(page.locator("#messages")).to_contain_text("You said no, this did not answer your question.")
    page.fill("#body", "x" * 8_001)
    page.click("button:has-text('Send')")
    expect(page.locator(".govuk-error-summary")).to_contain_text("too long")
    assert page.input_value("#body") == "x" * 8_001
    page.goto(server.url + "/conversation")
    # Where the redirect leads is tested over HTTP; here there is no network behind it.
    with page.expect_event("requestfailed", lambda request: BBC.match(request.url) is not None):
        page.click("text=Exit this page", no_wait_after=True)
    page.wait_for_timeout(500)
    page.goto(server.url + "/conversation")
    expect(page.locator("body")).not_to_contain_text("visa for laos?")
    page.click("text=Show messages")
    expect(page.locator("#messages")).to_contain_text("visa for laos?")
    context.close()


def test_an_answer_comes_by_itself_and_the_focus_stays_in_the_box(page: Page, server: WebServer) -> None:
    expect(page.locator("#log")).to_have_attribute("aria-live", "polite")
    page.fill("#body", "first line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("second line")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("Sent")
    expect(page.locator("#typing")).to_be_visible()
    expect(page.locator("#body-error")).to_be_hidden()  # each script runs once
    answer(server.services.store, VISA)
    expect(page.locator("#messages")).to_contain_text("For Laos: you need a visa.")
    expect(page.locator("#typing")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "body"
    words = page.locator('[data-author="citizen"] .app-message__words').last
    assert words.inner_text().strip() == "first line\nsecond line"
    assert page.locator("#messages > li").count() == 4


def test_a_quick_reply_is_sent_by_one_press_and_its_buttons_go(page: Page, server: WebServer) -> None:
    page.fill("#body", "visa for laos?")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("Sent")
    answer(server.services.store, VISA)
    page.get_by_role("button", name="What about Peru?").click()
    expect(page.locator('[data-author="citizen"]').last).to_contain_text("What about Peru?")
    expect(page.get_by_role("button", name="And for my children?")).to_be_hidden()
    assert stored(server) == ["What about Peru?"]


def test_a_reload_shows_everything_again(page: Page) -> None:
    page.reload()
    expect(page.locator("#messages > li")).to_have_count(2)
    expect(page.locator("#messages")).to_contain_text("Hello to you.")


def test_a_message_written_without_a_network_is_sent_once_when_it_is_back(
        page: Page, context: BrowserContext, server: WebServer) -> None:
    context.set_offline(True)
    for words in ("one", "two"):
        page.fill("#body", words)
        page.keyboard.press("Enter")
    expect(page.locator("[data-unsent]").first).to_contain_text("Not sent yet — no connection")
    expect(page.locator("#connection")).to_contain_text(NUMBER)
    assert stored(server) == []
    context.set_offline(False)
    expect(page.locator("[data-unsent]")).to_have_count(0, timeout=15_000)
    expect(page.locator("#connection")).to_be_hidden()
    assert stored(server) == ["one", "two"]
    expect(page.locator("#messages > li")).to_have_count(5)


def test_a_message_whose_answer_was_lost_is_stored_once(page: Page, server: WebServer) -> None:
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.post_data or "")
        route.fetch()
        route.abort()

    page.route("**/messages", lose_the_first)
    page.fill("#body", "only once")
    page.keyboard.press("Enter")
    expect(page.locator("[data-unsent]")).to_have_count(0, timeout=15_000)
    assert len(lost) == 1 and stored(server) == ["only once"]
    expect(page.locator("#messages > li", has_text="only once")).to_have_count(1)


def test_the_page_goes_on_after_the_server_was_restarted(
        browser: Browser, sqlite_store: Store, settings: Settings) -> None:
    context = visit(browser)
    page = context.new_page()
    with web_server(sqlite_store, settings) as first:
        begin(page, first)
        port = first.port
    page.fill("#body", "is anybody there?")
    page.keyboard.press("Enter")
    expect(page.locator("[data-unsent]")).to_contain_text("Not sent yet")
    with web_server(sqlite_store, settings, port) as second:
        expect(page.locator("[data-unsent]")).to_have_count(0, timeout=20_000)
        answer(second.services.store, Reply("We are back."))
        expect(page.locator("#messages")).to_contain_text("We are back.", timeout=35_000)
        context.close()


def test_seven_tabs_follow_live_with_one_stream(page: Page, context: BrowserContext, server: WebServer) -> None:
    tabs = [page]
    for _ in range(6):
        tab = context.new_page()
        tab.goto(server.url + "/conversation")
        tabs.append(tab)
    tabs[-1].fill("#body", "from the seventh tab")
    tabs[-1].keyboard.press("Enter")
    for tab in tabs:
        expect(tab.locator("#messages")).to_contain_text("from the seventh tab")
    answer(server.services.store, Reply("To all tabs."))
    for tab in tabs:
        expect(tab.locator("#messages")).to_contain_text("To all tabs.")
        assert tab.locator("#messages > li").count() == 4
    streams = [len(readers) for readers in server.app.ctx.site.watch._watched.values()]
    assert streams == [1]
    tabs[-1].close()
    answer_after = "After the leader closed."
    page.bring_to_front()
    page.fill("#body", "still there?")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("Sent")
    answer(server.services.store, Reply(answer_after))
    for tab in tabs[:-1]:
        expect(tab.locator("#messages")).to_contain_text(answer_after)


def test_exit_leaves_at_once_and_back_shows_no_word(page: Page, context: BrowserContext, server: WebServer) -> None:
    other = context.new_page()
    other.goto(server.url + "/conversation")
    page.bring_to_front()
    page.click("text=Exit this page")
    page.wait_for_url(BBC)
    other.wait_for_url(BBC)
    page.go_back()
    page.wait_for_load_state()
    assert "Hello to you." not in page.content()
    page.goto(server.url + "/conversation")
    assert "Hello to you." not in page.content()
    page.click("text=Show messages")
    expect(page.locator("#messages")).to_contain_text("Hello to you.")


def test_shift_three_times_leaves_too_and_typing_capitals_does_not(page: Page) -> None:
    page.focus("#body")
    page.keyboard.type("I AM IN Bangkok. HELP ME. MY NAME IS X")
    for _ in range(2):
        page.keyboard.press("Shift")
    page.keyboard.type("a")
    for _ in range(2):
        page.keyboard.press("Shift")
    assert "/conversation" in page.url
    page.keyboard.press("Shift")
    page.wait_for_url(BBC)
