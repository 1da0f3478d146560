"""The separator of a CSV file, told from its header; pure."""

import csv
from collections.abc import Collection
from enum import StrEnum


class Separator(StrEnum):
    COMMA = ","
    SEMICOLON = ";"
    TAB = "\t"


def separator_of(header: str, known: Collection[str]) -> Separator:
    """Return the separator that finds most of the `known` columns, else most columns at all."""

    def found(separator: Separator) -> tuple[int, int]:
        names = next(csv.reader([header], delimiter=separator.value), [])
        return len({name.strip() for name in names} & set(known)), len(names)

    return max(Separator, key=found)


def stated_separator(line: str) -> Separator | None:
    """Return the separator of a first line such as `sep=;`, which Excel reads and writes."""
    name, _, stated = line.strip("\r\n").partition("=")
    if name.strip().lower() != "sep":
        return None
    return next((each for each in Separator if each.value == stated), None)
