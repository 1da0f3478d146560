"""The drawings of docs/architecture.md, made from the imports as they are in the source.

An arrow is drawn where no way over other arrows says the same: of a, b and c in a row, a to c is
left out. `python -m tests.architecture.drawing` writes the drawings into the page anew.
"""

import re
from collections.abc import Set
from functools import cache
from pathlib import Path

from tests.architecture.source_tree import MODULES, ROOT, imports_of
from tests.architecture.test_arrows import room_of

PAGE = ROOT / "docs" / "architecture.md"
DRAWINGS = ("house", "services", "infra_scripts", "pages")
# Every room may use these three, so their arrows would only hide the others.
UNDER_ALL = frozenset({"services.errors", "services.progress", "services.settings"})

Arrow = tuple[str, str]
_BLOCK = re.compile(r"```mermaid\n%% (\w+):.*?```", re.DOTALL)


@cache
def measured_arrows() -> frozenset[Arrow]:
    """Return every pair of rooms (who imports, who is imported) that the source has."""
    found = {
        (room_of(module), room_of(imported))
        for module, path in MODULES.items()
        if path.name != "__init__.py"
        for imported in imports_of(path)
        if imported in MODULES
    }
    return frozenset((room, other) for room, other in found if room != other)


def seen_from(package: str, arrows: Set[Arrow]) -> set[Arrow]:
    """Return the arrows that start in a package; a room of another package is that package.

    For "house" every room is its package. The entry streamlit_app stands in the pages' drawing.
    """
    if package == "house":
        named = {(_package(room), _package(other)) for room, other in arrows}
    else:
        inside = {package, "streamlit_app"} if package == "pages" else {package}
        named = {
            (room, other if _package(other) == package else _package(other))
            for room, other in arrows
            if _package(room) in inside and other not in UNDER_ALL
        }
    return {(room, other) for room, other in named if room != other}


def without_detours(arrows: Set[Arrow]) -> set[Arrow]:
    """Return the arrows that no way over other arrows repeats; there are no circles."""
    return {
        (room, other)
        for room, other in arrows
        if not any(other in _reached(via, arrows) for start, via in arrows if start == room)
    }


def drawing(package: str) -> str:
    """Return one drawing as a Mermaid block, also readable as a list of arrows."""
    arrows = seen_from(package, measured_arrows())
    lines = [f"    {room} --> {other}" for room, other in sorted(without_detours(arrows))]
    note = f"%% {package}: what each uses; arrows that a longer way repeats are left out"
    return "\n".join(("```mermaid", note, "flowchart TD", *lines, "```"))


def drawings_in(text: str) -> dict[str, str]:
    return {block[1]: block[0] for block in _BLOCK.finditer(text)}


def with_drawings(text: str) -> str:
    """Return the page's text with its drawings made anew."""
    return _BLOCK.sub(lambda block: drawing(block[1]), text)


def _package(room: str) -> str:
    return room.split(".", maxsplit=1)[0]


def _reached(room: str, arrows: Set[Arrow]) -> set[str]:
    """Return every room that can be reached from one over one arrow or more."""
    reached: set[str] = set()
    todo = [room]
    while todo:
        here = todo.pop()
        news = {other for start, other in arrows if start == here} - reached
        reached |= news
        todo += news
    return reached


def write_drawings(page: Path = PAGE) -> None:
    page.write_text(with_drawings(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write_drawings()
