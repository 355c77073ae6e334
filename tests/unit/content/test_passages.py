"""Parts become passages that stand alone."""

from __future__ import annotations

from bot.content.passages import Part, Section, cut, plain, standard_slug


def test_a_passage_carries_the_path_of_its_headings_and_a_link_to_its_heading() -> None:
    part = Part(
        "entry-requirements",
        "Entry requirements",
        (Section(0, "", "", "Before."), Section(2, "Visas", "visas", "One."), Section(3, "Longer", "longer", "Two.")),
    )
    passages = cut("thailand", "TH", [(part, "entry-requirements")])
    assert [(p.id, p.headings, p.body, p.url) for p in passages] == [
        (
            "thailand/entry-requirements#1",
            (),
            "Before.",
            "https://www.gov.uk/foreign-travel-advice/thailand/entry-requirements",
        ),
        (
            "thailand/entry-requirements#2",
            ("Visas",),
            "One.",
            "https://www.gov.uk/foreign-travel-advice/thailand/entry-requirements#visas",
        ),
        (
            "thailand/entry-requirements#3",
            ("Visas", "Longer"),
            "Two.",
            "https://www.gov.uk/foreign-travel-advice/thailand/entry-requirements#longer",
        ),
    ]
    assert {p.country for p in passages} == {"TH"}


def test_a_heading_without_words_gives_no_passage_but_stays_in_the_path() -> None:
    part = Part("health", "Health", (Section(2, "Risks", "", ""), Section(3, "Dengue", "", "Cover up.")))
    assert [p.headings for p in cut("laos", "LA", [(part, "health")])] == [("Risks", "Dengue")]


def test_odd_slugs_are_matched_without_case_then_by_title() -> None:
    assert standard_slug("Safety-and-security", "Safety and security") == "safety-and-security"
    assert standard_slug("travel-advice-safety-and-security", "Safety  and Security") == "safety-and-security"
    assert standard_slug("world-cup-2026", "World Cup 2026") == "world-cup-2026"


def test_plain_words_have_no_marks() -> None:
    assert plain("**Go** to [GOV.UK](https://www.gov.uk)\n\n- one\n2. two") == "Go to GOV.UK\n\none\ntwo"
