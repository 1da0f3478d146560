"""AfterCognito: what is left of an import once Cognito's own job is over, as the rows of a job.

Users whom Cognito made get their groups and are disabled where the file says so. Rows that its file
could not hold, and users who are there already, are imported as usual.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from services.users.bulk.acts.row_decision import RowDecision, nothing, refused
from services.users.bulk.bulk_desk import BulkDesk
from services.users.bulk.journal.row_result import RowOutcome
from services.users.bulk.run.bulk_job import BulkJob
from services.users.changes.change import Change
from services.users.csv_files.checking.choices import OnExisting
from services.users.csv_files.checking.import_plan import CheckedRow
from services.users.csv_files.import_job.job_log import LoggedOutcome, LoggedRow
from services.users.imports.by_cognito.cognito_run import CognitoRun
from services.users.imports.checked_file import CheckedFile
from services.users.imports.import_desk import begin_rows
from services.users.imports.import_report import ImportedRow
from services.users.imports.import_source import ImportSource
from services.users.snapshot.question import UserRow

_MADE = "Cognito's import job made the user."
_GONE = "Cognito's import job made the user, who is not there any more."


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterCognito:
    """It cannot be resumed: who is left then is imported by the same file with updates."""

    base: ImportSource
    run: CognitoRun

    @property
    def label(self) -> str:
        return f"{self.base.label} after Cognito's job"

    @property
    def needs_reason(self) -> bool:
        rows = (row for row in self.base.checked.plan.rows if row.line in self.run.rows)
        return self.base.needs_reason or disables(rows)

    @property
    def deletes(self) -> bool:
        return False

    @property
    def needs_groups(self) -> bool:
        return True

    @property
    def usernames(self) -> tuple[str, ...]:
        return self.base.usernames

    @property
    def first(self) -> tuple[Change, ...]:
        return self.base.first

    def as_json(self) -> Mapping[str, Any]:
        kept = {"kind": "import after Cognito", "cognito_job": self.run.job.id}
        return {**self.base.as_json(), **kept}

    def settled(self, number: int) -> RowDecision | None:
        row = self.base.checked.plan.rows[number - 1]
        logged = self.run.rows.get(row.line)
        if logged and logged.outcome is not LoggedOutcome.SUCCEEDED:
            return refused(f"Cognito's import job {_word(logged)} the user: {logged.why}")
        if logged and not _has_rest(row):
            return nothing(_MADE)
        return self.base.settled(number)

    def decide(self, number: int, known: UserRow | None) -> RowDecision:
        if self.base.checked.plan.rows[number - 1].line not in self.run.rows:
            return self.base.decide(number, known)
        return self._updating().decide(number, known) if known else refused(_GONE)

    def _updating(self) -> ImportSource:
        checked = self.base.checked
        choices = replace(checked.choices, on_existing=OnExisting.UPDATE)
        return replace(self.base, checked=replace(checked, choices=choices))


def begin_rest(
    desk: BulkDesk,
    checked: CheckedFile,
    run: CognitoRun,
    *,
    passwords_file: Path | None = None,
    reason: str = "",
) -> BulkJob:
    """Begin the job of what is left; generated passwords are written for the users it makes.

    Raises what `begin_import` does.
    """
    return begin_rows(
        desk,
        checked,
        lambda base: AfterCognito(base=base, run=run),
        without_password=run.rows,
        passwords_file=passwords_file,
        reason=reason,
    )


def disables(rows: Iterable[CheckedRow]) -> bool:
    """Tell whether a new user of the rows is disabled, which needs a reason after Cognito's job."""
    return any(row.create and row.create.is_disabled for row in rows)


def with_cognitos(rows: Iterable[ImportedRow], run: CognitoRun) -> tuple[ImportedRow, ...]:
    """Return the rows of the job, done where Cognito's own job did all that the file says."""
    return tuple(
        replace(row, result=RowOutcome.DONE.value, reason=_MADE)
        if row.line in run.rows and row.result == RowOutcome.NOTHING.value
        else row
        for row in rows
    )


def _has_rest(row: CheckedRow) -> bool:
    return bool(row.create and (row.create.new.groups or row.create.is_disabled))


def _word(logged: LoggedRow) -> str:
    return "skipped" if logged.outcome is LoggedOutcome.SKIPPED else "failed on"
