"""The questions after a case is open, one at a time. The first reply to danger asks the first."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import say_reply, say_response, this_turn
from bot.conversation.messages import Reply
from bot.conversation.phrases import phrase
from bot.conversation.questions import SKIPPED, ask, question_after
from bot.conversation.turn_in_hand import TurnInHand
from bot.services import Services
from bot.triage.circumstances import of_card


def told(turn: TurnInHand, services: Services) -> Reply | None:
    """What is said to somebody whose case waits and who tells more, asks how long, or says where they are; else None.

    The question that is open then follows it.
    """
    case = turn.case
    if case is None or turn.manner not in {"adds", "waits", "located"}:
        return None
    about = {"topic": case.topic, "country": case.countries[0] if case.countries else None}
    if turn.manner == "located":
        country = turn.question.country
        numbers = services.first_replies.numbers(case.kind, country, of_card(case.card))
        return Reply(f"{phrase('located')}\n\n{numbers}", about={"topic": case.topic, "country": country})
    if turn.manner == "adds":
        return Reply(phrase("added", reference=case.reference), about=about)
    line = services.facts.fcdo_line
    number = line.uk if case.countries[:1] == ("GB",) else line.abroad
    return Reply(phrase("waiting", reference=case.reference, line=number), about=about)


class CaseQuestions(Action):
    """Note what answers the open question, then ask the next one."""

    def name(self) -> str:
        return "action_case_questions"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn, services = this_turn()
        following = question_after(turn.case, turn.answered)
        said = told(turn, services)
        if said is not None:
            if turn.answered is not None:
                turn.wish(turn.answered.wish(turn.message.seq))
            say_reply(dispatcher, said)
            if following is not None:
                say_reply(dispatcher, ask(following, "About your case:"))
            return [SlotSet("open_question", following.id if following else None)]
        if turn.answered is not None:
            turn.wish(turn.answered.wish(turn.message.seq))
        if turn.escalated and turn.answered is None:
            # The first reply to this message has said all there is to say, the question included.
            turn.quiet = True
        elif following is not None:
            skipped = turn.answered is not None and turn.answered.status == SKIPPED
            say_reply(
                dispatcher, ask(following), "" if turn.escalated else "No problem. " if skipped else "Thank you. "
            )
        else:
            say_response(dispatcher, "utter_questions_done", about={"topic": turn.case.topic if turn.case else ""})
        return [SlotSet("open_question", following.id if following else None)]
