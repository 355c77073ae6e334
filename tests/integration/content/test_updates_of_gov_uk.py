"""From GOV.UK to the follower, by the real commands: a sync, a wish, GOV.UK changes, a sync, and who is told what.

Against our own small GOV.UK, and where ../shared has it, against the large stand-in with its snapshot of January 2026.
"""
from __future__ import annotations

import os
import subprocess
import sys

from bot.conversation.messages import Author
from bot.settings import ROOT, Settings
from bot.store.store import Store
from tests.fixtures.following import follower
from tests.fixtures.govuk_server import serving
from tests.fixtures.govuk_stand_in import SNAPSHOT, needs_stand_in, standing_in


def consular(settings: Settings, govuk: str, *words: str) -> str:
    """Run a command of ours to its end → what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words], cwd=ROOT, capture_output=True, text=True, timeout=120, env={
            **os.environ, "CONSULAR_STATE": str(settings.state), "CONSULAR_KEYS": str(settings.key_file),
            "DATABASE_URL": settings.database_url, "GOVUK_URL": govuk})
    assert done.returncode == 0, done.stderr
    return done.stderr


def told(store: Store, conversation_id: str) -> list[str]:
    return [m.body for m in store.messages(conversation_id) if m.author is Author.NOTICE]


def test_a_change_on_gov_uk_reaches_its_followers_and_a_change_of_words_nobody(
        store: Store, database_settings: Settings) -> None:
    with serving() as govuk:
        consular(database_settings, govuk.url, "sync", "--rate", "1000")
        laos, france, both = follower(store, "LA"), follower(store, "FR"), follower(store, "LA", "FR")
        govuk.set_alert("laos", "2026-11-20T08:00:00+00:00", "avoid_all_travel_to_whole_country",
                        change="An invented volcano woke up.")
        govuk.set_alert("france", "2026-11-20T09:00:00+00:00", change="An invented train was renamed.")
        consular(database_settings, govuk.url, "sync", "--rate", "1000")
    assert "2 followers were told of a changed alert level." in consular(database_settings, "", "reconcile", "--once")
    assert told(store, france) == [] and told(store, laos) == told(store, both)
    [notice] = told(store, laos)
    assert "**Before:** FCDO did not advise against travel to Laos." in notice
    assert "**Now:** FCDO advises against all travel to Laos." in notice
    assert "on 20 November 2026:\n\nAn invented volcano woke up." in notice
    assert "0 followers were told" in consular(database_settings, "", "reconcile", "--once")


@needs_stand_in
def test_what_changed_since_january_is_told_to_those_who_asked_and_to_nobody_else(
        sqlite_store: Store, settings: Settings) -> None:
    store, sync = sqlite_store, ("sync", "--rate", "1000", "--country", "IL", "TH", "VE", "GD", "JM")
    with standing_in("--snapshot", SNAPSHOT) as january:
        consular(settings, january, *sync)
    asked = {code: follower(store, code) for code in ("IL", "TH", "VE", "GD", "JM")}
    bystander = follower(store)
    with standing_in() as now:
        consular(settings, now, *sync)
    assert "3 followers were told of a changed alert level." in consular(settings, "", "reconcile", "--once")
    levels = {code: [line for body in told(store, each) for line in body.splitlines()
                     if line.startswith(("**Before:**", "**Now:**", "GOV.UK's note"))] for code, each in asked.items()}
    assert levels == {
        "IL": ["**Before:** FCDO advised against all but essential travel to Israel, and against all travel to parts of it.",
               "**Now:** FCDO advises against all travel to parts of Israel, "
               "and against all but essential travel to other parts.",
               "GOV.UK's note on its latest change of the page, on 22 July 2026:"],
        "TH": ["**Before:** FCDO advised against all travel to parts of Thailand, "
               "and against all but essential travel to other parts.",
               "**Now:** FCDO advises against all but essential travel to parts of Thailand.",
               "GOV.UK's note on its latest change of the page, on 30 June 2026:"],
        "VE": ["**Before:** FCDO advised against all travel to Venezuela.",
               "**Now:** FCDO advises against all travel to parts of Venezuela, "
               "and against all but essential travel to other parts.",
               "GOV.UK's note on its latest change of the page, on 1 July 2026:"],
        "GD": [], "JM": []}
    assert told(store, bystander) == []
    assert "0 followers were told" in consular(settings, "", "reconcile", "--once")
