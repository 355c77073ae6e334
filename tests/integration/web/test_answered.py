"""Whether an answer answered: asked under each, stored, shown again, and changed."""
from __future__ import annotations

from bot.conversation.messages import Reply
from bot.settings import Settings
from bot.store.store import Store
from tests.fixtures.web_server import Citizen, answer, web_server


def test_whether_an_answer_answered_is_stored_shown_and_can_be_changed(sqlite_store: Store, settings: Settings) -> None:
    with web_server(sqlite_store, settings) as server, Citizen(server) as citizen:
        citizen.look("/")
        citizen.write("hi")
        answer(server.services.store, Reply("Answer.", about={"helpful": True}), Reply("Where?"))
        page = citizen.look("/conversation")
        assert page.count("Did this answer your question?") == 1, "a question back is no answer"
        store = server.services.store
        where = store.conversation_for_key(citizen.session)
        assert where is not None
        page = citizen.submit("/feedback", seq="2", helpful="yes")
        assert "You said yes, this answered your question. Thank you." in page and ">Change to no</button>" in page
        assert store.feedback_of(where) == {2: True} and "Did this answer your question?" not in page
        page = citizen.submit("/feedback", seq="2", helpful="no")
        assert "You said no, this did not answer your question. Ask in other words" in page
        assert "I want to talk to a person" in page and ">Change to yes</button>" in page
        assert store.feedback_of(where) == {2: False}
        assert "You said no" in citizen.look("/conversation"), "it is still there when the page is opened again"
        for wrong in ({"seq": "1", "helpful": "yes"}, {"seq": "2", "helpful": "<"}, {"seq": "x", "helpful": "no"},
                      {"seq": "99", "helpful": "yes"}):
            assert citizen.post("/feedback", data={"csrf": citizen.field("csrf"), **wrong}).status_code == 400
        assert store.feedback_of(where) == {2: False}
