"""Users as JSON Lines: an object for each, with the names of the CSV file's columns."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from services.users.csv_files.export.batches import own_values, told_batches
from services.users.csv_files.export.choices import (
    ExportChoices,
    TellExport,
    chosen_columns,
    tell_nobody,
)
from services.users.snapshot.question import UserRow
from services.users.snapshot.snapshot import Snapshot


def export_json_lines(
    snapshot: Snapshot, choices: ExportChoices, tell: TellExport = tell_nobody
) -> Iterator[bytes]:
    """Yield the file piece by piece; attributes that a user does not have are left out."""
    columns = frozenset(chosen_columns(choices, snapshot.attribute_names()))
    for batch in told_batches(snapshot, choices.question, tell):
        lines = (json.dumps(_record(row, columns)) for row in batch)
        yield "".join(f"{line}\n" for line in lines).encode()


def _record(row: UserRow, columns: Collection[str]) -> dict[str, Any]:
    own = {name: value for name, value in own_values(row).items() if name in columns}
    attributes = {name: it for name, it in row.user.attributes.items() if name in columns}
    return {**own, "attributes": attributes}
