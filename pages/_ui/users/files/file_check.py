"""The check of an uploaded file: made once for the file and its choices, and held with the file."""

from dataclasses import dataclass, field
from typing import BinaryIO

from pages._ui.page.files.file_work import begin_work
from pages._ui.page.files.uploads import Upload
from pages._ui.page.script_marks import new_mark
from pages._ui.users.bulk.held_plan import bulk_desk
from services.users.bulk.bulk_desk import BulkDesk, JobSummary
from services.users.csv_files.checking.choices import ImportChoices
from services.users.csv_files.checking.import_plan import ImportPlan
from services.users.csv_files.checking.looked_at import TellLooked
from services.users.imports.checked_file import CheckedFile, check_file
from services.users.imports.import_desk import try_import, unended_import
from services.users.imports.protected_rows import with_protected
from services.users.snapshot.snapshot import Snapshot

KINDS = ("csv", "txt", "tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCheck:
    """`plan` is what was found, with the rows of the users in `protected` as refused ones.

    `unended` is an import of this very file that was begun and has not ended.
    """

    checked: CheckedFile
    plan: ImportPlan
    protected: tuple[str, ...]
    unended: JobSummary | None
    mark: str = field(default_factory=new_mark)


def begin_check(upload: Upload, choices: ImportChoices, users: Snapshot) -> None:
    """Begin to check the file, in the background; nothing is sent. Raises AwsErrors."""
    desk, name = bulk_desk(), upload.name

    def work(content: BinaryIO, tell: TellLooked) -> FileCheck:
        checked = check_file(content, name, desk.pool(), users, choices, tell=tell)
        return _with_job(desk, checked, tell)

    begin_work(upload, choices, "The check", work)


def _with_job(desk: BulkDesk, checked: CheckedFile, tell: TellLooked) -> FileCheck:
    found, protected = with_protected(checked, try_import(desk, checked, tell))
    return FileCheck(
        checked=checked,
        plan=found.plan,
        protected=protected,
        unended=unended_import(desk, checked),
    )
