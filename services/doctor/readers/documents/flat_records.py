"""Reads records that are no JSON: rows of CSV below their names, elements of XML, name=value."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from services.doctor.readers.documents.document_facts import excerpts_of
from services.doctor.readers.excerpt import Excerpt
from services.doctor.readers.paste import Paste

_STATUS = re.compile(
    r"(?:http|sc|elb|response|client|return)?[ _-]?(?:status|code)(?:[ _-]?code)?", re.IGNORECASE
)
_NUMBER = re.compile(r"[1-5]\d\d")
_ELEMENT = re.compile(r"<([A-Za-z][\w.-]{0,40})>([^<>\n]{1,2000})</\1>")
_PAIR = re.compile(
    r"(?<![\w?&.-])([A-Za-z][\w.-]{0,40})=(?:\"([^\"\n]{0,2000})\"|([^\s\",;]{1,2000}))"
)
_FEWEST, _MOST, _MOST_ROWS, _LONGEST_ROW = 3, 60, 5, 4_000


def read_flat_records(paste: Paste) -> tuple[Excerpt, ...]:
    """Return what each record with a status tells."""
    found = (*_rows(paste), *_elements(paste), *_pairs(paste))
    return tuple(
        replace(each, form="record of a log")
        for record, lines in found
        for each in excerpts_of(record, "", lines)
        if each.status is not None
    )


Record = tuple[dict[str, object], frozenset[int]]


def _rows(paste: Paste) -> Iterator[Record]:
    """Yield the first rows below a line of names, whatever stands between them."""
    lines = paste.lines
    for number, line in enumerate(lines[:_MOST]):
        apart, names = _names(line[:_LONGEST_ROW])
        if not names:
            continue
        below = [each[:_LONGEST_ROW] for each in lines[number + 1 :] if each.strip()][:_MOST_ROWS]
        apart = next((each for each in ("\t", apart) if each in "".join(below)), apart)
        for offset, row in enumerate(csv.reader(below, delimiter=apart), start=1):
            record = _with_status(dict(zip(names, map(str.strip, row), strict=False)))
            if record:
                yield record, frozenset({number, number + offset})
        return


def _names(line: str) -> tuple[str, list[str]]:
    """Return what stands between the names of a record, and the names; none for other lines."""
    is_told = line.startswith("#Fields:")  # the form of CloudFront and IIS
    for apart in (" ",) if is_told else ("\t", ",", ";", "|"):
        names = [name.strip() for name in line.removeprefix("#Fields:").strip().split(apart)]
        if len(names) >= _FEWEST and any(map(_STATUS.fullmatch, names)):
            return apart, [name.removeprefix("cs-").removeprefix("sc-") for name in names]
    return "", []


def _elements(paste: Paste) -> Iterator[Record]:
    found = list(islice(_ELEMENT.finditer(paste.text), _MOST))
    if len(found) >= _FEWEST and (record := _with_status({it[1]: it[2] for it in found})):
        yield record, paste.lines_of(found[0].start(), found[-1].end())


def _pairs(paste: Paste) -> Iterator[Record]:
    """Yield the first line that is a record of name=value."""
    for number, line in enumerate(paste.lines[:_MOST]):
        found = list(islice(_PAIR.finditer(line[:_LONGEST_ROW]), _MOST))
        values = {it[1]: it[2] or it[3] or "" for it in found}
        if len(found) >= _FEWEST and (record := _with_status(values)):
            yield record, frozenset({number})
            return


def _with_status(values: dict[str, str]) -> dict[str, object]:
    """Return the record under names that are known; empty for one without a status."""
    told = (value for name, value in values.items() if _STATUS.fullmatch(name))
    status = next((value for value in told if _NUMBER.fullmatch(value)), "")
    return {**values, "status": status} if status else {}
