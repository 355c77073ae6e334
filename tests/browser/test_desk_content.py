"""The content designers' pages in a real browser: rules of WCAG, small screens, no script, and an edit taken away as a file."""
from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from bot.content.guides.guide import guide_from
from bot.conversation.claims import Turn
from bot.conversation.messages import Reply
from bot.store.store import Store
from tests.fixtures.browser import SIZES, axe_violations, browser, too_wide
from tests.fixtures.cases import a_citizen_writes, claimed
from tests.fixtures.desk_browser import desk, sign_in, visit
from tests.fixtures.desk_server import DeskServer

__all__ = ["browser", "desk"]
pytestmark = pytest.mark.browser
NONE = {"topic": "local_laws_customs", "country": "JP", "part": "safety-and-security", "helpful": True, "answered": False}
PAGE = {**NONE, "answered": True, "shown": ["guide:insurance", "japan/entry-requirements#4"]}


def asked(store: Store, about: dict[str, object]) -> str:
    conversation_id = a_citizen_writes(store, "can I vape in Japan, asks Priya")
    store.commit_turn(claimed(store), Turn(1, (Reply("Words.", about=about),)), release=True)
    return conversation_id


def designer(browser: Browser, desk: DeskServer, size: str, **options: object) -> Page:
    """Dan, signed in: a designer's first page are the guides."""
    page = visit(browser, size, **options).new_page()
    page.goto(f"{desk.url}/sign-in")
    page.fill("#name", "dan")
    page.fill("#password", "correct horse battery")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Guides")
    return page


@pytest.mark.parametrize("who", ["dan", "mina"])
@pytest.mark.parametrize("size", sorted(SIZES))
def test_no_content_page_breaks_a_rule_of_wcag_or_scrolls_sideways(
        browser: Browser, desk: DeskServer, sqlite_store: Store, size: str, who: str) -> None:
    sqlite_store.feedback(asked(sqlite_store, PAGE), 2, False)
    asked(sqlite_store, NONE)
    page = designer(browser, desk, size) if who == "dan" else sign_in(visit(browser, size).new_page(), desk, "mina")
    query = "topic=local_laws_customs&country=JP&part=safety-and-security"
    paths = ("/guides", "/guides?on=2031-01-01", "/guides?on=x", "/guides/arrest_detention?country=TH",
             "/guides/emergency_travel_document?on=2031-01-01&country=ZZ", "/guides/insurance/edit", "/unanswered",
             f"/unanswered/questions?{query}", "/unhelpful", "/unhelpful/questions?topic=unclear", "/guides/nothing_here")
    for path in paths if who == "dan" else paths[::5]:
        page.goto(desk.url + path)
        assert axe_violations(page) == [], path
        assert too_wide(page) == 0, path
    page.context.close()


@pytest.mark.parametrize("size", sorted(SIZES))
def test_an_edit_is_corrected_previewed_and_downloaded_without_script(
        browser: Browser, desk: DeskServer, tmp_path: Path, size: str) -> None:
    page = designer(browser, desk, size, java_script_enabled=False)
    page.get_by_role("link", name="Travel insurance").click()
    expect(page.get_by_role("heading", name="As a text message")).to_be_visible()
    page.get_by_label("Country of the citizen").select_option("TH")
    page.get_by_label("As of").fill("2031-01-01")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#preview-web")).to_contain_text("In Thailand")
    expect(page.locator(".desk-warning")).to_contain_text("on 1 January 2031")
    page.get_by_role("link", name="Change the words of this guide").click()
    page.get_by_label("What to do now").fill("Call them within 3 days.")
    page.get_by_role("button", name="Check and preview").click()
    page.get_by_role("link", name="What to do now: Line 1: “3” is a figure").click()
    expect(page.get_by_label("What to do now")).to_have_value("Call them within 3 days.")
    page.get_by_label("What to do now").fill("Call them soon.\nWrite down their answer.")
    page.get_by_role("button", name="Check and preview").click()
    expect(page.locator("#preview-web")).to_contain_text("Call them soon.")
    expect(page.locator("[data-form=whatsapp]")).to_contain_text("*What to do now*")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the changed file").click()
    assert download.value.suggested_filename == "insurance.yml"
    download.value.save_as(tmp_path / "insurance.yml")
    data = yaml.safe_load((tmp_path / "insurance.yml").read_text(encoding="utf-8"))
    guide = guide_from(data, "insurance.yml", desk.services.facts)
    assert guide.sections["now"] == ("Call them soon.", "Write down their answer.")
    page.context.close()


@pytest.mark.parametrize("size", sorted(SIZES))
def test_an_edit_with_mistakes_and_one_without_break_no_rule(browser: Browser, desk: DeskServer, size: str) -> None:
    page = designer(browser, desk, size)
    page.goto(f"{desk.url}/guides/sexual_assault/edit")
    page.fill("#title", "")
    page.fill("#links-0-url", "https://evil.example")
    page.get_by_role("button", name="Check and preview").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Title is missing.")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert axe_violations(page) == [] and too_wide(page) == 0
    page.get_by_role("link", name="evil.example is not on the list").click()
    expect(page.locator("#links-0")).to_be_focused()
    page.fill("#title", "Rape or sexual assault")
    page.fill("#links-0-url", "https://www.gov.uk/x")
    page.get_by_role("button", name="Check and preview").click()
    expect(page.locator("body")).to_contain_text("No mistakes found.")
    assert axe_violations(page) == [] and too_wide(page) == 0
    page.context.close()


def test_a_designer_reads_masked_questions_and_no_case(browser: Browser, desk: DeskServer, sqlite_store: Store) -> None:
    asked(sqlite_store, NONE)
    page = designer(browser, desk, "desktop")
    expect(page.get_by_role("link", name="Cases")).to_have_count(0)
    page.get_by_role("link", name="No answer found").click()
    page.get_by_role("link", name="Read the questions").click()
    expect(page.locator(".desk-asked")).to_contain_text("can I vape in Japan, asks [hidden]")
    page.goto(f"{desk.url}/closed")
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot use this page")
    page.get_by_role("link", name="Go back to the desk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Guides")
    page.context.close()
