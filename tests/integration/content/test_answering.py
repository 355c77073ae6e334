"""Questions as citizens write them, answered by the product's encoder and weights over pages of our own."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clients.encoder import load_encoder
from bot.content.answering import relevance
from bot.content.answering.ranking import parts_of
from bot.content.answering.relevance import ASKED, FEATURES, FILE, SHA256, SIGNS, load_relevance, read_relevance
from bot.content.answering.vectors import Encoder, Vectors
from bot.content.facts import load_facts
from bot.content.guides.guide import load_guides
from bot.content.library import Library
from bot.content.ports import Answer
from bot.errors import ContentError, StartError
from bot.operations.bench_ask import measure_ask
from bot.operations.command_ask import answer_row
from tests.fixtures.advice_pages import invented_page
from tests.fixtures.content_store import FakeContentStore
from tests.fixtures.pages import CODES, synced_pages
from tests.fixtures.places import PLACES
from tests.fixtures.vector_store import FakeVectorStore

FACTS, GUIDES = load_facts(), load_guides()


def pages() -> FakeContentStore:
    store = FakeContentStore()
    for page in synced_pages():
        store.put_page(page)
    return store


STORE, VECTORS = pages(), FakeVectorStore()
LIBRARY = Library(STORE, FACTS, GUIDES, PLACES, Vectors(VECTORS, load_encoder))


def test_the_weights_are_those_that_were_measured() -> None:
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() == SHA256
    assert FILE.stat().st_size < 1_000_000
    learned = load_relevance()
    assert learned.encoder == load_encoder().name
    assert learned.kinds.shape == (load_encoder().dimensions, len(ASKED))
    assert (learned.fit.shape, learned.sure.shape) == ((len(FEATURES),), (len(SIGNS),))


def test_other_weights_are_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = tmp_path / "relevance.npz"
    with pytest.raises(ContentError, match="Run ./consular learn"):
        read_relevance(wrong)
    wrong.write_bytes(b"no zip")
    with pytest.raises(ContentError, match="Run ./consular learn"):
        read_relevance(wrong)
    arrays = load_relevance().arrays()
    with wrong.open("wb") as file:
        np.savez(file, **{**arrays, "features": np.array(["other"])})
    with pytest.raises(ContentError, match="made for other features"):
        read_relevance(wrong)
    monkeypatch.setattr(relevance, "FILE", wrong)
    load_relevance.cache_clear()
    try:
        with pytest.raises(ContentError, match="not the one that was measured"):
            load_relevance()
    finally:
        load_relevance.cache_clear()


@pytest.mark.parametrize(
    ("question", "country", "heading"),
    [
        ("My GP put me on elvanse in March and we fly on Sunday, will anybody mind at the airport?", "TH", "Medication"),
        ("he only puffs on one of those elf bar things since he gave up the fags", "TH", "E-cigarettes"),
        ("wot if our passports run out 5 mnths after we get there", "TH", "Passport validity requirements"),
        ("me and my boyfriend, we're both lads, would anybody look twice at us holding hands", "TH", "LGBT+ travellers"),
        ("My sister is taking my ten year old with her own kids. Does he have to carry anything from me?", "TH",
         "Travelling with children"),
        ("someone at the hostel makes his own booze and the lads want to try it", "LA", "Methanol poisoning"),
        ("I'm on a one way flight, could they make me show when I fly home and where I sleep", "FR",
         "Checks at border control"),
    ],
)  # fmt: skip
def test_a_question_that_shares_no_word_with_the_heading_finds_it(question: str, country: str, heading: str) -> None:
    answer = LIBRARY.ask(question, country)
    assert answer.answered and heading in answer.headings, (answer.headings, answer.heading)


def test_a_question_inside_a_story_is_found() -> None:
    story = (
        "Hello, hope someone can help. We are a family of four from Leeds and this is our first big trip. My husband says "
        "I worry too much. We have a lovely hotel near the beach booked and my mum is coming as well. Are we allowed to "
        "bring his ADHD tablets in the hand luggage? He has been so good saving for it. Thanks in advance for replies!"
    )
    answer = LIBRARY.ask(story, "TH")
    assert answer.answered and answer.headings[0] == "Medication"


def test_what_asks_is_read_apart_from_the_story_around_it() -> None:
    assert parts_of("We land on Friday. My son is six. Can he bring his inhaler?") == [
        "We land on Friday. My son is six. Can he bring his inhaler?",
        "Can he bring his inhaler?",
        "My son is six. Can he bring his inhaler?",
    ]
    assert parts_of("is it safe") == ["is it safe"]
    assert len(parts_of("Can I? " * 300)) < 20


@pytest.mark.parametrize("question", ["vaccinations for Laos", "which vaccinations do I need?", "jabs or vaccinations"])
def test_a_page_of_two_passages_answers_what_its_heading_says_outright(question: str) -> None:
    page = invented_page("LA", "laos", "Laos")
    kept = FakeContentStore()
    kept.put_page(page)
    answer = Library(kept, FACTS, GUIDES, PLACES, Vectors(FakeVectorStore(), load_encoder)).ask(question, "LA")
    assert answer.answered and answer.headings[0] == "Vaccinations"


@pytest.mark.parametrize(
    "question",
    [
        "where can I watch the match on television tonight",
        "what is the best vegan restaurant in the old town",
        "how much should I tip the waiter",
        "which mobile network has the cheapest sim card",
    ],
)
def test_what_no_travel_advice_answers_is_said_to_be_unanswered(question: str) -> None:
    answer = LIBRARY.ask(question, "TH")
    assert (answer.answered, answer.headings, answer.passages) == (False, (), ())
    body = LIBRARY.reply_for(answer).body
    assert "We found no direct answer" in body and "https://www.gov.uk/foreign-travel-advice/thailand" in body


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("I lost my passport in Bangkok and fly home tomorrow", "lost_stolen_passport"),
        ("my dad died on holiday, how do we bring him home", "death_abroad"),
        ("my friend has been arrested, what can you do", "arrest_detention"),
    ],
)
def test_a_document_a_death_or_an_arrest_goes_to_the_guide(question: str, topic: str) -> None:
    answer = LIBRARY.ask(question, "TH")
    title = GUIDES.get(topic).title
    assert (answer.answered, answer.guide, answer.part, answer.headings) == (True, topic, "guide", (title,))
    body = LIBRARY.reply_for(answer, "For Thailand").body
    assert body.startswith("For Thailand:") and f"## {title}" in body
    # Warnings of the page come first whatever was asked.
    assert body.index("FCDO advises against all but essential travel") < body.index(f"## {title}")
    row = answer_row(LIBRARY, 7, question, "TH")
    assert (row["answered"], row["heading"], row["reviewed_at"]) == (True, title, GUIDES.get(topic).checked.isoformat())


def test_a_guide_answers_without_a_country_too() -> None:
    answer = LIBRARY.ask("I have lost my passport, what now", None)
    assert (answer.guide, answer.country) == ("lost_stolen_passport", None)


def ids(answer: Answer) -> list[str]:
    return [passage.id for passage in answer.passages]


CITIZENS_WORDS = (
    "visa passport vape tablets crime Laos Thailand Egypt Russia France scooter pyramids metro spirits Vientiane "
    "Bangkok Test District One tramadol GHIC 44 days monuments return ticket can I is it ? . my son"
)
WORDS = st.lists(st.sampled_from(CITIZENS_WORDS.split()), max_size=12).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(text=WORDS, country=st.sampled_from(sorted(CODES.values())))
def test_never_a_passage_of_another_country(text: str, country: str) -> None:
    answer = LIBRARY.ask(text, country)
    assert {passage.country for passage in answer.passages} <= {country}
    if not answer.guide:
        slug = FACTS.country(country).slug
        assert answer.url.startswith(f"https://www.gov.uk/foreign-travel-advice/{slug}")


@pytest.mark.parametrize("text", ["", "\x00", "?" * 5_000, "ي" * 500, "\ud800", "a" * 9_000, "visa? " * 1_500])
def test_no_text_makes_it_fail(text: str) -> None:
    assert LIBRARY.ask(text, "TH").country == "TH"


def test_questions_never_read_a_page_that_was_prepared() -> None:
    read: list[str] = []

    class Listening:
        name = load_encoder().name

        def encode(self, texts: Sequence[str]) -> relevance.Floats:
            read.extend(texts)
            return load_encoder().encode(texts)

    kept = FakeVectorStore()
    library = Library(pages(), FACTS, GUIDES, PLACES, Vectors(kept, Listening))
    assert library.prepare() == 5
    assert len(kept.kept) > 40
    read.clear()
    library.ask("is vaping ok", "TH")
    assert read == ["is vaping ok"]
    assert library.prepare(["LA"]) == 1 and read == ["is vaping ok"]


def test_vectors_of_pages_that_are_gone_are_forgotten_when_all_are_prepared() -> None:
    store, kept = pages(), FakeVectorStore()
    library = Library(store, FACTS, GUIDES, PLACES, Vectors(kept, load_encoder))
    library.prepare()
    before = len(kept.kept)
    store.remove_page("TH", "gone")
    library.prepare(["LA"])
    assert len(kept.kept) == before
    library.prepare()
    assert len(kept.kept) < before


@pytest.fixture
def no_model() -> Iterator[Library]:
    def broken() -> NoReturn:
        raise StartError("The model file is damaged. Take it from the repository again.")

    yield Library(pages(), FACTS, GUIDES, PLACES, Vectors(FakeVectorStore(), broken))


def test_without_the_model_words_alone_answer_and_the_log_says_why_once(
    no_model: Library, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert no_model.ask("is vaping ok", "TH").heading == "E-cigarettes"
        assert no_model.ask("can I take my tablets", "TH").heading == "Medication"
    assert [record.getMessage() for record in caplog.records] == [
        "Questions are answered by their words alone. The model file is damaged. Take it from the repository again."
    ]


def test_weights_of_another_encoder_are_not_used(caplog: pytest.LogCaptureFixture) -> None:
    class Other:
        name = "other"

        def encode(self, texts: Sequence[str]) -> relevance.Floats:
            raise AssertionError("never asked")

    def other() -> Encoder:
        return Other()

    library = Library(pages(), FACTS, GUIDES, PLACES, Vectors(FakeVectorStore(), other))
    assert library.ask("is vaping ok", "TH").heading == "E-cigarettes"
    assert "learned with another encoder" in caplog.text


def test_the_bench_asks_every_question_with_every_country_loaded() -> None:
    figures = measure_ask(LIBRARY, sorted(CODES.values()), [("is it safe to swim", "TH"), ("do I need a visa", "LA")] * 5)
    assert (figures.countries, len(figures.sorted_ms)) == (5, 10)
    assert 0 < figures.percentile(0.5) <= figures.percentile(0.95) <= figures.sorted_ms[-1]
    assert figures.words == 5
