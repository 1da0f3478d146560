"""Uploaded files: a tab holds one only while it shows the page that asked for it."""

import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

_HELD, _TIMES = "_upload", "_upload_times"
_LONGEST_NAME = 80


@dataclass(slots=True, kw_only=True, weakref_slot=True)
class Upload:
    """`page` is the address of the page that asked for it; `found` is what was made of it."""

    page: str
    file: UploadedFile = field(repr=False)
    found: object = field(default=None, repr=False)

    def at_end(self, do: Callable[[], None]) -> None:
        """Let `do` be called when nobody holds the file any more, such as with its tab."""
        weakref.finalize(self, do)

    @property
    def name(self) -> str:
        """Return the file's name, cut where it is too long to be told."""
        return PurePath(self.file.name).name[-_LONGEST_NAME:]


def upload_field(label: str, *, key: str, page: str, types: tuple[str, ...]) -> Upload | None:
    """Draw the field and return the file that is chosen; another one before it is forgotten."""
    times = st.session_state.get(_TIMES, 0)
    file = st.file_uploader(label, type=list(types), key=f"{key}_{times}")
    held = _held()
    if held and (file is None or held.file.file_id != file.file_id):
        _drop(held)
        held = None
    if file is not None and held is None:
        held = st.session_state[_HELD] = Upload(page=page, file=file)
    return held


def forget_upload() -> None:
    """Forget the file that is chosen; the field is empty then."""
    if held := _held():
        _drop(held)
    st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1


def forget_elsewhere(page: str) -> None:
    """Forget a file that another page than this one asked for; the frame calls it in each run."""
    if (held := _held()) and held.page != page:
        forget_upload()


def _held() -> Upload | None:
    held: Upload | None = st.session_state.get(_HELD)
    return held


def _drop(held: Upload) -> None:
    """Forget it, and let Streamlit forget it, which would keep it as long as the tab is open."""
    st.session_state.pop(_HELD, None)
    context = get_script_run_ctx()
    manager = context.uploaded_file_mgr if context else None
    if context and isinstance(manager, MemoryUploadedFileManager):
        manager.remove_file(context.session_id, held.file.file_id)
