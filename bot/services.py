"""The composition root: what is behind each port, made once and when first needed.

Importing this module, or making `Services`, connects to nothing.
"""
from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot import fail_points
from bot.conversation.intake import Intake
from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    from bot.casework.alerts import Alerts
    from bot.clients.encoder import Encoder
    from bot.clients.govuk import GovUk
    from bot.clients.govuk_posts import GovUkPosts
    from bot.content.checklists.checklist import Checklists
    from bot.content.facts import Facts
    from bot.content.guides.guide import Guides
    from bot.content.guides.readability import Syllables
    from bot.content.library import Library
    from bot.content.posts.help_abroad import HelpAbroad
    from bot.places.ports import Places
    from bot.store.keyring import KeyRing
    from bot.store.store import Store
    from bot.triage.danger import DangerCues
    from bot.triage.first_replies import FirstReplyTexts
    from bot.triage.languages import Identify


class Services:
    """Everything a process of ours needs, by name."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or read_settings()
        fail_points.configure(self.settings.fail_points)

    @cached_property
    def store(self) -> Store:
        """The conversation log, the cases, users and synced content: one database."""
        from bot.store.store import open_store
        return open_store(self.settings)

    def migrate(self) -> bool:
        """Bring the database to this version → whether anything was done. Raises StartError where that cannot be."""
        from bot.store.migrate import migrate
        return migrate(self.settings.database)

    def make_key(self) -> Path:
        """Make the first encryption key → its file. Raises KeyRingError where there is one already."""
        from bot.store.keyring import make_key
        return make_key(self.settings)

    def holds_words(self) -> bool:
        """Whether the database holds words that were sealed with a key. Needs no key itself."""
        from bot.store.keycheck import holds_words
        return holds_words(self.settings.database)

    def rotate_key(self) -> str:
        """Add a key that writes from now on → its id. Processes that run must be restarted."""
        from bot.store.keyring import rotate
        return rotate(self.settings)

    def key_ring(self) -> KeyRing:
        """Raises KeyRingError where the key file is missing, open to others or damaged."""
        from bot.store.keyring import KeyRing
        return KeyRing.load(self.settings)

    @cached_property
    def places(self) -> Places:
        from bot.places.finder import load_places
        return load_places()

    @cached_property
    def encoder(self) -> Encoder:
        """Texts → vectors; one for the whole process, whoever asks."""
        from bot.clients.encoder import load_encoder
        return load_encoder()

    @cached_property
    def facts(self) -> Facts:
        """Countries, emergency numbers, posts and fees of data/facts."""
        from bot.content.facts import load_facts
        return load_facts()

    @cached_property
    def guides(self) -> Guides:
        from bot.content.guides.guide import load_guides
        return load_guides()

    @cached_property
    def checklists(self) -> Checklists:
        """Personal checklists at the end of a document journey."""
        from bot.content.checklists.checklist import Checklists
        return Checklists(self.facts, self.guides)

    @cached_property
    def library(self) -> Library:
        """Answers questions from synced travel advice, guides and facts."""
        from bot.content.answering.vectors import Vectors
        from bot.content.library import Library
        vectors = Vectors(self.store, lambda: self.encoder)
        return Library(self.store, self.facts, self.guides, self.places, vectors, self.help_abroad)

    @cached_property
    def help_abroad(self) -> HelpAbroad:
        """Answers about embassies and consulates: nearest, open, telephone."""
        from bot.clients.holidays import PublicHolidays
        from bot.content.posts.help_abroad import HelpAbroad
        from bot.places.points import load_points
        return HelpAbroad(self.store, self.facts, self.places, load_points(), PublicHolidays())

    def govuk(self, rate: float = 10.0) -> GovUk:
        """Where travel advice comes from (GOVUK_URL), at `rate` requests a second."""
        from bot.clients.govuk import GovUk
        return GovUk(self.settings.govuk_url, rate=rate)

    def govuk_posts(self, govuk: GovUk) -> GovUkPosts:
        """Where posts come from, over the same client and within its rate. For one run: it remembers what it read."""
        from bot.clients.govuk_posts import GovUkPosts
        return GovUkPosts(govuk, self.facts)

    @cached_property
    def syllables(self) -> Syllables:
        """One English word → its syllables."""
        from bot.clients.syllables import syllables
        return syllables

    @cached_property
    def identify(self) -> Identify:
        """Which language a text in Latin letters is in."""
        from bot.clients.language import LatinLanguages
        return LatinLanguages()

    @cached_property
    def first_replies(self) -> FirstReplyTexts:
        from bot.triage.first_replies import load_first_replies
        return load_first_replies(self.facts)

    @cached_property
    def danger(self) -> DangerCues:
        from bot.triage.danger import DangerCues
        return DangerCues(self.places, self.first_replies)

    @cached_property
    def intake(self) -> Intake:
        return Intake(self.store, self.danger)

    @cached_property
    def alerts(self) -> Alerts:
        from bot.clients.notify import make_alerts
        return make_alerts(self.settings)


_CURRENT: list[Services] = []


def use(services: Services) -> None:
    """Make `services` what `current` gives in this process, in place of any earlier one."""
    _CURRENT[:] = [services]


def current() -> Services:
    """The process's services, for code that a framework calls without any of ours (Rasa's channels and actions).

    Made from the environment where nobody called `use`.
    """
    if not _CURRENT:
        _CURRENT.append(Services())
    return _CURRENT[0]
