"""What a caseworker does with a case: take, write, note, correct the card, hand back, close.

Each is a plain form. With script the same form is posted in the background and answered as JSON, so that nothing that
is being typed elsewhere on the page is lost. A step that is refused gives the words back in their box.
"""
from __future__ import annotations

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, redirect

from bot.casework.case import Resolution, Status
from bot.conversation.messages import LONGEST_MESSAGE
from bot.desk import card
from bot.desk.access import needs
from bot.desk.case_page import render_case
from bot.desk.desk import Desk, desk_of
from bot.desk.queue_page import names_of
from bot.desk.refusals import written
from bot.desk.rows import holder_words
from bot.desk.signed_in import CASEWORK, field, refused_json, session_of, wants_json
from bot.errors import BadInput, CaseworkError
from bot.ui.security import clean_words

routes = Blueprint("case_actions")
AT = "/cases/<reference:[A-Z0-9-]{5,16}>"

LONGEST_NOTE = 8_000
"""Characters, as of a message: a note may hold a copied letter."""
EMPTY = "Write something first."
NO_KEY = "The page was out of date. Your words are still in the box. Send them again."


def _too_long(what: str, most: int, length: int) -> str:
    return f"{what} can be up to {most:,} characters. Yours has {length:,}. Shorten it, or send it in parts."


def _done(request: Request, reference: str, said: str, go: str | None = None, **more: object) -> HTTPResponse:
    if wants_json(request):
        return json({"ok": True, "said": said, **({"go": go} if go else {}), **more})
    return redirect(go or f"/cases/{reference}?said={said}", status=303)


async def _refuse(request: Request, reference: str, sentence: str, status: int, error_field: str) -> HTTPResponse:
    if wants_json(request):
        return refused_json(sentence, status, field=error_field)
    desk, who = desk_of(request), session_of(request).caseworker
    case = await desk.same_case(reference, request.ctx.session_key, who.name)
    return await render_case(request, case, status, error=sentence, error_field=error_field, drafts=written(request))


async def _who_has_it(desk: Desk, request: Request, reference: str, otherwise: str) -> str:
    """"Asha has it since 14:02 UK time." after a lost race; the store's own sentence where nobody holds it."""
    me = session_of(request).caseworker.name
    case = await desk.same_case(reference, request.ctx.session_key, me)
    if case.status is Status.IN_HANDOVER and case.caseworker != me:
        return f"{holder_words(case, desk.now(), me, await names_of(desk))}."
    return otherwise


@routes.post(f"{AT}/take")
@needs(*CASEWORK)
async def take(request: Request, reference: str) -> HTTPResponse:
    """Exactly one caseworker gets it; the other reads who was first."""
    desk, me = desk_of(request), session_of(request).caseworker.name
    try:
        await desk.call(desk.store.take, reference, me)
    except CaseworkError as error:
        case = await desk.same_case(reference, request.ctx.session_key, me)
        if case.status is Status.IN_HANDOVER and case.caseworker == me:
            return _done(request, reference, "taken")  # pressed twice: it is theirs
        return await _refuse(request, reference, await _who_has_it(desk, request, reference, str(error)), 409, "take")
    return _done(request, reference, "taken")


@routes.post(f"{AT}/say")
@needs(*CASEWORK)
async def say(request: Request, reference: str) -> HTTPResponse:
    """To the citizen. The key comes with the form, so a double click or a repeated post is one message."""
    desk, me = desk_of(request), session_of(request).caseworker.name
    body, key = clean_words(field(request, "body")), field(request, "key")
    if field(request, "check"):
        case = await desk.same_case(reference, request.ctx.session_key, me)
        return await render_case(request, case, drafts=written(request))
    if not body:
        return await _refuse(request, reference, EMPTY, 400, "reply")
    if len(body) > LONGEST_MESSAGE:
        return await _refuse(request, reference, _too_long("A message", LONGEST_MESSAGE, len(body)), 400, "reply")
    if not 8 <= len(key) <= 100:
        return await _refuse(request, reference, NO_KEY, 400, "reply")
    try:
        seq = await desk.call(desk.store.say, reference, me, body, key)
    except CaseworkError as error:
        return await _refuse(request, reference, await _who_has_it(desk, request, reference, str(error)), 409, "reply")
    except BadInput as error:
        return await _refuse(request, reference, str(error), 400, "reply")
    return _done(request, reference, "sent", seq=seq)


@routes.post(f"{AT}/note")
@needs(*CASEWORK)
async def note(request: Request, reference: str) -> HTTPResponse:
    """For colleagues; never shown to citizens. Anybody who works on cases may note, not only the holder."""
    desk, me = desk_of(request), session_of(request).caseworker.name
    body = clean_words(field(request, "note"))
    if not body:
        return await _refuse(request, reference, EMPTY, 400, "note")
    if len(body) > LONGEST_NOTE:
        return await _refuse(request, reference, _too_long("A note", LONGEST_NOTE, len(body)), 400, "note")
    try:
        await desk.call(desk.store.add_note, reference, me, body)
    except (BadInput, CaseworkError) as error:
        return await _refuse(request, reference, str(error), 409, "note")
    return _done(request, reference, "noted")


@routes.post(f"{AT}/card")
@needs(*CASEWORK)
async def save_card(request: Request, reference: str) -> HTTPResponse:
    """Only what was changed is written; the earlier values stay in the audit."""
    desk, me = desk_of(request), session_of(request).caseworker.name
    case = await desk.same_case(reference, request.ctx.session_key, me)
    given = {key: field(request, key) for key, _ in card.EDITABLE if request.form and key in request.form}
    # An emptied field arrives as nothing at all: the form names the fields that it showed.
    for key in field(request, "shown").split():
        given.setdefault(key, "")
    changes = card.changed_entries(case, given)
    if changes:
        await desk.call(desk.store.update_card, reference, me, changes)
    return _done(request, reference, "card", f"/cases/{reference}?said=card")


@routes.post(f"{AT}/hand-back")
@needs(*CASEWORK)
async def hand_back(request: Request, reference: str) -> HTTPResponse:
    """The assistant answers again; the citizen is told."""
    desk, me = desk_of(request), session_of(request).caseworker.name
    try:
        await desk.call(desk.store.hand_back, reference, me, desk.texts.notice("handed_back", reference))
    except CaseworkError as error:
        return await _refuse(request, reference, await _who_has_it(desk, request, reference, str(error)), 409, "take")
    return _done(request, reference, "handed_back", "/?said=handed_back")


@routes.post(f"{AT}/resolve")
@needs(*CASEWORK)
async def resolve(request: Request, reference: str) -> HTTPResponse:
    """Close it with a code, a note for colleagues and a notice for the citizen."""
    desk, me = desk_of(request), session_of(request).caseworker.name
    chosen, words = field(request, "resolution"), clean_words(field(request, "note"))
    allowed = {r.value: r for r in Resolution if r is not Resolution.ANSWERED}
    if chosen not in allowed:
        return await _refuse(request, reference, "Choose how the case ended.", 400, "resolve")
    if len(words) > LONGEST_NOTE:
        return await _refuse(request, reference, _too_long("A note", LONGEST_NOTE, len(words)), 400, "resolve")
    try:
        await desk.call(desk.store.resolve, reference, me, allowed[chosen], words,
                        desk.texts.notice("resolved", reference))
    except CaseworkError as error:
        who = await _who_has_it(desk, request, reference, str(error))
        return await _refuse(request, reference, who, 409, "resolve")
    return _done(request, reference, "resolved", "/?said=resolved")


@routes.post(f"{AT}/read")
@needs(*CASEWORK)
async def read(request: Request, reference: str) -> HTTPResponse:
    """The holder's visible page has shown the citizen's words up to `seq`: "read by a person". Another's page
    changes nothing."""
    desk, me = desk_of(request), session_of(request).caseworker.name
    seq = field(request, "seq")
    if not seq.isdigit() or len(seq) > 9:
        return refused_json("There is no such message.", 400)
    try:
        await desk.call(desk.store.read_up_to, reference, me, int(seq))
    except CaseworkError as error:
        return refused_json(str(error), 409)
    return json({"ok": True})
