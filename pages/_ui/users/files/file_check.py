"""The check of an uploaded file: made once for the file and its choices, and held with the file."""

import io
from dataclasses import dataclass

import streamlit as st

from pages._ui.page.files.uploads import Upload
from pages._ui.users.bulk.held_plan import bulk_desk
from services.users.bulk.bulk_desk import JobSummary
from services.users.csv_files.checking.choices import ImportChoices
from services.users.csv_files.checking.import_plan import ImportPlan
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


def check_of(upload: Upload, choices: ImportChoices) -> FileCheck | None:
    """Return the check that was made of this file with these choices, None when none was."""
    found = upload.found
    return found if isinstance(found, FileCheck) and found.checked.choices == choices else None


def check_upload(upload: Upload, choices: ImportChoices, users: Snapshot) -> None:
    """Check the file and hold what is found; nothing is sent. Raises InputError and AwsErrors."""
    upload.found = None
    desk = bulk_desk()
    with st.spinner("Looking at each row…"):
        content = io.BytesIO(upload.file.getvalue())
        checked = check_file(content, upload.name, desk.pool(), users, choices)
        found, protected = with_protected(checked, try_import(desk, checked))
        upload.found = FileCheck(
            checked=checked,
            plan=found.plan,
            protected=protected,
            unended=unended_import(desk, checked),
        )
