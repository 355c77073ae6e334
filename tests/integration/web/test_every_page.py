"""What holds for every page and every file: headers, no branding of GOV.UK, the numbers, a quiet log."""
from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.conversation.messages import QuickReply, Reply
from bot.settings import ROOT, Settings
from bot.store.store import Store
from bot.ui.environment import STATIC
from tests.fixtures.web_server import Citizen, WebServer, answer, web_server

BRANDING = re.compile(r"GDS Transport|@font-face|\bcrest\b|crown|logotype|govuk-logo|/assets/", re.IGNORECASE)
PLANTED = "planted-pomegranate"


@pytest.fixture
def server(sqlite_store: Store, settings: Settings) -> Iterator[WebServer]:
    with web_server(sqlite_store, settings) as running:
        yield running


@pytest.fixture
def answers(server: WebServer) -> Iterator[dict[str, object]]:
    """Every kind of answer that the app gives, by name, out of one citizen's visit."""
    found: dict[str, object] = {}
    with Citizen(server) as citizen:
        for path in ("/", "/?country=TH", "/privacy", "/cookies", "/accessibility", "/health", "/nope", "/resume/abc",
                     f"/resume/{PLANTED}", "/messages"):
            citizen.look(path)
            found[path] = citizen.page
        citizen.look("/")
        citizen.write(f"{PLANTED} taken by police")
        answer(server.services.store, Reply("Hello", (QuickReply("x"),), about={"helpful": True}))
        for path in ("/conversation", "/end", "/poll?after=0", "/transcript.txt"):
            citizen.look(path)
            found[path] = citizen.page
        found["413"] = citizen.post("/messages", content=b"x" * 300_000)
        found["400"] = citizen.send_json("key-1", f"{PLANTED}" * 1_000)
        found["403"] = citizen.post("/messages", data={"body": PLANTED, "key": "key-number-1"})
        found["400 form"] = citizen.post("/messages", content=PLANTED.encode(), headers={"Content-Type": "text/plain"})
        citizen.look("/conversation")
        citizen.submit("/resume-link")
        found["resume-link"] = citizen.page
        found["exit"] = citizen.get("/exit")
        citizen.look("/conversation")
        found["away"] = citizen.page
        citizen.submit("/end")
        found["ended"] = citizen.page
        yield found


def test_every_answer_has_a_content_security_policy_and_tells_nobody_where_it_came_from(
        answers: dict[str, object]) -> None:
    for name, page in answers.items():
        headers = page.headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy, name
        assert headers["referrer-policy"] == "no-referrer" and headers["cache-control"] == "no-store", name
        assert headers["x-content-type-options"] == "nosniff" and "server" not in headers, name


def test_every_page_has_the_number_the_exit_a_neutral_title_and_no_branding(answers: dict[str, object]) -> None:
    pages = {name: page.text for name, page in answers.items()
             if "text/html" in page.headers.get("content-type", "")}
    assert len(pages) >= 16
    for name, text in pages.items():
        if not text:
            continue
        assert 'href="tel:+442070085000"' in text, name
        assert 'href="/exit"' in text and 'data-exit="https://www.bbc.co.uk/weather"' in text, name
        assert re.findall(r"<title *>([^<]*)</title>", text) == ["Messages"], name
        assert not BRANDING.search(text), name
        assert ' style="' not in text and " onclick=" not in text, name


def test_scripts_inside_a_page_carry_the_page_s_own_nonce(server: WebServer) -> None:
    with Citizen(server) as citizen:
        nonces = set()
        for _ in range(2):
            text = citizen.look("/")
            policy = citizen.page.headers["content-security-policy"]
            found = set(re.findall(r'<script[^>]*nonce="([^"]+)"', text))
            assert len(found) == 1 and f"'nonce-{next(iter(found))}'" in policy
            assert len(re.findall("<script", text)) == len(re.findall("<script[^>]* nonce=", text))
            nonces |= found
        assert len(nonces) == 2


def test_no_file_of_ours_has_branding_or_fetches_anything_from_elsewhere(server: WebServer) -> None:
    static = server.app.ctx.site.pages.static
    assert "govuk-frontend.min.css" in static.names() and "conversation.js" in static.names()
    for name in static.names():
        file = static.get(name)
        text = file.content.decode()
        if name == "LICENCES.txt":
            assert "MIT License" in text
            continue
        assert not BRANDING.search(text), name
        assert "sourceMappingURL" not in text, name
        assert not re.search(r"url\((?!data:)|@import", text) or name.endswith(".js"), name


def test_a_file_is_kept_for_a_year_by_its_content_and_comes_compressed(server: WebServer) -> None:
    with Citizen(server) as citizen:
        url = re.findall(r'href="(/static/[^"]+govuk-frontend.min.css)"', citizen.look("/"))[0]
        file = citizen.get(url)
        assert file.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert file.headers["content-encoding"] == "gzip" and int(file.headers["content-length"]) < 16_000
        assert file.text == (STATIC / "govuk-frontend.min.css").read_text(encoding="utf-8")
        assert citizen.get(url, headers={"If-None-Match": file.headers["etag"]}).status_code == 304
        stale = citizen.get(re.sub("/static/[^/]+/", "/static/0000/", url))
        assert stale.headers["cache-control"] == "no-cache"
        assert citizen.get("/static/0000/missing.css").status_code == 404


def test_no_word_key_or_token_is_in_the_log(server: WebServer, answers: dict[str, object]) -> None:
    log = server.log
    assert '"route": "messages"' in log and '"route": "ask_to_resume"' in log
    assert PLANTED not in log
    link = re.findall(r"/resume/([A-Za-z0-9_-]+)", answers["resume-link"].text)[0]
    assert link not in log and "/resume/" not in log and "127.0.0.1" not in log


def test_the_proxy_s_page_needs_nothing_else_and_has_the_numbers() -> None:
    text = (ROOT / "bot" / "web" / "static" / "numbers.html").read_text(encoding="utf-8")
    assert 'href="tel:+442070085000"' in text and 'href="tel:02070085000"' in text and "<title>Messages</title>" in text
    assert "src=" not in text and "<link" not in text and "<script" not in text
