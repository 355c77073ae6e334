"""Every country and territory × alert level, entry, emergency numbers, contact, posts: an answer, or an honest "not
available", and never another country's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from itertools import cycle
from urllib.parse import unquote

from bot.clients.govuk import GovUk
from bot.clients.govuk_posts import GovUkPosts
from bot.clients.holidays import PublicHolidays
from bot.content.changes import PageHistory, changed
from bot.content.facts import Country, load_facts
from bot.content.guides.guide import load_guides
from bot.content.library import Library
from bot.content.posts.help_abroad import HelpAbroad
from bot.content.posts.post import Assistance, Helper, Phone, PostContact, PostPage, Words
from bot.conversation.messages import Reply
from bot.operations.sync import sync
from bot.operations.sync_posts import sync_posts
from bot.places.finder import load_places
from bot.places.points import load_points
from bot.store.store import Store
from tests.fixtures.advice_pages import invented_page
from tests.fixtures.govuk_stand_in import needs_stand_in, standing_in

FACTS, PLACES, POINTS = load_facts(), load_places(), load_points()
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.utc)
LEVELS = ("avoid_all_travel_to_whole_country", "avoid_all_but_essential_travel_to_parts", "")
ADDRESS = re.compile(r"gov\.uk/(?:foreign-travel-advice|posts)/([^/\s)#]+)")
OTHER_NAMES = {
    "CK": "new-zealand", "NU": "new-zealand", "TK": "new-zealand", "CZ": "czech-republic", "FM": "micronesia",
    "PS": "the-occupied-palestinian-territories", "MF": "st-martin", "BL": "st-martin",
    "ST": "são-tome-and-principe",
}  # fmt: skip
"""Under which the contact pages know a country, where GOV.UK itself leads there from the country's own page."""


def library_of(store: Store) -> Library:
    helps = HelpAbroad(store, FACTS, PLACES, POINTS, PublicHolidays())
    return Library(store, FACTS, load_guides(), PLACES, None, helps)


def answers(library: Library, store: Store, where: Country) -> Iterator[tuple[str, Reply]]:
    """What the citizen reads to each of the five questions."""
    code = where.iso2
    advice = store.page(where.advice) if where.advice else None
    covered = FACTS.country(where.advice).spoken if where.advice not in ("", code) else ""
    yield "alert level", changed(PageHistory(where, advice, (), covered))
    yield "entry", library.reply_for(library.ask("Do I need a visa?", code), topic="entry_requirements")
    yield "emergency numbers", library.emergency_numbers(code)
    yield "contact", library.contact(code, "", now=NOW)
    yield "posts", library.contact(code, "What is the phone number and is it open now?", now=NOW)


def strange_addresses(reply: Reply, where: Country) -> list[str]:
    """Pages of other countries that a reply leads to, in its words or its sources."""
    text = reply.body + " ".join(source.url for source in reply.sources)
    known = {where.slug, OTHER_NAMES.get(where.iso2, where.slug)}
    return [slug for slug in map(unquote, ADDRESS.findall(text)) if slug not in known]


def invented_post(where: Country) -> PostPage:
    """A post with marks of its country in everything that it says."""
    mark, town = f"Zz{where.iso2}zz", where.capital or where.name
    url = f"https://www.gov.uk/world/organisations/test-{where.iso2.lower()}"
    office = PostContact(
        f"British Embassy {town}", "Embassy", ("Notarial services",), f"{mark} Street 1", town, "", where.iso2,
        (Phone("Telephone", f"+99 {mark}"),), (f"{mark}@example.com",), (), "",
        (Words("Opening hours", "Monday to Friday, 9am to 5pm"),), url, NOW,
    )  # fmt: skip
    return PostPage(f"test-{where.iso2.lower()}", f"British Embassy {town}", url, (where.iso2,), office, (), NOW, NOW)


def fill(store: Store) -> set[str]:
    """A page for every country that has one, posts for two of three → the codes of those with posts."""
    levels, with_posts = cycle(LEVELS), cycle((True, True, False))
    posted, listed = set(), []
    for where in FACTS.with_page():
        level = next(levels)
        page = invented_page(where.iso2, where.slug, f"Zz{where.iso2}zz")
        store.put_page(replace(page, alert_status=(level,) if level else ()))
        if next(with_posts):
            posted.add(where.iso2)
            store.put_posts(where.iso2, [invented_post(where)])
            listed.append(Assistance(where.iso2, "local", (Helper(f"Zz{where.iso2}zz", "", ""),), checked=NOW))
    store.put_assistance(listed)
    return posted


def test_every_country_gets_its_own_answer_to_every_question(sqlite_store: Store) -> None:
    posted = fill(sqlite_store)
    library = library_of(sqlite_store)
    wrong: list[str] = []
    asked = 0
    for where in FACTS.countries():
        for kind, reply in answers(library, sqlite_store, where):
            asked += 1
            marks = set(re.findall(r"Zz([A-Z]{2})zz", reply.body))
            own = {where.advice} if where.advice else set()
            if not marks <= own:
                wrong.append(f"{where.iso2} {kind}: words of {sorted(marks - own)}")
            if strange := strange_addresses(reply, where):
                wrong.append(f"{where.iso2} {kind}: leads to {strange}")
            if not said(kind, reply, where, posted):
                wrong.append(f"{where.iso2} {kind}: {reply.body[:200]!r}")
    assert asked == 5 * len(FACTS.countries()) and len(FACTS.with_page()) == 226
    assert wrong == []


def said(kind: str, reply: Reply, where: Country, posted: set[str]) -> bool:
    """Whether the reply answers, or says in so many words that it cannot."""
    body = reply.body
    if kind == "alert level":
        return "advise" in body if where.advice else "GOV.UK has no travel advice for" in body
    if kind == "entry":
        none = FACTS.posts(where.iso2).note if where.iso2 == "GB" else "GOV.UK has no travel advice for it"
        return ("for up to 44 days" if where.advice else none) in body
    if "7008 5000" not in body:
        return False
    if kind == "emergency numbers":
        numbers = FACTS.emergency(where.iso2)
        if numbers.numbers:
            return all(line in body for line in numbers.lines())
        return numbers.remark in body and (not numbers.raw or "GOV.UK says: “" in body)
    listed = FACTS.posts(where.iso2)
    if listed.note:
        return body.startswith(listed.note) and (listed.kind != "crown_dependency" or "999" in body)
    official = f"[Official contact page for {where.spoken}]({listed.contact_url})" in body
    if where.advice not in posted:
        unknown = "GOV.UK gives no telephone number for" if kind == "posts" else "We could not check whether help"
        return official and unknown in body
    if kind == "contact":
        return official and f"Zz{where.advice}zz" in body and "GOV.UK's list of embassies says that help" in body
    return official and f"Telephone: +99 Zz{where.advice}zz" in body and (
        "By these hours it is" in body or "We cannot tell you" in body)


def test_a_country_of_which_nothing_is_synced_says_so_and_still_gives_its_contact_and_numbers(sqlite_store: Store) -> None:
    library = library_of(sqlite_store)
    for where in FACTS.with_page():
        entry = dict(answers(library, sqlite_store, where))
        assert "We cannot show the travel advice" in entry["entry"].body, where.iso2
        assert "7008 5000" in entry["emergency numbers"].body
        assert FACTS.posts(where.iso2).contact_url in entry["contact"].body
        assert "We could not check whether help is given" in entry["contact"].body


def test_a_post_that_another_countrys_list_holds_is_not_answered_from(sqlite_store: Store) -> None:
    sqlite_store.put_posts("TH", [invented_post(FACTS.country("LA"))])
    body = library_of(sqlite_store).contact("TH", "", now=NOW).body
    assert "ZzLAzz" not in body and "Vientiane" not in body and "British Embassy Bangkok" in body


@needs_stand_in
def test_with_the_real_pages_no_country_leads_to_another_and_none_is_silent(sqlite_store: Store) -> None:
    with standing_in() as address:
        client = GovUk(address, rate=1000)
        assert sync(client, sqlite_store, FACTS).complete
        sync_posts(GovUkPosts(client, FACTS), sqlite_store, FACTS)
    library = library_of(sqlite_store)
    wrong: list[str] = []
    for where in FACTS.countries():
        answer = library.ask("Do I need a visa?", where.iso2)
        wrong += [f"{where.iso2}: passage of {p.country}" for p in answer.passages if p.country != where.advice]
        for kind, reply in answers(library, sqlite_store, where):
            # A real page may link to another's in its own words; what we add, and the sources, may not.
            added = reply if kind not in {"entry", "alert level"} else Reply("", sources=reply.sources)
            if strange := strange_addresses(added, where):
                wrong.append(f"{where.iso2} {kind}: leads to {strange}")
            if len(reply.body) < 40:
                wrong.append(f"{where.iso2} {kind}: says {reply.body!r}")
    assert wrong == []
    assert library.contact("ES", "phone number of the consulate in Barcelona", now=NOW).body.startswith(
        "This is about **British Consulate General Barcelona**.\n\nConsular enquiries: telephone: +34")
    phuket = library.contact("TH", "where is the nearest consulate to Phuket and is it open now?", now=NOW).body
    assert phuket.startswith("The nearest British post to Phuket is **British Embassy Bangkok**. It is about 690 km (430 miles)")
