"""What Streamlit sends for a part of a page."""

from collections.abc import Callable
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.testing.v1 import AppTest


def sent(draw: Callable[[], Any]) -> list[ForwardMsg]:
    """Draw it in an app of its own and return its messages as they were sent."""
    caught: list[ForwardMsg] = []
    original = ScriptRunContext.enqueue

    def enqueue(self: ScriptRunContext, msg: ForwardMsg) -> None:
        if msg.WhichOneof("type") == "delta":
            copy = ForwardMsg()
            copy.CopyFrom(msg)
            caught.append(copy)
        original(self, msg)

    ScriptRunContext.enqueue = enqueue  # type: ignore[method-assign]
    try:
        app = AppTest.from_string("import streamlit as st\nst.session_state.draw()")
        app.session_state["draw"] = draw
        assert not app.run().exception
    finally:
        ScriptRunContext.enqueue = original  # type: ignore[method-assign]
    return caught
