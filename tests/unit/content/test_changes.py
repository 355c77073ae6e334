"""What changed on a page, in words: the level first, GOV.UK's note with its day, then the notes before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from bot.content.changes import PageHistory, changed, changed_in_several, earlier_notes, level_words, told_of
from bot.content.facts import load_facts
from bot.content.ports import ChangeNote, ContentChange
from bot.conversation.messages import Author
from tests.fixtures.advice_pages import invented_page

FACTS = load_facts()
AT = datetime(2026, 8, 4, 11, 0, tzinfo=timezone.utc)
PARTS, WHOLE = "avoid_all_travel_to_parts", "avoid_all_travel_to_whole_country"
SOME_PARTS, SOME_WHOLE = "avoid_all_but_essential_travel_to_parts", "avoid_all_but_essential_travel_to_whole_country"
EGYPT = replace(invented_page("EG", "egypt", "Egypt"), updated_at=AT, change_description="Our ferry has stopped.")


def change(id: int, old: tuple[str, ...], new: tuple[str, ...], words: str = "Our ferry goes.", days: int = 0) -> ContentChange:
    return ContentChange(id, "EG", AT, old, new, words, AT - timedelta(days=days))


def history(*changes: ContentChange, advice=EGYPT, country: str = "EG") -> PageHistory:
    return PageHistory(FACTS.country(country), advice, changes)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ((), "FCDO does not advise against travel to the Maldives."),
        ((PARTS,), "FCDO advises against all travel to parts of the Maldives."),
        ((SOME_PARTS,), "FCDO advises against all but essential travel to parts of the Maldives."),
        (
            (SOME_PARTS, PARTS),
            "FCDO advises against all travel to parts of the Maldives, and against all but essential travel to other parts.",
        ),
        (
            (PARTS, SOME_WHOLE),
            "FCDO advises against all but essential travel to the Maldives, and against all travel to parts of it.",
        ),
        ((SOME_WHOLE,), "FCDO advises against all but essential travel to the Maldives."),
        ((PARTS, WHOLE), "FCDO advises against all travel to the Maldives."),
        (("something_new",), "FCDO does not advise against travel to the Maldives."),
    ],
)
def test_a_level_is_one_sentence_gravest_first_whatever_its_order(status, said):
    assert level_words(status, "the Maldives") == said
    assert level_words(tuple(reversed(status)), "the Maldives") == said


def test_a_level_of_the_past_is_said_in_the_past():
    assert level_words((PARTS,), "Egypt", before=True) == "FCDO advised against all travel to parts of Egypt."
    assert level_words((), "Egypt", before=True) == "FCDO did not advise against travel to Egypt."


def test_a_follower_reads_what_it_was_what_it_is_gov_uks_note_its_day_and_link():
    notice = told_of(change(7, (PARTS,), ()), FACTS.country("EG"))
    assert notice.author is Author.NOTICE
    assert notice.body.split("\n\n") == [
        "**GOV.UK has changed its advice level for Egypt.**",
        "**Before:** FCDO advised against all travel to parts of Egypt.",
        "**Now:** FCDO does not advise against travel to Egypt.",
        "GOV.UK's note on its latest change of the page, on 4 August 2026:",
        "Our ferry goes.",
        "[Read the travel advice for Egypt](https://www.gov.uk/foreign-travel-advice/egypt)",
        "You asked me to tell you this. To stop these updates, write **stop**.",
    ]
    assert [(s.url, str(s.reviewed_at)) for s in notice.sources] == [
        ("https://www.gov.uk/foreign-travel-advice/egypt", "2026-08-04")
    ]


def test_a_change_that_gov_uk_does_not_describe_is_told_all_the_same_and_a_long_note_is_cut():
    bare = told_of(change(7, (), (WHOLE,), ""), FACTS.country("EG")).body
    assert "on 4 August 2026: GOV.UK does not say what changed." in bare
    long = told_of(change(7, (), (WHOLE,), "A ferry stopped. " * 100), FACTS.country("EG")).body
    assert len(long) < 1_200 and "[Read the rest on GOV.UK]" in long and long.endswith("write **stop**.")


def test_the_level_comes_first_then_the_latest_change_then_the_ones_before():
    noted = replace(EGYPT, alert_status=(PARTS,), history=(
        ChangeNote(AT, "Our ferry has stopped."), ChangeNote(AT - timedelta(days=30), "A road opened.")))  # fmt: skip
    said = changed(history(change(9, (), (PARTS,), "A bridge closed.", days=3), advice=noted), "For Egypt")
    assert said.body == (
        "For Egypt:\n\n**Warning**\n\nFCDO advises against all travel to parts of Egypt.\n\n"
        "GOV.UK changed this level on or before 1 August 2026. Before that: FCDO did not advise against travel to Egypt.\n\n"
        "GOV.UK last changed its page about Egypt on 4 August 2026.\n\nOur ferry has stopped.\n\n"
        "**Earlier changes:**\n\n- 1 August 2026: A bridge closed.\n- 5 July 2026: A road opened."
    )
    assert said.sources[0].url == "https://www.gov.uk/foreign-travel-advice/egypt"


def test_the_level_in_one_sentence_stands_before_the_pages_own_words_on_where():
    words = "FCDO advises against all travel to within 20km of our invented border."
    passage = replace(EGYPT.passages[0], part="warnings-and-insurance", headings=(), body=words)
    body = changed(history(advice=replace(EGYPT, alert_status=(PARTS,), passages=(passage,)))).body
    assert body.startswith(f"**Warning**\n\nFCDO advises against all travel to parts of Egypt.\n\n{words}\n\n")


def test_without_a_warning_the_level_is_said_and_an_empty_note_is_admitted():
    body = changed(history(advice=replace(EGYPT, change_description=""))).body
    assert body == (
        "FCDO does not advise against travel to Egypt.\n\n"
        "GOV.UK last changed its page about Egypt on 4 August 2026.\n\nGOV.UK does not say what changed."
    )


def test_earlier_notes_are_few_each_once_and_none_is_the_latest():
    notes = tuple(ChangeNote(AT - timedelta(days=n), f"Note {n}.") for n in range(1, 8))
    advice = replace(EGYPT, history=(ChangeNote(AT, "Our ferry has stopped."), *notes))
    seen = (change(3, (), (), "Note 2.", days=2), change(2, (), (), "", days=1), change(4, (), (), "Later.", days=-2))
    assert [words for _, words in earlier_notes(history(*seen, advice=advice))] == ["Note 1.", "Note 2.", "Note 3."]


@pytest.mark.parametrize(
    ("country", "says"),
    [("EG", "I do not have GOV.UK's page about Egypt at the moment, so I cannot tell you what changed."),
     ("GB", "GOV.UK has no travel advice for the United Kingdom, so there are no changes to tell you about.")],
)  # fmt: skip
def test_where_no_page_is_known_that_is_said(country, says):
    assert says in changed(history(advice=None, country=country)).body


def test_several_countries_each_get_their_level_and_latest_change():
    laos = replace(invented_page("LA", "laos", "Laos"), updated_at=AT, alert_status=(WHOLE,), change_description="A train.")
    both = changed_in_several((history(), PageHistory(FACTS.country("LA"), laos), PageHistory(FACTS.country("TH"), None)))
    egypt, of_laos, thailand = both.body.split("## ")[1:]
    assert egypt.startswith("Egypt\n\nFCDO does not advise against travel to Egypt.") and "ferry" in egypt
    assert of_laos.startswith("Laos\n\n**FCDO advises against all travel to Laos.**") and "A train." in of_laos
    assert "I do not have GOV.UK's page about Thailand" in thailand and "Laos" not in egypt
    assert [source.url.rsplit("/", 1)[-1] for source in both.sources] == ["egypt", "laos"]


def test_a_territory_without_a_page_of_its_own_names_the_page_that_covers_it():
    history_of = PageHistory(FACTS.country("VA"), replace(invented_page("IT", "italy", "Italy"), updated_at=AT), (), "Italy")
    body = changed(history_of).body
    assert body.startswith("FCDO does not advise against travel to Italy.\n\nGOV.UK covers Vatican City on its page about Italy.")
    told = told_of(change(7, (), (PARTS,)), FACTS.country("VA"), "Italy").body
    assert "GOV.UK covers Vatican City on its page about Italy." in told and "travel to parts of Italy." in told
    assert "GOV.UK last changed its page about Italy on 4 August 2026." in body
