"""How the desk calls a caseworker: sound, title, notification, tabs, keys; and what every page looks like."""
from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.casework.case import CaseOpening, Origin, Resolution, Severity
from bot.settings import Settings
from bot.store.store import Store
from tests.fixtures.browser import SIZES, axe_violations, browser, too_wide
from tests.fixtures.desk_browser import context, desk, page, sign_in, take, visit
from tests.fixtures.desk_server import DeskServer, open_case

__all__ = ["browser", "context", "desk", "page"]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("read_first", [False, True])
def test_new_danger_in_a_case_that_is_held_sounds_and_is_said_on_its_page(
        page: Page, desk: DeskServer, sqlite_store: Store, read_first: bool) -> None:
    reference, conversation = open_case(sqlite_store)
    take(page, desk, reference)
    page.reload()  # so that what called for the case itself is neither on the page nor still to sound
    expect(page.locator("#connection")).to_have_text("Live")
    page.wait_for_timeout(600)
    assert page.locator("#desk").get_attribute("data-played") is None
    seq = sqlite_store.receive(conversation, "worse", "he has a knife").seq
    if read_first:
        expect(page.locator(f"#message-{seq}")).to_contain_text("he has a knife")
    sqlite_store.open_case(conversation, seq, CaseOpening(Origin.DANGER, Severity.P1, "assault_crime", ("a weapon",), ("TH",)))
    expect(page.locator("#alarm")).to_contain_text("New danger in this conversation. Read the last messages now.", timeout=4_000)
    expect(page.locator(f"#message-{seq}")).to_contain_text("Danger seen here")
    expect(page.locator("#desk")).to_have_attribute("data-played", "1")
    assert axe_violations(page) == []


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
