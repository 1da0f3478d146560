"""Probe users: made for one run of scenarios and always deleted after it."""

import secrets
import threading
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from infra_scripts.personas.cast import ADMINS
from services.errors import LabError, UserNotFound
from services.users.directory import Directory
from services.users.new_user import NewUser
from services.users.passwords import PasswordPolicy, generate_password
from services.users.user_filter import SearchAttribute, UserFilter

PREFIX = "lab-probe-"
FORGOTTEN_AFTER = timedelta(minutes=15)  # no run lasts longer


class RunOver(LabError):
    """Raised in a scenario that still runs when its run was given up: nothing more is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeUser:
    """A confirmed user with a permanent password."""

    username: str
    password: str = field(repr=False)


class ProbeUsers:
    """Users of one pool, each made when it is first asked for; safe to share between threads."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self._run = secrets.token_hex(4)
        self._made: dict[str, ProbeUser] = {}
        self._tried: list[str] = []
        self._is_over = False
        self._lock = threading.Lock()

    def user(self, role: str) -> ProbeUser:
        """Return the run's user for a role; one named admins is in that group.

        Raises RunOver once the run's users are being removed.
        """
        with self._lock:
            if self._is_over:
                raise RunOver("The run of scenarios has ended.")
            if role not in self._made:
                user = ProbeUser(
                    username=f"{PREFIX}{self._run}-{role}",
                    password=generate_password(PasswordPolicy()),
                )
                # Noted before it is made, so that it is deleted at the end in any case.
                self._tried.append(user.username)
                self.directory.create(
                    NewUser(
                        username=user.username,
                        password=user.password,
                        permanent=True,
                        groups=(ADMINS,) if role == ADMINS else (),
                    )
                )
                self._made[role] = user
            return self._made[role]

    def remove_all(self) -> None:
        """Delete the run's users, except those that are gone already.

        When one cannot be deleted, the others still are; its AwsError is raised at the end.
        """
        with self._lock:  # a user that is being made now is finished first, and then deleted
            self._is_over = True
        with ExitStack() as deletions:
            for username in self._tried:
                deletions.callback(self._delete, username)
        self._made.clear()
        self._tried.clear()

    def remove_forgotten(self, now: datetime | None = None) -> None:
        """Delete users that an earlier, killed run could not delete."""
        before = (now or datetime.now(UTC)) - FORGOTTEN_AFTER
        named = UserFilter(attribute=SearchAttribute.USERNAME, value=PREFIX)
        # Read all pages first: a deletion in between would shift the following ones.
        for user in list(self.directory.users(named)):
            if user.created_at < before:
                self._delete(user.username)

    def _delete(self, username: str) -> None:
        try:
            self.directory.delete(username)
        except UserNotFound:
            return
