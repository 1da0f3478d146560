"""What is done with an uploaded file in the background, held with the file: its check, going on."""

import io
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import BinaryIO

import streamlit as st

from pages._server.snapshots.tab_work import TabWork
from pages._ui.page.context import process
from pages._ui.page.feedback import show_error
from pages._ui.page.files.uploads import Upload
from services.users.csv_files.checking.looked_at import CheckStep, LookedAt, TellLooked

_EVERY_SECONDS = 0.3
_STEPS = {
    CheckStep.READ: "Reading the file",
    CheckStep.COMPARE: "Comparing with the user pool",
    CheckStep.PLAN: "Looking what would be sent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWork:
    """`about` is what the work was asked for; another question makes it old."""

    about: Hashable
    work: TabWork[LookedAt, object]


def begin_work(
    upload: Upload,
    about: Hashable,
    what: str,
    work: Callable[[BinaryIO, TellLooked], object],
    *,
    is_cancellable: bool = True,
) -> None:
    """Begin the work in the file's bytes; an earlier one of this file ends.

    One that can be cancelled ends with the tab, too. A short one is over when this returns.
    """
    end_work(upload)
    content = io.BytesIO(upload.file.getvalue())
    begun = TabWork[LookedAt, object](
        what, lambda tell: work(content, tell), is_cancellable=is_cancellable
    )
    upload.found = FileWork(about=about, work=begun)
    upload.at_end(begun.cancel)
    begun.wait(process().snapshots.patience_seconds)


def end_work(upload: Upload) -> None:
    """Cancel what is being done with the file, and forget what came of it."""
    if isinstance(upload.found, FileWork):
        upload.found.work.cancel()
    upload.found = None


def work_of(upload: Upload, about: Hashable) -> TabWork[LookedAt, object] | None:
    """Return the work that was asked for with the same question, None where none was."""
    found = upload.found
    return found.work if isinstance(found, FileWork) and found.about == about else None


def is_at_work(upload: Upload) -> bool:
    """Tell whether something is being done with the file now."""
    return isinstance(upload.found, FileWork) and upload.found.work.is_running


def draw_work(work: TabWork[LookedAt, object], key: str, *, was_running: bool) -> None:
    """Draw how far it is, with a button that cancels it where it can be, or why nothing came.

    `was_running` is what the page took it for: it runs again where the work has ended since then.
    """
    if not was_running:
        if work.is_cancelled:
            st.caption("Cancelled. Nothing was sent.")
        elif work.error is not None:
            show_error(work.error)
        return

    @st.fragment(run_every=_EVERY_SECONDS)
    def live() -> None:
        if not work.is_running:
            st.rerun()
        share, said = _how_far(work.progress)
        st.progress(share, said)
        if work.is_cancellable:
            st.button("Cancel", key=f"{key}_cancel", on_click=work.cancel)

    with st.container(border=True, key=key):
        live()


def _how_far(looked: LookedAt | None) -> tuple[float, str]:
    if looked is None:
        return 0.0, "Beginning"
    step = list(_STEPS).index(looked.step)
    within = looked.rows / looked.total if looked.total else 0.0
    rows = f"{looked.rows:,} of {looked.total:,}" if looked.total else f"{looked.rows:,}"
    return (step + within) / len(_STEPS), f"{_STEPS[looked.step]}: {rows} rows"
