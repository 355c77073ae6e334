"""For content designers: change a guide's words, see them in all forms, take the YAML away. Nothing is written here.

The loader that reads the repository's guides checks the edit, so what is previewed is what the file will give.
"""
from __future__ import annotations

import hashlib
import json as json_text
from dataclasses import dataclass
from typing import Any

import yaml
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot.content.checks.check import check_guides
from bot.content.freshness import said_date, today
from bot.content.guides.edited import edited
from bot.content.guides.guide import GUIDES, Guide, guide_from
from bot.content.guides.guide_types import GuideError
from bot.content.guides.rules import load_rules
from bot.desk.access import needs
from bot.desk.desk import Desk, desk_of
from bot.desk.guide_form import TABLES, GuideForm, data_from, form_from, form_of, note_problems
from bot.desk.guide_pages import TOPIC, chosen, no_guide
from bot.desk.guide_preview import cost_of, country_choices, preview
from bot.desk.refusals import page
from bot.desk.signed_in import DESIGN, session_of

routes = Blueprint("guide_edit")

CHANGED_SINCE = ("The guide has changed on the server since you opened this page. Your file will hold your words in "
                 "every field. Open the guide in another tab and compare the two.")
BACK_AGAIN = "You are signed in again. What you wrote is still in the form. Press “Check and preview”."


@dataclass(frozen=True)
class GuideFile:
    """A guide's file as it is now."""

    topic: str
    text: str

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = yaml.safe_load(self.text)
        return found

    @property
    def mark(self) -> str:
        """Changes with the file."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def guide_file(topic: str) -> GuideFile | None:
    """The file of a topic; None where there is none. `topic` has letters and _ only (the route's pattern)."""
    path = GUIDES / f"{topic}.yml"
    return GuideFile(topic, path.read_text(encoding="utf-8")) if path.is_file() else None


def checked(desk: Desk, file: GuideFile, form: GuideForm) -> tuple[Guide | None, str]:
    """(the guide as it would be, its YAML); (None, "") with the mistakes noted in the form."""
    data = data_from(form, file.data)
    if form.wrong:
        return None, ""
    try:
        guide_from(data, f"{file.topic}.yml", desk.services.facts)
        text = edited(file.text, data)
        return guide_from(yaml.safe_load(text), f"{file.topic}.yml", desk.services.facts), text
    except GuideError as error:
        note_problems(form, error.problems)
        return None, ""


def advice(desk: Desk, guide: Guide) -> list[str]:
    """What `./consular content check` would say about the words: long sentences, empty sections, hard words."""
    found = check_guides([guide], load_rules(), desk.services.syllables, today())
    return [f"{finding.where.partition(': ')[2] or 'The guide'}: {finding.says}." for finding in found]


def _edit_page(request: Request, file: GuideFile, form: GuideForm, status: int = 200, *, found: Guide | None = None,
               said: str = "", country: str = "", day: str = "") -> HTTPResponse:
    desk = desk_of(request)
    shown_country, on, errors = chosen(request, country, day)
    for name, sentence in errors.items():
        form.errors.setdefault(f"preview_{name}", []).append(sentence)
    return page(
        request, "guide_edit.html", status, title=f"Change: {form.values['title'] or file.topic}", topic=file.topic,
        form=form, tables=TABLES, base=file.mark, said=said, on=on, said_on=said_date(on), country=shown_country,
        errors=errors, countries=country_choices(desk.services.facts),
        fees=[(fee.id, fee.name) for fee in desk.services.facts.fees()],
        preview=preview(found, shown_country or None, on) if found else None,
        advice=advice(desk, found) if found else [], cost=cost_of)


def fields_sent(request: Request) -> dict[str, str]:
    """Every field of the posted form, as text."""
    return {str(name): str(values[0]) for name, values in (request.form or {}).items() if values}


@routes.get(f"/guides/{TOPIC}/edit")
@needs(*DESIGN)
async def show(request: Request, topic: str) -> HTTPResponse:
    file = guide_file(topic)
    return no_guide(request) if file is None else _edit_page(request, file, form_of(file.data))


@routes.post(f"/guides/{TOPIC}/edit")
@needs(*DESIGN)
async def check(request: Request, topic: str) -> HTTPResponse:
    """What was typed, checked: its mistakes beside the fields, or the guide as citizens would get it."""
    file = guide_file(topic)
    return no_guide(request) if file is None else await _answer(request, file, fields_sent(request))


async def _answer(request: Request, file: GuideFile, sent: dict[str, str], said: str = "") -> HTTPResponse:
    desk, form = desk_of(request), form_from(sent)
    found, _ = await desk.call(checked, desk, file, form)
    if not said and sent.get("base") != file.mark:
        said = CHANGED_SINCE
    return _edit_page(request, file, form, 400 if form.wrong else 200, found=found, said=said,
                      country=sent.get("preview_country", ""), day=sent.get("preview_on", ""))


@routes.post(f"/guides/{TOPIC}/export")
@needs(*DESIGN)
async def export(request: Request, topic: str) -> HTTPResponse:
    """The changed file as a download; with mistakes, the form again. In the audit."""
    desk, file = desk_of(request), guide_file(topic)
    if file is None:
        return no_guide(request)
    sent = fields_sent(request)
    found, text = await desk.call(checked, desk, file, form_from(sent))
    if found is None:
        return await _answer(request, file, sent)
    await desk.call(desk.store.note_export, session_of(request).caseworker.name, topic)
    return raw(text.encode(), content_type="application/yaml; charset=utf-8",
               headers={"Content-Disposition": f'attachment; filename="{topic}.yml"'})


async def show_guide_with_draft(request: Request, go: str, draft: str) -> HTTPResponse | None:
    """After a sign-in that carried an edit: the form with what was written. None where it cannot be shown."""
    parts = go.split("/")
    file = guide_file(parts[2]) if len(parts) == 4 and parts[1] == "guides" and parts[2].replace("_", "").isalpha() \
        and parts[2].isascii() else None
    if file is None or session_of(request).caseworker.role not in DESIGN:
        return None
    try:
        sent = json_text.loads(draft)
    except ValueError:
        return None
    if not isinstance(sent, dict):
        return None
    return await _answer(request, file, {str(k): str(v) for k, v in sent.items()}, BACK_AGAIN)
