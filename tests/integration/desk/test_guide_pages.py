"""The guides at the desk: what a designer sees, changes and takes away is what citizens get."""
from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import yaml

from bot.content.checks.check import check_guides
from bot.content.forms import sms, whatsapp
from bot.content.guides.edited import plain
from bot.content.guides.guide import GUIDES, guide_from
from bot.content.guides.rules import load_rules
from bot.desk.guide_form import data_from, form_from, form_of
from bot.store.store import Store
from bot.ui.markup import to_html
from tests.fixtures.desk_server import PASSWORD, Caseworker, DeskServer

TOPIC = "emergency_travel_document"
FILE = GUIDES / f"{TOPIC}.yml"
AFTER = date(2031, 1, 1)


@pytest.fixture
def dan(desk: DeskServer) -> Iterator[Caseworker]:
    with Caseworker(desk) as caseworker:
        caseworker.sign_in("dan")
        yield caseworker


def fields(page: str) -> dict[str, str]:
    """Every field of the edit form with what stands in it, as a browser would send it."""
    form = page[page.index('id="guide-form"'):page.rindex("</form>")]
    found = dict.fromkeys(re.findall(r'<select[^>]* name="([^"]+)"', form), "")
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        assert name
        found[name[1]] = html.unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form):
        found[name] = html.unescape(text)
    return found


def opened(dan: Caseworker, topic: str = TOPIC) -> dict[str, str]:
    dan.look(f"/guides/{topic}/edit")
    return fields(dan.page.text)


def send(dan: Caseworker, sent: dict[str, str], where: str = "edit", topic: str = TOPIC) -> str:
    dan.page = dan.post(f"/guides/{topic}/{where}", data=sent)
    return html.unescape(dan.page.text)


def test_the_list_names_every_guide_and_counts_what_is_stale_on_a_day(desk: DeskServer, dan: Caseworker) -> None:
    page = dan.look("/")
    for topic in desk.services.guides.topics():
        assert desk.services.guides.get(topic).title in page and f'href="/guides/{topic}?' in page, topic
    assert "past its date" in dan.look("/guides?on=2031-01-01")
    stale = sum(desk.services.guides.get(topic).stale(AFTER) for topic in desk.services.guides.topics())
    assert f"On 1 January 2031, {stale} of them have something past its date." in html.unescape(dan.page.text)
    assert dan.get("/guides?on=tomorrow").status_code == 400


def test_a_guide_is_shown_as_the_web_whatsapp_and_sms_will_show_it(desk: DeskServer, dan: Caseworker) -> None:
    guide = desk.services.guides.get(TOPIC)
    dan.look(f"/guides/{TOPIC}?country=CN&on=2026-11-23")
    reply = guide.reply("CN", date(2026, 11, 23))
    assert str(to_html(reply.body)) in dan.page.text
    page = html.unescape(dan.page.text).replace("<br>", "\n")
    for part in whatsapp(reply.body, reply.sources):
        assert part in page
    short = sms(guide.short(date(2026, 11, 23)))
    assert short.text in page
    assert f"{short.size.parts} text messages, {short.size.units} characters, GSM-7 alphabet. A guide may take 3." in page
    assert "You need a visa to enter China" in page
    assert "You need a visa to enter China" not in html.unescape(dan.look(f"/guides/{TOPIC}?country=TH"))


def test_as_of_a_later_day_stale_figures_are_listed_and_shown_with_their_date(dan: Caseworker) -> None:
    page = dan.look(f"/guides/{TOPIC}?on=2031-01-01")
    assert "Past their date on 1 January 2031." in page
    assert re.search(r"countries: “5 countries” was checked on \d+ \w+ 2026 and ran out on", page)
    assert page.count("check before you rely on this") >= 6
    assert "Past" not in dan.look(f"/guides/{TOPIC}?on=2026-11-24").split("<h2")[0]


@pytest.mark.parametrize(("query", "sentence"), [
    ("country=ZZ", "Choose a country from the list."), ("on=2026-13-45", "Write the day as year, month and day"),
    ("country=<script>", "Choose a country from the list.")])
def test_what_cannot_be_chosen_is_said_beside_the_field(dan: Caseworker, query: str, sentence: str) -> None:
    answer = dan.get(f"/guides/{TOPIC}?{query}")
    assert answer.status_code == 400 and sentence in answer.text and "<script>" not in answer.text.split("</head>")[1].split("<main")[0]


def test_a_guide_that_is_not_there(dan: Caseworker) -> None:
    for path in ("/guides/no_such_topic", "/guides/no_such_topic/edit", "/guides/readme"):
        answer = dan.get(path)
        assert answer.status_code == 404 and "There is no such guide" in answer.text
    assert dan.get("/guides/..%2f..%2fetc%2fpasswd/edit").status_code == 404


# -- changing ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", sorted(GUIDES.glob("*.yml")), ids=lambda path: path.stem)
def test_every_guide_comes_out_of_its_form_as_it_went_in(path: Any) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    form = form_of(data)
    sent = dict(form.values)
    for rows in form.rows.values():
        sent |= {f"{row.table}-{row.number}-{name}": value for row in rows for name, value in row.values.items()}
    again = form_from(sent)
    assert plain(data_from(again, data)) == plain(data) and not again.wrong


def test_the_export_of_an_unchanged_form_is_the_file_to_the_last_byte(dan: Caseworker, sqlite_store: Store) -> None:
    sent = opened(dan)
    send(dan, sent, "export")
    assert dan.page.status_code == 200
    assert dan.page.headers["content-disposition"] == f'attachment; filename="{TOPIC}.yml"'
    assert dan.page.content == FILE.read_bytes()
    entry = sqlite_store.audit(limit=1)[0]
    assert (entry.actor, entry.action, entry.detail) == ("dan", "exported a guide", TOPIC)


def test_an_edit_is_previewed_in_all_forms_and_its_export_loads_as_the_preview(desk: DeskServer, dan: Caseworker) -> None:
    before = FILE.read_bytes()
    sent = opened(dan)
    sent["now"] = "Breathe: slowly.\n" + sent["now"]
    sent["sms"] = "Short words: {fact:days}, at most {fact:countries}."
    sent["facts-1-says"] = "4 working days"
    sent |= {"preview_country": "CN", "preview_on": "2026-11-23"}
    page = send(dan, sent)
    assert dan.page.status_code == 200 and "No mistakes found." in page
    assert "Short words: 4 working days, at most 5 countries." in page and "1. Breathe: slowly." in page
    send(dan, sent, "export")
    exported = guide_from(yaml.safe_load(dan.page.text), f"{TOPIC}.yml", desk.services.facts)
    reply = exported.reply("CN", date(2026, 11, 23))
    preview = send(dan, sent).replace("<br>", "\n")
    for part in whatsapp(reply.body, reply.sources):
        assert part in preview
    assert str(to_html(reply.body)) in dan.page.text and sms(exported.short(date(2026, 11, 23))).text in preview
    assert FILE.read_bytes() == before, "the repository is never written"
    assert desk.services.guides.get(TOPIC).sections["now"][0] != "Breathe: slowly."


@pytest.mark.parametrize(("change", "field", "sentence"), [
    ({"title": ""}, "title", "Title is missing."),
    ({"now": ""}, "now", "It does not say what to do now."),
    ({"need": "Fine.\n\nIt takes 3 days."}, "need", "Line 2: “3” is a figure without a date; make it a fact or a fee"),
    ({"we_can": "See <b>this</b>"}, "we_can", "Line 1: a guide holds no HTML"),
    ({"summary": "It costs {fee:nothing}."}, "summary", "There is no fee called 'nothing'"),
    ({"fees": "no_such_fee"}, "fees", "There is no fee called 'no_such_fee'"),
    ({"links-0-url": "https://evil.example/x"}, "links-0", "https://evil.example/x is not on the list of addresses"),
    ({"facts-1-checked": "soon"}, "facts-1", "Checked is not a date (write it as 2026-11-22)."),
    ({"facts-1-id": ""}, "facts-1", "Give it a name of small letters, digits and _."),
    ({"facts-1-id": "countries"}, "facts-1", "countries stands there twice."),
    ({"must_say-0-source": "gov"}, "must_say-0", "gov is not on the list of addresses"),
    ({"countries-0-codes": "zz cn"}, "countries-0", "'ZZ' is not the code of a country that we know."),
    *(({"facts-1-id": name}, "facts-1", f"{name} alone means something else in the file.")
      for name in ("null", "on", "12", "0x1f", "1_0", "true")),
    ({"links-0-url": "https://www.gov.uk/)](javascript:x"}, "links-0", "is not on the list of addresses"),
    ({"links-0-url": 'https://www.gov.uk/"onclick="x'}, "links-0", "is not on the list of addresses"),
    ({"links-0-title": "x](https://evil.example/x)"}, "links-0", "A title has at most 600 characters and none of [ ] < > `"),
    ({"sources-0-title": "x](https://evil.example/x)"}, "sources-0", "A title has at most 600 characters"),
    ({"now": "Read [this](https://evil.example/x)."}, "now", "Line 1: a text holds no link; write it under links"),
    ({"now": "Read [this](https://www.gov.uk/x)."}, "now", "Line 1: a text holds no link; write it under links"),
    ({"now": "Read [this](javascript:alert())."}, "now", "Line 1: a text holds no link; write it under links"),
    ({"now": "Read https://[ or https://evil.example/x"}, "now", "https://evil.example/x is not on the list of addresses"),
    ({"facts-1-says": "[this](https://evil.example/x)"}, "facts-1", "A text holds no link; write it under links"),
    ({"must_say-0-says": "<img src=x onerror=alert()>"}, "must_say-0", "A guide holds no HTML"),
    ({"countries-0-says": "See https://evil.example/x"}, "countries-0", "https://evil.example/x is not on the list"),
    ({"countries-0-codes": " ".join(f"A{n}" for n in range(20_000))}, "countries-0", "'A0' is not the code of a country"),
    ({"checked": "2026-11-23", "expires": "2026-11-23"}, "expires", "It expires on or before the day it was checked."),
    ({"sources-0-title": "", "sources-0-url": ""}, "sources", "It names no source."),
])
def test_a_mistake_is_said_beside_its_field_and_nothing_is_lost(dan: Caseworker, change: dict[str, str], field: str,
                                                               sentence: str) -> None:
    sent = opened(dan) | change
    sent["takes"] = "Words that must stay."
    for where in ("edit", "export"):
        page = send(dan, sent, where)
        assert dan.page.status_code == 400 and sentence in page, page[page.index("<main"):][:1500]
        assert f'<a href="#{field}">' in page
        assert "Words that must stay." in page and "No mistakes found." not in page
        assert fields(dan.page.text)["takes"] == "Words that must stay."
        assert f'id="{field}"' in page


def test_what_the_content_check_would_ask_is_said_with_the_preview(desk: DeskServer, dan: Caseworker) -> None:
    clean = opened(dan)
    assert list(check_guides([desk.services.guides.get(TOPIC)], load_rules(), desk.services.syllables, date(2026, 11, 23))) == []
    assert "The content check will ask about this" not in send(dan, clean)
    page = send(dan, {**clean, "need": "word " * 30 + "end."})
    assert dan.page.status_code == 200 and "The content check will ask about this" in page


def test_codes_that_stand_there_a_hundred_thousand_times_are_one_each(dan: Caseworker) -> None:
    send(dan, opened(dan) | {"countries-0-codes": "TH NO " * 40_000}, "export")
    assert dan.page.status_code == 200
    assert yaml.safe_load(dan.page.text)["countries"][0]["codes"] == ["TH", "NO"]


def test_rows_are_added_and_taken_out(dan: Caseworker) -> None:
    sent = opened(dan)
    count = sum(name.startswith("links-") and name.endswith("-url") for name in sent)
    sent |= {f"links-{count - 1}-title": "More", f"links-{count - 1}-url": "https://www.gov.uk/more",
             "countries-0-codes": "", "countries-0-says": "", "countries-0-source": "", "countries-0-checked": "",
             "countries-0-expires": ""}
    data = yaml.safe_load(send(dan, sent, "export"))
    assert data["links"][-1] == {"title": "More", "url": "https://www.gov.uk/more"}
    old = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert data["countries"] == old["countries"][1:]
    assert list(data) == list(old)


def test_planted_markup_in_an_edit_reaches_no_page(dan: Caseworker) -> None:
    sent = opened(dan)
    page = send(dan, sent | {"title": '"><script>alert(1)</script>', "now": "[x](javascript:alert(1))"})
    raw = dan.page.text
    assert "<script>alert" not in raw and 'href="javascript:' not in raw and page


def test_an_edit_survives_a_sign_in_that_ended(desk: DeskServer, dan: Caseworker, sqlite_store: Store) -> None:
    sent = opened(dan)
    sent["summary"] = "Words of an hour."
    with sqlite_store.database.write() as tx:
        tx.run("DELETE FROM session")
    page = send(dan, sent)
    assert dan.page.status_code == 401 and "Sign in" in page
    dan.page = dan.post("/sign-in", data={"form_token": dan.field("form_token"), "go": dan.field("go"),
                                          "guide": dan.field("guide"), "name": "dan", "password": PASSWORD})
    assert dan.page.status_code == 200 and "You are signed in again." in dan.page.text
    assert fields(dan.page.text)["summary"] == "Words of an hour."
    send(dan, fields(dan.page.text), "export")
    assert yaml.safe_load(dan.page.text)["summary"] == "Words of an hour."


def test_a_draft_is_not_shown_to_whoever_may_not_change_guides(dan: Caseworker, sqlite_store: Store) -> None:
    sent = opened(dan)
    with sqlite_store.database.write() as tx:
        tx.run("DELETE FROM session")
    send(dan, sent)
    dan.page = dan.post("/sign-in", data={"form_token": dan.field("form_token"), "go": dan.field("go"), "guide": "{broken",
                                          "name": "asha", "password": PASSWORD})
    assert dan.page.status_code == 303


def test_a_guide_that_changed_meanwhile_is_said(dan: Caseworker) -> None:
    assert "The guide has changed on the server" in send(dan, opened(dan) | {"base": "another"})
