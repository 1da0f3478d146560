"""An export of this tab: how far it is, and its file once it is there."""

from functools import partial

import streamlit as st

from pages._ui.page.feedback import show_error
from pages._ui.page.files.downloads import WrittenFile, begin_file, download_link
from pages._ui.page.script_marks import result_mark
from pages._ui.users.bulk.bulk_words import users_words
from pages._ui.users.files.export_fields import ExportForm
from services.users.csv_files.export.csv_export import export_csv
from services.users.csv_files.export.json_export import export_json_lines
from services.users.one_user.schema import PoolSchema
from services.users.snapshot.snapshot import Snapshot

_HELD = "_admin_files_export"
_EVERY_SECONDS = 0.3
_KB, _MB = 1_000, 1_000_000
_NAME = "authorizer-lab-users"


def has_export() -> bool:
    return _HELD in st.session_state


def start_export(snapshot: Snapshot, form: ExportForm, schema: PoolSchema) -> None:
    """Begin to write the file; an earlier export of this tab ends."""
    _forget()
    if form.is_csv:
        pieces_of = partial(export_csv, snapshot, schema, form.choices)
        st.session_state[_HELD] = begin_file(f"{_NAME}.csv", "text/csv", pieces_of)
    else:
        pieces_of = partial(export_json_lines, snapshot, form.choices)
        st.session_state[_HELD] = begin_file(f"{_NAME}.jsonl", "application/jsonl", pieces_of)


def draw_export() -> None:
    """Draw the progress with its button, then the file, or why there is none."""
    held: WrittenFile | None = st.session_state.get(_HELD)
    if held is None:
        return
    was_running = held.is_running

    @st.fragment(run_every=_EVERY_SECONDS if was_running else None)
    def live() -> None:
        if was_running and not held.is_running:
            st.rerun()
        _draw(held)

    with st.container(border=True, key="admin_files_exported"):
        live()


def _draw(held: WrittenFile) -> None:
    if held.is_running:
        _draw_progress(held)
    elif held.is_cancelled:
        st.caption("The export was cancelled. What was written is gone.")
    elif held.work.error is not None:
        show_error(held.work.error)
    else:
        _draw_file(held)


def _draw_progress(held: WrittenFile) -> None:
    progress = held.work.progress
    if progress is None or not progress.total:
        st.progress(0.0, "Beginning")
    else:
        said = f"{progress.written:,} of {users_words(progress.total)}"
        st.progress(progress.written / progress.total, said)
    st.button("Cancel", key="admin_files_cancel", on_click=held.work.cancel)


def _draw_file(held: WrittenFile) -> None:
    written = held.work.progress.written if held.work.progress else 0
    said = f"{users_words(written)}, {_size_words(held.work.size)}"
    result_mark(f"export-{held.mark}", f"The file is there: {said}")
    with st.container(horizontal=True, vertical_alignment="center"):
        download_link(held.download.address, f"Download {held.download.name}")
        st.caption(
            f"**{said}.** It is kept until you close this tab or begin another export.",
            width="stretch",
        )
        st.button("Discard", key="admin_files_discard", type="tertiary", on_click=_forget)


def _size_words(size: int) -> str:
    return f"{size / _MB:,.1f} MB" if size >= _MB else f"{-(-size // _KB):,} KB"


def _forget() -> None:
    held: WrittenFile | None = st.session_state.pop(_HELD, None)
    if held is not None:
        held.work.cancel()
