"""Posts as GOV.UK gives them: joined, cleaned, bounded, and never guessed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from bot.clients.govuk import GovUk
from bot.clients.govuk_posts import GovUkPosts
from bot.content.facts import load_facts
from bot.content.posts.post import Form, Helper, Phone, PostPage, Words
from bot.errors import ClientError, ContentError
from tests.fixtures.govuk_server import PLANTED, GovUkServer, serving

FACTS = load_facts()
TESTVILLE = "https://www.gov.uk/world/organisations/british-test-embassy-testville"


@pytest.fixture
def server() -> Iterator[GovUkServer]:
    with serving() as made:
        yield made


def source(server: GovUkServer, **options: float) -> GovUkPosts:
    client = GovUk(server.url, rate=options.pop("rate", 1000.0), timeout=0.5, attempts=3,
                   sleep=lambda seconds: time.sleep(seconds / 100))
    return GovUkPosts(client, FACTS)


def embassy(server: GovUkServer) -> PostPage:
    [post] = source(server).posts("TH")
    return post


def page(server: GovUkServer, slug: str = "british-test-embassy-testville") -> dict[str, Any]:
    return server.organisations[slug]


def test_an_office_is_joined_with_its_contact_and_its_own_page(server: GovUkServer) -> None:
    post = embassy(server)
    assert (post.slug, post.title, post.url) == ("british-test-embassy-testville", "British Test Embassy Testville", TESTVILLE)
    assert post.countries == ("TH", "LA")
    main = post.main
    assert main is not None
    assert (main.title, main.kind) == ("British Test Embassy Testville", "Embassy")
    assert main.services == ("Test travel documents", "Test notaries")
    assert main.address == "Consular section\n1 Made Up Road\nOld Town\nTests"
    assert (main.locality, main.postcode, main.address_country) == ("Testville", "00001", "TH")
    assert main.description == "Closed on invented holidays.\n\nRing twice."
    assert main.sections == (
        Words("Opening hours", "Monday to Friday, 8:15am to 3:45pm in this story."),
        Words("Access", "Take the lift. See [Thailand](https://www.gov.uk/world/thailand)."))
    assert main.url == f"{TESTVILLE}/office/main"
    assert main.updated_at is not None and main.updated_at.isoformat() == "2026-03-01T10:00:00+00:00"
    assert [(office.title, office.kind) for office in post.offices] == [("Press desk", "Other")]
    assert post.updated_at is not None and post.fetched_at is not None


def test_numbers_addresses_and_forms_are_told_apart_whatever_field_they_were_typed_into(server: GovUkServer) -> None:
    main = embassy(server).main
    assert main is not None
    assert main.phones == (Phone("Telephone", "+66 (0) 0000 000 / +44 20 7008 5000 (line open 24/7)"),), "no fax, no dash"
    assert main.emails == ("hello@testville.example", "help@testville.example", "press@testville.example")
    assert main.forms == (Form("Visas", "https://www.gov.uk/test-visas"), Form("", "https://www.gov.uk/contact-testville"))


def test_an_organisation_of_two_countries_is_read_once(server: GovUkServer) -> None:
    posts = source(server)
    assert posts.posts("TH") == posts.posts("LA") != ()
    assert server.requests["/api/content/world/organisations/british-test-embassy-testville"] == 1


def test_countries_that_are_read_at_the_same_moment_share_an_organisation_too(server: GovUkServer) -> None:
    posts, found = source(server), []
    threads = [threading.Thread(target=lambda: found.append(posts.posts("TH"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert [len(each) for each in found] == [1] * 8
    assert server.requests["/api/content/world/organisations/british-test-embassy-testville"] == 1


def test_null_lists_and_missing_keys_leave_a_post_without_offices(server: GovUkServer) -> None:
    [post] = source(server).posts("FR")
    assert (post.title, post.countries, post.main, post.offices, post.updated_at) == ("Test Trade Office", (), None, (), None)


def test_a_country_that_is_no_world_location_is_not_asked_for(server: GovUkServer) -> None:
    posts = source(server)
    assert posts.posts("JP") == ()
    assert "/api/search.json" not in server.requests


def test_what_was_planted_reaches_no_field(server: GovUkServer) -> None:
    [post] = source(server).posts("EG")
    assert PLANTED not in repr(post)
    main = post.main
    assert main is not None
    assert (post.title, main.title, main.kind) == ("British Test Embassy Nilex", "British Test Embassy Nilex", "Embassyx")
    assert (main.description, main.services) == ("Ring once.", ("Test passportsx",))
    assert (main.address, main.locality, main.phones) == ("x\n2 Nile Roadx", "Nilex", (Phone("Telephonex", "+20 000 000x"),))
    assert main.emails == ("xnile@testville.example",)
    assert main.forms == (Form("Write", "https://www.gov.uk/contact-nile"),)
    assert main.address_country == "EG", "the world location's name where there is no code"
    assert main.sections[0].body.startswith("Sunday to Thursday in this story.")


def test_an_office_without_an_association_brings_its_own_contact(server: GovUkServer) -> None:
    of = page(server)
    of["details"]["office_contact_associations"] = None
    of["links"]["main_office"][0]["links"] = {"contact": [of["links"]["contacts"][0]]}
    post = embassy(server)
    assert post.main is not None and post.main.url == f"{TESTVILLE}/office/main" and post.main.locality == "Testville"
    assert [office.title for office in post.offices] == ["Press desk"], "a contact that nothing joins stands alone"


def test_a_withdrawn_contact_is_not_shown(server: GovUkServer) -> None:
    page(server)["links"]["contacts"][1]["withdrawn"] = True
    assert embassy(server).offices == ()


def test_the_english_one_of_two_languages_is_taken(server: GovUkServer) -> None:
    contacts = page(server)["links"]["contacts"]
    contacts.append({**contacts[1], "locale": "cy", "details": {**contacts[1]["details"], "title": "Desg y wasg"}})
    assert [office.title for office in embassy(server).offices] == ["Press desk"]


def test_every_list_is_bounded(server: GovUkServer) -> None:
    of = page(server)
    number = of["links"]["contacts"][0]["details"]["phone_numbers"][0]
    of["links"]["contacts"][0]["details"] |= {
        "phone_numbers": [{**number, "number": f"+66 {n}000"} for n in range(900)],
        "description": "word " * 90_000, "title": "long " * 90_000}
    main = embassy(server).main
    assert main is not None
    assert (len(main.phones), len(main.description) <= 4_000, len(main.title) <= 500) == (20, True, True)


@pytest.mark.parametrize("fault", ["gone", "gone_page"])
def test_an_organisation_that_is_gone_is_left_out(server: GovUkServer, fault: str) -> None:
    getattr(server.faults, fault).add("british-test-embassy-testville")
    assert source(server).posts("TH") == ()


def test_an_organisation_that_moved_is_found_under_its_new_name(server: GovUkServer) -> None:
    server.faults.renamed["british-test-embassy-testville"] = "british-test-mission"
    server.organisations["british-test-mission"] = {
        **page(server), "base_path": "/world/organisations/british-test-mission"}
    assert [post.slug for post in source(server).posts("TH")] == ["british-test-mission"], "and only once"


def test_an_office_page_that_is_gone_costs_its_services_only(server: GovUkServer) -> None:
    of = page(server)
    of["links"]["main_office"][0]["base_path"] = "/world/organisations/british-test-embassy-nile/office/closed"
    with pytest.raises(ClientError, match="answered 404"):
        embassy(server)
    server.faults.gone_page.add("closed")
    main = embassy(server).main
    assert main is not None and (main.services, main.locality) == ((), "Testville")


@pytest.mark.parametrize(("fault", "said"), [("malformed", "no worldwide organisation"), ("not_json", "not JSON")])
def test_a_country_is_whole_or_not_at_all(server: GovUkServer, fault: str, said: str) -> None:
    getattr(server.faults, fault).add("british-test-embassy-testville")
    with pytest.raises((ClientError, ContentError), match=said):
        source(server).posts("TH")


def test_the_list_of_embassies_is_taken_at_its_word(server: GovUkServer) -> None:
    found = {each.country: each for each in source(server).assistance()}
    assert {code: each.kind for code, each in found.items()} == {
        "TH": "local", "LA": "remote", "RU": "none", "EG": "unknown"}, "France is not named, the Moon is no country"
    assert found["TH"].by == (Helper("British Test Embassy Testville", TESTVILLE, "Testville"),)
    assert found["LA"].by == (Helper("British Test Embassy Testville", TESTVILLE, "Thailand"),)
    assert found["RU"].by == found["EG"].by == ()
    assert found["TH"].checked is not None


def test_every_country_with_a_page_can_be_asked_for(server: GovUkServer) -> None:
    known = source(server).countries()
    assert {country.iso2 for country in FACTS.with_page()} <= set(known)


def test_a_search_that_lost_its_data_is_not_believed(server: GovUkServer) -> None:
    server.faults.no_organisations = True
    with pytest.raises(ContentError, match="names no organisation at all"):
        source(server).countries()


@pytest.mark.parametrize("of", ["world", "embassies"])
def test_lists_that_are_gone_are_an_error(server: GovUkServer, of: str) -> None:
    server.faults.gone.add(of)
    with pytest.raises(ClientError, match="is not there"):
        source(server).assistance()
