"""`users create|disable|enable|delete|groups|jobs`: each user's end, its reason, and exit 1."""

from collections.abc import Iterator

import pytest

from services.errors import InputError, PlanRefused, UserExists
from services.users.bulk.acts.act import Act, ActKind
from services.users.bulk.bulk_desk import BulkDesk
from services.users.changes.audit.book import AuditBook
from services.users.new_user import NewUser
from tests.infra_scripts.command_line.users.bad_rows import SECRET
from tests.infra_scripts.command_line.users.user_commands import UserCommands

pytestmark = pytest.mark.engine
WHY = ("--reason", "left the team")


@pytest.fixture(autouse=True)
def _people(commands: UserCommands) -> Iterator[None]:
    for name in ("ann", "bob", "guarded"):
        commands.people.create(NewUser(username=name, password=SECRET, groups=("staff",)))
    protected = commands.aws.settings.protected_users_path
    protected.parent.mkdir(exist_ok=True)
    protected.write_text("guarded\n")
    yield
    protected.unlink()
    for name in commands.names():
        commands.people.delete(name)


def test_users_are_disabled_and_enabled_and_the_protected_one_is_named(
    commands: UserCommands,
) -> None:
    tried = commands("disable", "ann", "guarded", "nobody", "--dry-run")
    assert (tried.exit_code, commands.people.get("ann").enabled) == (1, True)
    result = commands("disable", "ann", "guarded", "nobody", *WHY)

    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert lines[0] == "done     ann"
    assert lines[1].startswith("refused  guarded  guarded cannot be disabled here: it is a prot")
    assert lines[2:] == ["refused  nobody   Cognito has no such user.", "1 done, 2 refused."]
    assert commands.people.get("ann").enabled is False
    entries = AuditBook(commands.aws.settings, commands.people.user_pool_id).view().entries
    assert next(it for it in entries if it.action == "disable").reason == "left the team"

    assert commands("enable", "ann").stdout == "done  ann\n1 done.\n"
    again = commands("enable", "ann")
    assert (again.exit_code, again.stdout) == (
        0, "nothing to do  ann  The user is enabled already.\n1 nothing to do.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("flags", "ann"),
    [
        (["--add", "admins"], ("admins", "staff")),
        (["--remove", "staff", *WHY], ()),
        (["--set", "admins", *WHY], ("admins",)),
        (["--set", "", *WHY], ()),
    ],
)
def test_groups_are_added_removed_or_set(
    commands: UserCommands, flags: list[str], ann: tuple[str, ...]
) -> None:
    assert commands("groups", "ann", *flags).exit_code == 0
    assert commands.people.groups_of("ann") == ann


def test_a_group_that_is_not_there_refuses_each_user(commands: UserCommands) -> None:
    result = commands("groups", "ann", "--add", "no-such")
    assert result.exit_code == 1
    assert "refused  ann  The user pool has no group no-such." in result.stdout


def test_a_delete_asks_for_the_count_and_the_pools_name(commands: UserCommands) -> None:
    pool = BulkDesk(commands.aws, commands.people.user_pool_id).pool().name
    delete = ("delete", "ann", "guarded", *WHY)
    assert commands.error(*delete).hint == "Add --yes."
    wrong = commands(*delete, typed=f"2\n{pool}\n", at_terminal=True).exception
    assert isinstance(wrong, InputError)
    assert wrong.message.endswith("Nothing was deleted.")
    assert "ann" in commands.names()

    result = commands(*delete, typed=f"1\n{pool}\n", at_terminal=True)
    assert result.exit_code == 1
    assert result.stdout.endswith("1 done, 1 refused.\n")
    assert commands.names() == ["bob", "guarded"]
    assert commands("delete", "bob", *WHY, "--yes").exit_code == 0
    assert commands.names() == ["guarded"]


def test_a_user_is_created_with_a_password_that_is_printed_once(commands: UserCommands) -> None:
    result = commands(
        "create", "zoe", "--generate", "--email", "z@example.com", "--attribute", "name=Zoë",
        "--group", "staff",
    )  # fmt: skip
    assert result.exit_code == 0
    assert result.stderr == "zoe is created: FORCE_CHANGE_PASSWORD.\n"
    [password] = result.stdout.splitlines()
    zoe = commands.people.get("zoe")
    assert (zoe.email, zoe.attributes["name"]) == ("z@example.com", "Zoë")
    assert commands.people.groups_of("zoe") == ("staff",)
    assert password not in commands.aws.settings.audit_path.read_text()
    with pytest.raises(UserExists):
        raise commands.error("create", "zoe", "--generate")


def test_a_password_comes_from_stdin_or_by_an_invitation(commands: UserCommands) -> None:
    result = commands("create", "zed", "--password-stdin", "--permanent", typed=f"{SECRET}\n")
    assert result.stdout == "zed is created: CONFIRMED.\n"
    typed = commands("create", "zac", "--password-stdin", typed=f"{SECRET}\n", at_terminal=True)
    assert typed.exit_code == 0
    assert SECRET not in typed.output
    assert commands("create", "ian", "--invite", "--email", "i@example.com").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "kind", "says"),
    [
        ([], InputError, "How does the user get a password? Choose one of --generate"),
        (["--generate", "--invite"], InputError, "How does the user get a password?"),
        (["--password-stdin"], InputError, "Stdin holds no password."),
        (["--invite"], InputError, "An invitation needs an e-mail address."),
        (
            ["--generate", "--email", "none"],
            InputError,
            "email takes an address such as name@example.com.",
        ),
        (["--generate", "--attribute", "name"], InputError, "--attribute 'name' is no NAME=VALUE."),
        (["--generate", "--attribute", "custom:x=1"], PlanRefused, "The user pool has no attribu"),
        (["--generate", "--group", "nope"], PlanRefused, "The user pool has no group nope. It has"),
    ],
)
def test_a_creation_that_cannot_be_is_refused_in_one_line(
    commands: UserCommands, arguments: list[str], kind: type[Exception], says: str
) -> None:
    error = commands.error("create", "new", *arguments)
    assert type(error) is kind
    assert error.one_line().startswith(says)
    assert "new" not in commands.names()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["disable", "ann"], "Disable needs a reason. Add --reason TEXT"),
        (["groups", "ann"], "`users groups` takes one of --add, --remove and --set."),
        (["groups", "ann", "--add", "a", "--set", "b"], "`users groups` takes one of"),
        (["groups", "ann", "--remove", "staff"], "Take out of groups: staff needs a reason."),
        (["jobs", "--cancel", "nope"], "There is no such job."),
    ],
)
def test_what_is_asked_for_wrongly_is_refused_in_one_line(
    commands: UserCommands, arguments: list[str], says: str
) -> None:
    assert commands.error(*arguments).one_line().startswith(says)


NOBODIES = tuple(f"nobody-{number:03}" for number in range(200))


def left_behind(commands: UserCommands) -> str:
    """Begin to disable many users, leave it at once, and return the id of the job."""
    desk = BulkDesk(commands.aws, commands.people.user_pool_id, workers=1)
    source = desk.act_source(Act(kind=ActKind.DISABLE), (*NOBODIES, "ann"))
    job = desk.start(desk.dry_run(source), reason="left the team")
    job.leave()
    assert job.wait(60)
    return job.id


def test_the_same_command_goes_on_with_a_job_that_was_left(commands: UserCommands) -> None:
    job_id = left_behind(commands)
    busy = commands.error("groups", "ann", "--add", "admins").message
    assert busy.endswith("such as ann, are in a job that has not ended: Disable.")

    result = commands("disable", *NOBODIES, "ann", *WHY)
    assert result.stderr == "Going on with the same job, which had not ended.\n"
    assert result.stdout.endswith("200 refused, 1 done.\n")
    assert commands.people.get("ann").enabled is False
    [line] = [each for each in commands("jobs").stdout.splitlines() if each.startswith(job_id)]
    assert "finished  Disable" in line


def test_a_job_that_was_left_is_listed_and_cancelled(commands: UserCommands) -> None:
    job_id = left_behind(commands)
    assert "interrupted" in commands("jobs").stdout.splitlines()[0]
    result = commands("jobs", "--cancel", job_id)
    assert result.exit_code == 0
    assert "cancelled" in result.stdout.splitlines()[0]
    assert commands("groups", "ann", "--add", "admins").exit_code == 0
    assert commands.people.get("ann").enabled is True
