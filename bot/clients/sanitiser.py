"""A part's HTML → sections of the Markdown subset of `Reply.body`. Nothing that a browser could run survives.

nh3 keeps a short list of tags; markdownify turns them into Markdown. Links become absolute and only http, https,
tel and mailto remain; a table becomes one readable line a row, so that it can be read on a telephone too.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import nh3
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from markdownify import MarkdownConverter

from bot.content.passages import GOVUK, Section

LONGEST_PART = 400_000
"""Characters of one part's HTML. The longest of August 2026 has 60,000; what is beyond is left out."""

_TAGS = {
    "a",
    "p",
    "br",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "strong",
    "b",
    "em",
    "i",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "caption",
    "div",
}
_ATTRIBUTES = {"a": {"href"}, "h2": {"id"}, "h3": {"id"}}
_GONE_WITH_CONTENT = {"script", "style", "iframe", "object", "embed", "noscript", "template", "svg", "math", "title"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_SPACES = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ue000-\uf8ff\ufeff"
    r"\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Also what turns the direction of a text around, private use (our own marks stand there), and invisible tags.
Each of them may be written as an entity too, so it is taken out again from what was decoded."""
_SCRIPTS = "|".join(r"\**".join(name) for name in ("javascript", "vbscript", "livescript"))
_RUNNABLE = re.compile(
    rf"(?i)\b(?:(?:{_SCRIPTS})\**\s*:|data\**\s*:\s*[a-z]+/[a-z0-9.+-]+\s*[;,])\S*"
)
"""An address that would run, even where it is only written out: no reader needs it, and a channel might link it."""
_OUR_LINK = "\ue010"
"""Stands for "](" in the links that we make, until the text is whole: then any other "](" was written in the text."""
_ENTITY = re.compile(r"(?i)&(?:#\d{1,8}|#x[0-9a-f]{1,8}|[a-z][a-z0-9]{1,31});")
_TAG_BEGINS = re.compile(r"(?i)<(?!https?:|mailto:)(?=[a-z/!?])")
_WRITTEN_TAG = re.compile(_TAG_BEGINS.pattern + r"[^<>]*>")
_LOOKS_LIKE_HEADING = re.compile(r"(?m)^([ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*)#{1,6}(?=\s|$)[ \t]*")
_DEEPEST = 100
"""Tags within tags. GOV.UK's own pages nest 8; some thousand would exhaust whoever walks through them."""
_NESTED = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
LONGEST_LINES = 4_000
"""Characters of a plain field: a title, a number, an address, what an office says of itself (1,800 at most in 2018)."""
MOST_DECODINGS = 4


def part_sections(html: str) -> tuple[Section, ...]:
    """The sections of one part, in order. Never raises, whatever the text; text that is no HTML is one section, and so
    is text that is nested beyond reason."""
    # Narrow no-break spaces carry GOV.UK's own words ("FCDO\u202fin London"), so they become spaces, not nothing.
    text = _INVISIBLE.sub("", html[:LONGEST_PART].replace("\u202f", " "))
    clean = nh3.clean(
        text,
        tags=_TAGS,
        clean_content_tags=_GONE_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    if _depth(clean) > _DEEPEST:
        clean = nh3.clean(clean, tags={"p", "br", "h2", "h3"}, attributes=_ATTRIBUTES, link_rel=None)
    soup = BeautifulSoup(clean, "html.parser")
    sections: list[Section] = []
    level, heading, anchor = 0, "", ""
    nodes: list[str] = []

    def close() -> None:
        body = _markdown("".join(nodes))
        if heading or body:
            sections.append(Section(level, heading, anchor, body))
        nodes.clear()

    for node in _flat(soup):
        if isinstance(node, Tag) and node.name in ("h1", "h2", "h3"):
            close()
            level, heading = 3 if node.name == "h3" else 2, _words(node.get_text(" "))
            anchor = re.sub(r"[^\w-]", "", str(node.get("id") or ""))[:200]
        else:
            nodes.append(str(node) if isinstance(node, Tag) else _escaped(node))
    close()
    return tuple(sections)


def plain_line(text: str) -> str:
    """One line of plain words from text that may hold tags: titles, numbers, change descriptions."""
    return _line(plain_lines(text))


def plain_lines(text: str) -> str:
    """Plain words from text that may hold tags or entities, its lines kept; at most LONGEST_LINES characters.

    Tags that are only written (`&lt;script&gt;`) go too, however often they are encoded.
    """
    text = _INVISIBLE.sub("", text[:LONGEST_LINES].replace("\u202f", " "))
    for _ in range(MOST_DECODINGS):
        if "<" not in text and "&" not in text:
            break
        before, text = text, _without_tags(text)
        if text == before:
            break
    else:
        text = text.replace("<", " ").replace(">", " ")
    lines = [_words(line) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def safe_address(href: str) -> str:
    """An absolute address (http, https, mailto, tel) that may be followed, or ""; relative ones are GOV.UK's."""
    return _address(href)


def _without_tags(text: str) -> str:
    clean = nh3.clean(text, tags={"br", "p", "li"}, attributes={}, clean_content_tags=_GONE_WITH_CONTENT)
    soup = BeautifulSoup(clean, "html.parser")
    for block in soup.find_all(True):
        block.append("\n")
        block.unwrap()
    return soup.get_text()


def _depth(clean: str) -> int:
    """How deep the tags of well-formed HTML are nested."""
    deepest = depth = 0
    for close, name in _NESTED.findall(clean):
        if name != "br":
            depth += -1 if close else 1
            deepest = max(deepest, depth)
    return deepest


def _flat(soup: BeautifulSoup | Tag) -> list[Tag | NavigableString]:
    """The blocks in order, those inside a `div` too: a call-out's headings count like any other."""
    found: list[Tag | NavigableString] = []
    for node in soup.children:
        if isinstance(node, Tag) and node.name in ("div", "blockquote"):
            found += _flat(node)
        elif isinstance(node, (Tag, NavigableString)):
            found.append(node)
    return found


class _Subset(MarkdownConverter):  # markdownify carries no types
    """Markdown of which every channel renders all."""

    def convert_a(self, el: Any, text: str, *args: Any, **kwargs: Any) -> str:
        words = _line(text).replace("[", "").replace("]", "")
        address = _address(str(el.get("href") or ""))
        if not words or not address:
            return text
        if address.startswith(("mailto:", "tel:")):
            return words
        return f"[{words}{_OUR_LINK}{address})"

    def convert_hN(self, n: int, el: Any, text: str, *args: Any, **kwargs: Any) -> str:  # markdownify's name
        return f"\n\n**{_line(text)}**\n\n" if text.strip() else ""

    def escape(self, text: str, parent_tags: Any = None) -> str:
        """Words that look like Markdown stay words: a link written as text must not become one."""
        words = _RUNNABLE.sub("", _INVISIBLE.sub("", text)).replace("\\", "")
        return re.sub(r"\*\*+", "*", words).replace("`", "'")

    def convert_em(self, el: Any, text: str, *args: Any, **kwargs: Any) -> str:
        return text

    convert_i = convert_em

    def convert_table(self, el: Any, text: str, *args: Any, **kwargs: Any) -> str:
        rows = [[_words(cell.get_text(" ")) for cell in row.find_all(["th", "td"])] for row in el.find_all("tr")]
        head = rows.pop(0) if rows and el.find("th") and len(rows) > 1 else []
        lines = []
        for row in rows:
            if head and len(head) == len(row):
                named = [f"{name}: {value}" if name else value for name, value in zip(head[1:], row[1:], strict=True)]
                lines.append(f"- {row[0]}" + (f" – {'; '.join(named)}" if named else ""))
            elif any(row):
                lines.append("- " + ": ".join(cell for cell in row if cell))
        return "\n\n" + "\n".join(lines) + "\n\n"


_CONVERT = _Subset(
    heading_style="ATX",
    bullets="-",
    strong_em_symbol="*",
    escape_asterisks=False,
    escape_underscores=False,
    newline_style="backslash",
    autolinks=False,
)


def _markdown(html: str) -> str:
    if not html.strip():
        return ""
    text = _SPACES.sub(" ", _CONVERT.convert(html)).replace("\\\n", "\n")
    # Only of the whole text can it be seen what pieces become that stood in different tags: "[x]<b></b>(address)".
    text = _LOOKS_LIKE_HEADING.sub(r"\1", _inert(text)).replace(_OUR_LINK, "](")
    lines = [line.rstrip() for line in text.splitlines()]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    # A list stands apart from the sentence that introduces it, so that every renderer sees a list.
    text = re.sub(r"(?m)^(?! *(?:-|\d+\.) )(.+)\n(?= *(?:-|\d+\.) )", r"\1\n\n", text)
    return re.sub(r"\s+([.,;])(?=\s|$)", r"\1", text).strip()


def _address(href: str) -> str:
    """An absolute address that may be followed, or ""."""
    href = _INVISIBLE.sub("", href)
    if not href.strip() or len(href) > 2000:
        return ""
    try:
        address = urljoin(GOVUK + "/", href.strip())
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES or (parts.scheme in ("http", "https") and not parts.hostname):
        return ""
    # A parenthesis or a space would end the link early.
    return address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def _words(text: str) -> str:
    """One line in which nothing is Markdown: a heading, a cell of a table, a name."""
    plain = _inert(_line(_INVISIBLE.sub("", text)).replace("\\", ""))
    return _line(re.sub(r"\*\*+", "*", plain).replace("`", "'"))


def _decoded(text: str) -> str:
    """Entities that are only written (`&amp;lt;`), decoded: whoever renders the Markdown would decode them, too."""
    for _ in range(MOST_DECODINGS):
        before, text = text, _INVISIBLE.sub("", _ENTITY.sub(lambda found: unescape(found[0]), text))
        if text == before:
            return text
    return _ENTITY.sub(" ", text)


def _inert(text: str) -> str:
    """Without addresses that run, tags that are only written, and links that are only written."""
    text = _RUNNABLE.sub("", _OUR_LINK.join(_decoded(piece) for piece in text.split(_OUR_LINK)))
    for _ in range(MOST_DECODINGS):
        before, text = text, _WRITTEN_TAG.sub("", text)
        if text == before:
            break
    else:
        text = _TAG_BEGINS.sub("", text)
    return re.sub(r"\](?=\()", "] ", _RUNNABLE.sub("", text))


def _line(text: str) -> str:
    return _SPACES.sub(" ", text.replace("\n", " ")).strip()


def _escaped(text: NavigableString) -> str:
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
