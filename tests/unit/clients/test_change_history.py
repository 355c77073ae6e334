"""GOV.UK's own list of what changed on a page: the newest notes, whatever else is in it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.clients.govuk_history import LONGEST_NOTE, MOST_NOTES
from bot.clients.govuk_pages import travel_advice
from bot.content.ports import ChangeNote

AT = datetime(2026, 6, 30, tzinfo=timezone.utc)


def page(history: object) -> tuple[ChangeNote, ...]:
    document = {
        "base_path": "/foreign-travel-advice/thailand",
        "schema_name": "travel_advice",
        "title": "Thailand travel advice",
        "details": {"updated_at": "2026-06-30T12:30:58+01:00", "parts": [], "change_history": history},
    }
    return travel_advice(document, "TH").history


def test_the_newest_notes_are_kept_newest_first_without_gov_uks_own_lead() -> None:
    listed = [
        {"note": f"Latest update: Ferry {day} stopped.", "public_timestamp": (AT - timedelta(days=day)).isoformat()}
        for day in (3, 1, 2, 9, 8, 7, 6)
    ]
    notes = page(listed)
    assert notes[0] == ChangeNote(AT - timedelta(days=1), "Ferry 1 stopped.")
    assert [note.words for note in notes] == [f"Ferry {day} stopped." for day in (1, 2, 3, 6, 7)]
    assert len(notes) == MOST_NOTES


@pytest.mark.parametrize(
    "history",
    [None, "none", {}, [None, 7, "x"], [{"note": None, "public_timestamp": "2026-06-30"}], [{"note": "No day."}],
     [{"note": "A day that is none.", "public_timestamp": "soon"}], [{"note": "<p> </p>", "public_timestamp": "2026-06-30"}]],
)  # fmt: skip
def test_what_makes_no_sense_is_left_out(history: object) -> None:
    assert page(history) == ()


def test_a_note_is_plain_words_of_bounded_length() -> None:
    [note] = page([{"note": "<script>alert(1)</script><b>Bold</b> " + "x" * 5_000, "public_timestamp": "2026-06-30"}])
    assert "<" not in note.words and "alert" not in note.words and note.words.startswith("Bold x")
    assert len(note.words) == LONGEST_NOTE
