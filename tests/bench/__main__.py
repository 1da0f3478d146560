"""`make bench`: every speed aim as a ratio to its baseline, all in one run; exit 1 when one misses.

The ratios of one run are comparable; milliseconds of different runs or machines are not.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from services.lab import Lab
from tests.bench.backend import (
    protected_call,
    provisioned_lab,
    reset_known_lab,
    unchanged_up,
    warm_sign_in,
)
from tests.bench.bulk_rows import measure_bulk
from tests.bench.csv_rows import measure_csv
from tests.bench.doctor_rows import measure_doctor
from tests.bench.engine_rows import measure_engine
from tests.bench.frontend import measure_in_browser
from tests.bench.import_rows import measure_import
from tests.bench.measure import Ratio
from tests.bench.snapshot_rows import measure_snapshot
from tests.bench.ui_memory import measure_ui_memory
from tests.bench.verify_calls import verify


def measure(scratch: Path, console: Console) -> list[Ratio]:
    """Return all ratios; each is told on the console, too, as soon as it is known."""
    ratios: list[Ratio] = []

    def add(name: str, found: Callable[[], list[Ratio]]) -> None:
        console.print(f"measuring: {name} ...")
        for ratio in found():
            console.print(f"  {ratio.name}: {ratio.value:.2f} (aim {ratio.aim:g})")
            ratios.append(ratio)

    with provisioned_lab(scratch / "backend-home") as lab:
        for each in (unchanged_up, reset_known_lab, protected_call, warm_sign_in, verify):
            add(each.__name__.replace("_", " "), partial(_alone, each, lab))
        add("the engine", lambda: measure_engine(lab, scratch))
        add("the snapshot of the users", lambda: measure_snapshot(lab, scratch))
        add("jobs on many users", lambda: measure_bulk(lab, scratch))
        add("the import of users", partial(_alone, measure_import, lab))
    add("files of users", lambda: measure_csv(scratch))
    add("the doctor", measure_doctor)
    add("start and rerun in the browser", lambda: measure_in_browser(scratch))
    add("memory of the UI", lambda: measure_ui_memory(scratch))
    return ratios


def _alone(measurement: Callable[[Lab], Ratio], lab: Lab) -> list[Ratio]:
    return [measurement(lab)]


def table_of(ratios: list[Ratio]) -> Table:
    table = Table("measured", "ours", "baseline", "ratio", "aim", "")
    for ratio in ratios:
        table.add_row(
            f"{ratio.name}, median of {ratio.rounds}",
            f"{ratio.ours:.1f} {ratio.unit}",
            f"{ratio.baseline:.1f} {ratio.unit} ({ratio.baseline_name})",
            f"{ratio.value:.2f}",
            f"<= {ratio.aim:g}",
            "met" if ratio.is_met else "MISSED",
        )
    return table


def main() -> int:
    console = Console(stderr=True, highlight=False)
    with tempfile.TemporaryDirectory(prefix="authorizer-lab-bench-") as scratch:
        ratios = measure(Path(scratch), console)
    Console(width=150, highlight=False).print(table_of(ratios))
    if sys.argv[1:]:
        rows = [{**asdict(ratio), "ratio": ratio.value, "met": ratio.is_met} for ratio in ratios]
        Path(sys.argv[1]).write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    return 0 if all(ratio.is_met for ratio in ratios) else 1


if __name__ == "__main__":
    sys.exit(main())
