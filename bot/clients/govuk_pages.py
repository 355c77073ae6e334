"""What GOV.UK's JSON means: its list of countries, a country's page, a page that moved or is gone.

Odd shapes that GOV.UK really sends are understood: parts with odd slugs, empty parts, null lists, a body in several
formats. A page that makes no sense is refused whole, so that yesterday's stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from bot.clients.govuk_history import change_notes
from bot.clients.sanitiser import part_sections, plain_line
from bot.content.passages import ADVICE, Part, cut, standard_slug
from bot.content.ports import IndexEntry, TravelAdvice
from bot.errors import ContentError

MOST_PARTS = 40
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,99}")
_ALERT = re.compile(r"avoid_all(_but_essential)?_travel_to_(parts|whole_country)")


def index_entries(document: Mapping[str, Any]) -> tuple[IndexEntry, ...]:
    """Raises ContentError where the list holds no country: an empty list would look like 226 pages gone."""
    links = document.get("links")
    children = links.get("children") if isinstance(links, Mapping) else None
    entries: list[IndexEntry] = []
    for child in children if isinstance(children, list) else []:
        if not isinstance(child, Mapping) or child.get("withdrawn") is True:
            continue
        slug = str(child.get("base_path") or "").rstrip("/").rsplit("/", 1)[-1]
        country = (child.get("details") or {}).get("country") if isinstance(child.get("details"), Mapping) else None
        name = country.get("name") if isinstance(country, Mapping) else None
        if _SLUG.fullmatch(slug):
            entries.append(
                IndexEntry(
                    slug, plain_line(str(name or child.get("title") or slug)), moment(child.get("public_updated_at"))
                )
            )
    if not entries:
        raise ContentError("GOV.UK's list of travel advice holds no country. Nothing was changed.")
    return tuple(entries)


def gone_reason(document: Mapping[str, Any]) -> str:
    """Either "gone" or "withdrawn", and "" for a page that stands."""
    if document.get("schema_name") == "gone" or document.get("document_type") == "gone":
        return "gone"
    notice = document.get("withdrawn_notice")
    return "withdrawn" if isinstance(notice, Mapping) and notice else ""


def entries(value: object, most: int) -> list[Mapping[str, Any]]:
    """The objects of a list that may be null, missing, or hold something else; at most `most`."""
    return [each for each in value[:most] if isinstance(each, Mapping)] if isinstance(value, list) else []


def destination(document: Mapping[str, Any]) -> str | None:
    """The path that a renamed page moved to, "" where it does not say, None for a page that did not move."""
    if document.get("schema_name") != "redirect":
        return None
    redirects = document.get("redirects")
    for each in redirects if isinstance(redirects, list) else []:
        if isinstance(each, Mapping) and isinstance(each.get("destination"), str):
            return str(each["destination"])
    return ""


def travel_advice(document: Mapping[str, Any], country: str, now: datetime | None = None) -> TravelAdvice:
    """One country's page. `now` is aware and stands for the moment of the fetch.

    Raises ContentError, without quoting the page, where it is not a travel advice page or a part has no body.
    """
    details = document.get("details")
    slug = str(document.get("base_path") or "").rstrip("/").rsplit("/", 1)[-1]
    if document.get("schema_name") != "travel_advice" or not isinstance(details, Mapping) or not _SLUG.fullmatch(slug):
        raise ContentError("the page is not travel advice")
    updated = moment(details.get("updated_at")) or moment(document.get("public_updated_at"))
    if updated is None:
        raise ContentError("the page does not say when it was updated")
    raw = details.get("parts")
    if raw is not None and not isinstance(raw, list):
        raise ContentError("the page's parts are not a list")
    parts = [_part(each) for each in (raw or [])[:MOST_PARTS]]
    statuses = details.get("alert_status")
    return TravelAdvice(
        country=country,
        slug=slug,
        title=plain_line(str(document.get("title") or slug)),
        url=f"{ADVICE}/{slug}",
        alert_status=tuple(
            s for s in (statuses if isinstance(statuses, list) else []) if isinstance(s, str) and _ALERT.fullmatch(s)
        ),
        reviewed_at=moment(details.get("reviewed_at")),
        updated_at=updated,
        change_description=re.sub(
            r"(?i)^latest update:\s*", "", plain_line(str(details.get("change_description") or ""))
        ),
        passages=cut(slug, country, parts),
        fetched_at=now or datetime.now(timezone.utc),
        history=change_notes(details.get("change_history"), moment),
    )


def _part(raw: object) -> tuple[Part, str]:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("slug"), str) or not _SLUG.fullmatch(raw["slug"].strip()):
        raise ContentError("a part of the page has no name")
    slug, title = raw["slug"].strip(), plain_line(str(raw.get("title") or raw["slug"]))
    body = raw.get("body")
    if isinstance(body, list):
        body = next(
            (
                each.get("content")
                for each in body
                if isinstance(each, Mapping) and each.get("content_type") == "text/html"
            ),
            None,
        )
    if not isinstance(body, str):
        raise ContentError(f"the part {slug!r} has no body")
    return Part(standard_slug(slug, title), title, part_sections(body)), slug


def moment(value: object) -> datetime | None:
    """An aware time in UTC, or None for anything that is not a time."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(re.sub(r"Z$", "+00:00", value.strip()))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).astimezone(timezone.utc)
