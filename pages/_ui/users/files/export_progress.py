"""An export of this tab: how far it is, and its file once it is there."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from pages._server.own_routes.download_route import Download
from pages._server.snapshots.export_work import ExportState, ExportWork
from pages._ui.page.context import browser_session, process, settings
from pages._ui.page.feedback import show_error
from pages._ui.page.script_marks import result_mark
from pages._ui.page.templates import render
from pages._ui.users.bulk.bulk_words import users_words
from pages._ui.users.files.export_fields import ExportForm
from services.users.csv_files.export.csv_export import export_csv
from services.users.csv_files.export.json_export import export_json_lines
from services.users.one_user.schema import PoolSchema
from services.users.snapshot.snapshot import Snapshot

_WORK = "_admin_files_export"
_EVERY_SECONDS = 0.3
_KB, _MB = 1_000, 1_000_000
_NAME = "authorizer-lab-users"


@dataclass(frozen=True, slots=True, kw_only=True)
class _TabExport:
    """While the tab holds it, the file can be fetched; the operating system frees it then."""

    work: ExportWork
    download: Download


def has_export() -> bool:
    return _WORK in st.session_state


def start_export(snapshot: Snapshot, form: ExportForm, schema: PoolSchema) -> None:
    """Begin to write the file; an earlier export of this tab ends."""
    _forget()
    if form.is_csv:
        pieces_of = partial(export_csv, snapshot, schema, form.choices)
    else:
        pieces_of = partial(export_json_lines, snapshot, form.choices)
    work = ExportWork(settings().cloud_dir, pieces_of)
    name, kind = ("csv", "text/csv") if form.is_csv else ("jsonl", "application/jsonl")
    download = Download(
        name=f"{_NAME}.{name}", kind=kind, pieces=work.pieces, session=browser_session()
    )
    process().downloads.offer(download)
    st.session_state[_WORK] = _TabExport(work=work, download=download)


def draw_export() -> None:
    """Draw the progress with its button, then the file, or why there is none."""
    held: _TabExport | None = st.session_state.get(_WORK)
    if held is None:
        return
    is_running = held.work.state is ExportState.RUNNING

    @st.fragment(run_every=_EVERY_SECONDS if is_running else None)
    def live() -> None:
        if is_running and held.work.state is not ExportState.RUNNING:
            st.rerun()
        _draw(held)

    with st.container(border=True, key="admin_files_exported"):
        live()


def _draw(held: _TabExport) -> None:
    work, progress = held.work, held.work.progress
    written = progress.written if progress else 0
    match work.state:
        case ExportState.RUNNING:
            total = progress.total if progress else 0
            said = f"{written:,} of {users_words(total)}" if total else "Beginning"
            st.progress(written / total if total else 0.0, said)
            st.button("Cancel", key="admin_files_cancel", on_click=work.cancel)
        case ExportState.CANCELLED:
            st.caption("The export was cancelled. What was written is gone.")
        case ExportState.FAILED if work.error is not None:
            show_error(work.error)
        case _:
            _draw_file(held, written)


def _draw_file(held: _TabExport, written: int) -> None:
    said = f"{users_words(written)}, {_size_words(held.work.size)}"
    result_mark(f"export-{held.download.ticket[:6]}", f"The file is there: {said}")
    with st.container(horizontal=True, vertical_alignment="center"):
        label = f"Download {held.download.name}"
        st.html(
            render("users/files/download.html.j2", address=held.download.address, label=label),
            width="content",
        )
        st.caption(
            f"**{said}.** It is kept until you close this tab or begin another export.",
            width="stretch",
        )
        st.button("Discard", key="admin_files_discard", type="tertiary", on_click=_forget)


def _size_words(size: int) -> str:
    return f"{size / _MB:,.1f} MB" if size >= _MB else f"{-(-size // _KB):,} KB"


def _forget() -> None:
    held: _TabExport | None = st.session_state.pop(_WORK, None)
    if held is not None:
        held.work.cancel()
