"""The content check finds what is stale, missing, contradictory, unreadable or too long, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any

import pytest

from bot.clients.syllables import syllables
from bot.content.checks.check import (
    WITHOUT_GUIDE,
    Finding,
    check_contacts,
    check_dates,
    check_each_other,
    check_guides,
    missing_topics,
)
from bot.content.checks.of_pages import check_page, phrases
from bot.content.fact_types import EmergencyNumber
from bot.content.facts import FACTS, Facts, load_facts
from bot.content.guides.country_links import load_country_links
from bot.content.guides.guide import GUIDES, Guide, guide_from, load_guides, read_guide_file
from bot.content.guides.rules import load_rules
from bot.content.guides.schema import GUIDE_TOPICS
from bot.content.ports import Passage, TravelAdvice

KNOWN: Facts = load_facts()
RULES = load_rules()
LINKS = load_country_links(KNOWN)
ALL = load_guides(GUIDES, KNOWN)
EVERY = [ALL.get(topic) for topic in ALL.topics()]
TODAY = date(2026, 11, 23)
DATED = {"source": "https://www.gov.uk/x", "checked": date(2026, 11, 23), "expires": date(2027, 5, 23)}


def changed(topic: str, /, **keys: Any) -> Guide:
    data = {**read_guide_file(GUIDES / f"{topic}.yml"), **keys}
    return guide_from({key: value for key, value in data.items() if value is not None}, f"{topic}.yml", KNOWN)


def found(guide: Guide, on: date = TODAY) -> list[str]:
    return [f"{each.kind}: {each}" for each in check_guides([guide], RULES, syllables, on)]


def dated(guides: list[Guide], on: date, release: bool = False, facts: Facts = KNOWN) -> list[Finding]:
    return list(check_dates(guides, facts, LINKS, on, release))


def test_the_guides_of_this_repository_have_nothing_to_put_right() -> None:
    assert [str(each) for each in check_guides(EVERY, RULES, syllables, TODAY)] == []
    assert [str(each) for each in check_each_other(EVERY)] == []
    assert [str(each) for each in check_contacts(EVERY, KNOWN)] == []
    assert list(missing_topics(ALL.topics())) == []
    assert [str(each) for each in dated(EVERY, TODAY, release=True) if each.error] == []


def test_a_topic_without_a_guide_is_missing() -> None:
    assert [str(each) for each in missing_topics(set(ALL.topics()) - {"insurance"})] == [
        "guides/insurance.yml: the topic has no guide"]
    assert len(list(missing_topics([]))) == len(GUIDE_TOPICS) - len(WITHOUT_GUIDE) == 41


@pytest.mark.parametrize(("key", "heading"), [
    ("we_can", "What the FCDO can do"), ("we_cannot", "What the FCDO cannot do"), ("who_can", "Who else can help"),
    ("need", "What you need"), ("takes", "How long it takes"), ("costs", "What it costs"),
])
def test_an_empty_section_is_missing(key: str, heading: str) -> None:
    assert found(changed("insurance", **{key: None})) == [
        f"missing: guides/insurance.yml: {key}: the section “{heading}” is empty"]


def test_fees_alone_say_what_it_costs() -> None:
    assert found(changed("insurance", costs=None, fees=["oath"])) == []


def test_a_guide_that_links_to_nothing_is_told() -> None:
    assert found(changed("insurance", links=None)) == ["missing: guides/insurance.yml: links: it links to nothing official"]


def test_a_must_say_fact_that_was_taken_out_is_missing_with_the_reason() -> None:
    said = read_guide_file(GUIDES / "sexual_assault.yml")["must_say"]
    without = {id: row for id, row in said.items() if id != "examination_before_washing"}
    assert found(changed("sexual_assault", must_say=without)) == [
        "missing: guides/sexual_assault.yml: must_say.examination_before_washing: it must be said. Washing destroys what a court "
        "needs, and cannot be undone."]


def test_a_must_say_fact_that_no_longer_says_it_is_missing() -> None:
    said = read_guide_file(GUIDES / "hospitalised.yml")["must_say"]
    said["hospital_bills"] = {**said["hospital_bills"], "says": "We may help with bills."}
    assert found(changed("hospitalised", must_say=said)) == [
        "missing: guides/hospitalised.yml: must_say.hospital_bills: it no longer says “does not pay hospital bills”. The hospital "
        "waits for money that we do not pay."]


def test_a_must_say_fact_that_the_text_message_lost_is_missing() -> None:
    said = read_guide_file(GUIDES / "hospitalised.yml")["must_say"]
    said["hospital_bills"] = {key: value for key, value in said["hospital_bills"].items() if key != "sms"}
    assert found(changed("hospitalised", must_say=said)) == [
        "missing: guides/hospitalised.yml: must_say.hospital_bills: the text message must say it too (sms)"]


def test_a_topic_for_which_nothing_is_required_is_told() -> None:
    bare = replace(RULES, required={})
    [only] = check_guides([ALL.get("insurance")], bare, syllables, TODAY)
    assert str(only) == "guides/rules/must_say.yml: insurance: nothing is listed that it must say"


def test_a_sentence_of_26_words_is_unreadable() -> None:
    long = " ".join(["go"] * 26) + "."
    assert found(changed("insurance", need=[long])) == [
        f"unreadable: guides/insurance.yml: a sentence of 26 words, 25 at most: “{long}”"]
    assert found(changed("insurance", need=[" ".join(["go"] * 25) + "."])) == []


def test_hard_words_are_unreadable_and_named() -> None:
    hard = ["Comprehensive documentation regarding extraordinary expenditure facilitates administrative consideration."] * 12
    [finding] = found(changed("insurance", need=hard))
    assert finding.startswith("unreadable: guides/insurance.yml: grade ") and ", 6 at most." in finding
    assert "administrative" in finding


def test_a_text_message_of_four_parts_is_too_long() -> None:
    sms = "The FCDO advises you. It may not pay where the FCDO advises against travel. " + "Go on. " * 60
    [finding] = found(changed("insurance", sms=sms))
    assert finding == f"too long: guides/insurance.yml: sms: 4 text messages ({len(sms.strip())} characters), 3 at most"


def test_one_character_outside_the_alphabet_makes_it_too_long_and_is_named() -> None:
    sms = "It may not pay where the FCDO advises against travel. Don’t forget. " + "Go on. " * 24
    [finding] = found(changed("insurance", sms=sms))
    assert finding.endswith("characters; ’ make it UCS-2), 3 at most")


def test_a_text_message_that_its_warnings_make_too_long_is_found_before_they_appear() -> None:
    fees = "{fee:oath} {fee:legalisation_paper} {fee:emergency_travel_document}. "
    base = "It may not pay where the FCDO advises against travel. " + fees
    room = 459 - len(changed("insurance", sms=base).short(TODAY))
    sms = base + "Go on. " * (room // 7)
    assert len(changed("insurance", sms=sms).short(TODAY)) <= 459
    [finding] = found(changed("insurance", sms=sms))
    assert finding.startswith("too long: guides/insurance.yml: sms: 4 text messages once its figures are past their date")


def test_a_reply_too_long_for_whatsapp_is_found() -> None:
    [finding] = found(changed("insurance", need=["Go on now. " * 45] * 8))
    assert finding.startswith("too long: guides/insurance.yml: ") and finding.endswith("4096 at most for WhatsApp")


def test_what_is_past_its_date_is_a_notice_and_before_a_release_an_error() -> None:
    guide = changed("insurance", facts={"days": {"says": "3 days", **DATED, "expires": date(2026, 11, 30)}})
    on = date(2026, 12, 1)
    [notice] = [each for each in dated([guide], on) if "days" in each.where]
    assert (notice.kind, notice.error) == ("stale", False)
    assert str(notice) == ("guides/insurance.yml: days: it was checked on 23 November 2026 and expired on 30 November 2026; it is "
                           "shown with its date and a warning")
    [error] = [each for each in dated([guide], on, release=True) if "days" in each.where]
    assert error.error and str(error) == ("guides/insurance.yml: days: it was checked on 23 November 2026 and expired on "
                                          "30 November 2026")


def test_a_figure_is_good_on_its_last_day_and_due_soon_before_it() -> None:
    guide = changed("insurance", facts={"days": {"says": "3 days", **DATED, "expires": date(2026, 11, 30)}})
    [finding] = [each for each in dated([guide], date(2026, 11, 30), release=True) if "days" in each.where]
    assert (finding.kind, finding.error, str(finding)) == (
        "due soon", False, "guides/insurance.yml: days: it expires on 30 November 2026")
    assert [each for each in dated([guide], date(2026, 10, 1)) if "days" in each.where and each.kind == "due soon"] == []


def test_an_emergency_number_past_its_date_fails_a_release() -> None:
    late = [each for each in dated([], date(2027, 2, 23), release=True) if each.where == "facts/emergency_numbers.json"]
    assert [(each.kind, each.error) for each in late] == [("stale", True)]
    assert "the emergency numbers of " in str(late[0]) and "expired on 22 February 2027" in str(late[0])
    assert not [each for each in dated([], date(2027, 2, 23)) if each.error]


def test_the_fcdos_own_number_past_its_date_fails_a_release() -> None:
    late = [each for each in dated([], date(2027, 8, 23), release=True) if "the FCDO's number" in str(each)]
    assert [each.error for each in late] == [True]


def test_a_fee_declared_stale_is_listed_and_never_fails_and_any_other_does() -> None:
    listed = {each.where: each for each in dated([], date(2027, 4, 2), release=True)}
    assert not listed["facts/fees.json: passport_adult_abroad"].error
    assert listed["facts/fees.json: emergency_travel_document"].error
    assert listed["facts/fees.json: oath"].error


def test_a_day_that_has_not_come_yet_is_broken() -> None:
    guide = changed("insurance", checked=date(2026, 11, 30))
    [finding] = [each for each in dated([guide], TODAY) if each.kind == "broken"]
    assert str(finding) == "guides/insurance.yml: the guide was checked on 30 November 2026, which has not come yet"


def test_two_facts_on_one_subject_that_differ_contradict_each_other() -> None:
    one = changed("insurance", facts={"etd_days": {"says": "2 working days", **DATED}})
    two = changed("money_transfer", facts={"etd_days": {"says": "3 working days", **DATED}})
    [finding] = check_each_other([one, two])
    assert finding.error and str(finding) == (
        "etd_days: “2 working days” in guides/insurance.yml: facts.etd_days; “3 working days” in guides/money_transfer.yml: "
        "facts.etd_days. Make them the same, or give one a `subject` of its own")
    apart = changed("money_transfer", facts={"etd_days": {"says": "3 working days", "subject": "card_days", **DATED}})
    assert list(check_each_other([one, apart])) == []
    assert len(list(check_each_other([one], {"etd_days": [("facts/journeys.json: etd_days", "4 days")]}))) == 1


def test_an_urgent_guide_whose_numbers_are_not_shown_is_found() -> None:
    guide = ALL.get("hospitalised")

    class Silent(Guide):
        def _numbers(self, country: str | None, on: date) -> str:
            return ""

    silent = Silent(**{name: getattr(guide, name) for name in guide.__dataclass_fields__})
    findings = list(check_contacts([silent], KNOWN))
    assert len(findings) > 200 and "Thailand reads no emergency number in it" in str(findings)


def page(body: str, country: str = "TH", heading: str = "Emergency services in Thailand", part: str = "getting-help") -> TravelAdvice:
    """A page of our invention with one passage."""
    moment = datetime(2026, 8, 22, 9, 0, tzinfo=timezone.utc)
    slug = KNOWN.country(country).slug
    url = f"https://www.gov.uk/foreign-travel-advice/{slug}"
    passage = Passage(f"{slug}/{part}#0", country, part, "Getting help", (heading,), body, f"{url}/{part}")
    return TravelAdvice(country, slug, "Thailand", url, (), moment, moment, "", (passage,), moment)


FEES = phrases(json.loads((FACTS / "fees.json").read_text(encoding="utf-8"))["fees"])
THAI = "Telephone: 191 (ambulance, fire, police)\n\nAmbulance: 1669\n\nFire: 199\n\nPolice: 191\n\nTourist police: 1155"


def compared(advice: TravelAdvice) -> list[str]:
    return [f"{each.kind}: {each}" for each in check_page(advice, KNOWN, FEES)]


def test_numbers_that_agree_with_gov_uks_page_are_no_finding() -> None:
    assert compared(page(THAI)) == []


def test_a_number_that_gov_uk_changed_contradicts_ours_both_ways() -> None:
    assert compared(page(THAI.replace("1669", "1670"))) == [
        "contradictory: facts/emergency_numbers.json: TH: GOV.UK's page of 22 August 2026 gives 1670, which we do not",
        "contradictory: facts/emergency_numbers.json: TH: we give 1669, which GOV.UK's page of 22 August 2026 does not",
    ]


def test_our_own_line_years_and_other_parts_are_not_compared() -> None:
    assert compared(page(THAI + "\n\nCall +44 (0)20 7008 5000.\n\nSince 2024 there is an app.")) == []
    assert compared(page("Police: 55555", part="health")) == []
    assert compared(page("Police: 55555", heading="Reporting crime")) == []


def test_a_fee_that_gov_uks_page_says_otherwise_contradicts_ours() -> None:
    said = page("An emergency travel document costs £140.", heading="Documents", part="entry-requirements")
    assert compared(said) == ["contradictory: facts/fees.json: emergency_travel_document: we say £125, GOV.UK's page about Thailand says £140"]
    same = page("An Emergency Travel Document (ETD) costs £125. A taxi costs £140.", heading="Documents", part="entry-requirements")
    assert compared(same) == []


def test_a_fee_range_holds_what_is_in_it() -> None:
    assert KNOWN.fee("return_of_documents").low == Decimal("6.00")
    rows: list[dict[str, object]] = [{"id": "return_of_documents", "said_as": ["documents back"]}, {"id": "oath"}]
    assert phrases(rows) == {"return_of_documents": ("documents back",)}
    advice = page("Sending documents back costs £20. Sending documents back costs £50.", part="health")
    assert [str(each) for each in check_page(advice, KNOWN, phrases(rows))] == [
        "facts/fees.json: return_of_documents: we say £6 to £42, GOV.UK's page about Thailand says £50"]


def test_a_country_whose_numbers_gov_uk_does_not_give_is_not_compared() -> None:
    assert KNOWN.emergency("KP").numbers == ()
    assert isinstance(KNOWN.emergency("TH").numbers[0], EmergencyNumber)
    assert compared(page("", country="KP")) == []
