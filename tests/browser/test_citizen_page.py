"""The citizens' page in a real browser: what a frightened person on a phone would meet."""
from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from bot.conversation.claims import Turn
from bot.conversation.messages import QuickReply, Reply, Source
from bot.settings import Settings
from bot.store.store import Store
from tests.fixtures.browser import SIZES, axe_violations, browser, too_wide
from tests.fixtures.web_server import WebServer, answer, web_server

__all__ = ["browser"]
pytestmark = pytest.mark.browser
NUMBER = "+44 20 7008 5000"
BBC = re.compile(r"https://www\.bbc\.co\.uk/.*")
FIRST_VIEW = 45_000
"""Bytes on the wire until the start page stands: about 10 s on a GPRS line of 40 kbit/s."""
VISA = Reply("For Laos: you need a **visa**.", (QuickReply("And for my children?"), QuickReply("What about Peru?")),
             (Source("Laos travel advice", "https://www.gov.uk/foreign-travel-advice/laos", date(2026, 6, 30)),),
             about={"helpful": True})


PROBLEMS: list[str] = []
"""What scripts raised and nobody caught, in any tab of the test that runs."""


@pytest.fixture(autouse=True)
def no_script_fails() -> Iterator[None]:
    PROBLEMS.clear()
    yield
    assert PROBLEMS == []


@pytest.fixture
def server(sqlite_store: Store, settings: Settings) -> Iterator[WebServer]:
    with web_server(sqlite_store, settings) as running:
        yield running


def visit(browser: Browser, size: str = "desktop", **options: object) -> BrowserContext:
    context = browser.new_context(viewport=SIZES[size], **options)  # type: ignore[arg-type]
    context.route(BBC, lambda route: route.fulfill(body="<title>Weather</title>Sunny", content_type="text/html"))
    context.set_default_timeout(8_000)
    context.on("weberror", lambda problem: PROBLEMS.append(str(problem.error)))
    return context


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = visit(browser)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, server: WebServer) -> Page:
    """A conversation whose first message, "hello", was answered with "Hello to you."."""
    opened = context.new_page()
    begin(opened, server)
    return opened


def begin(page: Page, server: WebServer, words: str = "hello") -> None:
    page.goto(server.url)
    page.fill("#body", words)
    page.click("text=Send")
    page.wait_for_url("**/conversation*")
    answer(server.services.store, Reply("Hello to you."))
    expect(page.locator("#messages")).to_contain_text("Hello to you.")


def stored(server: WebServer) -> list[str]:
    """Every citizen message of every conversation, in order."""
    store = server.services.store
    found: list[str] = []
    while (claim := store.claim("reader")) is not None:
        waiting = store.unanswered(claim)
        found += [m.body for m in waiting]
        store.commit_turn(claim, Turn(waiting[-1].seq, (Reply("read"),)))
        store.release(claim)
    return found


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
    expect(page.locator("#messages")).to_contain_text("Thank you for telling us.")
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


def test_the_keyboard_alone_is_enough(browser: Browser, server: WebServer) -> None:
    context = visit(browser)
    page = context.new_page()
    page.goto(server.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    page.keyboard.press("Enter")
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "body":
            break
    page.keyboard.type("visa for laos?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/conversation*")
    answer(server.services.store, VISA)
    expect(page.get_by_role("button", name="What about Peru?")).to_be_visible()
    page.focus("#body")
    for _ in range(8):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "What about Peru?":
            break
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator('[data-author="citizen"]').last).to_contain_text("What about Peru?")
    context.close()


def test_somebody_who_reads_further_up_is_not_scrolled_away(browser: Browser, server: WebServer) -> None:
    context = visit(browser, "phone")
    page = context.new_page()
    begin(page, server)
    for number in range(6):
        page.fill("#body", f"question {number}")
        page.click("text=Send")
        expect(page.locator("#messages")).to_contain_text(f"question {number}")
    expect(page.locator("[data-unsent]")).to_have_count(0)
    page.evaluate("scrollTo(0, 0)")
    time.sleep(0.2)
    answer(server.services.store, Reply("A late answer."))
    expect(page.locator("#newer")).to_be_visible()
    assert page.evaluate("scrollY") == 0
    page.click("#newer")
    expect(page.get_by_text("A late answer.")).to_be_in_viewport()
    expect(page.locator("#newer")).to_be_hidden()
    context.close()


def test_a_message_that_is_too_long_is_refused_before_it_is_sent_and_kept(page: Page, server: WebServer) -> None:
    page.fill("#body", "x" * 7_500)
    expect(page.locator("#body-count")).to_have_text("500 characters left")
    page.fill("#body", "x" * 8_012)
    expect(page.locator("#body-count")).to_have_text("12 characters too many")
    page.click("text=Send")
    expect(page.locator("#body-error")).to_contain_text("too long by 12 characters")
    assert len(page.input_value("#body")) == 8_012 and page.evaluate("document.activeElement.id") == "body"
    assert stored(server) == []


def test_html_in_a_message_is_never_run(page: Page, server: WebServer) -> None:
    page.fill("#body", "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>")
    page.keyboard.press("Enter")
    expect(page.locator('[data-author="citizen"]').last).to_contain_text("onerror=")
    expect(page.locator("#status")).to_have_text("Sent")
    page.reload()
    expect(page.locator('[data-author="citizen"]').last).to_contain_text("<script>")
    assert page.title() == "Messages" and page.locator("#messages img").count() == 0


def test_nothing_moves_for_who_asked_for_less_movement(browser: Browser, server: WebServer) -> None:
    context = visit(browser, reduced_motion="reduce")
    page = context.new_page()
    begin(page, server)
    page.fill("#body", "hello again")
    page.keyboard.press("Enter")
    expect(page.locator("#typing")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('#typing span')).animationName") == "none"
    context.close()


def test_the_first_view_is_light(browser: Browser, server: WebServer) -> None:
    context = visit(browser, "phone")
    page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    received: list[float] = []
    client.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(server.url)
    page.wait_for_load_state("networkidle")
    print(f"first view: {sum(received):.0f} bytes in {len(received)} requests")
    assert len(received) >= 5 and sum(received) < FIRST_VIEW
    context.close()
