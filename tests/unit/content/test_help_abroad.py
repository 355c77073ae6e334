"""Questions about embassies and consulates: what was asked comes first. Posts and their words are invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timezone

import pytest

from bot.content.facts import load_facts
from bot.content.posts.help_abroad import HelpAbroad
from bot.content.posts.post import Assistance, Form, Helper, Phone, PostContact, PostPage, Words
from bot.places.finder import load_places
from bot.places.points import load_points

FACTS, PLACES, POINTS = load_facts(), load_places(), load_points()
CHANGED = datetime(2026, 6, 30, 9, 0, tzinfo=timezone.utc)
MONDAY = datetime(2026, 11, 23, 3, 30, tzinfo=timezone.utc)
"""10:30 in Bangkok, 4:30 in Madrid."""
HOURS = "Consular section: Monday to Friday, 8:30am to midday"


class Kept:
    """Posts in memory."""

    def __init__(self, *posts: PostPage, assistance: Assistance | None = None) -> None:
        self.posts, self.said, self.version = posts, assistance, 1

    def content_version(self) -> int:
        return self.version

    def posts_of(self, country: str) -> Sequence[PostPage]:
        return [post for post in self.posts if country in post.countries]

    def assistance(self, country: str) -> Assistance | None:
        return self.said if self.said and self.said.country == country else None


class NoHolidays:
    def names(self, day: date, country: str) -> tuple[str, ...]:
        return ("Test Day",) if (day, country) == (date(2026, 11, 24), "TH") else ()


def post(title: str, country: str, town: str, hours: str = HOURS, phone: str = "+99 1") -> PostPage:
    url = f"https://www.gov.uk/world/organisations/{title.lower().replace(' ', '-')}"
    office = PostContact(
        title, "Consulate", ("Notarial services", "Lost or Stolen Passports"), "1 Test Street", town, "123", country,
        (Phone("Telephone", phone),), ("test@example.com",), (Form("", "https://www.gov.uk/contact-test"),), "",
        (Words("Opening hours", hours),) if hours else (), url, CHANGED,
    )  # fmt: skip
    return PostPage(title.lower(), title, url, (country,), office, (), CHANGED, CHANGED)


BANGKOK = post("British Embassy Bangkok", "TH", "Bangkok")
PHUKET = post("British Honorary Consulate Phuket", "TH", "Phuket", phone="+99 2")
TRADE = post("Department for International Trade Thailand", "TH", "Phuket", phone="+99 3")
MADRID = post("British Embassy Madrid", "ES", "Madrid")
PALMA = post("British Consulate Palma de Mallorca", "ES", "Palma de Mallorca", phone="+99 5")
BARCELONA = post("British Consulate General Barcelona", "ES", "Barcelona", phone="+99 4")


def helping(*posts: PostPage, assistance: Assistance | None = None) -> HelpAbroad:
    return HelpAbroad(Kept(*posts, assistance=assistance), FACTS, PLACES, POINTS, NoHolidays())  # type: ignore[arg-type]


def says(text: str, country: str = "TH", earlier: str = "", now: datetime = MONDAY, *posts: PostPage) -> str:
    kept = posts or (BANGKOK, PHUKET, TRADE, MADRID, PALMA, BARCELONA)
    return helping(*kept).contact(country, text, earlier, now).body


def test_the_nearest_post_comes_first_then_whether_it_is_open_by_its_own_clock() -> None:
    blocks = says("where is the nearest consulate to Phuket and is it open now?").split("\n\n")
    assert blocks[0] == (
        "The nearest British post to Phuket is **British Honorary Consulate Phuket**. It is in the same area."
    )
    assert blocks[1] == "By these hours it is open now, until midday. It is 10:30am on Monday 23 November in Phuket."
    assert blocks[2:4] == ["GOV.UK says of its opening hours:", HOURS]
    assert "- Telephone: +99 2" in says("where is the nearest consulate to Phuket and is it open now?")


def test_a_distance_is_in_both_measures_and_says_that_it_is_a_straight_line() -> None:
    body = says("nearest consulate to Phuket", "TH", "", MONDAY, BANGKOK, TRADE)
    assert body.startswith(
        "The nearest British post to Phuket is **British Embassy Bangkok**. It is about 690 km (430 miles) away, in a "
        "straight line.\n"
    )
    assert "International Trade" not in body


def test_coordinates_find_the_nearest_post_too() -> None:
    body = says("nearest embassy, I'm at 7.88, 98.39")
    assert body.startswith("The nearest British post to where you are is **British Honorary Consulate Phuket**.")
    assert "- [British Embassy Bangkok](https://www.gov.uk/world/organisations/british-embassy-bangkok): about 690 km" in body


def test_an_island_is_measured_from_a_town_and_a_name_of_several_towns_from_nowhere() -> None:
    assert says("nearest consulate to Majorca", "ES").startswith(
        "The nearest British post to Majorca is **British Consulate Palma de Mallorca**."
    )
    tenerife = says("nearest consulate to Tenerife", "ES")
    assert "in a straight line. It is measured from Santa Cruz De Tenerife." in tenerife
    boston = post("British Consulate General Boston", "US", "Boston")
    springfield = says("nearest consulate to Springfield", "US", "", MONDAY, boston)
    assert springfield.startswith("There are several places called Springfield in the USA") and " km " not in springfield


def test_a_day_is_answered_for_that_day() -> None:
    body = says("is the embassy in Madrid open on Saturday?", "ES")
    assert body.startswith(
        "This is about **British Embassy Madrid**.\n\nBy these hours it is closed on Saturday 28 November. It opens next "
        "on Monday 30 November, from 8:30am to midday."
    )
    assert "By these hours it is open on Monday 23 November, from 8:30am to midday." in says(
        "is the embassy in Madrid open on Monday?", "ES"
    )


def test_a_holiday_may_close_it_and_is_named() -> None:
    body = says("is the consulate in Phuket open tomorrow?")
    assert "It may be closed for a holiday: Test Day. By these hours it is open on Tuesday 24 November" in body
    assert "holiday" not in says("is the consulate in Phuket open on Wednesday?")


def test_the_offices_own_list_of_holidays_names_the_day() -> None:
    assert PHUKET.main is not None
    listed = Words("Public holidays 2026", "- 25 November: Founders Day")
    own = replace(PHUKET, main=replace(PHUKET.main, sections=(*PHUKET.main.sections, listed)))
    body = says("is the consulate in Phuket open on Wednesday?", "TH", "", MONDAY, own)
    assert "It may be closed for a holiday: 25 November: Founders Day." in body


@pytest.mark.parametrize("hours", ["In summer Monday to Friday, 8am to 2pm", "Monday to Friday 8.30 to 4.30"])
def test_hours_that_cannot_be_read_are_never_open_or_closed(hours: str) -> None:
    body = says("is the embassy in Bangkok open now?", "TH", "", MONDAY, post("British Embassy Bangkok", "TH", "Bangkok", hours))
    assert "We cannot tell you from these words if it is open. Call before you go." in body
    assert hours in body and "it is open" not in body.replace("if it is open", "") and "it is closed" not in body


def test_a_post_that_states_no_hours_says_so() -> None:
    body = says("is the embassy in Bangkok open now?", "TH", "", MONDAY, post("British Embassy Bangkok", "TH", "Bangkok", ""))
    assert "GOV.UK gives no opening hours for British Embassy Bangkok. Call before you go." in body


def test_without_a_time_zone_nothing_is_said_to_be_open() -> None:
    body = says("is the embassy open now?", "US", "", MONDAY, post("British Embassy Nowhereville", "US", "Nowhereville"))
    assert "By these hours" not in body and "We cannot tell you" in body and HOURS in body


def test_the_telephone_stands_first_where_it_is_asked_for() -> None:
    blocks = says("phone number of the consulate in Barcelona", "ES").split("\n\n")
    assert blocks[:2] == ["This is about **British Consulate General Barcelona**.", "Telephone: +99 4"]


def test_a_short_question_after_it_is_about_the_same_post() -> None:
    blocks = says("what are the opening hours?", "ES", "phone number of the consulate in Barcelona").split("\n\n")
    assert blocks[:3] == ["This is about **British Consulate General Barcelona**.", "GOV.UK says of its opening hours:", HOURS]
    # A town of its own counts before that of the question before.
    assert "British Embassy Madrid" in says("and the phone in Madrid?", "ES", "the consulate in Barcelona").split("\n\n")[0]


def test_details_have_their_date_and_old_ones_a_warning() -> None:
    assert "GOV.UK last changed these details on 30 June 2026.\n" in says("embassy in Bangkok phone")
    later = datetime(2028, 1, 1, tzinfo=timezone.utc)
    assert "GOV.UK last changed these details on 30 June 2026: check before you rely on this." in says(
        "embassy in Bangkok phone", now=later
    )
    assert "[Official contact page for Thailand](https://www.contact.service.csd.fcdo.gov.uk/posts/thailand/" in says("phone")


def test_who_helps_is_what_the_list_of_embassies_says_and_nothing_else() -> None:
    checked = datetime(2026, 11, 22, 8, 0, tzinfo=timezone.utc)
    remote = Assistance("AF", "remote", (Helper("British Embassy Kabul", "", "Qatar"),), checked=checked)
    body = helping(assistance=remote).contact("AF", "", now=MONDAY).body
    assert "help for Afghanistan is given from another country](https://www.gov.uk/world/embassies): British Embassy Kabul (Qatar)." in body
    assert "We read it on 22 November 2026." in body
    silent = helping(BANGKOK).contact("TH", "", now=MONDAY).body
    assert "We could not check whether help is given in Thailand or from another country." in silent
    unknown = helping(BANGKOK, assistance=Assistance("TH", "unknown")).contact("TH", "", now=MONDAY).body
    assert "We could not check" in unknown
    none = helping(assistance=Assistance("SY", "none")).contact("SY", "phone", now=MONDAY).body
    assert "says that there is no British help in Syria" in none


def test_a_territory_has_its_police_and_its_governor_and_no_embassy() -> None:
    governor = post("Governor's Office Stanley", "FK", "Stanley", phone="+99 7")
    body = helping(governor).contact("FK", "where is the embassy?", now=MONDAY).body
    assert body.startswith("Falkland Islands is a British overseas territory. There is no British embassy.")
    assert "The Governor's office:\n\n- [Governor's Office Stanley](" in body and "- Telephone: +99 7" in body
    assert any(f"- {line}" in body for line in FACTS.emergency("FK").lines())
    assert "We do not have the contact details of the Governor's office." in helping().contact("FK", "", now=MONDAY).body


@pytest.mark.parametrize(("code", "site"), [("JE", "www.gov.je"), ("GG", "www.gov.gg"), ("IM", "www.gov.im")])
def test_a_crown_dependency_has_its_own_government_and_999(code: str, site: str) -> None:
    body = helping().contact(code, "nearest embassy", now=MONDAY).body
    assert f"(https://{site})" in body and "999 or 112" in body and "Governor" not in body


def test_markup_in_what_govuk_says_is_not_ours() -> None:
    assert BANGKOK.main is not None
    office = replace(BANGKOK.main, address="**1** [x](javascript:alert(1)) <b>", phones=(Phone("*T*", "`+99`"),))
    body = says("phone and address in Bangkok", "TH", "", MONDAY, replace(BANGKOK, main=office))
    assert "](javascript:" not in body and "<b>" not in body and "T: +99" in body


def test_new_content_is_read_when_it_comes() -> None:
    kept = Kept()
    helps = HelpAbroad(kept, FACTS, PLACES, POINTS, NoHolidays())  # type: ignore[arg-type]
    assert "GOV.UK gives no telephone number for British Embassy Bangkok." in helps.contact("TH", "phone", now=MONDAY).body
    kept.posts, kept.version = (BANGKOK,), 2
    assert "Telephone: +99 1" in helps.contact("TH", "phone", now=MONDAY).body
