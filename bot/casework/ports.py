"""What the desk and the reconciler need from the store. One transaction a method; synchronous; times UTC."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.casework.case import AuditEntry, Case, Note, Resolution, Status
from bot.conversation.messages import Reply


@dataclass(frozen=True)
class Caseworker:
    """Somebody who may sign in at the desk."""

    name: str
    """Sign-in name, lower case; also what cases and the audit record."""
    display_name: str
    role: str
    """`caseworker`, `designer` or `manager`."""
    disabled: bool = False


@dataclass(frozen=True)
class Session:
    """A signed-in browser. The token itself is never stored, only its hash."""

    caseworker: Caseworker
    csrf: str
    expires_at: datetime


@dataclass(frozen=True)
class Overdue:
    """One thing the reconciler must act on."""

    conversation_id: str
    seq: int
    since: datetime
    reference: str | None = None


class Casework(Protocol):
    """Cases, as the desk works on them. Every method that touches a case writes an audit entry."""

    def queue(self, status: Status | None = None) -> list[Case]:
        """Open cases by severity, then by time left against bot.casework.sla; resolved ones only when asked for."""

    def case(self, reference: str, reader: str) -> Case:
        """One case, its card and questions. Audited as read by `reader`. Raises CaseworkError where there is none."""

    def case_of(self, conversation_id: str) -> Case | None:
        """The open case of a conversation, for the citizen's page and the assistant (not audited)."""

    def earlier(self, reference: str) -> list[Case]:
        """Earlier cases of the same conversation, newest first."""

    def take(self, reference: str, caseworker: str) -> None:
        """Start the hand-over: mode becomes caseworker and the assistant's unsent rows are cancelled, at once.

        Raises CaseworkError where the case is not waiting, naming who has it.
        """

    def say(self, reference: str, caseworker: str, body: str, key: str) -> int:
        """The caseworker writes to the citizen → seq. `key` makes a repeated post harmless.

        Raises CaseworkError where this caseworker does not hold the case, BadInput for an empty or too long body.
        """

    def read_up_to(self, reference: str, caseworker: str, seq: int) -> None:
        """The holder's screen has shown the citizen's words up to `seq`; clears `unread`."""

    def hand_back(self, reference: str, caseworker: str, notice: Reply) -> None:
        """Back to the assistant, with `notice` to the citizen; what was said to the caseworker counts as answered."""

    def back_to_queue(self, reference: str, actor: str, notice: Reply | None = None, holder: str | None = None) -> None:
        """The holder is gone: waiting again, mode assistant.

        Raises CaseworkError where nobody holds the case, or somebody else than `holder`, where one is named.
        """

    def resolve(self, reference: str, caseworker: str, resolution: Resolution, note: str = "",
                notice: Reply | None = None) -> None:
        """Close it. Hands the conversation back first where it is held."""

    def add_note(self, reference: str, caseworker: str, body: str) -> None: ...

    def notes(self, reference: str) -> list[Note]: ...

    def update_card(self, reference: str, caseworker: str, entries: Mapping[str, Any]) -> None:
        """A caseworker corrects the handover card; earlier values stay in the audit."""

    def audit(self, reference: str | None = None, limit: int = 500) -> list[AuditEntry]: ...

    def verify_audit(self) -> int:
        """Entries whose chain holds. Raises CaseworkError naming the first that does not."""

    # -- people ---------------------------------------------------------------------------------------------------
    def add_user(self, name: str, display_name: str, role: str, password: str | None = None) -> str | None:
        """Add somebody → a one-time sign-in token (valid 24 h) where no password was given.

        Raises BadInput for a name in use or a password under 12 characters.
        """

    def one_time_sign_in(self, name: str) -> str: ...

    def users(self) -> list[Caseworker]: ...

    def disable_user(self, name: str) -> None:
        """No more sign-in, and every session of theirs ends."""

    def sign_in(self, name: str, password: str) -> str | None:
        """A session token, or None. Five wrong tries in 15 minutes lock the name for 15 minutes; audited."""

    def redeem(self, one_time_token: str, new_password: str) -> str | None:
        """Use a one-time sign-in, set the password → a session token, or None for a used or old one."""

    def session(self, token: str) -> Session | None:
        """A live session (8 hours at most, 60 idle minutes), or None."""

    def sign_out(self, token: str) -> None: ...

    def present(self, caseworker: str) -> None:
        """Their desk page is open now; at most one write in 10 seconds."""

    def signed_in(self) -> list[str]:
        """Names present in the last 60 seconds."""

    # -- the reconciler -------------------------------------------------------------------------------------------
    def unanswered_for(self, seconds: float) -> list[Overdue]:
        """Conversations in mode assistant whose oldest unanswered word is older than that, without an open case."""

    def alerts_due(self) -> list[Case]:
        """Waiting or newly raised P1 cases for which no on-call alert was sent since the last raise."""

    def alert_done(self, reference: str, state: str) -> None:
        """`sent`, `failed` (tried again after 60 s) or `not_configured`."""

    def waiting_p1_for(self, seconds: float) -> list[Case]: ...

    def danger_unheard_for(self, seconds: float) -> list[Overdue]:
        """Danger in caseworker mode after which no caseworker has written for that long."""

    def held_by_absent(self, seconds: float) -> list[Case]:
        """Cases whose holder was last present longer ago than that, while the citizen waits for them."""

    # -- the operator ---------------------------------------------------------------------------------------------
    def assistant_is_off(self) -> str | None:
        """None while it may answer; else the operator's message for citizens ("" where none was written)."""

    def switch_assistant(self, off: bool, actor: str, message: str = "") -> None: ...

    def beat(self, process: str) -> None:
        """`process` is alive; written every 5 seconds by each."""

    def beats(self) -> Mapping[str, datetime]: ...
