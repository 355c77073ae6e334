from __future__ import annotations
from bot.casework.case import *
from bot.conversation.claims import *
from bot.conversation.messages import *
from bot.store.store import Store

def test_the_whole_path(store: Store) -> None:
    cid, key = store.start("web")
    assert store.conversation_for_key(key) == cid
    r = store.receive(cid, "k1", "hello")
    assert r.seq == 1 and r.fresh
    assert store.receive(cid, "k1", "hello").fresh is False
    assert store.conversation(cid).seq == 1
    opened = store.open_case(cid, 1, CaseOpening(Origin.DANGER, Severity.P1, "arrest_detention", ("detained",), ("TH",), "detained",
        lambda ref, wait, again: (Reply(f"{ref} {wait} {again}"),), {"who": "brother"}, ("contact", "nationality")))
    assert opened.seqs == (2,)
    assert [c.reference for c in store.alerts_due()] == [opened.reference]
    store.alert_done(opened.reference, "sent")
    assert store.alerts_due() == []
    claim = store.claim("w1"); assert claim is not None
    assert store.claim("w2") is None
    assert [m.body for m in store.unanswered(claim)] == ["hello"]
    done = store.commit_turn(claim, Turn(1, (Reply("hi"),), (NoteAnswer("contact", "answered", "email", 1), RememberContext({"country": "TH"})), ({"event": "x"},), {"slots": 1}))
    assert done == Committed((3,))
    assert store.context(cid) == {"country": "TH"}
    store.release(claim)
    assert store.turns(cid, 5)[0].events == ({"event": "x"},)
    store.add_user("asha", "Asha", "caseworker", "a long password")
    store.take(opened.reference, "asha")
    assert store.say(opened.reference, "asha", "I am here", "s1") == 4
    assert store.say(opened.reference, "asha", "I am here", "s1") == 4
    store.receive(cid, "k2", "thanks")
    store.read_up_to(opened.reference, "asha", 5)
    case = store.case(opened.reference, "asha")
    assert case.card == {"who": "brother", "contact": "email"} and not case.unread
    store.hand_back(opened.reference, "asha", Reply("Back"))
    store.resolve(opened.reference, "asha", Resolution.HELPED, "all fine")
    t = store.sign_in("asha", "a long password"); assert t
    assert store.session(t).caseworker.name == "asha"
    assert store.verify_audit() > 5
    store.erase(cid)
    assert store.verify_audit() > 5
    assert {m.body for m in store.messages(cid)} == {"[erased]"}
