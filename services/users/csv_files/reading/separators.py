"""The separator of a CSV file, told from its header; pure."""

import csv
import re
from collections.abc import Collection
from enum import StrEnum


class Separator(StrEnum):
    COMMA = ","
    SEMICOLON = ";"
    TAB = "\t"


def separator_of(header: str, known: Collection[str]) -> Separator:
    """Return the separator that finds most of the `known` columns, else most columns at all."""

    def found(separator: Separator) -> tuple[int, int]:
        try:
            names = next(csv.reader([header], delimiter=separator.value), [])
        except csv.Error:  # a cell without end: whoever reads the header says so
            return 0, 0
        return len({name.strip() for name in names} & set(known)), len(names)

    return max(Separator, key=found)


def stated_separator(line: str) -> Separator | None:
    """Return the separator of a first line such as `sep=;`, which Excel reads and writes."""
    name, _, stated = line.strip("\r\n").partition("=")
    if name.strip().lower() != "sep":
        return None
    return next((each for each in Separator if each.value == stated), None)


def unescaped(line: str) -> str:
    """Return a line of Cognito's own format with its cells in quotes: there a comma is written \\,.

    A line with quotes, or without such a comma, is CSV as it stands.
    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool-csv-header.html
    """
    if '"' in line or "\\," not in line:
        return line
    text = line.rstrip("\r\n")
    cells = (cell.replace("\\,", ",") for cell in re.split(r"(?<!\\),", text))
    return ",".join(f'"{cell}"' for cell in cells) + line[len(text) :]
