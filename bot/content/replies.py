"""Answers as the citizen reads them: passage, date and link, short enough for a chat. PURE.

The page's words are kept as they are; what is cut is cut after a whole sentence or list item, and the reply says so.
"""

from __future__ import annotations

import re
from datetime import date

from bot.content.facts import Facts
from bot.content.freshness import CHECK_FIRST, said_date
from bot.content.ports import Answer, Passage
from bot.conversation.messages import Reply, Source

LONGEST = 1_200
"""Characters of passages in one reply; more is not read in a chat."""
FIRST_SHARE = 0.65
"""Of these the first passage gets at least this share when several are shown."""

SMALLEST = 250
"""Characters that each passage gets at least."""

_ITEM = re.compile(r"\s*(?:-|\d+\.)\s")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“\"(\[])")


def passages_reply(
    answer: Answer, country_name: str, shown_as: str = "", topic: str = "", covered_by: str = ""
) -> Reply:
    """The reply to a question about a country's page.

    `country_name` is the name inside a sentence; `shown_as` begins the reply ("For Laos") so that a wrong guess is
    seen; `covered_by` names the country whose page covers this one.
    """
    lines: list[str] = []
    if shown_as:
        lines.append(f"{shown_as.rstrip(':')}:")
    if covered_by:
        lines.append(f"GOV.UK covers {country_name} on its page about {covered_by}.")
    if answer.warning:
        lines.append(f"**Warning**\n\n{answer.warning}")
    elif answer.level:
        lines.append(answer.level)
    if answer.answered:
        lines.append(_passages(answer.passages))
    else:
        lines.append(_no_answer(answer, country_name))
    if answer.reviewed_at:
        lines.append(f"GOV.UK reviewed this page on {said_date(answer.reviewed_at)}.")
    title = f"GOV.UK travel advice: {country_name}" if answer.country else "GOV.UK travel advice"
    about: dict[str, object] = {
        "topic": topic, "country": answer.country, "part": answer.part, "helpful": True, "answered": answer.answered,
        "shown": [passage.id for passage in answer.passages],
    }  # fmt: skip
    return Reply("\n\n".join(lines), sources=(Source(title, answer.url, answer.reviewed_at),), about=about)


def emergency_numbers_reply(facts: Facts, country: str, today: date) -> Reply:
    """The country's own numbers, then the FCDO's: shown whatever their date (design, promise 4)."""
    numbers, where = facts.emergency(country), facts.country(country)
    lines = [f"## Emergency numbers in {where.spoken}"]
    if numbers.numbers:
        lines.append("\n".join(f"- {line}" for line in numbers.lines()))
    elif numbers.raw:
        # No number could be read: the source's own sentence says more than ours.
        lines.append(f"GOV.UK says: “{' '.join(numbers.raw.split())}”")
    if numbers.remark:
        lines.append(numbers.remark)
    stale = f": {CHECK_FIRST}" if numbers.stale(today) else ""
    what = "These numbers were" if numbers.numbers else "This was"
    lines += [f"{what} checked on {said_date(numbers.checked)}{stale}.", fcdo_sentence(facts, country)]
    return Reply(
        "\n\n".join(lines),
        sources=(Source("GOV.UK: getting help", numbers.source, numbers.checked),),
        about={"topic": "emergency_numbers", "country": country, "helpful": True},
    )


def contact_reply(facts: Facts, country: str, today: date) -> Reply:
    """Who helps British people in a country and the official page to reach them."""
    posts, where = facts.posts(country), facts.country(country)
    lines: list[str] = []
    if posts.note:
        lines.append(posts.note)
        if posts.authority_url:
            lines.append(f"[Local authorities in {where.spoken}]({posts.authority_url})")
    elif posts.posts:
        lines.append(f"British people in {where.spoken} get help from:")
        lines.append("\n".join(f"- [{post.name}]({post.url})" for post in posts.posts))
        lines.append("The page shows the address, telephone number and opening hours. Check them before you go.")
    else:
        lines.append(
            f"We do not know which embassy or consulate helps people in {where.spoken}. "
            f"[GOV.UK's page about getting help]({posts.contact_url}) may say."
        )
    stale = f": {CHECK_FIRST}" if posts.stale(today) else ""
    lines += [fcdo_sentence(facts, country), f"We checked this on {said_date(posts.checked)}{stale}."]
    return Reply(
        "\n\n".join(lines),
        sources=(Source(f"Help for British people in {where.spoken}", posts.contact_url, posts.checked),),
        about={"topic": "embassy_contact", "country": country, "helpful": True},
    )


def fcdo_sentence(facts: Facts, country: str | None) -> str:
    """How to call the FCDO from where the citizen is."""
    line = facts.fcdo_line
    if country == "GB":
        return f"Call the Foreign, Commonwealth & Development Office (FCDO) on {line.uk}, day or night."
    return f"You can call the Foreign, Commonwealth & Development Office (FCDO) on {line.abroad}, day or night."


def shorten(body: str, longest: int, url: str) -> str:
    """The first whole paragraphs, list items or sentences of `body` within `longest` characters, and a link to the
    rest.

    At least the first sentence or list item is kept, however long it is.
    """
    kept, rest = divide(body, longest)
    return f"{kept}\n\n[Read the rest on GOV.UK]({url})" if rest else kept


def divide(body: str, longest: int) -> tuple[str, str]:
    """`body` cut after whole paragraphs, list items or sentences within `longest` characters → what is shown, the rest.

    At least the first sentence or list item is shown, however long it is; the rest is "" where all is shown.
    """
    if len(body) <= longest:
        return body, ""
    kept: list[str] = []
    rest: list[str] = []
    size = 0
    for block in body.split("\n\n"):
        if rest:
            rest.append(block)
            continue
        pieces = block.split("\n") if _ITEM.match(block) else _SENTENCE.split(block)
        joiner = "\n" if _ITEM.match(block) else " "
        taken: list[str] = []
        for piece in pieces:
            if (kept or taken) and size + len(piece) > longest:
                break
            taken.append(piece)
            size += len(piece) + len(joiner)
        if taken:
            kept.append(joiner.join(taken))
        if len(taken) < len(pieces):
            rest.append(joiner.join(pieces[len(taken) :]))
    # A line that introduces a list must not stand without it.
    if rest and len(kept) > 1 and kept[-1].rstrip().endswith(":"):
        rest.insert(0, kept.pop())
    return "\n\n".join(kept), "\n\n".join(rest)


def rest_of(passages: tuple[Passage, ...]) -> str:
    """What `passages_reply` left out of the passages that it cut, each under its heading; "" where it showed all.

    Where that is long too it is cut in turn, with the link to the rest.
    """
    left = [
        (passage, rest) for passage, share in zip(passages, _shares(passages), strict=True)
        if (rest := divide(passage.body, share)[1])
    ]  # fmt: skip
    shown: list[str] = []
    room = LONGEST
    for passage, rest in left:
        if shown and room < SMALLEST:
            break
        body = shorten(rest, max(SMALLEST, room), passage.url)
        room -= len(body)
        shown.append(f"{_title(passage)}\n\n{body}")
    return "\n\n".join(shown)


def _title(passage: Passage) -> str:
    return f"## {passage.headings[-1] if passage.headings else passage.part_title}"


def _shares(passages: tuple[Passage, ...]) -> list[int]:
    """How many characters each passage gets in one reply."""
    shares: list[int] = []
    left = LONGEST
    for number, passage in enumerate(passages):
        more = len(passages) - number - 1
        share = left if not more else int(left * FIRST_SHARE) if number == 0 else left // (more + 1)
        shares.append(max(SMALLEST, share))
        left = max(SMALLEST, left - len(shorten(passage.body, shares[-1], passage.url)))
    return shares


def _passages(passages: tuple[Passage, ...]) -> str:
    return "\n\n".join(
        f"{_title(passage)}\n\n{shorten(passage.body, share, passage.url)}"
        for passage, share in zip(passages, _shares(passages), strict=True)
    )


def _no_answer(answer: Answer, name: str) -> str:
    if not answer.country:
        return f"We need to know which country you mean. You can also [find a country on GOV.UK]({answer.url})."
    if not answer.part and answer.reviewed_at is None:
        return f"We cannot show the travel advice for {name} at the moment. [Read it on GOV.UK]({answer.url})."
    if not answer.heading:
        return f"We found no direct answer. The nearest we have is [GOV.UK's page about {name}]({answer.url})."
    return (
        f"We found no direct answer to this on GOV.UK's page about {name}. "
        f"The nearest is “[{answer.heading}]({answer.url})”."
    )
