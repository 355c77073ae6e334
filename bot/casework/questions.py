"""The questions after a case is open: what they say, in which order, and which words answer them.

The first reply already asks the first one, `contact`. Every question can be skipped. Words that do not fit a question's
type are never taken as its answer ("my brother died" is not a passport number): `fits` gives None and the words stay
an ordinary message.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.casework.answers import ANSWER_CHECKS
from bot.casework.case import Question
from bot.conversation.messages import QuickReply

LONGEST_ANSWER = 500
"""Characters of an answer that go on the card; the whole message stays in the log."""

SKIP = QuickReply("Skip this question", {"answer": "skip"})


@dataclass(frozen=True)
class QuestionText:
    """One question as the citizen reads it."""

    id: str
    text: str
    label: str
    """The row of the handover card that the answer fills."""
    choices: tuple[str, ...] = ()
    """Quick replies whose title is itself the answer."""
    skippable: bool = True

    def quick_replies(self) -> tuple[QuickReply, ...]:
        """The choices and "Skip this question"; payload {"question_id", "answer": the title or "skip"}."""
        buttons = [QuickReply(choice, {"question_id": self.id, "answer": choice}) for choice in self.choices]
        if self.skippable:
            buttons.append(QuickReply(SKIP.title, {"question_id": self.id, "answer": "skip"}))
        return tuple(buttons)


_ALL = (
    QuestionText(
        "contact",
        "How can we reach you, and is it safe? Give a phone number or an email address.",
        "How to reach them",
        ("It is not safe to call me", "Write to me here"),
    ),
    QuestionText(
        "danger_now", "Is anyone hurt or in danger right now?", "In danger now", ("Yes", "No", "I do not know")
    ),
    QuestionText(
        "where",
        "Where is the person who needs help? Tell us the country, the town and the place, if you know.",
        "Where",
    ),
    QuestionText("who", "Who needs help? Tell us their full name, and who they are to you.", "Who", ("It is me",)),
    QuestionText(
        "nationality",
        "What nationality is the person who needs help? Tell us every passport they hold.",
        "Nationality",
        ("British", "British and another", "Not British", "I do not know"),
    ),
    QuestionText(
        "passport_number",
        "What is the British passport number? It has 9 digits. Skip this if you do not have it.",
        "Passport number",
    ),
)
QUESTIONS: dict[str, QuestionText] = {question.id: question for question in _ALL}

_ORDER = ("contact", "danger_now", "where", "who", "nationality")
_ORDER_OF_KIND: dict[str, tuple[str, ...]] = {
    "death": ("contact", "who", "where", "nationality"),
    "hospital": ("contact", "where", "who", "nationality"),
    "arrest": ("contact", "where", "who", "nationality"),
    "custody_unreachable": ("contact", "where", "who", "nationality"),
    "missing": ("contact", "who", "where", "nationality"),
    "welfare": ("contact", "who", "where", "nationality"),
    "robbed": ("contact", "danger_now", "where", "nationality"),
    "destitute": ("contact", "danger_now", "where", "nationality"),
    "lost_passport_urgent": ("contact", "where", "nationality", "passport_number"),
    "asks_for_person": ("contact", "where"),
    "unreadable_language": ("contact", "where"),
    "unanswered": ("contact",),
}


def questions_for(kind: str, told: Collection[str] = ()) -> tuple[str, ...]:
    """Ids of the questions to ask after a case of this kind of danger opens, in order; `contact` comes first.

    What the citizen `told` already (ids) is asked last: a hint in their words is no answer.
    """
    ids = _ORDER_OF_KIND.get(kind, _ORDER)
    return tuple(sorted(ids, key=lambda id: id in told and id != "contact"))


def next_question(questions: Iterable[Question]) -> QuestionText | None:
    """The question to put to the citizen now, or None when all were answered or skipped.

    One that was asked already and has no answer comes before one not asked yet.
    """
    waiting = [
        question for question in questions if question.status in {"asked", "open"} and question.id in QUESTIONS
    ]
    asked = [question for question in waiting if question.status == "asked"]
    for question in asked or waiting:
        return QUESTIONS[question.id]
    return None


def answers(questions: Sequence[Question]) -> dict[str, str]:
    """question id → answer, of those that were answered."""
    return {question.id: question.value for question in questions if question.status == "answered"}


def fits(question_id: str, text: str) -> str | None:
    """The answer that `text` gives to the question, trimmed, or None where it does not fit the question's type.

    "my brother died" is neither a phone number nor a passport number. An unknown id fits nothing.
    """
    check = ANSWER_CHECKS.get(question_id)
    words = " ".join(text.split())
    if check is None or not words:
        return None
    question = QUESTIONS.get(question_id)
    if question and words.casefold().rstrip(".!") in {choice.casefold() for choice in question.choices}:
        return words
    answer = check(words)
    return None if answer is None else answer[:LONGEST_ANSWER]


_SKIPS = re.compile(
    r"(please )?(skip( (this|that|it))?( question)?|pass|next( question)?|(i |i would |i'd |would )?rather not( say)?"
    r"|prefer not to say"
    r"|i (do not|don'?t) want to (say|answer)|no comment)( please)?[.!]*",
    re.IGNORECASE,
)


def skips(text: str) -> bool:
    """Whether the words ask to leave the question out. "I do not know" is an answer to some questions, so not here."""
    return len(text) <= 60 and _SKIPS.fullmatch(" ".join(text.split())) is not None
