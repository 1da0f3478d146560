"""`users import`: what is wrong is told first, then each row is done, skipped or refused."""

import io
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.errors import InputError
from services.users.bulk.bulk_desk import BulkDesk
from services.users.csv_files.checking.choices import ImportChoices, PasswordSource
from services.users.csv_files.generated_passwords import read_passwords
from services.users.imports.checked_file import check_file
from services.users.imports.import_desk import begin_import
from services.users.new_user import NewUser
from services.users.snapshot.snapshot import Snapshot
from tests.infra_scripts.command_line.users.bad_rows import SECRET
from tests.infra_scripts.command_line.users.user_commands import UserCommands

pytestmark = pytest.mark.engine
HEAD = "username,email,groups,enabled,password\n"
MIXED = f"{HEAD}ann,ann@example.com,staff,false,{SECRET}\nbob,no-address,,,{SECRET}\ncleo,,,,\n"


@pytest.fixture(autouse=True)
def _nobody_is_left(commands: UserCommands) -> Iterator[None]:
    yield
    for name in commands.names():
        commands.people.delete(name)


def document(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def test_a_dry_run_tells_every_error_and_sends_nothing(commands: UserCommands) -> None:
    result = commands("import", "-", "--dry-run", typed=MIXED)

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        (
            'line 3: bob refused: email "no-address": email takes an address such as '
            "name@example.com. Correct the value in the file."
        ),
        (
            "line 4: cleo refused: password: A new user needs a password. "
            "Write one, or let passwords be generated or invitations go out."
        ),
        "stdin, dry run: 1 to create, 2 refused.",
    ]
    assert commands.names() == []


def test_rows_that_are_good_are_imported_though_others_are_refused(
    commands: UserCommands, tmp_path: Path
) -> None:
    path = tmp_path / "result.json"
    result = commands("import", "-", "--json", str(path), "--permanent", typed=MIXED)

    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "stdin, import: 1 done, 2 refused."
    ann = commands.people.get("ann")
    assert (ann.status.value, ann.enabled, ann.email) == ("CONFIRMED", False, "ann@example.com")
    assert commands.people.groups_of("ann") == ("staff",)
    assert commands.names() == ["ann"]
    written = document(path.read_text())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert written["counts"] == {"done": 1, "refused": 2}
    assert [row["result"] for row in written["rows"]] == ["done", "refused", "refused"]
    assert written["rows"][1]["errors"] == [
        {
            "column": "email",
            "value": "no-address",
            "what": "email takes an address such as name@example.com.",
            "hint": "Correct the value in the file.",
        }
    ]
    assert SECRET not in path.read_text() + result.output


def test_the_result_goes_to_stdout_alone_when_it_is_asked_for_there(
    commands: UserCommands,
) -> None:
    result = commands("import", "-", "--dry-run", "--json", "-", typed=MIXED)
    assert document(result.stdout)["counts"] == {"create": 1, "refused": 2}
    assert result.stderr.endswith("stdin, dry run: 1 to create, 2 refused.\n")


@pytest.mark.parametrize(
    ("choice", "ends", "status", "email"),
    [
        ("refuse", "1 refused", 1, "old@example.com"),
        ("skip", "1 nothing to do", 0, "old@example.com"),
        ("update", "1 done", 0, "new@example.com"),
    ],
)
def test_a_user_who_is_there_is_refused_skipped_or_updated_as_chosen(
    commands: UserCommands, choice: str, ends: str, status: int, email: str
) -> None:
    commands.people.create(NewUser(username="bob", password=SECRET, email="old@example.com"))
    text = "username,email\nbob,new@example.com\n"
    result = commands("import", "-", "--on-existing", choice, typed=text)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (status, f"stdin, import: {ends}.")
    assert commands.people.get("bob").email == email
    assert commands("import", "-", "--on-existing", choice, typed=text).exit_code == status


def test_generated_passwords_stand_in_their_file_and_groups_are_made_as_chosen(
    commands: UserCommands, tmp_path: Path
) -> None:
    path, text = tmp_path / "passwords.csv", "username,groups\nann,night\nbob,\n"
    arguments = ("import", "-", "--passwords", "generate", "--passwords-file", str(path))
    refused = commands(*arguments, "--dry-run", typed=text)
    assert "The user pool has no group night." in refused.stdout
    assert not path.exists()

    result = commands(*arguments, "--missing-groups", "create", typed=text)
    assert (result.exit_code, result.stderr) == (0, f"The generated passwords are in {path}.\n")
    assert result.stdout == "Groups created: night.\nstdin, import: 2 done.\n"
    assert set(read_passwords(path)) == {"ann", "bob"}
    again = commands.error(*arguments, typed="username\ncleo\n")
    assert again.message == f"{path} is there already."


def test_disabling_who_is_there_needs_a_reason(commands: UserCommands) -> None:
    commands.people.create(NewUser(username="bob", password=SECRET))
    arguments, text = ("import", "-", "--on-existing", "update"), "username,enabled\nbob,false\n"
    error = commands.error(*arguments, typed=text)
    assert error.hint == "Add --reason TEXT: it stands in the audit log."
    assert commands(*arguments, "--reason", "left", typed=text).exit_code == 0
    assert commands.people.get("bob").enabled is False


def test_an_import_that_was_left_is_gone_on_with_by_the_same_file_and_its_own_choices(
    commands: UserCommands, tmp_path: Path
) -> None:
    path = tmp_path / "many.csv"
    path.write_text("username,password\n" + "".join(f"u{n:03},{SECRET}\n" for n in range(300)))
    desk = BulkDesk(commands.aws, commands.people.user_pool_id)
    snapshot = Snapshot(commands.people, None)
    choices = ImportChoices(is_permanent=True)
    job = begin_import(
        desk, check_file(io.BytesIO(path.read_bytes()), path.name, desk.pool(), snapshot, choices)
    )
    job.leave()
    assert job.wait(60)
    snapshot.close()

    tried = commands("import", str(path), "--dry-run", "--on-existing", "skip")
    assert "Without --dry-run, this command goes on with it." in tried.stderr
    result = commands("import", str(path), "--on-existing", "skip", "--json", "-")
    assert result.exit_code == 0
    assert "Going on with it, with the choices that it was begun with." in result.stderr
    written = document(result.stdout)
    assert (written["job"], written["counts"]) == (job.id, {"done": 300})
    assert written["choices"]["on_existing"] == "refuse"
    states = {user.status.value for user in commands.people.list_page().users}
    assert states == {"CONFIRMED"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["/no/such.csv"], "/no/such.csv cannot be read: No such file or directory. Name a file"),
        (["-", "--passwords", "generate"], "Generated passwords need a file. Add --passwords-file"),
        (["-", "--passwords-file", "p"], "--passwords-file is for generated passwords."),
        (["-", "--passwords", "invite", "--permanent"], "An invitation brings a password that is"),
        (["-", "--json", "/no/such/r.json"], "/no/such/r.json cannot be written."),
        (["-"], "The file has no header. Start from the template."),
    ],
)
def test_what_cannot_be_imported_is_said_in_one_line(
    commands: UserCommands, arguments: list[str], says: str
) -> None:
    error = commands.error("import", *arguments)
    assert isinstance(error, InputError)
    assert error.one_line().startswith(says)


def test_no_sign_of_a_file_steers_the_terminal(commands: UserCommands) -> None:
    text = f'username,email,password\n"x\x1b[31m\u202e",no,{SECRET}\n'
    out = commands("import", "-", "--dry-run", typed=text).stdout
    assert out.startswith('line 2: x\\x1b[31m\\u202e refused: email "no": ')


def test_cognitos_own_job_is_refused_locally_with_the_reason(commands: UserCommands) -> None:
    error = commands.error("import", "-", "--cognito-job", typed=MIXED)
    assert error.one_line() == (
        "Cognito's own import job is not to be had here. The local engine has no import job. "
        "Leave out --cognito-job."
    )
    assert error.exit_status == 1
    assert commands.names() == []


NAMES = (
    *("=1+1", "-5", "+49170", "1.2E+10", "'quoted'", 'a,b"c', "two\nlines"),
    *("زينب", "👩🏽\u200d🚀", "nimda\u202e"),
)


def test_what_is_exported_comes_back_exactly_when_it_is_imported(
    commands: UserCommands, tmp_path: Path
) -> None:
    file, passwords = tmp_path / "all.csv", tmp_path / "passwords.csv"
    for number, name in enumerate(NAMES):
        new = NewUser(username=name, password=SECRET, attributes={"name": name, "nickname": "=x"},
                      groups=("admins", "staff")[: number % 3])  # fmt: skip
        commands.people.create(new)
    commands.people.disable(NAMES[0])
    columns = ("--columns", "username,groups,enabled,name,nickname")
    assert commands("export", str(file), *columns, "--separator", "semicolon").exit_code == 0
    before = commands("export", "-", *columns).stdout
    for name in NAMES:
        commands.people.delete(name)

    arguments = ("--passwords", "generate", "--passwords-file", str(passwords))
    result = commands("import", str(file), *arguments)
    assert (result.exit_code, result.stdout) == (0, "all.csv, import: 10 done.\n")
    assert commands("export", "-", *columns).stdout == before
    assert set(read_passwords(passwords)) == set(NAMES)


def test_an_import_that_goes_on_says_where_its_passwords_are(
    commands: UserCommands, tmp_path: Path
) -> None:
    first, other = tmp_path / "first.csv", tmp_path / "other.csv"
    text = "username\n" + "".join(f"u{n:03}\n" for n in range(300))
    desk = BulkDesk(commands.aws, commands.people.user_pool_id)
    snapshot = Snapshot(commands.people, None)
    choices = ImportChoices(passwords=PasswordSource.GENERATED)
    content = io.BytesIO(text.encode())
    checked = check_file(content, "stdin", desk.pool(), snapshot, choices)
    job = begin_import(desk, checked, passwords_file=first)
    job.leave()
    assert job.wait(60)
    snapshot.close()

    arguments = ("import", "-", "--passwords", "generate", "--passwords-file", str(other))
    result = commands(*arguments, typed=text)
    assert result.exit_code == 0
    assert f"The generated passwords are in {first}." in result.stderr
    assert not other.exists()
