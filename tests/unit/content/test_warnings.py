"""What a page says against travel is read from its own words."""

from __future__ import annotations

from datetime import datetime, timezone

from bot.content.ports import Passage, TravelAdvice
from bot.content.warnings import LONGEST, warning


def page(
    *bodies: str, status: tuple[str, ...] = ("avoid_all_travel_to_parts",), part: str = "warnings-and-insurance"
) -> TravelAdvice:
    passages = tuple(
        Passage(f"x/{part}#{n}", "TH", part, "Warnings and insurance", (f"H{n}",), body, "https://www.gov.uk/x")
        for n, body in enumerate(bodies)
    )
    at = datetime(2026, 6, 30, tzinfo=timezone.utc)
    return TravelAdvice(
        "TH", "thailand", "Thailand", "https://www.gov.uk/foreign-travel-advice/thailand", status, at, at, "", passages
    )


def test_a_warning_keeps_the_list_of_places_that_belongs_to_it() -> None:
    said = warning(page("FCDO advises against all travel to:\n\n- North\n- South\n\nBandits roam there."), "Thailand")
    assert said == "FCDO advises against all travel to:\n\n- North\n- South"


def test_all_travel_comes_before_all_but_essential_travel() -> None:
    said = warning(
        page("FCDO advises against all but essential travel to A.", "FCDO advises against all travel to B."), "Thailand"
    )
    assert said == "FCDO advises against all travel to B.\n\nFCDO advises against all but essential travel to A."


def test_what_another_countrys_page_says_is_no_warning_of_this_one() -> None:
    laos = "The FCDO\u2019s travel advice for [Laos](https://www.gov.uk/foreign-travel-advice/laos) advises against all travel to Laos."
    assert warning(page("FCDO advises against all travel to A.", laos), "Thailand") == "FCDO advises against all travel to A."


def test_a_page_without_warning_has_none() -> None:
    assert warning(page("Your travel insurance could fail if you travel against advice.", status=()), "Thailand") == ""


def test_a_status_whose_words_cannot_be_found_is_still_said() -> None:
    assert warning(page("Nothing here.", status=("avoid_all_but_essential_travel_to_whole_country",)), "Thailand") == (
        "FCDO advises against all but essential travel to Thailand."
    )


def test_words_against_travel_in_another_part_are_not_the_warning() -> None:
    assert warning(page("FCDO advises against all travel to A.", status=(), part="regional-risks"), "Thailand") == ""


def test_a_very_long_list_is_cut_at_a_line_and_says_so() -> None:
    places = "\n".join(f"- District number {n} of the far south" for n in range(80))
    said = warning(page(f"FCDO advises against all travel to:\n\n{places}"), "Thailand")
    assert len(said) < LONGEST + 150
    assert said.endswith(
        "The list goes on: [read all of it](https://www.gov.uk/foreign-travel-advice/thailand/warnings-and-insurance)"
    )
    assert all(line.startswith("- District number") for line in said.split("\n\n")[1].split("\n"))
