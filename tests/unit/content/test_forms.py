"""What a reply looks like on WhatsApp and as a text message."""
from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.content.forms import LONGEST_WHATSAPP, sms, whatsapp
from bot.content.guides.guide import load_guides
from bot.conversation.messages import Source


def test_headings_and_bold_become_one_star_and_links_are_written_out() -> None:
    body = ("## Ill abroad\n\n**If you are in danger, call:** 112.\n\n1. Call your [insurer](https://www.gov.uk/i) first.\n"
            "- [Read more](https://www.gov.uk/more)\n- [https://www.gov.uk/x](https://www.gov.uk/x)\n\n"
            "Contact [the embassy](https://www.gov.uk/e).")
    assert whatsapp(body) == (
        "*Ill abroad*\n\n*If you are in danger, call:* 112.\n\n1. Call your insurer (https://www.gov.uk/i) first.\n"
        "- Read more: https://www.gov.uk/more\n- https://www.gov.uk/x\n\nContact the embassy: https://www.gov.uk/e",)


def test_a_bold_heading_is_bold_once() -> None:
    assert whatsapp("## The **whole** story") == ("*The whole story*",)


def test_marks_in_the_words_do_not_change_how_they_look_and_addresses_stay() -> None:
    said, = whatsapp("Write _this_ or ~that~ and 5*3*2 at https://www.gov.uk/a_b_c_ now")
    assert said == "Write ＿this＿ or ∼that∼ and 5*3*2 at https://www.gov.uk/a_b_c_ now"


def test_sources_stand_at_the_end_with_their_day() -> None:
    said, = whatsapp("Words.", [Source("GOV.UK: visas", "https://www.gov.uk/v", date(2026, 6, 30)),
                                Source("Other", "https://www.gov.uk/o")])
    assert said == ("Words.\n\nSource: GOV.UK: visas, checked on 30 June 2026\nhttps://www.gov.uk/v"
                    "\n\nSource: Other\nhttps://www.gov.uk/o")


def test_a_long_reply_is_cut_between_paragraphs_and_loses_no_word() -> None:
    body = "\n\n".join(f"Paragraph {n} " + "word " * 100 for n in range(20))
    parts = whatsapp(body)
    assert len(parts) == 3 and all(len(part) <= LONGEST_WHATSAPP for part in parts)
    assert all(part.startswith("Paragraph") for part in parts)
    assert " ".join(parts).split() == body.split()


@given(st.text(alphabet="ab *_~[]#.\n", max_size=300))
def test_whatever_the_body_nothing_is_raised_and_words_stay(body: str) -> None:
    said = "".join(whatsapp(body))
    assert [c for c in said if c in "ab"] == [c for c in body if c in "ab"]


def test_a_text_message_is_put_into_the_seven_bit_alphabet() -> None:
    made = sms("It’s “free” – £125… call")
    assert (made.text, made.size.alphabet, made.size.parts, made.too_long) == ("It's \"free\" - £125... call", "GSM-7", 1, False)
    assert sms("ж" * 300).too_long


def test_every_guide_has_its_forms() -> None:
    guides = load_guides()
    for topic in guides.topics():
        guide = guides.get(topic)
        reply = guide.reply("TH")
        said = "\n".join(whatsapp(reply.body, reply.sources))
        assert "**" not in said and "](" not in said and guide.title in said, topic
        assert not sms(guide.short()).too_long, topic
