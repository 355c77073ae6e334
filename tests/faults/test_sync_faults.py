"""Sync against a GOV.UK that answers 503, hangs, breaks off, sends nonsense and loses pages, all in one run.

Nothing wrong is stored, what can be had is complete, and what is missing is named. The last two tests run against the
stand-in with GOV.UK's own pages, where ../shared is there.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from bot.clients.govuk import GovUk
from bot.clients.govuk_posts import GovUkPosts
from bot.content.facts import load_facts
from bot.content.posts.post import PostPage
from bot.operations.sync import SyncReport, sync
from bot.operations.sync_posts import PostsReport, sync_posts
from bot.store.store import Store
from tests.fixtures.govuk_server import GovUkServer, serving
from tests.fixtures.govuk_stand_in import STAND_IN, needs_stand_in
from tests.fixtures.product import free_port

FACTS = load_facts()


def undated(posts: Sequence[PostPage]) -> list[PostPage]:
    """Posts without the moment of their fetch."""
    return [replace(post, fetched_at=None) for post in posts]


def run(
    address: str, store: Store, countries: tuple[str, ...] = (), every: bool = False, pages_only: bool = False
) -> tuple[SyncReport, PostsReport]:
    client = GovUk(address, rate=1000, timeout=1.0, sleep=lambda seconds: time.sleep(seconds / 100))
    try:
        pages = sync(client, store, FACTS, countries, every)
        source = GovUkPosts(client, FACTS)
        return pages, PostsReport() if pages_only else sync_posts(source, store, FACTS, countries, every)
    finally:
        client.close()


@pytest.fixture
def server() -> Iterator[GovUkServer]:
    with serving() as made:
        yield made


def test_with_everything_going_wrong_at_once_the_rest_is_complete_and_nothing_wrong_is_stored(
    server: GovUkServer, store: Store
) -> None:
    run(server.url, store)
    pages, posts = store.digests(), {code: store.posts_of(code) for code in ("TH", "LA", "FR", "EG")}
    testville, nile = "british-test-embassy-testville", "british-test-embassy-nile"
    server.faults.status |= {"": [503, 429], "thailand": [500, 503], "search": [503] * 3, "embassies": [502], testville: [503]}
    server.faults.truncate |= {"laos": 2, testville: 1, "world": 1}
    server.faults.malformed.add("egypt")
    server.faults.gone.add("france")
    server.faults.not_json.add(nile)
    found, posted = run(server.url, store, every=True)
    assert (found.removed, set(found.failed), set(posted.failed)) == (["FR"], {"EG"}, {"EG"})
    assert (posted.no_assistance, posted.problem) == ("", "")
    assert store.digests() == {code: digest for code, digest in pages.items() if code != "FR"}
    for code, before in posts.items():
        assert [post.title for post in store.posts_of(code)] == [post.title for post in before], code
    assert store.changes_after(0, 10) == [], "nobody is told of what only went wrong"


def test_a_gov_uk_that_falls_over_after_its_list_leaves_everything_as_it_was(server: GovUkServer, store: Store) -> None:
    run(server.url, store)
    version, pages, posts = store.content_version(), store.digests(), store.all_posts()
    server.faults.down = True
    found, posted = run(server.url, store, every=True)
    assert len(found.failed) == 5 and posted.problem
    assert (store.content_version(), store.digests(), store.all_posts()) == (version, pages, posts)


def test_two_runs_at_once_through_faults_make_each_change_once(server: GovUkServer, store: Store) -> None:
    run(server.url, store)
    version = store.content_version()
    server.set_alert("thailand", "2026-11-20T08:00:00+00:00", "avoid_all_travel_to_whole_country")
    server.set_alert("russia", "2026-11-20T08:00:00+00:00")
    server.faults.truncate |= {"thailand": 1, "russia": 1}
    threads = [threading.Thread(target=lambda: run(server.url, store)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(change.country for change in store.changes_after(0, 10)) == ["RU", "TH"]
    assert store.content_version() == version + 2


@pytest.fixture
def stand_in() -> Iterator[Callable[..., str]]:
    """Starts the stand-in with options → its address. Its threads end with the test."""
    running: list[subprocess.Popen[str]] = []

    def start(*options: str) -> str:
        port = str(free_port())
        running.append(subprocess.Popen([sys.executable, str(STAND_IN), "--port", port, "--rate", "5000", *options],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True))
        assert running[-1].stdout is not None and port in running[-1].stdout.readline()
        return f"http://127.0.0.1:{port}"

    yield start
    for process in running:
        process.kill()
        process.communicate()


OFTEN_CHANGED = ("IL", "TH", "VE", "GD", "FR", "ES")


@needs_stand_in
def test_what_changed_since_january_is_stored_again_and_nothing_else(
    stand_in: Callable[..., str], sqlite_store: Store
) -> None:
    assert sorted(run(stand_in("--snapshot", "2026-01-15"), sqlite_store, OFTEN_CHANGED, pages_only=True)[0].stored) == sorted(
        OFTEN_CHANGED)
    before, version = sqlite_store.digests(), sqlite_store.content_version()
    found, _ = run(stand_in(), sqlite_store, OFTEN_CHANGED, pages_only=True)
    assert (sorted(found.stored), found.unchanged) == (["ES", "FR", "IL", "TH", "VE"], ["GD"])
    after = sqlite_store.digests()
    assert [code for code in OFTEN_CHANGED if after[code] == before[code]] == ["GD"]
    changes = {change.country: change for change in sqlite_store.changes_after(version, 100)}
    assert sorted(code for code, change in changes.items() if change.changes_status) == ["IL", "TH", "VE"]
    assert "GD" not in changes


@needs_stand_in
def test_real_pages_and_organisations_come_whole_through_faults(stand_in: Callable[..., str], store: Store) -> None:
    countries = ("ES", "FR", "IN", "US", "JP", "TH", "AD", "MM", "KE", "DJ")
    clean = stand_in()
    run(clean, store, countries)
    pages, posts = store.digests(), {code: undated(store.posts_of(code)) for code in countries}
    assert (len(pages), len(posts["ES"]), posts["DJ"]) == (10, 11, []) and posts["MM"]
    faulty = stand_in("--fail", "0.1", "--hang", "0.01", "--truncate", "0.02", "--malformed", "spain", "--gone", "france")
    found, posted = run(faulty, store, countries, every=True)
    assert (found.removed, set(found.failed), posted.failed, posted.complete) == (["FR"], {"ES"}, {}, True)
    assert store.digests() == {code: digest for code, digest in pages.items() if code != "FR"}
    assert {code: undated(store.posts_of(code)) for code in countries} == posts
