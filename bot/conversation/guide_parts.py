"""Which part of a guide a short question after it is about: what it costs, how long it takes, what is needed, what to
do. PURE."""

from __future__ import annotations

import re

PEOPLE = re.compile(
    r"\b(child(?:ren)?(?:['\u2019]s)?|bab(?:y|ies)|kids?|toddlers?|teenagers?|teens?|infants?|sons?|daughters?"
    r"|under (?:16|18|16s|18s))\b",
    re.IGNORECASE,
)
"""Words for a child: what a guide says of children is looked for where one is asked about."""
SOMEBODY = re.compile(
    rf"{PEOPLE.pattern}|\b(wife|husband|partner|girlfriend|boyfriend|friends?|parents?|mother|mum|mom|father|dad|family|brother|sister"
    r"|grand\w+)\b",
    re.IGNORECASE,
)
"""Words for somebody for whom the same is asked."""
_HEADING = re.compile(r"(?:^|\n\n)(?=\*\*[^*\n]+\*\*(?:\n|$))")
_PARTS = (
    (
        "fees",
        re.compile(r"\b(how much|cost\w*|price\w*|fees?|fines?|pays?|expensive|charge\w*|is it free)\b", re.IGNORECASE),
    ),
    ("takes", re.compile(r"\bhow (long|soon|quick\w*|many (days|weeks))\b|\bwhen will\b", re.IGNORECASE)),
    (
        "now",
        re.compile(
            r"\b(where|when|how) (do|can|will|would|should|must) (i|we) (pick|collect|get it|send|apply|start)\b",
            re.IGNORECASE,
        ),
    ),
    ("need", re.compile(r"\b(documents?|papers?|paperwork|bring|what do i need)\b", re.IGNORECASE)),
)
_OF_THE_SAME = re.compile(
    r"(?:how|what|which|when|who|where|is|are|do|does|will|would|can|could|should|must|have|need|take|takes|cost|costs|price|fees?"
    r"|fines?|pick|up|collect|send|apply|start|pays?|paid|charge|expensive|cheap|free|be|last|get|bring|ready|done"
    r"|documents?|papers?|paperwork|days?|weeks?|many|much|long"
    r"|soon|quick|quickly|usually|normally|i|we|me|us|it|that|this|they|these|those|them|him|her|to|for|of|the|a|all|total|there"
    r"|in|from|and|so|ok|please|again|card|cash)(?:\W+|$)",
    re.IGNORECASE,
)
"""Words of a question that names no matter of its own: "how long does it take?", "who pays for that?"."""


def of_the_same(text: str) -> bool:
    """Whether a text asks what something costs, how long it takes or what it needs without saying what "it" is."""
    return bool(part_asked(text)) and not _OF_THE_SAME.sub("", text.replace("\u2019", "'").strip()).strip(" ?!.,'")


_FOR_SOMEBODY = re.compile(
    r"\W*(?:(?:and|ok|so)\W+)*(?:(?:what|how) about|for|same for)\W+(?:my|our|the|a|two|three)?\s*"
    rf"(?:{SOMEBODY.pattern})\W*",
    re.IGNORECASE,
)


def only_adds(text: str) -> bool:
    """Whether a text only asks what an answer costs, takes or needs, or the same for somebody: "and for my kids"."""
    return of_the_same(text) or _FOR_SOMEBODY.fullmatch(text.strip()) is not None


def part_asked(text: str) -> str:
    """`fees`, `takes`, `need` or `now` (keys of a guide), "" where the words ask for none of them."""
    return next((key for key, pattern in _PARTS if pattern.search(text)), "")


def part_first(body: str, heading: str) -> str:
    """A guide's words with the part under `heading` ("What it costs") moved up, right below the title.

    Unchanged where it has no such part.
    """
    title, *parts = _HEADING.split(body)
    asked = next((part for part in parts if part.startswith(f"**{heading}**")), None)
    if asked is None or not title.startswith("## "):
        return body
    first, _, rest = title.partition("\n\n")
    others = [part for part in parts if part is not asked]
    return "\n\n".join(filter(None, [first, asked, rest, *others]))


def of_children(body: str) -> str:
    """The items of a guide that speak of children, each under its heading; "" where none does."""
    kept: list[str] = []
    for part in _HEADING.split(body)[1:]:
        heading, _, rest = part.partition("\n")
        items = [line for line in rest.split("\n") if re.match(r"\s*(?:-|\d+\.)\s", line) and PEOPLE.search(line)]
        if items and not heading.startswith("**Read more"):
            kept.append(f"{heading}\n\n" + "\n".join(re.sub(r"^\s*\d+\.", "-", item) for item in items))
    return "\n\n".join(kept)
