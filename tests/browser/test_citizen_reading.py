"""Reading and writing on the citizens' page: keyboard, scrolling, limits, movement, weight."""
from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.conversation.messages import Reply
from tests.fixtures.browser import SIZES, axe_violations, browser, too_wide
from tests.fixtures.citizen_browser import VISA, begin, context, no_script_fails, page, server, stored, visit
from tests.fixtures.web_server import WebServer, answer

__all__ = ["browser", "context", "no_script_fails", "page", "server"]
pytestmark = pytest.mark.browser
FIRST_VIEW = 45_000
"""Bytes on the wire until the start page stands: about 10 s on a GPRS line of 40 kbit/s."""


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


@pytest.mark.parametrize("size", sorted(SIZES))
def test_whether_an_answer_answered_is_said_and_changed_in_place(browser: Browser, server: WebServer, size: str) -> None:
    context = visit(browser, size)
    page = context.new_page()
    begin(page, server)
    page.fill("#body", "visa for laos?")
    page.click("text=Send")
    expect(page.locator("[data-unsent]")).to_have_count(0)
    answer(server.services.store, VISA)
    ask = page.locator(".app-helpful__ask")
    expect(ask).to_have_text("Did this answer your question?")
    page.fill("#body", "half a sentence")
    page.get_by_role("button", name="No", exact=True).click()
    expect(ask).to_contain_text("You said no, this did not answer your question.")
    expect(ask).to_be_focused()
    assert axe_violations(page) == [] and too_wide(page) == 0
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(ask).to_have_text("You said yes, this answered your question. Thank you.")
    expect(page.locator("#body")).to_have_value("half a sentence")
    page.reload()
    expect(ask).to_have_text("You said yes, this answered your question. Thank you.")
    context.close()
