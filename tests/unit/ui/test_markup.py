"""Replies become safe HTML; what people typed is only escaped."""
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.markup import plain_html, to_html, to_text

P = '<p class="govuk-body">'


def test_the_subset_becomes_html_with_the_design_system_s_classes() -> None:
    assert to_html("**Now**\n\n- a\n- b") == (
        f'{P}<strong>Now</strong></p>\n<ul class="govuk-list govuk-list--bullet">\n<li>a</li>\n<li>b</li>\n</ul>\n')
    assert to_html("## What to do\n\n1. x") == (
        '<h2 class="govuk-heading-s">What to do</h2>\n<ol class="govuk-list govuk-list--number">\n<li>x</li>\n</ol>\n')


@pytest.mark.parametrize(
    "address", ["https://www.gov.uk/x", "http://a.example", "tel:+442070085000", "mailto:a@b.example"])
def test_links_of_the_four_kinds_are_links_without_an_opener(address: str) -> None:
    assert to_html(f"[go]({address})") == f'{P}<a href="{address}" class="govuk-link" rel="noopener">go</a></p>\n'


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x",
                                     "file:///etc/passwd", "java&#10;script:alert(1)"])
def test_any_other_link_is_no_link(address: str) -> None:
    assert not re.search(r'href="(?!https?:|tel:|mailto:)[a-z]+:', to_html(f"[go]({address}) <{address}>").lower())


@pytest.mark.parametrize(("text", "called"), [
    ("Call +44 20 7008 5000 now", "tel:+442070085000"), ("from the UK 020 7008 5000.", "tel:02070085000"),
    ("dial 112", "tel:112"), ("(999)", "tel:999"), ("**+66 2 305 8333**", "tel:+6623058333")])
def test_a_telephone_number_can_be_pressed(text: str, called: str) -> None:
    assert f'<a href="{called}"' in to_html(text)


def test_the_numbers_of_a_country_s_services_can_be_pressed() -> None:
    html = to_html("- **Police: 17 or 1548**\n- Ambulance, fire and police: 191 (in Lao)\n- Tourist police: +66 2 1155")
    assert re.findall(r'href="([^"]+)"', html) == ["tel:17", "tel:1548", "tel:191", "tel:+6621155"]


@pytest.mark.parametrize("text", ["The police report costs: £50", "Fire safety: see page", "Fees: 50", "Police: 1.50"])
def test_a_figure_that_is_no_service_s_number_cannot_be_pressed(text: str) -> None:
    assert "tel:" not in to_html(text)


@pytest.mark.parametrize("text", ["on 2026-08-22", "£112.50", "1999", "a112b", "https://x.example/999",
                                  "[+44 20 7008 5000](https://a.example)"])
def test_what_is_no_telephone_number_is_left_alone(text: str) -> None:
    assert "tel:" not in to_html(text)


def test_html_in_a_reply_is_text() -> None:
    assert to_html("<script>alert(1)</script><b>x</b>") == (
        f"{P}&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;x&lt;/b&gt;</p>\n")


def test_typed_words_keep_their_lines_and_nothing_of_them_is_markup() -> None:
    assert plain_html("a <b>\r\n**c** & +44 20 7008 5000") == "a &lt;b&gt;<br>**c** &amp; +44 20 7008 5000"


def test_a_transcript_has_the_address_after_the_words() -> None:
    assert to_text("## Go\n\n**See** [this page](https://a.example/x) or [tel:1](tel:1)") == (
        "Go\n\nSee this page (https://a.example/x) or tel:1")


ALLOWED = re.compile(r'</?(?:p|ul|ol|li|strong|h2|br|a)(?: (?:class|href|rel|start)="[^"<>]*")*>')


@given(st.text(alphabet=st.sampled_from("<>&\"'[]()*#-1.!` \n\t:/javscripthe=x+4é\x00"), max_size=80))
def test_no_text_makes_a_tag_that_is_not_ours(text: str) -> None:
    assert "<" not in ALLOWED.sub("", str(to_html(text)))
    assert "<" not in str(plain_html(text)).replace("<br>", "")
