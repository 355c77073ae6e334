"""The checklist's page: made anew from the message, opened by its own conversation alone, quiet in the log."""
from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest

from bot.content.facts import load_facts
from bot.content.freshness import today
from bot.content.text_messages import size
from bot.conversation.messages import Reply
from bot.settings import Settings
from bot.store.store import Store
from tests.fixtures.web_server import Citizen, WebServer, answer, web_server

TOKEN = "Zm9yLXRlc3RzLW9ubHktMQ"
FEE = load_facts().fee("register_death").text(today())
MADE = {"id": "register_death", "answers": {"where": "KE", "kin": "no", "now": "there"}, "token": TOKEN}


@pytest.fixture
def server(sqlite_store: Store, settings: Settings) -> Iterator[WebServer]:
    with web_server(sqlite_store, settings) as running:
        yield running


@pytest.fixture
def citizen(server: WebServer) -> Iterator[Citizen]:
    """Their list has been made."""
    with Citizen(server) as visitor:
        visitor.look("/")
        visitor.write("register a death")
        answer(server.services.store, Reply("## Register a death in Kenya", about={"checklist": MADE}))
        yield visitor


def test_the_message_leads_to_a_page_with_what_is_needed_in_order_with_fee_time_and_link(citizen: Citizen) -> None:
    page = citizen.look("/conversation")
    link = re.search(r'href="(/checklist/[^"]+)">Print, save or send this list', page)
    assert link and link[1] == f"/checklist/{TOKEN}"
    page = citizen.look(link[1])
    assert citizen.page.status_code == 200
    assert '<h1 class="govuk-heading-l app-list__title">Register a death in Kenya</h1>' in page
    needs, steps = page.split("What to do</h2>")
    assert needs.index("local death certificate") < needs.index("Written permission from the next of kin")
    assert FEE in steps and FEE.startswith("£150 (checked on ")
    assert "up to 3 months" in steps
    assert "British High Commission in Nairobi" in steps
    assert 'href="https://www.gov.uk/register-a-death"' in steps
    assert steps.index("Register the death at the local office") < steps.index("Fill in the form, pay online")


def test_it_can_be_downloaded_as_plain_text_under_a_name_that_says_nothing(citizen: Citizen) -> None:
    text = citizen.look(f"/checklist/{TOKEN}/list.txt")
    assert citizen.page.headers["content-disposition"] == 'attachment; filename="list.txt"'
    assert citizen.page.headers["content-type"] == "text/plain; charset=utf-8"
    assert text.startswith("Register a death in Kenya\n=========================\n\nDied in: Kenya\n")
    assert "[ ] 1. Register the death at the local office, and ask for several copies." in text
    assert f"Cost: {FEE}" in text
    assert "<" not in text


def test_it_can_be_sent_by_mail_and_as_a_text_message_of_at_most_three_parts(citizen: Citizen) -> None:
    from urllib.parse import unquote

    page = citizen.look(f"/checklist/{TOKEN}")
    sms = re.search(r'href="sms:\?&amp;body=([^"]+)"', page)
    mail = re.search(r'href="mailto:\?subject=List&amp;body=([^"]+)"', page)
    assert sms and mail
    assert unquote(sms[1]).startswith("Register a death in Kenya. 1. Register it at the local office")
    assert size(unquote(sms[1])).parts <= 3 and size(unquote(sms[1])).alphabet == "GSM-7"
    assert "[ ] 1. Register the death at the local office" in unquote(mail[1])


def test_the_address_opens_nothing_for_anybody_else(server: WebServer, citizen: Citizen) -> None:
    with Citizen(server) as stranger:
        for path in (f"/checklist/{TOKEN}", f"/checklist/{TOKEN}/list.txt"):
            stranger.look(path)
            assert stranger.page.status_code == 403  # no conversation at all
            assert "Kenya" not in stranger.page.text
        stranger.look("/")
        stranger.write("hello")
        for path in (f"/checklist/{TOKEN}", f"/checklist/{TOKEN}/list.txt"):
            stranger.look(path)
            assert stranger.page.status_code == 404  # a conversation of their own
            assert "Kenya" not in stranger.page.text


@pytest.mark.parametrize("token", ["x", "%2e%2e", "a" * 22, "A" * 500, TOKEN[:-1], TOKEN.swapcase(), "<script>"])
def test_a_guessed_address_is_not_found(citizen: Citizen, token: str) -> None:
    citizen.look(f"/checklist/{token}")
    assert citizen.page.status_code == 404
    assert "Kenya" not in citizen.page.text and "<script>alert" not in citizen.page.text


def test_neither_the_address_nor_the_answers_reach_the_log(server: WebServer, citizen: Citizen) -> None:
    citizen.look(f"/checklist/{TOKEN}")
    citizen.look(f"/checklist/{TOKEN}/list.txt")
    until = time.monotonic() + 10
    while '"route": "checklist_text"' not in server.log and time.monotonic() < until:
        time.sleep(0.02)  # the line is written beside the answer
    assert '"route": "checklist"' in server.log and '"route": "checklist_text"' in server.log
    for word in (TOKEN, "Kenya", '"KE"', "register_death", "/checklist/"):
        assert word not in server.log


def test_after_exit_the_page_shows_nothing_until_asked(citizen: Citizen) -> None:
    citizen.get("/exit")
    page = citizen.look(f"/checklist/{TOKEN}")
    assert "Kenya" not in page and "Show messages" in page
    for saved in (f"/checklist/{TOKEN}/list.txt", "/transcript.txt"):
        page = citizen.look(saved)
        assert "Kenya" not in page and "Show messages" in page, "the browser's list of downloads brings nothing back"
        assert citizen.page.headers["cache-control"] == "no-store" and "content-disposition" not in citizen.page.headers
    citizen.submit("/show")
    assert "Kenya" in citizen.look(f"/checklist/{TOKEN}/list.txt") and "Kenya" in citizen.look("/transcript.txt")


def test_after_the_end_the_list_is_gone(citizen: Citizen) -> None:
    citizen.look("/end")
    citizen.submit("/end")
    citizen.look(f"/checklist/{TOKEN}")
    assert citizen.page.status_code == 403


@pytest.mark.parametrize("made", [
    {"id": "none_such", "answers": {}, "token": TOKEN}, {"id": "prove_life", "answers": [], "token": TOKEN},
    {"id": "prove_life", "answers": {}, "token": ""}, "x", {"id": "prove_life", "answers": {}, "token": "<b>" * 8},
])  # fmt: skip
def test_a_list_that_cannot_be_read_has_no_link(server: WebServer, made: object) -> None:
    with Citizen(server) as visitor:
        visitor.look("/")
        visitor.write("hello")
        answer(server.services.store, Reply("Hello", about={"checklist": made}))
        assert "/checklist/" not in visitor.look("/conversation")


def test_answers_that_nobody_could_give_count_as_skipped(server: WebServer) -> None:
    odd = {"id": "register_death", "answers": {"where": "<b>", "kin": "maybe", "more": "x"}, "token": TOKEN}
    with Citizen(server) as visitor:
        visitor.look("/")
        visitor.write("hello")
        answer(server.services.store, Reply("Hello", about={"checklist": odd}))
        page = visitor.look(f"/checklist/{TOKEN}")
        assert "Register a death abroad</h1>" in page and "<b>" not in page
