"""A Markdown document as the tests read it: its tables, its blocks of text, its code spans."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")
_STARTS_A_BLOCK = re.compile(r"\s*(?:[-*|#]|\d+\.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table; `section` is the heading it stands under, cells are as they are written."""

    section: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> list[str]:
        return [row[self.head.index(name)] for row in self.rows]


def read(name: str) -> str:
    """Return the text of a document, named from the top of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def tables(text: str) -> list[Table]:
    found: list[Table] = []
    section, lines = "", [*_FENCED.sub("", text).splitlines(), ""]
    rows: list[tuple[str, ...]] = []
    for line in lines:
        if line.startswith("|"):
            rows.append(_cells(line))
            continue
        if rows:
            found.append(Table(section=section, head=rows[0], rows=tuple(rows[2:])))
            rows = []
        if line.startswith("#"):
            section = line.lstrip("# ")
    return found


def table(text: str, section: str) -> Table:
    """Return the one table under a heading."""
    (found,) = (each for each in tables(text) if each.section == section)
    return found


def blocks(text: str) -> list[str]:
    """Return headings, rows of tables, items of lists and paragraphs, each as one text."""
    found: list[str] = []
    is_open = False
    for line in _FENCED.sub("", text).splitlines():
        if is_open and line.strip() and not _STARTS_A_BLOCK.match(line):
            found[-1] += f" {line.strip()}"
        elif line.strip():
            found.append(line.strip())
        is_open = bool(line.strip())
    return found


def spans(text: str) -> list[str]:
    """Return what stands between backticks, in order."""
    return _SPAN.findall(text)


def bare(cell: str) -> str:
    """Return a cell without its backticks and escaped bars."""
    return cell.replace("`", "").replace("\\|", "|")


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1])
