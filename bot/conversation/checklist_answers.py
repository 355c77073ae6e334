"""Which words answer a checklist's question. PURE.

Careful rather than clever: words that are not recognised stay an ordinary message, which is answered as such, and the
question is asked again. "How much is it?" is no answer, and neither is "my brother died".
"""

from __future__ import annotations

import re

from bot.content.checklists.journeys import Ask, Choice
from bot.conversation.asking import plain_topic
from bot.places.ports import Located

LONGEST_ANSWER = 12
"""Words. A longer message tells or asks something of its own."""

_QUESTION = re.compile(
    r"(what|where|when|why|who|which|how|can|could|do|does|did|is|are|am|will|would|should|may|must|have|has|any)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:(?:number|option|answer|the)\s+)?([1-9]|first|second|third|fourth)(?:\s+one)?\W*", re.IGNORECASE
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_SMALL = frozenset({
    "a", "an", "and", "am", "are", "as", "at", "be", "been", "but", "by", "can", "do", "does", "for", "from",
    "got", "had", "has", "have", "he", "her", "his", "i", "in", "is", "it", "its", "it's", "just", "my", "of",
    "oh", "ok", "okay", "on", "one", "our", "please", "really", "she", "so", "still", "thank", "thanks", "that",
    "the", "them", "they", "think", "this", "to", "us", "was", "we", "well", "were", "with", "would", "yet",
    "you", "your", "i'm", "we're", "they're", "he's", "she's", "that's",
})  # fmt: skip
"""Words that add nothing to an answer."""
_WEAK = frozenset({
    "me", "yes", "no", "nope", "yeah", "yep", "sure", "not", "here", "there", "other", "another", "copy",
    "full", "gone", "name", "change", "first", "sign", "company", "council", "private", "home", "single",
    "none", "both", "stamp", "exam", "foreign", "i do", "i am", "i can", "we were", "they were", "they have it",
})  # fmt: skip
"""Phrases that answer only where little else is said: "tell me more" is not about an adult."""
_MOST_BESIDES = 3
"""Words of their own that may stand beside any other phrase: "my wallet was stolen, the passport too"."""
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'"})


def is_question(words: str) -> bool:
    """Whether somebody asks, rather than answers."""
    return words.rstrip().endswith("?") or (_QUESTION.match(words) is not None and len(words.split()) > 3)


def country_in(words: str, located: Located, topics: tuple[str, ...], place_alone: bool) -> tuple[str, ...]:
    """The countries that an answer may mean, ISO: one, several where the citizen must be asked which, none where the
    words are no answer. `topics` are the journey's own; `place_alone`: the words say nothing but where."""
    if not located.countries or len(words.split()) > LONGEST_ANSWER:
        return ()
    if not place_alone:
        about = plain_topic(words)
        if is_question(words) or (about is not None and about not in topics):
            return ()
    return located.countries if located.asks or len(located.countries) == 1 else ()


def choice_in(ask: Ask, words: str, located: Located, country: str) -> Choice | None:
    """The choice that the words name, None where they name none or several. `country` answers an earlier question, so
    that "in Spain" can mean "in that country"."""
    text = " ".join(words.translate(_APOSTROPHES).casefold().split())
    said = text.strip(" .!,")
    for choice in ask.choices:
        if said == choice.title.casefold():
            return choice
    number = _NUMBER.fullmatch(said)
    if number:
        place = _ORDINALS.get(number[1]) or int(number[1])
        return ask.choices[place - 1] if place <= len(ask.choices) else None
    if len(text.split()) > LONGEST_ANSWER or is_question(text):
        return None
    if ask.place and len(located.countries) == 1 and not located.asks:
        there = located.countries[0]
        return ask.choice("uk" if there == "GB" else "there" if there == country else "other")
    named = _named(ask, text)
    return named[0] if len(named) == 1 else None


def says_nothing_else(ask: Ask, words: str) -> bool:
    """Whether the words are a choice of this question and not one word more: "it was stolen", "a man and a woman"."""
    text = " ".join(words.translate(_APOSTROPHES).casefold().split())
    return not is_question(text) and len(_named(ask, text, 0)) == 1


def _named(ask: Ask, text: str, most_besides: int = _MOST_BESIDES) -> list[Choice]:
    """The choices whose phrases stand in the text; a phrase inside a longer one does not count ("not married")."""
    found: list[tuple[int, int, Choice]] = []
    for choice in ask.choices:
        for phrase in (choice.title.casefold(), *choice.words):
            for match in re.finditer(rf"(?<![\w']){re.escape(phrase)}(?![\w'])", text):
                if not re.search(r"(?:\bnot|n't)\s+(?:\w+\s+)?$", text[: match.start()]):
                    found.append((match.start(), match.end(), choice))
    kept = [
        (start, end, choice)
        for start, end, choice in found
        if not any(s <= start and end <= e and (e - s) > (end - start) for s, e, _ in found)
    ]
    besides = _besides(text, [(start, end) for start, end, _ in kept])
    weak = all(text[start:end] in _WEAK for start, end, _ in kept)
    if besides > (0 if weak else most_besides):
        return []
    return list(dict.fromkeys(choice for _, _, choice in kept))


def _besides(text: str, spans: list[tuple[int, int]]) -> int:
    """How many words of their own stand outside the spans."""
    words = re.finditer(r"[\w']+", text)
    return sum(
        1
        for word in words
        if word[0] not in _SMALL and not any(start <= word.start() < end for start, end in spans)
    )
