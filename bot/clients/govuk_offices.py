"""What GOV.UK's JSON means: world locations, the list of embassies, worldwide organisations and their offices.

Lists may be null, keys missing, numbers free text ("+34 91 714 6300 / +44 20 7008 5000", an e-mail address, "-").
Every text is cleaned and bounded here; what is no text, number or address is left out, and never replaced by a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from bot.clients.govuk_pages import entries, moment
from bot.clients.sanitiser import part_sections, plain_line, plain_lines, safe_address
from bot.content.passages import GOVUK
from bot.content.posts.post import Assistance, Form, Helper, Kind, Phone, PostContact, PostPage, Words
from bot.errors import ContentError

MOST_LOCATIONS = 500
"""GOV.UK has 229."""
MOST_ORGANISATIONS = 60
"""Of one country; France, India and the USA have 10 to 12."""
MOST_OFFICES = 40
MOST_EACH = 20
"""Numbers, addresses or forms of one office."""
LONGEST_TIMES = 60_000
"""Characters of HTML on access and opening times; the longest of 2018 has 7,700."""
ORGANISATION = re.compile(r"/world/organisations/[A-Za-z0-9][A-Za-z0-9-]{0,199}")
OFFICE = re.compile(ORGANISATION.pattern + r"/office/[A-Za-z0-9][A-Za-z0-9-]{0,199}")
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_FAX = re.compile(r"(?i)\bfax|facsimile")
_FEWEST_DIGITS = 3
_Some = TypeVar("_Some")
_KINDS: dict[str, Kind] = {"local": "local", "remote": "remote", "none": "none"}


class Location(NamedTuple):
    """One line of GOV.UK's list of world locations."""

    id: str
    name: str
    slug: str
    iso2: str
    """As GOV.UK writes it, in upper case; "" where it gives none. Not always right: see `bot.clients.govuk_posts`."""


def locations(document: Mapping[str, Any]) -> list[Location]:
    """Raises ContentError where the list holds none."""
    found = [
        Location(_text(each.get("content_id")), name, slug, _text(each.get("iso2")).upper())
        for each in entries(_of(document, "details").get("world_locations"), MOST_LOCATIONS)
        if (name := _text(each.get("name"))) and re.fullmatch(r"[a-z0-9-]{1,100}", slug := _text(each.get("slug")))
    ]
    if not found:
        raise ContentError("GOV.UK's list of world locations holds none")
    return found


def assistance(
    document: Mapping[str, Any], code_of: Callable[[str], str | None], checked: datetime
) -> list[Assistance]:
    """Who helps in each country that the list of embassies names, as far as `code_of` knows its name.

    Two lines about one country that say different things make it "unknown". Raises ContentError where nothing is left.
    """
    found: dict[str, Assistance] = {}
    for each in entries(_of(document, "details").get("world_locations"), MOST_LOCATIONS):
        code = code_of(_text(each.get("name")))
        if code is None:
            continue
        said = each.get("assistance_available")
        kind: Kind = _KINDS.get(said, "unknown") if isinstance(said, str) else "unknown"
        by = tuple(
            Helper(name, _page_url(row.get("path"), ORGANISATION), _text(row.get("locality") or row.get("country")))
            for row in (
                *entries(each.get("organisations_with_embassy_offices"), MOST_ORGANISATIONS),
                *entries([each.get("remote_office")], 1),
            )
            if (name := _text(row.get("name")))
        )
        known = found.get(code)
        if known is not None:
            kind, by = (kind if kind == known.kind else "unknown"), tuple(dict.fromkeys((*known.by, *by)))
        found[code] = Assistance(code, kind, by, checked=checked)
    if not found:
        raise ContentError("GOV.UK's list of embassies holds no country")
    return list(found.values())


def organisation_paths(document: Mapping[str, Any]) -> list[str]:
    """The addresses in one page of a search."""
    results = entries(document.get("results"), MOST_ORGANISATIONS)
    return [link for each in results if isinstance(link := each.get("link"), str) and ORGANISATION.fullmatch(link)]


def lacking_offices(organisation: Mapping[str, Any]) -> list[str]:
    """Addresses of the offices whose type and services are not in the organisation's own page.

    GOV.UK embeds an office's opening times there, but its type and services only where the office has a page.
    """
    return [
        path
        for office in _offices(organisation).values()
        if not {"type", "services"} <= set(_of(office, "details"))
        and isinstance(path := office.get("base_path"), str)
        and OFFICE.fullmatch(path)
    ]


def post_page(
    organisation: Mapping[str, Any],
    offices: Mapping[str, Mapping[str, Any]],
    code_of_location: Callable[[Mapping[str, Any]], str | None],
    code_of: Callable[[str], str | None],
    fetched_at: datetime,
) -> PostPage:
    """One organisation. `offices`: the pages of its offices by address, as far as there are any.

    Raises ContentError, without quoting the page, where it is no worldwide organisation.
    """
    path = organisation.get("base_path")
    if (
        organisation.get("schema_name") != "worldwide_organisation"
        or not isinstance(path, str)
        or not ORGANISATION.fullmatch(path)
        or not isinstance(organisation.get("details"), Mapping)
    ):
        raise ContentError("the page is no worldwide organisation")
    title = _text(organisation.get("title"))
    if not title:
        raise ContentError("the organisation has no name")
    links = _of(organisation, "links")
    mains = [_text(each.get("content_id")) for each in entries(links.get("main_office"), 1)]
    main: PostContact | None = None
    others: list[PostContact] = []
    for office, contact in _joined(organisation):
        embedded_path = _text(office.get("base_path"))
        read = _contact(contact, {**office, **offices.get(embedded_path, {})}, title, code_of)
        if main is None and mains and office.get("content_id") == mains[0]:
            main = read
        else:
            others.append(read)
    codes = [code_of_location(each) for each in entries(links.get("world_locations"), MOST_LOCATIONS)]
    return PostPage(
        path.rsplit("/", 1)[-1],
        title,
        GOVUK + path,
        tuple(dict.fromkeys(code for code in codes if code)),
        main,
        tuple(others),
        moment(organisation.get("updated_at")) or moment(organisation.get("public_updated_at")),
        fetched_at,
    )


def _offices(organisation: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The offices that an organisation's page embeds, by id, the main one first."""
    links = _of(organisation, "links")
    embedded = (*entries(links.get("main_office"), 1), *entries(links.get("home_page_offices"), MOST_OFFICES))
    return {
        _text(each["content_id"]): each
        for each in embedded
        if each.get("withdrawn") is not True and isinstance(each.get("content_id"), str)
    }


def _joined(organisation: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Office and contact, joined by the page's associations; contacts that nothing joins stand alone.

    An office that no association names brings the contact embedded in it. A contact may stand in two languages: the
    English one is taken.
    """
    offices, contacts = _offices(organisation), {}
    for each in entries(_of(organisation, "links").get("contacts"), 2 * MOST_OFFICES):
        id = _text(each.get("content_id"))
        if each.get("withdrawn") is not True and (id not in contacts or each.get("locale") == "en"):
            contacts[id] = each
    pairs: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = []
    named: set[str] = set()
    used: set[str] = set()
    for each in entries(_of(organisation, "details").get("office_contact_associations"), MOST_OFFICES):
        office, contact = _text(each.get("office_content_id")), _text(each.get("contact_content_id"))
        if contact in contacts and office not in named:
            pairs.append((offices.get(office, {}), contacts[contact]))
            named.add(office)
            used.add(contact)
    for id, office_page in offices.items():
        embedded = entries(_of(office_page, "links").get("contact"), 1)
        if id not in named and embedded:
            pairs.append((office_page, embedded[0]))
            used.add(_text(embedded[0].get("content_id")))
    pairs += [({}, contact) for id, contact in contacts.items() if id not in used]
    return pairs[:MOST_OFFICES]


def _contact(
    contact: Mapping[str, Any], office: Mapping[str, Any], post: str, code_of: Callable[[str], str | None]
) -> PostContact:
    said, of_office = _of(contact, "details"), _of(office, "details")
    address = next(
        (each for each in entries(said.get("post_addresses"), MOST_EACH) if any(map(_text, each.values()))), {}
    )
    lines = plain_lines("\n".join(_lines(address.get(name)) for name in ("title", "street_address", "region")))
    iso2 = _text(address.get("iso2_country_code")).upper()
    phones, emails, forms = _ways(said)
    times = of_office.get("access_and_opening_times")
    return PostContact(
        title=_text(said.get("title")) or _text(contact.get("title")) or _text(office.get("title")) or post,
        kind=_text(of_office.get("type")),
        services=_unique(_text(each.get("title")) for each in entries(of_office.get("services"), 2 * MOST_EACH)),
        address="\n".join(line for line in lines.splitlines() if line),
        locality=_text(address.get("locality")),
        postcode=_text(address.get("postal_code")),
        address_country=iso2
        if re.fullmatch(r"[A-Z]{2}", iso2)
        else code_of(_text(address.get("world_location"))) or "",
        phones=phones,
        emails=emails,
        forms=forms,
        description=_lines(said.get("description")),
        sections=tuple(
            Words(section.heading, section.body)
            for section in (part_sections(times[:LONGEST_TIMES]) if isinstance(times, str) else ())
        ),
        url=_page_url(office.get("base_path"), OFFICE),
        updated_at=moment(office.get("public_updated_at")) or moment(contact.get("public_updated_at")),
    )


def _ways(said: Mapping[str, Any]) -> tuple[tuple[Phone, ...], tuple[str, ...], tuple[Form, ...]]:
    """Numbers, e-mail addresses and forms of a contact, each where it belongs whatever field it was typed into."""
    phones: list[Phone] = []
    emails: list[str] = []
    forms: list[Form] = []
    for each in entries(said.get("phone_numbers"), MOST_EACH):
        label, number = _label(each.get("title")), _text(each.get("number"))
        if "@" in number:
            emails += _EMAIL.findall(number)
        elif re.match(r"(?i)https?://", number):
            forms += _form(label, number)
        elif len(re.findall(r"\d", number)) >= _FEWEST_DIGITS and not _FAX.search(label):
            phones.append(Phone(label, number))
    for each in entries(said.get("email_addresses"), MOST_EACH):
        emails += _EMAIL.findall(_text(each.get("email")))
    for each in entries(said.get("contact_form_links"), MOST_EACH):
        forms += _form(_label(each.get("title")), each.get("link"))
    return _unique(phones), _unique(emails), _unique(forms)


def _form(title: str, link: object) -> list[Form]:
    """None where the address is not one of the web. GOV.UK's own are https, whatever was typed."""
    if not isinstance(link, str):
        return []
    address = safe_address(link)
    parts = urlsplit(address)
    if parts.scheme == "http" and parts.hostname and f".{parts.hostname}".endswith(".gov.uk"):
        address = "https" + address[len("http") :]
    return [Form(title, address)] if address.startswith("https://") else []


def _unique(values: Iterable[_Some]) -> tuple[_Some, ...]:
    """Without repetition and without what is empty, at most MOST_EACH (there are 11 services in all)."""
    return tuple(dict.fromkeys(value for value in values if value))[:MOST_EACH]


def _page_url(path: object, pattern: re.Pattern[str]) -> str:
    return GOVUK + path if isinstance(path, str) and pattern.fullmatch(path) else ""


def _of(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object under `name`; empty where there is none."""
    found = value.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(value: object) -> str:
    """One plain line; "" for anything that is no text."""
    return plain_line(value)[:500] if isinstance(value, str) else ""


def _lines(value: object) -> str:
    return plain_lines(value) if isinstance(value, str) else ""


def _label(value: object) -> str:
    return _text(value).rstrip(": ").strip()

