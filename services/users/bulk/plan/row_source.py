"""RowSource: where the rows of a job come from, and what becomes of each; and the source of an act.

The runner, the journal and the results know sources by this protocol only: an act on a selection,
the undo of a job and the rows of a file are jobs alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from services.users.bulk.acts.act import Act
from services.users.bulk.acts.act_decision import decide
from services.users.bulk.acts.row_decision import RowDecision
from services.users.changes.change import Change
from services.users.one_user.pool_facts import PoolFacts
from services.users.snapshot.question import UserRow


class RowSource(Protocol):
    """The rows of one job, numbered from 1; safe to share between threads."""

    @property
    def label(self) -> str:
        """What is done, for people, such as "Disable"."""

    @property
    def needs_reason(self) -> bool:
        """Whether the audit log has to hold why, since something is taken away."""

    @property
    def deletes(self) -> bool:
        """Whether users are deleted, which asks for the count and the user pool's name."""

    @property
    def needs_groups(self) -> bool:
        """Whether `decide` has to be told the groups that a user is in."""

    @property
    def usernames(self) -> Sequence[str]:
        """The name of each row's user, as Cognito is asked for it."""

    @property
    def first(self) -> Sequence[Change]:
        """What has to be sent before the rows, such as the groups that they need."""

    def as_json(self) -> Mapping[str, Any]:
        """Return what the journal keeps: a "kind", and no password, secret or code."""

    def settled(self, number: int) -> RowDecision | None:
        """Return what becomes of a row whatever Cognito says of its user; None for the others."""

    def decide(self, number: int, known: UserRow | None) -> RowDecision:
        """Return what becomes of the row, for the user as read; None is nobody.

        It is asked for the dry run and again, with the user as Cognito has them then, before
        anything is sent; and once more when an answer was lost. A row that creates a user is also
        asked with None after a lost answer, and returns the same creation.
        """


ACT = "act"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActSource:
    """One act on users by name; a name that stands there twice is one row."""

    act: Act
    pool: PoolFacts
    usernames: tuple[str, ...]

    @property
    def label(self) -> str:
        return self.act.label

    @property
    def needs_reason(self) -> bool:
        return self.act.is_destructive

    @property
    def deletes(self) -> bool:
        return self.act.deletes

    @property
    def needs_groups(self) -> bool:
        return self.act.needs_groups

    @property
    def first(self) -> tuple[Change, ...]:
        return ()

    def as_json(self) -> Mapping[str, Any]:
        return {"kind": ACT, "act": self.act.as_json()}

    def settled(self, number: int) -> RowDecision | None:  # noqa: ARG002 - none is
        return None

    def decide(self, number: int, known: UserRow | None) -> RowDecision:  # noqa: ARG002 - all rows alike
        return decide(self.act, known, self.pool)
