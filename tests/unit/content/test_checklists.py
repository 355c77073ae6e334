"""A personal checklist: what each answer puts on it, in order, with fee, time, link, date, and in its three forms."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.content.checklists.checklist import Line, plain
from bot.content.checklists.journeys import journeys
from bot.content.freshness import said_date
from bot.content.text_messages import size
from tests.fixtures.checklists import ALL, CHECKLISTS, FACTS, every_answer

DAY = date(2026, 11, 23)
LONGEST_CHAT = 4096 - 200
"""Characters that WhatsApp and Telegram take, less the sentence and the source that go with a list."""


def made(journey: str, on: date = DAY, **answers: str):
    return CHECKLISTS.personal(journeys()[journey], answers, on)


def texts(lines) -> str:
    return "\n".join(line.text for line in lines)


@pytest.mark.parametrize("journey", ALL, ids=lambda journey: journey.id)
def test_every_way_to_answer_makes_a_list_that_fits_three_text_messages(journey):
    for answers in every_answer(journey):
        for on in (DAY, date(2030, 1, 1)):
            found = CHECKLISTS.personal(journey, answers, on)
            assert found.need and len(found.steps) >= 2, answers
            assert all(line.text for line in (*found.need, *found.steps)), answers
            assert len(found.body()) <= LONGEST_CHAT, answers
            sent = size(found.sms())
            assert sent.parts <= 3 and sent.alphabet == "GSM-7", (answers, found.sms())
            assert "{" not in found.text() and "None" not in found.text()


def test_a_list_that_grew_too_long_is_cut_at_a_whole_entry_and_keeps_its_address():
    lines = tuple(Line(f"Thing {n}.", f"thing number {n} that is long enough to fill the text message") for n in range(40))
    grown = replace(made("register_death"), need=lines, steps=lines)
    for each in (grown, replace(grown, steps=lines[:3])):
        sms = each.sms()
        assert size(sms).parts <= 3
        assert re.search(r"text message\.? More: gov\.uk/register-a-death$", sms)


@pytest.mark.parametrize("journey", ALL, ids=lambda journey: journey.id)
def test_the_text_message_ends_with_the_official_address_and_says_what_to_do(journey):
    for answers in every_answer(journey, ("ES", "TH")):
        sms = CHECKLISTS.personal(journey, answers, DAY).sms()
        assert f"More: {journey.sources[0].url.removeprefix('https://www.')}" in sms
        assert " 1. " in sms and " Bring: " in sms


@pytest.mark.parametrize("journey", ALL, ids=lambda journey: journey.id)
def test_a_skipped_question_is_said_as_a_condition_and_never_guessed(journey):
    for ask in journey.asks:
        if ask.type != "choice":
            continue
        skipped = CHECKLISTS.personal(journey, {}, DAY)
        for choice in ask.choices:
            only = {
                item.text for item in journey.items()
                if ask.id in item.when and choice.id in item.when[ask.id] and not item.unsure and item.text
            }  # fmt: skip
            assert not only & {line.text for line in (*skipped.need, *skipped.steps)}


def test_the_birth_certificate_has_its_local_name_with_source_day_and_warning():
    spain = made("register_birth", where="ES", parents="mother", passport="no")
    assert "“certificación literal”. We checked this on 23 November 2026: check before you rely on this." in texts(spain.need)
    assert "certificación" not in texts(made("register_birth", where="TH", parents="mother").need)


def test_where_parents_must_be_married_everybody_is_told_so_that_the_paper_tells_nothing():
    for answers in ({"parents": "mother"}, {"parents": "both", "passport": "yes"}, {}):
        assert "Ask us before you go to a local office." in texts(made("register_birth", where="AE", **answers).need)
    assert "not married may not" not in texts(made("register_birth", where="ES").need)


def test_without_a_british_parent_nothing_costs_anything_and_no_passport_is_promised():
    found = made("register_birth", where="ES", parents="neither", passport="no")
    assert not any(line.cost for line in found.steps)
    assert "first British passport" not in texts(found.steps)
    assert "you usually cannot register the birth with the UK" in texts(found.steps)


def test_papers_of_a_death_go_back_through_the_post_where_they_do():
    assert "British High Commission in Nairobi" in texts(made("register_death", where="KE", now="there").steps)
    assert "Nairobi" not in texts(made("register_death", where="KE", now="uk").steps)
    assert "Written permission" in texts(made("register_death", kin="no").need)
    assert "permission" not in texts(made("register_death", kin="yes").need)


@pytest.mark.parametrize(("where", "home", "paper"), [
    ("TH", "uk", "swear a statement"), ("AL", "there", "give notice of marriage"), ("FR", "other", "custom and law"),
])  # fmt: skip
def test_the_embassy_s_paper_for_a_wedding_is_named_where_we_know_it(where: str, home: str, paper: str):
    assert paper in texts(made("marriage_abroad", where=where, home=home, couple="man_woman").need)
    assert paper not in texts(made("marriage_abroad", where="US", home=home, couple="man_woman").need)


@pytest.mark.parametrize("where", ["AE", "UG", "TH", "ES"])
def test_a_private_answer_stands_nowhere_on_the_list(where: str):
    two_men = made("marriage_abroad", where=where, home="uk", couple="same_sex")
    man_woman = made("marriage_abroad", where=where, home="uk", couple="man_woman")
    assert two_men.told == man_woman.told == (("Wedding in", FACTS.country(where).spoken), ("You live", "in the UK"))
    assert two_men.steps == man_woman.steps


def test_a_fee_carries_its_day_and_a_warning_where_it_is_uncertain_or_late():
    fee = FACTS.fee("emergency_travel_document")
    on = f"{fee.checked.day} {fee.checked:%b} {fee.checked.year}"
    [pay] = [line for line in made("emergency_travel_document", where="TH").steps if line.cost]
    assert pay.cost == f"£125 (checked on {said_date(fee.checked)})"
    assert pay.short_cost == f"£125 (on {on})"
    [late] = [line for line in made("emergency_travel_document", date(2028, 1, 1), where="TH").steps if line.cost]
    assert late.cost == f"£125 (checked on {said_date(fee.checked)}: check before you rely on this)"
    assert late.short_cost == f"£125 (on {on}, check it)"
    [passport] = [line for line in made("passport_renewal", where="TH", who="adult").steps if line.cost]
    assert passport.cost == FACTS.fee("passport_adult_abroad").text(DAY)
    assert passport.cost.endswith(": check before you rely on this)")


def test_a_list_past_its_date_says_so():
    assert made("prove_life").checked == "We checked this list on 23 November 2026."
    assert made("prove_life", date(2028, 1, 1)).checked == (
        "We checked this list on 23 November 2026. It is past its date: check before you rely on this."
    )


def test_the_must_says_of_an_emergency_travel_document_are_there():
    found = made("emergency_travel_document", where="TH", who="child", passport="lost")
    assert "You can cross at most 5 countries." in texts(found.steps)
    assert found.steps[0].text == "Report the passport as lost or stolen. It is cancelled at once."
    assert "both parents must agree" in texts(found.need)
    assert found.contact and found.contact.url == FACTS.posts("TH").contact_url


def test_the_contact_page_is_that_of_the_citizen_s_own_country_alone():
    for country in ("TH", "LA", "GI"):
        links = [link.url for line in made("prove_life", where=country).steps for link in line.links]
        assert FACTS.posts(country).contact_url in links
    assert made("prove_life").contact is None
    assert made("prove_life", where="GB").contact is None


@pytest.mark.parametrize("answers", [
    {"where": "ZZ"}, {"where": "<b>"}, {"kin": "maybe"}, {"none_such": "x"}, {"where": "", "kin": ""},
])  # fmt: skip
def test_an_answer_that_nobody_could_give_counts_as_skipped(answers: dict[str, str]):
    assert made("register_death", **answers) == made("register_death")


def test_the_plain_text_has_boxes_numbers_and_whole_addresses_on_lines_of_their_own():
    text = made("register_death", where="PL", kin="no", now="uk").text()
    assert text.startswith("Register a death in Poland\n==========================\n\nDied in: Poland\n")
    assert "[ ] The original local death certificate. A doctor's certificate is not\n    enough. Here it must be" in text
    assert "    Register a death with the UK: https://www.gov.uk/register-a-death\n" in text
    assert all(len(line) <= 78 or "https://" in line for line in text.splitlines())
    assert "**" not in text and "](" not in text


def test_the_chat_form_links_and_numbers_its_steps():
    body = made("marriage_abroad", where="TH", home="uk").body()
    assert "\n\n**What to do**\n\n1. Ask the local register office" in body
    assert "[Getting married abroad](https://www.gov.uk/marriage-abroad)" in body


@pytest.mark.parametrize(("text", "sent"), [
    ("“zupełny” – é", '"zupelny" - é'), ("Côte d’Ivoire", "Cote d'Ivoire"), ("a 🎉 b", "a b"), ("£5 €6", "£5 €6"),
])  # fmt: skip
def test_other_letters_are_written_in_the_alphabet_of_text_messages(text: str, sent: str):
    assert plain(text) == sent


@pytest.mark.parametrize("row", [{}, {"id": "x", "answers": {}}, {"id": "prove_life"}, {"id": "prove_life", "answers": []}])
def test_a_list_is_made_again_from_its_message_or_not_at_all(row: dict[str, object]):
    assert CHECKLISTS.again(row, DAY) is None
    kept = {"id": "prove_life", "answers": {"where": "FR", "go": "no"}, "token": "x"}
    assert CHECKLISTS.again(kept, DAY) == made("prove_life", where="FR", go="no")
