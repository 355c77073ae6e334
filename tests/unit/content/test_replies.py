"""What the citizen reads: shortened at whole sentences, with date and link."""

from __future__ import annotations

from datetime import date

from bot.content.facts import load_facts
from bot.content.ports import Answer, Passage
from bot.content.replies import contact_reply, divide, emergency_numbers_reply, passages_reply, rest_of, shorten

URL = "https://www.gov.uk/foreign-travel-advice/thailand/entry-requirements#visa"
FACTS = load_facts()
TODAY = date(2026, 11, 22)


def passage(body: str, heading: str = "Visa requirements") -> Passage:
    return Passage(
        "thailand/entry-requirements#1", "TH", "entry-requirements", "Entry requirements", (heading,), body, URL
    )


def answer(*passages: Passage, warning: str = "") -> Answer:
    return Answer(
        True,
        "TH",
        "entry-requirements",
        passages[0].headings[-1],
        tuple(p.headings[-1] for p in passages),
        passages,
        URL,
        date(2026, 6, 30),
        warning,
    )


def test_an_answer_shows_the_warning_the_passage_the_date_and_the_link() -> None:
    reply = passages_reply(
        answer(passage("You need a visa."), warning="FCDO advises against all travel to A."), "Thailand", "For Thailand"
    )
    assert reply.body == (
        "For Thailand:\n\n**Warning**\n\nFCDO advises against all travel to A.\n\n## Visa requirements\n\nYou need a visa."
        "\n\nGOV.UK reviewed this page on 30 June 2026."
    )
    assert [(s.url, s.reviewed_at) for s in reply.sources] == [(URL, date(2026, 6, 30))]
    assert reply.about["country"] == "TH" and reply.about["helpful"] is True
    assert (reply.about["part"], reply.about["shown"]) == ("entry-requirements", ["thailand/entry-requirements#1"])


def test_a_long_passage_ends_after_a_whole_sentence_and_says_where_the_rest_is() -> None:
    body = " ".join(f"Sentence number {n} is here." for n in range(60))
    said = shorten(body, 100, URL)
    assert said == (
        "Sentence number 0 is here. Sentence number 1 is here. Sentence number 2 is here."
        f"\n\n[Read the rest on GOV.UK]({URL})"
    )


def test_what_was_cut_and_its_rest_are_the_whole_passage() -> None:
    body = "One here. Two here. Three here.\n\nBring:\n\n- a coat\n- a hat\n\nThe last words."
    kept, rest = divide(body, 40)
    assert (kept, rest) == ("One here. Two here. Three here.", "Bring:\n\n- a coat\n- a hat\n\nThe last words.")
    assert divide(body, 15) == ("One here.", "Two here. Three here.\n\nBring:\n\n- a coat\n- a hat\n\nThe last words.")
    assert divide(body, 500) == (body, "")


def test_the_rest_is_only_of_passages_that_were_cut() -> None:
    long = " ".join(f"Sentence number {n} is here." for n in range(60))
    whole, cut = passage("You need a visa."), passage(long, "Medicines")
    shown = passages_reply(answer(cut, whole), "Thailand").body
    rest = rest_of((cut, whole))
    assert rest.startswith("## Medicines\n\nSentence number ") and "You need a visa." not in rest
    first = rest.split("\n\n")[1].split(". ")[0]
    assert first not in shown and f"number {int(first.split()[2]) - 1} is here" in shown
    assert rest_of((whole,)) == ""


def test_a_long_list_ends_after_a_whole_item_and_never_leaves_its_introduction_alone() -> None:
    body = "Some words first.\n\nBring:\n\n" + "\n".join(f"- item number {n}" for n in range(30))
    assert shorten(body, 80, URL) == (
        "Some words first.\n\nBring:\n\n- item number 0\n- item number 1\n- item number 2"
        f"\n\n[Read the rest on GOV.UK]({URL})"
    )
    assert shorten(body, 25, URL) == f"Some words first.\n\n[Read the rest on GOV.UK]({URL})"


def test_a_short_passage_is_left_as_it_is() -> None:
    assert shorten("One. Two.", 100, URL) == "One. Two."


def test_three_long_passages_still_fit_a_chat() -> None:
    long = " ".join(f"Sentence number {n} is here." for n in range(100))
    reply = passages_reply(answer(passage(long, "A"), passage(long, "B"), passage(long, "C")), "Thailand")
    assert len(reply.body) < 2_000
    assert [line for line in reply.body.split("\n") if line.startswith("## ")] == ["## A", "## B", "## C"]


def test_no_answer_names_the_nearest_heading_and_links_it() -> None:
    reply = passages_reply(Answer(False, "TH", "health", "Medication", (), (), URL, date(2026, 6, 30)), "Thailand")
    assert (
        "We found no direct answer to this on GOV.UK's page about Thailand. The nearest is “[Medication](" in reply.body
    )


def test_never_synced_says_what_it_cannot_show_with_the_link() -> None:
    url = "https://www.gov.uk/foreign-travel-advice/thailand"
    reply = passages_reply(Answer(False, "TH", "", "", (), (), url, None), "Thailand")
    assert reply.body == f"We cannot show the travel advice for Thailand at the moment. [Read it on GOV.UK]({url})."


def test_emergency_numbers_stand_with_their_date_and_stay_past_it() -> None:
    fresh, late = (
        emergency_numbers_reply(FACTS, "TH", TODAY).body,
        emergency_numbers_reply(FACTS, "TH", date(2031, 1, 1)).body,
    )
    assert "- Tourist police: 1155" in fresh and "These numbers were checked on 22 August 2026." in fresh
    assert "+44 20 7008 5000" in fresh
    assert "- Tourist police: 1155" in late
    assert "These numbers were checked on 22 August 2026: check before you rely on this." in late


def test_where_no_number_could_be_read_the_sources_own_sentence_is_shown() -> None:
    body = emergency_numbers_reply(FACTS, "SS", TODAY).body
    assert f"GOV.UK says: “{FACTS.emergency('SS').raw}”" in body and "This was checked on 22 August 2026." in body
    assert "+44 20 7008 5000" in body
    assert "GOV.UK says" not in emergency_numbers_reply(FACTS, "TH", TODAY).body


def test_contact_names_the_embassy_or_tells_who_helps_instead() -> None:
    assert (
        "[British Embassy Bangkok](https://www.contact.service.csd.fcdo.gov.uk/posts/thailand/british-embassy-bangkok)"
        in contact_reply(FACTS, "TH", TODAY).body
    )
    assert "There is no British embassy. The local authorities help you." in contact_reply(FACTS, "GI", TODAY).body
    assert (
        "020 7008 5000" in contact_reply(FACTS, "GB", TODAY).body
        and "+44" not in contact_reply(FACTS, "GB", TODAY).body
    )
