"""The forms in which a reply leaves us: WhatsApp's marks, and text messages that cost as little as they can. PURE.

A reply's body is the small Markdown of `bot.conversation.messages.Reply`. The web renders it as HTML (`bot.ui.markup`).
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.content import text_messages
from bot.content.freshness import said_date
from bot.conversation.messages import Source

LONGEST_WHATSAPP = 4_096
"""Characters of one WhatsApp text message. Source: WhatsApp Cloud API, text messages."""

_LINK = re.compile(r"\[([^\]\n]*)\]\(([^)\s]+)\)")
_LINK_AT_END = re.compile(r"\[([^\]\n]*)\]\(([^)\s]+)\)[.]?(?=[ \t]*(?:\n|$))")
_HEADING = re.compile(r"(?m)^#{1,6}[ \t]+(.+?)[ \t]*$")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_WOULD_FORMAT = re.compile(r"(?<![\w/])([*_~`])(?=\S)([^\n]*?\S)\1(?!\w)")
_ADDRESS = re.compile(r"https?://\S+")
_LOOKALIKE = {"*": "\u2217", "_": "\uff3f", "~": "\u223c", "`": "\u2032"}
_IN_GSM = str.maketrans({
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "•": "-", "×": "x",
})
"""Characters outside the seven-bit alphabet that have a twin in it: one of them would more than double the cost."""


class Sms(NamedTuple):
    """A text message as it is sent."""

    text: str
    size: text_messages.Size

    @property
    def too_long(self) -> bool:
        return self.size.parts > text_messages.MOST_PARTS


def whatsapp(body: str, sources: Sequence[Source] = ()) -> tuple[str, ...]:
    """A reply as WhatsApp messages of at most LONGEST_WHATSAPP characters: `*bold*`, plain links, sources at the end.

    Cut between paragraphs, else between lines, else between words.
    """
    bold_open, bold_close = "\ue000", "\ue001"  # private use: no text of ours or GOV.UK's holds them
    text = body.replace(bold_open, "").replace(bold_close, "")
    text = _HEADING.sub(lambda m: bold_open + _unbold(m[1]) + bold_close, text)
    text = _BOLD.sub(lambda m: bold_open + m[1] + bold_close, text)
    text = _LINK_AT_END.sub(lambda m: m[2] if m[1] == m[2] else f"{m[1]}: {m[2]}", text)
    text = _LINK.sub(lambda m: m[2] if m[1] == m[2] else f"{m[1]} ({m[2]})", text)
    text = _plain_marks(text).replace(bold_open, "*").replace(bold_close, "*")
    blocks = [text.strip(), *map(_source, sources)]
    return tuple(_cut("\n\n".join(block for block in blocks if block), LONGEST_WHATSAPP))


def sms(text: str) -> Sms:
    """A short form as it is sent, in the seven-bit alphabet where that loses nothing, and what it costs."""
    said = " ".join(text.split(" ")).translate(_IN_GSM).strip()
    return Sms(said, text_messages.size(said))


def _unbold(text: str) -> str:
    return _BOLD.sub(lambda m: m[1], text)


def _plain_marks(text: str) -> str:
    """Marks that WhatsApp would take for its own, as look-alikes; addresses are left as they are."""
    kept: list[str] = []
    at = 0
    for address in _ADDRESS.finditer(text):
        kept += [_without_marks(text[at:address.start()]), address[0]]
        at = address.end()
    return "".join((*kept, _without_marks(text[at:])))


def _without_marks(text: str) -> str:
    before = ""
    while before != text:
        before, text = text, _WOULD_FORMAT.sub(lambda m: _LOOKALIKE[m[1]] + m[2] + _LOOKALIKE[m[1]], text)
    return text


def _source(source: Source) -> str:
    checked = f", checked on {said_date(source.reviewed_at)}" if source.reviewed_at else ""
    return f"Source: {source.title}{checked}\n{source.url}"


def _cut(text: str, longest: int) -> list[str]:
    parts: list[str] = []
    while len(text) > longest:
        marks = (text.rfind(mark, longest // 4, longest) for mark in ("\n\n", "\n", " "))
        at = next((found for found in marks if found > 0), longest)
        parts.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*parts, text] if text else parts
