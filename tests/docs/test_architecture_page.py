"""docs/architecture.md is the house as it is: its rooms, its arrows, and every name in it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from infra_scripts.command_line.program import program
from services.api.routes import ROUTES
from tests.architecture.drawing import DRAWINGS, drawing, drawings_in, without_detours
from tests.architecture.rooms import ROOMS
from tests.docs.document import ROOT, blocks, read, spans, tables

PAGE = read("docs/architecture.md")
_NAME = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")


def test_the_tables_name_every_room_once_and_no_other() -> None:
    named = [
        spans(room)[0]
        for table in tables(PAGE)
        if table.head[0] == "room"
        for room in table.column("room")
    ]
    assert sorted(named) == sorted(ROOMS)


@pytest.mark.parametrize("package", DRAWINGS)
def test_the_drawing_shows_the_arrows_of_the_source(package: str) -> None:
    drawn = drawings_in(PAGE)[package]
    assert drawn.splitlines() == drawing(package).splitlines(), (
        "write the drawings anew: python -m tests.architecture.drawing"
    )


def test_an_arrow_that_a_longer_way_repeats_is_left_out() -> None:
    assert without_detours({("a", "b"), ("b", "c"), ("a", "c"), ("d", "c")}) == {
        ("a", "b"),
        ("b", "c"),
        ("d", "c"),
    }


def untrue_names(text: str) -> list[str]:
    """Return every code span that is no file, room, route, command or name of a file beside it."""
    return [
        span
        for block in blocks(text)
        for span in spans(block)
        if not _is_true(span, [path for path in map(_file, spans(block)) if path])
    ]


def test_every_file_and_every_name_of_the_page_exists() -> None:
    assert untrue_names(PAGE) == []


@pytest.mark.parametrize(
    ("text", "untrue"),
    [
        pytest.param("`services/lab.py`: `Lab.explain`, `open_lab`", [], id="names of a file"),
        pytest.param("`services/lab.py`: `Lab.nothing`", ["Lab.nothing"], id="no such method"),
        pytest.param("`services/lab.py`: `SignInApi`", ["SignInApi"], id="a name it only imports"),
        pytest.param("`services/laboratory.py`", ["services/laboratory.py"], id="no such file"),
        pytest.param("Call `open_lab`.", ["open_lab"], id="a name without its file"),
        pytest.param("`services/lab.py`\n\n`open_lab`", ["open_lab"], id="its file is elsewhere"),
        pytest.param("`GET /my-api` and `GET /gone`", ["GET /gone"], id="routes"),
        pytest.param("`services.home` and `services.attic`", ["services.attic"], id="rooms"),
        pytest.param(
            "`python -m infra_scripts up` or `python -m infra_scripts fly`",
            ["python -m infra_scripts fly"],
            id="commands",
        ),
    ],
)
def test_the_check_of_names_tells_right_from_wrong(text: str, untrue: list[str]) -> None:
    assert untrue_names(text) == untrue


def _is_true(span: str, files: list[Path]) -> bool:
    if span in ROOMS or _file(span) is not None:
        return True
    if " " in span:
        return _is_route(span) or _is_command(span)
    if "/" in span:
        return (ROOT / span).is_dir()
    return bool(_NAME.fullmatch(span)) and any(span in _defined(file) for file in files)


def _file(span: str) -> Path | None:
    path = ROOT / span
    return path if path.is_file() else None


def _is_route(span: str) -> bool:
    return span in {f"{route.http_method} {route.path}" for route in ROUTES}


def _is_command(span: str) -> bool:
    if span.startswith("make "):
        return f"\n{span.removeprefix('make ')}:" in read("Makefile")
    python, option, module, *arguments = [*span.split(), "", ""][:5]
    if (python, option) != ("python", "-m"):
        return False
    if module == "infra_scripts":
        return arguments[0] in program.commands
    return (ROOT / module.replace(".", "/")).with_suffix(".py").is_file()


@cache
def _defined(file: Path) -> frozenset[str]:
    """Return what a Python file defines: top-level names, and the members of its classes."""
    if file.suffix != ".py":
        return frozenset()
    names: set[str] = set()
    for statement in ast.parse(file.read_text(encoding="utf-8")).body:
        names |= _names(statement)
        if isinstance(statement, ast.ClassDef):
            members = set().union(*map(_names, statement.body))
            names |= {f"{statement.name}.{member}" for member in members}
    return frozenset(names)


def _names(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Assign):
        return {each.id for each in statement.targets if isinstance(each, ast.Name)}
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return {statement.target.id}
    return set()
