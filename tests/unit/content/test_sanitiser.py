"""GOV.UK's HTML becomes clean Markdown; nothing that runs survives."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clients.sanitiser import LONGEST_LINES, part_sections, plain_line, plain_lines, safe_address
from bot.ui.markup import to_html, to_text


def body(html: str) -> str:
    return "\n---\n".join(section.body for section in part_sections(html))


def test_headings_cut_a_part_into_sections_with_their_anchors() -> None:
    sections = part_sections(
        '<p>Before.</p><h2 id="visas">Visas</h2><p>One.</p><h3 id="longer">Staying longer</h3><p>Two.</p>'
    )
    assert [(s.level, s.heading, s.anchor, s.body) for s in sections] == [
        (0, "", "", "Before."),
        (2, "Visas", "visas", "One."),
        (3, "Staying longer", "longer", "Two."),
    ]


def test_lists_stay_lists_and_stand_apart_from_their_sentence() -> None:
    assert body("<p>Bring:</p><ul><li>a form</li><li>two photos</li></ul><ol><li>Go</li><li>Pay</li></ol>") == (
        "Bring:\n\n- a form\n- two photos\n\n1. Go\n2. Pay"
    )


def test_links_become_absolute_and_telephone_links_plain_words() -> None:
    assert body(
        '<p>See <a href="/visas">visas</a> or <a href="tel:+44">call us</a> <a href="http://x.example/a(b)">x</a></p>'
    ) == ("See [visas](https://www.gov.uk/visas) or call us [x](http://x.example/a%28b%29)")


def test_a_table_becomes_one_readable_line_a_row() -> None:
    assert body(
        "<table><tr><th>Goods</th><th>Limit</th><th>Fee</th></tr><tr><td>Wine</td><td>1 litre</td><td>none</td></tr></table>"
    ) == ("- Wine – Limit: 1 litre; Fee: none")


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert('planted')</script>",
        "<style>.planted{}</style>",
        "<svg onload='planted()'><script>planted()</script></svg>",
        "<p onclick='planted()'>x</p>",
        "<img src=x onerror=planted()>",
        "<iframe src='https://planted.example'></iframe>",
        '<a href="javascript:planted()">x</a>',
        "<a href=' JaVaScRiPt:planted()'>x</a>",
        "<a href='data:text/html,planted'>x</a>",
        "<a href='java\tscript:planted()'>x</a>",
        "<math><mtext><script>planted()</script></mtext></math>",
        "<!-- planted -->",
    ],
)
def test_what_a_browser_could_run_is_gone(html: str) -> None:
    assert "planted" not in body(f"<p>Words</p>{html}<p>more</p>")
    assert "Words" in body(f"<p>Words</p>{html}<p>more</p>")


def test_text_that_looks_like_a_link_does_not_become_one() -> None:
    assert body("<p>[a](javascript:alert(1)) **b** &lt;script&gt;</p>") == "[a] ( *b*"


def test_invisible_characters_go_and_odd_spaces_become_spaces() -> None:
    assert body("<p>You can call\u202fFCDO\u202fin\u00a0London\u200b now</p>") == "You can call FCDO in London now"


def test_headings_inside_a_call_out_count_like_any_other() -> None:
    assert [s.heading for s in part_sections("<div class='call-to-action'><h2>Inside</h2><p>x</p></div>")] == ["Inside"]


@given(st.text(max_size=400))
def test_no_text_makes_it_fail_or_leaves_a_script_link(html: str) -> None:
    for section in part_sections(html):
        assert "](javascript:" not in section.body.lower()
    assert "\n" not in plain_line(html)


@pytest.mark.parametrize("tag", ["div", "ul", "b", "em", "blockquote", "table", "li"])
def test_tags_nested_beyond_reason_cost_their_tags_and_nothing_else(tag: str) -> None:
    sections = part_sections(f"<p>Before.</p>{f'<{tag}>' * 20_000}<p>Inside.</p><h2>Next</h2><p>After.</p>")
    words = " ".join(f"{section.heading} {section.body}" for section in sections)
    assert [word for word in ("Before.", "Inside.", "Next", "After.") if word not in words] == []


@pytest.mark.parametrize(("text", "read"), [
    ("Torre Espacio\r\nPaseo 259D \n\n\n\n28046", "Torre Espacio\nPaseo 259D\n\n28046"),
    ("British Embassy<br/>Madrid", "British Embassy\nMadrid"), ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
    ("AT&amp;T a < b & c", "AT&T a < b & c"), ("a &lt;b&gt;bold&lt;/b&gt; word", "a bold word"),
    ("Call javascript:planted() or data:text/html,planted now", "Call or now"),
    ("<a href='javascript:planted()'>Write</a> to us", "Write to us"),
    ("&amp;lt;script&amp;gt;planted()&amp;lt;/script&amp;gt;You", "You"),
    ("Data: text and JavaScript: the good parts", "Data: text and the good parts"),
])
def test_plain_fields_keep_their_lines_and_lose_what_could_run(text: str, read: str) -> None:
    assert plain_lines(text) == read


@given(st.text(alphabet="<>&;/ab lgtmp#x6c\n", max_size=300))
def test_no_plain_field_holds_a_whole_tag_however_it_was_encoded(text: str) -> None:
    assert not re.search(r"<[a-zA-Z/!?][^>]*>", plain_lines(text))


def test_a_plain_field_is_bounded() -> None:
    assert len(plain_lines("x" * 100_000)) == LONGEST_LINES


@pytest.mark.parametrize(("href", "address"), [
    ("/world", "https://www.gov.uk/world"), (" https://x.example/a b ", "https://x.example/a%20b"),
    ("javascript:planted()", ""), ("//[", ""), ("", ""), ("ftp://x.example/a", ""),
])
def test_only_an_address_that_may_be_followed_is_one(href: str, address: str) -> None:
    assert safe_address(href) == address


EVIL = "https://evil.example/x"


@pytest.mark.parametrize("html", [
    f"<p>Go to [x]({EVIL})</p>", f"<p>Go to [x]<em>({EVIL})</em></p>", f"<p>Go to [x]<b></b>({EVIL})</p>",
    f"<p>Go to [x&amp;#93;({EVIL})</p>", f"<p>Go to [x&amp;#xe010;{EVIL})</p>",
    f"<p>Go to [x]&#x202e;({EVIL})</p>", f"<p>Go to [x]<i></i>&#xe010;({EVIL})</p>", f"<p>Go to [x&#xe010;{EVIL})</p>",
    f'<h2 id="a">Go to [x]({EVIL})</h2><p>b</p>', f"<h4>Go to [x]({EVIL})</h4>", f"<p>Go to ![x]({EVIL})</p>",
    f"<table><tr><th>Go to</th><th>B</th></tr><tr><td>[x]({EVIL})</td><td>[y]({EVIL})</td></tr></table>",
    f"<p>Go to &lt;{EVIL}&gt; [x]</p><p>[x]: {EVIL}</p>", f"<ul><li>Go to [x]<b></b>({EVIL})</li></ul>",
    f"<p>Go to &lt;a href='{EVIL}'&gt;x&lt;/a&gt;</p>",
])
def test_a_link_that_is_only_written_in_the_text_becomes_none(html: str) -> None:
    sections = part_sections(html)
    page = "".join(to_html(f"## {each.heading}\n\n{each.body}") for each in sections)
    assert "Go to" in page or "[x]" in page
    assert "<a " not in page and "<img" not in page
    assert "](" not in "".join(each.heading + each.body for each in sections), "WhatsApp and SMS would read a link"


def test_links_of_the_page_stay_links_beside_it() -> None:
    assert body('<p>[x]<b></b>(y) <a href="/world">The [world]</a>(all)</p>') == (
        "[x] (y) [The world](https://www.gov.uk/world)(all)")


@pytest.mark.parametrize("hidden", ["&#x202e;", "&#x2066;", "&#x61c;", "&#x200b;", "\u061c", "\u180e", "&#xe0041;"])
def test_nothing_invisible_comes_through_written_as_an_entity(hidden: str) -> None:
    found = part_sections(f'<h2>He{hidden}ad</h2><p>Wo{hidden}rds <a href="https://x.example/{hidden}a">a</a></p>'
                          f"<table><tr><td>Ce{hidden}ll</td></tr></table>")
    assert [(each.heading, each.body) for each in found] == [("Head", "Words [a](https://x.example/a)\n\n- Cell")]
    assert plain_line(f"Na{hidden}me") == "Name"
    again = hidden.replace("&", "&amp;")
    assert body(f"<p>Wo{again}rds</p>") == "Words", "an entity of an entity, which Markdown decodes"


@pytest.mark.parametrize("html", [
    "<p>a java<b></b>script:planted()</p>", "<p>a <b>java</b>script:planted()</p>", "<p>a java&#x200b;script:planted()</p>", "<p>a java<em>script</em>:planted()</p>",
    "<h2>a java&#x200b;script:planted()</h2>", "<p>a data:image/svg+xml,planted</p>", "<p>a data:text/html;base64,planted</p>",
    "<p>a vb<!-- -->script:planted</p>", "<h2>a &lt;img onerror=planted&gt;</h2>", "<p>a &lt;&lt;b&gt;img onerror=planted&gt;</p>",
    "<p>a &amp;lt;img src=x onerror=planted&amp;gt;</p>", "<h2>a &amp;amp;lt;script&amp;amp;gt;</h2>",
    "<p>a javascript&amp;colon;planted()</p>", "<p>a &lt;svg onload=planted&gt;</p>", "<table><tr><td>a javascript:planted()</td></tr></table>",
])
def test_what_could_run_is_gone_however_it_was_cut_in_pieces(html: str) -> None:
    said = "".join(each.heading + each.body for each in part_sections(html))
    assert not re.search(r"(?i)(?:script|data)\s*:|<[a-z]", to_text(said)) and "a" in said


@pytest.mark.parametrize(("html", "read"), [
    ("<p># Not a heading</p>", "Not a heading"), ("<p>Room # 5</p>", "Room # 5"), ("<ul><li>## x</li></ul>", "- x"),
    ("<p>5 &lt; 6 and 7 > 3</p>", "5 < 6 and 7 > 3"),
])
def test_words_are_no_heading_and_figures_stay(html: str, read: str) -> None:
    assert body(html) == read


@pytest.mark.parametrize("name", ["[x](https://evil.example/x)", "[x]<b></b>(https://evil.example/x)",
                                  "[x]&#x202e;(https://evil.example/x)"])
def test_a_name_or_a_note_on_what_changed_holds_no_link(name: str) -> None:
    assert plain_line(name) == "[x] (https://evil.example/x)"
