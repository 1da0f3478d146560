"""The empty file that an import starts from: the header of a pool, and nothing else."""

import csv
import io

from services.users.csv_files.columns import template_columns
from services.users.one_user.schema import PoolSchema


def template_csv(schema: PoolSchema) -> bytes:
    """Return the template, UTF-8 with a byte order mark so that Excel reads it as UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text).writerow(template_columns(schema))
    return text.getvalue().encode("utf-8-sig")
