"""The client against a GOV.UK that misbehaves: polite, patient, bounded, and never wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from bot.clients.govuk import GovUk
from bot.content.ports import Gone, TravelAdvice
from bot.errors import ClientError, ContentError
from tests.fixtures.govuk_server import PLANTED, GovUkServer, serving


@pytest.fixture
def server() -> Iterator[GovUkServer]:
    with serving() as made:
        yield made


def client(server: GovUkServer, **options: float) -> GovUk:
    return GovUk(
        server.url,
        rate=options.pop("rate", 1000.0),
        timeout=options.pop("timeout", 2.0),
        sleep=lambda seconds: time.sleep(seconds / 50),
    )


def thailand(server: GovUkServer) -> TravelAdvice:
    found = client(server).advice("thailand", "TH")
    assert isinstance(found, TravelAdvice)
    return found


def test_the_index_lists_every_country_with_its_last_change(server: GovUkServer) -> None:
    entries = client(server).index()
    assert [entry.slug for entry in entries] == ["thailand", "laos", "egypt", "france", "russia"]
    assert entries[0].updated_at is not None and entries[0].updated_at.isoformat() == "2026-06-30T11:30:58+00:00"


def test_a_page_comes_as_clean_passages(server: GovUkServer) -> None:
    page = thailand(server)
    assert (page.slug, page.url) == ("thailand", "https://www.gov.uk/foreign-travel-advice/thailand")
    assert page.alert_status == ("avoid_all_but_essential_travel_to_parts",)
    assert page.change_description == "A sentence about trains was added."
    visa = next(p for p in page.passages if p.headings == ("Visa requirements",))
    assert "- ask the immigration office before day 40\n- pay a fee\n- bring two photos" in visa.body
    assert "[Safety and security](https://www.gov.uk/foreign-travel-advice/thailand/safety-and-security)" in visa.body
    assert "- Wine – Limit: 1 litre" in next(p for p in page.passages if p.headings[-1:] == ("Money",)).body


def test_what_was_planted_reaches_no_passage(server: GovUkServer) -> None:
    page = client(server).advice("egypt", "EG")
    assert isinstance(page, TravelAdvice)
    assert PLANTED not in repr(page)
    assert "Buy a test visa online. Apply early." in repr(page)


def test_an_odd_part_slug_becomes_the_usual_one_but_the_link_keeps_it(server: GovUkServer) -> None:
    page = client(server).advice("laos", "LA")
    assert isinstance(page, TravelAdvice)
    crime = next(p for p in page.passages if p.headings == ("Crime",))
    assert (crime.part, crime.url) == (
        "safety-and-security",
        "https://www.gov.uk/foreign-travel-advice/laos/Safety-and-security#crime",
    )


@pytest.mark.parametrize("statuses", [[429], [503], [500, 502, 503], [429, 503, 429]])
def test_a_busy_gov_uk_is_asked_again(server: GovUkServer, statuses: list[int]) -> None:
    server.faults.status["thailand"] = list(statuses)
    assert thailand(server).country == "TH"
    assert server.requests["/api/content/foreign-travel-advice/thailand"] == len(statuses) + 1


def test_half_an_answer_is_asked_for_again(server: GovUkServer) -> None:
    server.faults.truncate["thailand"] = 2
    assert len(thailand(server).passages) > 20


def test_a_gov_uk_that_stays_away_is_given_up_with_a_plain_sentence(server: GovUkServer) -> None:
    server.faults.status["thailand"] = [503] * 50
    with pytest.raises(
        ClientError, match=r"GOV.UK answered 503 for /api/content/foreign-travel-advice/thailand, 6 times."
    ):
        client(server).advice("thailand", "TH")


def test_a_request_that_hangs_ends(server: GovUkServer) -> None:
    server.faults.hang.add("thailand")
    start = time.monotonic()
    with pytest.raises(ClientError, match="did not answer in time"):
        client(server, timeout=0.2).advice("thailand", "TH")
    assert time.monotonic() - start < 5


def test_no_network_is_said_plainly() -> None:
    with pytest.raises(ClientError, match="could not be reached"):
        GovUk("http://127.0.0.1:9", rate=1000, timeout=0.5, sleep=lambda _: None).index()


@pytest.mark.parametrize("fault", ["gone", "gone_page"])
def test_a_page_that_is_gone_is_gone(server: GovUkServer, fault: str) -> None:
    getattr(server.faults, fault).add("france")
    assert client(server).advice("france", "FR") == Gone("gone")


def test_a_withdrawn_page_is_not_shown_as_current(server: GovUkServer) -> None:
    server.faults.withdrawn.add("france")
    assert client(server).advice("france", "FR") == Gone("withdrawn")


def test_a_renamed_page_is_followed_to_its_new_name(server: GovUkServer) -> None:
    server.faults.renamed["laos"] = "lao-land"
    page = client(server).advice("laos", "LA")
    assert isinstance(page, TravelAdvice)
    assert (page.slug, page.country) == ("lao-land", "LA")


@pytest.mark.parametrize("to", [
    "/foreign-travel-advice/france?from=laos#part", "https://www.gov.uk/foreign-travel-advice/france",
    "/foreign-travel-advice/france/entry-requirements", "/foreign-travel-advice/france/",
])
def test_a_destination_is_followed_however_it_is_written(server: GovUkServer, to: str) -> None:
    server.faults.moved_to["laos"] = to
    page = client(server).advice("laos", "LA")
    assert isinstance(page, TravelAdvice) and page.slug == "france"


@pytest.mark.parametrize("to", [
    "/guidance/laos", "https://example.com/foreign-travel-advice/france", "/foreign-travel-advice", "", "//[",
    "/foreign-travel-advice/../../admin", "/foreign-travel-advice/fr%61nce",
])
def test_a_page_that_became_something_else_is_no_travel_advice_any_more(server: GovUkServer, to: str) -> None:
    server.faults.moved_to["laos"] = to
    assert client(server).advice("laos", "LA") == Gone("moved")


def test_an_answer_that_trickles_in_for_ever_ends(server: GovUkServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.clients.govuk.LONGEST_ANSWER", 0.2)
    server.faults.trickle.add("thailand")
    with pytest.raises(ClientError, match="did not answer in time"):
        client(server).advice("thailand", "TH")


def test_pages_that_rename_each_other_do_not_turn_for_ever(server: GovUkServer) -> None:
    server.faults.renamed.update({"laos": "france", "france": "laos"})
    with pytest.raises(ClientError, match="circle of redirects"):
        client(server).advice("laos", "LA")


def test_a_part_path_is_followed_to_its_page(server: GovUkServer) -> None:
    assert isinstance(client(server).advice("thailand/health", "TH"), TravelAdvice)


def test_an_unknown_page_is_an_error_and_not_a_gone_one(server: GovUkServer) -> None:
    with pytest.raises(ClientError, match="GOV.UK answered 404"):
        client(server).advice("narnia", "TH")


def test_a_page_whose_parts_have_no_body_is_refused_whole(server: GovUkServer) -> None:
    server.faults.malformed.add("thailand")
    with pytest.raises(ContentError, match="the part 'warnings-and-insurance' has no body"):
        client(server).advice("thailand", "TH")


def test_a_page_may_have_no_parts_for_a_while(server: GovUkServer) -> None:
    server.faults.no_parts.add("thailand")
    assert thailand(server).passages == ()


def test_an_endless_answer_is_cut_off(server: GovUkServer) -> None:
    server.faults.oversized.add("thailand")
    with pytest.raises(ClientError, match="longer than 5,000,000 bytes"):
        client(server).advice("thailand", "TH")


def test_words_instead_of_json_are_refused(server: GovUkServer) -> None:
    server.faults.not_json.add("thailand")
    with pytest.raises(ClientError, match="not JSON"):
        client(server).advice("thailand", "TH")


def test_it_never_asks_faster_than_its_rate(server: GovUkServer) -> None:
    server.faults.rate = 20
    govuk = GovUk(server.url, rate=20)
    start = time.monotonic()
    for _ in range(30):
        assert isinstance(govuk.advice("laos", "LA"), TravelAdvice)
    took = time.monotonic() - start
    assert 29 / 20 <= took < 3
    assert server.requests["/api/content/foreign-travel-advice/laos"] == 30, "none was refused and asked again"
