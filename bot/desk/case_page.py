"""One case: the card, the country, the live conversation, notes and the audit trail."""
from __future__ import annotations

import secrets
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.casework.case import Case, Resolution, Status
from bot.casework.queue import next_to_take, waiting
from bot.conversation.messages import LONGEST_MESSAGE, Message
from bot.conversation.ports import Conversation
from bot.desk import card
from bot.desk.access import needs
from bot.desk.desk import Desk, desk_of
from bot.desk.live import digest
from bot.desk.queue_page import names_of, service_warnings, title
from bot.desk.refusals import page
from bot.desk.rows import message_rows, queue_row, reply_buttons
from bot.desk.signed_in import CASEWORK, safe_next, session_of

routes = Blueprint("case")

PARTS = ("warnings_line", "case_state", "case_card", "case_notes", "case_audit")
"""Templates of the parts that live updates replace. The conversation is not among them: messages are only added."""
AROUND_OPENING = 10
"""Messages on either side of the one that opened the case: what the card quotes."""
MOST_MESSAGES = 500
"""Messages on the page at first; "Show earlier messages" brings the rest."""


async def shown_messages(desk: Desk, case: Case, everything: bool) -> tuple[list[Message], list[Message], Conversation]:
    """(messages for the page, those for the card: they hold the opening words too, the conversation's row)."""
    conversation: Conversation = await desk.call(desk.store.conversation, case.conversation_id)
    start = 0 if everything else max(0, conversation.seq - MOST_MESSAGES)
    shown: list[Message] = []
    while True:
        batch = await desk.call(desk.store.messages, case.conversation_id, shown[-1].seq if shown else start, 1000)
        shown += batch
        if len(batch) < 1000:
            break
    opening = max(0, case.opened_seq - AROUND_OPENING)
    if opening >= start:
        return shown, shown, conversation
    first = await desk.call(desk.store.messages, case.conversation_id, opening, 2 * AROUND_OPENING)
    return shown, [message for message in first if message.seq <= start] + shown, conversation


async def case_values(desk: Desk, case: Case, me: str, display_name: str, everything: bool = False) -> dict[str, Any]:
    """Everything that the page and its parts show of one case."""
    reference = case.reference
    shown, for_card, conversation = await shown_messages(desk, case, everything)
    names, now = await names_of(desk), desk.now()
    facts = desk.services.facts
    notes = await desk.call(desk.store.notes, reference)
    trail = await desk.call(desk.store.audit, reference)
    earlier: list[Case] = await desk.call(desk.store.earlier, reference)
    open_cases: list[Case] = await desk.call(desk.store.queue)
    mine = case.status is Status.IN_HANDOVER and case.caseworker == me
    following = next_to_take(c for c in open_cases if c.reference != reference)
    return {
        "case": case, "row": queue_row(case, now, me, names, desk.texts, desk.country), "now": now, "mine": mine,
        "severity_meaning": desk.texts.severities[case.severity.value]["meaning"],
        "origin": desk.texts.origins[case.origin.value], "is_open": case.status is not Status.RESOLVED,
        "waiting_state": case.status is Status.WAITING, "can_close": mine or case.status is Status.WAITING,
        "resolution": desk.texts.resolutions[case.resolution.value] if case.resolution else "",
        "card": card.rows(case, for_card, now, facts), "help": card.help_in(case.countries, facts, now),
        "messages": message_rows(shown, case, now, me, names), "buttons": {m.seq: reply_buttons(m) for m in shown},
        "left_out": shown[0].seq - 1 if shown else 0, "last_seq": conversation.seq, "read_to": conversation.read_up_to,
        "danger_marker": f"{case.severity.value}-{case.raised_seq or case.opened_seq}",
        "notes": [(names.get(note.author, note.author), note) for note in notes],
        "trail": [(names.get(entry.actor, entry.actor), said_action(entry.action), entry) for entry in trail],
        "earlier": [(queue_row(e, now, me, names, desk.texts, desk.country), e,
                     desk.texts.resolutions[e.resolution.value] if e.resolution else "Open") for e in earlier],
        "waiting": len(waiting(open_cases)), "next_waiting": following.reference if following else "",
        "warnings": await service_warnings(desk, me, names), "openings": desk.texts.openings_for(display_name),
        "resolutions": [(r.value, desk.texts.resolutions[r.value]) for r in Resolution if r is not Resolution.ANSWERED],
        "longest": LONGEST_MESSAGE,
    }


def said_action(action: str) -> str:
    """The audit's own words, with a capital: they are plain already ("taken", "handed back", "alert sent")."""
    return action[:1].upper() + action[1:]


async def render_case(request: Request, case: Case, status: int = 200, *, error: str = "", error_field: str = "",
                      said: str = "", drafts: dict[str, str] | None = None) -> HTTPResponse:
    """The page, with drafts in their boxes where a step was refused."""
    desk, who = desk_of(request), session_of(request).caseworker
    values = await case_values(desk, case, who.name, who.display_name, request.args.get("messages") == "all")
    kept = drafts or {}
    return page(request, "case.html", status, title=title(values["waiting"], case.reference), page_name=case.reference,
                error=error, error_field=error_field, said=said, drafts=kept,
                reply_key=kept.get("key") or secrets.token_urlsafe(16), **values)


SAID = {"taken": "You have this case. The assistant is silent now.", "sent": "Sent.",
        "noted": "Note saved. Citizens do not see it.", "card": "Card saved.",
        "draft": "You are signed in again. What you wrote is still in its box. It was not sent."}
"""Fixed sentences after a step, by name: the address never carries a text to show."""


@routes.get("/cases/<reference:[A-Z0-9-]{5,16}>")
@needs(*CASEWORK)
async def show(request: Request, reference: str) -> HTTPResponse:
    """One page view: audited once as a read."""
    desk, who = desk_of(request), session_of(request).caseworker
    case = await desk.read_case(reference, request.ctx.session_key, who.name)
    return await render_case(request, case, said=SAID.get(str(request.args.get("said", "")), ""))


async def show_case_with_draft(request: Request, go: str, kept: dict[str, str]) -> HTTPResponse:
    """After a sign-in that carried a draft: the case with the draft in its box, not sent."""
    reference = safe_next("/".join(go.split("/")[:3])).rpartition("/")[2]
    desk, who = desk_of(request), session_of(request).caseworker
    if not reference.startswith("CON-") or who.role not in CASEWORK:
        return page(request, "refused.html", title="What you wrote", heading="Here is what you wrote", next_url="/",
                    lines=["It was not sent. Copy it to where it belongs."], next_text="Go to the cases",
                    kept="\n\n".join(text for name, text in kept.items() if name != "key"))
    case = await desk.read_case(reference, request.ctx.session_key, who.name)
    return await render_case(request, case, said=SAID["draft"], drafts=kept)


@routes.get("/cases/<reference:[A-Z0-9-]{5,16}>/live")
@needs(*CASEWORK)
async def live(request: Request, reference: str) -> HTTPResponse:
    """What has changed on a page that is open: new messages after `?after=`, and the parts whose digest is another one.

    Part of the page view that was audited, see bot.desk.views.
    """
    desk, who = desk_of(request), session_of(request).caseworker
    case = await desk.same_case(reference, request.ctx.session_key, who.name)
    values = await case_values(desk, case, who.name, who.display_name)
    after_text = str(request.args.get("after", "0"))
    after = int(after_text) if after_text.isdigit() and len(after_text) < 10 else 0
    template = desk.pages.environment.get_template
    frame = {"csrf": session_of(request).csrf}
    parts = {name: template(f"parts/{name}.html").render(**values, **frame) for name in PARTS}
    fresh = [row for row in values["messages"] if row.seq > after]
    # Danger may be seen in words that the page shows already: those come again, with the mark.
    sent = [row for row in values["messages"] if row.seq > after or row.danger]
    messages = template("parts/messages.html").render(**{**values, **frame, "messages": sent}) if sent else ""
    delivery = {str(row.seq): row.delivery for row in values["messages"][-50:] if row.delivery}
    mark = digest(parts, values["last_seq"], delivery, values["danger_marker"])
    if not fresh and request.args.get("have") == mark:
        return json({"mark": mark})
    return json({
        "mark": mark, "parts": parts, "messages": messages, "last_seq": values["last_seq"], "delivery": delivery,
        "citizen_wrote": any(row.author == "citizen" for row in fresh), "danger": values["danger_marker"],
        "mine": values["mine"], "can_close": values["can_close"], "open": values["is_open"],
        "waiting": values["waiting"]})


@routes.get("/cases/<reference:[A-Z0-9-]{5,16}>/card")
@needs(*CASEWORK)
async def edit_card(request: Request, reference: str) -> HTTPResponse:
    """The form to correct the card: a page of its own, so that a live update never touches what is being typed."""
    desk, who = desk_of(request), session_of(request).caseworker
    case = await desk.same_case(reference, request.ctx.session_key, who.name)
    return page(request, "card_edit.html", title=f"Change the card of {reference}", case=case,
                entries=card.entries(case), longest=card.LONGEST_ENTRY)
