"""docs/contract.md says what the code does: commands, settings, files, routes and bodies."""

import json
import re
import signal
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import click
import pytest

from infra_scripts.command_line import program as command_line
from infra_scripts.command_line.interruption import Interruption
from infra_scripts.command_line.program import program
from infra_scripts.local_engine.launch import log_path
from infra_scripts.stack.lab_stack import (
    GATEWAY_RESPONSES,
    STAGE,
    lab_stack,
)
from infra_scripts.stack.resources.stage import StageResource
from infra_scripts.stack.resources.usage_plan import UsagePlanResource
from services import errors
from services.api.routes import ROUTES
from services.home.engine_record import record_path
from services.home.outputs import SCHEMA, ResourceEntry, StackOutputs
from services.home.personas import Persona
from services.scenarios import report
from services.scenarios.runner import Outcome, ScenarioResult
from services.scenarios.table.table import SCENARIOS
from services.settings import Cloud, Settings, load_settings
from services.users.bulk.journal.row_result import RowOutcome
from services.users.changes.audit.entry import intent_line, result_line
from services.users.csv_files.checking.cell_error import CellError
from services.users.csv_files.checking.choices import ImportChoices
from services.users.csv_files.checking.import_plan import ImportPlan
from services.users.csv_files.columns import UnreadColumn
from services.users.imports import import_report
from services.users.imports.checked_file import CheckedFile
from services.users.one_user.pool_facts import PoolFacts
from services.users.one_user.schema import PoolSchema
from services.users.passwords import PasswordPolicy
from tests.docs.document import bare, read, spans, table
from tests.infra_scripts.lambdas.containers import LAMBDAS, fresh_container
from tests.services.users.changes.audit.entries import ENTRY, RESULT

PAGE = read("docs/contract.md")
GLOBAL_FLAGS = {option for each in program.commands["plan"].params for option in each.opts}


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, set[str]]]:
    """Yield the name and the flags of its own of every command, those of a group too."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            flags = [each for each in command.params if isinstance(each, click.Option)]
            options = {option for each in flags for option in each.opts}
            yield f"{before}{name}", options - GLOBAL_FLAGS


def test_every_command_stands_in_the_table_with_its_flags() -> None:
    told = {}
    for cell in table(PAGE, "Commands").column("command"):
        words = re.sub(r"\[|\]", " ", bare(cell)).split()
        flags = {word for word in words if word.startswith("--")}
        name = re.match(r"[a-z]+( [a-z]+)*", bare(cell))[0]  # before what stands for arguments
        told[name] = flags
    assert told == dict(commands(program))


def test_the_flags_of_every_command_are_named() -> None:
    told = PAGE.partition("Every command takes these flags")[2].partition("\n\n")[0]
    assert {span for span in spans(told) if span.startswith("--")} == GLOBAL_FLAGS
    of_the_program = {option for each in program.params for option in each.opts}
    assert of_the_program - GLOBAL_FLAGS - set(spans(PAGE)) == set()


def test_every_exit_status_is_told() -> None:
    told = [int(status) for status in table(PAGE, "Exit status").column("status")]
    ours = {
        command_line.DONE,
        command_line.ANSWER_IS_NO,
        command_line.UNUSABLE,
        command_line.INTERRUPTED,
        command_line.PIPE_CLOSED,
        Interruption(number=signal.SIGTERM).exit_status,
    }
    ours |= {
        kind.exit_status
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.LabError)
    }
    assert told == sorted(ours) == [0, 1, 2, 3, 130, 141, 143]


def test_every_variable_is_told_with_its_default() -> None:
    rows = table(PAGE, "Environment")
    told = dict(zip(map(bare, rows.column("variable")), rows.column("default"), strict=True))
    settings = load_settings({})
    assert {name: bare(default) for name, default in told.items()} == {
        "AUTHORIZER_LAB_CLOUD": settings.cloud.value,
        "AUTHORIZER_LAB_STACK": settings.stack,
        "AUTHORIZER_LAB_HOME": settings.home.name,
        "AUTHORIZER_LAB_UI_PORT": str(settings.ui_port),
        "AUTHORIZER_LAB_ENGINE_PORT": str(settings.engine_port),
        "AUTHORIZER_LAB_SNAPSHOT": "disk" if settings.keeps_snapshot else "memory",
        "AWS_PROFILE": "",
        "AWS_REGION": "",
    }
    source = Path(sys.modules[load_settings.__module__].__file__ or "").read_text(encoding="utf-8")
    read_by_it = set(re.findall(r'"((?:AUTHORIZER_LAB|AWS)_[A-Z_]+)"', source))
    assert read_by_it - set(told) == {"AWS_DEFAULT_REGION"}


@pytest.mark.parametrize("cloud", Cloud)
@pytest.mark.parametrize("stack", ["authorizer-lab", "team"])
def test_every_file_is_where_it_is_told_to_be(cloud: Cloud, stack: str, tmp_path: Path) -> None:
    lab = Settings(home=tmp_path, cloud=cloud, stack=stack)
    told = {
        bare(file).replace("<cloud>", cloud.value).replace("<stack>", stack)
        for file in table(PAGE, "Files under the home").column("file")
    }
    paths = (
        *(lab.outputs_path, lab.personas_path, lab.stack_lock_path),
        *(lab.audit_path, lab.protected_users_path),
    )
    of_the_engine = (record_path(lab.engine_dir), log_path(lab))
    ours = {path.relative_to(tmp_path).as_posix() for path in (*paths, *of_the_engine)}
    ours.add(f"{lab.snapshot_dir.relative_to(tmp_path).as_posix()}/")
    assert ours - told == set()


def test_every_key_of_the_outputs_file_is_told() -> None:
    rows = table(PAGE, "The outputs file")
    assert sorted(map(bare, rows.column("key"))) == sorted(
        field.name for field in fields(StackOutputs)
    )
    told = dict(zip(map(bare, rows.column("key")), rows.column("value"), strict=True))
    assert told["schema"] == str(SCHEMA)
    assert {field.name for field in fields(ResourceEntry)} == set(spans(told["resources"]))


def test_every_key_of_the_personas_file_is_told() -> None:
    rows = table(PAGE, "The personas file")
    assert list(map(bare, rows.column("key"))) == [field.name for field in fields(Persona)]


def test_every_key_of_the_audit_log_is_told_with_its_line() -> None:
    rows = table(PAGE, "The audit log")
    told = [
        (each, line)
        for keys, line in zip(rows.column("key"), rows.column("line"), strict=True)
        for each in map(bare, keys.split(", "))
    ]
    for line, other in ((intent_line(ENTRY), "intent"), (result_line("a", RESULT), "result")):
        assert sorted(line) == sorted(key for key, on in told if on in ("both", other))


def test_every_route_is_told_as_it_is_protected() -> None:
    rows = table(PAGE, "The REST API")
    told = {
        bare(route): (authorization.partition(",")[0], tuple(spans(scopes)))
        for route, authorization, scopes, _ in rows.rows
    }
    assert told == {
        f"{route.http_method} {route.path}": (
            "COGNITO_USER_POOLS" if route.is_protected else "NONE",
            route.scopes,
        )
        for route in ROUTES
    }
    second = {bare(row[0]) for row in rows.rows if "second authorizer" in row[1]}
    assert second == {f"GET {route.path}" for route in ROUTES if route.takes_one_client}


def test_the_stage_and_its_limits_are_told() -> None:
    text = PAGE.partition("## The REST API\n")[2].partition("### ")[0]
    resources = lab_stack("lab")
    (stage,) = (each for each in resources if isinstance(each, StageResource))
    (plan,) = (each for each in resources if isinstance(each, UsagePlanResource))
    assert f"with the stage `{STAGE}`" in text
    assert f"allows {stage.rate_limit:.0f} calls a second (burst {stage.burst_limit})" in text
    assert f"allows {plan.rate_limit:.0f} calls a second (burst {plan.burst_limit})" in text
    assert f"and {plan.quota_limit} a {plan.quota_period.lower()};" in text
    named = re.findall(r"[A-Z0-9_]{9,}", text.partition("The gateway responses")[2])
    assert tuple(named) == GATEWAY_RESPONSES


@pytest.fixture(scope="module")
def sign_in() -> ModuleType:
    """The sign-in function's module of outcomes, as its container imports it."""
    sys.path.insert(0, str(LAMBDAS / "user_sign_in"))
    try:
        import outcomes
    finally:
        sys.path.remove(str(LAMBDAS / "user_sign_in"))
        sys.modules.pop("outcomes", None)
    return outcomes


def test_every_answer_of_the_sign_in_function_is_told(sign_in: ModuleType) -> None:
    rows = table(PAGE, "Bodies of the sign-in function")
    told = {(int(http), status, code, message) for _, http, status, code, message in rows.rows}
    refusals = [
        sign_in.SESSION_INVALID,
        sign_in.TEMPORARY_PASSWORD_EXPIRED,
        *sign_in.NOT_AUTHORIZED.values(),
        *sign_in.BY_ERROR_CODE.values(),
        sign_in.failure(429),
        sign_in.failure(502),
    ]
    written_elsewhere = {
        (200, "success", "10024", "null"),
        (200, "challenge", "10026", "what is needed"),
        (400, "failure", "10022", "what is wrong, with the field's name"),
        (404, "failure", "10022", "There is no such route"),
    }
    assert told == written_elsewhere | {
        (each.http_status, each.status, each.code, each.message) for each in refusals
    }


def keys_told(sentence: str) -> set[str]:
    """Return the keys named from a sentence's beginning to the end of its paragraph."""
    return set(spans(PAGE.partition(sentence)[2].partition("\n\n")[0]))


def test_the_bodies_and_log_lines_of_the_functions_have_the_keys_that_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    my_api = fresh_container("my_api").lambda_handler
    refused = json.loads(my_api({"resource": "/my-api"}, None)["body"])
    greeted = json.loads(my_api({"resource": "/open"}, None)["body"])
    claims = {"requestContext": {"authorizer": {"claims": {"sub": "0a1b"}}}}
    admins = json.loads(my_api({"resource": "/my-api/admins", **claims}, None)["body"])
    printed = json.loads(capsys.readouterr().out.splitlines()[0])
    always = {"claims", "claim_types", "route", "request_id"}
    assert set(refused) == always | {"message"}
    assert set(greeted) == always | {"greeting"}
    assert set(admins) == always | {"message", "required_groups", "held_groups"}
    assert always | {"greeting", "message"} <= keys_told("Always a JSON object with")
    assert {"required_groups", "held_groups"} <= keys_told("On `/my-api/admins` there are also")

    handler = fresh_container("user_sign_in").lambda_handler
    answer = handler({"resource": "/user-sign-in", "body": "{}"}, None)
    line = json.loads(capsys.readouterr().out)
    assert {*json.loads(answer["body"])} == {"status", "code", "data", "message"}
    assert {*printed} == {"outcome", "route", "user", "duration_ms", "request_id"}
    assert {*line} == {*printed, "http_status", "error"}
    assert {*printed} <= keys_told("Each call of a function prints one JSON line.")


def test_every_key_of_verifys_results_is_told() -> None:
    result = ScenarioResult(scenario=SCENARIOS[0], outcome=Outcome.NOT_RUN)
    facts = report.RunFacts(
        cloud="local", region="us-east-1", stack="lab", started_at=0.0, duration_seconds=1.0
    )
    document = report.as_document([result], facts)
    text = PAGE.partition("## What `verify` writes")[2].partition("`--junit F`")[0]
    assert {*document, *document["results"][0]} <= set(spans(text))
    assert {each.value for each in Outcome} <= set(spans(text))
    assert f"`schema` ({report.SCHEMA})" in text


def test_every_key_of_an_imports_result_is_told() -> None:
    pool = PoolFacts(schema=PoolSchema(attributes=()), policy=PasswordPolicy(), groups=frozenset())
    wrong = CellError(line=2, column="email", value="no", what="What.", hint="Do.")
    row = import_report.ImportedRow(line=2, username="ann", result="refused", errors=(wrong,))
    unread = UnreadColumn(name="foo", why="It is unknown.", is_known=False)
    file = CheckedFile(
        name="new.csv",
        mark="",
        choices=ImportChoices(),
        pool=pool,
        plan=ImportPlan(rows=(), unread=(unread,)),
    )
    report = import_report.ImportReport(file=file, is_dry_run=True, rows=(row,))
    document = import_report.as_document(report)
    (told_row,) = document["rows"]
    (error,) = told_row["errors"]
    (column,) = document["unread_columns"]
    text = PAGE.partition("`users import --json RESULT` writes")[2].partition("## Exit")[0]
    keys = {*document, *document["choices"], *told_row, *error, *column}
    results = {"create", "update", *(each.value for each in RowOutcome)}
    assert (keys | results) - set(spans(text)) == set()
    assert f"`schema` ({import_report.SCHEMA})" in text


def test_the_targets_of_make_are_there() -> None:
    told = set(re.findall(r"`make (\w+)`", PAGE))
    assert told == {"demo", "test", "check", "bench", "clean"}
    assert {name for name in told if f"\n{name}:" not in read("Makefile")} == set()
