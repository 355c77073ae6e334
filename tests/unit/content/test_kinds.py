"""GOV.UK's recurring headings are kinds: the same thing under another name is the same kind."""

from __future__ import annotations

import pytest

from bot.content.answering.kinds import KINDS, heading_kinds, path_kinds


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (("Illegal drugs", "Drug penalties", "Illegal drugs and prison sentences"), "drugs"),
        (("Passport validity requirements", "Passport requirements"), "passport"),
        (("Visa requirements", "Applying for a visa", "Electronic Travel Authorisation (ETA)"), "visa"),
        (("E-cigarettes", "Smoking and e-cigarette bans", "Smoking and vapes bans"), "smoking"),
        (("Taking money into Japan", "Taking money into and out of Egypt"), "money_in"),
        (("Healthcare in Peru", "Healthcare facilities in Eritrea"), "healthcare"),
        (("Terrorism in Kenya", "Terrorism"), "terrorism"),
        (("Hurricanes", "Tropical cyclones", "Typhoons"), "storm"),
        (("LGBT+ travellers", "LGBT+"), "lgbt"),
    ],
)
def test_headings_of_one_kind_meet(headings: tuple[str, ...], kind: str) -> None:
    for heading in headings:
        assert kind in heading_kinds(heading), heading


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Passport validity requirements", "adventure"),
        ("Smoking", "speech"),
        ("Ukrainian terrain", "rain"),
        ("Bride kidnapping", "taxi"),
        ("Skimming", "ski"),
        ("Trips", "swimming"),
        ("Addresses", "dress"),
    ],
)
def test_a_word_inside_another_names_no_kind(heading: str, kind: str) -> None:
    assert kind not in heading_kinds(heading)


def test_a_passage_without_a_heading_of_its_own_is_the_introduction_of_its_part() -> None:
    assert path_kinds("health", ()) == ("intro_health",)
    assert path_kinds("world-cup-2026", ()) == ("other",)


def test_a_heading_that_names_nothing_takes_the_kind_of_the_one_above() -> None:
    assert path_kinds("safety-and-security", ("Terrorism in Peru", "Xyzzy")) == ("terrorism",)
    assert path_kinds("safety-and-security", ("Xyzzy",)) == ("other",)


def test_regional_risks_are_regions_whatever_else_they_are() -> None:
    assert path_kinds("regional-risks", ("North Sinai",)) == ("region",)
    assert path_kinds("regional-risks", ("Border with Chad",))[0] == "region"
    assert path_kinds("warnings-and-insurance", ("North Sinai",)) == ("against",)


def test_every_kind_is_named_once() -> None:
    assert len(set(KINDS)) == len(KINDS)
