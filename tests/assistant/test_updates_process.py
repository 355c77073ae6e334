"""Updates through the real processes: page, assistant, reconciler and sync, as a citizen with an open page sees them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from uuid import uuid4

import pytest

from bot.conversation.messages import Author, Message
from bot.settings import ROOT, Settings
from tests.fixtures.assistant import wait_for
from tests.fixtures.govuk_server import serving
from tests.fixtures.govuk_stand_in import SNAPSHOT, needs_stand_in, standing_in
from tests.fixtures.product import PageCitizen, Product, product
from tests.fixtures.trained_model import with_trained_model

pytestmark = pytest.mark.slow


def sync(settings: Settings, govuk: str, *countries: str) -> None:
    """`./consular sync` of these countries' pages, to its end."""
    subprocess.run(
        [sys.executable, "-m", "bot", "sync", "--rate", "1000", "--country", *countries], cwd=ROOT, check=True, timeout=120,
        stderr=subprocess.DEVNULL, env={**os.environ, "CONSULAR_STATE": str(settings.state), "GOVUK_URL": govuk,
                                        "CONSULAR_KEYS": str(settings.key_file), "DATABASE_URL": settings.database_url},
    )  # fmt: skip


class Follower(PageCitizen):
    """Somebody whose page is open."""

    def __init__(self, running: Product, *words: str) -> None:
        super().__init__(running.web_url)
        self._store = running.services.store
        for each in words:
            self.send(each)
            wait_for(lambda: self.everything[-1].author is not Author.CITIZEN, 30)

    @property
    def everything(self) -> list[Message]:
        conversation = self._store.conversation_for_key(self.session)
        assert conversation is not None
        return self._store.messages(conversation)

    def press(self, title: str) -> None:
        """Press a button of the last reply, and wait for what it brings."""
        offered = self.everything[-1]
        choice = [each["title"] for each in offered.details["quick_replies"]].index(title)
        pressed = {"key": uuid4().hex, "button": f"{offered.seq}.{choice}"}
        assert self._client.post("/messages", json=pressed, headers={"X-Requested-With": "messages"}).status_code == 201
        wait_for(lambda: self.everything[-1].seq > offered.seq + 1, 30)

    def notices(self) -> list[str]:
        return [m.body for m in self.everything if m.author is Author.NOTICE]

    def page(self) -> str:
        """What the page is given, as HTML."""
        return "".join(m["html"] for m in self._client.get("/poll", params={"after": 0}).json()["messages"])


def test_a_citizen_with_an_open_page_is_told_and_can_stop(database_settings: Settings) -> None:
    settings = with_trained_model(database_settings)
    with serving() as govuk:
        sync(settings, govuk.url, "LA", "FR")
        with product(settings) as running:
            running.run("web", "assistant", "reconcile")
            asked = Follower(running, "has anything changed for Laos?", "tell me if this changes")
            other, stopped = Follower(running, "send me updates for France"), Follower(running, "follow Laos", "stop")
            govuk.set_alert("laos", "2026-11-20T08:00:00+00:00", "avoid_all_travel_to_whole_country")
            govuk.set_alert("france", "2026-11-20T08:00:00+00:00", change="Other words.")
            sync(settings, govuk.url, "LA", "FR")
            wait_for(lambda: len(asked.notices()) == 1, 30)
            assert "FCDO advises against all travel to Laos." in asked.page()
            wait_for(lambda: "Told 1 followers" in running.log("reconcile"), 10)
            time.sleep(1)
            assert (len(asked.notices()), other.notices(), stopped.notices()) == (1, [], [])
            for citizen in (asked, other, stopped):
                citizen.close()


@needs_stand_in
def test_israel_thailand_and_venezuela_are_told_to_who_asked_and_grenadas_followers_hear_nothing(
    settings: Settings,
) -> None:
    settings = with_trained_model(settings)
    from bot.store.migrate import migrate

    migrate(settings.database)
    codes = {"IL": "Israel", "TH": "Thailand", "VE": "Venezuela", "GD": "Grenada"}
    with standing_in("--snapshot", SNAPSHOT) as january:
        sync(settings, january, *codes)
    with product(settings) as running:
        running.run("web", "assistant", "reconcile")
        followers = {code: Follower(running, f"send me updates for {name}") for code, name in codes.items()}
        followers["GD"].press("Grenada")
        assert all("I will tell you when GOV.UK changes" in each.page() for each in followers.values())
        bystander = Follower(running, "has anything changed for Israel?")
        with standing_in() as now:
            sync(settings, now, *codes)
        for code in ("IL", "TH", "VE"):
            wait_for(lambda code=code: len(followers[code].notices()) == 1, 30)
            assert f"GOV.UK has changed its advice level for {codes[code]}." in followers[code].page()
        assert followers["GD"].notices() == bystander.notices() == []
        for citizen in (*followers.values(), bystander):
            citizen.close()
