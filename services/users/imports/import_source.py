"""ImportSource: the rows of a checked file as the rows of a job."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from services.users.bulk.acts.row_decision import RowDecision, Verdict, nothing, refused
from services.users.changes.change import Change
from services.users.csv_files.checking.cell_error import CellError
from services.users.csv_files.checking.choices import (
    ImportChoices,
    OnExisting,
    OnMissingGroup,
    PasswordSource,
)
from services.users.csv_files.checking.row_decisions import decide_row
from services.users.csv_files.row_changes import change_of_row, group_changes
from services.users.imports.checked_file import CheckedFile
from services.users.snapshot.question import UserRow

IMPORT = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSource:
    """A row is decided again when it is sent, by what Cognito has then.

    `generated` has the passwords by username where they are generated; they stand in the file
    `passwords_file`.
    """

    checked: CheckedFile
    passwords_file: str = ""
    generated: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def label(self) -> str:
        return f"Import {self.checked.name}"

    @property
    def needs_reason(self) -> bool:
        return any(row.update and row.update.is_destructive for row in self.checked.plan.rows)

    @property
    def deletes(self) -> bool:
        return False

    @property
    def needs_groups(self) -> bool:
        return True

    @property
    def usernames(self) -> tuple[str, ...]:
        return tuple(row.username for row in self.checked.plan.rows)

    @property
    def first(self) -> tuple[Change, ...]:
        """The creations of the groups that rows need and the pool does not have."""
        return group_changes(self.checked.plan)

    def as_json(self) -> Mapping[str, Any]:
        return {
            "kind": IMPORT,
            "file": self.checked.name,
            "mark": self.checked.mark,
            "choices": asdict(self.checked.choices),
            "passwords_file": self.passwords_file,
        }

    def settled(self, number: int) -> RowDecision | None:
        errors = self.checked.plan.rows[number - 1].read.errors
        return refused(_words(errors)) if errors else None

    def decide(self, number: int, known: UserRow | None) -> RowDecision:
        checked = self.checked
        row = decide_row(checked.plan.rows[number - 1].read, known, checked.pool, checked.choices)
        if row.errors:
            return refused(_words(row.errors))
        made = self.generated.get(row.username, "") if row.create else ""
        if row.create and not made and checked.choices.passwords is PasswordSource.GENERATED:
            return refused("No password was generated: the user was there when the job began.")
        change = change_of_row(row, checked.pool, self.generated)
        if change is None:
            return nothing(row.why)
        return RowDecision(verdict=Verdict.CHANGE, change=change, password=made)


def choices_from(source: Mapping[str, Any]) -> ImportChoices:
    """Return the choices that a source's `as_json` holds."""
    kept = source["choices"]
    return ImportChoices(
        on_existing=OnExisting(kept["on_existing"]),
        on_missing_group=OnMissingGroup(kept["on_missing_group"]),
        passwords=PasswordSource(kept["passwords"]),
        is_permanent=bool(kept["is_permanent"]),
    )


def _words(errors: tuple[CellError, ...]) -> str:
    """Return each error as sentences that name the column, without its value."""
    return " ".join(f"{_named(error)} {error.hint}" for error in errors)


def _named(error: CellError) -> str:
    is_said = not error.column or error.what.startswith(error.column)
    return error.what if is_said else f"{error.column}: {error.what}"
