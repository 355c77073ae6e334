"""A changed alert level on an open page: it comes by itself, fits 320 pixels, and takes neither focus nor draft."""
from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from bot.content.facts import load_facts
from bot.conversation.claims import Follow, Turn
from bot.conversation.messages import Reply
from bot.operations.updates import UpdateTeller
from tests.fixtures.browser import axe_violations, browser, too_wide
from tests.fixtures.citizen_browser import no_script_fails, server, visit
from tests.fixtures.following import PARTS, page
from tests.fixtures.web_server import WebServer

__all__ = ["browser", "no_script_fails", "server"]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_follower_with_an_open_page_reads_the_change_at_once(browser: Browser, server: WebServer, size: str) -> None:
    store = server.services.store
    store.put_page(page("EG"))
    context = visit(browser, size)
    open_page = context.new_page()
    open_page.goto(server.url)
    open_page.fill("#body", "send me updates for Egypt")
    open_page.click("text=Send")
    open_page.wait_for_url("**/conversation*")
    claim = store.claim("test")
    assert claim is not None
    store.commit_turn(claim, Turn(1, (Reply("OK. To stop, write **stop**."),), (Follow("EG", "EG", 0),)), release=True)
    expect(open_page.locator("#messages")).to_contain_text("To stop, write stop.")
    open_page.fill("#body", "half a draft")
    open_page.focus("#body")
    store.put_page(page("EG", PARTS, day=1, words="Our invented ferry has stopped."))
    assert UpdateTeller(store, load_facts()).once() == 1
    notice = open_page.locator('[data-author="notice"]').last
    expect(notice).to_contain_text("GOV.UK has changed its advice level for Egypt.")
    expect(notice).to_contain_text("Before: FCDO did not advise against travel to Egypt.")
    expect(notice).to_contain_text("Now: FCDO advises against all travel to parts of Egypt.")
    link = notice.get_by_role("link", name="Read the travel advice for Egypt")
    assert link.get_attribute("href") == "https://www.gov.uk/foreign-travel-advice/egypt"
    assert open_page.evaluate("document.activeElement.id") == "body"
    assert open_page.input_value("#body") == "half a draft"
    assert axe_violations(open_page) == [] and too_wide(open_page) == 0
    context.close()
