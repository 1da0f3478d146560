"""What Streamlit sends to a tab in presenter's mode, masked on its way: nothing gets past it.

Every part of every page, dialog and fragment is one message, and all of them pass `enqueue`.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from pages._server.presenting.stage import Stage

Hide = Callable[[str], str]
# What belongs to the machinery: with another value a widget would answer to nobody.
_LEFT_ALONE = frozenset({"id", "form_id", "fragment_id", "element_hash", "page_script_hash"})


def mask_what_is_sent(stage: Stage) -> None:
    """Let what is sent to the tabs that are on the stage pass its mask, from now on."""
    from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

    original = inspect.unwrap(ScriptRunContext.enqueue)

    @wraps(original)
    def enqueue(context: ScriptRunContext, message: Any) -> None:
        is_shown = message.WhichOneof("type") == "delta"
        if is_shown and stage.is_on(context.session_id):
            message = masked_message(message, stage.mask().hide)
        original(context, message)

    ScriptRunContext.enqueue = enqueue  # type: ignore[assignment, method-assign]


def masked_message(message: Any, hide: Hide) -> Any:
    """Return a copy in which every text has passed `hide`, the cells of tables included."""
    copy = type(message)()
    copy.CopyFrom(message)
    copy.ClearField("hash")  # that of the copy is another one
    _hide_in(copy, hide)
    return copy


def _hide_in(part: Any, hide: Hide) -> None:
    for field, value in part.ListFields():
        if field.name in _LEFT_ALONE:
            continue
        if field.message_type is None:
            hidden = _hidden(value, hide)
            if hidden is not value:
                _put(part, field.name, hidden)
        elif field.message_type.GetOptions().map_entry:
            _hide_in_map(value, hide)
        else:
            for each in value if _is_many(value) else (value,):
                _hide_in(each, hide)


def _is_many(value: Any) -> bool:
    return hasattr(value, "MergeFrom") and not hasattr(value, "ListFields")


def _hide_in_map(entries: Any, hide: Hide) -> None:
    for key in entries:
        if hasattr(entries[key], "ListFields"):
            _hide_in(entries[key], hide)
        else:
            entries[key] = _hidden(entries[key], hide)


def _put(part: Any, name: str, value: Any) -> None:
    if isinstance(value, list):
        getattr(part, name)[:] = value
    else:
        setattr(part, name, value)


def _hidden(value: Any, hide: Hide) -> Any:
    match value:
        case str():
            return hide(value)
        case bytes():
            return _hidden_table(value, hide)
        case bool() | int() | float():
            return value
        case _:  # many of one kind
            return [_hidden(each, hide) for each in value]


def _hidden_table(data: bytes, hide: Hide) -> bytes:
    """Return Arrow's bytes with every text of the table hidden."""
    import pyarrow as pa  # type: ignore[import-untyped]

    table = pa.ipc.open_stream(data).read_all()
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type) or pa.types.is_large_string(field.type):
            cells = [None if it is None else hide(it) for it in table.column(place).to_pylist()]
            table = table.set_column(place, field, pa.array(cells, field.type))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())
