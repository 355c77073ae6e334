"""Posts are synced a country at a time, once a day, and what fails keeps its last version."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.clients.govuk import GovUk
from bot.clients.govuk_posts import GovUkPosts
from bot.content.facts import load_facts
from bot.operations.sync_posts import PostsReport, longest_unread_first, sync_posts
from bot.settings import Settings
from bot.store.store import Store, open_store
from tests.fixtures.govuk_server import PLANTED, GovUkServer, serving

FACTS = load_facts()
ROOT = Path(__file__).resolve().parents[3]
LOCATED = {"TH", "LA", "EG", "FR", "RU", "XK"}
"""The countries that the test server's list of world locations names."""


@pytest.fixture
def server() -> Iterator[GovUkServer]:
    with serving() as made:
        yield made


def run(server: GovUkServer, store: Store, countries: tuple[str, ...] = (), every: bool = False,
        days: int = 0) -> PostsReport:
    """One run, `days` from now."""
    client = GovUk(server.url, rate=1000, timeout=0.5, attempts=3, sleep=lambda seconds: time.sleep(seconds / 100))
    now = datetime.now(timezone.utc) + timedelta(days=days)
    return sync_posts(GovUkPosts(client, FACTS), store, FACTS, countries, every, now=now)


def test_the_first_run_stores_every_countrys_posts_and_the_second_asks_nothing(server: GovUkServer, store: Store) -> None:
    first = run(server, store)
    assert (sorted(first.stored), first.failed, first.complete) == (["EG", "FR", "LA", "TH"], {}, True)
    assert {code for code, posts in store.all_posts().items() if posts} == {"EG", "FR", "LA", "TH"}
    assert store.posts_of("RU") == () and "RU" in store.posts_read()
    assert [post.title for post in store.posts_of("LA")] == ["British Test Embassy Testville"]
    laos = store.assistance("LA")
    assert laos is not None and (laos.kind, laos.by[0].place) == ("remote", "Thailand")
    before = server.requests.total()
    second = run(server, store)
    assert (second.checked, second.fresh, second.complete) == (0, len(FACTS.with_page()), True)
    assert server.requests.total() == before
    assert second.lines(str) == [f"Posts of {second.fresh} countries were checked within the last day."]


def test_after_a_day_they_are_read_again_and_only_what_changed_is_stored(server: GovUkServer, store: Store) -> None:
    run(server, store)
    version, before = store.content_version(), store.posts_of("TH")
    server.organisations["british-test-embassy-nile"]["links"]["contacts"][0]["details"]["phone_numbers"] = [
        {"title": "New", "number": "+20 111 111"}]
    report = run(server, store, days=1)
    assert (report.stored, sorted({*report.unchanged} & LOCATED)) == (["EG"], ["FR", "LA", "RU", "TH", "XK"])
    main = store.posts_of("EG")[0].main
    assert main is not None and main.phones[0].number == "+20 111 111"
    assert store.content_version() == version + 1
    assert [post.main for post in store.posts_of("TH")] == [post.main for post in before]


def test_a_country_that_fails_keeps_its_posts_and_is_asked_for_again_at_the_next_run(
    server: GovUkServer, store: Store
) -> None:
    run(server, store)
    kept = store.posts_of("TH")
    server.faults.malformed.add("british-test-embassy-testville")
    report = run(server, store, days=1)
    assert report.failed == dict.fromkeys(
        ("LA", "TH"), "GOV.UK's page cannot be used: the page is no worldwide organisation.")
    assert not report.complete and store.posts_of("TH") == kept
    said = report.lines(lambda code: FACTS.country(code).name)
    assert "2 failed" in said[0]
    assert ("Not updated: the posts of Laos. GOV.UK's page cannot be used: the page is no worldwide organisation. "
            "What was stored before is kept.") in said


def test_only_what_failed_is_asked_for_again(server: GovUkServer, store: Store) -> None:
    server.faults.gone_page.add("none")
    server.faults.malformed.add("british-test-embassy-testville")
    assert set(run(server, store).failed) == {"TH", "LA"}
    server.faults.malformed.clear()
    report = run(server, store)
    assert (sorted(report.stored), report.checked, report.failed) == (["LA", "TH"], 2, {})


def test_a_list_of_embassies_that_makes_no_sense_keeps_yesterdays(server: GovUkServer, store: Store) -> None:
    run(server, store)
    server.faults.malformed.add("embassies")
    report = run(server, store, days=1)
    assert (report.no_assistance, report.failed, report.complete) == (
        "GOV.UK's list of embassies holds no country.", {}, False)
    thailand = store.assistance("TH")
    assert thailand is not None and thailand.kind == "local"
    assert report.lines(str)[1].startswith("Not updated: the list of embassies. GOV.UK's list of embassies holds no")


@pytest.mark.parametrize("fault", ["locations", "search"])
def test_without_locations_or_a_search_nothing_is_touched(server: GovUkServer, store: Store, fault: str) -> None:
    run(server, store)
    posts = store.all_posts()
    if fault == "search":
        server.faults.no_organisations = True
    else:
        server.faults.status["world"] = [503] * 99
    report = run(server, store, days=1)
    assert report.problem and not report.complete
    assert store.all_posts() == posts
    assert report.lines(str) == [f"No posts were fetched. {report.problem} What was stored before is kept."]


def test_some_countries_only(server: GovUkServer, store: Store) -> None:
    report = run(server, store, ("TH", "RU"))
    assert (report.stored, report.unchanged, set(store.all_posts())) == (["TH"], ["RU"], {"TH", "RU"})
    assert run(server, store, ("TH",)).checked == 0
    assert run(server, store, ("TH",), every=True).unchanged == ["TH"]


def test_the_countries_that_waited_longest_are_asked_for_first() -> None:
    day = datetime(2026, 11, 1, tzinfo=timezone.utc)
    read = {"FR": day + timedelta(days=2), "TH": day, "LA": day + timedelta(days=1)}
    assert longest_unread_first(["EG", "FR", "LA", "RU", "TH"], read) == ["EG", "RU", "TH", "LA", "FR"]


def test_two_runs_at_once_leave_the_store_as_one_run_would(server: GovUkServer, store: Store) -> None:
    reports: list[PostsReport] = []
    threads = [threading.Thread(target=lambda: reports.append(run(server, store))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [report.failed for report in reports] == [{}, {}]
    assert sorted(code for report in reports for code in report.stored) == ["EG", "FR", "LA", "TH"], "each by one of them"
    assert store.content_version() == 5, "four countries and the list of embassies"


def command(server: GovUkServer, settings: Settings, *words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "GOVUK_URL": server.url, "CONSULAR_STATE": str(settings.state),
                   "CONSULAR_KEYS": str(settings.key_file)}
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen([sys.executable, "-m", "bot", "sync", *words], cwd=ROOT, env=environment, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, err = process.communicate(timeout=120)
    return process.returncode, err


def test_the_command_fetches_posts_and_plants_nothing(server: GovUkServer, settings: Settings) -> None:
    code, err = finish(command(server, settings, "--only", "posts", "--rate", "1000"))
    assert code == 0 and "4 stored" in err and "Travel advice" not in err
    for file in settings.state.rglob("*"):
        assert not file.is_file() or PLANTED.encode() not in file.read_bytes(), file
    store = open_store(settings)
    assert sorted(code for code, posts in store.all_posts().items() if posts) == ["EG", "FR", "LA", "TH"]
    assert store.beats() == {}, "a part of a run says nothing about the whole"
    store.close()


def test_the_command_says_which_posts_failed_and_ends_with_1(server: GovUkServer, settings: Settings) -> None:
    server.faults.malformed.add("british-test-embassy-nile")
    code, err = finish(command(server, settings, "--only", "posts", "--rate", "1000"))
    assert code == 1
    assert "Not updated: the posts of Egypt. GOV.UK's page cannot be used: the page is no worldwide organisation." in err


def test_killed_half_way_it_goes_on_where_it_stopped(server: GovUkServer, settings: Settings) -> None:
    process = command(server, settings, "--only", "posts", "--rate", "5")
    organisation = "/api/content/world/organisations/british-test-embassy-testville"
    until = time.monotonic() + 60
    while server.requests[organisation] == 0 and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=20)
    store = open_store(settings)
    read = set(store.posts_read())
    assert read and not read & {"TH", "LA"}, "it was stopped half way"
    code, err = finish(command(server, settings, "--only", "posts", "--rate", "1000"))
    assert (code, f"Posts of {len(FACTS.with_page()) - len(read)} countries checked" in err) == (0, True)
    assert sorted(code for code, posts in store.all_posts().items() if posts) == ["EG", "FR", "LA", "TH"]
    store.close()
