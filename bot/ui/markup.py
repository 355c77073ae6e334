"""Words on a page: the Markdown subset of `Reply.body` as safe HTML, everybody else's words escaped.

`to_html` is for what content designers wrote or GOV.UK published. What citizens and caseworkers write goes through
`plain_html`: nothing in it is markup, only line breaks are kept.
"""
from __future__ import annotations

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

_CLASSES = {
    "paragraph_open": "govuk-body", "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number", "link_open": "govuk-link",
    "heading_open": "govuk-heading-s",
}
_TAGS = {"p", "ul", "ol", "li", "strong", "h2", "a", "br"}
_LINKS = {"http", "https", "tel", "mailto"}
_TELEPHONE = re.compile(
    r"(?<![\w+/=.,-])(?:\+\d{1,3}[ \d()-]{5,18}\d|0\d{2,4}[ ]\d{3,4}[ ]\d{3,4}|999|112)(?![\w/-])(?!\.\d)")
"""Numbers that a phone should offer to call: international ones, UK ones in groups, 999 and 112."""
_SERVICE_LINE = re.compile(
    r"(?i)^[^:\n]*\b(?:ambulance|police|fire|emergency|coastguard|rescue|medical|telephone)\b[^:\n]*: ?"
    r"(?P<numbers>\d[^\n]*)$")
_SHORT = re.compile(r"(?<![\w.,£$€/-])\+?\d[\d -]{0,16}\d(?![\w/-])(?![.,]\d)")
"""Local numbers look like any figure: those of "Police: 17 or 1548" are known by what stands before the colon."""


def telephone_link(number: str) -> str:
    """The target of a link that calls `number`: digits, and the + in front."""
    return "tel:" + re.sub(r"[^\d+]", "", number.replace("(0)", ""))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
    # Only the subset: no code, quotes, images, rules or tables; a URL in angle brackets stays text.
    markdown.disable(["code", "fence", "blockquote", "hr", "image", "reference", "html_block", "html_inline",
                      "backticks", "autolink", "lheading"])
    return markdown


def _telephones(text: str) -> list[Token]:
    """A text token, cut at the telephone numbers in it."""
    tokens: list[Token] = []
    at = 0
    service = _SERVICE_LINE.match(text)
    for found in _SHORT.finditer(text, service.start("numbers")) if service else _TELEPHONE.finditer(text):
        tokens.append(Token("text", "", 0, content=text[at:found.start()]))
        call: dict[str, str | int | float] = {"href": telephone_link(found[0]), "class": "govuk-link app-telephone"}
        tokens.append(Token("link_open", "a", 1, attrs=call))
        tokens.append(Token("text", "", 0, content=found[0]))
        tokens.append(Token("link_close", "a", -1))
        at = found.end()
    return [*tokens, Token("text", "", 0, content=text[at:])]


def _dress(tokens: list[Token]) -> list[Token]:
    """GOV.UK's classes on every tag, telephone numbers as links. Headings are h2: the page around has an h1 alone."""
    dressed: list[Token] = []
    inside_link = 0
    for token in tokens:
        if token.type in _CLASSES:
            token.attrSet("class", _CLASSES[token.type])
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h2"
        if token.type in {"link_open", "link_close"}:
            inside_link += token.nesting
        if token.children:
            token.children = _dress(token.children)
        if token.type == "text" and not inside_link:
            dressed += _telephones(token.content)
        else:
            dressed.append(token)
    return dressed


def to_html(body: str) -> Markup:
    """`Reply.body` as HTML. Raw HTML in it is shown as text; a link to anything but http, https, tel or mailto is not
    a link. Never raises, whatever the text."""
    markdown = _parser()
    rendered = markdown.renderer.render(_dress(markdown.parse(body)), markdown.options, {})
    clean = nh3.clean(rendered, tags=_TAGS, url_schemes=_LINKS, link_rel="noopener",
                      attributes={"a": {"href", "class"}, "p": {"class"}, "ul": {"class"}, "ol": {"class", "start"},
                                  "h2": {"class"}})
    return Markup(clean)


def plain_html(words: str) -> Markup:
    """A citizen's or caseworker's words: escaped, with their line breaks."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Markup("<br>").join(escape(line) for line in lines)


def to_text(body: str) -> str:
    """`Reply.body` for a transcript or a message without formatting: links become "text (address)"."""
    text = re.sub(r"\[([^\]\n]*)\]\(([^)\s]+)\)", lambda m: m[1] if m[1] == m[2] else f"{m[1]} ({m[2]})", body)
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", text)
    return re.sub(r"(?m)^#{1,6}[ \t]+", "", text)
