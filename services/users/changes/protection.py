"""Protected users: those whom no change through the desk may take away or lock out.

They are the test users that the demos need, the operator's own user, and those whom the file
`protected_users.txt` names, one a line.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from services.cloud.aws import Aws
from services.errors import PlanRefused, StoredFileError, UserNotFound
from services.home.personas import Persona, load_personas
from services.home.stored_files import refuse_pipe, unusable
from services.settings import Settings
from services.users.changes.audit.entry import Actor
from services.users.changes.change import Call, Change, TargetKind
from services.users.changes.put_facts import ENABLED, GROUPS
from services.users.directory import Directory, UserSummary

# A forgotten password is set with a code that goes to one of them.
_ADDRESSES = frozenset({"email", "phone_number"})
_MARKS = tuple(f"{address}_verified" for address in sorted(_ADDRESSES))
_REMARK = re.compile(r"(^|\s)#.*")  # a name may have the sign within it
_GUARDED = {
    "admin_delete_user": "be deleted",
    "admin_disable_user": "be disabled",
    "admin_remove_user_from_group": "be taken out of a group",
    "admin_reset_user_password": "have the password reset",
    "admin_set_user_mfa_preference": "have the MFA changed",
    "admin_set_user_password": "get another password",
}


class Protection:
    """Tells whether a change is one that a user is protected from; each file is read once."""

    def __init__(self, aws: Aws, user_pool_id: str, actor: Actor, version: object = None) -> None:
        """`version` is that of the files, for whoever keeps this and asks again."""
        self.version = version
        self._settings = aws.settings
        self._directory = Directory(aws, user_pool_id)
        self._actor = actor

    def refuse(
        self, change: Change, *, is_undo: bool = False, known: UserSummary | None = None
    ) -> None:
        """Raise PlanRefused when it is; asks Cognito for the user's other names first.

        It does not ask where the user is `known`, as just read. An undo may do to a test user what
        puts it back into its own state. Deleting a group takes each member out: all are read.
        Raises StoredFileError when a file that names protected users cannot be read: nothing is
        changed then.
        """
        if change.kind is TargetKind.GROUP:
            self._refuse_end_of_group(change)
        taken = guarded(change)
        if not taken:
            return
        names = self._names(change, known)
        for reason, hint in self._reasons(names, change if is_undo else None):
            raise PlanRefused(f"{change.target} cannot {taken} here: {reason}", hint=hint)

    def refusal(self, change: Change, user: UserSummary) -> str:
        """Return why the change cannot be made to this user, "" when it can; asks Cognito nothing.

        Raises StoredFileError when a file that names protected users cannot be read.
        """
        taken = guarded(change)
        reasons = self._reasons(_names_of(user)) if taken else ()
        sentences = (f"This user cannot {taken} here: {why} {hint}" for why, hint in reasons)
        return next(sentences, "")

    def _refuse_end_of_group(self, change: Change) -> None:
        """Raise PlanRefused where deleting the group takes out of it who may not be taken out."""
        if not any(call.operation == "delete_group" for call in change.calls):
            return
        name = change.target
        if any(name in persona.groups for persona in self._personas.values()):
            raise PlanRefused(
                f"{name} stays: the test users of the demos are in it.",
                hint="Delete a group of your own.",
            )
        for user in self._directory.members(name):
            for reason, hint in self._reasons(_names_of(user)):
                raise PlanRefused(
                    f"{name} cannot be deleted here: {user.username} is in it, and cannot be taken "
                    f"out of a group here: {reason}",
                    hint=hint,
                )

    @cached_property
    def _personas(self) -> dict[str, Persona]:
        return {_folded(each.username): each for each in load_personas(self._settings)}

    @cached_property
    def _named(self) -> set[str]:
        return protected_names(self._settings)

    def _names(self, change: Change, known: UserSummary | None) -> set[str]:
        """Return every name Cognito would take for these users, for comparing without case."""
        given = {change.target, *(str(call.parameters["Username"]) for call in change.calls)}
        names = {_folded(name) for name in given if name}
        if known and names == {_folded(known.username)}:
            return names | _names_of(known)
        for name in given:
            with suppress(UserNotFound):
                names |= _names_of(self._directory.get(name))
        return names

    def _reasons(self, names: set[str], undo: Change | None = None) -> Iterator[tuple[str, str]]:
        personas = [self._personas[name] for name in names & self._personas.keys()]
        if personas and not (undo and all(puts_back(each, undo) for each in personas)):
            yield (
                "it is a test user that the demos need.",
                "Create a user to try it on. Reset on the Overview page puts a test user back.",
            )
        if names & own_names(self._actor):
            yield "it is your own user.", "Ask another administrator to do it."
        if names & self._named:
            yield (
                "it is a protected user.",
                f"Take the name out of {self._settings.protected_users_path} first.",
            )


def guarded(change: Change) -> str:
    """Return what the change does that users are protected from, "" when it is nothing.

    What belongs to the creation of a user is none: there is nobody yet.
    """
    if change.kind is not TargetKind.USER or not change.calls or is_creation(change):
        return ""
    return next((words for call in change.calls if (words := _guarded_call(call))), "")


def puts_back(persona: Persona, change: Change) -> bool:
    """Tell whether what the change leaves is what the test user was seeded with, all of it."""
    seeded = {ENABLED: persona.enabled, GROUPS: sorted(persona.groups)}
    return all(name in seeded and seeded[name] == it for name, it in change.after.items())


def own_names(actor: Actor) -> set[str]:
    """Return the operator's names: of the system, and the last part of AWS's identity.

    An assumed role's is its session, which IAM Identity Center names after the user
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
    """
    identity = actor.aws_identity.rpartition("/")[2] if "/" in actor.aws_identity else ""
    return {_folded(name) for name in (actor.os_user, identity) if name}


def naming_files(settings: Settings) -> tuple[Path, ...]:
    """Return the files that name protected users."""
    return settings.personas_path, settings.protected_users_path


def files_version(files: tuple[Path, ...]) -> tuple[object, ...]:
    """Return what is another once one of the files was written again."""
    return tuple(map(_version, files))


def _version(path: Path) -> tuple[int, ...]:
    try:
        now = path.stat()
    except OSError:  # whoever reads it says why
        return ()
    return now.st_ino, now.st_mtime_ns, now.st_size


def protected_names(settings: Settings) -> set[str]:
    """Return the names in the file: one a line, ` #` begins a remark; none without the file."""
    path = settings.protected_users_path
    try:
        refuse_pipe(path)
        lines = path.read_text(encoding="utf-8-sig").splitlines()  # Windows' editors mark UTF-8
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise unusable(path, error, "read") from error
    except ValueError as error:
        raise StoredFileError(f"{path} is no text.", hint="Write one name a line.") from error
    return {name for line in lines if (name := _folded(_REMARK.sub("", line)))}


def _names_of(user: UserSummary) -> set[str]:
    return {_folded(name) for name in (user.username, user.email, user.sub) if name}


def is_creation(change: Change) -> bool:
    """Tell whether the change begins by making its user."""
    first = change.calls[0]
    return first.operation == "admin_create_user" and not first.is_resent_invitation


def _guarded_call(call: Call) -> str:
    word = "admin_set_user_password" if call.is_resent_invitation else call.operation
    if word in _GUARDED:
        return _GUARDED[word]
    if _ADDRESSES & _written(call):
        return "get another address"
    return "have an address marked as not verified" if _unmarks(call) else ""


def _unmarks(call: Call) -> bool:
    """Tell whether an address counts as proven no longer: no code of a password goes there then."""
    values = {each["Name"]: each["Value"] for each in call.parameters.get("UserAttributes", ())}
    deleted = call.parameters.get("UserAttributeNames", ())
    return any(mark in deleted or values.get(mark) == "false" for mark in _MARKS)


def _written(call: Call) -> set[str]:
    """Return the names of the attributes that the call sets or deletes."""
    changed = (each["Name"] for each in call.parameters.get("UserAttributes", ()))
    return {*changed, *call.parameters.get("UserAttributeNames", ())}


def _folded(name: str) -> str:
    """Return the name for comparing: without case, and an accent is a sign or two, as it came."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name.strip()).casefold())
