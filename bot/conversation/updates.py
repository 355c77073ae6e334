"""Countries that a citizen left for updates, and how each channel lets us tell them. PURE.

What is told is one thing only: that GOV.UK changed a country's alert level. `bot.operations.updates` tells it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.content.ports import ContentChange
from bot.conversation.messages import Reply

MOST_FOLLOWED = 10
"""Countries one conversation may follow: a long journey has fewer, and a list of all 226 is what GOV.UK's emails are
for."""


@dataclass(frozen=True)
class ChannelRule:
    """What a channel allows, and how long a wish for updates is kept there."""

    writes_within: timedelta | None
    """We may write first only for so long after the citizen's last message; None: at any time. What is due later waits
    until they write again."""
    kept_for: timedelta
    """After so long without the citizen being seen the wish is forgotten."""
    lasts: str
    """The phrase (data/phrases.yml) that says so."""
    platform: str = ""
    """Its name, for that phrase."""


_DAY = timedelta(hours=24)
_SEASON = timedelta(days=90)

CHANNEL_RULES: Mapping[str, ChannelRule] = {
    "web": ChannelRule(None, timedelta(days=7), "updates_last_web"),
    "whatsapp": ChannelRule(_DAY, _SEASON, "updates_last_window", "WhatsApp"),
    "messenger": ChannelRule(_DAY, _SEASON, "updates_last_window", "Messenger"),
    "telegram": ChannelRule(None, _SEASON, "updates_last_open"),
    "sms": ChannelRule(None, _SEASON, "updates_last_open"),
}
"""The one place for them.

Web: a conversation can be opened again for 7 days (a resume link's life); after that nobody reads it. WhatsApp's
customer service window and Messenger's standard messaging window are 24 hours after the person's last message; beyond
it WhatsApp takes only templates that were approved, Messenger only what a person writes. A Telegram bot may write to
whoever wrote to it. SMS: until they text STOP, which the network obeys by itself too. 90 days: a visitor's stay in most
countries, and nobody wants to hear for ever about a journey that is over.
"""

UNKNOWN_CHANNEL = ChannelRule(_DAY, timedelta(days=7), "updates_last_window", "This service")
"""The strictest, for a channel that nobody has written a rule for."""


def channel_rule(channel: str) -> ChannelRule:
    """The rule of a conversation's channel."""
    return CHANNEL_RULES.get(channel, UNKNOWN_CHANNEL)


@dataclass(frozen=True)
class Followed:
    """A country that a conversation follows."""

    country: str
    """ISO 3166-1 alpha-2, as the citizen named it."""
    page: str
    """The country whose page of GOV.UK covers it: itself, mostly."""
    since: datetime
    """Aware, UTC."""


@dataclass(frozen=True)
class Untold:
    """A change that one follower has not been told of and may be told of now."""

    conversation_id: str
    country: str
    change: ContentChange


class Updates(Protocol):
    """Wishes for updates, as `bot.store` keeps them. A wish is written with the turn that made it, see
    `bot.conversation.claims.Follow`; erasing or ending a conversation forgets its wishes."""

    def followed(self, conversation_id: str) -> Sequence[Followed]:
        """What the conversation follows, the oldest first."""

    def stop_following(self, conversation_id: str, countries: Sequence[str], notice: Reply, once: str) -> int | None:
        """Outside a turn: forget these countries and say so, in one transaction → the notice's seq.

        None, and nothing is done, where `once` was said before.
        """

    def untold(self, limit: int) -> Sequence[Untold]:
        """At most `limit` changes of alert status to tell, in the order of the changes.

        Only what the channel's rule allows now, and only to who has nothing unanswered: their last word may be "stop".
        """

    def tell(self, untold: Untold, notice: Reply | None) -> int | None:
        """Append the notice and mark the change told, in one transaction → its seq.

        None, and nothing is written, where it was told already, is followed no more, or the citizen's words wait.
        Without a notice the change is only marked.
        """

    def forget_lapsed(self) -> int:
        """Forget the wishes of conversations in which nobody was seen for as long as the channel's rule says → how
        many."""
