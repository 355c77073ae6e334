"""A citizen whose page is open reads at once that an alert level changed."""
from __future__ import annotations

import re
import threading

from bot.content.facts import load_facts
from bot.conversation.claims import Follow, Turn
from bot.conversation.messages import Reply
from bot.operations.updates import UpdateTeller
from bot.settings import Settings
from bot.store.store import Store
from tests.fixtures.following import PARTS, page
from tests.fixtures.web_server import Citizen, web_server


def test_the_notice_comes_to_an_open_page_by_itself_and_stands_there_without_script(
        sqlite_store: Store, settings: Settings) -> None:
    store = sqlite_store
    store.put_page(page("EG"))
    with web_server(store, settings) as server, Citizen(server) as citizen:
        citizen.look("/")
        citizen.write("send me updates for Egypt")
        claim = store.claim("test")
        assert claim is not None
        store.commit_turn(claim, Turn(1, (Reply("OK."),), (Follow("EG", "EG", 0),)), release=True)

        def change() -> None:
            store.put_page(page("EG", PARTS, day=1, words="<b>Our</b> invented & closed ferry."))
            UpdateTeller(store, load_facts()).once()

        changing = threading.Timer(0.3, change)
        changing.start()
        found = citizen.get("/poll?after=2&wait=15").json()
        changing.join()
        [message] = found["messages"]
        assert (message["seq"], message["author"]) == (3, "notice")
        html = message["html"]
        assert "GOV.UK has changed its advice level for Egypt." in html
        assert "&lt;b&gt;Our&lt;/b&gt; invented &amp; closed ferry." in html and "<b>Our" not in html
        assert 'href="https://www.gov.uk/foreign-travel-advice/egypt"' in html
        page_text = re.sub(r"\s+", " ", citizen.look("/conversation"))
        assert "FCDO advises against all travel to parts of Egypt." in page_text
