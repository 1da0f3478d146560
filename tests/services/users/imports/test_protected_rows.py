"""Rows of protected users in a checked file; the plan of the job is given."""

from services.users.bulk.acts.row_decision import Verdict
from services.users.bulk.plan.dry_run import DryRun, PlannedRow
from services.users.changes.change import Change
from services.users.csv_files.checking.choices import ImportChoices
from services.users.csv_files.checking.import_plan import (
    CheckedRow,
    ImportPlan,
    PlannedOutcome,
    counted,
)
from services.users.csv_files.checking.read_rows import ReadRow
from services.users.imports.checked_file import CheckedFile
from services.users.imports.import_source import ImportSource
from services.users.imports.protected_rows import with_protected
from services.users.one_user.pool_facts import PoolFacts
from services.users.one_user.schema import PoolSchema
from services.users.passwords import PasswordPolicy

POOL = PoolFacts(schema=PoolSchema(attributes=()), policy=PasswordPolicy(), groups=frozenset())
WHY = "maya cannot be disabled here: it is a test user that the demos need."


def row(line: int, name: str, outcome: PlannedOutcome) -> CheckedRow:
    update = Change(action="a", label="A", target=name, calls=(), is_destructive=True)
    return CheckedRow(
        line=line,
        username=name,
        outcome=outcome,
        update=update if outcome is PlannedOutcome.UPDATE else None,
        read=ReadRow(line=line, name=name, values={}),
    )


def test_a_protected_user_is_a_refused_row_that_says_why() -> None:
    rows = (row(2, "maya", PlannedOutcome.UPDATE), row(3, "bob", PlannedOutcome.UPDATE),
            row(4, "cleo", PlannedOutcome.REFUSED))  # fmt: skip
    plan = ImportPlan(rows=rows, counts=counted(rows))
    checked = CheckedFile(name="a.csv", mark="m", choices=ImportChoices(), pool=POOL, plan=plan)
    verdicts = (Verdict.REFUSED, Verdict.CHANGE, Verdict.REFUSED)
    planned = tuple(
        PlannedRow(number=number, username=each.username, verdict=verdict, reason=WHY)
        for number, (each, verdict) in enumerate(zip(rows, verdicts, strict=True), start=1)
    )
    found, names = with_protected(
        checked, DryRun(source=ImportSource(checked=checked), rows=planned)
    )
    assert names == ("maya",)
    assert found.plan.counts == {
        PlannedOutcome.CREATE: 0, PlannedOutcome.UPDATE: 1, PlannedOutcome.SKIP: 0,
        PlannedOutcome.REFUSED: 2,
    }  # fmt: skip
    [error] = found.plan.errors()
    assert (error.line, error.value, error.what) == (2, "maya", WHY)
    assert found.plan.rows[0].update is None
    assert found.plan.rows[1:] == rows[1:]
