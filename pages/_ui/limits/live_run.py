"""The runs as they go on: the chart with bucket and quota beside it, the numbers as a table."""

import streamlit as st

from pages._server.jobs import Job, JobState
from pages._server.limits.load_desk import LoadDesk
from pages._ui.limits.answers_chart import answers_content
from pages._ui.limits.gauges import gauges_html
from pages._ui.page.context import jobs
from pages._ui.page.job_progress import job_steps
from pages._ui.page.templates import render
from services.limits.load_run import LoadRun

_EVERY_SECONDS = 0.5


def draw_runs(desk: LoadDesk, job: Job | None) -> None:
    """Draw the desk's runs; while `job` runs, again and again, which says that somebody looks."""

    @st.fragment(run_every=_EVERY_SECONDS if job else None)
    def live() -> None:
        desk.look()
        for number, run in enumerate(desk.runs):
            _draw_run(run, f"limits_run_{number}")
        if job is not None:
            current = jobs().get(job.id) or job
            job_steps(current, "limits")
            if current.state is not JobState.RUNNING:
                st.rerun()

    live()


def _draw_run(run: LoadRun, key: str) -> None:
    import pandas as pd  # a third of a second, which the first page does without

    title = "A client that backs off" if run.load.backs_off else "A client that sends on"
    with st.container(border=True, key=key):
        st.markdown(f"**{title}**: {run.load.rate} calls a second for {run.load.seconds} s")
        chart, gauges = st.columns([5, 3])
        content = answers_content(run)
        with chart:
            st.vega_lite_chart(
                pd.DataFrame(list(content.rows), columns=["second", "answer", "calls"]),
                content.spec,
                key=f"{key}_chart",
                alt=content.sentence,
            )
        gauges.html(gauges_html(run))
        st.write(content.sentence + (f" {run.end.value}" if run.end else ""))
        if run.end:
            with st.expander("The numbers as a table", key=f"{key}_numbers"):
                st.html(render("charts/table.html.j2", heads=content.heads, cells=content.cells))
