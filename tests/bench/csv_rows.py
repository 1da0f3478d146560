"""The ratios of CSV files: a dry run over reading alone, and the memory of a large export.

`python -m tests.bench.csv_rows DIRECTORY` exports the users of the snapshot in DIRECTORY and prints
the memory of its process after the first users and the most that it had, in megabytes.
"""

import csv
import io
import statistics
import subprocess
import sys
from pathlib import Path

import psutil

from services.users.csv_files.checking.choices import ImportChoices, OnExisting
from services.users.csv_files.dry_run import dry_run
from services.users.csv_files.export.choices import ExportChoices
from services.users.csv_files.export.csv_export import export_csv
from services.users.one_user.pool_facts import PoolFacts
from services.users.one_user.schema import AttributeKind, PoolAttribute, PoolSchema
from services.users.passwords import PasswordPolicy
from services.users.snapshot.database import SnapshotDatabase
from services.users.snapshot.snapshot import Snapshot
from services.users.snapshot.store import SnapshotStore
from tests.bench.measure import MEGABYTE, Ratio, in_turns, milliseconds
from tests.bench.snapshot_rows import fill_store

_ROWS, _USERS, _ROUNDS = 10_000, 100_000, 3
_BAD = 200  # one row in so many has an error: 50 of them
_DRY_RUN_AIM, _MEMORY_AIM = 100.0, 1.3
_HEAD = ("username", "email", "name", "phone_number", "custom:team", "groups", "password")
_ATTRIBUTES = ("email", "name", "phone_number", "custom:team")
_SCHEMA = PoolSchema(
    attributes=tuple(
        PoolAttribute(
            name=name, kind=AttributeKind.TEXT, is_mutable=True, is_required=False, most=2048
        )
        for name in _ATTRIBUTES
    )
)
_POOL = PoolFacts(schema=_SCHEMA, policy=PasswordPolicy(), groups=frozenset({"staff"}))


class _Listed:
    """The pool that the snapshot is of; it is never asked."""

    user_pool_id = "eu-west-1_Bench"


def measure_csv(scratch: Path) -> list[Ratio]:
    place = scratch / "csv"
    database = SnapshotDatabase(place)
    fill_store(SnapshotStore(database, _Listed.user_pool_id), _USERS)
    database.close()
    return [_checked(place), _exported(place)]


def _checked(place: Path) -> Ratio:
    """Measure a dry run of rows of which half are in the pool already and are to be updated."""
    content = _file()
    snapshot = Snapshot(_Listed(), place)  # type: ignore[arg-type]
    choices = ImportChoices(on_existing=OnExisting.UPDATE)

    def check() -> None:
        plan = dry_run(io.BytesIO(content), _POOL, snapshot, choices)
        assert len(list(plan.errors())) == _ROWS // _BAD

    def read() -> None:
        text = io.TextIOWrapper(io.BytesIO(content), newline="")
        assert sum(1 for _ in csv.DictReader(text)) == _ROWS

    ratio = in_turns(
        f"dry run of {_ROWS:,} rows against {_USERS:,} users",
        ours=lambda: milliseconds(check),
        baseline=lambda: milliseconds(read),
        baseline_name="csv.DictReader alone",
        aim=_DRY_RUN_AIM,
        rounds=5,
    )
    snapshot.close()
    return ratio


def _file() -> bytes:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(_HEAD)
    for number in range(_ROWS):
        name = f"user-{number}" if number % 2 else f"new-{number}"
        email = f"u{number}@example.com" if number % _BAD else "nobody"
        phone = f"+49{10**9 + number}"
        table.writerow([name, email, f"Name {number}", phone, "red", "staff", "Correct-Horse-9"])
    return text.getvalue().encode()


def _exported(place: Path) -> Ratio:
    """Measure the export in a process of its own, round by round."""
    runs = [_measured_export(place) for _ in range(_ROUNDS)]
    return Ratio(
        name=f"most memory in an export of {_USERS:,} users",
        baseline_name="after its first users",
        ours=statistics.median(most for _, most in runs),
        baseline=statistics.median(first for first, _ in runs),
        aim=_MEMORY_AIM,
        rounds=_ROUNDS,
        unit="MB",
    )


def _measured_export(place: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "tests.bench.csv_rows", str(place)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    first, most = ran.stdout.split()
    return float(first), float(most)


def main(place: str) -> None:
    snapshot = Snapshot(_Listed(), Path(place))  # type: ignore[arg-type]
    process, seen, lines = psutil.Process(), list[float](), 0
    for piece in export_csv(snapshot, _SCHEMA, ExportChoices()):
        lines += piece.count(b"\n")
        seen.append(process.memory_info().rss / MEGABYTE)
    assert lines == _USERS + 1
    sys.stdout.write(f"{seen[1]} {max(seen)}\n")


if __name__ == "__main__":
    main(sys.argv[1])
