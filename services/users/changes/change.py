"""A change of the user pool as a value: what is called, what it changes, and whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Facts = Mapping[str, Any]
"""What a change changes, as JSON values by name; never a password, a secret or a code."""


class TargetKind(StrEnum):
    """`JOB`: a change of many users, of which each has a line of its own."""

    USER = "user"
    GROUP = "group"
    JOB = "job"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of cognito-idp (botocore's name); the user pool's id is added when it is sent."""

    operation: str
    parameters: Mapping[str, Any] = field(repr=False)

    @property
    def is_resent_invitation(self) -> bool:
        """Tell whether it makes a new temporary password for a user who is there already."""
        is_resent = self.parameters.get("MessageAction") == "RESEND"
        return self.operation == "admin_create_user" and is_resent


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one user or group, made whole or not at all.

    `action` is a stable word for it, such as "disable"; `label` is what a button says. `calls` are
    sent in order; when a later one fails, `take_back` is sent, so that nothing is half done.
    `before` and `after` are what the audit tells and what an undo compares and puts back: "enabled"
    (a bool), "groups" (a sorted list), "attributes" (a mapping of those that change, None for one
    that is not there). A change that cannot be undone may leave them empty. A `destructive` one
    needs a reason.
    """

    action: str
    label: str
    target: str
    kind: TargetKind = TargetKind.USER
    calls: tuple[Call, ...]
    take_back: tuple[Call, ...] = ()
    before: Facts = field(default_factory=dict)
    after: Facts = field(default_factory=dict)
    is_destructive: bool = False
