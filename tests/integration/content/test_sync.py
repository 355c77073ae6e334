"""Sync stores what changed, keeps what it could not read, and can be stopped and run twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clients.govuk import GovUk
from bot.content.facts import load_facts
from bot.content.ports import ContentStore, Gone, TravelAdvice
from bot.errors import ClientError
from bot.operations.sync import SyncReport, sync
from bot.settings import Settings
from bot.store.migrate import migrate
from bot.store.store import Store, open_store
from tests.fixtures.govuk_server import PLANTED, GovUkServer, serving

FACTS = load_facts()
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def server() -> Iterator[GovUkServer]:
    with serving() as made:
        yield made


def run(server: GovUkServer, store: ContentStore, countries: tuple[str, ...] = (), every: bool = False) -> SyncReport:
    source = GovUk(server.url, rate=1000, timeout=0.5, attempts=3, sleep=lambda seconds: time.sleep(seconds / 100))
    return sync(source, store, FACTS, countries, every)


def test_the_first_run_stores_every_page_and_the_second_asks_only_for_the_list(
    server: GovUkServer, store: Store
) -> None:
    first = run(server, store)
    assert (sorted(first.stored), first.failed) == (["EG", "FR", "LA", "RU", "TH"], {})
    before = server.requests.total()
    second = run(server, store)
    assert (second.stored, sorted(second.unchanged)) == ([], ["EG", "FR", "LA", "RU", "TH"])
    assert server.requests.total() - before == 1


def test_only_the_page_that_changed_is_fetched_again(server: GovUkServer, store: Store) -> None:
    run(server, store)
    version = store.content_version()
    server.updated["laos"] = "2026-11-20T08:00:00+00:00"
    report = run(server, store)
    assert report.stored == ["LA"]
    laos = store.page("LA")
    assert laos is not None and "Changed on 2026-11-20." in laos.passages[0].body
    assert server.requests["/api/content/foreign-travel-advice/thailand"] == 1
    assert store.content_version() == version + 1


def test_fetching_everything_again_changes_nothing_that_is_the_same(server: GovUkServer, store: Store) -> None:
    run(server, store)
    version = store.content_version()
    assert sorted(run(server, store, every=True).unchanged) == ["EG", "FR", "LA", "RU", "TH"]
    assert store.content_version() == version


def test_a_page_that_fails_keeps_yesterdays_version_and_is_named(server: GovUkServer, store: Store) -> None:
    run(server, store)
    yesterday = store.page("TH")
    for slug in ("thailand", "laos", "france"):
        server.updated[slug] = "2026-11-20T08:00:00+00:00"
    server.faults.malformed.add("thailand")
    server.faults.hang.add("laos")
    report = run(server, store)
    assert report.stored == ["FR"]
    assert set(report.failed) == {"TH", "LA"}
    assert store.page("TH") == yesterday
    said = report.lines(lambda code: FACTS.country(code).name)
    assert said[0].startswith("5 countries checked: 1 stored, 2 unchanged, 0 no longer on GOV.UK, 2 failed. It took ")
    assert (
        "Not updated: Thailand. GOV.UK's page cannot be used: the part 'warnings-and-insurance' has no body. What was stored before is kept."
        in said
    )


def test_a_page_that_is_gone_is_taken_away(server: GovUkServer, store: Store) -> None:
    run(server, store)
    server.updated["france"] = "2026-11-20T08:00:00+00:00"
    server.faults.gone.add("france")
    assert run(server, store).removed == ["FR"]
    assert store.page("FR") is None


def test_an_empty_page_does_not_wipe_one_that_answers(server: GovUkServer, store: Store) -> None:
    run(server, store)
    server.updated["thailand"] = "2026-11-20T08:00:00+00:00"
    server.faults.no_parts.add("thailand")
    assert run(server, store).failed == {"TH": "GOV.UK's page cannot be used: it is empty."}
    thailand = store.page("TH")
    assert thailand is not None and thailand.passages


def test_a_renamed_country_is_found_under_its_new_name(server: GovUkServer, store: Store) -> None:
    run(server, store)
    server.updated["laos"] = "2026-11-20T08:00:00+00:00"
    server.faults.renamed["laos"] = "lao-land"
    report = run(server, store)
    assert (report.stored, report.failed) == (["LA"], {})
    laos = store.page("LA")
    assert laos is not None and laos.slug == "lao-land"


def test_some_countries_only(server: GovUkServer, store: Store) -> None:
    report = run(server, store, ("TH", "LA"))
    assert (sorted(report.stored), sorted(store.pages())) == (["LA", "TH"], ["LA", "TH"])


def test_a_list_that_cannot_be_read_changes_nothing(server: GovUkServer, store: Store) -> None:
    run(server, store)
    server.faults.status[""] = [503] * 20
    with pytest.raises(ClientError):
        run(server, store)
    assert len(store.pages()) == 5


def test_two_runs_at_once_leave_the_store_as_one_run_would(server: GovUkServer, store: Store) -> None:
    reports: list[SyncReport] = []
    threads = [threading.Thread(target=lambda: reports.append(run(server, store))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [report.failed for report in reports] == [{}, {}]
    assert sorted(code for report in reports for code in report.stored) == ["EG", "FR", "LA", "RU", "TH"], "by one of them"
    assert [page.country for page in store.all_pages()] == ["EG", "FR", "LA", "RU", "TH"]
    assert store.content_version() == 5
    assert run(server, store).stored == [], "both left the store as one run would have"


def command(server_url: str, settings: Settings, *words: str) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "GOVUK_URL": server_url,
        "CONSULAR_STATE": str(settings.state),
        "CONSULAR_KEYS": str(settings.key_file),
    }
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def test_the_command_syncs_and_answers_and_plants_nothing(
    server: GovUkServer, settings: Settings, tmp_path: Path
) -> None:
    migrate(settings.database)
    code, _, err = finish(command(server.url, settings, "sync", "--rate", "500"))
    assert code == 0 and "5 countries checked: 5 stored" in err
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        '{"id": 7, "text": "is vaping ok", "country": "TH"}\n{"text": "do I need a visa", "country": "TO"}\n',
        encoding="utf-8",
    )
    code, out, _ = finish(command(server.url, settings, "ask", "--jsonl", str(questions)))
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert rows[0] == {
        "id": 7,
        "answered": True,
        "part": "safety-and-security",
        "heading": "E-cigarettes",
        "headings": ["E-cigarettes"],
        "passage": "It is against the law to vape. Officers take the device and fine you.",
        "url": "https://www.gov.uk/foreign-travel-advice/thailand/safety-and-security#e-cigarettes",
        "reviewed_at": "2026-06-30",
    }
    assert rows[1] == {
        "id": 2,
        "answered": False,
        "part": "",
        "heading": "",
        "headings": [],
        "passage": "",
        "url": "https://www.gov.uk/foreign-travel-advice/tonga",
        "reviewed_at": None,
    }
    for file in settings.state.rglob("*"):
        assert not file.is_file() or PLANTED.encode() not in file.read_bytes(), file


def test_without_a_network_it_says_so_and_loses_nothing(server: GovUkServer, settings: Settings) -> None:
    migrate(settings.database)
    assert finish(command(server.url, settings, "sync", "--rate", "500"))[0] == 0
    code, out, err = finish(command("http://127.0.0.1:9", settings, "sync", "--rate", "500"))
    assert (code, out) == (1, "")
    assert err.strip().endswith(
        "GOV.UK could not be reached for /api/content/foreign-travel-advice, 6 times. "
        "The 5 pages stored before are still there."
    )


def test_a_failed_page_makes_the_exit_code_1(server: GovUkServer, settings: Settings) -> None:
    server.faults.malformed.add("laos")
    migrate(settings.database)
    code, _, err = finish(command(server.url, settings, "sync", "--rate", "500"))
    assert code == 1 and "Not updated: Laos." in err and "4 stored" in err


def test_killed_half_way_it_goes_on_where_it_stopped(server: GovUkServer, settings: Settings) -> None:
    migrate(settings.database)
    process = command(server.url, settings, "sync", "--only", "pages", "--rate", "4")
    until = time.monotonic() + 40
    while server.requests.total() < 4 and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=10)
    asked = server.requests.total()
    assert 4 <= asked < 6, "it was stopped half way"
    code, _, err = finish(command(server.url, settings, "sync", "--only", "pages", "--rate", "500"))
    assert code == 0
    stored = int(err.split(" stored")[0].rsplit(" ", 1)[1])
    assert 0 < stored < 5, "what was stored before the kill was not fetched again"


def test_a_change_of_alert_status_is_kept_for_those_who_asked_to_be_told(server: GovUkServer, store: Store) -> None:
    run(server, store)
    assert store.changes_after(0, 10) == [], "nobody asked before the first run"
    server.set_alert("thailand", "2026-11-20T08:00:00+00:00", "avoid_all_travel_to_whole_country", change="All of it.")
    server.set_alert("laos", "2026-11-20T08:00:00+00:00", change="A sentence on trains went.")
    server.updated["france"] = "2026-11-20T08:00:00+00:00"
    run(server, store)
    run(server, store, every=True)
    told = {change.country: change for change in store.changes_after(0, 10)}
    assert {code: change.changes_status for code, change in told.items()} == {"TH": True, "LA": False}
    assert told["TH"].old_alert_status == ("avoid_all_but_essential_travel_to_parts",)
    assert told["TH"].new_alert_status == ("avoid_all_travel_to_whole_country",)
    assert told["TH"].change_description == "All of it."


def test_a_page_that_breaks_this_program_stops_no_other(server: GovUkServer, store: Store) -> None:
    class Breaks(GovUk):
        def advice(self, slug: str, country: str) -> TravelAdvice | Gone:
            if slug == "laos":
                raise RecursionError("words of the page")
            return super().advice(slug, country)

    report = sync(Breaks(server.url, rate=1000), store, FACTS)
    assert sorted(report.stored) == ["EG", "FR", "RU", "TH"]
    assert report.failed == {"LA": "This program could not read GOV.UK's page (RecursionError)."}


def test_the_command_says_at_once_which_parts_it_can_fetch(settings: Settings) -> None:
    code, _, err = finish(command("http://127.0.0.1:9", settings, "sync", "--only", "everything"))
    assert code == 2 and "invalid choice: 'everything' (choose from 'pages', 'posts')" in err


def test_the_whole_command_leaves_a_beat_that_says_how_it_went(server: GovUkServer, settings: Settings) -> None:
    server.faults.malformed.add("laos")
    assert finish(command(server.url, settings, "sync", "--rate", "1000"))[0] == 1
    store = open_store(settings)
    failed = store.beats()
    assert set(failed) == {"sync failed"}
    server.faults.malformed.clear()
    assert finish(command(server.url, settings, "sync", "--rate", "1000"))[0] == 0
    assert store.beats()["sync"] > failed["sync failed"]
    store.close()
