"""The file of generated passwords: written once, for its owner only, and read again."""

import io
import random
from pathlib import Path

import pytest

from services.errors import InputError, StoredFileError
from services.users.csv_files.checking.choices import ImportChoices, PasswordSource
from services.users.csv_files.checking.import_plan import ImportPlan
from services.users.csv_files.dry_run import dry_run
from services.users.csv_files.generated_passwords import read_passwords, write_passwords
from services.users.csv_files.row_changes import change_of_row
from services.users.passwords import PasswordPolicy, generate_password, unmet_rules
from tests.file_modes import is_private
from tests.services.users.csv_files.pools import a_pool, a_row, stored

SOURCE = random.Random(7)
CHOICES = ImportChoices(passwords=PasswordSource.GENERATED)


def a_plan() -> ImportPlan:
    content = io.BytesIO(b'username,email\n"a,b",a@x.de\nann,b@x.de\nold,c@x.de\n')
    with stored(a_row("old")) as snapshot:
        return dry_run(content, a_pool(), snapshot, CHOICES)


def generate() -> str:
    return generate_password(PasswordPolicy(), SOURCE)


def test_each_user_to_be_created_gets_a_password_that_fits(tmp_path: Path) -> None:
    path = tmp_path / "passwords.csv"
    made = write_passwords(path, a_plan(), generate)
    assert list(made) == ["a,b", "ann"]
    assert [unmet_rules(each, PasswordPolicy()) for each in made.values()] == [(), ()]
    assert is_private(path)
    assert read_passwords(path) == made


def test_the_changes_send_those_passwords(tmp_path: Path) -> None:
    plan = a_plan()
    made = write_passwords(tmp_path / "passwords.csv", plan, generate)
    changes = [change_of_row(row, a_pool(), made) for row in plan.rows]
    sent = [each.calls[0].parameters["TemporaryPassword"] for each in changes if each]
    assert sent == list(made.values())


def test_without_its_password_a_user_is_not_created() -> None:
    with pytest.raises(InputError, match="Without a password"):
        change_of_row(a_plan().rows[0], a_pool())


def test_a_file_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "passwords.csv"
    path.write_text("mine")
    with pytest.raises(InputError, match="is there already"):
        write_passwords(path, a_plan(), generate)
    assert path.read_text() == "mine"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoredFileError):
        read_passwords(tmp_path / "none.csv")
