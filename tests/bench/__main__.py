"""`make bench`: every speed aim as a ratio to its baseline, all in one run; exit 1 when one misses.

The ratios of one run are comparable; milliseconds of different runs or machines are not.
"""

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.backend import protected_call, provisioned_lab, unchanged_up, warm_sign_in
from tests.bench.frontend import measure_in_browser
from tests.bench.measure import Ratio


def measure(scratch: Path, console: Console) -> list[Ratio]:
    with provisioned_lab(scratch / "backend-home") as lab:
        ratios = []
        for measurement in (unchanged_up, protected_call, warm_sign_in):
            console.print(f"measuring: {measurement.__name__.replace('_', ' ')} ...")
            ratios.append(measurement(lab))
    console.print("measuring: start and rerun in the browser ...")
    return ratios + measure_in_browser(scratch)


def table_of(ratios: list[Ratio]) -> Table:
    table = Table("measured", "ours", "baseline", "ratio", "aim", "")
    for ratio in ratios:
        table.add_row(
            f"{ratio.name}, median of {ratio.rounds}",
            f"{ratio.ours:.1f} ms",
            f"{ratio.baseline:.1f} ms ({ratio.baseline_name})",
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
