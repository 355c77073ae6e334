"""The checklist's page in a real browser: on a phone, without script, and on paper."""
from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.content.checklists.journeys import Journey
from bot.conversation.messages import QuickReply, Reply
from tests.fixtures.browser import SIZES, axe_violations, browser, too_wide
from tests.fixtures.checklists import ALL, CHECKLISTS, longest
from tests.fixtures.citizen_browser import BBC, context, no_script_fails, page, server, visit
from tests.fixtures.web_server import WebServer, answer

__all__ = ["browser", "context", "no_script_fails", "page", "server"]
pytestmark = pytest.mark.browser
TOKEN = "Zm9yLXRlc3RzLW9ubHktMQ"


def open_list(page: Page, server: WebServer, journey: Journey, answers: dict[str, str]) -> None:
    page.goto(server.url)
    page.fill("#body", "make my checklist")
    page.click("text=Send")
    page.wait_for_url("**/conversation*")
    made = CHECKLISTS.personal(journey, answers).reply(
        {"helpful": True, "checklist": {"id": journey.id, "answers": answers, "token": TOKEN}}
    )
    answer(server.services.store, Reply(made.body, (QuickReply("Change an answer"),), made.sources, about=made.about))
    page.goto(f"{server.url}/conversation")
    page.click("text=Print, save or send this list")
    expect(page.locator("h1")).to_have_text(CHECKLISTS.personal(journey, answers).title)


@pytest.mark.parametrize("size", sorted(SIZES))
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_page_breaks_no_rule_of_wcag_and_never_scrolls_sideways(
    browser: Browser, server: WebServer, size: str, script: bool
) -> None:
    context = visit(browser, size, java_script_enabled=script)
    page = context.new_page()
    journey = next(journey for journey in ALL if journey.id == "register_birth")
    open_list(page, server, journey, longest(journey))
    if script:
        assert axe_violations(page) == []
        assert too_wide(page) == 0
        expect(page.get_by_role("button", name="Print this list")).to_be_visible()
        expect(page.locator("#print-by-hand")).to_be_hidden()
    else:
        expect(page.get_by_role("button", name="Print this list")).to_be_hidden()
        expect(page.locator("#print-by-hand")).to_be_visible()
    with page.expect_download() as waiting:
        page.click("text=Save it as a text file")
    assert waiting.value.suggested_filename == "list.txt"
    expect(page.get_by_role("link", name="Send a short form by text message")).to_have_attribute(
        "href", re.compile(r"^sms:\?&body=")
    )
    page.click("text=Back to your messages")
    expect(page.locator("#messages")).to_contain_text("Print, save or send this list")
    context.close()


@pytest.mark.parametrize("journey", ALL, ids=lambda journey: journey.id)
def test_the_longest_list_of_each_journey_prints_on_one_page_of_a4(
    browser: Browser, server: WebServer, journey: Journey
) -> None:
    context = visit(browser, sorted(SIZES)[0])
    page = context.new_page()
    open_list(page, server, journey, longest(journey))
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    page.emulate_media(media="print")
    expect(page.locator(".app-bar")).to_be_hidden()
    expect(page.locator("#keep")).to_be_hidden()
    expect(page.locator(".app-paper").first).to_be_visible()  # the addresses are written out
    context.close()


def test_exit_this_page_leaves_the_list_at_once(page: Page, server: WebServer) -> None:
    journey = next(journey for journey in ALL if journey.id == "marriage_abroad")
    open_list(page, server, journey, {"where": "TH"})
    page.click("text=Exit this page")
    page.wait_for_url(BBC)
    page.goto(f"{server.url}/checklist/{TOKEN}")
    expect(page.locator("body")).not_to_contain_text("Thailand")
