"""The files of the engine's state: the engine serves only when all of them could be read.

By itself the engine would continue without a file that it cannot read, overwrite it later, and
report nothing when it cannot write. Here both are errors, and a damaged file is kept aside.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra_scripts.local_engine.state.state_snapshot import StateText
from services.errors import StateUnreadable, StoredFileError
from services.home.stored_files import write_pieces

_FORMAT = "__ministack_format__"
_DIGEST = "authorizer_lab_digest"
_PAYLOAD = '"payload": '
_BLOB = "code_blob_ref"
# What the engine's readers raise on a document of another shape than theirs.
_MISSHAPEN = (ArithmeticError, AttributeError, LookupError, TypeError, RecursionError, ValueError)


_Mark = tuple[int, int, int]


class _Damaged(Exception):
    """A file that is not a usable state; the text completes "<file> ..."."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unusable:
    path: Path
    reason: str
    is_damaged: bool  # False: the file could not be opened, and may be fine


class StateFiles:
    """The files in one directory, a service's state each; what functions run is in a folder."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._texts: dict[str, StateText] = {}
        self._written: dict[str, tuple[str, _Mark | None]] = {}

    def restore(self, modules: Mapping[str, str], load: Callable[[str], Any]) -> None:
        """Give each service its saved state; `load` imports the module of a service by its name.

        Raises StateUnreadable, before anything is served, when there is one it cannot use.
        """
        _remove_unfinished(self._directory)
        found = (self._restore_one(service, name, load) for service, name in modules.items())
        if unusable := [each for each in found if each is not None]:
            raise _refusal(unusable)

    def write(self, service: str, state: Mapping[str, Any]) -> None:
        """Save one service's state; raises StoredFileError when it does not reach the disk."""
        from ministack.core import persistence

        path = self._path(service)
        text = self._texts.setdefault(service, StateText(persistence._json_default))
        try:
            payload = text.of(state)
        except (TypeError, ValueError, RecursionError) as error:
            raise StoredFileError(f"The state of {service} has no JSON form: {error}.") from error
        version = persistence._state_format_version(service)
        digest = _digest(payload)
        content = f'{{"{_FORMAT}": {version}, "{_DIGEST}": "{digest}", {_PAYLOAD}{payload}}}'
        # A file that is still as we wrote it, and would be the same, is not written again.
        if (mark := _mark_of(path)) is None or self._written.get(service) != (digest, mark):
            write_pieces(path, [content.encode()])
            self._written[service] = digest, _mark_of(path)

    def _restore_one(
        self, service: str, module_name: str, load: Callable[[str], Any]
    ) -> _Unusable | None:
        path = self._path(service)
        try:
            state = self._read(service)
            module = load(module_name) if state else None
            if module is not None:
                _require_shape(service, module, state)
                module.load_persisted_state(state)
        except FileNotFoundError:
            return None
        except OSError as error:
            reason = f"cannot be read ({error.strerror})"
            return _Unusable(path=path, reason=reason, is_damaged=False)
        except _Damaged as error:
            return _Unusable(path=path, reason=str(error), is_damaged=True)
        except _MISSHAPEN:
            return _Unusable(path=path, reason="is not a saved state", is_damaged=True)
        return None

    def _read(self, service: str) -> dict[str, Any]:
        from ministack.core import persistence

        path = self._path(service)
        if path.is_dir():
            raise _Damaged("is a directory")
        content = path.read_bytes()
        try:
            text = content.decode()
            document = json.loads(text, object_hook=persistence._json_object_hook)
        except UnicodeDecodeError:
            raise _Damaged("is not UTF-8 text") from None
        except RecursionError:
            raise _Damaged("is nested too deep") from None
        except json.JSONDecodeError:
            raise _Damaged("is not JSON") from None
        if isinstance(document, dict) and _FORMAT in document:
            if document[_FORMAT] > persistence._state_format_version(service):
                raise _Damaged("was written by a newer version")
            # An inner value of another kind is served as it stands, and misleads every command.
            saved = text.partition(_PAYLOAD)[2].rstrip()[:-1]
            if document.get(_DIGEST) not in (None, _digest(saved)):
                raise _Damaged("was changed since the engine saved it")
            document = document.get("payload")
        if not isinstance(document, dict):
            raise _Damaged("holds no JSON object")
        if service == "lambda":
            self._require_code(document)
        return document

    def _require_code(self, state: Mapping[str, Any]) -> None:
        """Look at the code of every function: the engine would run on without it."""
        for name in _code_names(state):
            blob = self._directory / "lambda-blobs" / f"{name}.zip"
            try:
                is_whole = hashlib.sha256(blob.read_bytes()).hexdigest() == name
            except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
                is_whole = False
            if not is_whole:
                _set_aside(blob)
                raise _Damaged("needs the code of a function that is missing or damaged")

    def _path(self, service: str) -> Path:
        return self._directory / f"{service}.json"


def _digest(payload: str) -> str:
    return hashlib.blake2b(payload.encode(), digest_size=16).hexdigest()


def _mark_of(path: Path) -> _Mark | None:
    """Return what tells this file from another one at its path; None when there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _code_names(state: Mapping[str, Any]) -> Iterator[str]:
    for function in state["functions"]._data.values():
        for version in (function, *function.get("versions", {}).values()):
            code = version.get("code_zip")
            if isinstance(code, dict) and _BLOB in code:
                yield code[_BLOB]


def _require_shape(service: str, module: Any, state: Mapping[str, Any]) -> None:
    """Raise TypeError where the state holds another kind of thing than the service keeps there."""
    if service == "lambda":  # asking it for its state would remove the code it has not read yet
        return
    for name, kept in module.get_state().items():
        if name in state and _kind(kept) and _kind(kept) != _kind(state[name]):
            raise TypeError(name)


def _kind(value: object) -> str:
    if isinstance(value, dict) or hasattr(value, "_data"):
        return "by key"
    return "in a row" if isinstance(value, list | set | tuple) else ""


def _remove_unfinished(directory: Path) -> None:
    """Remove what a save that was killed left: its own temporary files, and the engine's."""
    for path in (*directory.glob(".*.json.*"), *directory.glob("*.json.tmp")):
        if path.is_file():
            path.unlink(missing_ok=True)


def _refusal(unusable: list[_Unusable]) -> StateUnreadable:
    told = ", ".join(f"{found.path.name} {found.reason}" for found in unusable)
    kept = {found.path: _set_aside(found.path) for found in unusable if found.is_damaged}
    moved = [str(path) for path in kept.values() if path]
    stuck = [str(found.path) for found in unusable if not kept.get(found.path)]
    hints = []
    if stuck:
        hints.append(f"Look at {' and '.join(stuck)}: check who owns it, or move it away.")
    if moved:
        hints.append(
            f"It is kept as {' and '.join(moved)}: put a good copy in its place, or run "
            "`python -m infra_scripts up` and `seed` to create again what it held."
        )
    return StateUnreadable(f"The local engine's saved state: {told}.", hint=" ".join(hints))


def _set_aside(path: Path) -> Path | None:
    """Give a damaged file another name beside it and return that; None when it has to stay."""
    aside = path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
    number = 1
    while aside.exists():
        number += 1
        aside = aside.with_name(f"{aside.name.partition('+')[0]}+{number}")
    try:
        return path.rename(aside)
    except OSError:
        return None
