"""Planted script, style, handlers and links in GOV.UK's texts reach no page, message, transcript, desk or command.

Everything real: our small GOV.UK, `./consular sync`, the page, the assistant, the reconciler and the desk as processes,
Chromium with script and without, `./consular ask`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.content.forms import sms, whatsapp
from bot.conversation.claims import Turn
from bot.conversation.messages import Author, Reply
from bot.settings import ROOT, Settings
from tests.fixtures.browser import SIZES
from tests.fixtures.desk_server import PASSWORD, add_people
from tests.fixtures.planted_govuk import EVIL, HONEST, MARKS, PLANTED, PlantedGovUk
from tests.fixtures.product import Product, product
from tests.fixtures.trained_model import with_trained_model

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RUNS = re.compile(r"(?i)(?:java|vb)script\s*:|data\s*:\s*text/html|<\s*(?:script|svg|img|iframe)\b|\bon(?:error|load|click)\s*=")
OURS = {"https://www.gov.uk", "https://travelaware.campaign.gov.uk", "https://www.contact.service.csd.fcdo.gov.uk"}
FORBIDDEN_TAGS = ("iframe", "object", "embed", "base", "style", "math", "template", "applet", "frame")
TOKEN = "Zm9yLXRlc3RzLW9ubHktMQ"


def harmless_words(words: str) -> None:
    """Text for a messenger, a file or a terminal."""
    assert not RUNS.search(words), RUNS.findall(words)
    assert not set(words) & set(MARKS), "a mark of direction came through"
    assert not re.search(rf"\]\({re.escape(EVIL)}", words), "a written link became one"


def harmless(html: str, inside: str = "") -> str:
    """No tag, attribute or link of the planted ones → the words. `inside` chooses what the words are of."""
    soup = BeautifulSoup(html, "html.parser")
    assert not soup.find_all(FORBIDDEN_TAGS)
    for script in soup.find_all("script"):
        assert str(script.get("src", "/static/")).startswith("/static/") and "alert(" not in script.get_text()
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            said = " ".join(value) if isinstance(value, list) else str(value)
            assert not name.lower().startswith("on") and name not in ("srcdoc", "xlink:href"), (tag.name, name)
            # Our own script sets the height of the bar on <html>.
            assert name != "style" or (tag.name == "html" and "url(" not in said), (tag.name, said)
            if name in ("href", "src", "action", "formaction"):
                assert "evil.example" not in said and PLANTED not in said, (tag.name, name)
                assert re.match(r"https?://|/|#|tel:|mailto:\?|sms:\?|data:image/|$", said), (tag.name, name)
    for gone in soup(["script", "noscript"]):
        gone.decompose()
    found = soup.select_one(inside) if inside else soup
    assert found is not None
    words = found.get_text(" ")
    harmless_words(words)
    return re.sub(r"\s+", " ", words)


class Watched:
    """A browser of which every dialog, strange request and refusal of the policy is a failure."""

    def __init__(self, browser: Browser, *own: str, **options: object) -> None:
        self.problems: list[str] = []
        self.context: BrowserContext = browser.new_context(viewport=SIZES["desktop"], **options)
        self.context.set_default_timeout(20_000)
        self.context.on("dialog", lambda dialog: (self.problems.append("a dialog"), dialog.dismiss()))
        self.context.on("request", lambda request: request.url.startswith((*own, "data:", "blob:")) or self.problems.append(request.url))
        self.context.on("console", lambda line: "Content Security Policy" in line.text and self.problems.append(line.text))
        self.context.on("weberror", lambda error: self.problems.append(str(error.error)))
        self.page: Page = self.context.new_page()
        self.page.on("response", self._policy)

    def _policy(self, response: object) -> None:
        headers = response.headers  # type: ignore[attr-defined]
        if "text/html" in headers.get("content-type", "") and "default-src 'none'" not in headers.get("content-security-policy", ""):
            self.problems.append("a page without its policy")

    def checked(self, inside: str = "main") -> str:
        """What stands on the page now; nothing of the planted has run or is linked."""
        words = harmless(self.page.content(), inside)
        assert self.problems == []
        return words

    def nothing_ran(self) -> None:
        assert self.page.evaluate(f"window.{PLANTED.replace('-', '_')}") is None
        assert PLANTED not in self.page.title()


@pytest.fixture(scope="module")
def govuk() -> Iterator[PlantedGovUk]:
    server = PlantedGovUk()
    server.start()
    yield server
    server.stop()


def command(settings: Settings, *words: str, govuk: str = "", text: str = "") -> str:
    """`./consular …` to its end → standard output."""
    environment = {**os.environ, "CONSULAR_STATE": str(settings.state), "CONSULAR_KEYS": str(settings.key_file),
                   "DATABASE_URL": settings.database_url, "GOVUK_URL": govuk}
    done = subprocess.run([sys.executable, "-m", "bot", *words], cwd=ROOT, env=environment, input=text, text=True,
                          capture_output=True, timeout=180)
    assert done.returncode == 0, done.stderr[-2000:]
    harmless_words(done.stdout + done.stderr)
    return done.stdout


@pytest.fixture
def running(database_settings: Settings, govuk: PlantedGovUk) -> Iterator[Product]:
    settings = with_trained_model(database_settings)
    govuk.updated.clear()
    govuk.alerts.clear()
    command(settings, "sync", "--rate", "1000", "--country", "EG", govuk=govuk.url)
    with product(settings) as made:
        add_people(made.services.store)
        made.run("web", "assistant", "desk", "reconcile")
        yield made


def say(page: Page, words: str, expected: str) -> None:
    before = page.locator('#messages li[data-author="assistant"], #messages li[data-author="notice"]').count()
    page.get_by_role("textbox").fill(words)
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/conversation*")
    spoken = page.locator('#messages li[data-author="assistant"], #messages li[data-author="notice"]')
    expect(spoken.nth(before)).to_be_visible()
    expect(page.locator("#messages")).to_contain_text(expected)


def test_nothing_that_is_planted_on_gov_uk_runs_or_is_linked_anywhere(
    running: Product, govuk: PlantedGovUk, browser: Browser
) -> None:
    store, settings = running.services.store, running.settings
    citizen = Watched(browser, running.web_url)
    page = citizen.page
    page.goto(running.web_url)
    say(page, "do I need a visa for Egypt?", HONEST["visa"])
    say(page, "what about medication for Egypt?", HONEST["health"])
    say(page, "where is the British embassy in Egypt?", HONEST["post"])
    say(page, "has anything changed for Egypt?", HONEST["change"])
    say(page, "tell me if this changes", "stop")
    govuk.set_alert("egypt", "2026-11-20T08:00:00+00:00", "avoid_all_travel_to_whole_country", change=HONEST["notice"])
    command(settings, "sync", "--rate", "1000", "--country", "EG", "--only", "pages", govuk=govuk.url)
    expect(page.locator("#messages")).to_contain_text(HONEST["notice"], timeout=30_000)
    told = citizen.checked("#messages")
    assert [words for words in HONEST.values() if words not in told] == []
    citizen.nothing_ran()
    for link in page.locator("#messages a").evaluate_all("all => all.map(a => a.href)"):
        assert link.startswith(("https://www.gov.uk/", "https://www.contact.service", "tel:", *OURS)), link

    cookies = citizen.context.cookies()
    plain = Watched(browser, running.web_url, java_script_enabled=False)
    plain.context.add_cookies(cookies)
    plain.page.goto(f"{running.web_url}/conversation")
    assert all(words in plain.checked("#messages") for words in HONEST.values())

    with httpx.Client(base_url=running.web_url, cookies={each["name"]: each["value"] for each in cookies}, timeout=20) as client:
        html = "".join(each["html"] for each in client.get("/poll", params={"after": 0}).json()["messages"])
        assert all(words in harmless(html) for words in HONEST.values())
        streamed, until = "", time.monotonic() + 20
        with client.stream("GET", "/stream", params={"after": 0}) as stream:
            for line in stream.iter_lines():
                if line.startswith("data:") and '"html"' in line:
                    streamed += json.loads(line[5:])["html"]
                if all(words in streamed for words in HONEST.values()) or time.monotonic() > until:
                    break
        assert all(words in harmless(streamed) for words in HONEST.values())
        copy = client.get("/transcript.txt")
        assert copy.headers["content-disposition"].startswith("attachment")
        harmless_words(copy.text)
        assert all(words in copy.text for words in HONEST.values())
        session = str(client.cookies.get("session"))

    conversation = store.conversation_for_key(session)
    assert conversation is not None
    for message in store.messages(conversation):
        if message.author is not Author.CITIZEN:
            harmless_words("\n".join((*whatsapp(message.body), sms(message.body).text)))

    checklist(running, conversation, citizen)
    desk(running, conversation, browser)
    ask(settings)
    plain.context.close()
    citizen.context.close()


def checklist(running: Product, conversation: str, citizen: Watched) -> None:
    """A list whose answers and message are planted, as a page and as a download."""
    running.stop("assistant")
    store, page = running.services.store, citizen.page
    store.receive(conversation, "key-for-a-list", "make my list")
    claim = store.claim("test")
    assert claim is not None
    planted = {"where": "EG", "kin": f'"><script>{PLANTED}</script>', "now": f"javascript:{PLANTED}"}
    made = {"helpful": True, "checklist": {"id": "register_death", "answers": planted, "token": TOKEN}}
    store.commit_turn(claim, Turn(store.unanswered(claim)[-1].seq, (Reply("## Your list", about=made),)), release=True)
    page.goto(f"{running.web_url}/checklist/{TOKEN}")
    assert "Register a death in Egypt" in citizen.checked()
    citizen.nothing_ran()
    with page.expect_download() as download:
        page.click("text=Save it as a text file")
    saved = Path(download.value.path()).read_text(encoding="utf-8")
    harmless_words(saved)
    assert "Register a death in Egypt" in saved and PLANTED not in saved


def desk(running: Product, conversation: str, browser: Browser) -> None:
    """What the assistant said, read by a caseworker; guides and questions, by a designer."""
    store = running.services.store
    page_url = running.desk_url
    citizen_says = f"my brother was taken by police in Cairo <img src=x onerror=alert(1)> [x]({EVIL})"
    received = store.receive(conversation, "key-for-a-case", citizen_says)
    opening = running.services.danger.opening(citizen_says, (), {})
    assert opening is not None
    reference = store.open_case(conversation, received.seq, opening).reference
    asha = signed_in(browser, page_url, "asha")
    asha.page.goto(f"{page_url}/cases/{reference}")
    expect(asha.page.locator("#log")).to_contain_text(HONEST["notice"])
    soup = BeautifulSoup(asha.page.content(), "html.parser")
    spoken = "".join(str(each) for each in soup.select('#log [data-author="assistant"], #log [data-author="notice"]'))
    assert all(words in harmless(spoken or asha.page.content()) for words in HONEST.values())
    asha.nothing_ran()
    assert asha.problems == []
    asha.context.close()

    dan = signed_in(browser, page_url, "dan")
    for path in (f"/guides/arrest_detention?country=EG&on={EVIL}", '/guides/insurance?country="><script>alert(1)</script>',
                 "/guides/emergency_numbers?country=EG", "/unanswered", "/unhelpful",
                 f"/unanswered/questions?topic=<script>alert(1)</script>&country=<b>&part=javascript:{PLANTED}"):
        dan.page.goto(page_url + path)
        soup = BeautifulSoup(dan.page.content(), "html.parser")
        assert not soup.find_all(FORBIDDEN_TAGS) and not soup.select("main script, main img, main [onerror], a[href^=javascript]")
        dan.nothing_ran()
    dan.page.goto(f"{page_url}/guides/insurance/edit")
    dan.page.fill("#now", f"Read [x](javascript:alert(1)).\n[x]({EVIL})\n<script>alert(1)</script>\n![x]({EVIL}.png)")
    dan.page.fill("#links-0-title", f"x]({EVIL})")
    dan.page.get_by_role("button", name="Check and preview").click()
    expect(dan.page.locator(".govuk-error-summary")).to_contain_text("a text holds no link")
    assert dan.page.locator("#preview-web, [data-form=whatsapp], [data-form=sms]").count() == 0, "nothing refused is previewed"
    dan.page.goto(f"{page_url}/guides/insurance?country=EG")
    for form in ("#preview-web", "[data-form=whatsapp]", "[data-form=sms]"):
        assert len(dan.checked(form)) > 60, "the honest guide is there in each form"
    dan.nothing_ran()
    dan.context.close()


def signed_in(browser: Browser, url: str, name: str) -> Watched:
    watched = Watched(browser, url)
    watched.page.goto(f"{url}/sign-in")
    watched.page.fill("#name", name)
    watched.page.fill("#password", PASSWORD)
    watched.page.get_by_role("button", name="Sign in").click()
    watched.page.wait_for_url(re.compile(rf"^{re.escape(url)}/(?:guides)?$"))
    return watched


def ask(settings: Settings) -> None:
    """The command line answers with the honest words and its own link."""
    questions = {"visa": "do I need a visa?", "health": "can I bring my medication?"}
    rows = "\n".join(json.dumps({"id": id, "text": text, "country": "EG"}) for id, text in questions.items())
    answers = [json.loads(line) for line in command(settings, "ask", "--jsonl", "-", text=rows).splitlines()]
    assert [each["id"] for each in answers] == list(questions)
    for each in answers:
        assert HONEST[each["id"]] in each["passage"]
        assert each["url"].startswith("https://www.gov.uk/foreign-travel-advice/egypt")
        harmless_words("\n".join((each["passage"], each["heading"], *each["headings"])))
