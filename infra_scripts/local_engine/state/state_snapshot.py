"""A copy of the engine's state, taken at one moment in little time and turned into JSON later.

The engine copies a service's state entry by entry, in Python: half a second for 5,000 users, in
which it answers nobody, and as long again to write it out. `marshal` copies the same at once in a
hundredth of that. What has many entries is copied in chunks, so that its text is made in small
steps beside the engine's work, and only for chunks that changed since the last time.
"""

import copy
import hashlib
import json
import marshal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

_MANY = 200  # entries; a dict with more is copied in chunks
_CHUNK = 500
_COPY_HOOK = "__deepcopy__"  # what `copy.deepcopy` looks for
_VERSION = 2  # of marshal's format: the last in which the same value always gives the same bytes
_this_thread = threading.local()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    """Any other value."""

    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chunks:
    """A dict with many entries, in parts of it."""

    parts: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fields:
    """A dict that has such a dict among its values, or could have."""

    fields: "tuple[tuple[str, _Frozen], ...]"


_Frozen = _Whole | _Chunks | _Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenStore:
    """One of the engine's stores, whose keys carry the account (and the Region)."""

    kind: str
    entries: tuple[tuple[str, _Frozen], ...]


@contextmanager
def freezing() -> Iterator[None]:
    """Let the engine's stores be copied as FrozenStore in the block, in this thread."""
    _this_thread.is_freezing = True
    try:
        yield
    finally:
        _this_thread.is_freezing = False


def speed_up_copies() -> None:
    """Teach the engine's two kinds of stores to be copied fast; once, before it serves."""
    from ministack.core.responses import AccountRegionScopedDict, AccountScopedDict

    for store, kind in (
        (AccountRegionScopedDict, "__account_region_scoped__"),
        (AccountScopedDict, "__scoped__"),
    ):
        setattr(store, _COPY_HOOK, _copying(store, kind))


def _copying(store: Callable[[], Any], kind: str) -> Callable[[Any, dict[int, Any]], Any]:
    def deepcopy(self: Any, memo: dict[int, Any]) -> Any:
        if getattr(_this_thread, "is_freezing", False):
            try:
                return _freeze_store(self._data, kind)
            except ValueError:  # it holds what marshal does not know: the slow way, then
                pass
        copied = store()
        memo[id(self)] = copied
        copied._data = copy.deepcopy(self._data, memo)
        return copied

    return deepcopy


def _freeze_store(entries: Mapping[tuple[Any, ...], Any], kind: str) -> FrozenStore:
    return FrozenStore(
        kind=kind,
        entries=tuple(
            ("\0".join((*key[:-1], repr(key[-1]))), _freeze(value, depth=1))
            for key, value in entries.items()
        ),
    )


def _freeze(value: Any, *, depth: int) -> _Frozen:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        return _Whole(content=marshal.dumps(value, _VERSION))
    if len(value) > _MANY:
        items = list(value.items())
        chunks = (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
        return _Chunks(parts=tuple(marshal.dumps(dict(chunk), _VERSION) for chunk in chunks))
    if depth:
        return _Fields(
            fields=tuple((key, _freeze(each, depth=depth - 1)) for key, each in value.items())
        )
    return _Whole(content=marshal.dumps(value, _VERSION))


class StateText:
    """The JSON text of one service's state, each time it is saved."""

    def __init__(self, default: Callable[[Any], Any]) -> None:
        """Take `default` as `json.dumps` does: what makes something JSON of any other type."""
        self._default = default
        self._chunks: dict[bytes, str] = {}
        self._last_chunks: dict[bytes, str] = {}

    def of(self, state: Mapping[str, Any]) -> str:
        """Return the text; raises TypeError, ValueError or RecursionError for what has none."""
        self._last_chunks, self._chunks = self._chunks, {}
        return "".join(self._object((name, self._any(value)) for name, value in state.items()))

    def _any(self, value: object) -> Iterator[str]:
        match value:
            case FrozenStore():
                yield f'{{"{value.kind}": true, "data": '
                yield from self._object((key, self._any(entry)) for key, entry in value.entries)
                yield "}"
            case _Fields():
                yield from self._object((key, self._any(field)) for key, field in value.fields)
            case _Chunks():
                yield "{" + ", ".join(self._chunk(part) for part in value.parts) + "}"
            case _Whole():
                yield self._json(marshal.loads(value.content))  # noqa: S302 - made in this process
            case _:
                yield self._json(value)

    def _object(self, fields: Iterable[tuple[str, Iterator[str]]]) -> Iterator[str]:
        yield "{"
        for number, (name, texts) in enumerate(fields):
            yield f"{', ' if number else ''}{json.dumps(name)}: "
            yield from texts
        yield "}"

    def _chunk(self, part: bytes) -> str:
        digest = hashlib.blake2b(part, digest_size=16).digest()
        text = self._last_chunks.get(digest)
        if text is None:
            text = self._json(marshal.loads(part))[1:-1]  # noqa: S302 - made in this process
        self._chunks[digest] = text
        return text

    def _json(self, value: object) -> str:
        # `dumps`, not `dump`: only it uses the encoder that is written in C.
        return json.dumps(value, default=self._other)

    def _other(self, value: object) -> Any:
        if isinstance(value, FrozenStore):  # within something that was copied the slow way
            return json.loads("".join(self._any(value)))
        return self._default(value)
