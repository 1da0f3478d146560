"""Jobs: what is done to many users at once, how far it is, what came of it, and its undo."""

import streamlit as st

from pages._ui.page.feedback import show_error
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.page_head import page_head
from pages._ui.users.bulk.bulk_words import JOURNAL
from pages._ui.users.bulk.held_plan import bulk_desk
from pages._ui.users.bulk.job_card import draw_chosen_job
from pages._ui.users.bulk.jobs_table import draw_jobs
from services.errors import LabError
from services.users.bulk.bulk_desk import JobSummary


def draw_empty() -> None:
    with st.container(border=True, key="admin_jobs_empty"):
        st.header("No job yet", anchor=False)
        st.write(
            "A job does one thing to many users. Find or mark them on the page Users, press "
            "Act on many, and check first what would change."
        )
        st.page_link("pages/admin/admin_users.py", label="Go to Users", icon=":material/group:")


def draw_list(jobs: tuple[JobSummary, ...]) -> None:
    count = f"{len(jobs):,} job{'' if len(jobs) == 1 else 's'}"
    st.markdown(f"**{count}**, the newest first. Choose a row to see one.")
    draw_jobs(jobs)
    st.caption(JOURNAL)
    draw_chosen_job(jobs)


require_frame()
page_head("Jobs", "What is done to many users at once: progress, result for each user, undo.")
require_stack()

try:
    found = bulk_desk().jobs()
    if found:
        draw_list(found)
    else:
        draw_empty()
except LabError as failure:
    show_error(failure)
