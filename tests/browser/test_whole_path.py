"""The main job, end to end: two real browsers against the processes that `./consular up` starts.

A citizen asks and reads GOV.UK's own passage, then is in trouble; a caseworker takes the case; they write to each
other; hand-back; the assistant answers again. With script and without, at 1280 and 320 pixels, with axe on every page.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.fixtures.browser import ARGUMENTS, SIZES, axe_violations, too_wide
from tests.fixtures.govuk_server import serving
from tests.fixtures.up import Up, up

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "a long enough password"
TROUBLE = "my brother was taken by police in Bangkok last night and I can't reach him"
ASSISTANT_TIME = 20_000
EMBASSY = re.compile("British (Test Embassy Testville|Embassy Bangkok)")
"""As the posts of the stand-in say, or, while they are still being fetched, data/facts."""
GOVUK_WORDS = "You can visit for up to 44 days without a visa in this invented rule."
"""What our small GOV.UK publishes about entry to Thailand; it stands nowhere in the product."""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    with serving() as govuk, up(tmp_path_factory.mktemp("up"), GOVUK_URL=govuk.url) as running:
        running.wait_until("Travel advice is up to date")
        yield running


@pytest.fixture(scope="module")
def caseworker(everything: Up, browser: Browser) -> Iterator[Page]:
    """Signed in by the one-time link that `up` printed, in a browser of their own."""
    own = browser.browser_type.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
    page = own.new_context(viewport=SIZES["desktop"]).new_page()
    page.goto(everything.sign_in)
    _looks_right(page)
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ases")
    yield page
    own.close()


def _looks_right(page: Page) -> None:
    assert axe_violations(page) == []
    assert too_wide(page) == 0


def _write(page: Page, words: str) -> None:
    page.get_by_role("textbox").fill(words)
    page.get_by_role("button", name="Send", exact=True).click()
    if not page.url.endswith("/conversation"):
        page.wait_for_url("**/conversation*")


def _newest(page: Page) -> str:
    return page.locator("#messages > li").last.inner_text()


def _show_new(page: Page, script: bool) -> None:
    """Without script the citizen presses the link that shows new messages."""
    if not script:
        page.wait_for_timeout(700)
        page.get_by_role("button", name="Show new messages").click()


def _expect_said(page: Page, words: str | re.Pattern[str], script: bool, patience: int = ASSISTANT_TIME) -> None:
    messages = page.locator("#messages")
    for _ in range(1 if script else patience // 700):
        try:
            expect(messages).to_contain_text(words, timeout=patience if script else 400)
            return
        except AssertionError:
            if script:
                raise
            _show_new(page, script)
    expect(messages).to_contain_text(words)


@pytest.mark.parametrize(
    ("size", "script"),
    [("desktop", True), ("phone", True), ("phone", False)],
    ids=["1280 pixels", "320 pixels", "320 pixels without script"],
)
def test_a_citizen_asks_is_in_trouble_and_reaches_a_person(
    everything: Up, caseworker: Page, browser: Browser, size: str, script: bool
) -> None:
    context = browser.new_context(viewport=SIZES[size], java_script_enabled=script)
    citizen = context.new_page()
    citizen.goto(everything.page)
    if script:
        _looks_right(citizen)

    _write(citizen, "do I need a visa for Thailand?")
    _expect_said(citizen, GOVUK_WORDS, script)
    _write(citizen, "where is the embassy?")
    _expect_said(citizen, EMBASSY, script)

    _write(citizen, TROUBLE)
    _expect_said(citizen, "+44 20 7008 5000", script)
    _expect_said(citizen, re.compile(r"CON-[0-9A-Z]{6}"), script)
    reference = re.findall(r"CON-[0-9A-Z]{6}", citizen.locator("body").inner_text())[0]
    if script:
        _looks_right(citizen)

    caseworker.goto(everything.desk)
    top = caseworker.locator("a[href*='/cases/CON-']").first
    expect(top).to_contain_text(reference)
    _looks_right(caseworker)
    top.click()
    expect(caseworker.locator("#log")).to_contain_text(TROUBLE)
    caseworker.get_by_role("button", name=re.compile("^Take")).click()
    expect(caseworker.locator("#reply")).to_be_visible()
    caseworker.locator("#reply").fill("I am Asha. When did you last hear from him?")
    caseworker.get_by_role("button", name="Send to the citizen").click()
    _expect_said(citizen, "When did you last hear from him?", script)
    said_before = citizen.locator("li[data-author=assistant]").count()

    _write(citizen, "yesterday at nine in the evening. what visa do I need?")
    expect(caseworker.locator("#log")).to_contain_text("yesterday at nine in the evening")
    citizen.wait_for_timeout(2_000)
    _show_new(citizen, script)
    assert citizen.locator("li[data-author=assistant]").count() == said_before, "the assistant spoke over a caseworker"
    _looks_right(caseworker)

    caseworker.locator("#hand-back > summary").click()
    caseworker.get_by_role("button", name="Hand back", exact=True).click()
    expect(caseworker.locator("#reply-section")).to_be_hidden()
    _write(citizen, "do I need a visa for Thailand?")
    _show_new(citizen, script)
    citizen.wait_for_timeout(1_000)
    _expect_count_above(citizen, said_before, script)
    context.close()


def _expect_count_above(page: Page, before: int, script: bool) -> None:
    spoken = page.locator("li[data-author=assistant]")
    for _ in range(ASSISTANT_TIME // 700):
        if spoken.count() > before:
            return
        page.wait_for_timeout(700)
        _show_new(page, script)
    raise AssertionError("the assistant stayed silent after the hand-back")


def test_nothing_is_left_running_after_ctrl_c(tmp_path: Path) -> None:
    import psutil

    with up(tmp_path, GOVUK_URL="http://127.0.0.1:9") as running:
        children = psutil.Process(running._process.pid).children(recursive=True)
        assert {part for child in children for part in child.cmdline()} >= {"web", "desk", "assistant", "reconcile"}
        assert running.interrupt() in {0, 130}
    assert [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE] == []
