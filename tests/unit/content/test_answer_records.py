"""What is noted of an answer comes from the replies that citizens really get."""
from __future__ import annotations

from datetime import date

import pytest

from bot.content.answer_records import WITHHELD, record_of, words_may_be_shown
from bot.content.guides.guide import load_guides
from bot.content.guides.schema import GUIDE_TOPICS
from bot.content.ports import Answer, Passage
from bot.content.replies import passages_reply

URL = "https://www.gov.uk/foreign-travel-advice/japan/health"
GUIDES = load_guides()
PASSAGE = Passage("japan/health#2", "JP", "health", "Health", ("Medication",), "Words.", URL)


def test_an_answer_from_a_page_names_its_part_and_passages() -> None:
    answer = Answer(True, "JP", "health", "Medication", ("Medication",), (PASSAGE,), URL, date(2026, 6, 30), "")
    made = record_of(passages_reply(answer, "Japan", topic="health_vaccination").about)
    assert made is not None
    assert (made.answered, made.topic, made.country, made.part, made.shown) == (
        True, "health_vaccination", "JP", "health", ("japan/health#2",))


def test_no_direct_answer_is_noted_as_unanswered_with_the_nearest_part() -> None:
    answer = Answer(False, "JP", "health", "Medication", (), (), URL, date(2026, 6, 30), "")
    made = record_of(passages_reply(answer, "Japan", topic="health_vaccination").about)
    assert made is not None and (made.answered, made.part, made.shown) == (False, "health", ())


@pytest.mark.parametrize("topic", GUIDES.topics())
def test_every_guide_and_each_part_of_it_is_noted_by_name(topic: str) -> None:
    guide = GUIDES.get(topic)
    whole, costs = record_of(guide.reply("TH").about), guide.part("costs")
    assert whole is not None and (whole.topic, whole.country, whole.shown) == (topic, "TH", (f"guide:{topic}",))
    assert costs is not None
    part = record_of(costs.about)
    assert part is not None and (part.part, part.shown, part.answered) == ("costs", (f"guide:{topic}#costs",), True)


def test_words_are_shown_on_topics_of_ours_that_are_no_trouble() -> None:
    shown = {topic for topic in GUIDE_TOPICS if words_may_be_shown(topic)}
    assert {"entry_requirements", "insurance", "health_vaccination"} <= shown
    assert shown.isdisjoint(WITHHELD)
    assert shown.isdisjoint(topic for topic in GUIDES.topics() if GUIDES.get(topic).urgent), "urgent: trouble"
    assert not words_may_be_shown("") and not words_may_be_shown("made_up")
