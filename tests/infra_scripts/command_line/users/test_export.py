"""`users export` and `users template`: whom, which columns, and a file that is whole or none."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.errors import InputError, LabError
from services.users.new_user import NewUser
from tests.infra_scripts.command_line.users.bad_rows import SECRET
from tests.infra_scripts.command_line.users.user_commands import UserCommands

pytestmark = pytest.mark.engine


@pytest.fixture(autouse=True, scope="module")
def _people(commands: UserCommands) -> Iterator[None]:
    for name, groups in (("ann", ("admins",)), ("bob", ("staff",)), ("=1+1", ())):
        email = f"{name.strip('=')}@example.com"
        commands.people.create(NewUser(username=name, password=SECRET, email=email, groups=groups))
    commands.people.disable("bob")
    yield
    for name in commands.names():
        commands.people.delete(name)


@pytest.mark.parametrize(
    ("flags", "lines"),
    [
        pytest.param([], ['"\'=1+1"', '"ann"', '"bob"'], id="everybody"),
        pytest.param(["--descending"], ['"bob"', '"ann"', '"\'=1+1"'], id="the other way round"),
        pytest.param(["--sort", "email"], ['"\'=1+1"', '"ann"', '"bob"'], id="by an attribute"),
        pytest.param(["--filter", "group=admins"], ['"ann"'], id="a filter"),
        pytest.param(
            ["--filter", "group=admins&group=staff", "--filter", "enabled=Disabled"],
            ['"bob"'],
            id="two filters",
        ),
        pytest.param(
            ["--filter", "http://localhost:8501/users?admin_users_text=nn&admin_users_page=1"],
            ['"ann"'],
            id="an address",
        ),
    ],
)
def test_an_export_has_whom_the_filters_find_in_order(
    commands: UserCommands, flags: list[str], lines: list[str]
) -> None:
    result = commands("export", "-", "--columns", "username", *flags)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == ['"username"', *lines]


def test_columns_separator_and_the_format_are_chosen(commands: UserCommands) -> None:
    csv = commands("export", "-", "--columns", "groups, username", "--separator", "semicolon")
    assert csv.stdout.splitlines()[:2] == ['"groups";"username"', '"";"\'=1+1"']
    lines = commands("export", "-", "--columns", "username,email", "--format", "jsonl").stdout
    assert json.loads(lines.splitlines()[1]) == {
        "username": "ann",
        "attributes": {"email": "ann@example.com"},
    }


def test_a_file_is_private_marked_for_excel_and_replaced_only_by_force(
    commands: UserCommands, tmp_path: Path
) -> None:
    path = tmp_path / "users.csv"
    result = commands("export", str(path), "--columns", "username")
    assert result.stdout.startswith(f"3 users are in {path}.\nWhat no file can carry: passwords, ")
    assert path.read_bytes() == b'\xef\xbb\xbf"username"\r\n"\'=1+1"\r\n"ann"\r\n"bob"\r\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o600

    assert commands.error("export", str(path)).one_line() == (
        f"{path} is there already. Add --force to replace it."
    )
    link = tmp_path / "link.jsonl"
    link.symlink_to(path)
    assert commands("export", str(link), "--force").exit_code == 0
    assert link.is_symlink()
    assert path.read_text().startswith('{"username": "=1+1", ')
    assert sorted(tmp_path.iterdir()) == [link, path]


def test_a_file_that_cannot_be_made_whole_is_not_there(
    commands: UserCommands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from services.users.snapshot import snapshot

    def torn(*_: object) -> Iterator[object]:
        raise LabError("The disk went away.")
        yield

    path = tmp_path / "users.csv"
    path.write_text("before")
    monkeypatch.setattr(snapshot, "stream_users", torn)
    commands.error("export", str(path), "--force")
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-", "--filter", "group=admns"], "There is no group 'admns'. There is admins."),
        (["-", "--filter", "where=emal"], "There is no field to search in 'emal'. There is email."),
        (["-", "--columns", "custom:x"], "There is no column 'custom:x'."),
        (["-", "--sort", "usernam"], "There is no field to sort by 'usernam'."),
        (["-", "--filter", "stats=x"], "There is no filter 'stats'."),
        (["/no/such/folder/x.csv"], "/no/such/folder/x.csv cannot be written."),
        (["x.jsonl", "--no-bom"], "--separator, --decimal and --no-bom are for CSV."),
    ],
)
def test_what_cannot_be_exported_is_said_in_one_line(
    commands: UserCommands, arguments: list[str], says: str
) -> None:
    error = commands.error("export", *arguments)
    assert isinstance(error, InputError)
    assert error.one_line().startswith(says)


def test_the_template_is_the_pools_and_can_be_imported_as_it_is(
    commands: UserCommands, tmp_path: Path
) -> None:
    path = tmp_path / "new.csv"
    result = commands("template", str(path))
    assert result.exit_code == 0
    assert f"users import {path} --dry-run" in result.stdout
    assert path.read_text(encoding="utf-8-sig").startswith("username,password,groups,enabled,")
    tried = commands("import", str(path), "--dry-run")
    assert (tried.exit_code, tried.stdout) == (0, "new.csv, dry run: no rows.\n")
    assert commands("template").stdout.lstrip("\ufeff") == path.read_text(encoding="utf-8-sig")
