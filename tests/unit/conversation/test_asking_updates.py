"""Words about updates, told from all that sounds like them."""

from __future__ import annotations

import pytest

from bot.conversation.asking_updates import FOLLOW, LIST, STOP, asked_updates
from bot.conversation.updates_asked import WantedUpdates, wanted_updates
from bot.places.finder import load_places
from bot.places.ports import Located

PLACES = load_places()


def wanted(text: str, followed=(), waiting=False, before=None, payload=None):
    return wanted_updates(text, payload, PLACES.locate(text), followed, waiting, before or {}, PLACES.name)


@pytest.mark.parametrize(
    "text",
    ["stop", "STOP", "Stop.", "please stop", "Stop all", "STOPALL", "unsubscribe", "stop it please", "stop updates",
     "stop the updates please", "no more alerts", "don't send me any more updates", "I no longer want updates",
     "can you stop sending me alerts", "I'd like you to stop messaging me", "cancel my updates", "opt out"],
)  # fmt: skip
def test_every_way_to_stop_stops_all_that_is_followed(text):
    assert wanted(text, followed=("EG", "TH")) == WantedUpdates(STOP)


@pytest.mark.parametrize(
    "text", ["stop Egypt", "unsubscribe from Egypt", "stop updates for Egypt", "stop telling me about Egypt please",
             "unfollow Egypt", "stop following Egypt", "no more updates about Egypt"]
)  # fmt: skip
def test_one_country_is_stopped_by_its_name(text):
    assert wanted(text, followed=("EG", "TH")) == WantedUpdates(STOP, ("EG",))


@pytest.mark.parametrize("text", ["stop", "please stop", "stop Egypt", "stop it"])
def test_a_bare_stop_is_about_updates_only_where_something_is_followed(text):
    assert wanted(text) is None


@pytest.mark.parametrize("text", ["unsubscribe", "stop updates", "no more alerts"])
def test_words_that_can_mean_nothing_else_are_heard_though_nothing_is_followed(text):
    assert wanted(text) == WantedUpdates(STOP)


@pytest.mark.parametrize(
    "text",
    ["stop hitting me", "stop it he is hurting me", "stop him he is in Egypt with my daughter", "please stop the robot",
     "where does the bus stop in Cairo?", "how do I stop my passport application?", "don't tell me what to do",
     "they won't stop calling me in Egypt", "I can't stop crying", "stop over in Cairo for two days, visa?"],
)  # fmt: skip
def test_words_that_only_begin_like_it_stop_nothing(text):
    assert wanted(text, followed=("EG", "TH")) is None


@pytest.mark.parametrize(
    ("text", "countries"),
    [("send me updates for Egypt", ("EG",)), ("tell me when the advice for Israel changes", ("IL",)),
     ("let me know if anything changes in Thailand", ("TH",)), ("keep me updated on Israel", ("IL",)),
     ("can I get updates about Egypt and Jordan?", ("EG", "JO")), ("notify me if the level for Lebanon goes up", ("LB",)),
     ("subscribe to Egypt", ("EG",)), ("follow Egypt please", ("EG",)), ("sign me up for alerts for Cuba", ("CU",)),
     ("Could you text me when the travel advice for Sri Lanka is updated", ("LK",))],
)  # fmt: skip
def test_a_country_is_followed_by_name(text, countries):
    assert wanted(text) == WantedUpdates(FOLLOW, countries)


def test_what_is_named_with_the_wish_is_meant_and_not_where_somebody_is():
    assert wanted("I'm in Thailand, send me updates for Laos") == WantedUpdates(FOLLOW, ("LA",))
    assert wanted("I am going to Egypt in May, tell me if anything changes") == WantedUpdates(FOLLOW, ("EG",))
    assert wanted("send me updates for Egypt, I have a UK passport") == WantedUpdates(FOLLOW, ("EG",))
    assert wanted("I'm from Georgia, keep me updated on Israel") == WantedUpdates(FOLLOW, ("IL",))


@pytest.mark.parametrize("text", ["tell me if this changes", "keep me posted", "let me know if the warning is lifted",
                                  "Send me updates"])  # fmt: skip
def test_without_a_name_the_country_spoken_of_is_meant_or_asked_for(text):
    assert wanted(text, before={"country": "EG"}) == WantedUpdates(FOLLOW, ("EG",))
    assert wanted(text) == WantedUpdates(FOLLOW, asks=True)


def test_a_place_of_two_countries_or_of_none_is_asked_about():
    assert wanted("send me updates for Georgia", before={"country": "EG"}).asks
    assert wanted("send me updates for Narnia", before={"country": "EG"}) == WantedUpdates(
        FOLLOW, asks=True, unknown_place=True
    )


@pytest.mark.parametrize(
    "text",
    ["do I need to follow any rules in Egypt?", "please let me know if there is any update on my case",
     "let me know if my brother's condition changes", "tell me about the weather in Egypt", "any updates for Egypt?",
     "has anything changed for Egypt?", "give me the latest updates on Egypt", "can I change money in Egypt? tell me",
     "follow the signs to the embassy", "what updates do I have on my case?", "which countries have alerts?",
     "stop sending me updates on my case", "tell me when my flight changes", "I have not had any updates"],
)  # fmt: skip
def test_what_sounds_like_a_wish_for_updates_and_is_none(text):
    assert wanted(text, before={"country": "EG"}) is None


def test_who_waits_for_a_caseworker_means_their_case_unless_they_say_otherwise():
    assert wanted("keep me posted", waiting=True, before={"country": "EG"}) is None
    assert wanted("keep me posted on Egypt", waiting=True) == WantedUpdates(FOLLOW, ("EG",))
    about_advice = "tell me if the travel advice changes"
    assert wanted(about_advice, waiting=True, before={"country": "EG"}) == WantedUpdates(FOLLOW, ("EG",))


@pytest.mark.parametrize(
    "text", ["which countries do I follow?", "what am I following", "my updates", "list my updates",
             "what updates do I get?", "am I still subscribed to anything?"]
)  # fmt: skip
def test_what_is_followed_can_be_asked_for(text):
    assert wanted(text) == WantedUpdates(LIST)


def test_a_button_says_which_country_and_a_forged_one_nothing():
    assert wanted("Send me updates", payload={"updates": FOLLOW, "country": "TH"}) == WantedUpdates(FOLLOW, ("TH",))
    assert wanted("Send me updates", payload={"updates": "everything", "country": "TH"}) is None
    assert wanted("Send me updates", payload={"updates": FOLLOW, "country": 7}) is None


@pytest.mark.parametrize("text", ["", " ", "stop " * 200, "\x00", "((((", "send me updates " * 50, "🛑"])
def test_no_text_makes_it_fail_and_a_long_one_is_no_wish(text):
    assert asked_updates(text) is None
    assert wanted_updates(text, None, Located((), (), False, ""), ("EG",), False, {}, PLACES.name) is None
