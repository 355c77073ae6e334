"""Caseworkers: passwords, one-time sign-ins, sessions, presence."""
from __future__ import annotations

import re
import secrets

import argon2
from sqlalchemy.exc import IntegrityError

from bot.casework.ports import Caseworker, Session
from bot.errors import BadInput
from bot.store.audit import Audit
from bot.store.engine import SECOND, Transaction, moment
from bot.store.keyring import digest_of_secret

ROLES = ("caseworker", "designer", "manager")
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 1_000
SESSION_HOURS, IDLE_MINUTES = 8, 60
ONE_TIME_HOURS = 24
TRIES, LOCK_MINUTES = 5, 15
TOUCH_SECONDS = 60.0
"""A session's last use is written at most this often."""
PRESENT_EVERY, PRESENT_FOR = 10.0, 60

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_hasher = argon2.PasswordHasher()
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$MIIRqgvgQbgj220jfp0MPA$YfwJSVjtjSU0zzV/P3S9nnQ/USre2wvJMjfCIjrTQbg"
"""A hash to compare with where the name is unknown, so that the time taken tells nothing."""


class People(Audit):
    """The people's half of bot.casework.ports.Casework."""

    def add_user(self, name: str, display_name: str, role: str, password: str | None = None) -> str | None:
        name = name.strip().lower()
        if not _NAME.fullmatch(name):
            raise BadInput("A sign-in name has up to 64 letters, digits, dots or hyphens, "
                           "and begins with a letter or digit.")
        if role not in ROLES:
            raise BadInput(f"The role is one of {', '.join(ROLES)}.")
        if not display_name.strip() or len(display_name) > 128:
            raise BadInput("The name to show has 1 to 128 characters.")
        hashed = None if password is None else _hash(password)
        token = secrets.token_urlsafe(32) if password is None else None
        try:
            with self.database.write() as tx:
                tx.run("INSERT INTO caseworker (name, display_name, role, password_hash, created_at) "
                       "VALUES (:name, :shown, :role, :hash, {now})", name=name, shown=display_name.strip(), role=role,
                       hash=hashed)
                if token is not None:
                    self._add_one_time(tx, name, token)
                self._audit(tx, "operator", "user added", detail=f"{name}, {role}")
        except IntegrityError:
            raise BadInput(f"The name {name} is in use. Choose another one.") from None
        return token

    def one_time_sign_in(self, name: str) -> str:
        name, token = name.strip().lower(), secrets.token_urlsafe(32)
        with self.database.write() as tx:
            if tx.value("SELECT 1 FROM caseworker WHERE name = :name AND disabled = 0", name=name) is None:
                raise BadInput(f"There is no user {name[:64]} who may sign in.")
            tx.run("UPDATE one_time SET used_at = {now} WHERE name = :name AND used_at IS NULL", name=name)
            self._add_one_time(tx, name, token)
            self._audit(tx, "operator", "one-time sign-in made", detail=name)
        return token

    def _add_one_time(self, tx: Transaction, name: str, token: str) -> None:
        tx.run("INSERT INTO one_time (token_hash, name, expires_at) VALUES (:hash, :name, {now} + :valid)",
               hash=digest_of_secret(token), name=name, valid=ONE_TIME_HOURS * 3600 * SECOND)

    def users(self) -> list[Caseworker]:
        with self.database.read() as tx:
            rows = tx.rows("SELECT name, display_name, role, disabled FROM caseworker ORDER BY name")
        return [Caseworker(row["name"], row["display_name"], row["role"], bool(row["disabled"])) for row in rows]

    def disable_user(self, name: str) -> None:
        name = name.strip().lower()
        with self.database.write() as tx:
            if not tx.run("UPDATE caseworker SET disabled = 1 WHERE name = :name", name=name):
                raise BadInput(f"There is no user {name[:64]}.")
            tx.run("DELETE FROM session WHERE name = :name", name=name)
            tx.run("DELETE FROM presence WHERE name = :name", name=name)
            tx.run("UPDATE one_time SET used_at = {now} WHERE name = :name AND used_at IS NULL", name=name)
            self._audit(tx, "operator", "user disabled", detail=name)

    # -- signing in -----------------------------------------------------------------------------------------------
    def sign_in(self, name: str, password: str) -> str | None:
        name = name.strip().lower()
        # what was typed is kept as a keyed hash: people type passwords into the wrong box
        tried = self.sealer.ring.keyed_hash("sign-in", name)
        with self.database.read() as tx:
            locked = self._locked(tx, tried)
            row = tx.row("SELECT password_hash FROM caseworker WHERE name = :name AND disabled = 0", name=name)
        stored = row["password_hash"] if row is not None else None
        # argon2 takes its time: outside of any transaction
        right = _matches(stored or _NOBODY, password[:LONGEST_PASSWORD]) and stored is not None
        with self.database.write() as tx:
            known = name if tx.value("SELECT 1 FROM caseworker WHERE name = :name", name=name) else "unknown"
            if locked or self._locked(tx, tried):
                self._audit(tx, known, "sign-in refused", detail="locked")
                return None
            if not right:
                tx.run("DELETE FROM failed_sign_in WHERE at < {now} - :day", day=86_400 * SECOND)
                tx.run("INSERT INTO failed_sign_in (name, at) VALUES (:name, {now})", name=tried)
                self._audit(tx, known, "sign-in refused", detail="wrong name or password")
                return None
            if not tx.run("UPDATE caseworker SET display_name = display_name WHERE name = :name AND disabled = 0 "
                          "AND password_hash = :hash", name=name, hash=stored):
                return None  # disabled, or the password changed, in between
            tx.run("DELETE FROM failed_sign_in WHERE name = :name", name=tried)
            return self._start_session(tx, name)

    def _locked(self, tx: Transaction, tried: str) -> bool:
        """Five wrong tries within 15 minutes lock the name for 15 minutes after the last of them."""
        lock = LOCK_MINUTES * 60 * SECOND
        times = [row["at"] for row in tx.rows(
            "SELECT at FROM failed_sign_in WHERE name = :name AND at > {now} - :lock ORDER BY at DESC LIMIT 5",
            name=tried, lock=2 * lock)]
        return len(times) == TRIES and times[0] - times[-1] <= lock and times[0] > tx.now() - lock

    def redeem(self, one_time_token: str, new_password: str) -> str | None:
        hashed = _hash(new_password)
        with self.database.write() as tx:
            name = tx.value("UPDATE one_time SET used_at = {now} WHERE token_hash = :hash AND used_at IS NULL "
                            "AND expires_at > {now} RETURNING name", hash=digest_of_secret(one_time_token))
            if name is None or not tx.run("UPDATE caseworker SET password_hash = :hash WHERE name = :name "
                                          "AND disabled = 0", hash=hashed, name=name):
                return None
            tx.run("DELETE FROM session WHERE name = :name", name=name)
            tx.run("DELETE FROM failed_sign_in WHERE name = :name", name=self.sealer.ring.keyed_hash("sign-in", name))
            self._audit(tx, name, "password set", detail="by a one-time sign-in")
            return self._start_session(tx, name)

    def _start_session(self, tx: Transaction, name: str) -> str:
        token = secrets.token_urlsafe(32)
        tx.run("DELETE FROM session WHERE expires_at < {now}")
        tx.run("INSERT INTO session (token_hash, name, created_at, last_seen_at, expires_at) "
               "VALUES (:hash, :name, {now}, {now}, {now} + :valid)", hash=digest_of_secret(token), name=name,
               valid=SESSION_HOURS * 3600 * SECOND)
        self._audit(tx, name, "signed in")
        return token

    def session(self, token: str) -> Session | None:
        token_hash = digest_of_secret(token)
        with self.database.read() as tx:
            row = tx.row("SELECT c.name, c.display_name, c.role, s.expires_at, s.last_seen_at, {now} AS now "
                         "FROM session s JOIN caseworker c ON c.name = s.name WHERE s.token_hash = :hash "
                         "AND s.expires_at > {now} AND s.last_seen_at > {now} - :idle AND c.disabled = 0",
                         hash=token_hash, idle=IDLE_MINUTES * 60 * SECOND)
        if row is None:
            return None
        if row["now"] - row["last_seen_at"] > TOUCH_SECONDS * SECOND:
            with self.database.write() as tx:
                tx.run("UPDATE session SET last_seen_at = {now} WHERE token_hash = :hash", hash=token_hash)
        caseworker = Caseworker(row["name"], row["display_name"], row["role"])
        return Session(caseworker, self.sealer.ring.keyed_hash("csrf", token), moment(row["expires_at"]))

    def sign_out(self, token: str) -> None:
        with self.database.write() as tx:
            name = tx.value("DELETE FROM session WHERE token_hash = :hash RETURNING name", hash=digest_of_secret(token))
            if name is not None:
                if tx.value("SELECT 1 FROM session WHERE name = :name", name=name) is None:
                    tx.run("DELETE FROM presence WHERE name = :name", name=name)
                    self.recently.forget("present", name)
                self._audit(tx, name, "signed out")

    # -- presence -------------------------------------------------------------------------------------------------
    def present(self, caseworker: str) -> None:
        if not self.recently.first_in("present", caseworker, PRESENT_EVERY):
            return
        with self.database.write() as tx:
            tx.run("INSERT INTO presence (name, at) VALUES (:name, {now}) "
                   "ON CONFLICT (name) DO UPDATE SET at = excluded.at", name=caseworker)

    def signed_in(self) -> list[str]:
        with self.database.read() as tx:
            rows = tx.rows("SELECT name FROM presence WHERE at > {now} - :gap ORDER BY name", gap=PRESENT_FOR * SECOND)
        return [row["name"] for row in rows]


def _hash(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise BadInput(f"The password is too short. Use at least {SHORTEST_PASSWORD} characters.")
    if len(password) > LONGEST_PASSWORD:
        raise BadInput(f"The password is too long. Use at most {LONGEST_PASSWORD:,} characters.")
    return _hasher.hash(password.encode("utf-8", "replace"))


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password.encode("utf-8", "replace"))
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False
