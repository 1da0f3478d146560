"""Imports run one way: the rooms of the house from the bottom up, each knowing only what it may."""

from pathlib import Path

import pytest

from tests.architecture.rooms import FORBIDDEN_OUTSIDE, ONLY_FROM, ROOMS
from tests.architecture.source_tree import (
    MODULES,
    OURS,
    imports_in,
    imports_of,
    module_name,
    source_files,
)

# The UI's process runs Streamlit as `streamlit run` does: by its name, not as a library.
RUNS_STREAMLIT = "infra_scripts.command_line.ui_server"


def is_in(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def room_of(module: str) -> str:
    """Return the most exact room of a module; a module without one is a mistake of this table."""
    rooms = [room for room in ROOMS if is_in(module, room)]
    assert rooms, f"{module} stands in no room; add it to ROOMS and docs/architecture.md"
    return max(rooms, key=len)


def arrow_violations(module: str, imports: set[str]) -> set[str]:
    room, package = room_of(module), module.split(".", maxsplit=1)[0]
    known = {room, *ROOMS[room]}
    bad = set()
    for name in imports:
        if name.split(".")[0] in OURS:
            if not any(is_in(name, each) for each in known):
                bad.add(name)
        elif name.split(".")[0] in FORBIDDEN_OUTSIDE[package] and module != RUNS_STREAMLIT:
            bad.add(name)
        for door, users in ONLY_FROM.items():
            if is_in(name, door) and not any(is_in(module, user) for user in users):
                bad.add(name)
    return bad


@pytest.mark.parametrize("path", source_files(), ids=module_name)
def test_imports_follow_the_arrows(path: Path) -> None:
    module = module_name(path)
    if path.name == "__init__.py":  # packages hold no code here, only a docstring at most
        assert imports_of(path) == set()
    else:
        assert arrow_violations(module, imports_of(path)) == set()


def test_no_arrow_between_rooms_runs_back() -> None:
    """Take away the rooms that know nobody left, again and again: a circle would stay."""
    left = {
        room: {
            other for other in ROOMS if other != room and any(is_in(other, each) for each in known)
        }
        for room, known in ROOMS.items()
    }
    while free := {room for room, known in left.items() if not known & left.keys()}:
        left = {room: known for room, known in left.items() if room not in free}
    assert left == {}


def test_every_room_of_the_table_has_a_module() -> None:
    assert [room for room in ROOMS if not any(is_in(name, room) for name in MODULES)] == []


@pytest.mark.parametrize(
    ("module", "imported", "is_allowed"),
    [
        ("services.lab", "infra_scripts.stack.provisioner", False),
        ("services.lab", "services.checkup.checkup", False),
        ("services.checkup.live_check_up", "services.lab", True),
        ("services.api.sign_in", "streamlit", False),
        ("services.tokens.verify", "services.cloud.aws", False),
        ("services.tokens.verify", "services.errors", True),
        ("services.tokens.verify", "services.traffic.exchange", False),
        ("services.authorizer.decision", "services.tokens.signature", True),
        ("services.authorizer.decision", "services.lab", False),
        ("services.authorizer.decision", "services.scenarios.scenario", False),
        ("services.live.rest_api_reader", "services.checkup.finding", False),
        ("services.traffic.recorder", "services.traffic.exchange", True),
        ("services.users.directory", "boto3", False),
        ("infra_scripts.personas.seed", "pages._ui.page.context", False),
        ("infra_scripts.personas.seed", "services.cloud.aws", True),
        ("infra_scripts.stack.provisioner", "infra_scripts.workbench.workbench", False),
        ("infra_scripts.personas.seed", "infra_scripts.stack.stack_lock", False),
        ("infra_scripts.operations", "infra_scripts.stack.stack_lock", True),
        ("infra_scripts.lambdas.my_api.handler", "services.errors", False),
        ("infra_scripts.lambdas.user_sign_in.handler", "boto3", True),
        ("pages.demo.sign_in", "boto3", False),
        ("pages._server.stack_jobs", "infra_scripts.operations", True),
        ("pages._server.stack_jobs", "infra_scripts.personas.seed", False),
        ("pages._server.server", "pages._frame.crash", False),
        ("pages._ui.page.guards", "pages._frame.frame", False),
        ("pages._ui.calls.checks_list", "pages._ui.scenarios.scenario_card", False),
    ],
)
def test_the_arrow_check_itself_tells_right_from_wrong(
    module: str, imported: str, *, is_allowed: bool
) -> None:
    assert (arrow_violations(module, {imported}) == set()) is is_allowed


@pytest.mark.parametrize(
    ("source", "found"),
    [
        pytest.param("import services.lab", {"services.lab"}, id="a plain import"),
        pytest.param(
            "from services.cloud import aws", {"services.cloud.aws"}, id="a module of a package"
        ),
        pytest.param(
            "from services.lab import open_lab", {"services.lab"}, id="a name of a module"
        ),
        pytest.param(
            "def f():\n    from pages._frame import frame\n",
            {"pages._frame.frame"},
            id="inside a function",
        ),
        pytest.param(
            'from importlib import import_module\nfor m in ("services.lab", "boto3"):\n'
            "    import_module(m)",
            {"importlib", "services.lab", "boto3"},
            id="by import_module, over a tuple of names",
        ),
        pytest.param(
            'import importlib\nimportlib.import_module("pages._frame.frame")',
            {"importlib", "pages._frame.frame"},
            id="by importlib.import_module",
        ),
    ],
)
def test_imports_are_seen_however_they_are_written(source: str, found: set[str]) -> None:
    assert imports_in(source) == found
