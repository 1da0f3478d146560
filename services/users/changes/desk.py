"""The desk: every change of the user pool goes through it, and through the audit log."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from services.cloud.aws import Aws
from services.errors import AwsError, InputError, LabError, PlanRefused
from services.settings import Settings
from services.users.changes.audit.actor import actor_of
from services.users.changes.audit.book import AuditBook
from services.users.changes.audit.entry import Actor, AuditOutcome
from services.users.changes.change import Change, TargetKind
from services.users.changes.protection import Protection, files_version, is_creation, naming_files
from services.users.changes.put_facts import GROUPS
from services.users.changes.sending import Delivery
from services.users.directory import Directory, UserSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPart:
    """Which part of a job a change is, and the user whom the job has just read for it."""

    job: str = ""
    entry_id: str = ""
    known: UserSummary | None = None


_ALONE = JobPart()


class Desk:
    """Makes changes to one user pool; safe to share between threads."""

    def __init__(self, aws: Aws, user_pool_id: str) -> None:
        self._aws = aws
        self.user_pool_id = user_pool_id
        self.book = AuditBook(aws.settings, user_pool_id)
        self.directory = Directory(aws, user_pool_id)
        self._files = naming_files(aws.settings)
        self._protection: Protection | None = None

    def do(
        self,
        change: Change,
        *,
        reason: str = "",
        undoes: str = "",
        part: JobPart = _ALONE,
    ) -> None:
        """Send the change's calls; when a later one fails, take the earlier ones back and raise.

        It is written down before and after, whatever comes of it; `undoes` is the id of the change
        that this one puts back, and `part` says which one of a job it is. Raises InputError when a
        destructive change has no reason, PlanRefused for a protected user and for one who is in
        other groups by now, StoredFileError when it cannot be written down: then nothing was sent.
        """
        reason = " ".join(reason.split())
        user = part.known or self._user_of(change)
        entry = self.book.entry(
            change,
            actor=self.actor,
            reason=reason,
            undoes=undoes,
            entry_id=part.entry_id,
            job=part.job,
            sub=user.sub if user else "",
        )
        self.book.begin(entry)
        sending = Delivery(self._aws, self.directory)
        try:
            self._refuse_without(reason, change)
            self.protection().refuse(change, is_undo=bool(undoes), known=user)
            if not part.known:
                self._refuse_moved_on(change)
            sending.send(change)
        except LabError as error:
            outcome = sending.outcome_of(error)
            code = str(error.facts.get("code") or type(error).__name__)
            calls = tuple(sending.calls)
            self.book.finish(entry, change, outcome, calls, code=code, message=error.message)
            raise
        self.book.finish(entry, change, AuditOutcome.DONE, tuple(sending.calls))

    def refuse(self, change: Change, *, is_undo: bool = False) -> None:
        """Raise PlanRefused when the change is one that its user is protected from."""
        self.protection().refuse(change, is_undo=is_undo)

    @property
    def settings(self) -> Settings:
        return self._aws.settings

    @cached_property
    def actor(self) -> Actor:
        """Return who makes the changes, in the operating system and for AWS."""
        return actor_of(self._aws)

    def protection(self) -> Protection:
        """Return what tells whom changes may not touch, as the files say it now."""
        version = files_version(self._files)
        kept = self._protection
        if kept is None or kept.version != version:
            kept = Protection(self._aws, self.user_pool_id, self.actor, version)
            self._protection = kept
        return kept

    def _user_of(self, change: Change) -> UserSummary | None:
        """Ask Cognito whom the change is about: a name may be another user's later."""
        if change.kind is TargetKind.USER and change.calls and not is_creation(change):
            with suppress(AwsError):  # whatever it is, the change itself meets it again
                return self.directory.get(change.target)
        return None

    def _refuse_moved_on(self, change: Change) -> None:
        """Raise PlanRefused where the user is in other groups than when the page was drawn."""
        if change.kind is not TargetKind.USER or GROUPS not in change.before:
            return
        now = self.directory.groups_of(change.target)
        if sorted(now) != sorted(change.before[GROUPS]):
            raise PlanRefused(
                f"{change.target} is in other groups now: {', '.join(now) or 'none'}.",
                hint="Somebody changed them since the page was drawn: look at them and try again.",
            )

    def _refuse_without(self, reason: str, change: Change) -> None:
        if change.is_destructive and not reason:
            raise InputError(
                f"{change.label} needs a reason.", hint="Type why: it stands in the audit log."
            )
