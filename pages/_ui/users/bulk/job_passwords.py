"""The passwords that a job made: shown once, to the tab that asks first, and kept nowhere."""

import csv
import io
from dataclasses import dataclass, field

import streamlit as st

from pages._ui.page.count_words import count_words
from pages._ui.page.files.downloads import OfferedFile, download_link, offered
from pages._ui.users.bulk.held_plan import bulk_desk
from services.users.spreadsheet_cells import guarded

_SHOWN = "_admin_jobs_passwords"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What this tab shows, and offers as a file for as long as it does."""

    job_id: str
    passwords: dict[str, str] = field(repr=False)
    file: OfferedFile = field(repr=False)


def draw_passwords(job_id: str) -> None:
    """Draw the button while the job has passwords, then the passwords until the tab moves on."""
    job = bulk_desk().job(job_id)
    if job is not None and job.has_passwords:
        _draw_offer(job_id)
    if shown := _shown_of(job_id):
        _draw_shown(shown)


def _shown_of(job_id: str) -> _Shown | None:
    shown: _Shown | None = st.session_state.get(_SHOWN)
    return shown if shown and shown.job_id == job_id else None


def _draw_offer(job_id: str) -> None:
    st.warning(
        "This job made passwords. They are shown once, to you: this server forgets them then, and "
        "also when it ends.",
        icon=":material/key:",
    )
    st.button(
        "Show the passwords once", key="admin_jobs_passwords_show", on_click=_take, args=(job_id,)
    )


def _take(job_id: str) -> None:
    job, before = bulk_desk().job(job_id), _shown_of(job_id)
    taken = job.take_passwords() if job else {}
    passwords = {**(before.passwords if before else {}), **taken}
    if passwords:
        content = _csv(passwords).encode("utf-8-sig")
        file = offered("authorizer-lab-passwords.csv", "text/csv", content)
        st.session_state[_SHOWN] = _Shown(job_id=job_id, passwords=passwords, file=file)


def _draw_shown(shown: _Shown) -> None:
    count = count_words(len(shown.passwords), "password")
    with st.container(border=True, key="admin_jobs_passwords"):
        st.markdown(f"**{count}**, by user. Keep them now.")
        st.code(_csv(shown.passwords), language=None, height=240)
        with st.container(horizontal=True):
            download_link(shown.file.address, "Download as CSV")
            st.button("I have them, forget them", key="admin_jobs_passwords_done", on_click=_forget)


def _forget() -> None:
    st.session_state.pop(_SHOWN, None)


def _csv(passwords: dict[str, str]) -> str:
    text = io.StringIO(newline="")
    rows = ((guarded(name), guarded(password)) for name, password in sorted(passwords.items()))
    csv.writer(text, lineterminator="\n").writerows([("username", "password"), *rows])
    return text.getvalue()
