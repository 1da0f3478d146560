"""The passwords that a job made: shown once, to the tab that asks first, and kept nowhere."""

import csv
import io

import streamlit as st

from pages._ui.page.count_words import count_words
from pages._ui.users.bulk.held_plan import bulk_desk
from services.users.spreadsheet_cells import guarded

_SHOWN = "_admin_jobs_passwords"


def draw_passwords(job_id: str) -> None:
    """Draw the button while the job has passwords, then the passwords until the tab moves on."""
    job = bulk_desk().job(job_id)
    shown_of, passwords = st.session_state.get(_SHOWN, ("", {}))
    if job is not None and job.has_passwords:
        _draw_offer(job_id)
    if shown_of == job_id and passwords:
        _draw_shown(passwords)


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
    job = bulk_desk().job(job_id)
    taken = job.take_passwords() if job else {}
    shown_of, before = st.session_state.get(_SHOWN, ("", {}))
    st.session_state[_SHOWN] = (job_id, {**(before if shown_of == job_id else {}), **taken})


def _draw_shown(passwords: dict[str, str]) -> None:
    with st.container(border=True, key="admin_jobs_passwords"):
        st.markdown(f"**{count_words(len(passwords), 'password')}**, by user. Keep them now.")
        st.code(_csv(passwords), language=None, height=240)
        st.button("I have them, forget them", key="admin_jobs_passwords_done", on_click=_forget)


def _forget() -> None:
    st.session_state.pop(_SHOWN, None)


def _csv(passwords: dict[str, str]) -> str:
    text = io.StringIO(newline="")
    rows = ((guarded(name), guarded(password)) for name, password in sorted(passwords.items()))
    csv.writer(text, lineterminator="\n").writerows([("username", "password"), *rows])
    return text.getvalue()
