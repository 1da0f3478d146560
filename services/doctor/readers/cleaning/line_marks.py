"""Marks that a log, an editor or a page puts before each line: times, names, numbers, bars."""

import re
from itertools import islice, pairwise

_LEVELS = r"(?:DEBUG|INFO|WARN(?:ING)?|ERROR|TRACE|FATAL|stdout|stderr)"
_MASKED = re.compile(rf"\d+(?:[.,:]\d+)*|(?<!\[)\b{_LEVELS}\b|[ \t]+")
_NUMBER, _LEVEL, _SPACE = "\x01", "\x02", " "
_PARTS = {
    _NUMBER: r"\d+(?:[.,:]\d+)*",
    _LEVEL: _LEVELS,
    _SPACE: r"[ \t]+",
}
_FORBIDDEN = re.compile(rf"[{{}}\"'<>,]|=(?!{_NUMBER})|\[ERROR")
_BOUNDARY = re.compile(f".*(?: |[|\\])}}]|{_NUMBER}:)", re.DOTALL)
_BARE_NUMBER = re.compile(f" ?{_NUMBER}[:.|)]? ?")
_LONGEST_MARK, _MOST_LINES, _MOST_TRIED, _MOSTLY, _FEWEST = 160, 400, 30, 0.6, 3
_ROW = re.compile(r"\s*[|\u2502](?P<cells>[^\n]{1,2000})[|\u2502]\s*")
_RULE = re.compile(r"\s*[|+\u251c\u250c\u2514]?[ :|+\u2500\u253c-]{3,}[|+\u2524\u2510\u2518]?\s*")
_FRAME = re.compile(r"[\s\u2500-\u257f]+")
_TWO_CELLS = 2
_ADDED = re.compile(r"[+-](?! ?\d+$)")


def without_line_marks(lines: list[str]) -> list[str]:
    """Return the lines without the mark that most of them begin with; most have none."""
    shown = _as_pairs(lines)
    told = [line for line in shown if line.strip() and not _FRAME.fullmatch(line)]
    if len(told) >= _FEWEST and all(map(_ADDED.match, told)):
        return [line[1:] for line in shown]
    mark = _common_mark(told)
    if mark is None:
        return shown
    return [line[found.end() :] if (found := mark.match(line)) else line for line in shown]


def _as_pairs(lines: list[str]) -> list[str]:
    """Return the rows of a table with two columns as names and values."""
    if not any("-" in line and _RULE.fullmatch(line) for line in lines):
        return lines
    rows = [_cells(line) for line in lines]
    return [
        ": ".join(cells) if len(cells) == _TWO_CELLS else line
        for line, cells in zip(lines, rows, strict=True)
    ]


def _cells(line: str) -> list[str]:
    row = _ROW.fullmatch(line)
    if row is None or _RULE.fullmatch(line):
        return []
    return [cell.strip().strip("`*").rstrip(":") for cell in re.split(r"[|\u2502]", row["cells"])]


def _common_mark(lines: list[str]) -> re.Pattern[str] | None:
    masked = [_masked(line) for line in islice(lines, _MOST_LINES)]
    tried = {_common_start(*pair) for pair in islice(pairwise(masked), _MOST_TRIED)}
    marks = {found.group() for each in tried if (found := _BOUNDARY.match(each))}
    fitting = [
        (sum(line.startswith(mark) for line in masked), mark) for mark in marks if _is_mark(mark)
    ]
    enough = max(_FEWEST, _MOSTLY * len(masked))
    best = max((each for each in fitting if each[0] >= enough), default=(0, ""), key=_weight)[1]
    if not best or (_BARE_NUMBER.fullmatch(best) and not _is_counted(lines)):
        return None
    pattern = "".join(_PARTS.get(letter) or re.escape(letter) for letter in best.strip())
    return re.compile(rf"[ \t]*{pattern}[ \t]*")


def _common_start(one: str, other: str) -> str:
    pairs = enumerate(zip(one, other, strict=False))
    end = next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))
    return one[:end]


def _weight(mark: tuple[int, str]) -> tuple[int, int]:
    return mark[0] * len(mark[1]), len(mark[1])


def _masked(line: str) -> str:
    return _MASKED.sub(_mask, line[:_LONGEST_MARK]) + " "


def _mask(found: re.Match[str]) -> str:
    text = found.group()
    if text[0].isdigit():
        return _NUMBER
    return _SPACE if text.isspace() else _LEVEL


def _is_mark(mark: str) -> bool:
    """Tell whether it is a log's mark: it has a number or a bar, and nothing of a message."""
    is_logs = _NUMBER in mark or bool(re.search(r"\S.*\||[\])]", mark))
    return is_logs and not _FORBIDDEN.search(mark) and "HTTP/" not in mark


def _is_counted(lines: list[str]) -> bool:
    """Tell whether the numbers before the lines go up by one."""
    numbers = [int(found.group()) for line in lines if (found := re.match(r"\s*\d{1,6}", line))]
    steps = [after - before for before, after in pairwise(numbers)]
    return bool(steps) and sum(step == 1 for step in steps) >= _MOSTLY * len(steps)
