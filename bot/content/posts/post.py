"""What GOV.UK says of a British post: its offices, addresses, numbers and hours, and who helps in a country. PURE.

`bot.clients.govuk*` reads the worldwide organisations of GOV.UK into these shapes, `bot.store` keeps them, and
`bot.content` answers from them. Every text here is what GOV.UK wrote, cleaned: plain text without markup where the
docstring says "plain", else the Markdown subset of `Reply.body`. Moments are aware (UTC).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

Kind = Literal["local", "remote", "none", "unknown"]
"""How the UK helps in a country: a post there, a post elsewhere, nobody, or GOV.UK's list does not say."""


class Phone(NamedTuple):
    """One number of an office, as GOV.UK writes it: ("Telephone", "+34 917 146 300")."""

    label: str
    """Plain; "" where the source gives none."""
    number: str
    """Plain, free text: may hold words ("+44 (0)20 7008 5000, press 2")."""


class Form(NamedTuple):
    """A contact form or another page to write to: (title or "", https address)."""

    title: str
    url: str


class Words(NamedTuple):
    """One section of what an office says of its access and opening times."""

    heading: str
    """Plain; "" for the words before the first heading."""
    body: str
    """The Markdown subset of `Reply.body`."""


@dataclass(frozen=True)
class PostContact:
    """One office of a post: a contact joined with the office that it belongs to."""

    title: str
    """Plain: "British Consulate General Madrid"."""
    kind: str = ""
    """The office's type as GOV.UK writes it: "Embassy", "Consulate", "Honorary Consul", "Other"; "" where none."""
    services: tuple[str, ...] = ()
    """Titles of the services as given, plain: "Notarial services"."""
    address: str = ""
    """Plain lines joined by a newline, recipient and street first; without town and postcode. "" where none."""
    locality: str = ""
    """The town, plain; "" where none."""
    postcode: str = ""
    address_country: str = ""
    """ISO code of the country that the address is in, upper case; "" where GOV.UK gives none."""
    phones: tuple[Phone, ...] = ()
    """Telephone numbers; a fax is left out by the reader."""
    emails: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    description: str = ""
    """What the contact says of itself (its `description`), plain, lines kept. Often holds opening hours."""
    sections: tuple[Words, ...] = ()
    """The office's `access_and_opening_times`, cut at its headings; empty where it gives none."""
    url: str = ""
    """The office's own page on GOV.UK; "" where only the post has one."""
    updated_at: datetime | None = None
    """When GOV.UK last changed the office (its `public_updated_at`, else the contact's). None where not said. It is
    the date of the opening hours."""


@dataclass(frozen=True)
class PostPage:
    """An embassy, high commission, consulate or other worldwide organisation, as GOV.UK published it."""

    slug: str
    """The last part of its address: "british-embassy-madrid"."""
    title: str
    """Plain: "British Embassy Madrid"."""
    url: str
    """https://www.gov.uk/world/organisations/<slug>"""
    countries: tuple[str, ...]
    """ISO codes of the world locations that it is for, upper case, as GOV.UK orders them."""
    main: PostContact | None = None
    """The main office; None where GOV.UK names none."""
    offices: tuple[PostContact, ...] = ()
    """The other offices, in GOV.UK's order; never the main one again."""
    updated_at: datetime | None = None
    """The page's `updated_at` (what sync compares)."""
    fetched_at: datetime | None = None

    @property
    def contacts(self) -> tuple[PostContact, ...]:
        """Every office, the main one first."""
        return ((self.main,) if self.main else ()) + self.offices


class Helper(NamedTuple):
    """Who helps, as GOV.UK's list of embassies names them."""

    name: str
    """Plain: "British Embassy Kabul"."""
    url: str
    """Its page on GOV.UK; "" where the list gives none."""
    place: str
    """Town (help in the country) or country (help from elsewhere: "Qatar") as the list writes it; "" where none."""


@dataclass(frozen=True)
class Assistance:
    """Whether the UK helps people in a country from a post there, from elsewhere, or not at all.

    Only what GOV.UK's list of embassies says. A country that the list does not name has no Assistance: it is never
    worked out from anything else.
    """

    country: str
    """ISO code."""
    kind: Kind
    """"unknown" where the list names the country and gives a word that is none of the three."""
    by: tuple[Helper, ...] = ()
    url: str = "https://www.gov.uk/world/embassies"
    checked: datetime | None = None
    """When we last read the list with success."""


class PostSource(Protocol):
    """Where posts come from. `bot.clients` implements it; one object may be used from several threads."""

    def assistance(self) -> Sequence[Assistance]:
        """Every country of the list of embassies. Raises ClientError where it cannot be read, ContentError where it
        makes no sense."""

    def posts(self, country: str) -> Sequence[PostPage]:
        """Every worldwide organisation of one country. Raises ClientError, ContentError as above; nothing in between:
        a country is whole or not at all."""


class PostStore(Protocol):
    """Synced posts. `bot.store` implements it. A change raises `ContentStore.content_version`, so that processes know
    when to read again."""

    def put_posts(self, country: str, posts: Sequence[PostPage]) -> bool:
        """Replace one country's posts in one transaction → whether anything changed (fetched_at apart)."""

    def posts_of(self, country: str) -> Sequence[PostPage]:
        """In GOV.UK's order; empty where none is stored."""

    def all_posts(self) -> Mapping[str, Sequence[PostPage]]:
        """country → its posts, for every country that was ever read with success (an empty list: GOV.UK has none)."""

    def put_assistance(self, found: Sequence[Assistance]) -> bool:
        """Replace the whole list in one transaction → whether anything changed (`checked` apart)."""

    def assistance(self, country: str) -> Assistance | None: ...

    def all_assistance(self) -> Mapping[str, Assistance]: ...
