"""A checklist in the making: which questions were answered or skipped, and what a message says to it. PURE.

The answers stand in the conversation's context (sealed, like all that a citizen says), as JSON: {"id", "given":
[[question, answer]], "asides", "paused", "token"}. They are forgotten with it after a day of silence; a finished list
stays with the message that showed it. Rasa carries only the pointer. Danger is decided before any of this is asked.
"""

# ruff: noqa: E501 - a pattern that is cut in two is harder to read

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.casework.questions import skips
from bot.content.checklists.journeys import SKIPPED, Ask, Journey, journey_about, journey_named, journeys
from bot.conversation.asking import calls_off, plain_topic, wants_person
from bot.conversation.checklist_answers import LONGEST_ANSWER, choice_in, country_in, is_question, says_nothing_else
from bot.conversation.followups import SHORT, ResolvedQuestion, only_a_place, shown_as
from bot.conversation.guide_parts import part_asked
from bot.conversation.messages import QuickReply, Reply
from bot.places.ports import Located

KEY = "checklist"
"""In the context, in a button's payload and in a reply's `about`."""

MOST_ASIDES = 3
"""Side questions in a row after which the question is not put again by itself: the citizen is elsewhere by then."""

SKIP, BACK, STOP = "Skip", "Go back", "Stop"


@dataclass(frozen=True)
class Progress:
    """How far one checklist is."""

    journey: str
    given: tuple[tuple[str, str], ...] = ()
    """(question, answer) in the order given; SKIPPED where it was left out."""
    asides: int = 0
    paused: bool = False
    """Not asked on until the citizen says so: after trouble, and after MOST_ASIDES."""
    token: str = ""
    """Of the finished list's page; "" before it was finished."""

    @property
    def answers(self) -> dict[str, str]:
        return dict(self.given)

    @property
    def open(self) -> Ask | None:
        """The question that waits, None when the list can be made."""
        return next((ask for ask in journeys()[self.journey].asks if ask.id not in self.answers), None)

    @property
    def asking(self) -> bool:
        return self.open is not None and not self.paused

    def country(self) -> str | None:
        """The country of the checklist, ISO, where it was said."""
        ask = journeys()[self.journey].country_ask()
        return (self.answers.get(ask.id) or None) if ask else None

    def with_answer(self, ask: str, value: str) -> Progress:
        """Answered, or corrected: an earlier answer to the same question gives way, in its place."""
        if ask in self.answers:
            given = tuple((id, value if id == ask else old) for id, old in self.given)
        else:
            given = (*self.given, (ask, value))
        return replace(self, given=given, asides=0, paused=False)

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.journey,
            "given": [list(pair) for pair in self.given],
            "asides": self.asides,
            "paused": self.paused,
            "token": self.token,
        }


def progress_of(context: Mapping[str, Any]) -> Progress | None:
    """The checklist that the context holds; None without one, or where a newer version no longer knows it."""
    row = context.get(KEY)
    if not isinstance(row, Mapping) or str(row.get("id")) not in journeys():
        return None
    known = {ask.id: ask for ask in journeys()[str(row["id"])].asks}
    given = []
    rows = row.get("given")
    for pair in rows if isinstance(rows, list | tuple) else ():
        id, value = (str(pair[0]), str(pair[1])) if isinstance(pair, list | tuple) and len(pair) == 2 else ("", "")
        ask = known.get(id)
        if ask is not None and (value == SKIPPED or ask.type == "country" or ask.choice(value)):
            given.append((id, value))
    asides = row.get("asides")
    return Progress(
        str(row["id"]),
        tuple(given),
        asides if isinstance(asides, int) else 0,
        bool(row.get("paused")),
        str(row.get("token") or ""),
    )


@dataclass(frozen=True)
class Heard:
    """What a message says to, or about, a checklist."""

    do: str
    """`start`, `choose` (which of the seven?), `answer`, `which` (the place named is in several countries), `back`,
    `leave`, `resume`, `show` (the finished list again), `again` (not understood)."""
    journey: str = ""
    ask: str = ""
    value: str = ""
    """For `answer`; for `start`, the country (ISO) that was spoken of."""
    candidates: tuple[str, ...] = ()


_CHECKLIST = re.compile(r"\b(?:check|to[- ]?do)[- ]?lists?\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:no|not|don'?t|stop|cancel|leave|without|never)\b", re.IGNORECASE)
_GO_ON = re.compile(r"\b(?:go on|continue|carry on|resume|finish|back to|pick up)\b", re.IGNORECASE)
_LEAVES = re.compile(
    r"\W*(?:please |ok |no )?(?:stop|quit|exit|cancel|leave|end|abort|no more(?: questions)?|that'?s enough|enough"
    r"|i (?:want|would like|'d like) to (?:stop|leave|quit)|(?:stop|leave|end|quit) (?:this|it|asking|the (?:check)?list|now))"
    r"(?: please| thanks| thank you)?\W*",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\W*(?:please |sorry |oops |wait )?(?:(?:go |step |one )?back|previous(?: question)?|undo|last question again"
    r"|(?:that|this) (?:was|is) wrong|(?:i )?(?:made|pressed|chose|picked) (?:a mistake|the wrong (?:one|button|answer))"
    r"|change (?:my|the|an|that|last) (?:last )?answers?|wrong (?:one|answer|button))(?: please)?\W*",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"\W*(?:i )?(?:do not know|don'?t know|dont know|dunno|am not sure|i'?m not sure|not sure|unsure|no idea|not decided(?: yet)?"
    r"|undecided|either|it depends|does ?n'?t matter|not yet)(?: yet)?\W*",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\W*(?:no|sorry|oops|wait|actually|correction|i mean|i meant|it'?s|make that|not \w+ but)\b[\s,:.-]*", re.IGNORECASE
)


def hear(
    text: str,
    payload: Mapping[str, Any] | None,
    located: Located,
    before: Mapping[str, Any],
    name: Callable[[str], str],
    late: bool = False,
) -> Heard | None:
    """What a message says to a checklist; None where it is about something else.

    `payload` is of the button that was pressed, `before` the live context, `name` a country's name in a sentence;
    `late`: a button was pressed when it did not count any more, so its title answers no question. Never raises for any
    text.
    """
    progress = progress_of(before)
    if payload is not None:
        return _pressed(payload, progress)
    words = " ".join(text.split())
    if len(words) > 300 or wants_person(words):
        return None
    if progress is not None and progress.asking and not late:
        said = _to_open(words, located, progress, name)
        if said is not None:
            return said
    if _CHECKLIST.search(words):
        return _about_a_list(words, located, progress, before)
    if progress is not None and not late and len(words.split()) <= LONGEST_ANSWER:
        if progress.open is None and _BACK.fullmatch(words):
            return Heard("back")
        if progress.paused and progress.open is not None and _GO_ON.fullmatch(words.strip(" .!")):
            return Heard("resume")
    return None


def only_answers(words: str, before: Mapping[str, Any]) -> bool:
    """Whether the words are nothing but the answer that an open question offers, so that what a model makes of so few
    of them is chance. Danger cues are heard in them all the same. `before` is the live context."""
    progress = progress_of(before)
    ask = progress.open if progress is not None and progress.asking else None
    return ask is not None and ask.type == "choice" and says_nothing_else(ask, words)


def about_checklist(progress: Progress) -> ResolvedQuestion:
    """What the conversation is about while this checklist is made."""
    journey = journeys()[progress.journey]
    return ResolvedQuestion(journey.name, journey.topic, progress.country(), "")


def asked_of(heard: Heard, text: str, before: Mapping[str, Any]) -> ResolvedQuestion:
    """What the conversation is about after `heard`."""
    progress = carry_on(progress_of(before), heard) or progress_of(before)
    return ResolvedQuestion(text, "unclear", None, "") if progress is None else about_checklist(progress)


def side_question(text: str, before: Mapping[str, Any], name: Callable[[str], str]) -> ResolvedQuestion | None:
    """ "How much is it?" while a checklist is made, or right after: about what the checklist is for. Else None."""
    progress = progress_of(before)
    if progress is None or len(text.split()) > SHORT or not part_asked(text):
        return None
    journey = journeys()[progress.journey]
    named = plain_topic(text)
    if before.get("topic") != journey.topic or (named is not None and named not in journey.topics):
        return None
    country = progress.country()
    return ResolvedQuestion(f"{journey.name}: {text}", journey.topic, country, shown_as(country, name), True)


def _to_open(words: str, located: Located, progress: Progress, name: Callable[[str], str]) -> Heard | None:
    """What the words say to the question that waits."""
    ask = progress.open
    assert ask is not None
    if _LEAVES.fullmatch(words) or calls_off(words):
        return Heard("leave")
    if _BACK.fullmatch(words):
        return Heard("back")
    corrected = _correction(words, located, progress, ask, name)
    if corrected is not None:
        return corrected
    found = _answer(words, located, progress, ask, name)
    if found is not None:
        return found
    if skips(words) or _UNKNOWN.fullmatch(words):
        return Heard("answer", ask=ask.id, value=SKIPPED)
    return None


def _answer(words: str, located: Located, progress: Progress, ask: Ask, name: Callable[[str], str]) -> Heard | None:
    if ask.type == "country":
        mentions = tuple(mention.text for mention in located.mentions)
        first = located.countries[0] if located.countries else None
        alone = only_a_place(words, mentions, first, name)
        countries = country_in(words, located, journeys()[progress.journey].topics, alone)
        if len(countries) == 1:
            return Heard("answer", ask=ask.id, value=countries[0])
        return Heard("which", ask=ask.id, candidates=countries) if countries else None
    choice = choice_in(ask, words, located, progress.country() or "")
    return Heard("answer", ask=ask.id, value=choice.id) if choice else None


def _correction(words: str, located: Located, progress: Progress, ask: Ask, name: Callable[[str], str]) -> Heard | None:
    """ "No, I meant Portugal", after the question about the country was answered."""
    lead = _CORRECTS.match(words)
    if lead is None or is_question(words) or ask.type == "country":
        return None
    rest = words[lead.end() :].strip()
    journey = journeys()[progress.journey]
    for id, _ in reversed(progress.given):
        earlier = journey.ask(id)
        if earlier is None or not rest or (ask.place and earlier.type == "country"):
            continue
        found = _answer(rest, located, progress, earlier, name)
        if found is not None and (earlier.type == "country" or _answer(words, located, progress, ask, name) is None):
            return found
    return None


def _about_a_list(words: str, located: Located, progress: Progress | None, before: Mapping[str, Any]) -> Heard | None:
    if _NOT.search(words):
        return Heard("leave") if progress is not None and progress.asking else None
    named = journey_named(words)
    country = located.countries[0] if len(located.countries) == 1 and not located.asks else ""
    if progress is not None and (named is None or named.id == progress.journey) and not country:
        return Heard("resume" if progress.open else "show")
    journey = named or journey_about(str(before.get("topic") or ""), str(before.get("question") or ""))
    if journey is None:
        return Heard("choose", value=country)
    if not country and named is None or not country and journey.topic == before.get("topic"):
        country = str(before.get("country") or "")
    return Heard("start", journey=journey.id, value=country)


def _pressed(payload: Mapping[str, Any], progress: Progress | None) -> Heard | None:
    row = payload.get(KEY)
    if not isinstance(row, Mapping):
        return None
    do = row.get("do")
    if do == "start" and str(row.get("id")) in journeys():
        return Heard("start", journey=str(row["id"]), value=str(row.get("country") or ""))
    if do == "choose":
        return Heard("choose", value=str(row.get("country") or ""))
    if progress is None:
        return None
    if do == "answer":
        ask = journeys()[progress.journey].ask(str(row.get("ask")))
        value = str(row.get("value") or SKIPPED)
        if ask is None or not (value == SKIPPED or ask.type == "country" or ask.choice(value)):
            return None
        return Heard("answer", ask=ask.id, value=value)
    return Heard(str(do)) if do in {"back", "leave", "resume", "show"} else None


def carry_on(progress: Progress | None, heard: Heard) -> Progress | None:
    """The checklist after what was heard; None where there is none any more."""
    if heard.do == "start":
        begun = Progress(heard.journey)
        ask = journeys()[heard.journey].country_ask()
        return begun.with_answer(ask.id, heard.value) if ask and heard.value else begun
    if progress is None or heard.do in {"leave", "choose"}:
        return progress if heard.do == "choose" else None
    if heard.do == "answer":
        return progress.with_answer(heard.ask, heard.value)
    if heard.do == "back":
        return replace(progress, given=progress.given[:-1], asides=0, paused=False)
    return replace(progress, asides=0, paused=False)


def question(progress: Progress, lead: str = "") -> Reply:
    """The question that waits, as the citizen reads it, with its buttons."""
    ask, journey = progress.open, journeys()[progress.journey]
    assert ask is not None
    buttons = [QuickReply(c.title, {KEY: {"do": "answer", "ask": ask.id, "value": c.id}}) for c in ask.choices]
    buttons.append(QuickReply(SKIP, {KEY: {"do": "answer", "ask": ask.id, "value": SKIPPED}}))
    if progress.given:
        buttons.append(QuickReply(BACK, {KEY: {"do": "back"}}))
    buttons.append(QuickReply(STOP, {KEY: {"do": "leave"}}))
    about = {"topic": journey.topic, "country": progress.country()}
    gap = " " if lead and not lead.endswith("\n") else ""
    return Reply(f"{lead}{gap}{ask.text}", tuple(buttons), about=about)


def start_button(journey: Journey, country: str | None, title: str) -> QuickReply:
    """A button that begins a checklist."""
    return QuickReply(title, {KEY: {"do": "start", "id": journey.id, "country": country or ""}})


def change_button() -> QuickReply:
    """Under a finished checklist: back to its last question."""
    return QuickReply("Change an answer", {KEY: {"do": "back"}})


def resume_button() -> QuickReply:
    return QuickReply("Go on with my checklist", {KEY: {"do": "resume"}})


def which_country(progress: Progress, countries: Sequence[tuple[str, str]], lead: str) -> Reply:
    """The place named is in several countries, (ISO, name) each: a button for each."""
    ask = progress.open
    assert ask is not None
    buttons = tuple(QuickReply(name, {KEY: {"do": "answer", "ask": ask.id, "value": code}}) for code, name in countries)
    return Reply(lead, buttons, about={"topic": journeys()[progress.journey].topic})
