"""The generated passwords of an import: a file that is downloaded once, then removed."""

from pathlib import Path

import streamlit as st

from pages._ui.page.context import settings
from pages._ui.page.feedback import flash, md
from pages._ui.page.files.downloads import address_of, download_link, is_given, remove_given
from pages._ui.users.bulk.held_plan import bulk_desk
from services.errors import LabError
from services.users.bulk.bulk_desk import JobSummary
from services.users.bulk.journal.journal_view import ENDS, BulkHeader

_NAME = "authorizer-lab-passwords.csv"
_EVERY_SECONDS = 1.0


def passwords_path(header: BulkHeader) -> Path | None:
    """Return where the passwords of an import lie that a page began; None when they are gone."""
    named = header.source.get("passwords_file")
    path = Path(str(named)) if named else None
    is_ours = path is not None and path.parent == settings().bulk_dir
    return path if is_ours and path is not None and path.is_file() else None


def draw_passwords_elsewhere(header: BulkHeader) -> bool:
    """Say where a command wrote the passwords of an import, and tell whether one did.

    What this server knows of them is a part, where it went on with that import.
    """
    path = Path(str(header.source.get("passwords_file") or ""))
    if not path.name or path.parent == settings().bulk_dir:
        return False
    st.caption(
        f"The command that began this import wrote the generated passwords to {md(str(path))}."
    )
    return True


def draw_passwords_left() -> None:
    """Offer the generated passwords of imports that nobody said to have yet."""
    if not any(settings().bulk_dir.glob("*.passwords.csv")):
        return
    for job in bulk_desk().jobs():
        if path := passwords_path(job.header):
            draw_passwords_offer(job, path)


def draw_passwords_offer(job: JobSummary, path: Path) -> None:
    """Draw the download until it was fetched, where the file lies, and its removal."""
    with st.container(border=True, key=f"admin_files_passwords_{job.header.id}"):
        st.markdown(f":material/key: **Generated passwords** of {md(job.header.label)}")
        if is_given(path):
            st.markdown("Downloaded. It is not offered a second time.")
        else:
            _draw_download(path)
        st.caption(
            f"Until you remove it, the file lies at `{path}`, readable for its owner only. Whoever "
            "has it can sign in as these users."
        )
        _draw_removal(job, path)


@st.fragment(run_every=_EVERY_SECONDS)
def _draw_download(path: Path) -> None:
    if is_given(path):
        st.rerun()
    download_link(address_of(path, _NAME, "text/csv"), "Download once")


def _draw_removal(job: JobSummary, path: Path) -> None:
    has_ended = job.state in ENDS
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "I have them, remove the file",
            key=f"admin_files_remove_{job.header.id}",
            icon=":material/delete:",
            disabled=not has_ended,
            on_click=_remove,
            args=(job.header.id, path),
        )
        if not has_ended:
            st.caption("The job reads them there until it has ended.", width="stretch")


def _remove(job_id: str, path: Path) -> None:
    try:
        remove_given(path)
    except LabError as error:
        flash(error.one_line())
        return
    if job := bulk_desk().job(job_id):
        job.take_passwords()  # those in memory are dropped, too
    flash("The file with the passwords is removed")
