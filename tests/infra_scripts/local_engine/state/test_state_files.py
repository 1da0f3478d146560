"""State files: a damaged one stops the start and is kept aside; a save that fails says so."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infra_scripts.local_engine.state.state_files import StateFiles
from services.errors import StateUnreadable, StoredFileError


class Module:
    """Stand for a service of the engine: it keeps users by name and tokens in a row."""

    def __init__(self) -> None:
        self.loaded: dict[str, Any] = {}

    def get_state(self) -> dict[str, Any]:
        return {"users": {}, "revoked": []}

    def load_persisted_state(self, state: dict[str, Any]) -> None:
        state["users"].items()
        self.loaded = state


def restore(directory: Path, service: str = "cognito") -> Module:
    module = Module()
    StateFiles(directory).restore({service: "module"}, lambda _name: module)
    return module


def put(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


DAMAGES = {
    "random bytes": (put(b"\x9c\xff\x00{\xfe"), "is not UTF-8 text"),
    "nothing": (put(b""), "is not JSON"),
    "half of it": (put(b'{"__ministack_format__": 3, "payload": {"us'), "is not JSON"),
    "nested too deep": (put(b"[" * 200_000), "is nested too deep"),
    "a list": (put(b"[1, 2]"), "holds no JSON object"),
    "a list as payload": (
        put(b'{"__ministack_format__": 3, "payload": []}'),
        "holds no JSON object",
    ),
    "a newer format": (
        put(b'{"__ministack_format__": 99, "payload": {}}'),
        "was written by a newer version",
    ),
    "a format that is none": (
        put(b'{"__ministack_format__": "x", "payload": {}}'),
        "is not a saved state",
    ),
    "a list in a dict's place": (put(b'{"users": []}'), "is not a saved state"),
    "a number in a list's place": (
        put(b'{"users": {}, "revoked": 5}'),
        "is not a saved state",
    ),
    "a missing part": (put(b'{"other": {}}'), "is not a saved state"),
    "a store without entries": (
        put(b'{"users": {"__scoped__": true}}'),
        "is not a saved state",
    ),
    "a directory": (Path.mkdir, "is a directory"),
}


@pytest.mark.parametrize(("damage", "reason"), DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_refused_and_kept_aside(
    tmp_path: Path, damage: Callable[[Path], None], reason: str
) -> None:
    damage(tmp_path / "cognito.json")
    with pytest.raises(StateUnreadable) as caught:
        restore(tmp_path)

    (kept,) = tmp_path.iterdir()
    assert kept.name.startswith("cognito.json.damaged-")
    assert caught.value.message == f"The local engine's saved state: cognito.json {reason}."
    assert str(kept) in caught.value.hint
    assert "`python -m infra_scripts up` and `seed`" in caught.value.hint
    assert restore(tmp_path).loaded == {}


def test_a_file_that_can_only_not_be_read_stays_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "cognito.json"
    path.symlink_to(path)  # a loop: an error for the superuser, too
    with pytest.raises(StateUnreadable, match=r"cognito\.json cannot be read \(Too many") as caught:
        restore(tmp_path)
    assert path.is_symlink()
    assert caught.value.hint == f"Look at {path}: check who owns it, or move it away."


def test_a_whole_file_is_loaded(tmp_path: Path) -> None:
    put(b'{"__ministack_format__": 3, "payload": {"users": {"alice": 1}}}')(
        tmp_path / "cognito.json"
    )
    assert restore(tmp_path).loaded == {"users": {"alice": 1}}


def test_two_damaged_files_of_one_second_are_both_kept(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        put(content)(tmp_path / "cognito.json")
        with pytest.raises(StateUnreadable):
            restore(tmp_path)
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"one", b"two"]


def test_a_function_without_its_code_is_no_state(tmp_path: Path) -> None:
    store = {"__account_region_scoped__": True}
    function = {"code_zip": {"code_blob_ref": "0" * 64}}
    document = {"functions": {**store, "data": {"1\0us-east-1\0'greet'": function}}}
    (tmp_path / "lambda.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(StateUnreadable, match=r"lambda\.json needs the code of a function"):
        restore(tmp_path, "lambda")


def test_what_a_killed_save_left_is_removed(tmp_path: Path) -> None:
    for name in (".cognito.json.abc", "cognito.json.tmp", "cognito.json.damaged-1"):
        (tmp_path / name).touch()
    restore(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["cognito.json.damaged-1"]


def test_a_state_is_written_as_the_engine_writes_it(tmp_path: Path) -> None:
    StateFiles(tmp_path).write("cognito", {"users": {"alice": b"x"}})
    written = json.loads((tmp_path / "cognito.json").read_text(encoding="utf-8"))
    assert len(written.pop("authorizer_lab_digest")) == 32
    assert written == {
        "__ministack_format__": 3,
        "payload": {"users": {"alice": {"__bytes__": "eA=="}}},
    }


@pytest.mark.parametrize(
    ("whole", "changed"), [("Bert", "Bort"), ("12", '"12"'), ("null", "{}"), ("false", "[]")]
)
def test_a_value_that_was_changed_since_is_refused(
    tmp_path: Path, whole: str, changed: str
) -> None:
    state = {"users": {"alice": {"name": "Bert", "age": 12, "left": None, "is_odd": False}}}
    StateFiles(tmp_path).write("cognito", state)
    assert restore(tmp_path).loaded == state
    path = tmp_path / "cognito.json"
    text = path.read_text(encoding="utf-8")
    head, _, payload = text.partition('"payload"')
    path.write_text(f'{head}"payload"{payload.replace(whole, changed)}', encoding="utf-8")
    with pytest.raises(StateUnreadable, match=r"cognito\.json was changed since the engine saved"):
        restore(tmp_path)


def test_what_is_on_disk_already_is_written_again_only_when_something_touched_it(
    tmp_path: Path,
) -> None:
    files, path = StateFiles(tmp_path), tmp_path / "iam.json"
    files.write("iam", {"roles": {}})
    first = path.stat().st_ino, path.stat().st_mtime_ns
    files.write("iam", {"roles": {}})
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == first
    path.write_text("damaged", encoding="utf-8")
    files.write("iam", {"roles": {}})
    assert json.loads(path.read_text(encoding="utf-8"))["payload"] == {"roles": {}}


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ({"users": {}}, "cannot be written: it is a directory, where a file belongs"),
        ({"users": {1j}}, "has no JSON form"),
    ],
    ids=["a directory in its place", "what JSON does not know"],
)
def test_a_save_that_fails_says_so(tmp_path: Path, state: dict[str, Any], told: str) -> None:
    (tmp_path / "cognito.json").mkdir()
    with pytest.raises(StoredFileError, match=told):
        StateFiles(tmp_path).write("cognito", state)


def test_a_save_makes_no_directory(tmp_path: Path) -> None:
    with pytest.raises(StoredFileError, match="No such file or directory"):
        StateFiles(tmp_path / "removed").write("cognito", {})
    assert not (tmp_path / "removed").exists()
