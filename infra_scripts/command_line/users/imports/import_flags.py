"""What `users import` was asked for, and which of its flags do not go together."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from infra_scripts.command_line.runs.result_files import writable_file
from services.errors import InputError

if TYPE_CHECKING:
    from services.users.csv_files.checking.choices import ImportChoices

_SOURCES = {"column": "column", "generate": "generated", "invite": "invitation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFlags:
    """The flags by their words."""

    is_dry_run: bool
    on_existing: str
    missing_groups: str
    passwords: str
    passwords_file: str | None
    is_permanent: bool
    reason: str

    def require_sense(self) -> None:
        """Raise InputError for flags that do not go together; the cloud is not asked."""
        if self.passwords != "generate" and self.passwords_file:
            raise InputError(
                "--passwords-file is for generated passwords.", hint="Add --passwords generate."
            )
        if self.passwords == "generate" and not (self.passwords_file or self.is_dry_run):
            raise InputError(
                "Generated passwords need a file.",
                hint="Add --passwords-file P; it is written once, readable by you alone.",
            )
        if self.passwords == "invite" and self.is_permanent:
            raise InputError(
                "An invitation brings a password that is changed at the first sign-in.",
                hint="Leave out --permanent.",
            )

    @property
    def passwords_path(self) -> Path | None:
        """Return where generated passwords go, wherever the command is run again from."""
        return writable_file(self.passwords_file).absolute() if self.passwords_file else None

    @property
    def choices(self) -> "ImportChoices":
        from services.users.csv_files.checking.choices import (
            ImportChoices,
            OnExisting,
            OnMissingGroup,
            PasswordSource,
        )

        return ImportChoices(
            on_existing=OnExisting(self.on_existing),
            on_missing_group=OnMissingGroup(self.missing_groups),
            passwords=PasswordSource(_SOURCES[self.passwords]),
            is_permanent=self.is_permanent,
        )
