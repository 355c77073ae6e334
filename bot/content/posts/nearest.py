"""The British posts that help in a country, where they stand, and in which order a question wants them. PURE.

A post is an embassy, a high commission, a consulate or an office that stands for one; trade, science and aid offices
of the same list on GOV.UK are not. Where a post stands is read from its address, else from its name; a post whose
town we do not know is shown without a distance, never with a guessed one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.content.fact_types import Country, Posts
from bot.content.posts.post import PostContact, PostPage
from bot.content.posts.question import PostQuestion
from bot.places.points import Known, Point, Points, km_between
from bot.places.tokens import plain

_POST = re.compile(
    r"\b(?:embassy|high commission|consulate|vice[- ]consulate|british office|interests section)\b", re.IGNORECASE
)
_GOVERNOR = re.compile(r"\bgovernor\b", re.IGNORECASE)
_TOWN = re.compile(
    r"\b(?:embassy|high commission|consulate(?:[- ]general)?|office)\b\s*[-,:]?\s*(?:(?:in|at|to)\s+)?(?P<town>.*)$",
    re.IGNORECASE,
)
_NOT_FOR_VISITORS = re.compile(r"\b(?:press|media|visa|trade|dit|defence|political|commercial|passport)\b", re.I)


@dataclass(frozen=True)
class Placed:
    """A post and where it stands."""

    post: PostPage
    office: PostContact
    """The office that serves people: the consular one where the post has one in the same town."""
    town: str
    known: Known | None
    zone: str
    """IANA name of its time zone; "" where we do not know which of the country's it is in."""
    country: str
    """ISO code of where it stands, which may be another country than it helps in."""
    km: float | None = None
    """Straight line from where the question asks; None where either place is unknown."""

    @property
    def is_embassy(self) -> bool:
        """Embassy or high commission, not a deputy one."""
        return bool(re.search(r"\bembassy\b|\bhigh commission\b", self.post.title, re.I)) and not re.search(
            r"\bdeputy\b", self.post.title, re.I
        )


def governors_office(posts: Sequence[PostPage]) -> PostPage | None:
    """The Governor's office of a territory, or None."""
    return next((p for p in posts if _GOVERNOR.search(f"{p.title} {p.main.kind if p.main else ''}")), None)


def placed(
    stored: Sequence[PostPage], listed: Posts, where: Country, points: Points, timezones: dict[str, tuple[str, ...]]
) -> list[Placed]:
    """The posts of a country: those synced, then those that data/facts lists in towns where none is synced.

    `timezones`: ISO code → the country's time zones, for posts that stand in another country.
    """
    found = [_placed(post, where, points, timezones) for post in stored if _POST.search(post.title)]
    towns = {plain(each.town) for each in found}
    for post in listed.posts:
        bare = PostPage("", post.name, post.url, (where.iso2,), PostContact(post.name, url=post.url))
        each = _placed(bare, where, points, timezones)
        if plain(each.town) not in towns or not each.town:
            found.append(each)
    return found


def _placed(post: PostPage, where: Country, points: Points, timezones: dict[str, tuple[str, ...]]) -> Placed:
    office = _office(post)
    country = office.address_country or where.iso2
    named = _TOWN.search(post.title)
    from_title = named["town"].strip() if named else ""
    tried = ((country, office.locality), (country, from_title), (where.iso2, office.locality), (where.iso2, from_title))
    for code, town in tried:
        known = points.find(code, town) if town else None
        if known is not None and not known.several:
            return Placed(post, office, town, known, known.timezone, code)
    zones = timezones.get(country, ())
    return Placed(post, office, office.locality or from_title, None, zones[0] if len(zones) == 1 else "", country)


def _office(post: PostPage) -> PostContact:
    """The main office, or the consular one in the same town where there is one."""
    main = post.main or next(iter(post.offices), PostContact(post.title, url=post.url))
    for office in post.offices:
        consular = re.search(r"\bconsula", office.title, re.IGNORECASE) and not _NOT_FOR_VISITORS.search(office.title)
        if consular and main.locality and plain(office.locality) == plain(main.locality):
            return office
    return main


def in_order(found: Sequence[Placed], question: PostQuestion) -> list[Placed]:
    """The posts as the question wants them: the town's own first, then by distance; embassies before consulates where
    no place is named, unless a consulate is asked for."""
    measured = [_measured(each, question.point) for each in found]
    wanted = plain(question.town)

    def key(each: Placed) -> tuple[bool, bool, float, bool]:
        here = bool(wanted) and wanted in {plain(each.town), plain(each.office.locality)}
        other_kind = (question.kind == "embassy" and not each.is_embassy) or (
            question.kind == "consulate" and each.is_embassy
        )
        far = each.km if each.km is not None else (float("inf") if question.point else 0.0)
        if question.point or wanted:
            return (not here, False, round(far), other_kind)
        return (False, other_kind, 0.0, not each.is_embassy)

    return sorted(measured, key=key)


def _measured(each: Placed, point: Point | None) -> Placed:
    if point is None or each.known is None:
        return each
    km = km_between(point, each.known.point)
    return Placed(each.post, each.office, each.town, each.known, each.zone, each.country, km)
