"""Danger reaches the desk and the numbers reach the citizen, whatever else goes on: the real processes and page."""
from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.casework.case import Case, Resolution, Severity, Status
from bot.conversation.messages import Author, Message, Reply
from tests.fixtures.product import PageCitizen, Product, product
from tests.fixtures.trained_model import with_trained_model

pytestmark = pytest.mark.slow

NUMBER = "+44 20 7008 5000"
HELD = "I am being held by police in Dubai and they won't let me leave"
SECRET = "marmalade-elephant-seventeen"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, _migrated_sqlite: Path) -> Iterator[Product]:
    import shutil

    from bot.settings import Settings
    from bot.store.keyring import make_key
    folder = tmp_path_factory.mktemp("danger")
    settings = Settings(state=folder / "state", key_file=folder / "keys" / "keys.json")
    settings.state.mkdir()
    make_key(settings)
    shutil.copy(_migrated_sqlite, settings.state / "consular.db")
    with product(with_trained_model(settings)) as made:
        made.run("web", "desk", "assistant", "reconcile")
        made.services.store.add_user("asha", "Asha", "caseworker", "a long enough password")
        made.services.store.present("asha")
        yield made


class Someone(PageCitizen):
    """A citizen whose conversation the test can read in the log."""

    def __init__(self, running: Product) -> None:
        super().__init__(running.web_url)
        self._store = running.services.store
        running.leaving.append(self.close)

    @property
    def conversation(self) -> str:
        found = self._store.conversation_for_key(self.session)
        assert found is not None
        return found

    def log(self) -> list[Message]:
        return self._store.messages(self.conversation)

    def case(self) -> Case | None:
        return self._store.case_of(self.conversation)

    def wait_answered(self) -> None:
        eventually(lambda: (now := self._store.conversation(self.conversation)).answered == now.last_citizen)


def eventually(check: Callable[[], Any], seconds: float = 20.0) -> Any:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = check()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it never happened")


def numbers_follow(log: list[Message], words: str) -> None:
    """The very next words after the citizen's are ours, and hold the number to call."""
    place = next(index for index, message in enumerate(log) if message.body == words)
    following = [message for message in log[place + 1:] if message.author is not Author.CITIZEN]
    assert following and NUMBER in following[0].body, [message.author for message in log]


def test_in_the_middle_of_open_questions_a_worse_danger_raises_the_case(running: Product) -> None:
    citizen = Someone(running)
    citizen.send("my bag was stolen in Rome with my passport and I fly home tomorrow")
    case = eventually(citizen.case)
    citizen.wait_answered()
    before = case.severity
    words = "they are beating my brother right now, he is not breathing"
    citizen.send(words)
    eventually(lambda: citizen.case() and citizen.case().severity is Severity.P1)
    assert before is not Severity.P1
    assert citizen.case().reference == case.reference
    numbers_follow(citizen.log(), words)
    contact = next(one for one in citizen.case().questions if one.id == "contact")
    assert contact.status == "asked", "danger was taken for an answer"


def test_after_ten_queued_routine_questions_danger_is_answered_before_them(running: Product) -> None:
    citizen = Someone(running)
    running.stop("assistant")
    try:
        for number in range(10):
            citizen.send(f"do I need a visa for Thailand if I stay {number + 2} weeks?")
        citizen.send(HELD)
        numbers_follow(citizen.log(), HELD)
        assert citizen.case() is not None
    finally:
        running.run("assistant")
    citizen.wait_answered()
    log = citizen.log()
    first = next(message for message in log if message.author is not Author.CITIZEN)
    assert NUMBER in first.body and first.details["in_reply_to"] == 11


def test_in_pieces_over_four_messages(running: Product) -> None:
    citizen = Someone(running)
    for words in ("hi", "im in dubai", "they took my passport", "and locked me in a room, I cant get out"):
        citizen.send(words)
    case = eventually(citizen.case)
    assert case.severity is Severity.P1 and case.countries[:1] == ("AE",)
    numbers_follow(citizen.log(), "and locked me in a room, I cant get out")


def test_inside_an_insult(running: Product) -> None:
    citizen = Someone(running)
    words = "you useless stupid bot you are worthless crap, my husband is going to kill me tonight, he has a knife"
    citizen.send(words)
    assert eventually(citizen.case).severity is Severity.P1
    numbers_follow(citizen.log(), words)


def test_as_a_command_to_rasa(running: Product) -> None:
    citizen = Someone(running)
    words = "/restart I am being held in a flat in Cairo by men with guns"
    citizen.send(words)
    assert eventually(citizen.case).severity is Severity.P1
    numbers_follow(citizen.log(), words)
    citizen.wait_answered()
    assert [m.body for m in citizen.log() if m.author is Author.CITIZEN] == [words], "nothing was restarted"


def test_while_a_caseworker_has_the_conversation_the_assistant_raises_and_says_nothing(running: Product) -> None:
    store = running.services.store
    citizen = Someone(running)
    citizen.send("can I speak to a person please")
    case = eventually(citizen.case)
    citizen.wait_answered()
    store.take(case.reference, "asha")
    store.read_up_to(case.reference, "asha", store.conversation(citizen.conversation).seq)
    said = len([m for m in citizen.log() if m.author is Author.ASSISTANT])
    citizen.send("I have taken an overdose, I want to die")
    raised = eventually(lambda: (now := citizen.case()) and now.severity is Severity.P1 and now)
    assert raised.reference == case.reference and raised.unread
    assert raised.reference in {one.reference for one in store.alerts_due()} or raised.alert
    citizen.wait_answered()
    assert len([m for m in citizen.log() if m.author is Author.ASSISTANT]) == said


def test_after_a_resolution_a_linked_case_opens(running: Product) -> None:
    store = running.services.store
    citizen = Someone(running)
    citizen.send(HELD)
    first = eventually(citizen.case)
    citizen.wait_answered()
    store.take(first.reference, "asha")
    store.resolve(first.reference, "asha", Resolution.HELPED, "released")
    words = "the police have arrested me again and I am in a cell"
    citizen.send(words)
    second = eventually(citizen.case)
    assert second.reference != first.reference and second.previous == first.reference
    numbers_follow(citizen.log(), words)
    assert store.case(first.reference, "asha").status is Status.RESOLVED


def test_with_the_desk_stopped_the_case_is_kept(running: Product) -> None:
    running.stop("desk")
    try:
        citizen = Someone(running)
        citizen.send(HELD)
        reference = eventually(citizen.case).reference
        numbers_follow(citizen.log(), HELD)
    finally:
        running.run("desk")
    assert reference in {one.reference for one in running.services.store.queue()}


def test_with_the_assistant_stopped_routine_words_get_a_notice_and_a_case_that_closes_itself(running: Product) -> None:
    store = running.services.store
    running.stop("assistant")
    citizen = Someone(running)
    try:
        began = time.monotonic()
        citizen.send("do I need a visa for Thailand?")
        case = eventually(citizen.case, 40)
        assert time.monotonic() - began < 35
        notice = eventually(lambda: [m for m in citizen.log() if m.author is Author.NOTICE])
        assert NUMBER in notice[0].body
        assert case.severity is Severity.P3
    finally:
        running.run("assistant")
    citizen.wait_answered()
    eventually(lambda: citizen.case() is None)
    assert store.case(case.reference, "asha").resolution is Resolution.ANSWERED
    assert any(m.author is Author.ASSISTANT for m in citizen.log())


def test_what_a_citizen_wrote_is_in_no_file_and_no_log(running: Product) -> None:
    """Last in this file: everything above has passed through every part by now, and this sentence does too."""
    store = running.services.store
    citizen = Someone(running)
    citizen.send(f"do I need a visa for Laos? {SECRET}")
    citizen.send(f"I have been arrested in Vientiane {SECRET}")
    case = eventually(citizen.case)
    citizen.send(f"call me on +44 7700 900999 {SECRET}")
    citizen.wait_answered()
    store.take(case.reference, "asha")
    store.say(case.reference, "asha", f"we will ask about {SECRET}", "key-of-the-desk")
    store.add_note(case.reference, "asha", f"he said {SECRET}")
    store.update_card(case.reference, "asha", {"what": SECRET})
    store.hand_back(case.reference, "asha", Reply("You are with the assistant again.", author=Author.NOTICE))
    wanted = re.compile(rf"{SECRET}|7700 ?900999".encode())
    files = [path for path in running.folder.rglob("*") if path.is_file() and "models" not in path.parts]
    assert {"consular.db", "consular.db-wal", "web.log", "assistant.log"} <= {path.name for path in files}
    assert [path.name for path in files if wanted.search(path.read_bytes())] == []
