"""Act: what a job does to every user of a selection, as a value that a journal can hold."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from services.cloud.masking import is_secret_name
from services.errors import InputError


class ActKind(StrEnum):
    ENABLE = "enable"
    DISABLE = "disable"
    DELETE = "delete"
    SIGN_OUT = "sign_out"
    ADD_GROUPS = "add_groups"
    REMOVE_GROUPS = "remove_groups"
    REPLACE_GROUPS = "replace_groups"
    TEMPORARY_PASSWORD = "temporary_password"  # noqa: S105 - the name of an act
    RESEND = "resend"
    SET_ATTRIBUTE = "set_attribute"
    DELETE_ATTRIBUTE = "delete_attribute"
    VERIFY_EMAIL = "verify_email"


_LABELS = {
    ActKind.ENABLE: "Enable",
    ActKind.DISABLE: "Disable",
    ActKind.DELETE: "Delete",
    ActKind.SIGN_OUT: "Sign out everywhere",
    ActKind.ADD_GROUPS: "Add to groups",
    ActKind.REMOVE_GROUPS: "Take out of groups",
    ActKind.REPLACE_GROUPS: "Replace the groups",
    ActKind.TEMPORARY_PASSWORD: "Set a temporary password",
    ActKind.RESEND: "Resend the invitation",
    ActKind.SET_ATTRIBUTE: "Set an attribute",
    ActKind.DELETE_ATTRIBUTE: "Delete an attribute",
    ActKind.VERIFY_EMAIL: "Mark the e-mail as verified",
}
_DESTRUCTIVE = {
    ActKind.DISABLE,
    ActKind.DELETE,
    ActKind.SIGN_OUT,
    ActKind.REMOVE_GROUPS,
    ActKind.REPLACE_GROUPS,
    ActKind.TEMPORARY_PASSWORD,
    ActKind.DELETE_ATTRIBUTE,
}
_OF_GROUPS = (ActKind.ADD_GROUPS, ActKind.REMOVE_GROUPS, ActKind.REPLACE_GROUPS)
_OF_ATTRIBUTE = (ActKind.SET_ATTRIBUTE, ActKind.DELETE_ATTRIBUTE)


def kind_label(kind: ActKind) -> str:
    """Return what acts of this kind are called, such as "Add to groups"."""
    return _LABELS[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act; `groups` belong to those of groups, `attribute` and `value` to those of one.

    `is_verified` says whether an e-mail address or phone number that is set counts as proven.
    REPLACE_GROUPS without groups takes users out of all. Raises InputError for what no user could
    be given.
    """

    kind: ActKind
    groups: tuple[str, ...] = ()
    attribute: str = ""
    value: str = ""
    is_verified: bool = False

    def __post_init__(self) -> None:
        if self.kind in (ActKind.ADD_GROUPS, ActKind.REMOVE_GROUPS) and not self.groups:
            raise InputError("No group is named.", hint="Choose one or more groups.")
        if self.kind in _OF_ATTRIBUTE and not self.attribute:
            raise InputError("No attribute is named.", hint="Choose an attribute.")
        if self.kind is ActKind.SET_ATTRIBUTE and is_secret_name(self.attribute):
            raise InputError(
                f"{self.attribute} has the name of a secret, which no journal may keep.",
                hint="Set it for one user at a time.",
            )

    @property
    def label(self) -> str:
        """Return what a button says, with what the act is about."""
        names = self.groups if self.kind in _OF_GROUPS else (self.attribute,)
        about = ", ".join(name for name in names if name)
        label = kind_label(self.kind)
        return f"{label}: {about}" if about else label

    @property
    def is_destructive(self) -> bool:
        """Tell whether it takes something away, and so needs a reason."""
        return self.kind in _DESTRUCTIVE

    @property
    def deletes(self) -> bool:
        return self.kind is ActKind.DELETE

    @property
    def needs_groups(self) -> bool:
        """Tell whether the groups that a user is in have to be known for it."""
        return self.kind in _OF_GROUPS or self.deletes

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "groups": list(self.groups)}


def act_from(document: Mapping[str, Any]) -> Act:
    """Return the act that `as_json` gave; raises KeyError, TypeError, ValueError for another."""
    fields = {**document, "kind": ActKind(document["kind"]), "groups": tuple(document["groups"])}
    return Act(**fields)
